"""Points that a refresh adds to the history of a tool."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ssg.catalog import HistoryPoint, Tool

__all__ = ["add_values", "earlier_values"]


def earlier_values(tool: Tool, ids: Iterable[str], day: date) -> Mapping[date, Mapping[str, float]]:
    """Return day -> values that the tool's file has from earlier measurements of these signals."""
    earlier: dict[date, dict[str, float]] = {}
    wanted = set(ids)
    for signal in tool.signals:
        value, measured = signal.value, signal.measured
        if isinstance(value, (bool, date)) or signal.id not in wanted:
            continue
        if measured and measured < day:
            earlier.setdefault(measured, {})[signal.id] = float(value)
    return earlier


def add_values(
    points: Sequence[HistoryPoint],
    day: date,
    values: Mapping[str, float],
    score: float | None = None,
) -> tuple[HistoryPoint, ...]:
    """Return the points with those values of a day that differ from the latest ones before it.

    A day without a change gets no point. The values of the same day are replaced.
    """
    before = [point for point in points if point.day < day]
    latest = {key: value for point in before for key, value in point.signals}
    scores = [point.score for point in before if point.score is not None]
    same_day = next((point for point in points if point.day == day), HistoryPoint(day=day))
    signals = {**dict(same_day.signals), **values}
    changed = {key: value for key, value in signals.items() if latest.get(key) != value}
    new_score = same_day.score if score is None else score
    if scores and new_score == scores[-1]:
        new_score = None
    point = replace(same_day, signals=tuple(sorted(changed.items())), score=new_score)
    others = [other for other in points if other.day != day]
    if point.signals or point.score is not None:
        others.append(point)
    return tuple(sorted(others, key=lambda other: other.day))
