"""Scores of tools, and the receipts that explain them."""

from dataclasses import dataclass
from datetime import date

__all__ = ["ComponentScore", "Ranking", "Score", "SignalReading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReading:
    """One line of a receipt: a raw value and what it is worth."""

    id: str
    label: str
    raw: str
    """The raw value in words, e.g. `6,500` or `2026-10-02`."""
    value: float
    """0 to 1."""
    source: str = ""
    measured: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentScore:
    """What one component brings to a score."""

    name: str
    value: float | None
    """0 to 1, or None when nothing is known."""
    weight: float
    points: float
    """What it adds to the score, of 100; 0 when unknown."""
    most: float
    """The points it would add at the value 1; 0 when unknown."""
    given: bool = False
    """Whether the tool's file gives the value directly."""
    readings: tuple[SignalReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A tool's score with its receipt; the points of the components add up to the total."""

    slug: str
    total: float | None
    """0 to 100, or None when no component is known."""
    components: tuple[ComponentScore, ...]
    place: int = 0
    """Place in the ranking of all tools; 1 is the best, equal scores share a place."""

    @property
    def known(self) -> int:
        """How many components are known."""
        return sum(component.value is not None for component in self.components)

    @property
    def rounded(self) -> int | None:
        """The total as pages show it: a whole number of 100."""
        return None if self.total is None else round(self.total)

    def value(self, component: str) -> float | None:
        """Return the value of one component, 0 to 1."""
        return next((found.value for found in self.components if found.name == component), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The scores of all tools, best first."""

    scores: tuple[Score, ...]
    as_of: date
    """The day that ages are counted to."""
