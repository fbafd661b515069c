"""What layouts see of a capability: all of it on the tool's page, one sentence on a comparison."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Capability, Source
from ssg.comparison.summary import way_sentence
from ssg.labels import basis_label
from ssg.messages import Messages, gettext_noop
from ssg.rendering.markdown import to_html, to_inline_html
from ssg.views.footnotes import FootnoteEntry, FootnoteView

__all__ = ["CardView", "ListEntryView", "SourceView", "card", "in_short"]


class SourceView(NamedTuple):
    """A source as it is shown under a claim."""

    host: str
    url: str
    basis: str
    checked: str


class ListEntryView(NamedTuple):
    """An entry of a list of a capability, e.g. one limit."""

    html: Markup
    note: FootnoteView | None
    """What it is based on, if its file gives that."""


class CardView(NamedTuple):
    """What the layout of a capability's card on its tool's page sees."""

    title: str
    description: Markup
    unique: Markup
    vs_alternatives: Markup
    anchor: str
    facts: tuple[tuple[str, tuple[ListEntryView, ...]], ...]
    """Label -> entries, e.g. `Best for`."""
    footnotes: tuple[FootnoteView, ...]
    """Sources of single entries."""
    sources: tuple[SourceView, ...]
    edit: str
    """URL for editing its lines, or empty."""


def card(
    capability: Capability,
    edit: str,
    entries: Mapping[tuple[str, int], FootnoteEntry],
    messages: Messages,
) -> CardView:
    """Return the view of a full card.

    `entries` says what single entries are based on: field and index -> source.
    """
    lists = _lists(capability, messages)
    notes = _notes(lists, entries)
    return CardView(
        title=capability.title,
        description=to_html(capability.description, first_heading=4),
        unique=to_inline_html(capability.unique),
        vs_alternatives=to_inline_html(capability.vs_alternatives),
        edit=edit,
        sources=_sources(capability, messages),
        anchor=capability.anchor,
        facts=tuple(
            (
                label,
                tuple(
                    ListEntryView(to_inline_html(text), notes.get((field, index)))
                    for index, text in enumerate(texts)
                ),
            )
            for field, label, texts in lists
        ),
        footnotes=tuple(notes.values()),
    )


def _lists(capability: Capability, messages: Messages) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return field, label and entries of the lists of a capability that have any."""
    lists = (
        ("best_for", gettext_noop("Best for"), capability.best_for),
        ("limitations", gettext_noop("Limits"), capability.limitations),
        ("requires", gettext_noop("Needs"), capability.requires),
        ("inputs", gettext_noop("Takes"), capability.inputs),
        ("outputs", gettext_noop("Gives"), capability.outputs),
    )
    return [(field, messages.gettext(label), texts) for field, label, texts in lists if texts]


def _notes(
    lists: Iterable[tuple[str, str, tuple[str, ...]]],
    entries: Mapping[tuple[str, int], FootnoteEntry],
) -> dict[tuple[str, int], FootnoteView]:
    """Return the footnotes of single entries, numbered in the order of the lists."""
    notes: dict[tuple[str, int], FootnoteView] = {}
    for field, label, texts in lists:
        for index in range(len(texts)):
            if (field, index) in entries:
                entry = entries[field, index]
                notes[field, index] = FootnoteView(len(notes) + 1, field, label, (entry,))
    return notes


def in_short(capability: Capability, messages: Messages) -> tuple[Markup, SourceView | None]:
    """Return a sentence on how a tool does something, and its first source."""
    sources = _sources(capability, messages)
    return to_inline_html(way_sentence(capability)), sources[0] if sources else None


def _sources(capability: Capability, messages: Messages) -> tuple[SourceView, ...]:
    return tuple(_source(source, messages) for source in capability.sources)


def _source(source: Source, messages: Messages) -> SourceView:
    host = source.url.split("/")[2].removeprefix("www.") if source.url else ""
    basis = basis_label(source.basis, source.url, messages)
    return SourceView(host=host, url=source.url, basis=basis, checked=_day(source.checked))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
