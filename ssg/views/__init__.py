"""Views: for each kind of page the list of its pages, and the values its layout receives. Pure.

Modules in reading order: once, nouns, popularity, filter_fields, browse, change_entries, context,
page_head, heads, structured_data, paging, steps; screenshots, tool_fragments, table_rows,
points_columns, row_rules, footnotes, capability_cards, evidence, the fragments shared by pages;
versus_reasons, versus_opening, versus_rows, versus_score, versus_capabilities, versus_nearest,
versus_titles, versus, embed, partner_groups, score_breakdown, trends, tool,
summary_reasons, alternatives,
category_index, listing, home, comparison_index, capabilities, rankings, evidence_method,
methodology, stats, changes, search, free_page, retired, redirect; repository_links; for scripts and
documents: browser_comparison, reader_weights, likely_partners.

May import: comparison, search, ranking, evidence, rendering and the ground floor.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ssg.site import Page
from ssg.views import (
    alternatives,
    capabilities,
    category_index,
    changes,
    comparison_index,
    embed,
    free_page,
    home,
    listing,
    methodology,
    rankings,
    redirect,
    retired,
    search,
    stats,
    tool,
    versus,
)
from ssg.views.context import Context
from ssg.views.steps import Steps

__all__ = ["PAGE_KINDS", "Context", "PageKind", "all_pages", "page_lists"]


class PageKind(NamedTuple):
    """A kind of page: its layout and the functions that produce its pages and views."""

    layout: str
    pages: Callable[[Context], Iterable[Page]]
    """Returns all pages of the kind."""
    view: Callable[[Context, Page], object]
    """Builds the value that the layout receives as `view`."""
    steps: Callable[[Context, Page], Steps[object]] | None = None
    """Does the same in steps, for kinds with many pages."""


PAGE_KINDS = {
    "home": PageKind("home.html", home.pages, home.view),
    "versus": PageKind("versus.html", versus.pages, versus.view, versus.steps),
    "embed": PageKind("embed.html", embed.pages, embed.view),
    "compare": PageKind("compare.html", comparison_index.pages, comparison_index.view),
    "tool": PageKind("tool.html", tool.pages, tool.view),
    "alternatives": PageKind("alternatives.html", alternatives.pages, alternatives.view),
    "listing": PageKind("listing.html", listing.pages, listing.view),
    "categories": PageKind("categories.html", category_index.pages, category_index.view),
    "capabilities": PageKind(
        "capabilities.html", capabilities.index_pages, capabilities.index_view
    ),
    "capability": PageKind("capability.html", capabilities.pages, capabilities.view),
    "rankings": PageKind("rankings.html", rankings.pages, rankings.view),
    "methodology": PageKind("methodology.html", methodology.pages, methodology.view),
    "stats": PageKind("stats.html", stats.pages, stats.view),
    "changes": PageKind("changes.html", changes.pages, changes.view),
    "search": PageKind("search.html", search.pages, search.view),
    "prose": PageKind("prose.html", free_page.pages, free_page.view),
    "not-found": PageKind("404.html", free_page.not_found_pages, free_page.not_found_view),
    "retired": PageKind("retired.html", retired.pages, retired.view),
    "redirect": PageKind("redirect.html", redirect.pages, redirect.view),
}
"""Page kinds by name, in build order."""


def all_pages(context: Context) -> Iterator[Page]:
    """Yield every page of the site in a fixed order, language by language."""
    return chain.from_iterable(page_lists(context))


def page_lists(context: Context) -> Iterator[Iterable[Page]]:
    """Yield what `all_pages` yields, in several lists."""
    for kind in PAGE_KINDS.values():
        yield kind.pages(context)
    for tree, translated in context.translated.items():
        yield _in_tree(tree, translated)


def _in_tree(tree: str, context: Context) -> Iterator[Page]:
    """Yield the pages of a language that it has, with its folder."""
    return (
        page._replace(tree=tree)
        for page in all_pages(context)
        if context.addresses.has(page.address)
    )
