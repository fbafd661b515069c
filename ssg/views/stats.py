"""Statistics of the site: how many tools of each kind, their scores and how recently they changed.

What is unknown is a line below a chart: with it, each chart adds up to all tools. As a bar it would
often be the longest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from ssg.comparison.cells import pricing_label
from ssg.labels import STATUS_LABELS, licence_label
from ssg.messages import gettext_noop
from ssg.rendering.charts import bar_chart
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.page_head import Head, Link

__all__ = ["StatsView", "pages", "view"]

MOST_BARS = 12
"""Bars of a chart; the rarest values share the last one, or a line below the chart."""
BIN = 10
"""Points of the score in one bar."""
AGES = (
    (30, gettext_noop("up to 30 days")),
    (90, gettext_noop("31 to 90 days")),
    (365, gettext_noop("91 days to a year")),
    (730, gettext_noop("1 to 2 years")),
    (1460, gettext_noop("2 to 4 years")),
)
OLDER = gettext_noop("more than 4 years")

UNKNOWN = gettext_noop("Unknown")
NO_LICENCE = gettext_noop("No single licence recorded")
"""Counted below a chart: tools without a value, and those without one licence for all of a tool."""

Row: TypeAlias = tuple[str, int]
"""What is counted, and how many tools."""


class ChartView(NamedTuple):
    """A chart."""

    heading: str
    """What is counted."""
    note: str
    """How to read it, or empty."""
    svg: Markup
    """Bars with their labels and numbers; the numbers are its text alternative too."""


class StatsView(NamedTuple):
    """View of the statistics."""

    head: Head
    figures: tuple[tuple[str, str], ...]
    """Number and noun, e.g. `26` and `tools`."""
    charts: tuple[ChartView, ...]
    """Charts of the facts that some tool has."""
    as_of: str
    """Reference date for ages."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the page of statistics; it exists on a site without tools too, as pages link to it."""
    named = any(tool.updated for tool in context.ordered)  # the day to which ages are counted
    day = context.site.ranking.as_of if named else None
    yield Page("stats", context.addresses.page("stats"), changed=day)


def view(context: Context, page: Page) -> StatsView:
    """Return the view of the statistics."""
    charts = tuple(_charts(context))
    headings = [context.messages.inside_sentence(chart.heading) for chart in charts]
    title, tools = context.site.settings.title, context.words.tools
    description = (
        context.gettext(
            "{site} in numbers: its {tools} by {facts}.",
            site=title,
            tools=context.messages.inside_sentence(tools),
            facts=context.messages.join(headings),
        )
        if headings
        else context.gettext("{site} in numbers.", site=title)
    )
    trail = (Link(context.gettext("Statistics"), context.href(page.address)),)
    return StatsView(
        head=head_of(context, page.address, context.gettext("Statistics"), description, trail),
        figures=tuple(_figures(context)),
        charts=charts,
        as_of=context.site.ranking.as_of.isoformat(),
    )


def _figures(context: Context) -> Iterator[tuple[str, str]]:
    tools, pairs = len(context.tools), len(context.pairs_with_page())
    capabilities = sum(len(tool.capability_ids) for tool in context.ordered)
    categories = len(context.in_category)
    figures = (
        (tools, context.nouns.tools(tools)),
        (capabilities, context.nouns.capabilities(capabilities)),
        (pairs, context.ngettext("comparison", "comparisons", pairs)),
        (categories, context.nouns.categories(categories)),
    )
    for number, noun in figures:
        if number:
            yield context.messages.number(number), noun


