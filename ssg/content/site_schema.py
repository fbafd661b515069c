"""Model of `content/site.yaml`, and its conversion to `Settings`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ssg.content.field_types import (
    ADDRESS,
    LOCAL_SITE,
    MAX_URL,
    FileModel,
    Line,
    Lines,
    Slug,
    Url,
    check_base_url,
    shown,
    url,
)
from ssg.content.origin_schema import OriginValue, origin_from
from ssg.content.theme_schema import ThemeFile, theme_from
from ssg.host_limits import HOSTS
from ssg.json_value import JsonValue
from ssg.messages import ENGLISH, Messages
from ssg.settings import (
    BUILT_IN_SIGNALS,
    CONTRAST_PLACES,
    DEFAULT_BUILT_IN,
    DEFAULT_COMPONENTS,
    AttributeKind,
    AttributeSpec,
    Better,
    Category,
    ComponentSpec,
    Direction,
    EvidenceSettings,
    FeedScope,
    ImageScope,
    Inheritance,
    Language,
    Origin,
    PairPolicy,
    PairSettings,
    PublishSettings,
    RankingSettings,
    Repository,
    Scale,
    SearchEngine,
    Settings,
    SignalSpec,
    Untranslated,
    Words,
)

__all__ = [
    "AttributeFile",
    "ContrastValue",
    "RuleValue",
    "SignalSpecFile",
    "SiteFile",
    "settings_from",
]

HOST_NAMES = tuple(HOSTS)

BEACON = r"^/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$"
COMPONENT_ID = r"^[a-z][a-z0-9_]*$"
MAX_COMPONENTS = 12
"""More would make the receipts hard to read."""
MAX_LANGUAGES = 40
"""Each language adds all pages once more."""
LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


def _base_url(value: str) -> str:
    fault = check_base_url(value)
    if fault:
        raise PydanticCustomError("url", "{fault}", {"fault": f"{shown(value)} {fault}"})
    return value if value.startswith("http://localhost") else url(value)


def _better(value: object) -> bool | str:
    if isinstance(value, bool) or (isinstance(value, str) and value in {"higher", "lower"}):
        return value
    raise PydanticCustomError("better", "found {shown}", {"shown": shown(value)})


def _rule(value: object) -> bool | str:
    """Accept false or one line of text."""
    if value is False:
        return False
    if isinstance(value, str) and value.strip() and "\n" not in value.strip():
        return value.strip()
    raise PydanticCustomError("rule", "found {shown}", {"shown": shown(value)})


def _contrast(value: str) -> str:
    """Accept a text with each of `CONTRAST_PLACES` once, and no other braces."""
    places = re.findall(r"\{[^{}]*\}|[{}]", value)
    if sorted(places) == sorted(CONTRAST_PLACES):
        return value
    raise PydanticCustomError("contrast", "found {shown}", {"shown": shown(value)})


BetterValue = Annotated[
    bool | str, PlainValidator(_better, json_schema_input_type=bool | Literal["higher", "lower"])
]
RuleValue = Annotated[
    str | bool, PlainValidator(_rule, json_schema_input_type=Line | Literal[False])
]
"""Text of a decision rule, or false for none."""
ContrastValue = Annotated[Line, AfterValidator(_contrast)]
"""Sentence about two lists without a common entry."""
BaseUrl = Annotated[
    str,
    AfterValidator(_base_url),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": MAX_URL,
            "anyOf": [
                {"pattern": f"^{LOCAL_SITE.pattern}$"},
                {"pattern": ADDRESS, "not": {"pattern": "[?#]"}},
            ],
        }
    ),
]


SchemaType = Literal[
    "CreativeWork",
    "DataCatalog",
    "Dataset",
    "MobileApplication",
    "Organization",
    "Product",
    "Service",
    "SoftwareApplication",
    "SoftwareSourceCode",
    "VideoGame",
    "WebApplication",
]
"""Types of schema.org that describe what sites compare."""


def _label_only(value: JsonValue) -> JsonValue:
    return {"label": value} if isinstance(value, str) else value


class TypeFile(FileModel):
    """A type of tools; a bare label is allowed in its place."""

    label: Line = Field(description="The label on the pages.", examples=["Dataset"])
    schema_type: SchemaType | None = Field(
        None,
        description="Type of schema.org in the structured data of its tools; by default "
        "SoftwareApplication, and Dataset for the type dataset.",
        examples=["Dataset"],
    )


TypeValue = Annotated[
    TypeFile, BeforeValidator(_label_only, json_schema_input_type=Line | TypeFile)
]


def _name_only(value: JsonValue) -> JsonValue:
    return {"name": value} if isinstance(value, str) else value


class CategoryFile(FileModel):
    """A category; a bare name is allowed in its place."""

    name: Line = Field(description="The name on the pages.", examples=["Training frameworks"])
    description: Annotated[str, Field(max_length=1_000)] = Field(
        "",
        description="What belongs in it.",
        examples=["Loops, precision and parallelism around a model you have."],
    )
    purpose: Line | None = Field(
        None,
        description='What its tools are for, as sentences of comparisons have it after "for".',
        examples=["scaling a training loop over devices"],
    )
    related: list[Slug] = Field(
        [],
        description="Ids of categories whose tools may do the same job: their tools are "
        "alternatives if their summaries say so.",
        examples=[["fine-tuning"]],
    )


CategoryValue = Annotated[
    CategoryFile, BeforeValidator(_name_only, json_schema_input_type=Line | CategoryFile)
]


class AttributeFile(FileModel):
    """A typed fact by which tools are compared."""

    label: Line = Field(description="The label on the pages.", examples=["Context length"])
    kind: Annotated[AttributeKind, Strict(strict=False)] = Field(
        description="Type of the values. Amounts of money are written as `20 USD` or "
        "`19.99 EUR/month`, ranges as `8-64`, `8+` or `up to 64`, versions in quotes.",
        examples=["number"],
    )
    unit: Line | None = Field(
        None, description="Unit of the numbers of a number or a range.", examples=["tokens"]
    )
    group: Line | None = Field(
        None,
        description="Heading under which tables show it; attributes without a group come first.",
        examples=["Limits"],
    )
    better: BetterValue | None = Field(
        None,
        description="Which value is better: higher or lower for kinds with an order (number, "
        "date, money, range, version), true or false for booleans.",
        examples=["higher"],
    )
    from_: OriginValue | None = Field(
        None, alias="from", description="Where `ssg refresh` gets it.", examples=["pypi.version"]
    )
    applies_to: list[Slug] = Field(
        [],
        alias="for",
        description="Types and categories whose tools can have a value; without it every tool can.",
        examples=[["dataset"]],
    )
    rule: RuleValue | None = Field(
        None,
        description='The reason to choose a tool that has the value, after "Choose it if"; '
        "{value} is replaced by the value. false where a difference is no reason to choose.",
        examples=["you train on {value}"],
    )
    synonyms: Lines = Field(
        [],
        description="Other words for what it is about. A reason that a file gives in its "
        "`choose_over` with these words is not repeated as a rule about the attribute.",
        examples=[["browser"]],
    )
    general: Lines = Field(
        [],
        description="Words of its label, rule and entries that are not what it is about: a reason "
        "of `choose_over` with only these words in common is about something else.",
        examples=[["GPU"]],
    )
    inherited: bool | Literal["listed"] = Field(
        False,
        description="Whether a tool has the entries of what it is `built_on`. `listed`: those in "
        "the files of its bases, so that they are no reason against it. true: also what they do "
        "not list, so that no entry is a reason to choose it over its base, nor over a tool with a "
        "common base that lists another entry ending with the same word.",
        examples=[True, "listed"],
    )
    contrast: ContrastValue | None = Field(
        None,
        description="A sentence for comparisons of two tools whose lists have no entry in common: "
        "{a} and {b} are replaced by their names, {values_a} and {values_b} by their entries. Then "
        "the entries are no reason to choose one of the two. There is no such sentence where a "
        "text of one of them names an entry that its list lacks.",
        examples=["{a} is built with {values_a}, {b} with {values_b}."],
    )
    entry_synonyms: Annotated[dict[Line, Lines], Field(max_length=200)] = Field(
        {},
        description="Entry of a list, and words by which texts name it. A tool with such a word in "
        "its texts has no rule and no contrast against it for this entry.",
        examples=[{"Python": ["Django", "Flask"]}],
    )
    compare: bool = Field(
        True,
        description="Whether comparisons show it. false for what says nothing in a comparison, "
        "such as the numbers of releases: then only the pages of the tools show it.",
        examples=[False],
    )


class ComponentFile(FileModel):
    """A component of the score."""

    label: Line = Field(description="What readers see.", examples=["Adoption"])
    description: Annotated[str, Field(max_length=600)] = Field(
        "",
        description="What it measures, in a sentence for the methodology page.",
        examples=["How many people use it."],
    )
    weight: Weight = Field(
        1.0,
        description="Its weight; only the proportions of all weights matter.",
        examples=[25],
    )
    direction: Annotated[Direction, Strict(strict=False)] = Field(
        Direction.HIGHER,
        description="Whether higher or lower values of its signals are better.",
        examples=["lower"],
    )


class SignalSpecFile(FileModel):
    """A raw value and its effect on a component of the score."""

    component: Line = Field(
        description="The component of the score that it belongs to.", examples=["adoption"]
    )
    scale: Annotated[Scale, Strict(strict=False)] | None = Field(
        None,
        description="How it becomes a number from 0 to 1: log is log(1+x)/log(1+full), linear is "
        "x/full, bool is 0 or 1, date halves with each half-life. Required, except for the "
        "built-in signals.",
        examples=["log"],
    )
    full: Positive | None = Field(
        None,
        description="The raw value that counts as 1 (default 1); absolute, so that no tool "
        "moves another.",
        examples=[100000],
    )
    label: Line | None = Field(
        None,
        description="What readers see, with the unit. Required, except for the built-in signals.",
        examples=["PyPI downloads a month"],
    )
    direction: Annotated[Direction, Strict(strict=False)] | None = Field(
        None,
        description="Whether higher or lower raw values are better (default: as its component).",
        examples=["lower"],
    )
    from_: OriginValue | None = Field(
        None, alias="from", description="Where `ssg refresh` gets it.", examples=["github.stars"]
    )
    expires_after: Annotated[int, Field(ge=0, le=36_500)] = Field(
        0,
        description="Days after its measurement from which a value is unknown, for what is only "
        "true for a time (default 0: never).",
        examples=[365],
    )
    compare: bool = Field(
        False,
        description="Whether comparisons have a row with the raw value.",
        examples=[True],
    )


class RankingFile(FileModel):
    """How scores are computed."""

    name: Line = Field(
        "Rank", description="What the score is called on the pages.", examples=["Rank"]
    )
    components: (
        Annotated[
            dict[Annotated[str, Field(pattern=COMPONENT_ID, max_length=40)], ComponentFile],
            Field(max_length=MAX_COMPONENTS),
        ]
        | None
    ) = Field(
        None,
        description="The components of the score, in the order in which they are shown. Default: "
        f"{', '.join(one.id for one in DEFAULT_COMPONENTS)}.",
        examples=[
            {one.id: {"label": one.label, "weight": int(one.weight)} for one in DEFAULT_COMPONENTS}
        ],
    )
    signals: dict[str, SignalSpecFile] = Field(
        {},
        description="The raw numbers that count, by keys of your own, and the built-in signals "
        f"({', '.join(BUILT_IN_SIGNALS)}). A site without components of its own counts mentions "
        "and updated; matches counts for match_graph where that is a component.",
        examples=[
            {
                "github_stars": {
                    "component": "adoption",
                    "scale": "log",
                    "full": 100000,
                    "label": "GitHub stars",
                }
            }
        ],
    )
    weights: dict[str, Weight] | None = Field(
        None,
        description="Weight of each component, in place of the components' own; a component "
        "that is not listed has none.",
        examples=[
            {"adoption": 25, "quality": 25, "ecosystem": 10, "match_graph": 25, "freshness": 15}
        ],
    )
    by_type: dict[str, dict[str, Weight]] = Field(
        {},
        description="Weights that are different for a type of tool.",
        examples=[{"dataset": {"freshness": 5}}],
    )
    half_life_days: Positive = Field(
        365.0, description="Days in which the value of a date halves.", examples=[365]
    )
    stale_signals: Annotated[int, Field(ge=0, le=36_500)] = Field(
        0,
        description="Days after which a signal is marked as stale, as is one without a source; "
        "0 marks none.",
        examples=[365],
    )
    stale_weight: Annotated[float, Field(ge=0.01, le=1)] = Field(
        1.0,
        description="Weight of a stale signal against 1 for any other; a component with stale "
        "signals weighs less.",
        examples=[0.5],
    )


def _no_ranking(value: JsonValue) -> JsonValue:
    return {"components": {}} if value == "none" else value


class RedirectsFile(FileModel):
    """Redirect pages."""

    reversed: bool = Field(
        False,
        description="A redirect page for every comparison with the two tools in the other order; "
        "without it, the page for unknown addresses leads there.",
        examples=[True],
    )


RankingValue = Annotated[
    RankingFile,
    BeforeValidator(_no_ranking, json_schema_input_type=RankingFile | Literal["none"]),
]


class PairsFile(FileModel):
    """Which pairs get a page."""

    policy: Annotated[PairPolicy, Strict(strict=False)] = Field(
        PairPolicy.RELATED,
        description="Each tool with its most similar ones (related), all of a category or type, "
        "all, or none.",
        examples=["related"],
    )
    related: Annotated[int, Field(ge=0, le=10_000)] = Field(
        12,
        description="For the policy related: number of similar tools that a tool is paired with on "
        "average; the most popular tools get 1.5 times as many, the least popular half as many.",
        examples=[12],
    )
    max_pages: Annotated[int, Field(ge=0)] = Field(
        20_000, description="Most versus pages; the weakest pairs are dropped.", examples=[20000]
    )
    min_unique: Annotated[float, Field(ge=0, le=1)] = Field(
        0.0,
        description="Share of a page's text, 0 to 1, that is on no similar page; noindex below it.",
        examples=[0.2],
    )
    always: list[Annotated[list[Slug], Field(min_length=2, max_length=2)]] = Field(
        [], description="Pairs that always get a page.", examples=[[["flax", "haiku"]]]
    )


class SearchFile(FileModel):
    """Search on the site."""

    engine: Annotated[SearchEngine, Strict(strict=False)] = Field(
        SearchEngine.SHARDS,
        description="An index in small files (shards), or no search (none).",
        examples=["shards"],
    )


class EvidenceFile(FileModel):
    """What the site records of its searches, and how it counts."""

    min_count: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        3,
        description="Queries seen less often are left out of pages and of aggregates.",
        examples=[5],
    )
    links: bool = Field(
        True,
        description="Whether links of search results have the query, the position and what was "
        "shown, so that the log of the web server shows them.",
        examples=[False],
    )
    beacon: Annotated[str, Field(pattern=BEACON, max_length=200)] | None = Field(
        None,
        description="Path of the site that the browser requests after a search, so that searches "
        "without an opened result are in the log too. Not requested under Do Not Track or Global "
        "Privacy Control. Default: no such request.",
        examples=["/searched"],
    )


class RepositoryFile(FileModel):
    """The repository of the content."""

    url: Url = Field(description="URL of the repository.", examples=["https://github.com/o/r"])
    edit: Annotated[str, Field(pattern=r"""^https?://[^\s"'<>]+\{path\}[^\s"'<>]*$""")] | None = (
        Field(
            None,
            description="URL of the web editor, with {path} for the path of the file.",
            examples=["https://github.com/o/r/edit/main/{path}"],
        )
    )
    credits: bool = Field(
        True,
        description="Whether a tool's page shows who changed its file last, and when, from the "
        "git history. Shows nothing in a shallow clone.",
        examples=[False],
    )


