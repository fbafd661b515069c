"""The section `publish` of `content/site.yaml`: files for programs."""

from typing import Annotated

from pydantic import Field, Strict

from ssg.content.field_types import FileModel
from ssg.settings import FeedScope, ImageScope, PublishSettings

__all__ = ["PublishFile", "publish_settings"]

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


def publish_settings(file: PublishFile) -> PublishSettings:
    """Return the settings of the section `publish` of `content/site.yaml`."""
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
