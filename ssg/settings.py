"""The settings of `content/site.yaml` as frozen values, with all defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ssg.messages import ENGLISH, Messages, gettext_noop
from ssg.theme import Theme

__all__ = [
    "BUILT_IN_SIGNALS",
    "CONTRAST_PLACES",
    "DEFAULT_BUILT_IN",
    "DEFAULT_COMPONENTS",
    "SITE_FILE",
    "AttributeKind",
    "AttributeSpec",
    "Better",
    "Category",
    "ComponentSpec",
    "Direction",
    "EvidenceSettings",
    "FeedScope",
    "ImageScope",
    "Inheritance",
    "Language",
    "Origin",
    "PairPolicy",
    "PairSettings",
    "PublishSettings",
    "RankingSettings",
    "Repository",
    "Scale",
    "SearchEngine",
    "Settings",
    "SignalSpec",
    "Untranslated",
    "Words",
]

CATEGORY_SEPARATOR = " / "
SITE_FILE = "content/site.yaml"
"""The file of the settings, relative to the site."""


class Scale(StrEnum):
    """Normalization of a raw signal to 0-1."""

    LOG = "log"
    LINEAR = "linear"
    BOOL = "bool"
    DATE = "date"


class Direction(StrEnum):
    """Which raw values of a signal are better."""

    HIGHER = "higher"
    LOWER = "lower"


class AttributeKind(StrEnum):
    """The type of an attribute's values."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    LIST = "list"
    URL = "url"
    MONEY = "money"
    RANGE = "range"
    VERSION = "version"


class Better(StrEnum):
    """Which of two different values of an attribute is better."""

    HIGHER = "higher"
    LOWER = "lower"
    YES = "yes"
    NO = "no"


class Inheritance(StrEnum):
    """What a tool has of the tools that it is built on, for one list attribute."""

    NONE = "none"
    LISTED = "listed"
    """The entries that their files list."""
    ALL = "all"
    """Whatever they have, listed or not."""


class PairPolicy(StrEnum):
    """Which pairs of tools get a page."""

    RELATED = "related"
    CATEGORY = "category"
    TYPE = "type"
    ALL = "all"
    NONE = "none"


class SearchEngine(StrEnum):
    """The search engine in the browser."""

    SHARDS = "shards"
    NONE = "none"


class FeedScope(StrEnum):
    """What has a feed of changes; each value includes the ones before it."""

    NONE = "none"
    SITE = "site"
    CATEGORIES = "categories"
    TOOLS = "tools"


class Untranslated(StrEnum):
    """What a further language has of a tool, capability or free page that is not translated."""

    SHOW = "show"
    """Its pages, with the texts in the default language."""
    LINK = "link"
    """No page; links lead to the page in the default language."""


class ImageScope(StrEnum):
    """What has a share image; each value includes the ones before it."""

    NONE = "none"
    TOOLS = "tools"
    PAIRS = "pairs"


