"""The section about the score on a versus page: sentences, chart and table of the points."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from ssg.comparison.summary import lead_sentence
from ssg.comparison.verdict import Comparison
from ssg.rendering.charts import points_bars, points_chart, share_bar
from ssg.views.context import Context
from ssg.views.page_head import Link
from ssg.views.points_columns import OTHER_POINTS, PointsColumn
from ssg.views.tool_fragments import NOTHING, ToolParts, joined

__all__ = ["BarView", "ScoreView", "bar", "score"]


class BarView(NamedTuple):
    """In how many of ten ways to weigh the components each side leads."""

    bar: Markup
    a: int
    b: int


class ScoreView(NamedTuple):
    """Source of the score; on sites with scores, if a component is known for both."""

    sentences: str
    lead: str
    """Which components make the difference."""
    chart: Markup
    """Empty where too little is known for both to compare their points."""
    points: Markup
    """Rows of the data table of the chart, rendered."""
    is_sum_as_shown: bool
    """Whether the points of the table add up to the totals as they are shown."""
    receipts: tuple[Link, Link]


def bar(comparison: Comparison) -> BarView | None:
    """Return the bar of the verdict, only if the two do not contradict each other."""
    tens = comparison.verdict.bar if comparison.ahead else None
    return BarView(share_bar(tens[0] / 10), *tens) if tens else None


def score(
    context: Context, comparison: Comparison, parts: tuple[ToolParts, ToolParts]
) -> ScoreView | None:
    """Return the section, or nothing where it would only say that there is no score."""
    verdict = comparison.verdict
    sentences = verdict.explanation
    if not (sentences and verdict.basis.scale.components):
        return None
    chart = points = NOTHING
    adds_up = True
    if verdict.gives_points:
        scale, values = verdict.basis.scale, verdict.basis.values
        first, second = (
            context.columns.of(scale, values[0], "a"),
            context.columns.of(scale, values[1], "b"),
        )
        chart = _chart(context, comparison, first, second)
        adds_up = first.is_sum_as_shown and second.is_sum_as_shown
        points = joined(
            [
                half + other
                for half, other, a, b in zip(
                    first.cells, second.cells, first.rounded, second.rounded, strict=True
                )
                if a or b
            ]
        )
    return ScoreView(
        sentences=" ".join(sentences),
        lead=lead_sentence(comparison),
        chart=chart,
        points=points,
        is_sum_as_shown=adds_up,
        receipts=(parts[0].receipt, parts[1].receipt),
    )


def _chart(
    context: Context, comparison: Comparison, first: PointsColumn, second: PointsColumn
) -> Markup:
    """Return the chart of the components whose points differ, as they are shown."""
    drawn = [
        place
        for place, (a, b) in enumerate(zip(first.rounded, second.rounded, strict=True))
        if a != b
    ]
    bars = first.bars, second.bars
    if not drawn:
        return NOTHING
    if len(drawn) < len(first.parts):
        bars = (
            points_bars([first.parts[place] for place in drawn], "a", context.messages),
            points_bars([second.parts[place] for place in drawn], "b", context.messages),
        )
    return points_chart(*bars, _title(comparison, first, second, drawn))


def _title(
    comparison: Comparison, first: PointsColumn, second: PointsColumn, drawn: Sequence[int]
) -> str:
    """Return the text alternative of the chart."""
    says, numbers = first.spoken, second.numbers
    spoken = [says[place].replace(OTHER_POINTS, numbers[place]) for place in drawn]
    messages = comparison.a.messages
    return messages.gettext(
        "Points of {a} against {b}: {points}",
        a=comparison.a.name,
        b=comparison.b.name,
        points=messages.join(spoken),
    )
