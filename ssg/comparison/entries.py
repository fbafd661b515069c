"""Whether a tool may have an entry that only another tool's list has, by its texts and its bases.

Lists are seldom complete: an entry that a file names outside of its list is no difference.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ssg.catalog import Tool
from ssg.comparison.cells import Standing, may_include
from ssg.comparison.jobs import BUILT_ON
from ssg.comparison.profile import FACT_PREFIX, SHORT, Fact, ToolProfile

__all__ = ["standing"]

STATEMENT = re.compile(r"[^.;:\n]+|[.;:\n]+")
"""A statement of a text, or what ends it."""
OUT_OF_USE = re.compile(
    r".*\b(?:(?:is|are|was|were) not (?:used|needed|required|supported|included|available)"
    r"|(?:was|were|been) (?:removed|dropped))\b",
    re.IGNORECASE,
)
"""At the start of a statement: that something is not used."""
NEGATION = re.compile(
    r"\b(?:no|not|without|never|neither|nor|cannot|lacks?|instead of|rather than|\w+n't)\b"
    r"(?! (?:only|just|merely|limited)\b)[^.,;:()\n]*",
    re.IGNORECASE,
)
"""What follows a negation, up to the end of the clause."""
MOST_BETWEEN = 4
"""Words of a limit, with `no`, up to what it denies."""
STATEMENT_END = re.compile(r"[.;:]\s|\n")
LEAST_WORDS = 3
"""Words of an entry that a text may have in another order."""
NAME = re.compile(r"[A-Z][a-z]+")
"""A name that is a common noun in lower case, or where a sentence begins with it."""
SENTENCE = ("", ".", ":", ";", "\n", "!", "?")
"""What precedes the first word of a sentence or of a text."""


def standing(side: ToolProfile, entry: str, fact: Fact) -> Standing:
    """Return what a tool's file says of an entry of another tool's list, `fact`.

    It is the same in all comparisons of the tool.
    """
    key = fact.key, entry
    if key not in side.standings_made:
        side.standings_made[key] = _standing(side, entry, fact)
    return side.standings_made[key]


def _standing(side: ToolProfile, entry: str, fact: Fact) -> Standing:
    if entry in side.names or _is_denied(side, entry.lower()):
        return Standing.ABSENT
    inherited = side.inherited.get(fact.key.removeprefix(FACT_PREFIX), ())
    is_restricted = "(" in entry  # a base that has it does not have the restriction
    if not is_restricted and any(may_include(entry, each) for each in inherited):
        return Standing.LIKELY
    own = next((words for key, words in fact.synonyms if key == entry), ())
    synonyms = (*own, *side.site_synonyms.get(entry.lower(), ()))
    # A text may name what a tool is used with, which does not make it a part of the tool.
    if fact.key != FACT_PREFIX + BUILT_ON and _affirms(_read(side)[0], entry, synonyms):
        return Standing.LIKELY
    if any(_names(side.text, phrase) for phrase in (entry, *synonyms)):
        return Standing.DOUBTFUL
    return Standing.ABSENT


def _affirms(text: str, entry: str, synonyms: Sequence[str]) -> bool:
    """Return whether the affirmative text of a tool has an entry of a list or a synonym."""
    lower = text.lower()
    if _describes(lower, entry) or any(_names(lower, synonym) for synonym in synonyms):
        return True
    if not NAME.fullmatch(entry):
        return _names(lower, entry)
    return any(
        text[found.start() :][:1].isupper()
        and text[: found.start()].rstrip(" \"'`(")[-1:] not in SENTENCE
        for found in _pattern(entry.lower()).finditer(lower)
    )


def _describes(text: str, entry: str) -> bool:
    """Return whether a text has all words of an entry of several in one statement."""
    words = entry.lower().split()
    if len(words) < LEAST_WORDS or not all(word in text for word in words):
        return False
    return any(
        all(_pattern(word).search(statement) for word in words)
        for statement in STATEMENT_END.split(text)
    )


def _read(side: ToolProfile) -> tuple[str, tuple[str, ...]]:
    """Return what a tool's texts affirm of the tool, and the statements of no use in lower case.

    The patterns are for English: of other languages nothing is known to be affirmed.
    """
    if not side.statements_made:
        text = _own_statements(side.tool.original or side.tool) if side.is_english else ""
        unused = {
            piece: found.group()
            for piece in STATEMENT.findall(text)
            if (found := OUT_OF_USE.match(piece))
        }
        rest = STATEMENT.sub(lambda piece: _after(piece.group(), unused), text)
        denied = tuple(statement.lower() for statement in unused.values())
        side.statements_made.append((NEGATION.sub("", rest), denied))
    return side.statements_made[0]


def _own_statements(tool: Tool) -> str:
    """Return what a file states of its tool: no limits, requirements and notes about others."""
    texts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        texts += [capability.title, capability.description, capability.unique, *capability.outputs]
    return "\n".join(texts)


def _after(piece: str, unused: Mapping[str, str]) -> str:
    return piece.removeprefix(unused.get(piece, ""))


def _is_denied(side: ToolProfile, entry: str) -> bool:
    """Return whether the texts deny an entry in lower case.

    They do by a limit, `no Redis or Kafka queues`, or a statement, `Redis and Kafka are not used`.
    """
    if not side.is_english:
        return False
    tool = side.tool.original or side.tool
    limits = (item.lower() for each in tool.capabilities for item in each.limitations)
    if any(_denies(entry, limit) for limit in limits if limit.startswith("no ")):
        return True
    first, *more = entry.split()  # without Kafka there is no `Kafka 3`
    phrases = (entry, first) if more and len(first) > SHORT else (entry,)
    unused = _read(side)[1]
    return any(_pattern(phrase).search(statement) for phrase in phrases for statement in unused)


def _denies(entry: str, limit: str) -> bool:
    found = _pattern(entry).search(limit)
    return found is not None and len(limit[: found.start()].split()) <= MOST_BETWEEN


def _names(text: str, phrase: str) -> bool:
    """Return whether a text in lower case has a phrase as words; a plain search comes first."""
    phrase = phrase.lower()
    return phrase.split()[0] in text and _pattern(phrase).search(text) is not None


@lru_cache(maxsize=20_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase in lower case as whole words, joined or not, or in the plural."""
    words = r"[\s_-]*".join(map(re.escape, re.split(r"[\s_-]+", phrase)))
    return re.compile(rf"(?<![^\W_]){words}s?(?![^\W_]|[+#])")
