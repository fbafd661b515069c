"""Two scores -> `CommonBasis`: the points of two tools on what is known for both.

A score leaves its unknown components out, so the points of two scores cannot be compared: they are
out of different things. On the common basis both tools are scored by the same components with the
same weights. Where the weights of their types differ, each weight is the mean of the two, after
both sets of weights have been brought to the same sum.

A component is compared by the signals that are known for both, as the mean of other signals is on
another scale. Without such a signal it is not compared. A value that a file gives has no signals,
and is compared with any value.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ssg.ranking.sensitivity import share_ahead
from ssg.scores import (
    POINT_DIGITS,
    ComponentScore,
    Score,
    SharedComponent,
    SignalReading,
    weighted_mean,
)

__all__ = ["CommonBasis", "common_basis"]


class CommonBasis(NamedTuple):
    """Two tools on what is known for both."""

    shared_components: tuple[SharedComponent, ...]
    """Components with a weight above 0, in the site's order."""
    points_a: float
    points_b: float
    """0 to 100; the sums of the shared components' points."""
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    """Labels of the components that are known for one side only."""
    not_comparable: tuple[str, ...]
    """Labels of the components that are known for both, by different signals."""
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

    @property
    def partial(self) -> bool:
        """Whether anything that is known for one side is not counted."""
        left_out = self.only_a or self.only_b or self.not_comparable
        return bool(left_out) or any(one.signals for one in self.shared_components)


class _Compared(NamedTuple):
    """Values of a component for two tools, 0 to 1."""

    a: float
    b: float
    signals: tuple[str, ...] = ()
    """Labels of the signals that are counted, where one side has others too."""


def common_basis(a: Score, b: Score) -> CommonBasis:
    """Compare two scores of one site on what is known for both."""
    pairs = list(zip(a.components, b.components, strict=True))
    weights, differ = _weights(
        tuple([component.weight for component, _ in pairs]),
        tuple([component.weight for _, component in pairs]),
    )
    compared = [_compared(first, second) for first, second in pairs]
    shared = [
        (component, weight, values)
        for (component, _), weight, values in zip(pairs, weights, compared, strict=True)
        if values is not None and weight > 0
    ]
    known_weight = math.fsum(weight for _, weight, _ in shared)
    components = tuple(
        SharedComponent(
            name=component.name,
            label=component.label,
            most=100.0 * weight / known_weight,
            points_a=100.0 * weight / known_weight * values.a,
            points_b=100.0 * weight / known_weight * values.b,
            signals=values.signals,
        )
        for component, weight, values in shared
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
        not_comparable=tuple(
            one.label
            for (one, two), values in zip(pairs, compared, strict=True)
            if one.value is not None and two.value is not None and values is None
        ),
        weight=known_weight,
        mean_weights=differ,
        share_a=share_ahead(
            [values.a for _, _, values in shared], [values.b for _, _, values in shared]
        ),
    )


def _compared(first: ComponentScore, second: ComponentScore) -> _Compared | None:
    """Return the values of a component by the signals known for both; None without any."""
    if first.value is None or second.value is None:
        return None
    if first.given or second.given:
        return _Compared(first.value, second.value)
    ids, others = [one.id for one in first.readings], [one.id for one in second.readings]
    if ids == others or set(ids) == set(others):
        return _Compared(first.value, second.value)
    both = set(ids) & set(others)
    counted = [_counted(side.readings, both) for side in (first, second)]
    a, b = map(weighted_mean, counted)
    if a is None or b is None:
        return None
    return _Compared(a, b, tuple(reading.label for reading in counted[0]))


def _counted(readings: Sequence[SignalReading], ids: set[str]) -> list[SignalReading]:
    return [reading for reading in readings if reading.id in ids]


@lru_cache(maxsize=1_000)
def _weights(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[tuple[float, ...], bool]:
    """Return the weights by which two tools are compared, and whether their own ones differ.

    `first` and `second` are the weights of all components for each.
    """
    shares = list(zip(_shares(first), _shares(second), strict=True))
    differ = any(not math.isclose(*each) for each in shares)
    return tuple([(one + two) / 2 for one, two in shares]), differ


def _shares(weights: Sequence[float]) -> list[float]:
    """Return each weight as a share of all."""
    total = sum(weights)
    return [each / total if total else 0.0 for each in weights]
