"""What the summaries of two alternatives have in common, as phrases."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from ssg.catalog import Tool
from ssg.comparison.definitions import share_a_subject
from ssg.ranking.replaced_names import replaced_as_written
from ssg.ranking.subjects import INCIDENTAL, WEAK, distinctive_stems
from ssg.tokenizer import terms
from ssg.views.context import Context

__all__ = ["replaced_by_both", "words_of_both"]

NAMED = 3
"""Most names and words of a phrase."""
WORD = re.compile(r"[\w+#-]*\w[+#]*")


def replaced_by_both(context: Context, tool: Tool, other: Tool) -> str:
    """Return as a phrase what the summaries of two tools are an alternative to, or nothing."""
    theirs = {name.casefold() for name in replaced_as_written(other)}
    names = [name for name in replaced_as_written(tool) if name.casefold() in theirs][:NAMED]
    if not names:
        return ""
    return context.gettext("alternative to {names}", names=context.messages.join(names))


def words_of_both(context: Context, tool: Tool, other: Tool, known: Collection[str]) -> str:
    """Return as a phrase words of two summaries that tell what both tools are for, or nothing.

    Words of the texts `known`, such as the name of a common category, tell nothing more, nor do
    those of names that one of the two replaces. There are none where the summaries are not in
    English.
    """
    if tool.original or other.original:
        return ""
    if not share_a_subject(context.side(tool.slug), context.side(other.slug)):
        return ""
    replaced = replaced_as_written(tool) + replaced_as_written(other)
    words = _shared_words(tool.summary, other.summary, (*known, *replaced))
    joined = context.messages.join(words)
    return context.gettext("{words} (in both summaries)", words=joined) if words else ""


def _shared_words(first: str, second: str, known: Collection[str]) -> list[str]:
    """Return words of the second text that the first one has, too: those of a subject first.

    There are none if all may fit any subject. A word with a capital letter for the beginning of a
    sentence is given as the other text has it.
    """
    empty = INCIDENTAL.union(*(distinctive_stems(text) for text in known))
    telling = (distinctive_stems(first) & distinctive_stems(second)) - empty
    mine, theirs = _words(first), _words(second)
    shared = [stems for stems in theirs if stems in mine and stems <= telling]
    words, given = list[str](), set[str]()
    for stems in sorted(shared, key=lambda stems: stems <= WEAK):
        if given.isdisjoint(stems):
            is_first = theirs[stems].istitle() and mine[stems].islower()
            words.append((mine if is_first else theirs)[stems])
            given |= stems
    return words[:NAMED] if not given <= WEAK else []


@lru_cache(maxsize=1_000)
def _words(text: str) -> Mapping[frozenset[str], str]:
    """Return the words of a text by their stems: the first with these, in small letters at best."""
    words: dict[frozenset[str], str] = {}
    for word in WORD.findall(text):
        stems = frozenset(terms(word))
        if stems and (stems not in words or (words[stems].istitle() and word.islower())):
            words[stems] = word
    return words
