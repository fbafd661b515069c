"""The settings of `content/site.yaml` as frozen values, with all defaults."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "COMPONENTS",
    "SITE_FILE",
    "AttributeKind",
    "AttributeSpec",
    "Better",
    "Category",
    "PairPolicy",
    "PairSettings",
    "RankingSettings",
    "Repository",
    "Scale",
    "SearchEngine",
    "Settings",
    "SignalSpec",
]

SITE_FILE = "content/site.yaml"
"""The file of the settings, relative to the site."""
COMPONENTS = ("adoption", "quality", "ecosystem", "match_graph", "freshness")
"""The components of a score, in display order."""


class Scale(StrEnum):
    """Normalization of a raw signal to 0-1."""

    LOG = "log"
    LINEAR = "linear"
    BOOL = "bool"
    DATE = "date"


class AttributeKind(StrEnum):
    """The type of an attribute's values."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    LIST = "list"
    URL = "url"


class Better(StrEnum):
    """Which of two different values of an attribute is better."""

    HIGHER = "higher"
    LOWER = "lower"
    YES = "yes"
    NO = "no"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of tools."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """A typed fact, compared row by row."""

    id: str
    label: str
    kind: AttributeKind
    unit: str = ""
    better: Better | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSpec:
    """A raw measured value and its effect on a component."""

    id: str
    component: str
    scale: Scale
    full: float = 1.0
    """The raw value that is normalized to 1; absolute, so that no tool affects another."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSettings:
    """How scores are computed."""

    name: str = "Rank"
    signals: tuple[SignalSpec, ...] = ()
    weights: tuple[tuple[str, float], ...] = (
        ("adoption", 25.0),
        ("quality", 25.0),
        ("ecosystem", 10.0),
        ("match_graph", 25.0),
        ("freshness", 15.0),
    )
    """25/25/10 are published by the reference site; 25/15 is our split of the remaining 40."""
    by_type: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    """Tool type -> weights that override `weights`."""
    half_life_days: float = 365.0

    def weights_for(self, tool_type: str) -> dict[str, float]:
        """Return component -> weight for a type of tool, in the order of `COMPONENTS`."""
        weights = {**dict.fromkeys(COMPONENTS, 0.0), **dict(self.weights)}
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
class Repository:
    """The repository of the content."""

    url: str
    edit: str = ""
    """URL of the web editor, with `{path}` for the file's path."""
    credits: bool = True
    """Whether a tool's page shows who changed its file last, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of `content/site.yaml`."""

    title: str = "Comparisons"
    base_url: str = "http://localhost:8000/"
    description: str = ""
    language: str = "en"
    repository: Repository | None = None
    types: tuple[tuple[str, str], ...] = ()
    """Type -> label."""
    categories: tuple[Category, ...] = ()
    attributes: tuple[AttributeSpec, ...] = ()
    ranking: RankingSettings = field(default_factory=RankingSettings)
    pairs: PairSettings = field(default_factory=PairSettings)
    stale_after: int = 365
    """Days after which `ssg check` reports a claim as stale; 0 for never."""
    search: SearchEngine = SearchEngine.SHARDS
    host: str = ""
    html_in_markdown: bool = False
    file_addresses: bool = False
    """Whether pages are written to `/x.html` instead of `/x/index.html`."""

    def type_label(self, tool_type: str) -> str:
        """Return the label of a type: `webapp` -> `Web App`."""
        return dict(self.types).get(tool_type, tool_type)