class WordsFile(FileModel):
    """What the pages call things."""

    tool: Line = Field("tool", description="One entry of the site.", examples=["project"])
    tools: Line = Field("tools", description="Several entries.", examples=["projects"])
    capability: Line = Field(
        "capability", description="One thing that an entry can do.", examples=["feature"]
    )
    capabilities: Line = Field(
        "capabilities", description="Several of them.", examples=["features"]
    )
    home: Line | None = Field(
        None,
        description='Title of the home page; without it "Compare tools side by side".',
        examples=["Find a self-hosted service"],
    )
    rankings: Line = Field(
        "Rankings", description="Title of the rankings.", examples=["Leaderboard"]
    )
    categories: Line = Field(
        "Categories", description="Title of the list of categories.", examples=["Topics"]
    )
    comparisons: Line = Field(
        "All comparisons", description="Title of the list of comparisons.", examples=["Duels"]
    )


class RefreshFile(FileModel):
    """Keys of tool files that `ssg refresh` keeps up to date."""

    updated: OriginValue | None = Field(
        None, description="Day of the last release or commit.", examples=["repository.last_commit"]
    )
    status: OriginValue | None = Field(
        None,
        description="A source that is true for archived projects; their status becomes archived.",
        examples=["repository.archived"],
    )
    license: OriginValue | None = Field(
        None, description="The licence.", examples=["repository.license"]
    )


