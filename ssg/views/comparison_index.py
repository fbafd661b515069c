"""Comparison index: all comparisons, paged, grouped by the more popular of the two tools."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ssg.site import Page
from ssg.views.browser_comparison import rules_value
from ssg.views.context import Context
from ssg.views.listing import BrowseView, browse_view
from ssg.views.page_head import Head, Link
from ssg.views.paging import PagerView, entries_of, page_count, paged, paged_head, pager
from ssg.views.structured_data import with_list

__all__ = ["ComparisonsView", "compared", "has_several_tools", "pages", "view"]


class ComparisonsView(NamedTuple):
    """View of a page of the comparison index."""

    head: Head
    browse: BrowseView
    """Filters in the browser."""
    groups: tuple[tuple[Link, tuple[Link, ...]], ...]
    """Tool and its comparisons with less popular tools; each comparison is listed once."""
    pager: PagerView
    """Links to the other pages."""
    rules: str
    """JSON for the script that compares any tools; only on the first page of a site with data for
    programs, else empty."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the pages of the comparison index."""
    address, total = context.addresses.page("compare"), page_count(len(context.pairs_in_order()))
    yield from paged(context, "compare", address, ("compare",), total)


def compared(context: Context, page: Page) -> Sequence[tuple[str, str]]:
    """Return the pairs that a page of the index lists."""
    return entries_of(page, context.pairs_in_order())


def view(context: Context, page: Page) -> ComparisonsView:
    """Return the view of a page of the comparison index."""
    pairs, address = context.pairs_in_order(), context.addresses.page("compare")
    links = pager(context, page, address, len(pairs))
    groups = tuple(
        (
            context.tool_link(first),
            tuple(
                Link(_versus(context, a, b), context.href(context.addresses.versus(a, b)))
                for a, b in grouped
            ),
        )
        for first, grouped in groupby(compared(context, page), key=lambda pair: pair[0])
    )
    description = context.ngettext(
        "{number} comparison of two {tools}, side by side.",
        "{number} comparisons of two {tools}, side by side.",
        len(pairs),
        tools=context.words.tools,
    )
    trail = (Link(context.gettext("Compare"), context.href(address)),)
    head = paged_head(context, page, links, context.words.comparisons, description, trail)
    return ComparisonsView(
        head=with_list(context, head, [link for _, of_tool in groups for link in of_tool]),
        browse=browse_view(context, compared=True),
        groups=groups,
        pager=links,
        rules=json.dumps(rules_value(context)) if _compares(context, page) else "",
    )


def _compares(context: Context, page: Page) -> bool:
    """Return whether a page compares any tools in the browser, by their published data."""
    first = page.address == context.addresses.page("compare")
    return first and context.site.settings.publish.api and has_several_tools(context)


def has_several_tools(context: Context) -> bool:
    """Return whether there are tools to compare, with or without a page."""
    return len(context.ordered) > 1


def _versus(context: Context, a: str, b: str) -> str:
    return context.versus_text(context.distinct_name(a), context.distinct_name(b))
