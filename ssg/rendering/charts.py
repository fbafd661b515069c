"""Charts as inline SVG, without inline styles: the content security policy forbids them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from markupsafe import Markup, escape

from ssg.scores import ComponentScore, Score

__all__ = ["Half", "Halves", "dial", "points_bar", "receipt", "receipt_half", "share_bar"]

Half: TypeAlias = Callable[[tuple[int, ...], float, bool], str]
"""Draws one side of a score chart: `receipt_half` of a score, or a cached version of it."""
Halves: TypeAlias = tuple[Half, Half]

DIAL_RADIUS = 42
DIAL_LENGTH = 263.9
"""Circumference of the dial, 2 * pi * 42."""
BAR_GAP = 0.6
RECEIPT_WIDTH, RECEIPT_MIDDLE, RECEIPT_ROW = 320, 160, 40
"""Size of the mirrored chart in SVG units; its text stays readable on a phone."""
LONGEST_BAR = 118


def dial(score: Score) -> Markup:
    """Draw a score as a ring around the number; without a score, an empty ring and a dash."""
    total = score.total or 0.0
    rounded = score.rounded
    label = f"Score {rounded} of 100" if rounded is not None else "No score yet"
    arc = (
        (
            f'<circle class="arc" cx="50" cy="50" r="{DIAL_RADIUS}" fill="none" '
            'stroke="currentColor" stroke-width="9" stroke-linecap="round" '
            f'stroke-dasharray="{DIAL_LENGTH * total / 100:.1f} {DIAL_LENGTH}" '
            f'transform="rotate(-90 50 50)"/>'
        )
        if total >= 1
        else ""
    )
    return Markup(  # noqa: S704  (numbers and constants)
        '<svg class="dial" viewBox="0 0 100 100" width="88" height="88" role="img" '
        f'aria-label="{label}"><circle class="track" cx="50" cy="50" r="{DIAL_RADIUS}" '
        f'fill="none" stroke-width="9"/>{arc}'
        f'<text x="50" y="57" text-anchor="middle">{"-" if rounded is None else rounded}</text>'
        '<text class="of" x="50" y="73" text-anchor="middle">of 100</text></svg>'
    )


def points_bar(components: tuple[ComponentScore, ...]) -> Markup:
    """Draw a score as a bar of 100 units, with a segment for the points of each component."""
    pieces, start = [], 0.0
    for number, component in enumerate(components, 1):
        if component.points > 0:
            width = max(0.2, component.points - BAR_GAP)
            pieces.append(
                f'<rect class="c{number}" x="{start:.2f}" width="{width:.2f}" height="8"/>'
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


def receipt(
    a: Score, b: Score, labels: Mapping[str, str], title: str, halves: Halves | None = None
) -> Markup:
    """Draw the points of each component of two scores as bars to the left and right of the middle.

    The track behind a bar shows the maximum of the component; an unknown component has no track,
    but the word "unknown". Without any known component the result is empty. `halves` replaces the
    functions that draw the sides of `a` and `b`, e.g. by cached ones.
    """
    known = tuple(
        place
        for place, (first, second) in enumerate(zip(a.components, b.components, strict=True))
        if first.value is not None or second.value is not None
    )
    if not known:
        return Markup("")
    most = max(score.components[place].most for score in (a, b) for place in known) or 1.0
    first, second = halves or (partial(receipt_half, a), partial(receipt_half, b))
    names = (
        f'<text x="{RECEIPT_MIDDLE}" y="{RECEIPT_ROW * number + 13}" text-anchor="middle">'
        f"{labels[a.components[place].name]}</text>"
        for number, place in enumerate(known)
    )
    return Markup(  # noqa: S704  (the title is escaped; the rest are numbers and labels)
        f'<svg class="receipt-chart" viewBox="0 0 {RECEIPT_WIDTH} {RECEIPT_ROW * len(known)}" '
        f'role="img" aria-label="{escape(title)}">{"".join(names)}'
        f"{first(known, most, True)}{second(known, most, False)}</svg>"
    )


def receipt_half(score: Score, known: tuple[int, ...], most: float, left: bool) -> str:  # noqa: FBT001
    """Draw one side: the components at positions `known`, scaled to a maximum of `most` points."""
    return "".join(
        _bar(score.components[place], RECEIPT_ROW * number + 19, most, left=left)
        for number, place in enumerate(known)
    )


def _bar(component: ComponentScore, top: int, most: float, *, left: bool) -> str:
    """Draw one side of a component."""
    side, anchor = ("pa", "end") if left else ("pb", "start")
    if component.value is None:
        x = RECEIPT_MIDDLE - 8 if left else RECEIPT_MIDDLE + 8
        return f'<text class="none" x="{x}" y="{top + 11}" text-anchor="{anchor}">unknown</text>'
    track, bar = LONGEST_BAR * component.most / most, LONGEST_BAR * component.points / most
    edge = RECEIPT_MIDDLE - 2 if left else RECEIPT_MIDDLE + 2
    x_track, x_bar, x_text = (
        (edge - track, edge - bar, edge - track - 5) if left else (edge, edge, edge + track + 5)
    )
    return (
        f'<rect class="track" x="{x_track:.1f}" y="{top}" width="{track:.1f}" height="14"/>'
        f'<rect class="{side}" x="{x_bar:.1f}" y="{top}" width="{bar:.1f}" height="14"/>'
        f'<text class="value" x="{x_text:.1f}" y="{top + 11}" text-anchor="{anchor}">'
        f"{component.points:.1f}</text>"
    )
