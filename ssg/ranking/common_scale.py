"""The scale of a comparison: the components that are known for two scores, and their weights.

It depends on what is known of each score and not on the values, so that a site has few scales: each
is made once for all pairs of such scores.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ssg.scores import ComponentOutline, ComponentScore, Score, ScoreOutline, weighted_mean

__all__ = ["CommonScale", "ScaledComponent", "common_scale", "on_scale"]

MOST_SCALES = 1_000
"""Scales that are kept, about 2 KB each without its scores."""
KEPT_SCORES = 128
"""Scores on a scale that are kept; those of more tools than are compared together."""


class ScoreOnScale(NamedTuple):
    """A score by the components of a scale."""

    score: Score
    values: tuple[float, ...]
    """Values of the components, 0 to 1."""
    points: float
    """0 to 100; the sum of the points of the components."""


class ScaledComponent(NamedTuple):
    """A component of a scale."""

    place: int
    """Place among the components of the site."""
    name: str
    label: str
    most: float
    """Points that its value 1 adds, of 100."""
    counted: frozenset[str] | None
    """Ids of the signals that are known for both; None where the whole value is compared."""
    signals: tuple[str, ...]
    """Their labels."""


@dataclass(frozen=True, slots=True)
class CommonScale:
    """What two scores are compared by."""

    components: tuple[ScaledComponent, ...]
    """Those that can be compared, with a weight above 0, in the site's order."""
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    """Labels of the components that are known for one side only."""
    not_comparable: tuple[str, ...]
    """Labels of the components that are known for both, by different signals."""
    weight: float
    """Share of all weight that the components have, 0 to 1."""
    mean_weights: bool
    """Whether the weights of the two differ, so that their means are used."""
    partial: bool
    """Whether anything that is known for one side is not counted."""
    scores_made: dict[str, ScoreOnScale] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Cache of `on_scale`: slug -> its score."""

    def __hash__(self) -> int:
        """Return a hash over a part of the scale: it is a key of what is drawn once per tool."""
        return hash((self.weight, len(self.components)))


def common_scale(a: Score, b: Score) -> CommonScale:
    """Return the scale for two scores of one site."""
    return _scale(a.outline, b.outline)


def on_scale(score: Score, scale: CommonScale) -> ScoreOnScale:
    """Return a score by the components of one of its scales: many comparisons ask for it."""
    made = scale.scores_made
    found = made.get(score.slug)
    if found is None or found.score is not score:
        if len(made) >= KEPT_SCORES:
            made.clear()
        components = score.components
        values = tuple([_value(components[each.place], each) for each in scale.components])
        parts = zip(scale.components, values, strict=True)
        points = math.fsum([one.most * value for one, value in parts])
        found = made[score.slug] = ScoreOnScale(score, values, points)
    return found


def _value(component: ComponentScore, scaled: ScaledComponent) -> float:
    value = component.value
    if scaled.counted is not None:
        counted = scaled.counted
        value = weighted_mean([one for one in component.readings if one.id in counted])
    return value or 0.0  # all components of a scale are known


@lru_cache(maxsize=MOST_SCALES)
def _scale(a: ScoreOutline, b: ScoreOutline) -> CommonScale:
    """Return the scale for what is known of two scores."""
    first, second = a.components, b.components
    pairs = list(zip(first, second, strict=True))
    weights, differ = _weights([one.weight for one in first], [two.weight for two in second])
    compared = [_compared(one, two) for one, two in pairs]
    shared = [
        (place, weight)
        for place, (weight, found) in enumerate(zip(weights, compared, strict=True))
        if found is not None and weight > 0
    ]
    known = math.fsum(weight for _, weight in shared)
    components = tuple(
        ScaledComponent(
            place,
            first[place].name,
            first[place].label,
            100.0 * weight / known,
            *(compared[place] or (None, ())),
        )
        for place, weight in shared
    )
    only_a = tuple(one.label for one, two in pairs if one.is_known and not two.is_known)
    only_b = tuple(two.label for one, two in pairs if two.is_known and not one.is_known)
    not_comparable = tuple(
        one.label
        for (one, two), found in zip(pairs, compared, strict=True)
        if one.is_known and two.is_known and found is None
    )
    return CommonScale(
        components,
        only_a,
        only_b,
        not_comparable,
        weight=known,
        mean_weights=differ,
        partial=any((only_a, only_b, not_comparable, *(one.signals for one in components))),
    )


def _compared(
    one: ComponentOutline, two: ComponentOutline
) -> tuple[frozenset[str] | None, tuple[str, ...]] | None:
    """Return the ids and the labels of the signals that count; None and none where all do.

    Nothing where the component cannot be compared.
    """
    if not (one.is_known and two.is_known):
        return None
    first, second = {key for key, _ in one.signals}, {key for key, _ in two.signals}
    if one.is_given or two.is_given or first == second:
        return None, ()
    both = frozenset(first & second)
    return (both, tuple(label for key, label in one.signals if key in both)) if both else None


def _weights(first: Sequence[float], second: Sequence[float]) -> tuple[list[float], bool]:
    """Return the weights by which two tools are compared, and whether their own ones differ.

    `first` and `second` are the weights of all components for each.
    """
    shares = list(zip(_shares(first), _shares(second), strict=True))
    differ = any(not math.isclose(*each) for each in shares)
    return [(one + two) / 2 for one, two in shares], differ


def _shares(weights: Sequence[float]) -> list[float]:
    """Return each weight as a share of all."""
    total = sum(weights)
    return [each / total if total else 0.0 for each in weights]
