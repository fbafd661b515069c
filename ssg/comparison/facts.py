"""`Fact`: the rows of a comparison table, as one tool fills them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ssg.attribute_values import Measure, measure
from ssg.catalog import AttributeValue, Tool
from ssg.comparison.cells import (
    NOT_APPLICABLE,
    Cell,
    attribute_cell,
    attribute_number,
    component_cell,
    pricing_cell,
    status_cell,
    text_cell,
    total_cell,
)
from ssg.comparison.jobs import BUILT_ON
from ssg.comparison.tool_texts import phrase_terms
from ssg.labels import licence_label
from ssg.scores import ComponentScore, Score
from ssg.settings import AttributeKind, AttributeSpec, Better, Settings

__all__ = ["FACT_PREFIX", "Fact", "fact_key", "facts_of", "row_anchor"]

FACT_PREFIX = "fact-"
"""Begins the keys of the rows of attributes."""
DIGITS = 9
"""Values that differ by less are equal, as the order of additions must not decide."""
SAME_TIME = 30.0
"""Days: of two dates that are nearer to each other, neither is better."""


class Fact(NamedTuple):
    """The value of one row of the table for this tool."""

    key: str
    label: str
    anchor: str
    """The row's anchor on the page."""
    cell: Cell
    worth: Measure | None = None
    """The higher side is better; None if neither is, or the value is unknown."""
    group: str = ""
    """Heading above the row; rows of a group follow each other."""
    slack: float = 0.0
    """Values that differ by less are equal."""
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Entries of the list and other words for each; see `AttributeSpec.entry_synonyms`."""
    is_reason: bool = True
    """Whether a difference may be a reason to choose one of two tools."""


def facts_of(tool: Tool, score: Score, settings: Settings, as_of: date | None) -> tuple[Fact, ...]:
    """Return the facts of a tool: the same rows in the same order for every tool of a site.

    `as_of`: the day to which the ages of dates are counted; without it, they have none.
    """
    kind = Cell(settings.type_label(tool.type))
    return _merged(
        (
            _fact("type", settings.messages.gettext("Type"), kind),
            *_scores(score, settings),
            *_signals(tool, settings),
            *_plain_facts(tool, settings),
            *_attributes(tool, settings, as_of),
        )
    )


def row_anchor(key: str) -> str:
    """Return the anchor of a table row."""
    return f"row-{key.replace('_', '-')}"


def fact_key(attribute: AttributeSpec) -> str:
    """Return the key of an attribute's row; the prefix keeps it apart from the built-in rows."""
    return f"{FACT_PREFIX}{attribute.id}"


def _merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Join facts whose labels have the same words, such as `Licence` and `Licences`.

    The first that is known is shown. Facts of a group stay apart: their heading is part of them.
    """
    merged: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        label = (not fact.group and phrase_terms(fact.label)) or (fact.key,)
        first = merged.setdefault(label, fact)
        if fact.cell.known and not first.cell.known:
            merged[label] = first._replace(cell=fact.cell, worth=fact.worth)
    return tuple(merged.values())


def _fact(key: str, label: str, cell: Cell, worth: Measure | None = None) -> Fact:
    return Fact(key, label, row_anchor(key), cell, worth)


def _points(component: ComponentScore) -> Measure | None:
    """Return the value of a component; means of different signals cannot be compared."""
    if component.value is None:
        return None
    even = (round(component.value, DIGITS),)
    return Measure(" ".join(reading.id for reading in component.readings), even, even)


def _scores(score: Score, settings: Settings) -> Iterator[Fact]:
    """Yield total and components; the total has no better side, as the verdict has it."""
    if not settings.ranking.enabled:
        return
    yield _fact("rank", settings.ranking.name, total_cell(score, settings.messages))
    for component in score.components:
        key = f"component-{component.name}"
        cell = component_cell(component, settings.messages)
        yield _fact(key, component.label, cell, _points(component))


def _signals(tool: Tool, settings: Settings) -> Iterator[Fact]:
    """Yield the raw values of the signals that comparisons show, such as stars."""
    values = {signal.id: signal.value for signal in tool.signals}
    for spec in settings.ranking.signals:
        if spec.is_compared:
            value = values.get(spec.id)
            number = attribute_number(value if not isinstance(value, bool) else None)
            text = "" if number is None else settings.messages.number(number)
            yield _fact(f"signal-{spec.id}", spec.label, text_cell(text, settings.messages))


def _plain_facts(tool: Tool, settings: Settings) -> Iterator[Fact]:
    messages, gettext = settings.messages, settings.messages.gettext
    yield _fact("pricing", gettext("Pricing"), pricing_cell(tool, messages))
    total = len(tool.capability_ids)
    documented = messages.ngettext("{number} documented", "{number} documented", total)
    cell = text_cell(documented if total else "", messages)
    yield _fact("capabilities", settings.words.capabilities_title, cell)
    licence = text_cell(licence_label(tool.license), messages)
    yield _fact("licence", gettext("Licence"), licence)
    yield _fact("status", gettext("Status"), status_cell(tool, messages))
    day = messages.day(tool.updated) if tool.updated else ""
    yield _fact("updated", gettext("Last release or commit"), text_cell(day, messages))


def _attributes(tool: Tool, settings: Settings, as_of: date | None) -> Iterator[Fact]:
    """Yield the attributes; with the day `as_of` also how old dates are where that matters."""
    known = dict(tool.attributes)
    own = {tool.type, *tool.categories}
    for spec in settings.grouped_attributes():
        if spec.kind is AttributeKind.URL or not spec.is_compared:
            continue  # an address of its own page is no fact to compare
        value = known.get(spec.id)
        cell = attribute_cell(value, spec, settings.messages, as_of if spec.better else None)
        if value is None and spec.applies_to and own.isdisjoint(spec.applies_to):
            cell = NOT_APPLICABLE
        fact = _fact(fact_key(spec), spec.label, cell, _worth(value, spec))
        slack = SAME_TIME if spec.kind is AttributeKind.DATE else 0.0
        yield fact._replace(
            group=spec.group,
            slack=slack,
            synonyms=spec.entry_synonyms,
            is_reason=spec.is_reason and spec.id != BUILT_ON,
        )


def _worth(value: AttributeValue | None, spec: AttributeSpec) -> Measure | None:
    """Return the place of a value in an order in which higher is better."""
    place = measure(value, spec.kind) if spec.better else None
    return -place if place and spec.better in {Better.LOWER, Better.NO} else place
