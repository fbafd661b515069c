"""Sentences of a comparison, from the files or the table; mirrored on the mirrored page."""

from collections.abc import Iterable, Sequence

from ssg.catalog import Capability
from ssg.comparison.cells import Cell
from ssg.comparison.profile import ToolProfile
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison, points_text
from ssg.foreign_text import in_language_of
from ssg.messages import ENGLISH, Messages
from ssg.text import sentences

__all__ = [
    "built_on_sentence",
    "flags_sentence",
    "lead_sentence",
    "undocumented_sentence",
    "way_sentence",
]

SMALLEST_PART = 0.5
"""Points below which a component is not named as making the difference."""
SCORED = ("rank", "component-", "signal-")
"""Rows of the score: what is unknown of it is said where the score is explained."""
MOST_ENTRIES = 3
"""Entries of a long list that are named."""
LEAST_WORDS, MOST_WORDS = 6, 20
"""Words of the sentence on how a tool does something."""


def lead_sentence(comparison: Comparison) -> str:
    """Name the components known for both tools that make the difference on the common basis."""
    if not comparison.ahead or not comparison.verdict.gives_points:
        return ""
    a, b, messages = comparison.a, comparison.b, comparison.a.messages
    ahead, behind = (a, b) if comparison.ahead == "a" else (b, a)
    parts = _points_ahead(comparison)
    gains = sorted((-points, label) for points, label in parts if points > SMALLEST_PART)
    losses = sorted((points, label) for points, label in parts if points < -SMALLEST_PART)
    if not gains:
        return ""
    gained = _on_components(
        [(points_text(-each, messages), label) for each, label in gains], messages
    )
    if not losses:
        return messages.gettext("{name} gains {points}.", name=ahead.name, points=gained)
    lost = [(messages.number(round(-points, 1)), label) for points, label in losses]
    return messages.gettext(
        "{name} gains {points}; {other} gains {other_points}.",
        name=ahead.name,
        points=gained,
        other=behind.name,
        other_points=_on_components(lost, messages),
    )


def _points_ahead(comparison: Comparison) -> list[tuple[float, str]]:
    """Return by how many points the side that is ahead leads on each component, and its label.

    Components by given values that the table shows as the same are left out.
    """
    sign = 1 if comparison.ahead == "a" else -1
    components = (row for row in comparison.rows if row.key.startswith("component-"))
    same = {row.key for row in components if row.same}
    return [
        (
            sign * (round(part.points_a, 1) - round(part.points_b, 1)),
            comparison.a.messages.lowered(part.label),
        )
        for part in comparison.shared_components
        if part.signals or f"component-{part.name}" not in same
    ]


def _on_components(parts: Iterable[tuple[str, str]], messages: Messages) -> str:
    """Join points, in words, and the labels of the components that they are on."""
    return messages.join(
        [
            messages.gettext("{points} on {label}", points=points, label=label)
            for points, label in parts
        ]
    )


def built_on_sentence(a: ToolProfile, b: ToolProfile, names: tuple[str, str]) -> str:
    """Say which of the two is built on the other by its file; empty if neither is."""
    for side, other, (name, part) in ((a, b, names), (b, a, names[::-1])):
        if side.is_built_on(other):
            return a.messages.gettext("{name} is built on {other}.", name=name, other=part)
    return ""


def undocumented_sentence(
    rows: Sequence[Row], side: str, name: str, other: str, messages: Messages = ENGLISH
) -> str:
    """Name the facts unknown for a side, each with the other side's value; empty for none.

    That is a gap of the site, and says nothing about the tool.
    """
    facts = [
        messages.gettext(
            "{label} ({name}: {value})",
            label=messages.inside_sentence(row.label),
            name=other,
            value=_shortly(row.b if side == "a" else row.a, messages),
        )
        for row in rows
        if row.undocumented == side and not row.key.startswith(SCORED)
    ]
    if not facts:
        return ""
    listed = messages.gettext("; ").join(facts)
    return messages.gettext(
        "Not recorded on this site for {name}: {facts}.", name=name, facts=listed
    )


def flags_sentence(labels: Sequence[str], name: str, messages: Messages) -> str:
    """Name what only the file of one side records, and no file denies; empty for none."""
    if not labels:
        return ""
    listed = messages.gettext("; ").join(map(messages.inside_sentence, labels))
    return messages.gettext("Recorded on this site for {name}: {facts}.", name=name, facts=listed)


def _shortly(cell: Cell, messages: Messages) -> str:
    """Return the value of a cell; of a long list only the first entries and how many follow."""
    rest = len(cell.items) - MOST_ENTRIES
    if rest <= 1:
        return cell.text
    return messages.ngettext(
        "{entries} and {number} more",
        "{entries} and {number} more",
        rest,
        entries=messages.listed(cell.items[:MOST_ENTRIES]),
    )


def way_sentence(capability: Capability) -> str:
    """Return a sentence on how a tool does something: the shorter of mechanism and uniqueness."""
    found = [
        in_language_of(text, parts[0])
        for text in (capability.description, capability.unique)
        if (parts := sentences(text))
    ]
    of_good_length = [one for one in found if LEAST_WORDS <= len(one.split()) <= MOST_WORDS]
    return min(of_good_length or found, key=lambda one: len(one.split()), default="")
