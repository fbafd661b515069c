"""Numbers -> inline SVG, with presentation attributes only: the content security policy forbids inline style."""

from markupsafe import Markup

from ssg.model import ComponentScore, Score

__all__ = ["dial", "points_bar"]

DIAL_RADIUS = 42
DIAL_LENGTH = 263.9
"""Circumference of the dial, 2 * pi * 42."""
BAR_GAP = 0.6


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
