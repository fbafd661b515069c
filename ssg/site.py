"""`Site`: all input of the pages, and the values that describe pages and output files."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from ssg.catalog import Catalog, Tool
from ssg.scores import Ranking
from ssg.settings import Settings
from ssg.text import slugify

__all__ = [
    "Change",
    "Credit",
    "Credits",
    "FactChange",
    "LateOutput",
    "Output",
    "Page",
    "Pair",
    "Site",
    "Step",
    "distinct_names_of",
]


@dataclass(frozen=True, slots=True)
class Credit:
    """Last change of a tool's file: author and day."""

    day: date
    """Calendar day in the author's time zone."""
    name: str
    """Name of the author; empty if it must not be shown."""
    others: int
    """Number of other authors; 0 also if the history is incomplete."""


Credits: TypeAlias = Mapping[str, Credit]
"""Slug -> credit, sorted by slug; tools without a known history are missing."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of a tool's file that a commit changed."""

    key: str
    """`license`, `attributes.gpu`, or `capabilities` for a capability that came or went."""
    before: str
    """The value as text; empty if there was none."""
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one tool, by the commits of one day."""

    day: date
    """Author date of the commits."""
    slug: str
    commit: str
    """Object name of the first of them."""
    facts: tuple[FactChange, ...]
    """Empty for a tool that was added."""


class Step(IntEnum):
    """How near two tools are."""

    NONE = 0
    """They have nothing in common that says what they are for, or one is a part of the other."""
    LISTED = 1
    """They share a category, or a few words in related ones."""
    RELATED = 2
    """They share a category and a distinctive word."""
    NEAR = 3
    """They do much the same."""
    NEAREST = 4
    """They are the same kind of thing, or alternatives by name."""


class Pair(NamedTuple):
    """Two tools with a versus page; a site has many."""

    a: str
    """The slug that sorts first."""
    b: str
    strength: float
    """How closely the tools are related; only the order is meaningful."""
    reasons: tuple[str, ...]
    """Why the pair has a page, as text."""
    step: Step = Step.NONE
    """How near the two are by their categories and texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All input of the pages; immutable, and the same on every machine."""

    catalog: Catalog
    ranking: Ranking
    pairs: Sequence[Pair]
    """Sorted by slug."""
    credits: Credits = field(default_factory=dict)
    changes: tuple[Change, ...] | None = None
    """Changes of the tools, newest first; None where the git history is not known."""
    popularity: Mapping[str, float] | None = None
    """How well known each tool is, 0 to 1; None where pages compute it from the catalog."""
    sourced_percent: int | None = None
    """The share of claims with a source; None where pages count them."""
    translated: "tuple[Site, ...]" = ()
    """The same site in its other languages; each has the same tools, scores and pairs."""
    settings: Settings = field(init=False, repr=False, compare=False)
    """The site's configuration; without scores where nothing is known that counts in one."""

    def __post_init__(self) -> None:
        """Derive the configuration."""
        object.__setattr__(self, "settings", _settings(self.catalog.settings, self.ranking))


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """An output file."""

    path: str
    """Relative to the output folder, with `/`."""
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LateOutput:
    """An output file whose content is made when it is written: it would take much memory."""

    path: str
    """As in `Output`."""
    make: Callable[[], bytes]
    """Return the content."""

    @property
    def body(self) -> bytes:
        """The content, made each time."""
        return self.make()


class Page(NamedTuple):
    """Description of one page, sufficient to render it in any process; a site has many."""

    kind: str
    """Key of `views.PAGE_KINDS`, which determines view and layout."""
    address: str
    """Starts with `/`; without the base path."""
    subject: tuple[str, ...] = ()
    """Slugs or ids that the page is about."""
    indexed: bool = True
    """Whether the page is in the sitemap and search engines may index it."""
    changed: date | None = None
    """The day that the page names as that of its content; None for a page that names none."""
    tree: str = ""
    """Language of the page if it is not the site's default language."""


def _settings(declared: Settings, ranking: Ranking) -> Settings:
    """Return the settings of a site; its tools have no scores where they have no component."""
    if not ranking.scores or any(score.components for score in ranking.scores):
        return declared
    return replace(declared, ranking=replace(declared.ranking, components=()))


def distinct_names_of(tools: Sequence[Tool]) -> dict[str, str]:
    """Return the names of tools that share theirs; the one with the obvious slug keeps it."""
    counts = Counter(tool.name.casefold() for tool in tools)
    return {
        tool.slug: f"{tool.name} ({tool.slug})"
        for tool in tools
        if counts[tool.name.casefold()] > 1 and slugify(tool.name) != tool.slug
    }
