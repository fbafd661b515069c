"""Model of `content/site.yaml`, and its conversion to `Settings`."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
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
    Slug,
    Url,
    check_base_url,
    shown,
    url,
)
from ssg.content.origin_schema import OriginValue, origin_from
from ssg.content.publish_schema import PublishFile, publish_settings
from ssg.content.ranking_schema import RankingFile, RankingValue, ranking_settings
from ssg.content.theme_schema import ThemeFile, theme_from
from ssg.content.vocabulary_schema import AttributeFile, CategoryValue, TypeValue, attribute_spec
from ssg.host_limits import HOSTS
from ssg.messages import Messages
from ssg.settings import (
    Category,
    EvidenceSettings,
    Language,
    Origin,
    PairPolicy,
    PairSettings,
    Repository,
    SearchEngine,
    Settings,
    Untranslated,
    Words,
)

__all__ = ["SiteFile", "settings_from"]

HOST_NAMES = tuple(HOSTS)
BEACON = r"^/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$"
MAX_LANGUAGES = 40
"""Each language adds all pages once more."""
LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


def _base_url(value: str) -> str:
    fault = check_base_url(value)
    if fault:
        raise PydanticCustomError("url", "{fault}", {"fault": f"{shown(value)} {fault}"})
    return value if value.startswith("http://localhost") else url(value)


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


class RedirectsFile(FileModel):
    """Redirect pages."""

    reversed: bool = Field(
        False,
        description="A redirect page for every comparison with the two tools in the other order; "
        "without it, the page for unknown addresses leads there.",
        examples=[True],
    )


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
    file: SiteFile, messages: Messages, languages: tuple[Language, ...] = ()
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
        attributes=tuple(attribute_spec(key, spec) for key, spec in file.attributes.items()),
        words=_words(file.words, messages),
        ranking=ranking_settings(file.ranking, messages),
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
        publish=publish_settings(file.publish),
    )


def _repository(file: RepositoryFile) -> Repository:
    return Repository(url=file.url, edit=file.edit or "", credits=file.credits)


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


def _pairs(file: PairsFile) -> PairSettings:
    always = tuple((pair[0], pair[1]) for pair in file.always)
    return PairSettings(
        policy=file.policy,
        related=file.related,
        max_pages=file.max_pages,
        always=always,
        min_unique=file.min_unique,
    )