def _title(word: str) -> str:
    return word[0].upper() + word[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the pages call things; as inside of a sentence, unless it is a title."""

    tool: str = gettext_noop("tool")
    tools: str = gettext_noop("tools")
    capability: str = gettext_noop("capability")
    capabilities: str = gettext_noop("capabilities")
    home: str = ""
    """Title of the home page; empty for "Compare <tools> side by side"."""
    rankings: str = gettext_noop("Rankings")
    """Title of the rankings."""
    categories: str = gettext_noop("Categories")
    """Title of the list of categories."""
    category: str = ""
    """Title of one category; empty for the usual one."""
    comparisons: str = gettext_noop("All comparisons")
    """Title of the list of comparisons."""

    @property
    def tools_title(self) -> str:
        """What several tools are called, as a title."""
        return _title(self.tools)

    @property
    def tool_title(self) -> str:
        """What a tool is called, as a title."""
        return _title(self.tool)

    @property
    def capabilities_title(self) -> str:
        """What several capabilities are called, as a title."""
        return _title(self.capabilities)

    @property
    def capability_title(self) -> str:
        """What a capability is called, as a title."""
        return _title(self.capability)

    @property
    def category_title(self) -> str:
        """What one category is called, as a title: `Category`, or the title of all."""
        usual = "Category" if self.categories == "Categories" else self.categories
        return self.category or usual

    @property
    def home_title(self) -> str:
        """The title of the home page."""
        return self.home or f"Compare {self.tools} side by side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of tools."""

    id: str
    name: str
    """Nested in others: `Runtime / Container Runtime`."""
    description: str = ""
    purpose: str = ""
    """What its tools are for, as sentences have it after "for": `fine-tuning a model`."""
    related: tuple[str, ...] = ()
    """Ids of categories whose tools may do the same job."""

    @property
    def label(self) -> str:
        """The name without those of the categories above it."""
        return self.name.rpartition(CATEGORY_SEPARATOR)[2] or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where `ssg refresh` gets a value: a field of a service, or a part of a JSON document."""

    source: str = ""
    """Service and field, `github.stars`; empty for a JSON document."""
    url: str = ""
    """URL of a JSON document, with placeholders such as `{slug}`."""
    path: tuple[str | int, ...] = ()
    """Keys and indexes that lead to the value in the JSON document."""


CONTRAST_PLACES = ("{a}", "{b}", "{values_a}", "{values_b}")
"""Places of the names of two tools, and of their entries, in `contrast` of an attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """A typed fact, compared row by row."""

    id: str
    label: str
    kind: AttributeKind
    unit: str = ""
    better: Better | None = None
    origin: Origin | None = None
    applies_to: tuple[str, ...] = ()
    """Types and categories whose tools can have a value; empty for every tool."""
    rule: str = ""
    """The reason to choose a tool for this attribute, with `{value}` where its value goes."""
    is_reason: bool = True
    """Whether a difference in this attribute is a reason to choose one of two tools."""
    synonyms: tuple[str, ...] = ()
    """Other words for what it is about."""
    general: tuple[str, ...] = ()
    """Words of its label, rule and entries that do not say what it is about."""
    inherited: Inheritance = Inheritance.NONE
    """What a tool has of what it is built on, without listing it."""
    entry_synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Entry of the list -> words by which texts name it, such as `Django` for `Python`."""
    contrast: str = ""
    """What a comparison says where two lists have no entry in common; see `CONTRAST_PLACES`."""
    group: str = ""
    """Heading under which tables show it; empty for none."""
    is_compared: bool = True
    """Whether comparisons show it; else only the pages of the tools do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentSpec:
    """One component of the score, as the site declares it."""

    id: str
    label: str
    description: str = ""
    """What it measures, in a sentence for readers."""
    weight: float = 1.0
    direction: Direction = Direction.HIGHER
    """Direction of its signals, unless a signal has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSpec:
    """A raw number, and how it enters a component."""

    id: str
    component: str
    scale: Scale
    full: float = 1.0
    """The raw value that counts as 1; absolute, so that no tool moves another."""
    label: str
    origin: Origin | None = None
    direction: Direction = Direction.HIGHER
    """With `lower`, the normalised value v counts as 1 - v."""
    expires_after: int = 0
    """Days after its measurement from which a value is not used; 0 for never."""
    is_compared: bool = False
    """Whether comparisons have a row with its raw value."""


DEFAULT_COMPONENTS = (
    ComponentSpec(
        id="adoption",
        label=gettext_noop("Adoption"),
        description=gettext_noop("Signs that it is used, such as stars and downloads."),
        weight=25.0,
    ),
    ComponentSpec(
        id="quality",
        label=gettext_noop("Quality"),
        description=gettext_noop("How good it is by measurements or published tests."),
        weight=25.0,
    ),
    ComponentSpec(
        id="ecosystem",
        label=gettext_noop("Ecosystem"),
        description=gettext_noop("How much other entries on this site refer to it."),
        weight=10.0,
    ),
    ComponentSpec(
        id="match_graph",
        label=gettext_noop("Match Graph"),
        description=gettext_noop(
            "How well it does in recorded searches, against what its positions get."
        ),
        weight=25.0,
    ),
    ComponentSpec(
        id="freshness",
        label=gettext_noop("Freshness"),
        description=gettext_noop("How recently it was changed."),
        weight=15.0,
    ),
)
"""The components of a site that declares none: those of the reference pages.

25/25/10 are the weights that the reference site publishes; 25/15 is our split of its other 40.
"""
BUILT_IN_SIGNALS: Mapping[str, SignalSpec] = {
    "checklist": SignalSpec(
        id="checklist",
        component="quality",
        scale=Scale.LINEAR,
        full=100.0,
        label=gettext_noop("Documentation of this entry, points"),
    ),
    "matches": SignalSpec(
        id="matches",
        component="match_graph",
        scale=Scale.LINEAR,
        label=gettext_noop("Success in recorded searches"),
    ),
    "mentions": SignalSpec(
        id="mentions",
        component="ecosystem",
        scale=Scale.LOG,
        full=50.0,
        label=gettext_noop("Entries that name it"),
    ),
    "updated": SignalSpec(
        id="updated",
        component="freshness",
        scale=Scale.DATE,
        label=gettext_noop("Last release or commit"),
    ),
}
"""Signals computed from the entries; a site declares them by id and may change the rest."""
DEFAULT_BUILT_IN = tuple(BUILT_IN_SIGNALS[name] for name in ("mentions", "updated", "matches"))
"""The built-in signals of a site that declares no components."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSettings:
    """How scores are computed."""

    name: str = gettext_noop("Rank")
    components: tuple[ComponentSpec, ...] = DEFAULT_COMPONENTS
    """Empty for a site without scores."""
    built_in: tuple[SignalSpec, ...] = DEFAULT_BUILT_IN
    """The built-in signals that count."""
    signals: tuple[SignalSpec, ...] = ()
    """The signals that the files of tools give."""
    by_type: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    """Tool type -> weights that override those of `components`."""
    half_life_days: float = 365.0
    stale_signals: int = 0
    """Days after which a signal is stale, as is one without source; 0 disables the check."""
    stale_weight: float = 1.0
    """Weight of a stale signal, above 0 and at most 1, against 1 for any other."""

    @property
    def all_signals(self) -> tuple[SignalSpec, ...]:
        """All signals with a weight, built-in ones first."""
        return (*self.built_in, *self.signals)

    @property
    def enabled(self) -> bool:
        """Whether the site has scores."""
        return bool(self.components)

    def weights_for(self, tool_type: str) -> dict[str, float]:
        """Return the weight of each component for tools of a type, in the order of `components`."""
        weights = {component.id: component.weight for component in self.components}
        return {**weights, **dict(dict(self.by_type).get(tool_type, ()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSettings:
    """Which pairs get a page."""

    policy: PairPolicy = PairPolicy.RELATED
    related: int = 12
    """For the policy `related`: number of similar tools that each tool is paired with."""
    max_pages: int = 20_000
    """Most versus pages; the weakest pairs are dropped."""
    min_unique: float = 0.0
    """Share of a page's text, 0 to 1, that is on no similar page; 0 disables the check.

    Pages below it are excluded from search engines. Measuring renders every versus page once more.
    """
    always: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSettings:
    """What the site records of its searches, and how it counts."""

    min_count: int = 3
    """Queries seen less often are left out of pages and of aggregates."""
    links: bool = True
    """Whether links of search results have the query, the position and what was shown."""
    beacon: str = ""
    """Path of the site that the browser requests after a search; empty for no such request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The repository of the content."""

    url: str
    edit: str = ""
    """URL of the web editor, with `{path}` for the file's path."""
    credits: bool = True
    """Whether a tool's page shows who changed its file last, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """Files for programs, in addition to the pages."""

    api: bool = True
    """JSON of the tools, capabilities, categories and rankings below `/api/v1/`."""
    comparisons: bool = False
    """JSON of each comparison; needs `api`."""
    llms: bool = True
    """`llms.txt`, an overview of the site for language models."""
    markdown: bool = False
    """A Markdown file next to each tool and each comparison."""
    feeds: FeedScope = FeedScope.CATEGORIES
    """Atom feeds of changes from the git history."""
    calendar: tuple[str, ...] | None = None
    """Date attributes in `calendar.ics`; None for all."""
    badges: bool = False
    """An SVG badge of each tool."""
    embeds: bool = False
    """A small page of each comparison that other sites can show in a frame."""
    share_images: ImageScope = ImageScope.NONE
    """PNG images for links: of the site and of each tool, or of each comparison as well."""
    share_font: str = ""
    """Address of the font of these images; empty for the font of Pillow."""
    indexnow_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of a site that has several."""

    code: str
    """BCP 47 tag; also the first folder of its pages, unless it is the default language."""
    name: str
    """Its name in the language itself, e.g. `Deutsch`."""
    direction: str = "ltr"
    """Direction of writing, `ltr` or `rtl`."""
    locale: str = ""
    """Language and region as in Open Graph, e.g. `de_DE`; empty if the region is not known."""
    left_out: Mapping[str, None] = field(default_factory=dict, repr=False, hash=False)
    """What has no page in this language, sorted: `tools/flax`, `capabilities/paging`, `about`.

    The keys of a mapping, as a set has no order. It is no part of the `repr`, which is an input of
    all pages: few of them depend on it, see `PageFingerprints`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of `content/site.yaml`, in one language."""

    title: str = "Comparisons"
    base_url: str = "http://localhost:8000/"
    description: str = ""
    language: str = "en"
    messages: Messages = ENGLISH
    """The words of the pages in this language."""
    languages: tuple[Language, ...] = ()
    """The languages of a site that has several, the default first; else empty."""
    untranslated: Untranslated = Untranslated.SHOW
    repository: Repository | None = None
    types: tuple[tuple[str, str], ...] = ()
    """Type -> label."""
    schema_types: tuple[tuple[str, str], ...] = ()
    """Type -> type of schema.org, where the site gives it."""
    categories: tuple[Category, ...] = ()
    attributes: tuple[AttributeSpec, ...] = ()
    words: Words = field(default_factory=Words)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    pairs: PairSettings = field(default_factory=PairSettings)
    refresh: tuple[tuple[str, Origin], ...] = ()
    """Key of a tool's file -> where `ssg refresh` gets it."""
    stale_after: int = 365
    """Days after which `ssg check` reports a claim as stale; 0 for never."""
    search: SearchEngine = SearchEngine.SHARDS
    theme: Theme = field(default_factory=Theme)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    host: str = ""
    file_addresses: bool = False
    """Whether pages are written to `/x.html` instead of `/x/index.html`."""
    relative_links: bool = False
    """Whether links are relative, so that pages can be opened from disk; needs file addresses."""
    reversed_redirects: bool = False
    """Whether comparisons have a redirect page with the two tools in the other order."""
    publish: PublishSettings = field(default_factory=PublishSettings)

    @property
    def default_language(self) -> str:
        """The language of the files of the content, which may have translations."""
        return self.languages[0].code if self.languages else self.language

    @property
    def tree(self) -> str:
        """The first folder of all pages in this language; empty for the default language."""
        return "" if self.language == self.default_language else self.language

    def schema_type(self, tool_type: str) -> str:
        """Return the type of schema.org for a type: `dataset` -> `Dataset`."""
        usual = "Dataset" if tool_type == "dataset" else "SoftwareApplication"
        return dict(self.schema_types).get(tool_type, usual)

    def grouped_attributes(self) -> tuple[AttributeSpec, ...]:
        """Return the attributes without a group, then group by group, as tables show them."""
        groups = list(dict.fromkeys(["", *(spec.group for spec in self.attributes)]))
        return tuple(sorted(self.attributes, key=lambda spec: groups.index(spec.group)))

    def type_label(self, tool_type: str) -> str:
        """Return the label of a type: `webapp` -> `Web App`."""
        return dict(self.types).get(tool_type, tool_type)
