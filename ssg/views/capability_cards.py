"""A capability -> what layouts see of it: whole on its tool's page, in a sentence or two beside another tool's."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ssg.catalog import Capability, Source
from ssg.rendering.markdown import to_html, to_inline_html
from ssg.text import first_sentences

__all__ = ["CardView", "SourceView", "card", "in_short"]

WAY_WORDS, GIST_WORDS = 12, 8
"""Words after which a text on a versus page ends with the sentence that they stand in: beside another tool's way to do the
same thing, and alone. The tool's own page has all of it; here much text would hide what differs."""
SOURCES_BESIDE, SOURCES_ALONE = 2, 1
"""Sources that stand under a claim on a versus page; the tool's own page has them all."""


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
    """Address at which its lines can be edited, or nothing."""


def card(capability: Capability, edit: str) -> CardView:
    """Make what the layout of a whole card sees."""
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


def in_short(capability: Capability, *, alone: bool) -> tuple[Markup, tuple[SourceView, ...]]:
    """Return how a tool does it, or what sets it apart where it stands alone, and the sources that differ as shown."""
    if alone:
        text = first_sentences(capability.unique or capability.description, GIST_WORDS)
    else:
        text = first_sentences(capability.description or capability.unique, WAY_WORDS)
    shown = {(source.host, source.basis): source for source in reversed(_sources(capability))}
    return to_inline_html(text), tuple(reversed(shown.values()))[
        : SOURCES_ALONE if alone else SOURCES_BESIDE
    ]


def _sources(capability: Capability) -> tuple[SourceView, ...]:
    return tuple(map(_source, capability.sources))


def _source(source: Source) -> SourceView:
    host = source.url.split("/")[2].removeprefix("www.") if source.url else ""
    return SourceView(host=host, url=source.url, basis=source.basis, checked=_day(source.checked))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
