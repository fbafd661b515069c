"""Model of `content/site.yaml`, and its conversion to `Settings`."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from ssg.content.field_types import ADDRESS, MAX_URL, FileModel, Line, Slug, Url, shown, url
from ssg.host_limits import HOSTS
from ssg.json_value import JsonValue
from ssg.settings import (
    AttributeKind,
    AttributeSpec,
    Better,
    Category,
    PairPolicy,
    PairSettings,
    RankingSettings,
    Repository,
    Scale,
    SearchEngine,
    Settings,
    SignalSpec,
)

__all__ = ["SiteFile", "settings_from"]

HOST_NAMES = tuple(HOSTS)

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


LOCAL_SITE = re.compile(r"http://localhost(?::[0-9]+)?/?")
"""A site that is only served on this machine."""


def _base_url(value: str) -> str:
    if LOCAL_SITE.fullmatch(value):
        return value
    if "?" in value or "#" in value:
        raise PydanticCustomError(
            "url", "{shown} has a query or a fragment", {"shown": shown(value)}
        )
    return url(value)


def _better(value: object) -> bool | str:
    if isinstance(value, bool) or (isinstance(value, str) and value in {"higher", "lower"}):
        return value
    raise PydanticCustomError("better", "found {shown}", {"shown": shown(value)})


BetterValue = Annotated[
    bool | str, PlainValidator(_better, json_schema_input_type=bool | Literal["higher", "lower"])
]
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


CategoryValue = Annotated[
    CategoryFile, BeforeValidator(_name_only, json_schema_input_type=Line | CategoryFile)
]


class AttributeFile(FileModel):
    """A typed fact by which tools are compared."""

    label: Line = Field(description="The label on the pages.", examples=["Context length"])
    kind: Annotated[AttributeKind, Strict(strict=False)] = Field(
        description="Type of the values.", examples=["number"]
    )
    unit: Line | None = Field(None, description="Unit of the numbers.", examples=["tokens"])
    better: BetterValue | None = Field(
        None,
        description="Which value is better: higher or lower for numbers, true or false for "
        "booleans.",
        examples=["higher"],
    )


class SignalSpecFile(FileModel):
    """A raw value and its effect on a component of the score."""

    component: Line = Field(description="The component that it is part of.", examples=["adoption"])
    scale: Annotated[Scale, Strict(strict=False)] = Field(
        description="Normalized to 0-1: log is log(1+x)/log(1+full), linear is x/full, bool is 0 or "
        "1, date halves with each half-life.",
        examples=["log"],
    )
    full: Positive = Field(
        1.0,
        description="The raw value that is normalized to 1; absolute, so that no tool affects "
        "another.",
        examples=[100000],
    )
    label: Line = Field(
        description="The label on the pages, with the unit.", examples=["PyPI downloads a month"]
    )


class RankingFile(FileModel):
    """How scores are computed."""

    name: Line = Field("Rank", description="The name of the score on the pages.", examples=["Rank"])
    signals: dict[str, SignalSpecFile] = Field(
        {},
        description="The raw values that count, by keys of your choice.",
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
    weights: dict[str, Weight] = Field(
        dict(RankingSettings().weights),
        description="Weight of each component; only the proportions matter.",
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
        description="For the policy related: number of similar tools to pair each tool with.",
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


class RepositoryFile(FileModel):
    """The repository of the content."""

    url: Url = Field(description="URL of the repository.", examples=["https://github.com/o/r"])
    edit: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]+\{path\}[^\s\"'<>]*$")] | None = (
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
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        "en", description='Language code, such as "en" or "pt-BR".', examples=["en"]
    )
    repository: RepositoryFile | None = Field(None, description="The repository of the content.")
    types: dict[Slug, Line] = Field(
        description="Types of tools and their labels.",
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
    ranking: RankingFile = Field(RankingFile(), description="How scores are computed.")
    pairs: PairsFile = Field(PairsFile(), description="Which pairs get a page.")
    search: SearchFile = Field(SearchFile(), description="Search on the site.")
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
    urls: Literal["directory", "file"] = Field(
        "directory",
        description="directory writes /x/index.html; file writes /x.html.",
        examples=["directory"],
    )


def settings_from(file: SiteFile) -> Settings:
    """Return the settings of a validated file."""
    base_url = file.base_url
    return Settings(
        title=file.title,
        base_url=base_url if base_url.endswith("/") else base_url + "/",
        description=" ".join(file.description.split()),
        language=file.language,
        repository=_repository(file.repository) if file.repository else None,
        types=tuple(file.types.items()),
        categories=tuple(
            Category(id=key, name=category.name, description=category.description)
            for key, category in file.categories.items()
        ),
        attributes=tuple(_attribute(key, spec) for key, spec in file.attributes.items()),
        ranking=_ranking(file.ranking),
        pairs=_pairs(file.pairs),
        search=file.search.engine,
        host=file.host or "",
        stale_after=file.stale_after,
        file_addresses=file.urls == "file",
    )


def _repository(file: RepositoryFile) -> Repository:
    return Repository(url=file.url, edit=file.edit or "", credits=file.credits)


def _attribute(key: str, file: AttributeFile) -> AttributeSpec:
    better = {
        True: Better.YES,
        False: Better.NO,
        "higher": Better.HIGHER,
        "lower": Better.LOWER,
        None: None,
    }
    return AttributeSpec(
        id=key, label=file.label, kind=file.kind, unit=file.unit or "", better=better[file.better]
    )


def _ranking(file: RankingFile) -> RankingSettings:
    return RankingSettings(
        name=file.name,
        weights=tuple(file.weights.items()),
        half_life_days=file.half_life_days,
        by_type=tuple((key, tuple(weights.items())) for key, weights in file.by_type.items()),
        signals=tuple(
            SignalSpec(
                id=key,
                component=signal.component,
                scale=signal.scale,
                full=signal.full,
                label=signal.label,
            )
            for key, signal in file.signals.items()
        ),
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
