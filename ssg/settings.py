"""What `content/site.yaml` says, as frozen values; every default stands here, once."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "COMPONENTS",
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

COMPONENTS = ("adoption", "quality", "ecosystem", "match_graph", "freshness")
"""The components of a score, in the order in which they are shown."""


class Scale(StrEnum):
    """How a raw signal becomes a number between 0 and 1."""

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
    """Which of two different values of an attribute is the better one."""

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
    """What searches in the browser."""

    SHARDS = "shards"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A subject that tools are listed under."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """A typed fact that the site compares row by row."""

    id: str
    label: str
    kind: AttributeKind
    unit: str = ""
    better: Better | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSpec:
    """A raw measured number, and how it enters a component."""

    id: str
    component: str
    scale: Scale
    full: float = 1.0
    """The raw value that counts as 1; absolute, so that one tool's figure never moves another tool."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSettings:
    """How scores are made."""

    name: str = "Rank"
    signals: tuple[SignalSpec, ...] = ()
    weights: tuple[tuple[str, float], ...] = (
        ("adoption", 25.0),
        ("quality", 25.0),
        ("ecosystem", 10.0),
        ("match_graph", 25.0),
        ("freshness", 15.0),
    )
    """25/25/10 is what the reference site publishes; 25/15 for the last two is our own split of its remaining 40."""
    by_type: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    """Tool type -> the weights that differ for it."""
    half_life_days: float = 365.0

    def weights_for(self, tool_type: str) -> dict[str, float]:
        """Return the weight of each component for tools of this type, in the order of `COMPONENTS`."""
        weights = {**dict.fromkeys(COMPONENTS, 0.0), **dict(self.weights)}
        return {**weights, **dict(dict(self.by_type).get(tool_type, ()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSettings:
    """Which pairs get a page."""

    policy: PairPolicy = PairPolicy.RELATED
    related: int = 12
    """With the policy `related`: how many of its nearest tools each tool is paired with."""
    max_pages: int = 20_000
    """Most versus pages; the weakest pairs are cut."""
    min_unique: float = 0.0
    """Share of a page's text, 0 to 1, that no sibling page may have, or search engines are told to leave it; 0 asks none.

    Measuring it renders every versus page once more.
    """
    always: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where the content is kept and edited."""

    url: str
    edit: str = ""
    """Address of the editor, with `{path}` where the file's path belongs."""
    credits: bool = True
    """Whether the page of a tool says who changed its file last, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole of `content/site.yaml`."""

    title: str = "Comparisons"
    base_url: str = "http://localhost:8000/"
    description: str = ""
    language: str = "en"
    repository: Repository | None = None
    types: tuple[tuple[str, str], ...] = ()
    """Type -> its label."""
    categories: tuple[Category, ...] = ()
    attributes: tuple[AttributeSpec, ...] = ()
    ranking: RankingSettings = field(default_factory=RankingSettings)
    pairs: PairSettings = field(default_factory=PairSettings)
    stale_after: int = 365
    """Days after which "ssg check" asks to look at a claim again; 0 never asks."""
    search: SearchEngine = SearchEngine.SHARDS
    host: str = ""
    html_in_markdown: bool = False
    file_addresses: bool = False
    """True writes `/x.html` in place of `/x/index.html`."""

    def type_label(self, tool_type: str) -> str:
        """Return the label of a type, e.g. `Web App` for `webapp`."""
        return dict(self.types).get(tool_type, tool_type)
