"""The search page: the best tools and the filters stand in it; scripts put what was searched for in their place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ssg.catalog import PricingModel, Status, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.site import Page
from ssg.text import count
from ssg.views.context import Context
from ssg.views.listing import EntryView, entry
from ssg.views.page_head import Head, Link

__all__ = ["FilterView", "SearchView", "pages", "view"]

BEST_SHOWN = 10
"""As many as a search shows at first."""


@dataclass(frozen=True, slots=True)
class FilterView:
    """Values that results can be narrowed down to: value, label and how many tools have it."""

    name: str
    label: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the layout of the search page sees."""

    head: Head
    total: str
    """How many tools there are, e.g. `26 tools`."""
    order: str
    """What orders the tools, behind a comma; empty on a site without scores."""
    filters: tuple[FilterView, ...]
    entries: tuple[EntryView, ...]
    """The best tools."""
    tools: Link
    """The list of all of them."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the search page; search engines need not list it."""
    yield Page("search", context.addresses.page("search"), indexed=False)


def view(context: Context, page: Page) -> SearchView:
    """Make the view of the search page, as it is before anything is searched for."""
    tools = tuple(context.tools[score.slug] for score in context.site.ranking.scores)
    total = count(len(tools), "tool")
    return SearchView(
        head=context.head(
            page.address,
            "Search",
            f"Search what {total} can do.",
            (Link("Search", context.href(page.address)),),
            indexed=False,
        ),
        total=total,
        order=", best score first" if context.site.settings.ranking.enabled else "",
        filters=tuple(_filters(context, tools)),
        tools=Link("All tools", context.href(context.addresses.page("tools"))),
        entries=tuple(entry(context, tool) for tool in tools[:BEST_SHOWN]),
    )


def _filters(context: Context, tools: Sequence[Tool]) -> Iterator[FilterView]:
    """Yield the filters that make a difference: some tool has the value, and not every tool has the same."""
    settings = context.site.settings
    categories = [(one.id, one.name) for one in settings.categories]
    kinds: tuple[tuple[str, str, Iterable[tuple[str, str]], Iterable[str]], ...] = (
        ("type", "Type", settings.types, (tool.type for tool in tools)),
        (
            "pricing",
            "Pricing",
            [(model.value, PRICING_LABELS[model]) for model in PricingModel],
            (tool.pricing.model.value for tool in tools),
        ),
        ("category", "Category", categories, (name for tool in tools for name in tool.categories)),
        (
            "status",
            "Status",
            [(status.value, STATUS_LABELS[status]) for status in Status],
            (tool.status.value for tool in tools if tool.status),
        ),
    )
    for name, label, values, held in kinds:
        counts = Counter(held)
        found = tuple((value, text, counts[value]) for value, text in values if counts[value])
        if found and found[0][2] < len(tools):
            yield FilterView(name, label, found)
