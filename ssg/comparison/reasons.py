"""Reasons of matches: the concept that two capability titles share, or nothing.

Names of the shared vocabulary that both titles hold come first, then phrases of both titles as the
first writes them, then words of a title that both texts have and that are rare in the background.
Names of the two tools, stop words and common words are never a reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

from ssg.catalog import Capability, Catalog, Tool
from ssg.comparison.tfidf import shipped_background
from ssg.text import join_words
from ssg.tokenizer import means_something, stem, terms, tokens

__all__ = ["Reasons"]

RARE = 0.02
"""Share of background texts below which a term of both texts names a concept."""
USUAL = 0.06
"""Share of background texts above which a word of both titles names none."""
MOST_NAMED = 2
LONGEST_PHRASE = 6
"""Words of a phrase."""
WRITTEN = re.compile(r"[^\s,;:()\[\]\"“”]+")

_Item = TypeVar("_Item")
_Phrase: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words of one capability."""

    words: dict[str, str]
    """Term of each meaningful word of the title -> the word; hyphenated words count as one."""
    usual: frozenset[str]
    """Those terms of the title that are too common to name a concept."""
    rare: frozenset[str]
    """Those terms of the title that name a concept if the other text has them."""
    phrases: Mapping[_Phrase, tuple[int, str]]
    """Rows of terms in the title -> start positions, and the words as written."""
    entries: tuple[str, ...]
    """Names of the vocabulary that occur in the title."""
    terms: frozenset[str]
    """Terms of all its texts."""


class Reasons:
    """Finds the words that two capabilities of a catalog share."""

    def __init__(self, catalog: Catalog) -> None:
        self._vocabulary: Mapping[_Phrase, str] = {
            tuple(terms(name)): shared.name
            for shared in catalog.capabilities
            for name in (shared.name, *shared.aliases)
        }
        self._names = {tool.slug: frozenset(terms(tool.name)) for tool in catalog.tools}
        self._wordings: dict[tuple[str, str], _Wording] = {}

    def of(self, a: Tool, left: Capability, b: Tool, right: Capability) -> str:
        """Return the reason, the same from both sides; empty if the two share no useful words."""
        if (left.title, b.slug) > (right.title, a.slug):
            a, left, b, right = b, right, a, left
        names = self._names[a.slug] | self._names[b.slug]
        first, second = self._wording(a, left), self._wording(b, right)
        named = [name for name in first.entries if name in second.entries]
        named = named or [*_phrases(first, second, names)] or [*_rare(first, second, names)]
        shown = [*dict.fromkeys(named)][:MOST_NAMED]
        return f"both mention {join_words(shown)}" if shown else ""

    def _wording(self, tool: Tool, capability: Capability) -> _Wording:
        key = tool.slug, capability.anchor
        if key not in self._wordings:
            title = list(_words(capability.title))
            parts = (
                capability.title,
                *capability.intents,
                capability.description,
                capability.unique,
            )
            entries = {
                self._vocabulary[phrase]: None
                for _, phrase in _runs(terms(capability.title))
                if len(phrase) > 1 and phrase in self._vocabulary
            }
            words = {term: word for word, term in reversed(title)}
            self._wordings[key] = _Wording(
                words,
                frozenset(term for term in words if _share(term) > USUAL),
                frozenset(term for term in words if _share(term) <= RARE),
                {
                    tuple(term for _, term in run): (begin, " ".join(word for word, _ in run))
                    for begin, run in _runs(title)
                },
                tuple(entries),
                frozenset(term for part in parts for term in terms(part)),
            )
        return self._wordings[key]


def _phrases(first: _Wording, second: _Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield the longest runs of words that both titles have, as the first writes them."""
    if first.words.keys().isdisjoint(second.words):
        return
    shared = first.phrases.keys() & second.phrases.keys()
    ignored = names | first.usual
    covered: set[int] = set()
    for phrase in sorted(shared, key=lambda each: (-len(each), first.phrases[each][0])):
        begin, written = first.phrases[phrase]
        places = range(begin, begin + len(phrase))
        if covered.isdisjoint(places) and not ignored.issuperset(phrase):
            covered.update(places)
            yield written


def _rare(first: _Wording, second: _Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield words of the titles that both texts have and few background texts."""
    for one, other in ((first, second), (second, first)):
        shared = (one.rare & other.terms) - names
        if shared:
            yield from (word for term, word in reversed(one.words.items()) if term in shared)


def _words(title: str) -> Iterator[tuple[str, str]]:
    for written in WRITTEN.findall(title):
        word = written.strip(".`*_'!?")
        parts = [part for part in tokens(word) if means_something(part)]
        if parts:
            yield word, " ".join(map(stem, parts))


def _runs(row: Sequence[_Item]) -> Iterator[tuple[int, tuple[_Item, ...]]]:
    """Yield all runs of a row up to the longest, with where they begin."""
    for begin in range(len(row)):
        for end in range(begin + 1, min(len(row), begin + LONGEST_PHRASE) + 1):
            yield begin, tuple(row[begin:end])


@lru_cache(maxsize=10_000)
def _share(term: str) -> float:
    """Return the share of background texts with a term, of joined words the rarest."""
    background = shipped_background()
    return min(background.counts.get(part, 0) for part in term.split(" ")) / background.texts
