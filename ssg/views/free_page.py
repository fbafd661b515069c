"""Free pages, written in Markdown, and the not-found page."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ssg.rendering.markdown import plain_text, to_html
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of, language_links
from ssg.views.page_head import Head, Link

__all__ = ["ProseView", "not_found_pages", "not_found_view", "pages", "view"]

DESCRIPTION_LENGTH = 155
"""Length in characters at which search engines cut descriptions."""


class ProseView(NamedTuple):
    """View of a free page."""

    head: Head
    title: str
    """Page heading."""
    html: Markup
    """Rendered text."""
    edit: str
    """URL at which the file is edited, or empty."""


class NotFoundView(NamedTuple):
    """View of the not-found page."""

    head: Head
    pattern: str
    """Address of a comparison of the tools `a` and `b`."""
    links: tuple[Link, ...]
    """Links to the main lists."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the free pages."""
    for free in context.site.catalog.pages:
        yield Page("prose", context.addresses.page(free.slug), (free.slug,))


def view(context: Context, page: Page) -> ProseView:
    """Return the view of a free page."""
    slug = page.subject[0]
    free = next(entry for entry in context.site.catalog.pages if entry.slug == slug)
    description = free.description or plain_text(free.text)[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0]
    return ProseView(
        head=head_of(
            context,
            page.address,
            free.title,
            description,
            (Link(free.title, context.href(page.address)),),
        ),
        title=free.title,
        html=to_html(free.text, first_heading=2),
        edit=context.edit(free.path),
    )


def not_found_pages(context: Context) -> Iterator[Page]:
    """Yield the page that hosts serve for unknown addresses."""
    yield Page("not-found", context.addresses.in_tree("/404.html"), indexed=False)


def not_found_view(context: Context, page: Page) -> NotFoundView:
    """Return the view of the not-found page."""
    rankings = (
        ((context.words.rankings, "rankings"),) if context.site.settings.ranking.enabled else ()
    )
    words = context.words
    names = (
        (context.gettext("All {tools}", tools=words.tools), "tools"),
        (words.comparisons, "compare"),
        *rankings,
    )
    head = head_of(
        context,
        page.address,
        context.gettext("Page not found"),
        context.gettext("There is no page at this address."),
        indexed=False,
    )
    return NotFoundView(
        head=head._replace(languages=language_links(context, context.addresses.page())),
        pattern=context.href(context.addresses.versus("a", "b")),
        links=tuple(Link(text, context.href(context.addresses.page(name))) for text, name in names),
    )
