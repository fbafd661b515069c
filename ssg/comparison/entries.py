"""What a tool's file says of an entry that only another tool's list has.

Lists are seldom complete: a text may name an entry outside of the list, and a base may bring it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from ssg.comparison.cells import Standing
from ssg.comparison.profile import Denial, ToolProfile
from ssg.comparison.tool_texts import SHORT

__all__ = ["Synonyms", "denial_patterns", "is_narrowed", "occurrences", "standing"]

Synonyms = Sequence[tuple[str, tuple[str, ...]]]
"""Entries of a list and other words for each; see `AttributeSpec.entry_synonyms`."""

STATEMENT = re.compile(r"[^.;:\n]+")
STATEMENT_END = re.compile(r"[.;:]\s|\n")
OUT_OF_USE = re.compile(
    r"(?:.*, (?:so|but|while|whereas|yet) )?(.*?)\b(?:(?:is|are|was|were) not "
    r"(?:(used|needed|required)|supported|included|available|the focus)"
    r"|(?:was|were|been) (?:removed|dropped))\b"
)
"""A statement in lower case that its subject is no part of a tool, or (2) is not needed."""
OF_OUT_OF_USE = " not ", "removed", "dropped"
"""A statement that `OUT_OF_USE` matches has one of these: a plain search comes first."""
CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|where|when|if|while|because|since|that|which|but)\b"
)
"""In a subject: it is a sentence with more than one statement."""
NO = re.compile(r"no (?!more\b|longer\b|need\b|limit\b)")
"""Begins a limit that denies what follows."""
DENIED_BY = re.compile(
    r"$|[,.;:()]| (?:or|and|nor|in|for|with|on|at|by|from|of|to|as|yet|so|but)\b"
    r"| (?:adapters?|backends?|bases?|checkpoints?|devices?|files?|formats?|hardware|kernels?"
    r"|loaders?|losses|loss|methods?|models?|modes?|outputs?|quantization|recipes?|support|trainers?"
    r"|training|tuning|weights?)\b"
)
"""What follows an entry that is denied itself: `no GRPO trainer`, but not `no CPU offload`."""
JOINTS = re.compile(r"[\s_-]+")
"""What joins the words of a phrase."""
MOST_BETWEEN = 4
"""Words of a limit, with `no`, up to what it denies."""
LEAST_WORDS = 3
"""Words of an entry that a text may have in another order."""
NAME = re.compile(r"[A-Z][a-z]+")
"""A name that is a common noun in lower case, or where a sentence begins with it."""
SENTENCE = ("", ".", ":", ";", "\n", "!", "?")
"""What precedes the first word of a sentence or of a text."""


def standing(side: ToolProfile, entry: str, synonyms: Synonyms = ()) -> Standing:
    """Return what a tool's file says of an entry of another tool's list.

    It is the same in all comparisons of the tool, and in all languages of a site. `synonyms` are
    those of the attribute.
    """
    own = next((words for key, words in synonyms if key == entry), ())
    key = entry, own
    if key not in side.standings_made:
        side.standings_made[key] = _standing(side, entry, own)
    return side.standings_made[key]


def denial_patterns() -> Mapping[str, str | int]:
    """Return what scripts need to find denials as this module does: patterns, and a limit."""
    patterns = {"no": NO, "unused": OUT_OF_USE, "clause": CLAUSE, "after": DENIED_BY}
    return {**{name: each.pattern for name, each in patterns.items()}, "most": MOST_BETWEEN}


def is_narrowed(entry: str, listed: Sequence[str]) -> bool:
    """Return whether a list has an entry with a restriction only: `CPU (chat only)`, not `CPU`."""
    start = f"{entry.lower()} ("
    return any(each.lower().startswith(start) for each in listed)


def _standing(side: ToolProfile, entry: str, synonyms: Sequence[str]) -> Standing:
    lower = entry.lower()
    if any(name.lower() in lower for name in side.names):
        return Standing.SIMILAR
    denials = [denial for denial in _denials(side) if _denies(denial, lower)]
    if denials:  # what is not needed may nevertheless work
        is_firm = any(denial.is_firm for denial in denials)
        return Standing.DENIED if is_firm else Standing.SIMILAR
    if any(_is_named(side, phrase) for phrase in (entry, *synonyms)):
        return Standing.NAMED
    is_similar = any(map(side.mentions, (entry, *synonyms)))
    return Standing.SIMILAR if is_similar else Standing.ABSENT


def _is_named(side: ToolProfile, phrase: str) -> bool:
    """Return whether the prose of a tool has a phrase, or all words of a long one together.

    A limit that names an entry is about something that the tool lacks.
    """
    lower = phrase.lower()
    if _beginning(lower) not in side.text:
        return False
    prose = side.prose
    text = prose.lower()
    if NAME.fullmatch(phrase):
        return any(_is_in_sentence(prose, found.start()) for found in occurrences(lower, text))
    if any(occurrences(lower, text)):
        return True
    words = lower.split()
    if len(words) < LEAST_WORDS or not all(word in text for word in words):
        return False
    return any(
        all(any(occurrences(word, statement)) for word in words)
        for statement in STATEMENT_END.split(text)
    )


def _is_in_sentence(prose: str, start: int) -> bool:
    """Return whether a name begins at a place with a capital letter that no sentence begins."""
    before = prose[:start].rstrip(" \"'`(")
    return prose[start].isupper() and before[-1:] not in SENTENCE


def _denials(side: ToolProfile) -> Sequence[Denial]:
    """Return what the texts of a tool deny; the patterns are for English.

    They do by a limit, `no Redis or Kafka queues`, or a statement, `Redis and Kafka are not used`.
    """
    if not side.is_english:
        return ()
    if not side.denials_made:
        tool = side.tool.original or side.tool
        limits = [item.lower() for each in tool.capabilities for item in each.limitations]
        side.denials_made.append(
            (
                *(Denial(limit, MOST_BETWEEN) for limit in limits if NO.match(limit)),
                *_unused("\n".join((side.prose.lower(), *limits))),
            )
        )
    return side.denials_made[0]


def _unused(prose: str) -> Iterator[Denial]:
    """Yield the subject of each statement that something is not used."""
    lines = (line for line in prose.split("\n") if any(word in line for word in OF_OUT_OF_USE))
    for statement in chain.from_iterable(map(STATEMENT.findall, lines)):
        if not any(word in statement for word in OF_OUT_OF_USE):
            continue
        found = OUT_OF_USE.match(statement)
        if found and not CLAUSE.search(found[1]):
            subject = found[1].rstrip()
            yield Denial(subject, len(subject), is_firm=not found[2])


def _denies(denial: Denial, entry: str) -> bool:
    """Return whether a denial is about an entry: without Kafka there is no `Kafka 3`."""
    first, *more = entry.split()
    if _beginning(first) not in denial.text:
        return False
    phrases = (entry, first) if more and len(first) > SHORT else (entry,)
    for found in filter(None, (_pattern(phrase).search(denial.text) for phrase in phrases)):
        is_near = len(denial.text[: found.start()].split()) <= denial.most_before
        if is_near and DENIED_BY.match(denial.text, found.end()):
            return True
    return False


def _beginning(phrase: str) -> str:
    """Return the part of a phrase that each text with it has; a plain search for it comes first."""
    return JOINTS.split(phrase, maxsplit=1)[0]


def occurrences(phrase: str, text: str) -> Iterator[re.Match[str]]:
    """Yield where a text in lower case has a phrase: all that `_pattern` finds.

    A plain search for its beginning is many times as fast as a pattern with a look-behind.
    """
    beginning, pattern = _beginning(phrase), _pattern(phrase)
    if not beginning:
        yield from pattern.finditer(text)
        return
    start = text.find(beginning)
    while start >= 0:
        found = pattern.match(text, start)
        if found:
            yield found
        start = text.find(beginning, found.end() if found else start + 1)


@lru_cache(maxsize=20_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase in lower case as whole words, joined or not, or in the plural."""
    words = r"[\s_-]*".join(map(re.escape, JOINTS.split(phrase)))
    return re.compile(rf"(?<![^\W_]){words}s?(?![^\W_]|[+#])")
