"""Two scores -> `CommonBasis`: the points of two tools on the components that are known for both.

A score leaves its unknown components out, so the points of two scores cannot be compared: they are
out of different things. On the common basis both tools are scored by the same components with the
same weights. Where the weights of their types differ, each weight is the mean of the two, after
both sets of weights have been brought to the same sum.
"""

import math
from dataclasses import dataclass

from ssg.ranking.sensitivity import share_ahead
from ssg.scores import POINT_DIGITS, Score, SharedComponent

__all__ = ["CommonBasis", "common_basis"]


@dataclass(frozen=True, slots=True)
class CommonBasis:
    """Two tools on the components that are known for both."""

    shared_components: tuple[SharedComponent, ...]
    """Components with a weight above 0, in the site's order."""
    points_a: float
    points_b: float
    """0 to 100; the sums of the shared components' points."""
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    """Labels of the components that are known for one side only."""
    weight: float
    """Share of all weight that the shared components have, 0 to 1."""
    share_a: float | None
    """Share of weightings of the shared components, 0 to 1, under which A is ahead."""

    mean_weights: bool = False
    """Whether the weights of the two differ, so that their means are used."""

    @property
    def difference(self) -> float:
        """Points of A above B; below 0 where B is ahead."""
        return round(self.points_a - self.points_b, POINT_DIGITS)


def common_basis(a: Score, b: Score) -> CommonBasis:
    """Compare two scores of one site on the components that are known for both."""
    pairs = list(zip(a.components, b.components, strict=True))
    shares = list(zip(_shares(a), _shares(b), strict=True))
    weights = [(one + two) / 2 for one, two in shares]
    shared = [
        (first.name, first.label, weight, first.value, second.value)
        for (first, second), weight in zip(pairs, weights, strict=True)
        if first.value is not None and second.value is not None and weight > 0
    ]
    known_weight = math.fsum(weight for _, _, weight, _, _ in shared)
    components = tuple(
        SharedComponent(
            name=name,
            label=label,
            most=100.0 * weight / known_weight,
            points_a=100.0 * weight / known_weight * value_a,
            points_b=100.0 * weight / known_weight * value_b,
        )
        for name, label, weight, value_a, value_b in shared
    )
    return CommonBasis(
        shared_components=components,
        points_a=math.fsum(one.points_a for one in components),
        points_b=math.fsum(one.points_b for one in components),
        only_a=tuple(
            one.label for one, two in pairs if one.value is not None and two.value is None
        ),
        only_b=tuple(
            two.label for one, two in pairs if two.value is not None and one.value is None
        ),
        weight=known_weight,
        mean_weights=any(not math.isclose(*each) for each in shares),
        share_a=share_ahead([one[3] for one in shared], [one[4] for one in shared]),
    )


def _shares(score: Score) -> list[float]:
    """Return the weight of each component as a share of all weights."""
    total = score.weight
    return [each.weight / total if total else 0.0 for each in score.components]
