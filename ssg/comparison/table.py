"""Rows of the comparison table: the values of both sides, and which is better."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ssg.attribute_values import Measure, higher
from ssg.comparison.cells import Cell, Standing, is_general_for
from ssg.comparison.entries import is_narrowed, standing
from ssg.comparison.facts import FACT_PREFIX, Fact
from ssg.comparison.jobs import are_listed_apart
from ssg.comparison.profile import Base, ToolProfile
from ssg.messages import Messages, gettext_noop

__all__ = ["ROW_MESSAGES", "Row", "table"]

ROW_MESSAGES = {
    "kinds": gettext_noop("kinds of {name} not listed"),
    "other_kinds": gettext_noop("other kinds of {name} not listed"),
    "named": gettext_noop("Listed for {name}, named in the texts of {other}: {entries}."),
    "built_on": gettext_noop("{name} is built on {other}."),
    "built_on_listed": gettext_noop("{name} is built on {other}, which lists {entries}."),
    "edition": gettext_noop("{name} is the paid edition of {other}."),
    "edition_listed": gettext_noop("{name} is the paid edition of {other}, which lists {entries}."),
}
"""Name of a message -> its pattern; scripts use them too."""


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
    notes: tuple[str, ...] = ()
    """Sentences about entries of one list that the other tool may have as well."""

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
        if not (first.known or second.known):
            continue
        if not (first.applies and second.applies):
            continue  # not recorded for tools of its kind, which does not mean that it has none
        notes: tuple[str, ...] = ()
        if first.items and second.items:
            first, second = (
                _with_shared(mine, theirs, side, fact)
                for mine, theirs, side in ((first, second, b), (second, first, a))
            )
            notes = (*_notes(first, second, fact, a, b), *_notes(second, first, fact, b, a))
        better = ""
        if marked and fact.worth and other.worth and first.text != second.text:
            is_marked = same_main or not fact.key.startswith(FACT_PREFIX)
            if is_marked and not _near(fact.worth, other.worth, fact.slack):
                better = higher(fact.worth, other.worth)
        yield Row(fact.key, fact.label, fact.anchor, first, second, better, fact.group, notes)


def _near(mine: Measure, theirs: Measure, slack: float) -> bool:
    """Return whether two values differ by less than their slack."""
    return bool(slack) and abs(mine.low[0] - theirs.low[0]) < slack


def _with_shared(cell: Cell, other: Cell, side: ToolProfile, fact: Fact) -> Cell:
    """Set the entries of a list that the other tool, `side`, has too, or its texts name.

    `GPU` is shared with a list that has `NVIDIA GPU`. A note says that its own kinds are not
    listed.
    """
    mine, theirs = ({entry.lower() for entry in each.items} for each in (cell, other))
    if mine == theirs:
        return cell._replace(shared=cell.items)
    special = [entry for entry in other.items if entry.lower() not in mine]
    shared, named, open_words = [], [], []
    for entry in cell.items:
        is_open = any(is_general_for(entry, each) for each in special)
        if is_open:
            open_words.append(entry)
        if is_open or entry.lower() in theirs:
            shared.append(entry)
        elif not is_narrowed(entry, other.items) and _is_named(entry, side, fact):
            named.append(entry)
    note = _kinds_note(cell, open_words, side.messages)
    return cell._replace(shared=tuple(shared), named=tuple(named), note=note)


def _is_named(entry: str, side: ToolProfile, fact: Fact) -> bool:
    """Return whether the texts of a tool name an entry, where that may mean that the tool has it.

    Texts also name what a tool is used with, which does not make it a part of the tool.
    """
    return fact.is_reason and standing(side, entry, fact.synonyms) is Standing.NAMED


def _kinds_note(cell: Cell, general: Sequence[str], messages: Messages) -> str:
    """Return a note that a list does not have kinds of a general entry; empty without such."""
    patterns = [
        "other_kinds" if any(is_general_for(word, each) for each in cell.items) else "kinds"
        for word in general
    ]
    notes = [
        _worded(messages, pattern, name=word)
        for pattern, word in zip(patterns, general, strict=True)
    ]
    return messages.gettext("; ").join(notes)


def _notes(
    cell: Cell, theirs: Cell, fact: Fact, me: ToolProfile, other: ToolProfile
) -> Iterator[str]:
    """Yield what the file of another tool says of the entries that only the list of `me` has."""
    if cell.named:
        names = {"name": me.name, "other": other.name}
        listed = me.messages.listed(cell.named)
        yield _worded(me.messages, "named", entries=listed, **names)
    bases = other.bases.get(fact.key.removeprefix(FACT_PREFIX), ())
    if not (bases and fact.is_reason):
        return
    left = [
        entry
        for entry in cell.items
        if entry not in {*cell.shared, *cell.named}
        and "(" not in entry  # a base that has it does not have the restriction
        and not is_narrowed(entry, theirs.items)
        and standing(other, entry, fact.synonyms) is not Standing.DENIED
    ]
    listed_by = [[entry for entry in left if entry.lower() in base.entries] for base in bases]
    base, entries = max(zip(bases, listed_by, strict=True), key=lambda each: len(each[1]))
    if entries:
        yield _base_sentence(other, base, () if base.slug == me.tool.slug else entries)


def _base_sentence(side: ToolProfile, base: Base, entries: Sequence[str]) -> str:
    """Return the sentence that a tool is built on another one, or its paid edition.

    `entries` are those that the other one lists; without them these are not named.
    """
    message = f"{'edition' if base.is_edition else 'built_on'}{'_listed' if entries else ''}"
    listed = side.messages.join(entries)
    return _worded(side.messages, message, name=side.name, other=base.name, entries=listed)


def _worded(messages: Messages, pattern: str, /, **places: str) -> str:
    message = ROW_MESSAGES[pattern]
    return messages.gettext(message, **places)
