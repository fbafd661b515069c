"""What layouts see of a capability."""

from datetime import date

from ssg.catalog import Basis, Capability, Source
from ssg.messages import ENGLISH
from ssg.views.capability_cards import card, in_short
from ssg.views.footnotes import FootnoteEntry
from support.strategies import a_capability

SOURCES = (
    Source(url="https://www.example.org/a/", basis=Basis.VENDOR, checked=date(2026, 11, 1)),
    Source(basis=Basis.ASSERTED),
)
NOTE = FootnoteEntry(
    tool="", value="", url="https://x.example/", host="x.example", basis="", checked="", note=""
)


def capability() -> Capability:
    """Return a capability with lists and sources."""
    return a_capability(
        description="Trains *well*.",
        best_for=("small networks",),
        limitations=("one device", "no <sparse> tensors"),
        sources=SOURCES,
    )


def test_a_source_is_shown_by_its_host_basis_and_day() -> None:
    shown = card(capability(), "", {}, ENGLISH).sources
    assert [(source.host, source.url, source.checked) for source in shown] == [
        ("example.org", "https://www.example.org/a/", "2026-11-01"),
        ("", "", ""),
    ]
    assert len({source.basis for source in shown}) == 2
    assert in_short(capability(), ENGLISH)[1] == shown[0]


def test_only_lists_with_entries_are_shown_in_the_order_of_the_card() -> None:
    facts = card(capability(), "", {}, ENGLISH).facts
    assert [(label, [str(entry.html) for entry in entries]) for label, entries in facts] == [
        ("Best for", ["small networks"]),
        ("Limits", ["one device", "no &lt;sparse&gt; tensors"]),
    ]


def test_footnotes_are_numbered_in_the_order_of_the_entries() -> None:
    entries = {("limitations", 1): NOTE, ("best_for", 0): NOTE, ("requires", 0): NOTE}
    made = card(capability(), "", entries, ENGLISH)
    assert [(note.number, note.key, note.label) for note in made.footnotes] == [
        (1, "best_for", "Best for"),
        (2, "limitations", "Limits"),
    ]
    notes = [entry.note for _, listed in made.facts for entry in listed]
    assert [note and note.number for note in notes] == [1, None, 2]
