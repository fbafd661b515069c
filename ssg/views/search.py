"""Search page: filters and the best tools; scripts replace the list with the results."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ssg.catalog import PricingModel, Status, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.search.evidence import recorded_searches
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.listing import EntryView, entry
from ssg.views.page_head import Head, Link

__all__ = ["FilterView", "SearchView", "pages", "view"]

BEST_SHOWN = 10
"""Tools listed before a search; the page size of results."""


class FilterView(NamedTuple):
    """A filter: its values with label and number of tools."""

    name: str
    """Name of the form field."""
    label: str
    """Heading."""
    values: tuple[tuple[str, str, int], ...]
    """Value, label and number of tools."""


class RecordView(NamedTuple):
    """How searches are recorded, and what recorded searches move."""

    moves: str
    """URL of the moves of results; empty without evidence."""
    beacon: str
    """URL to request after a search; empty for no such request."""
    links: str
    """`plain` where links of results do not have the search."""


class SearchView(NamedTuple):
    """View of the search page."""

    head: Head
    prompt: str
    """Label of the search field."""
    total: str
    """Number of tools, e.g. `26 tools`."""
    order: str
    """Order of the tools, after a comma; empty on a site without scores."""
    filters: tuple[FilterView, ...]
    """Filters that apply to some tools but not to all."""
    entries: tuple[EntryView, ...]
    """Best tools."""
    tools: Link
    """Link to the list of all tools."""
    record: RecordView | None
    """What the script that records searches needs; None where it has nothing to do."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the search page; it is not indexed by search engines."""
    yield Page("search", context.addresses.page("search"), indexed=False)


def view(context: Context, page: Page) -> SearchView:
    """Return the view of the search page before a search."""
    tools = context.ordered
    gettext = context.gettext
    words, total = context.words, context.nouns.count_tools(len(tools))
    capable = any(tool.capability_ids for tool in tools)
    return SearchView(
        head=head_of(
            context,
            page.address,
            gettext("Search"),
            gettext("Search what {tools} can do.", tools=total)
            if capable
            else gettext("Search {tools}.", tools=total),
            (Link(gettext("Search"), context.href(page.address)),),
            indexed=False,
        ),
        total=total,
        prompt=gettext("What should it do?")
        if capable
        else gettext("Search {tools}", tools=words.tools),
        order=gettext(", best score first") if context.site.settings.ranking.enabled else "",
        filters=tuple(_filters(context, tools)),
        tools=Link(
            gettext("All {tools}", tools=words.tools), context.href(context.addresses.page("tools"))
        ),
        entries=tuple(
            entry(context, context.tools[score.slug])
            for score in context.site.ranking.scores[:BEST_SHOWN]  # as the script orders them
        ),
        record=_record(context),
    )


def _record(context: Context) -> RecordView | None:
    settings, moves = context.site.settings.evidence, recorded_searches(context.graph())
    if not (moves or settings.links or settings.beacon):
        return None
    return RecordView(
        moves=context.href(f"/{moves.path}") if moves else "",
        beacon=context.href(settings.beacon) if settings.beacon else "",
        links="" if settings.links else "plain",
    )


def _filters(context: Context, tools: Sequence[Tool]) -> Iterator[FilterView]:
    """Yield the filters that distinguish tools: not all tools share a single value."""
    settings = context.site.settings
    categories = [(category.id, category.name) for category in settings.categories]
    kinds: tuple[tuple[str, str, Iterable[tuple[str, str]], Iterable[str]], ...] = (
        ("type", context.gettext("Type"), settings.types, (tool.type for tool in tools)),
        (
            "pricing",
            context.gettext("Pricing"),
            [(model.value, context.gettext(PRICING_LABELS[model])) for model in PricingModel],
            (tool.pricing.model.value for tool in tools),
        ),
        (
            "category",
            context.gettext("Category"),
            categories,
            (name for tool in tools for name in tool.categories),
        ),
        (
            "status",
            context.gettext("Status"),
            [(status.value, context.gettext(STATUS_LABELS[status])) for status in Status],
            (tool.status.value for tool in tools if tool.status),
        ),
    )
    for name, label, values, held in kinds:
        counts = Counter(held)
        options = tuple((value, text, counts[value]) for value, text in values if counts[value])
        if options and options[0][2] < len(tools):
            yield FilterView(name, label, options)
