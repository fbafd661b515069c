"""The content as frozen values: tools, shared capabilities, editorial texts and pages.

The fields of a tool are declared here and nowhere else; see `ssg.fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from ssg.fields import Key, Keys, Kind, Role, leaves, values_of
from ssg.settings import Settings

__all__ = [
    "AttributeValue",
    "Basis",
    "BillingPeriod",
    "Capability",
    "Catalog",
    "Claim",
    "ClaimSource",
    "Editorial",
    "Evidence",
    "FreePage",
    "HistoryPoint",
    "Plan",
    "Pricing",
    "PricingModel",
    "Published",
    "Screenshot",
    "SharedCapability",
    "Signal",
    "Source",
    "StaticFile",
    "Status",
    "Tool",
    "ToolDigests",
    "ToolTranslation",
    "Translation",
]


AttributeValue: TypeAlias = str | float | bool | date | tuple[str, ...]


class Basis(StrEnum):
    """What a claim is based on."""

    MEASURED = "measured"
    CITED = "cited"
    VENDOR = "vendor"
    ASSERTED = "asserted"


class PricingModel(StrEnum):
    """The pricing model of a tool."""

    FREE = "free"
    FREEMIUM = "freemium"
    PAID = "paid"
    USAGE = "usage"
    OPEN_SOURCE = "open_source"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether a tool is still developed."""

    ACTIVE = "active"
    MAINTENANCE = "maintenance"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The source of a claim."""

    url: Annotated[
        str,
        Key(
            Kind.URL,
            "URL of the page that supports the claim.",
            "https://flax.readthedocs.io/en/latest/guides/randomness.html",
        ),
    ] = ""
    basis: Annotated[
        Basis,
        Key(
            Kind.CHOICE,
            "What the claim is based on: our own measurement (measured), a third party (cited), "
            "the maker's own statement (vendor), or nothing that can be looked up (asserted).",
            "vendor",
            required=True,
        ),
    ]
    checked: Annotated[
        date | None,
        Key(Kind.DATE, "Day on which the claim was last compared with the source.", "2026-11-01"),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One thing that the tool can do."""

    title: Annotated[
        str,
        Key(
            Kind.LINE,
            "Its name in a few words, without marketing.",
            "Gradient checkpointing and accumulation",
            required=True,
            is_text=True,
            search_weight=6,
        ),
    ]
    id: Annotated[
        str,
        Key(
            Kind.LINE,
            "Key of content/capabilities.yaml, if other tools have it too: capabilities with the "
            "same id share a row in a comparison.",
            "gradient-checkpointing",
        ),
    ] = ""
    """Key of the shared vocabulary, if other tools have the same capability."""
    anchor: str
    """Fragment of its heading on the tool's page; unique within the tool."""
    description: Annotated[
        str,
        Key(
            Kind.MARKDOWN,
            "How it works (Markdown): one or two sentences, 150 characters or more.",
            "`nn.remat` recomputes a module's activations in the backward pass.",
            is_text=True,
            search_weight=2,
        ),
    ] = ""
    unique: Annotated[
        str,
        Key(
            Kind.MARKDOWN,
            "What is special about this tool's approach (Markdown).",
            "Works on any module, without a change to its code.",
            is_text=True,
            search_weight=2,
        ),
    ] = ""
    vs_alternatives: Annotated[
        str,
        Key(
            Kind.MARKDOWN,
            "How it differs from named alternatives (Markdown).",
            "Equinox offers the same for functions, not for modules.",
            is_text=True,
            search_weight=1,
        ),
    ] = ""
    intents: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "What users want to do when they need it, in their own words.",
            ["train a model that does not fit in memory"],
            search_weight=5,
            in_translations=True,
        ),
    ] = ()
    best_for: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "Use cases that it suits.",
            ["deep transformers on one accelerator"],
            is_text=True,
            has_claims=True,
        ),
    ] = ()
    limitations: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "What it cannot do.",
            ["costs a second forward pass"],
            is_text=True,
            has_claims=True,
        ),
    ] = ()
    requires: Annotated[
        tuple[str, ...],
        Key(Kind.LINE, "What it needs.", ["JAX 0.4.27 or later"], is_text=True, has_claims=True),
    ] = ()
    inputs: Annotated[
        tuple[str, ...],
        Key(Kind.LINE, "Its inputs.", ["a module class"], is_text=True, has_claims=True),
    ] = ()
    outputs: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "Its outputs.",
            ["a module class with the same parameters"],
            is_text=True,
            has_claims=True,
        ),
    ] = ()
    sources: Annotated[
        tuple[Source, ...], Key(Kind.RECORD, "The sources of the claims.", max_entries=20)
    ] = ()
    different_from: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "What it is not the same as, although it reads so: ids of content/capabilities.yaml, "
            "or "
            "capabilities as tool/name, the last part of their address on the tool's page.",
            ["haiku/filtered-checkpointing"],
        ),
    ] = ()
    choose_over: Annotated[
        tuple[tuple[str, str], ...],
        Key(
            Kind.LINE,
            "What it is the reason to choose this tool for, by the other tool's file name: the "
            'end of "Choose Flax for ..." on the comparison of the two. Only where the other tool '
            "cannot do it.",
            {"haiku": "optimizers that are updated together with the model"},
            by_name=True,
            in_translations=True,
        ),
    ] = ()
    """Other tool's slug -> the end of a sentence, sorted by slug."""
    line: int = 1
    """Line of the tool's file on which it begins."""
    original: "Capability | None" = None
    """The same in the default language of the site, if this one is in another language."""

    @property
    def makes_claims(self) -> bool:
        """Whether it has any text besides its title."""
        return bool(self.description or self.unique or self.vs_alternatives or self.limitations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One raw measured value."""

    id: str
    value: Annotated[
        float | bool | date,
        Key(
            Kind.SCALAR,
            "The number, in the unit of the label in site.yaml; or true or false, or a date.",
            6500,
            required=True,
        ),
    ]
    source: Annotated[
        str,
        Key(Kind.URL, "URL of the source.", "https://api.github.com/repos/google/flax"),
    ] = ""
    measured: Annotated[date | None, Key(Kind.DATE, "Day of the measurement.", "2026-11-01")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSource:
    """What a single value is based on; written as `{value, source, basis, checked, note}`."""

    source: Annotated[
        str, Key(Kind.URL, "URL of the page that supports the value.", "https://example.com/docs")
    ] = ""
    basis: Annotated[
        Basis | None, Key(Kind.CHOICE, "What the value is based on, as in `sources`.", "vendor")
    ] = None
    checked: Annotated[
        date | None, Key(Kind.DATE, "Day on which the value was checked.", "2026-11-01")
    ] = None
    note: Annotated[
        str, Key(Kind.LINE, "A remark that readers see with the value.", "since version 2")
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A value of a tool's file that is written with its source."""

    keys: Keys
    """Path of the value: `("attributes", "gpu")`, `("capabilities", 2, "limitations", 0)`."""
    based_on: ClaimSource


class BillingPeriod(StrEnum):
    """How often an amount is due."""

    ONCE = "once"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One price of a tool."""

    name: Annotated[str, Key(Kind.LINE, "Name of the plan.", "Team", required=True)]
    amount: Annotated[float, Key(Kind.AMOUNT, "The price.", 20, required=True)]
    currency: Annotated[str, Key(Kind.CURRENCY, "ISO 4217 code.", "USD", required=True)]
    period: Annotated[BillingPeriod | None, Key(Kind.CHOICE, "How often it is due.", "month")] = (
        None
    )
    per: Annotated[str, Key(Kind.LINE, "What it is paid for.", "seat")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What the tool costs."""

    model: Annotated[
        PricingModel, Key(Kind.CHOICE, "The pricing model.", "paid", required=True)
    ] = PricingModel.UNKNOWN
    starting_price: Annotated[
        str,
        Key(
            Kind.LINE,
            "The lowest price as text, where `amount` cannot express it.",
            "$20/month",
        ),
    ] = ""
    amount: Annotated[float | None, Key(Kind.AMOUNT, "The lowest price, a number.", 20)] = None
    currency: Annotated[str, Key(Kind.CURRENCY, "ISO 4217 code of `amount`.", "USD")] = ""
    period: Annotated[
        BillingPeriod | None, Key(Kind.CHOICE, "How often `amount` is due.", "month")
    ] = None
    per: Annotated[str, Key(Kind.LINE, "What `amount` is paid for.", "seat")] = ""
    plans: Annotated[
        tuple[Plan, ...], Key(Kind.RECORD, "The prices of its plans.", max_entries=20)
    ] = ()
    basis: Annotated[
        Basis | None, Key(Kind.CHOICE, "What the price is based on, as in `sources`.", "vendor")
    ] = None
    note: Annotated[
        str, Key(Kind.LINE, "A remark that readers see with the price.", "billed yearly")
    ] = ""
    url: Annotated[str, Key(Kind.URL, "URL of the price list.", "https://example.com/pricing")] = ""
    checked: Annotated[
        date | None, Key(Kind.DATE, "Day on which the price was checked.", "2026-11-01")
    ] = None

    @property
    def has_free_tier(self) -> bool:
        """Whether some of it can be used free of charge."""
        return self.model in {PricingModel.FREE, PricingModel.FREEMIUM, PricingModel.OPEN_SOURCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot:
    """A picture of a tool in use."""

    file: Annotated[
        str,
        Key(
            Kind.PHOTO,
            "Address of a PNG, WebP or JPEG file below content/static/ with at most 1,000,000 "
            "bytes.",
            "/screenshots/flax.webp",
            required=True,
        ),
    ]
    alt: Annotated[
        str,
        Key(
            Kind.LINE,
            "What it shows, for readers who cannot see it.",
            "A notebook that trains a Flax module, with the loss per step",
            required=True,
            is_text=True,
        ),
    ]
    caption: Annotated[
        str,
        Key(Kind.LINE, "The text below it.", "Training in a notebook", is_text=True),
    ] = ""
    width: int = 0
    """Pixels, read from the file; 0 if they are not known."""
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTranslation:
    """The texts of a tool in another language, `content/tools/<slug>.<language>.yaml`."""

    language: str
    texts: tuple[tuple[Keys, str | tuple[str, ...]], ...]
    """Path of each value in the tool -> its text, or the entries of a list."""
    path: str
    """Its file, relative to the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One entry of the catalog, as its file declares it.

    To add a field, declare it here, with its `Key`.
    """

    slug: Annotated[
        str,
        Key(Kind.SLUG, "Optional; must equal the file name without its extension.", "flax"),
    ]
    name: Annotated[str, Key(Kind.NAME, "The tool's name.", "Flax", required=True)]
    type: Annotated[
        str, Key(Kind.LINE, "A key of `types` in site.yaml.", "framework", required=True)
    ]
    summary: Annotated[
        str,
        Key(
            Kind.LINE,
            "What it is and for whom, in one sentence of plain text.",
            "Neural networks for JAX as composable modules.",
            required=True,
            is_text=True,
            search_weight=4,
        ),
    ]
    description: Annotated[
        str,
        Key(
            Kind.LONG_MARKDOWN,
            "What it is (Markdown), two or three sentences; or in <slug>.md in the same folder.",
            "Flax is a library of neural network modules on top of JAX.",
            is_text=True,
            search_weight=1,
        ),
    ] = ""
    homepage: Annotated[
        str, Key(Kind.URL, "URL of its website.", "https://flax.readthedocs.io/")
    ] = ""
    repository: Annotated[
        str, Key(Kind.URL, "URL of its source code.", "https://github.com/google/flax")
    ] = ""
    logo: Annotated[
        str,
        Key(
            Kind.IMAGE,
            "Its logo: address of an SVG, PNG or WebP file below content/static/, square at best. "
            "Without it, pages show the first letters of the name.",
            "/logos/flax.svg",
        ),
    ] = ""
    screenshots: Annotated[
        tuple[Screenshot, ...],
        Key(
            Kind.RECORD,
            "Pictures of the tool in use, the best first. A comparison shows the first of each "
            "tool.",
            max_entries=8,
        ),
    ] = ()
    license: Annotated[
        str,
        Key(
            Kind.LICENSE,
            "SPDX expression, as on spdx.org/licenses; LicenseRef-Proprietary for a proprietary "
            "licence.",
            "Apache-2.0",
            has_claims=True,
        ),
    ] = ""
    pricing: Annotated[
        Pricing,
        Key(
            Kind.RECORD,
            "What it costs: a pricing model, or a mapping with the price.",
            "free",
            short_form="model",
        ),
    ] = field(default_factory=Pricing)
    categories: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "Keys of `categories` in site.yaml; the first is the main category.",
            ["training-frameworks"],
        ),
    ] = ()
    tags: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "Free keywords; tools that share them are more similar.",
            ["jax"],
            search_weight=4,
        ),
    ] = ()
    also_known_as: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "Other names that people use for it, such as an abbreviation; search finds them, and "
            "texts that use them count as mentions.",
            ["TGI"],
        ),
    ] = ()
    aliases: Annotated[
        tuple[str, ...],
        Key(
            Kind.SLUG,
            "Former slugs; their URLs redirect to this tool.",
            ["flax-linen"],
            search_weight=4,
        ),
    ] = ()
    identifiers: Annotated[
        tuple[str, ...],
        Key(
            Kind.PACKAGE_URL,
            "Package URLs (purl) of where the tool is published.",
            ["pkg:pypi/flax"],
        ),
    ] = ()
    distinct_from: Annotated[
        tuple[str, ...],
        Key(
            Kind.SLUG,
            "Entries that intentionally share a repository, identifier or name with this tool; "
            "they must list this tool too.",
            ["flax-google"],
        ),
    ] = ()
    status: Annotated[
        Status | None, Key(Kind.CHOICE, "Whether it is still developed.", "active", has_claims=True)
    ] = None
    updated: Annotated[
        date | None, Key(Kind.DATE, "Day of the tool's last release or commit.", "2026-10-02")
    ] = None
    signals: Annotated[
        tuple[Signal, ...],
        Key(
            Kind.RECORD,
            "Raw measured values, by their keys in site.yaml: a bare value, or a mapping with its "
            "source.",
            {
                "github_stars": {
                    "value": 6500,
                    "source": "https://api.github.com/repos/google/flax",
                    "measured": "2026-11-01",
                }
            },
            short_form="value",
            by_name=True,
        ),
    ] = ()
    scores: Annotated[
        tuple[tuple[str, float], ...],
        Key(
            Kind.FRACTION,
            "Components of the score given directly, 0 to 1; they override signals, and the page "
            "shows that.",
            {"adoption": 0.35},
            by_name=True,
        ),
    ] = ()
    """Components given directly, each between 0 and 1."""
    attributes: Annotated[
        tuple[tuple[str, AttributeValue], ...],
        Key(
            Kind.ATTRIBUTE,
            "Facts declared under `attributes` in site.yaml, compared row by row.",
            {"languages": ["Python"]},
            has_claims=True,
            by_name=True,
        ),
    ] = ()
    pros: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "What editors of this site find good about it.",
            ["parameters stay outside the model"],
            is_text=True,
        ),
    ] = ()
    cons: Annotated[
        tuple[str, ...],
        Key(
            Kind.LINE,
            "What editors of this site find bad about it.",
            ["two interfaces with separate documentation"],
            is_text=True,
        ),
    ] = ()
    capabilities: Annotated[
        tuple[Capability, ...], Key(Kind.RECORD, "What it can do.", max_entries=200)
    ] = ()
    claims: tuple[Claim, ...] = ()
    """Sources of single values, in the order of the declarations."""
    translations: tuple[ToolTranslation, ...] = ()
    """Its texts in other languages, sorted by language."""
    original: "Tool | None" = None
    """The same in the default language of the site, if this one is in another language."""
    path: str
    """Its file, relative to the site."""

    def claim(self, *keys: str | int) -> ClaimSource | None:
        """Return the basis of the value at a path, if its file has it."""
        return next((claim.based_on for claim in self.claims if claim.keys == keys), None)

    @property
    def repository_key(self) -> str:
        """Return the address of its repository in the form in which equal ones are equal."""
        return self.repository.lower().removesuffix("/").removesuffix(".git")

    def dates(self) -> list[date]:
        """Return every day on which a fact was measured or checked, or the tool changed."""
        days = [day for day in values_of(self, Role.DATE) if isinstance(day, date)]
        return days + [claim.based_on.checked for claim in self.claims if claim.based_on.checked]

    @property
    def newest_date(self) -> date | None:
        """The newest of its dates."""
        return max(self.dates(), default=None)

    @property
    def newest_check(self) -> date | None:
        """The last day on which a fact was measured or checked."""
        return max(replace(self, updated=None).dates(), default=None)

    @property
    def capability_ids(self) -> tuple[str, ...]:
        """The id of each capability, in order; empty for one that it shares with no other tool."""
        return tuple([each.id for each in self.capabilities])

    @property
    def capability_claims(self) -> tuple[int, int]:
        """How many capabilities say something, and how many of those name a source."""
        claims = [bool(each.sources) for each in self.capabilities if each.makes_claims]
        return len(claims), sum(claims)

    @property
    def names_others(self) -> bool:
        """Whether a capability names other tools, or what it is not the same as."""
        return any(each.different_from or each.choose_over for each in self.capabilities)

    def links(self) -> list[tuple[Keys, str]]:
        """Return every URL that is a separate value in the file, with its path."""
        attributes: list[tuple[Keys, str]] = [
            (("attributes", key), value)
            for key, value in self.attributes
            if isinstance(value, str) and value.startswith(("http://", "https://"))
        ]
        claims: list[tuple[Keys, str]] = [
            ((*claim.keys, "source"), claim.based_on.source)
            for claim in self.claims
            if claim.based_on.source
        ]
        return [(keys, str(url)) for keys, url in leaves(self, Role.LINK)] + attributes + claims