def _charts(context: Context) -> Iterator[ChartView]:
    settings, tools = context.site.settings, context.ordered
    types = Counter(settings.type_label(tool.type) for tool in tools)
    if len(types) > 1:
        yield _chart(context, context.gettext("Types"), types.most_common())
    names = {category.id: category.name for category in settings.categories}
    categories = Counter(names[key] for tool in tools for key in tool.categories)
    if categories:
        several = categories.total() > len(tools)
        note = context.gettext(
            "A {tool} can be in several {categories}.",
            tool=context.words.tool,
            categories=context.messages.inside_sentence(context.words.categories),
        )
        yield _chart(
            context, context.words.categories, categories.most_common(), note if several else ""
        )
    unknown = context.gettext(UNKNOWN)
    for heading, values, without in (
        (
            context.gettext("Licences"),
            [licence_label(tool.license) for tool in tools],
            context.gettext(NO_LICENCE),
        ),
        (
            context.gettext("Pricing"),
            [pricing_label(tool, context.messages) for tool in tools],
            unknown,
        ),
        (
            context.gettext("Status"),
            [context.gettext(STATUS_LABELS[tool.status]) if tool.status else "" for tool in tools],
            unknown,
        ),
    ):
        if any(values):
            counts = Counter(values)
            below = [(without, counts.pop("", 0))]
            yield _chart(context, heading, counts.most_common(), below=below)
    yield from _scores(context)
    yield from _ages(context)


def _chart(
    context: Context, heading: str, rows: Sequence[Row], note: str = "", below: Sequence[Row] = ()
) -> ChartView:
    """Return a chart with a bar for each row; rows `below` it and a note are lines of text."""
    messages = context.messages
    lines = []
    if len(rows) > MOST_BARS:
        shown, rest = rows[: MOST_BARS - 1], rows[MOST_BARS - 1 :]
        others = sum(number for _, number in rest)
        rows = [*shown, (context.gettext("All others"), others)]
        if others > max(number for _, number in shown):  # a bar would make the named ones too short
            rows = shown
            line = context.gettext(
                "All others ({values}): {number}.",
                values=messages.number(len(rest)),
                number=messages.number(others),
            )
            lines.append(line)
    lines += [
        context.gettext("{label}: {number}.", label=label, number=messages.number(number))
        for label, number in below
        if number
    ]
    spoken = messages.listed([f"{label}: {messages.number(number)}" for label, number in rows])
    title = context.gettext("{heading}. {values}", heading=heading, values=spoken)
    text = " ".join(filter(None, (*lines, note)))
    return ChartView(heading, text, bar_chart(rows, title, messages))


def _without_empty_ends(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows from the first to the last one that counts a tool."""
    places = [place for place, (_, number) in enumerate(rows) if number]
    return rows[places[0] : places[-1] + 1]


def _scores(context: Context) -> Iterator[ChartView]:
    """Yield the distribution of the scores as pages show them; 100 is in the last bar."""
    scores = [score for score in context.site.ranking.scores if score.rounded is not None]
    totals = [score.rounded or 0 for score in scores if not score.provisional]
    if not totals:
        return
    bins = Counter(min(total // BIN, 100 // BIN - 1) for total in totals)
    rows = [
        (
            context.gettext(
                "{first} to {last}",
                first=number * BIN,
                last=number * BIN + BIN - (number < 100 // BIN - 1),
            ),
            bins[number],
        )
        for number in reversed(range(100 // BIN))
    ]
    below = (
        (context.gettext("Provisional score"), len(scores) - len(totals)),
        (context.gettext("No score"), len(context.tools) - len(scores)),
    )
    name = context.site.settings.ranking.name
    yield _chart(context, name, _without_empty_ends(rows), below=below)


def _ages(context: Context) -> Iterator[ChartView]:
    """Yield how long ago the tools had their last release or commit."""
    as_of = context.site.ranking.as_of
    days = [(as_of - tool.updated).days for tool in context.ordered if tool.updated]
    if not days:
        return
    bins = Counter(_age(number) for number in days)
    labels: Iterable[str] = (*(label for _, label in AGES), OLDER)
    rows = [(context.gettext(label), bins[label]) for label in labels]
    unknown = context.gettext(UNKNOWN), len(context.tools) - len(days)
    note = context.gettext("Counted to {day}.", day=context.messages.day(as_of))
    heading = context.gettext("Last release or commit")
    yield _chart(context, heading, _without_empty_ends(rows), note, [unknown])


def _age(days: int) -> str:
    return next((label for most, label in AGES if days <= most), OLDER)
