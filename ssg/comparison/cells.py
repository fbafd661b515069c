"""One tool -> what tables say of it, cell by cell."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ssg.attribute_values import money_label, range_label
from ssg.catalog import AttributeValue, PricingModel, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS, price_label
from ssg.messages import Messages, gettext_noop
from ssg.scores import ComponentScore, Score
from ssg.settings import AttributeKind, AttributeSpec

__all__ = [
    "NOT_APPLICABLE",
    "Cell",
    "Standing",
    "attribute_cell",
    "attribute_number",
    "common_entries",
    "component_cell",
    "day_cell",
    "is_general_for",
    "may_include",
    "pricing_cell",
    "pricing_label",
    "status_cell",
    "text_cell",
    "total_cell",
]


class Standing(StrEnum):
    """What a tool's file says of an entry that is not in its list."""

    DENIED = "denied"
    """Its texts say that the tool lacks it."""
    ABSENT = "absent"
    """Nothing."""
    SIMILAR = "similar"
    """Its texts have a synonym, or the words in one sentence: they may mean it."""
    NAMED = "named"
    """Its texts have the entry."""


class Cell(NamedTuple):
    """Content of a row for one side; a tuple, because it is a cache key in rendering."""

    text: str
    known: bool = True
    url: str = ""
    items: tuple[str, ...] = ()
    """The entries of a list, in the order of the file."""
    shared: tuple[str, ...] = ()
    """The entries that the other side's list has as well, or has special cases of."""
    named: tuple[str, ...] = ()
    """The entries that the other side's list lacks, and the texts of the other tool have."""
    note: str = ""
    applies: bool = True
    """Whether the tool can have a value at all; False only for unknown values."""


YES, NO = gettext_noop("Yes"), gettext_noop("No")
NOT_APPLICABLE = Cell("", known=False, applies=False)
"""The cell of an attribute that is not declared for tools of this type or category."""


def _unknown_cell(messages: Messages) -> Cell:
    """Return the cell of a value that is not known."""
    return Cell(messages.gettext("unknown"), known=False)


def total_cell(score: Score, messages: Messages) -> Cell:
    """Return the cell of a score: an integer of 0 to 100, or a range if provisional."""
    if score.rounded is None:
        return _unknown_cell(messages)
    note = messages.gettext("provisional") if score.provisional else ""
    return Cell(f"{score.shown}/100", note=note)


def component_cell(component: ComponentScore, messages: Messages) -> Cell:
    """Return the cell of a component: its value, 0 to 1, with two decimals."""
    if component.value is None:
        return _unknown_cell(messages)
    return Cell(messages.decimals(component.value, 2))


def pricing_label(tool: Tool, messages: Messages) -> str:
    """Return the label of the pricing model; empty if unknown."""
    model = tool.pricing.model
    return "" if model is PricingModel.UNKNOWN else messages.gettext(PRICING_LABELS[model])


def pricing_cell(tool: Tool, messages: Messages) -> Cell:
    """Return the cell of the pricing model."""
    label = pricing_label(tool, messages)
    if not label:
        return _unknown_cell(messages)
    return Cell(label, url=tool.pricing.url, note=price_label(tool.pricing, messages))


def text_cell(words: str, messages: Messages) -> Cell:
    """Return the cell of a text that may be empty."""
    return Cell(words) if words else _unknown_cell(messages)


def status_cell(tool: Tool, messages: Messages) -> Cell:
    """Return the cell of the maintenance status."""
    if not tool.status:
        return _unknown_cell(messages)
    return Cell(messages.gettext(STATUS_LABELS[tool.status]))


def day_cell(day: date | None, as_of: date, messages: Messages) -> Cell:
    """Return the cell of a date: the date, and its age on the day `as_of` if that is later."""
    if day is None:
        return _unknown_cell(messages)
    days = (as_of - day).days
    return Cell(messages.day(day), note=messages.age(days, as_of) if days > 0 else "")


def attribute_number(value: AttributeValue | None) -> float | None:
    """Return the value of an attribute where it is a number."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def attribute_cell(
    value: AttributeValue | None,
    spec: AttributeSpec,
    messages: Messages,
    as_of: date | None = None,
) -> Cell:
    """Return the value of an attribute; with the day `as_of` also how old a date is."""
    match value:
        case None:
            return _unknown_cell(messages)
        case bool():
            return Cell(messages.gettext(YES if value else NO))
        case int() | float():
            return Cell(f"{messages.number(value)} {spec.unit}".strip())
        case date():
            return day_cell(value, as_of, messages) if as_of else Cell(messages.day(value))
        case tuple():
            return Cell(messages.listed(value), items=value)
    if spec.kind is AttributeKind.MONEY:
        return Cell(money_label(value, messages))
    if spec.kind is AttributeKind.RANGE:
        return Cell(range_label(value, spec.unit, messages))
    return Cell(value, url=value if spec.kind is AttributeKind.URL else "")


def may_include(entry: str, other: str) -> bool:
    """Return whether one entry of a list may include the other, as `GPU` includes `NVIDIA GPU`."""
    words, others = _words(entry), _words(other)
    return words <= others or others <= words


@lru_cache(maxsize=20_000)
def _words(entry: str) -> frozenset[str]:
    """Return the words of an entry of a list, in lower case."""
    return frozenset(entry.lower().split())


def is_general_for(entry: str, other: str) -> bool:
    """Return whether an entry of a list is the general word for another, as `GPU` of `NVIDIA GPU`.

    A name with a digit is no general word: `INC FP8` is another format than `FP8`. Nor is one for
    an entry with a restriction in brackets.
    """
    words, others = _words(entry), _words(other)
    return words < others and "(" not in other and not any(map(str.isdigit, entry))


def common_entries(a: Cell, b: Cell) -> tuple[str, ...]:
    """Return the shared entries of two lists, and the general words for entries of one side.

    The result does not depend on which of the two comes first.
    """
    once: dict[str, str] = {}
    for entry in (entry for shared in sorted((a.shared, b.shared)) for entry in shared):
        key = entry.lower()
        once[key] = min(entry, once.get(key, entry))
    return tuple(once.values())
