"""One module for each kind of page: the list of its pages, and the View that its layout sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ssg.page import Page
from ssg.views import (
    alternatives,
    comparisons,
    home,
    listing,
    methodology,
    prose,
    rankings,
    redirect,
    search,
    tool,
    versus,
)
from ssg.views.context import Context

__all__ = ["VIEWS", "Context", "Kind", "all_pages"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page."""

    layout: str
    pages: Callable[[Context], Iterator[Page]]
    """All its pages."""
    view: Callable[[Context, Page], object]
    """The values that its layout sees, for one page."""


VIEWS = {
    "home": Kind("home.html", home.pages, home.view),
    "versus": Kind("versus.html", versus.pages, versus.view),
    "compare": Kind("compare.html", comparisons.pages, comparisons.view),
    "tool": Kind("tool.html", tool.pages, tool.view),
    "alternatives": Kind("alternatives.html", alternatives.pages, alternatives.view),
    "listing": Kind("listing.html", listing.pages, listing.view),
    "categories": Kind("categories.html", listing.index_pages, listing.index_view),
    "rankings": Kind("rankings.html", rankings.pages, rankings.view),
    "methodology": Kind("methodology.html", methodology.pages, methodology.view),
    "search": Kind("search.html", search.pages, search.view),
    "prose": Kind("prose.html", prose.pages, prose.view),
    "not-found": Kind("404.html", prose.not_found_pages, prose.not_found_view),
    "redirect": Kind("redirect.html", redirect.pages, redirect.view),
}
"""Every kind of page, in the order in which the site is made."""


def all_pages(context: Context) -> Iterator[Page]:
    """Yield every page of the site, always in the same order."""
    for kind in VIEWS.values():
        yield from kind.pages(context)
