"""Statistics of the site: how many tools of each kind, their scores and how recently they changed.

What is unknown is a row of its own, so that each chart adds up to all tools.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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

UNKNOWN, NO_LICENCE = WITHOUT = (
    gettext_noop("Unknown"),
    gettext_noop("No single licence recorded"),
)
"""Last row of a chart: tools without a value, and those without one licence for all of a tool."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart."""

    heading: str
    """What is counted."""
    note: str
    """How to read it, or empty."""
    svg: Markup
    """Bars with their labels and numbers; the numbers are its text alternative too."""


@dataclass(frozen=True, slots=True)
class StatsView:
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
    capabilities = sum(len(tool.capabilities) for tool in context.ordered)
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
            yield _chart(context, heading, _with_unknown(Counter(values), without))
    yield from _scores(context)
    yield from _ages(context)


def _with_unknown(counts: Counter[str], without: str) -> list[tuple[str, int]]:
    """Return value and number, the most frequent value first, then the number `without` a value."""
    named = [(value, number) for value, number in counts.most_common() if value]
    return [*named, *([(without, counts[""])] if counts[""] else [])]


def _chart(
    context: Context, heading: str, rows: Sequence[tuple[str, int]], note: str = ""
) -> ChartView:
    messages = context.messages
    if len(rows) > MOST_BARS:
        unknown = [row for row in rows[-1:] if row[0] in map(context.gettext, WITHOUT)]
        known = rows[: len(rows) - len(unknown)]
        shown, rest = known[: MOST_BARS - 1], known[MOST_BARS - 1 :]
        others = sum(number for _, number in rest)
        bar = [(context.gettext("All others"), others)]
        if others > max(number for _, number in shown):  # a bar would make the named ones too short
            bar = []
            line = context.gettext(
                "All others ({values}): {number}.",
                values=messages.number(len(rest)),
                number=messages.number(others),
            )
            note = " ".join(filter(None, (line, note)))
        rows = [*shown, *bar, *unknown]
    spoken = messages.listed([f"{label}: {messages.number(number)}" for label, number in rows])
    title = context.gettext("{heading}. {values}", heading=heading, values=spoken)
    return ChartView(heading, note, bar_chart(rows, title, messages))


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
    for label, number in (
        (context.gettext("Provisional score"), len(scores) - len(totals)),
        (context.gettext("No score"), len(context.tools) - len(scores)),
    ):
        rows += [(label, number)] if number else []
    yield _chart(context, context.site.settings.ranking.name, rows)


def _ages(context: Context) -> Iterator[ChartView]:
    """Yield how long ago the tools had their last release or commit."""
    as_of = context.site.ranking.as_of
    days = [(as_of - tool.updated).days for tool in context.ordered if tool.updated]
    if not days:
        return
    bins = Counter(_age(number) for number in days)
    labels: Iterable[str] = (*(label for _, label in AGES), OLDER)
    rows = [(context.gettext(label), bins[label]) for label in labels]
    unknown = len(context.tools) - len(days)
    rows += [(context.gettext(UNKNOWN), unknown)] if unknown else []
    note = context.gettext("Counted to {day}.", day=context.messages.day(as_of))
    yield _chart(context, context.gettext("Last release or commit"), rows, note)


def _age(days: int) -> str:
    return next((label for most, label in AGES if days <= most), OLDER)