@dataclass(frozen=True, slots=True)
class ToolDigests:
    """Hashes over a tool as its files have it; see `ssg.tool_digests`."""

    tool: Tool
    """What they are of: a changed tool with the same slug has others."""
    whole: bytes
    """Over all but its translations."""
    listed: bytes
    """Over what lists are made of: all but its texts."""
    capabilities: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCapability:
    """An entry of the shared vocabulary, `content/capabilities.yaml`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """An editorial text about one pair of tools."""

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
    """A file that is copied unchanged."""

    address: str
    """Path below the site's root, with `/`."""
    source: str
    """The file, absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPoint:
    """What was measured of a tool on one day, as far as it had changed."""

    day: date
    score: float | None = None
    """0 to 100, or None if it had not changed."""
    signals: tuple[tuple[str, float], ...] = ()
    """Id -> value, sorted by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """URLs published by earlier builds, `content/pairs.lock`; everything is sorted."""

    tools: tuple[tuple[str, str], ...] = ()
    """Slug and name of each tool."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Slugs of each comparison, the one that sorts first before the other."""
    withdrawn: tuple[tuple[str, str], ...] = ()
    """Comparisons that were taken down on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How often one tool was shown, opened and chosen after one query; from one source."""

    query: str
    """In lower case, on one line."""
    tool: str
    """Slug."""
    capability: str = ""
    """Anchor of the tool's capability, or id of a shared one; empty if the reader named none."""
    shown: int = 0
    opened: int = 0
    chosen: int = 0
    helped: int = 0
    failed: int = 0
    positions: tuple[tuple[int, int], ...] = ()
    """How often shown and opened at the positions 1, 2, ... of the results, as far as known."""
    first: date
    last: date
    """The days of the first and the last event."""
    source: str
    """Name of the log or service that the counts are from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is translated into one language, other than the texts of tools."""

    settings: Settings
    """All settings, with labels and messages in this language."""
    capabilities: tuple[SharedCapability, ...] = ()
    """Translated entries of the vocabulary."""
    editorials: tuple[Editorial, ...] = ()
    pages: tuple[FreePage, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Further groups of search terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole content with all references resolved; sorted by slug or id."""

    settings: Settings
    tools: tuple[Tool, ...]
    capabilities: tuple[SharedCapability, ...] = ()
    editorials: tuple[Editorial, ...] = ()
    pages: tuple[FreePage, ...] = ()
    static: tuple[StaticFile, ...] = ()
    published: Published = field(default_factory=Published)
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of search terms with the same meaning, in the order of `content/synonyms.yaml`."""
    history: Mapping[str, tuple[HistoryPoint, ...]] = field(default_factory=dict)
    """Slug -> what was measured earlier, by day, for tools that have a history."""
    evidence: tuple[Evidence, ...] = ()
    """Rows of `content/evidence/`, folded and sorted; rare queries are left out."""
    translations: tuple[Translation, ...] = ()
    """The other languages of the site, in its order."""
    digests: Mapping[str, ToolDigests] = field(default_factory=dict, repr=False, compare=False)
    """Slug -> the digests of a tool, as far as they are known from an earlier build."""
