"""Share images: PNG pictures that networks and messengers show with a link."""

from collections.abc import Iterator

from ssg.catalog import Tool
from ssg.monogram import TINTS, monogram, tint
from ssg.rendering.share_images import Mark, ShareCard
from ssg.settings import ImageScope
from ssg.site import Page
from ssg.text import join_words
from ssg.views import Context
from ssg.views.heads import share_image

__all__ = ["body", "pages"]


def pages(context: Context) -> Iterator[Page]:
    """Yield the images of the site, of its tools and of its pairs, as far as configured.

    Raise UsageError where the extra `og` is missing. A tool whose name the font does not cover
    has no image: its pages show that of the site.
    """
    scope = context.site.settings.publish.share_images
    if scope is ImageScope.NONE:
        return
    subjects: list[tuple[str, ...]] = [(), *((tool.slug,) for tool in context.site.catalog.tools)]
    if scope is ImageScope.PAIRS:
        subjects += [(pair.a, pair.b) for pair in context.site.pairs]
    for subject in subjects:
        if address := share_image(context, *subject):
            yield Page("share-image", address, subject, indexed=False)


def body(context: Context, page: Page) -> bytes:
    """Return an image."""
    tools = [context.tools[slug] for slug in page.subject]
    card = _of_tools(context, tools) if tools else _of_site(context)
    return context.painter().draw(card)


def _of_site(context: Context) -> ShareCard:
    settings = context.site.settings
    comparisons = f"{len(context.site.pairs):,} comparisons" if context.site.pairs else ""
    figures = [context.nouns.count_tools(len(context.tools)), comparisons]
    return ShareCard(
        title=settings.title,
        label=join_words(list(filter(None, figures))),
        text=settings.description,
        score="",
        site=context.addresses.base_url.partition("://")[2].rstrip("/"),
        marks=(),
    )


def _of_tools(context: Context, tools: list[Tool]) -> ShareCard:
    settings = context.site.settings
    types = dict.fromkeys(settings.type_label(tool.type) for tool in tools)
    scores = [context.scores[tool.slug].shown for tool in tools if settings.ranking.enabled]
    return ShareCard(
        title=" vs ".join(tool.name for tool in tools),
        label=join_words(list(types)),
        text=tools[0].summary if len(tools) == 1 else "",
        score=f"{settings.ranking.name} {' : '.join(scores)}" if any(scores) else "",
        site=settings.title,
        marks=tuple(_mark(context, tool) for tool in tools),
    )


def _mark(context: Context, tool: Tool) -> Mark:
    return Mark(monogram(tool.name), TINTS[tint(tool.slug)][0], context.raster_logo(tool.slug))
