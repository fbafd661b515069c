"""Sentences of a comparison, each repeating the files or the table; the mirrored page says mirrored things."""

import re
from collections.abc import Sequence

from ssg.catalog import Capability
from ssg.comparison.profile import ToolProfile, plain
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison
from ssg.text import inside_sentence, join_words, number, sentences

__all__ = ["lead_sentence", "quote", "undocumented_sentence", "way_sentence"]

SMALLEST_PART = 0.05
"""Points below which a component makes no difference."""
LEAST_WORDS, MOST_WORDS = 6, 20
"""Words of the sentence that says how a tool does something."""
DEPENDENT = re.compile(
    r"(?:this|that|these|those|they|such|both|neither|either|here|there|its?|he|she|the "
    r"(?:former|latter|other|same))\b",
    re.IGNORECASE,
)
"""A sentence that begins like this needs the one before it."""
UNFINISHED = re.compile(r"\b(?:neither|none|either|both|so|too|that|it|them)\W*$")
"""A sentence that ends like this, too."""


def lead_sentence(comparison: Comparison) -> str:
    """Say which of the components that are known for both make the difference on the common basis."""
    if not comparison.ahead:
        return ""
    ahead, behind = (
        (comparison.a, comparison.b) if comparison.ahead == "a" else (comparison.b, comparison.a)
    )
    sign = 1 if comparison.ahead == "a" else -1
    same = {row.key for row in comparison.rows if row.same}
    parts = [
        (sign * (part.points_a - part.points_b), part.label.lower())
        for part in comparison.shared_components
        if f"component-{part.name}" not in same
    ]
    gains = sorted((-points, label) for points, label in parts if points > SMALLEST_PART)
    losses = sorted((points, label) for points, label in parts if points < -SMALLEST_PART)
    if not gains:
        return ""
    gained = join_words([f"{_points(-points)} on {label}" for points, label in gains])
    lost = join_words([f"{number(round(-points, 1))} on {label}" for points, label in losses])
    back = f"; {behind.tool.name} gains {lost}" if lost else ""
    return f"{ahead.tool.name} gains {gained}{back}."


def _points(points: float) -> str:
    shown = number(round(points, 1))
    return f"{shown} point" if shown == "1" else f"{shown} points"


def undocumented_sentence(rows: Sequence[Row], side: str, name: str, other: str) -> str:
    """Name the facts that are unknown for a side, each with the value of the other side; empty for none."""
    facts = [
        f"{inside_sentence(row.label)} ({other}: {(row.b if side == 'a' else row.a).text})"
        for row in rows
        if row.undocumented == side
    ]
    return f"Not documented for {name}: {'; '.join(facts)}." if facts else ""


def way_sentence(capability: Capability) -> str:
    """Return one sentence about how a tool does something: the shorter of how it works and what is unique."""
    found = [
        parts[0] for parts in map(sentences, (capability.description, capability.unique)) if parts
    ]
    telling = [one for one in found if LEAST_WORDS <= len(one.split()) <= MOST_WORDS]
    return min(telling or found, key=lambda one: len(one.split()), default="")


def quote(capability: Capability, other: ToolProfile) -> str:
    """Return what a capability's text says of the other tool: the first sentence or clause that names it.

    Empty where none does, or where it cannot be understood alone.
    """
    text = capability.vs_alternatives
    if not other.is_named_in(text):
        return ""
    for sentence in sentences(text):
        if not other.is_named_in(sentence):
            continue
        clauses = sentence.split("; ")
        named = (
            next(clause for clause in clauses if other.is_named_in(clause))
            if all(map(_independent, clauses))
            else sentence
        )
        if not DEPENDENT.match(named) and not UNFINISHED.search(named):
            return plain(named.rstrip(".;, ")) + "."
    return ""


def _independent(clause: str) -> bool:
    """Return whether a clause begins like a sentence of its own."""
    return clause[:1].isupper() or clause.split(maxsplit=1)[0].lower() not in JOINING


JOINING = frozenset(
    {"and", "but", "or", "while", "whereas", "it", "its", "they", "this", "so", "then", "with"}
)
