"""Rows of the comparison table: the values of both sides, and which is better."""

from collections.abc import Iterator
from typing import NamedTuple

from ssg.attribute_values import higher
from ssg.comparison.cells import Cell, Standing, is_general_for
from ssg.comparison.entries import standing
from ssg.comparison.jobs import are_listed_apart
from ssg.comparison.profile import FACT_PREFIX, Fact, ToolProfile

__all__ = ["Row", "table"]


class Row(NamedTuple):
    """One row of the table; at least one of the two cells is known.

    A tuple, because each comparison makes some, and an object costs more.
    """

    key: str
    label: str
    anchor: str
    """The row's anchor on the page."""
    a: Cell
    b: Cell
    better: str = ""
    """`a`, `b`, or empty where neither is better."""
    group: str = ""
    """Heading above the row; rows of a group follow each other."""

    @property
    def same(self) -> bool:
        """Whether both sides have the same value; the order of a list does not count."""
        a, b = self.a, self.b
        if a.items and b.items:
            return {one.lower() for one in a.items} == {one.lower() for one in b.items}
        return a.text == b.text and a.known == b.known and a.note == b.note

    @property
    def undocumented(self) -> str:
        """The side, `a` or `b`, whose value is unknown; empty for none."""
        if not self.a.known:
            return "a"
        return "" if self.b.known else "b"


def table(a: ToolProfile, b: ToolProfile) -> tuple[Row, ...]:
    """Return a row for every fact that is known of at least one of two tools of a site.

    No value is better than that of a tool for another job, and no attribute is where the main
    categories differ: amounts may then be of different things.
    """
    marked = not are_listed_apart(a.jobs, b.jobs)
    same_main = a.tool.categories[:1] == b.tool.categories[:1]
    return tuple(_rows(a, b, marked=marked, same_main=same_main))


def _rows(a: ToolProfile, b: ToolProfile, *, marked: bool, same_main: bool) -> Iterator[Row]:
    for fact, other in zip(a.facts, b.facts, strict=True):
        first, second = fact.cell, other.cell
        if not first.known and not second.known:
            continue
        if not (first.applies and second.applies):
            continue  # not recorded for tools of its kind, which does not mean that it has none
        if first.items and second.items:
            first, second = (
                _with_standings(_with_shared(mine, theirs), other_side, fact)
                for mine, theirs, other_side in ((first, second, b), (second, first, a))
            )
        is_equal = first.text == second.text or _near(fact, other)
        is_marked = marked and (same_main or not fact.key.startswith(FACT_PREFIX))
        better = higher(fact.worth, other.worth) if is_marked and not is_equal else ""
        yield Row(fact.key, fact.label, fact.anchor, first, second, better, fact.group)


def _near(fact: Fact, other: Fact) -> bool:
    """Return whether two values differ by less than their slack."""
    if not (fact.slack and fact.worth and other.worth):
        return False
    return abs(fact.worth.low[0] - other.worth.low[0]) < fact.slack


def _with_shared(cell: Cell, other: Cell) -> Cell:
    """Set the entries that the other side's list has too, or has special cases of."""
    mine, theirs = ({entry.lower() for entry in side.items} for side in (cell, other))
    rest = theirs - mine
    shared = tuple(
        entry
        for entry in cell.items
        if entry.lower() in theirs or any(is_general_for(entry, one) for one in rest)
    )
    return cell._replace(shared=shared, special=tuple(_special(cell, other)))


def _special(cell: Cell, other: Cell) -> Iterator[str]:
    """Yield the entries of one list that an entry of the other list alone is the general word for.

    They are what makes the general word a shared one, so they are no difference.
    """
    mine = {entry.lower() for entry in cell.items}
    general = [entry for entry in other.items if entry.lower() not in mine]
    theirs = {entry.lower() for entry in other.items}
    for entry in cell.items:
        if entry.lower() not in theirs and any(is_general_for(one, entry) for one in general):
            yield entry


def _with_standings(cell: Cell, other: ToolProfile, fact: Fact) -> Cell:
    """Set the entries of one list that the other tool may have as well, though not in its list."""
    known = {*cell.shared, *cell.special}
    rest = [entry for entry in cell.items if entry not in known]
    if not rest:
        return cell
    standings = [(entry, standing(other, entry, fact)) for entry in rest]
    return cell._replace(
        likely=tuple(entry for entry, each in standings if each is Standing.LIKELY),
        doubtful=tuple(entry for entry, each in standings if each is Standing.DOUBTFUL),
    )
