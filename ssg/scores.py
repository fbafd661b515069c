"""Scores of tools, and the receipts that explain them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "POINT_DIGITS",
    "PROVISIONAL_BELOW",
    "ComponentOutline",
    "ComponentScore",
    "Ranking",
    "Score",
    "ScoreOutline",
    "ScoreRange",
    "SharedComponent",
    "SignalReading",
    "is_sum_as_shown",
    "weighted_mean",
]

POINT_DIGITS = 9
"""Points that differ by less are equal: the order of additions must not decide."""
PROVISIONAL_BELOW = 0.5
"""Share of the weight: a score from less of it is provisional."""


class SignalReading(NamedTuple):
    """One line of a receipt: a raw value and its normalised value."""

    id: str
    label: str
    raw: str
    """The raw value as text, e.g. `6,500` or `2026-10-02`."""
    value: float
    """0 to 1; more is better, also where a lower raw value is."""
    source: str = ""
    measured: date | None = None
    stale: str = ""
    """Why the signal is stale, such as `no source`; empty if it is not."""
    weight: float = 1.0
    """Weight within its component, above 0 and at most 1."""


def weighted_mean(readings: Sequence[SignalReading]) -> float | None:
    """Return the mean of normalised values by their weights; None without signals."""
    weight = math.fsum([reading.weight for reading in readings])
    return math.fsum([one.weight * one.value for one in readings]) / weight if weight else None


def is_sum_as_shown(points: Iterable[float]) -> bool:
    """Whether points to tenths, as they are shown, add up to their sum to tenths."""
    exact = list(points)
    return round(math.fsum(round(one, 1) for one in exact), 1) == round(math.fsum(exact), 1)


class ComponentScore(NamedTuple):
    """What one component adds to a score."""

    name: str
    """Id of the component."""
    label: str
    value: float | None
    """0 to 1, or None if unknown."""
    weight: float
    """Weight for tools of this type."""
    points: float
    """What it adds to the score, of 100; 0 when unknown."""
    most: float
    """The points it would add at the value 1; 0 when unknown."""
    given: bool = False
    """Whether the tool's file gives the value directly."""
    readings: tuple[SignalReading, ...] = ()
    """The signals whose mean is the value; empty where the value is given."""

    @property
    def reading_points(self) -> tuple[float, ...]:
        """Return what each signal adds to the score; the sum is `points`."""
        weight = math.fsum(reading.weight for reading in self.readings)
        return tuple(self.most * one.weight * one.value / weight for one in self.readings)


class ComponentOutline(NamedTuple):
    """What decides by what a component is compared: all but its values."""

    name: str
    label: str
    weight: float
    is_known: bool
    is_given: bool
    signals: tuple[tuple[str, str], ...]
    """Ids and labels of the signals that are known."""


@dataclass(frozen=True, slots=True)
class ScoreOutline:
    """What decides by what a score is compared; one value for all scores that are alike in it."""

    components: tuple[ComponentOutline, ...]
    digest: int
    """Hash of the components: tuples compute theirs whenever they are a key."""

    def __hash__(self) -> int:
        """Return the hash of the components."""
        return self.digest


@lru_cache(maxsize=1_000)
def _outline(components: tuple[ComponentOutline, ...]) -> ScoreOutline:
    """Return the outline of scores with these components."""
    return ScoreOutline(components, hash(components))


class ScoreRange(NamedTuple):
    """Possible scores for all values of the unknown components; integers, 0 to 100."""

    low: int
    """With every unknown component at the catalog's 10th percentile."""
    centre: int
    """With every unknown component estimated from the known ones; between `low` and `high`."""
    high: int
    """With every unknown component at the catalog's 90th percentile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A tool's score with its receipt; the points of the components add up to the total."""

    slug: str
    total: float | None
    """0 to 100, from the known components only; None when no component is known."""
    components: tuple[ComponentScore, ...]
    """The components that the site has data for, in the site's order."""
    place: int = 0
    """Place in the ranking of all tools; 1 is the best, equal scores share a place."""
    range: ScoreRange | None = None
    """None when no component is known, or all are."""
    outline_made: list[ScoreOutline] = field(
        default_factory=list, init=False, repr=False, compare=False
    )
    """Cache of `outline`."""

    @property
    def outline(self) -> ScoreOutline:
        """The outlines of its components."""
        if not self.outline_made:
            components = tuple(
                ComponentOutline(
                    one.name,
                    one.label,
                    one.weight,
                    one.value is not None,
                    one.given,
                    tuple((reading.id, reading.label) for reading in one.readings),
                )
                for one in self.components
            )
            self.outline_made.append(_outline(components))
        return self.outline_made[0]

    @property
    def known(self) -> int:
        """How many components are known."""
        return sum(component.value is not None for component in self.components)

    @property
    def weight(self) -> float:
        """Weight of all components, known or not."""
        return sum(component.weight for component in self.components)

    @property
    def known_weight(self) -> float:
        """Weight of the known components."""
        return sum(one.weight for one in self.components if one.value is not None)

    @property
    def provisional(self) -> bool:
        """Whether less than half of the weight is known."""
        if self.total is None:
            return False
        known = weight = 0.0
        for component in self.components:  # one loop: lists ask for each tool
            weight += component.weight
            if component.value is not None:
                known += component.weight
        return known < PROVISIONAL_BELOW * weight

    @property
    def rounded(self) -> int | None:
        """The total as shown on pages: an integer of 0 to 100."""
        return None if self.total is None else round(self.total)

    @property
    def shown(self) -> str:
        """The score as shown on pages: an integer, a range if provisional, or a dash."""
        if self.rounded is None:
            return "-"
        if self.provisional and self.range:
            return f"{self.range.low}\N{EN DASH}{self.range.high}"
        return str(self.rounded)

    @property
    def coverage(self) -> str:
        """How much is known, e.g. `3 of 5 components known, 60 of 100 weight`."""
        unit = "component" if len(self.components) == 1 else "components"
        return (
            f"{self.known} of {len(self.components)} {unit} known, "
            f"{self.known_weight:g} of {self.weight:g} weight"
        )

    def value(self, component: str) -> float | None:
        """Return the value of one component, 0 to 1."""
        return next((one.value for one in self.components if one.name == component), None)


class SharedComponent(NamedTuple):
    """A component of which at least one signal is known for both tools."""

    name: str
    """Id of the component."""
    label: str
    most: float
    """Points that its value 1 would add, of 100."""
    points_a: float
    points_b: float
    signals: tuple[str, ...] = ()
    """Labels of the signals that are counted; empty where no signal is known for one side only."""

    @property
    def lead(self) -> str:
        """`a` or `b`, the side with more points; empty where both have the same."""
        difference = round(self.points_a - self.points_b, POINT_DIGITS)
        return "a" if difference > 0 else "b" if difference < 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The scores of all tools, best first; provisional scores follow all others."""

    scores: tuple[Score, ...]
    as_of: date
    """The day that ages are counted to."""
    hashes: Mapping[str, tuple[Score, bytes]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Slug -> score, and a hash over it without its place, where they were made."""
