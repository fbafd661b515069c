"""Two sides -> the rows of the table that compares them: what each says, and which is better."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.comparison.cells import Cell
from ssg.comparison.profile import Fact, ToolProfile

__all__ = ["Row", "higher", "table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    key: str
    label: str
    anchor: str
    """The row's place on the page."""
    a: Cell
    b: Cell
    better: str = ""
    """`a`, `b`, or nothing where neither is better."""

    @property
    def same(self) -> bool:
        """Whether both sides say the same."""
        a, b = self.a, self.b
        return a.text == b.text and a.known == b.known and a.items == b.items


def higher(a: float | None, b: float | None) -> str:
    """Name the side with the larger value, when both are known and differ."""
    if a is None or b is None or a == b:
        return ""
    return "a" if a > b else "b"


def table(a: ToolProfile, b: ToolProfile) -> tuple[Row, ...]:
    """Return the rows of two tools of a site: score and components, then each fact that at least one of them knows."""
    return tuple(_rows(a.facts, b.facts))


def _rows(a: tuple[Fact, ...], b: tuple[Fact, ...]) -> Iterator[Row]:
    for one, other in zip(a, b, strict=True):
        first, second = one.cell, other.cell
        if first.known or second.known or one.always:
            if first.items and second.items:
                first, second = _beside(first, second), _beside(second, first)
            yield Row(one.key, one.label, one.anchor, first, second, higher(one.worth, other.worth))


def _beside(cell: Cell, other: Cell) -> Cell:
    """Mark the entries of a list that the other side's list has as well."""
    lower = {entry.lower() for entry in other.items}
    return cell._replace(shared=tuple(entry for entry in cell.items if entry.lower() in lower))
