"""Sentences of a comparison, from the files or the table; mirrored on the mirrored page."""

import re
from collections.abc import Iterator, Sequence

from ssg.catalog import Capability
from ssg.comparison.cells import Cell
from ssg.comparison.profile import ToolProfile, plain
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison, points_text
from ssg.foreign_text import in_language_of
from ssg.messages import ENGLISH, Messages
from ssg.text import sentences

__all__ = ["built_on_sentence", "lead_sentence", "quote", "undocumented_sentence", "way_sentence"]

SMALLEST_PART = 0.5
"""Points below which a component is not named as making the difference."""
SCORED = ("rank", "component-")
"""Rows of the score: what is unknown of it is said where the score is explained."""
MOST_ENTRIES = 3
"""Entries of a long list that are named."""
LEAST_WORDS, MOST_WORDS = 6, 20
"""Words of the sentence on how a tool does something."""
DEPENDENT = re.compile(
    r"(?:this|that|these|those|they|such|both|neither|either|here|there|its?|he|she|likewise"
    r"|similarly|also|instead|otherwise|only|then|so|but|and|in contrast|by contrast|unlike that"
    r"|the (?:former|latter|others?|same|rest|two))\b|.*\b(?:this|these|those|them|yields? it"
    r"|likewise|here|there|the former|the latter|that one)\b",
    re.IGNORECASE,
)
"""A sentence with such a beginning needs its predecessor."""
UNFINISHED = re.compile(r"\b(?:neither|none|either|both|so|too|that|it|them)\W*$")
"""A sentence that ends like this, too."""


def lead_sentence(comparison: Comparison) -> str:
    """Name the components known for both tools that make the difference on the common basis."""
    if not comparison.ahead or not comparison.verdict.gives_points:
        return ""
    ahead, behind = (
        (comparison.a, comparison.b) if comparison.ahead == "a" else (comparison.b, comparison.a)
    )
    sign = 1 if comparison.ahead == "a" else -1
    messages = comparison.a.messages
    same = {row.key for row in comparison.rows if row.same}
    parts = [
        (
            sign * (round(part.points_a, 1) - round(part.points_b, 1)),
            messages.lowered(part.label),
        )
        for part in comparison.shared_components
        if f"component-{part.name}" not in same
    ]
    gains = sorted((-points, label) for points, label in parts if points > SMALLEST_PART)
    losses = sorted((points, label) for points, label in parts if points < -SMALLEST_PART)
    if not gains:
        return ""
    gained = messages.join(
        [
            messages.gettext(
                "{points} on {label}", points=points_text(-points, messages), label=label
            )
            for points, label in gains
        ]
    )
    if not losses:
        return messages.gettext("{name} gains {points}.", name=ahead.name, points=gained)
    lost = messages.join(
        [
            messages.gettext(
                "{points} on {label}", points=messages.number(round(-points, 1)), label=label
            )
            for points, label in losses
        ]
    )
    return messages.gettext(
        "{name} gains {points}; {other} gains {other_points}.",
        name=ahead.name,
        points=gained,
        other=behind.name,
        other_points=lost,
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
    """Name the facts unknown for a side, each with the other side's value; empty for none."""
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
    return messages.gettext("Not documented for {name}: {facts}.", name=name, facts=listed)


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
    telling = [one for one in found if LEAST_WORDS <= len(one.split()) <= MOST_WORDS]
    return min(telling or found, key=lambda one: len(one.split()), default="")


def quote(
    capability: Capability, me: ToolProfile, other: ToolProfile, tools: re.Pattern[str]
) -> str:
    """Return the first sentence or clause of a capability's text that is about the other tool.

    `tools` finds the names of all tools of the site. Empty where no sentence names the other tool,
    where it is about a third tool, or where it cannot be understood alone.
    """
    text = capability.vs_alternatives
    if not other.is_named_in(text):
        return ""
    for sentence in sentences(text):
        for clause in (*_statements(sentence, other, tools), sentence):
            if other.is_named_in(clause) and _is_alone(clause, me, other, tools):
                return in_language_of(text, plain(clause.rstrip(".;, ")) + ".")
    return ""


def _statements(sentence: str, other: ToolProfile, tools: re.Pattern[str]) -> Iterator[str]:
    """Yield the clauses of a sentence that begin with the names of tools and a verb.

    These are sentences of their own. `tools` finds the names of all tools.
    """
    starts = [0, *(joint.end() for joint in JOINT.finditer(sentence))]
    for start in starts if len(starts) > 1 else ():
        clause = sentence[start:].partition("; ")[0]
        end, number = 0, 0
        while named := tools.match(clause, end):
            joint = LIST_JOINT.match(clause, named.end())
            end, number = joint.end() if joint else named.end(), number + 1
        verb = (PLURAL_VERB if number > 1 else VERB).match(clause, end)
        if number and verb and other.is_named_in(clause[:end]):
            yield clause


def _is_alone(clause: str, me: ToolProfile, other: ToolProfile, tools: re.Pattern[str]) -> bool:
    """Return whether a sentence or clause can be understood without the text around it."""
    return not (
        DEPENDENT.match(clause)
        or UNFINISHED.search(clause)
        or _is_about_third(clause, me, other, tools)
    )


def _is_about_third(
    clause: str, me: ToolProfile, other: ToolProfile, tools: re.Pattern[str]
) -> bool:
    """Return whether a third tool is named first, and not in a list with the other tool."""
    named = other.name_pattern.search(clause)
    before = clause[: named.start()] if named else clause
    third = next((found for found in tools.finditer(before) if found.group() not in me.names), None)
    between = tools.sub("", before[third.start() :]) if third else ""
    return bool(PLAIN_WORD.search(LIST_WORD.sub("", between)))


PLAIN_WORD = re.compile(r"(?<!\w)[a-z]{2,}(?!\w)")
JOINT = re.compile(r"; |, (?:and|but|while|whereas) ")
LIST_JOINT = re.compile(r", and |, | and ")
VERB = re.compile(
    r"(?: (?:also|itself|only|never|still))? "
    r"(?!this|plus|thus|versus|always|perhaps|besides|towards)"
    r"(?:is|has|can|cannot|does|[a-z]{2,}[^s\W]s)\b(?! too\W*$| so\W*$)"
)
"""A verb after the name of one tool."""
PLURAL_VERB = re.compile(
    r" (?:are|have|can|cannot|do|need|use|keep|leave|take|offer|support|run|train|load|write|read"
    r"|store|let|give|make|add|work|start|shard|call|wrap|rely|expect|stay|ship|provide|cover|hold"
    r"|split|build|set|save|handle|pick|apply|accept|admit|serve|name|compute|define|put|send)\b"
)
"""A verb after the names of several tools."""
LIST_WORD = re.compile(r"(?<!\w)(?:and|or)(?!\w)")
