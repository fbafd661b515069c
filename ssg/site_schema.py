"""The shape of `content/site.yaml` -> `Settings`."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict
from pydantic_core import PydanticCustomError

from ssg.document import Plain
from ssg.schema import FileModel, Line, Slug, Url, shown, url
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
    Settings,
    SignalSpec,
)

__all__ = ["HOSTS", "SiteFile", "settings_from"]

HOSTS = (
    "azure-static-web-apps", "cloudflare-pages", "cloudflare-pages-paid", "github-pages", "gitlab-pages", "netlify",
)

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


LOCAL_SITE = re.compile(r"http://localhost(?::[0-9]+)?/?")
"""A site that is only looked at on this machine."""


def _base_url(value: str) -> str:
    if LOCAL_SITE.fullmatch(value):
        return value
    if "?" in value or "#" in value:
        raise PydanticCustomError("url", "the address {shown} has a query or a fragment", {"shown": shown(value)})
    return url(value)


def _better(value: object) -> bool | str:
    if isinstance(value, bool) or (isinstance(value, str) and value in {"higher", "lower"}):
        return value
    raise PydanticCustomError("better", "found {shown}", {"shown": shown(value)})


BetterValue = Annotated[bool | str, PlainValidator(_better, json_schema_input_type=bool | Literal["higher", "lower"])]


def _name_only(value: Plain) -> Plain:
    return {"name": value} if isinstance(value, str) else value


class CategoryFile(FileModel):
    """A category; a bare name is enough."""

    name: Line = Field(description="What readers see.")
    description: Annotated[str, Field(max_length=1_000)] = Field("", description="What belongs in it.")


class AttributeFile(FileModel):
    """A typed fact that tools are compared by."""

    label: Line = Field(description="What readers see.")
    kind: Annotated[AttributeKind, Strict(strict=False)] = Field(description="Type of the values.")
    unit: Line | None = Field(None, description="Unit of the numbers.")
    better: BetterValue | None = Field(None, description="Which value is the better one.")


class SignalSpecFile(FileModel):
    """A raw number and how it enters a component."""

    component: Line = Field(description="The component it belongs to.")
    scale: Annotated[Scale, Strict(strict=False)] = Field(description="How it becomes a number from 0 to 1.")
    full: Positive = Field(1.0, description="The raw value that counts as 1.")
    label: Line = Field(description="What readers see.")


class RankingFile(FileModel):
    """How scores are made."""

    name: Line = Field("Rank", description="What the score is called on the pages.")
    signals: dict[str, SignalSpecFile] = Field({}, description="The raw numbers that count.")
    weights: dict[str, Weight] = Field(
        dict(RankingSettings().weights), description="Weight of each component.")
    by_type: dict[str, dict[str, Weight]] = Field({}, description="Weights that differ for a type of tool.")
    half_life_days: Positive = Field(365.0, description="Days after which a date is worth half.")


class PairsFile(FileModel):
    """Which pairs get a page."""

    policy: Annotated[PairPolicy, Strict(strict=False)] = Field(PairPolicy.RELATED, description="Which pairs.")
    related: Annotated[int, Field(ge=0, le=10_000)] = Field(12, description="Nearest tools that each is paired with.")
    max_pages: Annotated[int, Field(ge=0)] = Field(20_000, description="Most versus pages.")
    min_unique: Annotated[float, Field(ge=0, le=1)] = Field(
        0.0, description="Share of a page's text that no sibling page has; pages below it are not indexed.")
    always: list[Annotated[list[Slug], Field(min_length=2, max_length=2)]] = Field([], description="Pairs in any case.")


class RepositoryFile(FileModel):
    """Where the content is kept."""

    url: Url = Field(description="Address of the repository.")
    edit: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]+\{path\}[^\s\"'<>]*$")] | None = Field(
        None, description="write the address of the editor, with {path} where the file belongs")


class MarkdownFile(FileModel):
    """How Markdown is read."""

    html: Literal[False] = Field(False, description="HTML inside Markdown; only false for now.")


class SiteFile(FileModel):
    """`content/site.yaml`."""

    title: Line = Field(description="Name of the site.")
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(description="Address of the site; may have a path.")
    description: Annotated[str, Field(max_length=600)] = Field("", description="What the site is about.")
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        "en", description='write a language code such as "en" or "pt-BR"')
    repository: RepositoryFile | None = Field(None, description="Where the content is kept.")
    types: dict[Slug, Line] = Field(description="Types of tools and their labels.")
    categories: dict[Slug, Annotated[CategoryFile, BeforeValidator(_name_only)]] = Field({}, description="Subjects.")
    attributes: dict[str, AttributeFile] = Field({}, description="Typed facts.")
    ranking: RankingFile = Field(RankingFile(), description="How scores are made.")
    pairs: PairsFile = Field(PairsFile(), description="Which pairs get a page.")
    stale_after: Annotated[int, Field(ge=0, le=36_500)] = Field(
        365, description="Days after which a claim should be checked again; 0 never asks.")
    host: Literal[HOSTS] | None = Field(None, description="Its limits are checked.")  # type: ignore[valid-type]
    markdown: MarkdownFile = Field(MarkdownFile(), description="How Markdown is read.")
    urls: Literal["directory", "file"] = Field("directory", description="/x/index.html or /x.html.")


def settings_from(file: SiteFile) -> Settings:
    """Make the settings of a site from its file."""
    base_url = file.base_url
    return Settings(
        title=file.title, base_url=base_url if base_url.endswith("/") else base_url + "/",
        description=" ".join(file.description.split()), language=file.language,
        repository=Repository(url=file.repository.url, edit=file.repository.edit or "") if file.repository else None,
        types=tuple(file.types.items()), categories=tuple(
            Category(id=key, name=one.name, description=one.description) for key, one in file.categories.items()),
        attributes=tuple(_attribute(key, one) for key, one in file.attributes.items()),
        ranking=_ranking(file.ranking), pairs=_pairs(file.pairs), host=file.host or "",
        stale_after=file.stale_after,
        file_addresses=file.urls == "file",
    )


def _attribute(key: str, file: AttributeFile) -> AttributeSpec:
    better = {True: Better.YES, False: Better.NO, "higher": Better.HIGHER, "lower": Better.LOWER, None: None}
    return AttributeSpec(id=key, label=file.label, kind=file.kind, unit=file.unit or "", better=better[file.better])


def _ranking(file: RankingFile) -> RankingSettings:
    return RankingSettings(
        name=file.name, weights=tuple(file.weights.items()), half_life_days=file.half_life_days,
        by_type=tuple((key, tuple(weights.items())) for key, weights in file.by_type.items()),
        signals=tuple(SignalSpec(id=key, component=one.component, scale=one.scale, full=one.full, label=one.label)
                      for key, one in file.signals.items()),
    )


def _pairs(file: PairsFile) -> PairSettings:
    always = tuple((pair[0], pair[1]) for pair in file.always)
    return PairSettings(policy=file.policy, related=file.related, max_pages=file.max_pages, always=always,
                        min_unique=file.min_unique)
