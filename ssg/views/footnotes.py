"""Footnotes of facts: the source, basis and day of each value that its file gives with them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from ssg.catalog import ClaimSource, Tool
from ssg.comparison.facts import FACT_PREFIX
from ssg.labels import basis_label
from ssg.messages import Messages

__all__ = ["FootnoteEntry", "FootnoteView", "entry_notes", "footnotes", "source_notes"]


class FootnoteEntry(NamedTuple):
    """What one value is based on."""

    tool: str
    """Name of the tool, at its first entry; empty on the tool's own page."""
    value: str
    """The entries of a list that it is about, or empty."""
    url: str
    host: str
    basis: str
    checked: str
    """`2026-11-01`, or empty."""
    note: str


class FootnoteView(NamedTuple):
    """What a layout sees of a footnote; its number is its place in the list."""

    number: int
    key: str
    """The row that it belongs to."""
    label: str
    entries: tuple[FootnoteEntry, ...]


def source_notes(tool: Tool, messages: Messages) -> dict[str, tuple[FootnoteEntry, ...]]:
    """Return the entries of a tool: key of the row -> what its values are based on.

    Entries of a list that are based on the same share one.
    """
    notes: dict[str, tuple[FootnoteEntry, ...]] = {}
    pricing = tool.pricing
    if pricing.basis or pricing.checked or pricing.note:
        price = ClaimSource(
            source=pricing.url, basis=pricing.basis, checked=pricing.checked, note=pricing.note
        )
        notes["pricing"] = (_entry(price, messages),)
    values = dict(tool.attributes)
    for claim in tool.claims:
        key, value = _row(claim.keys), ""
        entries = values.get(str(claim.keys[1])) if len(claim.keys) > 1 else None
        if claim.keys[0] == "attributes" and isinstance(claim.keys[-1], int):
            value = entries[claim.keys[-1]] if isinstance(entries, tuple) else ""
        if key:
            notes[key] = (*notes.get(key, ()), _entry(claim.based_on, messages, value))
    return {key: _merged(entries, messages) for key, entries in notes.items()}


def _merged(entries: tuple[FootnoteEntry, ...], messages: Messages) -> tuple[FootnoteEntry, ...]:
    """Return footnote entries with one for all values that are based on the same."""
    values: dict[FootnoteEntry, list[str]] = {}
    for entry in entries:
        values.setdefault(entry._replace(value=""), []).append(entry.value)
    return tuple(
        entry._replace(value=messages.listed(list(filter(None, found))))
        for entry, found in values.items()
    )


def entry_notes(tool: Tool, index: int, messages: Messages) -> dict[tuple[str, int], FootnoteEntry]:
    """Return what single entries of a capability's lists are based on: field, index -> source."""
    return {
        (str(claim.keys[2]), int(claim.keys[3])): _entry(claim.based_on, messages)
        for claim in tool.claims
        if claim.keys[:2] == ("capabilities", index) and len(claim.keys) == 4
    }


def _row(keys: tuple[str | int, ...]) -> str:
    """Return the key of the row that shows a value; empty for values of capabilities."""
    match keys:
        case ("license",):
            return "licence"
        case ("status",):
            return "status"
        case ("attributes", name, *_):
            return f"{FACT_PREFIX}{name}"
    return ""


def _entry(based_on: ClaimSource, messages: Messages, value: str = "") -> FootnoteEntry:
    return FootnoteEntry(
        tool="",
        value=value,
        url=based_on.source,
        host=(urlsplit(based_on.source).hostname or "").removeprefix("www."),
        basis=basis_label(based_on.basis, based_on.source, messages) if based_on.basis else "",
        checked=based_on.checked.isoformat() if based_on.checked else "",
        note=based_on.note,
    )


def footnotes(
    rows: Iterable[tuple[str, str]],
    sides: Iterable[tuple[str, Mapping[str, tuple[FootnoteEntry, ...]]]],
) -> tuple[FootnoteView, ...]:
    """Return the footnotes of a table in the order of its rows.

    `rows` are keys and labels; `sides` are names of tools, empty on a tool's own page, and their
    `source_notes`.
    """
    sides = list(sides)
    found: list[FootnoteView] = []
    for key, label in rows:
        entries = tuple(
            entry if place else entry._replace(tool=name)
            for name, notes in sides
            for place, entry in enumerate(notes.get(key, ()))
        )
        if entries:
            found.append(FootnoteView(len(found) + 1, key, label, entries))
    return tuple(found)