class MarkdownFile(FileModel):
    """Markdown options."""

    html: Literal[False] = Field(
        False,
        description="Whether HTML in Markdown is allowed; only false is supported.",
        examples=[False],
    )


FONT_ADDRESS = r"^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+\.(ttf|otf)$"


class PublishFile(FileModel):
    """Files for programs, in addition to the pages."""

    api: bool = Field(
        True,
        description="JSON of the tools, capabilities, categories and rankings below /api/v1/, "
        "with JSON Schemas, OpenAPI and a CSV list; a file for each tool.",
        examples=[False],
    )
    comparisons: bool = Field(
        False, description="JSON of each comparison; needs api.", examples=[True]
    )
    llms: bool = Field(
        True,
        description="llms.txt, an overview of the site for language models.",
        examples=[False],
    )
    markdown: bool = Field(
        False, description="A Markdown file of each tool and each comparison.", examples=[True]
    )
    feeds: Annotated[FeedScope, Strict(strict=False)] = Field(
        FeedScope.CATEGORIES,
        description="Atom feeds of changes, from the git history: of the whole site (site), also "
        "of each category (categories), also of each tool (tools), or none.",
        examples=["tools"],
    )
    calendar: list[str] | None = Field(
        None,
        description="Attributes of the kind date whose days are in calendar.ics; by default all, "
        "except those that ssg refresh updates; an empty list is no calendar.",
        examples=[[]],
    )
    badges: bool = Field(
        False,
        description="An SVG badge of each tool, /badges/<slug>.svg, for other sites.",
        examples=[True],
    )
    embeds: bool = Field(
        False,
        description="A small page of each comparison, /embed/<a>-vs-<b>/, that other sites can "
        "show in a frame.",
        examples=[True],
    )
    share_images: Annotated[ImageScope, Strict(strict=False)] = Field(
        ImageScope.NONE,
        description="PNG images that networks show with a link: of the site and each tool (tools), "
        "also of each comparison (pairs), or none. They need the extra og.",
        examples=["tools"],
    )
    share_font: Annotated[str, Field(pattern=FONT_ADDRESS, max_length=200)] | None = Field(
        None,
        description="Font of these images: address of a TrueType or OpenType file below "
        "content/static/. Without it, only names in ASCII letters have an image.",
        examples=["/fonts/inter.ttf"],
    )
    indexnow_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,128}$")] | None = Field(
        None,
        description="Key for indexnow.org, published as /<key>.txt.",
        examples=["9f2c4b7ad1e84c0f"],
    )


