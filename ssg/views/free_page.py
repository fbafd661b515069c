"""Pages of prose: the free pages of a site, and the page for addresses that are none."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ssg.rendering.markdown import plain_text, to_html
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["ProseView", "not_found_pages", "not_found_view", "pages", "view"]

DESCRIPTION_LENGTH = 155
"""Characters; search engines cut longer descriptions."""


@dataclass(frozen=True, slots=True)
class ProseView:
    """What the layout of a free page sees."""

    head: Head
    title: str
    """Heading of the page."""
    html: Markup
    """Its text."""
    edit: str
    """Address at which it can be edited, or nothing."""


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What the layout of the not-found page sees."""

    head: Head
    links: tuple[Link, ...]
    """Where to go instead."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the free pages."""
    for free in context.site.catalog.pages:
        yield Page("prose", context.addresses.page(free.slug), (free.slug,))


def view(context: Context, page: Page) -> ProseView:
    """Make the view of one free page."""
    free = next(one for one in context.site.catalog.pages if one.slug == page.subject[0])
    description = free.description or plain_text(free.text)[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0]
    return ProseView(
        head=context.head(
            page.address, free.title, description, (Link(free.title, context.href(page.address)),)
        ),
        title=free.title,
        html=to_html(free.text),
        edit=context.edit(free.path),
    )


def not_found_pages(context: Context) -> Iterator[Page]:  # noqa: ARG001  (the shape of every page list)
    """Yield the page that hosts show for addresses that are none."""
    yield Page("not-found", "/404.html", indexed=False)


def not_found_view(context: Context, page: Page) -> NotFoundView:
    """Make the view of the not-found page."""
    rankings = (("Rankings", "rankings"),) if context.site.settings.ranking.enabled else ()
    names = (("All tools", "tools"), ("All comparisons", "compare"), *rankings)
    return NotFoundView(
        head=context.head(
            page.address, "Page not found", "There is no page at this address.", indexed=False
        ),
        links=tuple(Link(text, context.href(context.addresses.page(name))) for text, name in names),
    )
