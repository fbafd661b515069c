"""What the text of a capability against other tools says of one of them: clauses and quotes."""

import re
from collections.abc import Iterator

from ssg.catalog import Capability
from ssg.comparison.profile import ToolProfile
from ssg.comparison.tool_texts import plain
from ssg.foreign_text import in_language_of
from ssg.text import sentences

__all__ = ["grants", "quote"]

DEPENDENT = re.compile(
    r"(?:this|that|these|those|they|such|both|neither|either|here|there|its?|he|she|likewise"
    r"|similarly|also|instead|otherwise|only|then|so|but|and|in contrast|by contrast|unlike that"
    r"|the (?:former|latter|others?|same|rest|two))\b|.*\b(?:this|these|those|them|yields? it"
    r"|likewise|here|there|the former|the latter|that one|such(?! as\b))\b",
    re.IGNORECASE,
)
"""A sentence with such a beginning needs its predecessor."""
UNFINISHED = re.compile(r"\b(?:neither|none|either|both|so|too|that|it|them)\W*$")
"""A sentence that ends like this, too."""
PLAIN_WORD = re.compile(r"(?<!\w)[a-z]{2,}(?!\w)")
JOINT = re.compile(r"; |, (?:and|but|while|whereas) ")
ANY_JOINT = re.compile(r"; |, (?:(?:and|but|while|whereas) )?")
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
LIMIT = re.compile(
    r"\b(?:no|not|none|nothing|never|neither|nor|only|lacks?|without|cannot|stops?|stays?|leaves?"
    r"|missing|absent|needs?|requires?|at most|single|fewer)\b|n't\b",
    re.IGNORECASE,
)
"""A statement with one of these may say that the tool lacks something."""
LIKENESS = re.compile(r"\b(?:also|too|as well|same|likewise|both|such)\b", re.IGNORECASE)
"""A statement with one of these says that the tool has it, too."""


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
        whole = _without_third(sentence, me, other, tools)
        statements = _statements(sentence, other, tools)
        cut = (_without_third(statement, me, other, tools) for statement in statements)
        for clause in (*cut, whole, whole.partition("; ")[0]):
            if other.is_named_in(clause) and _is_alone(clause, me, other, tools):
                return in_language_of(text, plain(clause.rstrip(".;, ")) + ".")
    return ""


def grants(capability: Capability, other: ToolProfile) -> bool:
    """Return whether a capability's text says that the other tool has it, in its own way or too.

    That is so where the other tool is the subject of a statement without a limit.
    """
    text = capability.vs_alternatives
    if not other.is_named_in(text):
        return False
    clauses = (clause for sentence in sentences(text) for clause in JOINT.split(sentence))
    return any(
        other.is_named_in(clause)
        and not LIMIT.search(clause)
        and (_begins_with(clause, other) or LIKENESS.search(clause))
        for clause in clauses
    )


def _begins_with(clause: str, other: ToolProfile) -> bool:
    """Return whether a tool is named first in a clause, or in a list of names that comes first."""
    named = other.name_pattern.search(clause)
    before = LIST_WORD.sub("", clause[: named.start()]) if named else clause
    return not PLAIN_WORD.search(before)


def _without_third(clause: str, me: ToolProfile, other: ToolProfile, tools: re.Pattern[str]) -> str:
    """Return a sentence up to the first statement about third tools alone."""
    own = {*me.names, *other.names}
    ends = {found.end() for found in tools.finditer(clause)}
    for joint in ANY_JOINT.finditer(clause):
        names, end = _names_at(clause, joint.end(), tools)
        verb = (PLURAL_VERB if len(names) > 1 else VERB).match(clause, end)
        in_list = joint.group() == ", " and joint.start() in ends
        if names and verb and own.isdisjoint(names) and not in_list:
            return clause[: joint.start()]
        rest = clause[joint.end() :]
        named = {found.group() for found in tools.finditer(rest)}
        if joint.group() == "; " and named and own.isdisjoint(named):
            return clause[: joint.start()]
    return clause


def _names_at(clause: str, start: int, tools: re.Pattern[str]) -> tuple[list[str], int]:
    """Return the names of tools in a list that begins at a place, and where the list ends."""
    names, end = [], start
    while named := tools.match(clause, end):
        names.append(named.group())
        joint = LIST_JOINT.match(clause, named.end())
        if not joint or not tools.match(clause, joint.end()):
            return names, named.end()
        end = joint.end()
    return names, end


def _statements(sentence: str, other: ToolProfile, tools: re.Pattern[str]) -> Iterator[str]:
    """Yield the clauses of a sentence that begin with the names of tools and a verb.

    These are sentences of their own. `tools` finds the names of all tools.
    """
    starts = [0, *(joint.end() for joint in JOINT.finditer(sentence))]
    for start in starts if len(starts) > 1 else ():
        clause = sentence[start:].partition("; ")[0]
        names, end = _names_at(clause, 0, tools)
        verb = (PLURAL_VERB if len(names) > 1 else VERB).match(clause, end)
        if names and verb and other.is_named_in(clause[:end]):
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