class SiteFile(FileModel):
    """`content/site.yaml`: title, vocabulary and options of the site."""

    title: Line = Field(description="Name of the site.", examples=["Side by Side"])
    base_url: BaseUrl = Field(
        description="URL of the site; may have a path.", examples=["https://example.org/"]
    )
    description: Annotated[str, Field(max_length=600)] = Field(
        "",
        description="What the site is about, in one or two sentences.",
        examples=["Tools for training models, compared."],
    )
    language: LanguageTag = Field(
        "en", description='Language of the pages, such as "en", "de" or "pt-BR".', examples=["en"]
    )
    languages: Annotated[list[LanguageTag], Field(max_length=MAX_LANGUAGES)] = Field(
        [],
        description="The languages of a site that has several. The pages of `language`, or else of "
        "the first one, are at /, those of any other at /<language>/.",
        examples=[["en", "de"]],
    )
    untranslated: Annotated[Untranslated, Strict(strict=False)] = Field(
        Untranslated.SHOW,
        description="What a further language has of a tool, capability or free page without a "
        "translation: `show` for its pages in that language with the texts in the default one, "
        "`link` for no page: links lead to the default language.",
        examples=["link"],
    )
    repository: RepositoryFile | None = Field(None, description="The repository of the content.")
    types: dict[Slug, TypeValue] = Field(
        description="Types of tools: a label, or a mapping with the type of schema.org.",
        examples=[{"framework": "Framework", "dataset": "Dataset"}],
    )
    categories: dict[Slug, CategoryValue] = Field(
        {},
        description="Categories of tools: a name, or a mapping with a description.",
        examples=[{"training-frameworks": "Training frameworks"}],
    )
    attributes: dict[str, AttributeFile] = Field(
        {},
        description="Typed facts, compared row by row in this order.",
        examples=[{"languages": {"label": "Languages", "kind": "list"}}],
    )
    words: WordsFile = Field(WordsFile(), description="What the pages call things.")
    ranking: RankingValue = Field(
        RankingFile(),
        description="How scores are computed, or none for a site without scores and rankings.",
    )
    pairs: PairsFile = Field(PairsFile(), description="Which pairs get a page.")
    refresh: RefreshFile = Field(
        RefreshFile(), description="Keys of tool files that `ssg refresh` keeps up to date."
    )
    search: SearchFile = Field(SearchFile(), description="Search on the site.")
    theme: ThemeFile = Field(ThemeFile(), description="The look of the site.")
    evidence: EvidenceFile = Field(
        EvidenceFile(), description="What the site records of its searches, and how it counts."
    )
    stale_after: Annotated[int, Field(ge=0, le=36_500)] = Field(
        365,
        description="Days after which a claim should be checked again; 0 for never.",
        examples=[365],
    )
    host: Literal[HOST_NAMES] | None = Field(  # type: ignore[valid-type]
        None,
        description="The hosting service; its limits are checked.",
        examples=["cloudflare-pages"],
    )
    markdown: MarkdownFile = Field(MarkdownFile(), description="Markdown options.")
    urls: Literal["directory", "file", "relative"] = Field(
        "directory",
        description="directory writes /x/index.html; file writes /x.html; relative does so, too, "
        "with relative links, so that pages can be opened from disk, without the search.",
        examples=["directory"],
    )
    redirects: RedirectsFile = Field(RedirectsFile(), description="Redirect pages.")
    publish: PublishFile = Field(
        PublishFile(), description="Files for programs, in addition to the pages."
    )


