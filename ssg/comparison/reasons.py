"""Reasons of matches: the concept that two capability titles share, or nothing.

Names of the shared vocabulary that both titles hold come first, then phrases of both titles as the
first writes them, then words of a title that both texts have and that are rare in the background.
Names of the two tools, stop words, parts of a hyphenated word, and words that are common in the
background or in the site are never a reason.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
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
USUAL_IN_SITE = 0.2
"""Share of the site's capabilities above which a word of their texts names none."""
MOST_NAMED = 2
LONGEST_PHRASE = 6
"""Words of a phrase."""
WRITTEN = re.compile(r"[^\s,;:()\[\]\"“”]+")

_Item = TypeVar("_Item")
DIGIT = re.compile("[0-9]")
_Phrase: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a title that means something."""

    written: str
    terms: _Phrase
    """Several for a hyphenated word."""
    begin: int
    end: int
    """Its place in the title, in characters."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words of one capability."""

    title: frozenset[str]
    """Terms of the title."""
    usual: frozenset[str]
    """Those terms of the title that are too common to name a concept."""
    rare: Mapping[str, str]
    """Those terms of the title that name a concept if the other text has them -> the word."""
    phrases: Mapping[_Phrase, tuple[int, int, str]]
    """Rows of terms in the title -> first and last character, and the words as written."""
    entries: tuple[str, ...]
    """Names of the vocabulary that occur in the title."""
    terms: frozenset[str]
    """Terms of all its texts."""


class Reasons:
    """Finds the words that two capabilities of a catalog share."""

    def __init__(self, catalog: Catalog, share_in_site: Callable[[str], float]) -> None:
        """Take a function that returns the share of the site's capabilities with a term."""
        self._share_in_site = share_in_site
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
            own_terms = terms(capability.title)
            entries = {
                self._vocabulary[phrase]: None
                for phrase in _runs(own_terms)
                if len(phrase) > 1 and phrase in self._vocabulary
            }
            self._wordings[key] = _Wording(
                frozenset(chain.from_iterable(word.terms for word in title)),
                frozenset(term for word in title for term in word.terms if self._is_usual(term)),
                {word.terms[0]: word.written for word in title if _is_rare(word)},
                {
                    tuple(chain.from_iterable(word.terms for word in run)): (
                        run[0].begin,
                        run[-1].end,
                        " ".join(word.written for word in run),
                    )
                    for run in _runs(title)
                    if all(map(_adjacent, run, run[1:]))
                },
                tuple(entries),
                frozenset(term for part in parts for term in terms(part)),
            )
        return self._wordings[key]

    def _is_usual(self, term: str) -> bool:
        return _share(term) > USUAL or self._share_in_site(term) > USUAL_IN_SITE


def _phrases(first: _Wording, second: _Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield the longest runs of words that both titles have, as the first writes them."""
    if first.title.isdisjoint(second.title):
        return
    shared = first.phrases.keys() & second.phrases.keys()
    ignored = {*names, *first.usual}
    covered: list[tuple[int, int]] = []
    for phrase in sorted(shared, key=lambda each: (-len(each), first.phrases[each][0])):
        begin, end, written = first.phrases[phrase]
        apart = all(end <= other_begin or begin >= other_end for other_begin, other_end in covered)
        if apart and not ignored.issuperset(phrase):
            covered.append((begin, end))
            ignored.update(phrase)
            yield written


def _rare(first: _Wording, second: _Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield words of the titles that both texts have and few background texts."""
    for one, other in ((first, second), (second, first)):
        for term, written in one.rare.items():
            if term in other.terms and term not in names and term not in one.usual:
                yield written


def _words(title: str) -> Iterator[_Word]:
    for found in WRITTEN.finditer(title):
        written = found[0].strip(".`*_'!?")
        parts = tuple(stem(part) for part in tokens(written) if means_something(part))
        if parts:
            begin = found.start() + found[0].index(written)
            yield _Word(written, parts, begin, begin + len(written))


def _adjacent(one: _Word, other: _Word) -> bool:
    """Return whether only a space is between two words."""
    return other.begin - one.end == 1


def _is_rare(word: _Word) -> bool:
    """Return whether a word names a concept where the other text has it outside its title."""
    return len(word.terms) == 1 and _share(word.terms[0]) <= RARE and not DIGIT.search(word.written)


def _runs(row: Sequence[_Item]) -> Iterator[tuple[_Item, ...]]:
    """Yield all runs of a row up to the longest."""
    for begin in range(len(row)):
        for end in range(begin + 1, min(len(row), begin + LONGEST_PHRASE) + 1):
            yield tuple(row[begin:end])


@lru_cache(maxsize=10_000)
def _share(term: str) -> float:
    """Return the share of background texts with a term."""
    background = shipped_background()
    return background.counts.get(term, 0) / background.texts
