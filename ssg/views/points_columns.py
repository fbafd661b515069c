"""The points of one tool on a scale, as it has them in the section about the score.

A tool has the same bars, cells and numbers on all comparisons by one scale: they are made once.
"""

from typing import NamedTuple

from ssg.messages import Messages
from ssg.ranking.common_scale import CommonScale
from ssg.rendering.charts import PointsPart, points_bars
from ssg.scores import is_sum_as_shown
from ssg.views.table_rows import Lines

__all__ = ["OTHER_POINTS", "PointsColumn", "PointsColumns"]

OTHER_POINTS = "\0"
"""Placeholder of the points of the other tool in a text; no content can contain it."""
MOST_COLUMNS = 2_000
"""Columns that are kept, about 2 KB each."""


class PointsColumn(NamedTuple):
    """The points of tool A or tool B for each component of a scale."""

    rounded: tuple[float, ...]
    """To tenths, as they are shown."""
    is_sum_as_shown: bool
    """Whether these add up to the total as it is shown."""
    spoken: tuple[str, ...]
    """What the text of the chart says of each component, with `OTHER_POINTS`; only of A."""
    numbers: tuple[str, ...]
    cells: tuple[str, ...]
    """The row of each component in the table of points: A has its first half, B its second."""
    parts: tuple[PointsPart, ...]
    bars: tuple[str, ...]
    """The pieces of a chart of all components; see `points_bars`."""


class PointsColumns:
    """Makes columns, and keeps them."""

    def __init__(self, lines: Lines, messages: Messages) -> None:
        """Make columns in one language; `lines` renders their cells."""
        self._lines, self._messages = lines, messages
        self._made: dict[tuple[CommonScale, tuple[float, ...], str], PointsColumn] = {}

    def of(self, scale: CommonScale, values: tuple[float, ...], side: str) -> PointsColumn:
        """Return the column of a tool, `a` or `b`, with these values on a scale."""
        key = scale, values, side
        column = self._made.get(key)
        if column is None:
            if len(self._made) >= MOST_COLUMNS:
                self._made.clear()
            column = self._made[key] = self._column(scale, values, side)
        return column

    def _column(self, scale: CommonScale, values: tuple[float, ...], side: str) -> PointsColumn:
        messages, lines = self._messages, self._lines
        parts = tuple(
            PointsPart(one.label, one.most, one.most * value)
            for one, value in zip(scale.components, values, strict=True)
        )
        numbers = tuple(messages.decimals(part.points, 1) for part in parts)
        most = [messages.number(round(part.most, 1)) for part in parts]
        frames = [lines.points(part.label, each) for part, each in zip(parts, most, strict=True)]
        cells = map(lines.text, numbers)
        return PointsColumn(
            rounded=tuple(round(part.points, 1) for part in parts),
            is_sum_as_shown=is_sum_as_shown(part.points for part in parts),
            spoken=tuple(map(self._spoken, parts, numbers, most)) if side == "a" else (),
            numbers=numbers,
            cells=tuple(
                before + cell if side == "a" else cell + after
                for (before, after), cell in zip(frames, cells, strict=True)
            ),
            parts=parts,
            bars=points_bars(parts, side, messages),
        )

    def _spoken(self, part: PointsPart, number: str, most: str) -> str:
        pattern = self._messages.gettext("{label} {points_a} against {points_b}, of {most}")
        places = {"label": part.label, "points_a": number, "points_b": OTHER_POINTS, "most": most}
        return pattern.format_map(places)
