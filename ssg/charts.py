"""Numbers -> inline SVG, with presentation attributes only: the content security policy forbids inline style."""

from markupsafe import Markup

from ssg.model import ComponentScore, Score

__all__ = ["dial", "points_bar", "receipt", "share_bar"]

DIAL_RADIUS = 42
DIAL_LENGTH = 263.9
"""Circumference of the dial, 2 * pi * 42."""
BAR_GAP = 0.6
RECEIPT_WIDTH, RECEIPT_MIDDLE, RECEIPT_ROW = 320, 160, 40
"""Size of the mirrored chart in its own units: small enough that its words stay readable on a phone."""
LONGEST_BAR = 118


def dial(score: Score) -> Markup:
    """Draw a score as a ring with the number in it; an unrated tool has an empty ring and a dash."""
    total = score.total or 0.0
    rounded = score.rounded
    label = f"Score {rounded} of 100" if rounded is not None else "No score: nothing is known yet"
    arc = Markup('<circle class="arc" cx="50" cy="50" r="{}" fill="none" stroke="currentColor" stroke-width="9" '
                 'stroke-linecap="round" stroke-dasharray="{} {}" transform="rotate(-90 50 50)"/>').format(
        DIAL_RADIUS, f"{DIAL_LENGTH * total / 100:.1f}", DIAL_LENGTH) if total >= 1 else ""
    return Markup(
        '<svg class="dial" viewBox="0 0 100 100" width="88" height="88" role="img" aria-label="{}">'
        '<circle class="track" cx="50" cy="50" r="{}" fill="none" stroke-width="9"/>{}'
        '<text x="50" y="57" text-anchor="middle">{}</text><text class="of" x="50" y="73" text-anchor="middle">of 100</text>'
        '</svg>').format(label, DIAL_RADIUS, arc, "-" if rounded is None else rounded)


def points_bar(components: tuple[ComponentScore, ...]) -> Markup:
    """Draw a score as one bar of 100, a piece for the points of each component, in the order given."""
    pieces, start = [], 0.0
    for number, component in enumerate(components, 1):
        if component.points > 0:
            pieces.append(Markup('<rect class="c{}" x="{}" width="{}" height="8"/>').format(
                number, f"{start:.2f}", f"{max(0.2, component.points - BAR_GAP):.2f}"))
            start += component.points
    return Markup('<svg class="points" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
                  '<rect class="track" width="100" height="8"/>{}</svg>').format(Markup("").join(pieces))


def share_bar(share: float) -> Markup:
    """Draw the share of weightings, 0 to 1, under which each side is ahead, as one bar of two pieces."""
    return Markup(
        '<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="pa" width="{}" height="4"/><rect class="pb" x="{}" width="{}" height="4"/></svg>'
    ).format(f"{100 * share:.1f}", f"{100 * share:.1f}", f"{100 - 100 * share:.1f}")


def receipt(a: Score, b: Score, labels: dict[str, str], title: str) -> Markup:
    """Draw the points of each component of two scores as bars that grow apart from the middle.

    The track behind a bar is what the component could bring; a component that is unknown has no track and says so.
    """
    known = [(one, other) for one, other in zip(a.components, b.components, strict=True)
             if one.value is not None or other.value is not None]
    most = max([one.most for pair in known for one in pair], default=1.0) or 1.0
    parts = [Markup('<svg class="receipt-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        RECEIPT_WIDTH, RECEIPT_ROW * len(known), title)]
    for number, pair in enumerate(known):
        top = RECEIPT_ROW * number
        parts.append(Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            RECEIPT_MIDDLE, top + 13, labels[pair[0].name]))
        parts += [_half(one, top + 19, most, left=side == 0) for side, one in enumerate(pair)]
    return Markup("").join([*parts, Markup("</svg>")])


def _half(component: ComponentScore, top: int, most: float, *, left: bool) -> Markup:
    """Draw one side of one component."""
    side, anchor = ("pa", "end") if left else ("pb", "start")
    if component.value is None:
        x = RECEIPT_MIDDLE - 8 if left else RECEIPT_MIDDLE + 8
        return Markup('<text class="none" x="{}" y="{}" text-anchor="{}">unknown</text>').format(x, top + 11, anchor)
    track, bar = (LONGEST_BAR * length / most for length in (component.most, component.points))
    edge = RECEIPT_MIDDLE - 2 if left else RECEIPT_MIDDLE + 2
    x_track, x_bar = (edge - track, edge - bar) if left else (edge, edge)
    x_text = edge - track - 5 if left else edge + track + 5
    return Markup(
        '<rect class="track" x="{}" y="{}" width="{}" height="14"/><rect class="{}" x="{}" y="{}" width="{}" height="14"/>'
        '<text class="value" x="{}" y="{}" text-anchor="{}">{}</text>'
    ).format(f"{x_track:.1f}", top, f"{track:.1f}", side, f"{x_bar:.1f}", top, f"{bar:.1f}", f"{x_text:.1f}", top + 11,
             anchor, f"{component.points:.1f}")
