"""Rows of the comparison table: the values of both sides, and which is better."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.comparison.cells import Cell
from ssg.comparison.profile import Fact, ToolProfile

__all__ = ["Row", "higher", "table"]


NOTHING = "0.00"
"""The value of a component of which both tools have nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; at least one of the two cells is known."""

    key: str
    label: str
    anchor: str
    """The row's anchor on the page."""
    a: Cell
    b: Cell
    better: str = ""
    """`a`, `b`, or empty where neither is better."""

    @property
    def same(self) -> bool:
        """Whether both sides have the same value; the order of a list does not count."""
        a, b = self.a, self.b
        if a.items and b.items:
            return len(a.shared) == len(a.items) and len(b.shared) == len(b.items)
        return a.text == b.text and a.known == b.known and a.note == b.note

    @property
    def undocumented(self) -> str:
        """The side, `a` or `b`, whose value is unknown; empty for none."""
        if not self.a.known:
            return "a"
        return "" if self.b.known else "b"


def higher(a: float | None, b: float | None) -> str:
    """Return the side with the larger value; empty where one is unknown or both are equal."""
    if a is None or b is None or a == b:
        return ""
    return "a" if a > b else "b"


def table(a: ToolProfile, b: ToolProfile) -> tuple[Row, ...]:
    """Return a row for every fact that is known of at least one of two tools of a site."""
    return tuple(_rows(a.facts, b.facts))


def _rows(a: tuple[Fact, ...], b: tuple[Fact, ...]) -> Iterator[Row]:
    for fact, other in zip(a, b, strict=True):
        first, second = fact.cell, other.cell
        if not first.known and not second.known:
            continue
        if not (first.applies and second.applies):
            continue  # not recorded for tools of its kind, which does not mean that it has none
        if first.items and second.items:
            first, second = _with_shared(first, second), _with_shared(second, first)
        if {first.text, second.text} == {NOTHING}:
            continue
        near = abs((fact.worth or 0.0) - (other.worth or 0.0)) < fact.slack
        better = "" if near or first.text == second.text else higher(fact.worth, other.worth)
        yield Row(fact.key, fact.label, fact.anchor, first, second, better)


def _with_shared(cell: Cell, other: Cell) -> Cell:
    """Set the entries of a list that the other side's list has as well."""
    lower = {entry.lower() for entry in other.items}
    return cell._replace(shared=tuple(entry for entry in cell.items if entry.lower() in lower))
