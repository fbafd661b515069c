"""Statistics of the site: how many tools of each kind, their scores and how recently they changed.

What is unknown is a row of its own, so that each chart adds up to all tools.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.catalog import PricingModel, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.rendering.charts import bar_chart
from ssg.site import Page
from ssg.text import count, inside_sentence
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["StatsView", "pages", "view"]

MOST_BARS = 12
"""Bars of a chart; the rarest values share the last one."""
BIN = 10
"""Points of the score in one bar."""
AGES = (
    (30, "up to 30 days"),
    (90, "31 to 90 days"),
    (365, "91 days to a year"),
    (730, "1 to 2 years"),
    (1460, "2 to 4 years"),
)
OLDER, UNKNOWN, OTHERS = "more than 4 years", "Unknown", "All others"


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
    yield Page("stats", context.addresses.page("stats"), changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> StatsView:
    """Return the view of the statistics."""
    title = context.site.settings.title
    scores = "scores and " if context.site.settings.ranking.enabled else ""
    description = (
        f"{title} in numbers: types, licences, prices, {scores}dates of its {context.words.tools}."
    )
    trail = (Link("Statistics", context.href(page.address)),)
    return StatsView(
        head=context.head(page.address, "Statistics", description, trail),
        figures=tuple(_figures(context)),
        charts=tuple(_charts(context)),
        as_of=context.site.ranking.as_of.isoformat(),
    )


def _figures(context: Context) -> Iterator[tuple[str, str]]:
    words, documented = context.words, sum(len(tool.capabilities) for tool in context.ordered)
    for figure in (
        context.count_tools(len(context.tools)),
        count(documented, words.capability, words.capabilities),
        count(len(context.site.pairs), "comparison"),
        context.count_categories(len(context.in_category)),
    ):
        number, _, noun = figure.partition(" ")
        if number != "0":
            yield number, noun


def _charts(context: Context) -> Iterator[ChartView]:
    settings, tools = context.site.settings, context.ordered
    types = Counter(settings.type_label(tool.type) for tool in tools)
    if types:
        yield _chart("Types", types.most_common())
    names = {category.id: category.name for category in settings.categories}
    categories = Counter(names[key] for tool in tools for key in tool.categories)
    if categories:
        plural = inside_sentence(context.words.categories)
        several = f"A {context.words.tool} can be in several {plural}."
        note = several if categories.total() > len(tools) else ""
        yield _chart(context.words.categories, categories.most_common(), note)
    for heading, values in (
        ("Licences", [tool.license for tool in tools]),
        ("Pricing", [_price(tool) for tool in tools]),
        ("Status", [STATUS_LABELS[tool.status] if tool.status else "" for tool in tools]),
    ):
        if any(values):
            yield _chart(heading, _with_unknown(Counter(values)))
    yield from _scores(context)
    yield from _ages(context)


def _price(tool: Tool) -> str:
    model = tool.pricing.model
    return "" if model is PricingModel.UNKNOWN else PRICING_LABELS[model]


def _with_unknown(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return value and number, the most frequent value first, then the unknown ones."""
    named = [(value, number) for value, number in counts.most_common() if value]
    return [*named, *([(UNKNOWN, counts[""])] if counts[""] else [])]


def _chart(heading: str, rows: Sequence[tuple[str, int]], note: str = "") -> ChartView:
    if len(rows) > MOST_BARS:
        unknown = [row for row in rows[-1:] if row[0] == UNKNOWN]
        known = rows[: len(rows) - len(unknown)]
        shown, rest = known[: MOST_BARS - 1], known[MOST_BARS - 1 :]
        rows = [*shown, (OTHERS, sum(number for _, number in rest)), *unknown]
    spoken = ", ".join(f"{label}: {number:,}" for label, number in rows)
    return ChartView(heading, note, bar_chart(rows, f"{heading}. {spoken}"))


def _scores(context: Context) -> Iterator[ChartView]:
    """Yield the distribution of the scores; 100 is in the last bar."""
    totals = [score.total for score in context.site.ranking.scores if score.total is not None]
    if not totals:
        return
    bins = Counter(min(int(total // BIN), 100 // BIN - 1) for total in totals)
    rows = [
        (f"{number * BIN} to {number * BIN + BIN - (number < 100 // BIN - 1)}", bins[number])
        for number in reversed(range(100 // BIN))
    ]
    provisional = sum(score.provisional for score in context.site.ranking.scores)
    note = f"{provisional:,} of {len(totals):,} scores are provisional." if provisional else ""
    without = len(context.tools) - len(totals)
    rows += [("No score", without)] if without else []
    yield _chart(context.site.settings.ranking.name, rows, note)


def _ages(context: Context) -> Iterator[ChartView]:
    """Yield how long ago the tools had their last release or commit."""
    as_of = context.site.ranking.as_of
    days = [(as_of - tool.updated).days for tool in context.ordered if tool.updated]
    if not days:
        return
    bins = Counter(_age(number) for number in days)
    labels: Iterable[str] = (*(label for _, label in AGES), OLDER)
    rows = [(label, bins[label]) for label in labels]
    unknown = len(context.tools) - len(days)
    rows += [(UNKNOWN, unknown)] if unknown else []
    yield _chart("Last release or commit", rows, f"Counted to {as_of}.")


def _age(days: int) -> str:
    return next((label for most, label in AGES if days <= most), OLDER)