def settings_from(
    file: SiteFile, messages: Messages = ENGLISH, languages: tuple[Language, ...] = ()
) -> Settings:
    """Return the settings of a validated file; what it leaves out is in the words of `messages`."""
    base_url = file.base_url
    return Settings(
        title=file.title,
        base_url=base_url if base_url.endswith("/") else base_url + "/",
        description=" ".join(file.description.split()),
        language=file.language,
        languages=languages,
        untranslated=file.untranslated,
        messages=messages,
        repository=_repository(file.repository) if file.repository else None,
        types=tuple((key, value.label) for key, value in file.types.items()),
        schema_types=tuple(
            (key, str(value.schema_type)) for key, value in file.types.items() if value.schema_type
        ),
        categories=tuple(
            Category(
                id=key,
                name=category.name,
                description=category.description,
                purpose=category.purpose or "",
                related=tuple(category.related),
            )
            for key, category in file.categories.items()
        ),
        attributes=tuple(_attribute(key, spec) for key, spec in file.attributes.items()),
        words=_words(file.words, messages),
        ranking=_ranking(file.ranking, messages),
        pairs=_pairs(file.pairs),
        refresh=_refresh(file.refresh),
        search=file.search.engine,
        theme=theme_from(file.theme),
        evidence=EvidenceSettings(
            min_count=file.evidence.min_count,
            links=file.evidence.links,
            beacon=file.evidence.beacon or "",
        ),
        host=file.host or "",
        stale_after=file.stale_after,
        file_addresses=file.urls != "directory",
        relative_links=file.urls == "relative",
        reversed_redirects=file.redirects.reversed,
        publish=_publish(file.publish),
    )


