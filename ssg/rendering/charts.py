"""Charts as inline SVG, without inline styles: the content security policy forbids them."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from ssg.messages import ENGLISH, Messages
from ssg.scores import ComponentScore, Score

__all__ = [
    "PointsPart",
    "bar_chart",
    "dial",
    "points_bar",
    "points_bars",
    "points_chart",
    "share_bar",
    "trend_line",
]

DIAL_RADIUS = 42
DIAL_LENGTH = 263.9
"""Circumference of the dial, 2 * pi * 42."""
BAR_GAP = 0.6
COLOURS = 5
"""Colours of components in the style sheet; a sixth component has the first again."""
RECEIPT_WIDTH, RECEIPT_MIDDLE, RECEIPT_ROW = 320, 160, 40
"""Size of the mirrored chart in SVG units; its text stays readable on a phone."""
LONGEST_BAR = 118
BARS_WIDTH, BARS_ROW = 340, 36
"""Size of a bar chart and of one of its rows, in SVG units."""
LONGEST_LABEL = 40
"""Characters of a label; more would run into the number."""
TREND_WIDTH, TREND_HEIGHT, TREND_EDGE = 240, 48, 4
"""Size of the line over time, and the margin that keeps its dot inside, in SVG units."""


def dial(score: Score, messages: Messages) -> Markup:
    """Draw a score as a ring with the number in it; an unrated tool has an empty ring and a dash.

    A provisional score has its range in a thin ring. Nothing where there are no scores.
    """
    if not score.components:
        return Markup("")
    label = messages.gettext("No score: nothing is known yet")
    if score.rounded is not None and score.provisional:
        label = messages.gettext("Provisional score {score} of 100", score=score.shown)
    elif score.rounded is not None:
        label = messages.gettext("Score {score} of 100", score=score.shown)
    of = messages.gettext("of 100") if score.rounded is not None else ""
    size = ' class="range"' if score.provisional else ""
    width = 4 if score.provisional else 9
    start, end = 0.0, score.total or 0.0
    if score.provisional and score.range:
        start, end = score.range.low, score.range.high
    arc = ""
    if end - start >= 1:
        arc = (
            f'<circle class="arc" cx="50" cy="50" r="{DIAL_RADIUS}" fill="none" '
            'stroke="currentColor" '
            f'stroke-width="{width}" stroke-linecap="round" '
            f'stroke-dasharray="{DIAL_LENGTH * (end - start) / 100:.1f} {DIAL_LENGTH}" '
            f'transform="rotate({3.6 * start - 90:g} 50 50)"/>'
        )
    return Markup(  # noqa: S704  (numbers, and words that are escaped)
        '<svg class="dial" viewBox="0 0 100 100" width="88" height="88" role="img" '
        f'aria-label="{escape(label)}">'
        f'<circle class="track" cx="50" cy="50" r="{DIAL_RADIUS}" fill="none" '
        f'stroke-width="9"/>{arc}'
        f'<text{size} x="50" y="57" text-anchor="middle">{score.shown}</text>'
        '<text class="of" x="50" y="73" text-anchor="middle">'
        f"{escape(of)}</text></svg>"
    )


def points_bar(components: tuple[ComponentScore, ...]) -> Markup:
    """Draw a score as a bar of 100 units, with a segment for the points of each component."""
    pieces, start = [], 0.0
    for number, component in enumerate(components):
        if component.points > 0:
            width = max(0.2, component.points - BAR_GAP)
            pieces.append(
                f'<rect class="c{number % COLOURS + 1}" x="{start:.2f}" width="{width:.2f}" '
                'height="8"/>'
            )
            start += component.points
    return Markup(  # noqa: S704  (numbers only)
        '<svg class="points" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="8"/>{"".join(pieces)}</svg>'
    )


def share_bar(share: float) -> Markup:
    """Draw the share of weightings, 0-1, under which the first side leads, as a two-part bar."""
    first = 100 * share
    return Markup(  # noqa: S704  (numbers only)
        '<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="pa" width="{first:.1f}" height="4"/>'
        f'<rect class="pb" x="{first:.1f}" width="{100 - first:.1f}" height="4"/></svg>'
    )


def trend_line(points: Sequence[tuple[int, float]], title: str) -> Markup:
    """Draw values over time as a line with a dot at the last one.

    `points` are at least two, as (day number, value), by day. The vertical axis begins at the
    smallest value, since the chart shows a change, not a size; `title` has the numbers.
    """
    first_day, days = points[0][0], max(1, points[-1][0] - points[0][0])
    values = [value for _, value in points]
    low, span = min(values), max(values) - min(values)
    placed = [
        (
            TREND_EDGE + (TREND_WIDTH - 2 * TREND_EDGE) * (day - first_day) / days,
            TREND_EDGE
            + (TREND_HEIGHT - 2 * TREND_EDGE) * (1 - (value - low) / span if span else 0.5),
        )
        for day, value in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    x, y = placed[-1]
    return Markup(  # noqa: S704  (the title is escaped; the rest are numbers)
        f'<svg class="trend" viewBox="0 0 {TREND_WIDTH} {TREND_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}"><polyline points="{line}" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="currentColor"/></svg>'
    )


def bar_chart(rows: Sequence[tuple[str, int]], title: str, messages: Messages) -> Markup:
    """Draw numbers as bars below their labels; `title` has all labels and numbers."""
    most = max((number for _, number in rows), default=0) or 1
    start, end = _mirrored(0, BARS_WIDTH, messages), _mirrored(BARS_WIDTH, BARS_WIDTH, messages)
    bars = "".join(
        f'<text x="{start:g}" y="{BARS_ROW * place + 15}">{escape(_shortened(label))}</text>'
        f'<text class="value" x="{end:g}" y="{BARS_ROW * place + 15}" text-anchor="end">'
        f"{messages.number(number)}</text>"
        f'<rect class="track" y="{BARS_ROW * place + 20}" width="{BARS_WIDTH}" '
        f'height="8" rx="2"/><rect class="bar" y="{BARS_ROW * place + 20}" '
        f'{_bar_place(number / most, messages)} height="8" rx="2"/>'
        for place, (label, number) in enumerate(rows)
    )
    return Markup(  # noqa: S704  (labels and title are escaped)
        f'<svg class="bars" viewBox="0 0 {BARS_WIDTH} {BARS_ROW * len(rows)}" role="img" '
        f'aria-label="{escape(title)}">{bars}</svg>'
    )


def _bar_place(share: float, messages: Messages) -> str:
    """Return x and width of a bar as attributes; `share` of the whole width, 0-1."""
    width = BARS_WIDTH * share
    if messages.direction == "rtl":
        return f'x="{BARS_WIDTH - width:.1f}" width="{width:.1f}"'
    return f'width="{width:.1f}"'


def _mirrored(x: float, width: float, messages: Messages) -> float:
    """Return a place in a chart of this width, counted from where lines of text begin."""
    return width - x if messages.direction == "rtl" else x


def _shortened(label: str) -> str:
    return (
        label
        if len(label) <= LONGEST_LABEL
        else label[: LONGEST_LABEL - 1] + "\N{HORIZONTAL ELLIPSIS}"
    )


class PointsPart(NamedTuple):
    """The points of one tool for one component."""

    label: str
    most: float
    """Points that the component could add."""
    points: float


def points_bars(
    parts: Sequence[PointsPart], side: str, messages: Messages = ENGLISH
) -> tuple[str, ...]:
    """Draw the points of one tool, `a` or `b`, as the pieces of a `points_chart`.

    The track behind a bar is what the component could add. The pieces of `a` have the labels.
    """
    most = max((part.most for part in parts), default=0.0)
    left = (side == "a") != (messages.direction == "rtl")
    return tuple(
        (_points_label(part.label, index) if side == "a" else "")
        + _bar(
            f"p{side}",
            messages.decimals(part.points, 1),
            LONGEST_BAR * part.points / most,
            LONGEST_BAR * part.most / most,
            RECEIPT_ROW * index + 19,
            left=left,
        )
        for index, part in enumerate(parts)
    )


def points_chart(a: Sequence[str], b: Sequence[str], title: str) -> Markup:
    """Draw the points of two tools by component, as bars to both sides of the middle.

    `a` and `b` are their `points_bars` for the same components; without these no chart is drawn.
    """
    if not a:
        return Markup("")
    rows = "".join(chain.from_iterable(zip(a, b, strict=True)))
    return Markup(  # noqa: S704  (labels and title are escaped)
        f'<svg class="receipt-chart" viewBox="0 0 {RECEIPT_WIDTH} {RECEIPT_ROW * len(a)}" '
        f'role="img" aria-label="{escape(title)}">{rows}</svg>'
    )


def _points_label(label: str, index: int) -> str:
    return (
        f'<text x="{RECEIPT_MIDDLE}" y="{RECEIPT_ROW * index + 13}" text-anchor="middle">'
        f"{escape(label)}</text>"
    )


def _bar(side: str, points: str, bar: float, track: float, top: int, *, left: bool) -> str:
    """Draw one side of one component; `bar` and `track` are widths.

    The number is outside of the track: before it in the direction of the text, or after it.
    """
    edge = RECEIPT_MIDDLE - 2 if left else RECEIPT_MIDDLE + 2
    x_track, x_bar, x_text = (
        (edge - track, edge - bar, edge - track - 5) if left else (edge, edge, edge + track + 5)
    )
    return (
        f'<rect class="track" x="{x_track:.1f}" y="{top}" width="{track:.1f}" height="14"/>'
        f'<rect class="{side}" x="{x_bar:.1f}" y="{top}" width="{bar:.1f}" height="14"/>'
        f'<text class="value" x="{x_text:.1f}" y="{top + 11}" '
        f'text-anchor="{"end" if side == "pa" else "start"}">{points}</text>'
    )
