"""Two scores -> `CommonBasis`: the points of two tools on what is known for both.

A score leaves its unknown components out, so the points of two scores cannot be compared: they are
out of different things. On the common basis both tools are scored by the same components with the
same weights. Where the weights of their types differ, each weight is the mean of the two, after
both sets of weights have been brought to the same sum.

A component is compared by the signals that are known for both, as the mean of other signals is on
another scale. Without such a signal it is not compared. A value that a file gives has no signals,
and is compared with any value.
"""

from functools import lru_cache
from typing import NamedTuple

from ssg.ranking.common_scale import CommonScale, common_scale, on_scale
from ssg.ranking.sensitivity import share_ahead
from ssg.scores import POINT_DIGITS, Score, SharedComponent

__all__ = ["CommonBasis", "common_basis"]

KEPT_SHARES = 256
"""Pairs of scores whose share of weightings is kept; more than are compared together."""


class CommonBasis(NamedTuple):
    """Two tools on what is known for both."""

    scale: CommonScale
    values: tuple[tuple[float, ...], tuple[float, ...]]
    """Values of the components of the scale for A and for B, 0 to 1."""
    points_a: float
    points_b: float
    """0 to 100; the sums of the shared components' points."""
    difference: float
    """Points of A above B; below 0 where B is ahead."""

    @property
    def shared_components(self) -> tuple[SharedComponent, ...]:
        """Components with a weight above 0, in the site's order."""
        return tuple(
            SharedComponent(
                one.name, one.label, one.most, one.most * mine, one.most * theirs, one.signals
            )
            for one, mine, theirs in zip(self.scale.components, *self.values, strict=True)
        )

    @property
    def share_a(self) -> float | None:
        """Share of weightings of the shared components, 0 to 1, under which A is ahead.

        None where no component is known for both.
        """
        return _share_ahead(*self.values)

    @property
    def only_a(self) -> tuple[str, ...]:
        """Labels of the components that are known for A only."""
        return self.scale.only_a

    @property
    def only_b(self) -> tuple[str, ...]:
        """Labels of the components that are known for B only."""
        return self.scale.only_b

    @property
    def not_comparable(self) -> tuple[str, ...]:
        """Labels of the components that are known for both, by different signals."""
        return self.scale.not_comparable

    @property
    def weight(self) -> float:
        """Share of all weight that the shared components have, 0 to 1."""
        return self.scale.weight

    @property
    def mean_weights(self) -> bool:
        """Whether the weights of the two differ, so that their means are used."""
        return self.scale.mean_weights

    @property
    def partial(self) -> bool:
        """Whether anything that is known for one side is not counted."""
        return self.scale.partial


def common_basis(a: Score, b: Score) -> CommonBasis:
    """Compare two scores of one site on what is known for both."""
    scale = common_scale(a, b)
    _, first, points_a = on_scale(a, scale)
    _, second, points_b = on_scale(b, scale)
    difference = round(points_a - points_b, POINT_DIGITS)
    return CommonBasis(scale, (first, second), points_a, points_b, difference)


@lru_cache(maxsize=KEPT_SHARES)
def _share_ahead(a: tuple[float, ...], b: tuple[float, ...]) -> float | None:
    """Return the share of weightings under which A is ahead: a comparison asks several times."""
    return share_ahead(a, b)