def _publish(file: PublishFile) -> PublishSettings:
    return PublishSettings(
        api=file.api,
        comparisons=file.api and file.comparisons,
        llms=file.llms,
        markdown=file.markdown,
        feeds=file.feeds,
        calendar=None if file.calendar is None else tuple(file.calendar),
        badges=file.badges,
        embeds=file.embeds,
        share_images=file.share_images,
        share_font=file.share_font or "",
        indexnow_key=file.indexnow_key or "",
    )


def _repository(file: RepositoryFile) -> Repository:
    return Repository(url=file.url, edit=file.edit or "", credits=file.credits)


INHERITED: Mapping[bool | str, Inheritance] = {
    False: Inheritance.NONE,
    True: Inheritance.ALL,
    "listed": Inheritance.LISTED,
}
"""Value of `inherited` in the file -> the setting."""


def _attribute(key: str, file: AttributeFile) -> AttributeSpec:
    better = {
        True: Better.YES,
        False: Better.NO,
        "higher": Better.HIGHER,
        "lower": Better.LOWER,
        None: None,
    }
    return AttributeSpec(
        id=key,
        label=file.label,
        kind=file.kind,
        unit=file.unit or "",
        better=better[file.better],
        applies_to=tuple(file.applies_to),
        group=file.group or "",
        rule=file.rule if isinstance(file.rule, str) else "",
        is_reason=file.compare and file.rule is not False,
        is_compared=file.compare,
        synonyms=tuple(file.synonyms),
        general=tuple(file.general),
        inherited=INHERITED[file.inherited],
        contrast=file.contrast or "",
        entry_synonyms=tuple((key, tuple(words)) for key, words in file.entry_synonyms.items()),
        origin=origin_from(file.from_),
    )


