"""What layouts see of a capability: all of it on the tool's page, one sentence on a comparison."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ssg.catalog import Capability, Source
from ssg.comparison.summary import way_sentence
from ssg.rendering.markdown import to_html, to_inline_html

__all__ = ["CardView", "SourceView", "card", "in_short"]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is shown under a claim."""

    host: str
    url: str
    basis: str
    checked: str


@dataclass(frozen=True, slots=True)
class CardView:
    """What the layout of a capability's card on its tool's page sees."""

    title: str
    description: Markup
    unique: Markup
    vs_alternatives: Markup
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    """Label -> entries, e.g. `Best for`."""
    sources: tuple[SourceView, ...]
    edit: str
    """URL for editing its lines, or empty."""


def card(capability: Capability, edit: str) -> CardView:
    """Return the view of a full card."""
    facts = (
        ("Best for", capability.best_for),
        ("Limits", capability.limitations),
        ("Needs", capability.requires),
        ("Takes", capability.inputs),
        ("Gives", capability.outputs),
    )
    return CardView(
        title=capability.title,
        description=to_html(capability.description),
        unique=to_inline_html(capability.unique),
        vs_alternatives=to_inline_html(capability.vs_alternatives),
        edit=edit,
        sources=_sources(capability),
        facts=tuple(
            (label, tuple(map(to_inline_html, entries))) for label, entries in facts if entries
        ),
    )


def in_short(capability: Capability) -> tuple[Markup, SourceView | None]:
    """Return a sentence on how a tool does something, and its first source."""
    sources = _sources(capability)
    return to_inline_html(way_sentence(capability)), sources[0] if sources else None


def _sources(capability: Capability) -> tuple[SourceView, ...]:
    return tuple(map(_source, capability.sources))


def _source(source: Source) -> SourceView:
    host = source.url.split("/")[2].removeprefix("www.") if source.url else ""
    return SourceView(host=host, url=source.url, basis=source.basis, checked=_day(source.checked))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
