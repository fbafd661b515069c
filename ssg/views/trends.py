"""Trends: how the signals and the score of a tool changed, as lines over time."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ssg.messages import Messages
from ssg.rendering.charts import trend_line
from ssg.views.context import Context

__all__ = ["TrendView", "trends"]


class TrendView(NamedTuple):
    """How a signal or the score changed."""

    label: str
    """Label."""
    chart: Markup
    """Line over time as SVG."""
    first: str
    """First value."""
    first_day: str
    """Its day."""
    last: str
    """Last value."""
    last_day: str
    """Its day."""


def trends(context: Context, slug: str) -> tuple[TrendView, ...]:
    """Return the changes of the declared signals, and of the score, in the site's order."""
    history, ranking = context.site.catalog.history.get(slug, ()), context.site.settings.ranking
    values: dict[str, list[tuple[date, float]]] = {}
    for point in history:
        for key, value in point.signals:
            values.setdefault(key, []).append((point.day, value))
    scores = [(point.day, point.score) for point in history if point.score is not None]
    lines = [(spec.label, values.get(spec.id, [])) for spec in ranking.signals]
    return tuple(
        _trend(label, line, context.messages)
        for label, line in [(ranking.name, scores), *lines]
        if line[1:]
    )


def _trend(label: str, points: Sequence[tuple[date, float]], messages: Messages) -> TrendView:
    (first_day, first), (last_day, last) = points[0], points[-1]
    title = messages.gettext(
        "{label}: {first} on {first_day}, {last} on {last_day}",
        label=label,
        first=messages.number(first),
        first_day=messages.day(first_day),
        last=messages.number(last),
        last_day=messages.day(last_day),
    )
    return TrendView(
        label=label,
        chart=trend_line([(day.toordinal(), value) for day, value in points], title),
        first=messages.number(first),
        first_day=first_day.isoformat(),
        last=messages.number(last),
        last_day=last_day.isoformat(),
    )