def _words(file: WordsFile, messages: Messages) -> Words:
    given = file.model_dump(exclude_unset=True, exclude_none=True)
    words = {
        key: given.get(key) or messages.gettext(usual)
        for key, usual in file.model_dump(exclude={"home"}).items()
    }
    if not messages.translations:
        return Words(**words, home=file.home or "")
    home = messages.gettext("Compare {tools} side by side", tools=words["tools"])
    category = "" if "categories" in given else messages.gettext("Category")
    return Words(**words, home=file.home or home, category=category)


def _refresh(file: RefreshFile) -> tuple[tuple[str, Origin], ...]:
    keys = (("updated", file.updated), ("status", file.status), ("license", file.license))
    return tuple((key, origin) for key, value in keys if (origin := origin_from(value)))


def _ranking(file: RankingFile, messages: Messages) -> RankingSettings:
    components = _components(file, messages)
    directions = {component.id: component.direction for component in components}
    declared = [_signal(key, one, directions, messages) for key, one in file.signals.items()]
    built_in = tuple(spec for spec in declared if spec.id in BUILT_IN_SIGNALS)
    named = {spec.id for spec in built_in}
    matches = BUILT_IN_SIGNALS["matches"]
    defaults: tuple[SignalSpec, ...] = DEFAULT_BUILT_IN
    if file.components is not None:
        defaults = (matches,) if matches.component in file.components else ()
    usual = (replace(spec, label=messages.gettext(spec.label)) for spec in defaults)
    built_in = (*(spec for spec in usual if spec.id not in named), *built_in)
    return RankingSettings(
        name=file.name if "name" in file.model_fields_set else messages.gettext(file.name),
        components=components,
        built_in=built_in,
        signals=tuple(spec for spec in declared if spec.id not in BUILT_IN_SIGNALS),
        half_life_days=file.half_life_days,
        stale_signals=file.stale_signals,
        stale_weight=file.stale_weight,
        by_type=tuple((key, tuple(weights.items())) for key, weights in file.by_type.items()),
    )


def _components(file: RankingFile, messages: Messages) -> tuple[ComponentSpec, ...]:
    """Return the components that have a weight for some type."""
    components = tuple(
        replace(
            one,
            label=messages.gettext(one.label),
            description=messages.gettext(one.description),
        )
        for one in DEFAULT_COMPONENTS
    )
    if file.components is not None:
        components = tuple(
            ComponentSpec(
                id=key,
                label=one.label,
                description=" ".join(one.description.split()),
                weight=one.weight,
                direction=one.direction,
            )
            for key, one in file.components.items()
        )
    if file.weights is not None:
        components = tuple(replace(one, weight=file.weights.get(one.id, 0.0)) for one in components)
    weighed = {
        key for weights in file.by_type.values() for key, weight in weights.items() if weight
    }
    return tuple(one for one in components if one.weight or one.id in weighed)


def _signal(
    key: str, file: SignalSpecFile, directions: Mapping[str, Direction], messages: Messages
) -> SignalSpec:
    """Make a signal; a built-in one has defaults for everything but its component."""
    default = BUILT_IN_SIGNALS.get(key)
    return SignalSpec(
        id=key,
        component=file.component,
        scale=file.scale or (default.scale if default else Scale.LINEAR),
        full=file.full or (default.full if default else 1.0),
        label=file.label or (messages.gettext(default.label) if default else key),
        direction=file.direction or directions.get(file.component, Direction.HIGHER),
        origin=origin_from(file.from_),
        expires_after=file.expires_after,
        is_compared=file.compare,
    )


def _pairs(file: PairsFile) -> PairSettings:
    always = tuple((pair[0], pair[1]) for pair in file.always)
    return PairSettings(
        policy=file.policy,
        related=file.related,
        max_pages=file.max_pages,
        always=always,
        min_unique=file.min_unique,
    )
