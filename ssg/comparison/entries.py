"""Whether a tool may have an entry that only another tool's list has, by its texts and its bases.

Lists are seldom complete: an entry that a file names outside of its list is no difference.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from ssg.comparison.cells import may_include
from ssg.comparison.profile import FACT_PREFIX, Fact, ToolProfile
from ssg.settings import Inheritance

__all__ = ["Standing", "standing"]

STATEMENT = re.compile(r"[^.;:\n]+|[.;:\n]+")
"""A statement of a text, or what ends it."""
OUT_OF_USE = re.compile(
    r".*\b(?:(?:is|are|was|were) not (?:used|needed|required|supported|included|available)"
    r"|(?:was|were|been) (?:removed|dropped))\b"
)
"""At the start of a statement in lower case: that something is not used."""
NEGATION = re.compile(
    r"\b(?:no|not|without|never|neither|nor|cannot|lacks?|instead of|rather than|\w+n't)\b"
    r"(?! (?:only|just|merely|limited)\b)[^.,;:()\n]*"
)
"""In a text in lower case: what follows a negation, up to the end of the clause."""
MOST_BETWEEN = 4
"""Words of a limit, with `no`, up to what it denies."""
STATEMENT_END = re.compile(r"[.;:]\s|\n")
LEAST_WORDS = 3
"""Words of an entry that a text may have in another order."""
LONG = 5
"""Characters from which an entry may be the beginning of a longer word of a text."""


class Standing(StrEnum):
    """What a tool's file says of an entry that is not in its list."""

    ABSENT = "absent"
    """Nothing, or that the tool lacks it."""
    NAMED = "named"
    """Its texts name the entry."""
    LIKELY = "likely"
    """Its texts name a synonym, or it has the entry through what it is built on."""


def standing(side: ToolProfile, entry: str, fact: Fact, other: ToolProfile) -> Standing:
    """Return what a tool's file says of an entry of another tool's list, `fact`.

    A tool that is built on the other one has of it what the site inherits in any case.
    """
    if entry in side.names or _is_denied(side, entry.lower()):
        return Standing.ABSENT
    text = _affirmed(side)
    if _names(text, entry) or _describes(text, entry):
        return Standing.NAMED
    is_own = fact.inherited is not Inheritance.ALL and side.is_built_on(other)
    inherited = () if is_own else side.inherited.get(fact.key.removeprefix(FACT_PREFIX), ())
    is_restricted = "(" in entry  # a base that has it does not have the restriction
    has_it = not is_restricted and any(may_include(entry, each) for each in inherited)
    if has_it:
        return Standing.LIKELY
    own = next((words for key, words in fact.synonyms if key == entry), ())
    synonyms = (*own, *side.site_synonyms.get(entry.lower(), ()))
    if any(_names(text, synonym) for synonym in synonyms):
        return Standing.LIKELY
    return Standing.ABSENT


def _describes(text: str, entry: str) -> bool:
    """Return whether a text has all words of an entry of several in one statement."""
    words = entry.lower().split()
    if len(words) < LEAST_WORDS or not all(word in text for word in words):
        return False
    return any(
        all(_pattern(word).search(statement) for word in words)
        for statement in STATEMENT_END.split(text)
    )


def _affirmed(side: ToolProfile) -> str:
    """Return the tool's own texts without what they deny."""
    return _read(side)[0]


def _read(side: ToolProfile) -> tuple[str, tuple[str, ...]]:
    """Return the tool's own texts without what they deny, and the statements of no use."""
    if not side.statements_made:
        unused = {
            piece: found.group()
            for piece in STATEMENT.findall(side.text)
            if (found := OUT_OF_USE.match(piece))
        }
        rest = STATEMENT.sub(lambda piece: _after(piece.group(), unused), side.text)
        side.statements_made.append((NEGATION.sub("", rest), tuple(unused.values())))
    return side.statements_made[0]


def _after(piece: str, unused: Mapping[str, str]) -> str:
    return piece.removeprefix(unused.get(piece, ""))


def _is_denied(side: ToolProfile, entry: str) -> bool:
    """Return whether the texts deny an entry in lower case.

    They do by a limit, `no KTO or ORPO recipes`, or a statement, `PEFT and TRL are not used`.
    """
    tool = side.tool.original or side.tool
    limits = (item.lower() for each in tool.capabilities for item in each.limitations)
    if any(_denies(entry, limit) for limit in limits if limit.startswith("no ")):
        return True
    return any(_pattern(entry).search(unused) for unused in _read(side)[1])


def _denies(entry: str, limit: str) -> bool:
    found = _pattern(entry).search(limit)
    return found is not None and len(limit[: found.start()].split()) <= MOST_BETWEEN


def _names(text: str, phrase: str) -> bool:
    """Return whether a text in lower case has a phrase as words; a plain search comes first."""
    phrase = phrase.lower()
    return phrase.split()[0][:LONG] in text and _pattern(phrase).search(text) is not None


@lru_cache(maxsize=20_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase in lower case: in one word or several, singular or plural."""
    words = r"[\s_-]*".join(map(re.escape, re.split(r"[\s_-]+", phrase)))
    end = "" if len(phrase) >= LONG else r"s?(?![^\W_]|[+#])"
    return re.compile(rf"(?<![^\W_]){words}{end}")
