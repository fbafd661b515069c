"""The frozen values that cross from one stage to the next."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ssg.settings import Settings

__all__ = [
    "AttributeValue",
    "Basis",
    "Capability",
    "Catalog",
    "Editorial",
    "FreePage",
    "Pricing",
    "PricingModel",
    "SharedCapability",
    "Signal",
    "Source",
    "StaticFile",
    "Status",
    "Tool",
]


AttributeValue: TypeAlias = str | float | bool | date | tuple[str, ...]


class Basis(StrEnum):
    """What a claim rests on."""

    MEASURED = "measured"
    CITED = "cited"
    VENDOR = "vendor"
    ASSERTED = "asserted"


class PricingModel(StrEnum):
    """How a tool is paid for."""

    FREE = "free"
    FREEMIUM = "freemium"
    PAID = "paid"
    USAGE = "usage"
    OPEN_SOURCE = "open_source"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether a tool is still worked on."""

    ACTIVE = "active"
    MAINTENANCE = "maintenance"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim comes from."""

    url: str = ""
    basis: Basis
    checked: date | None = None
    """The day on which somebody last held the claim against the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One thing that a tool can do."""

    title: str
    id: str = ""
    """Key of the shared vocabulary, when other tools have the same capability."""
    anchor: str
    """Name of its place on the tool's page; unique within the tool."""
    description: str = ""
    unique: str = ""
    vs_alternatives: str = ""
    intents: tuple[str, ...] = ()
    best_for: tuple[str, ...] = ()
    limitations: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    line: int = 1
    """Line of the tool's file on which it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One raw measured number."""

    id: str
    value: float | bool | date
    source: str = ""
    measured: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What a tool costs."""

    model: PricingModel = PricingModel.UNKNOWN
    starting_price: str = ""
    url: str = ""
    checked: date | None = None

    @property
    def has_free_tier(self) -> bool:
        """Whether something of it can be used for nothing."""
        return self.model in {PricingModel.FREE, PricingModel.FREEMIUM, PricingModel.OPEN_SOURCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One entry of the catalog: everything that its file says."""

    slug: str
    name: str
    type: str
    summary: str
    description: str = ""
    homepage: str = ""
    repository: str = ""
    license: str = ""
    pricing: Pricing = field(default_factory=Pricing)
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    """Other names that texts use for it, such as `TGI`."""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    status: Status | None = None
    updated: date | None = None
    signals: tuple[Signal, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    """Components given directly, each between 0 and 1."""
    attributes: tuple[tuple[str, AttributeValue], ...] = ()
    capabilities: tuple[Capability, ...] = ()
    path: str
    """Its file, relative to the site."""

    def dates(self) -> list[date]:
        """Return every day on which one of its facts was measured or checked, or the tool itself changed."""
        found = [self.updated, self.pricing.checked, *(signal.measured for signal in self.signals)]
        found += [
            source.checked for capability in self.capabilities for source in capability.sources
        ]
        return [day for day in found if day]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCapability:
    """An entry of the shared vocabulary, `content/capabilities.yaml`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """An editor's words about one pair of tools."""

    slugs: tuple[str, str]
    text: str
    """Markdown."""
    title: str = ""
    author: str = ""
    written: date | None = None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page of prose, `content/pages/<slug>.md`."""

    slug: str
    title: str
    description: str = ""
    text: str
    """Markdown."""
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file that is copied as it is."""

    address: str
    """Path below the site's root, with `/`."""
    source: str
    """The file, absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole content, checked against itself; everything is sorted by slug or id."""

    settings: Settings
    tools: tuple[Tool, ...]
    capabilities: tuple[SharedCapability, ...] = ()
    editorials: tuple[Editorial, ...] = ()
    pages: tuple[FreePage, ...] = ()
    static: tuple[StaticFile, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words and phrases that mean the same to somebody who searches, as `content/synonyms.yaml` has them."""
