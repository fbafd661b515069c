"""Reasons of matches: the concept that two capability titles share, or nothing.

Names of the shared vocabulary that both titles hold come first, then phrases of both titles as the
first writes them, then words of a title that both texts have and that are rare in the background.
Names of the two tools, stop words, parts of a hyphenated word, and words that are common in the
background or in the site, or general like "custom", are never a reason by themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.tfidf import shipped_background
from ssg.comparison.wordings import Wording
from ssg.tokenizer import stem, terms

__all__ = ["Described", "Reasons"]

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

RELATIONS = (
    "across against along among apart around behind below between beyond during inside near "
    "outside past per since toward towards until versus"
)
"""Prepositions that the tokenizer keeps; a phrase neither begins nor ends with them."""
GENERAL = (
    "across active advanced answer application basic best better big check choose chosen combined "
    "common complete copy custom dark delay different direct easy eight eleven exact existing "
    "explicit extra family fast faster fifty five fixed forty free full fully general graceful "
    "good google high higher hundred instant item kinds known large larger least library live "
    "local location long low main million next nine optional ordinary partition plain possible "
    "product promised protection pure quick rate ready real response round separate seven several "
    "short similar simple single six sixteen small smaller special spent standard storage strict "
    "strong ten test thirty thousand twelve twenty understand unusual useful various virtual wait "
    "waiting"
)
"""Words that name no concept by themselves."""
RELATION_TERMS = frozenset(map(stem, RELATIONS.split()))
GENERAL_TERMS = frozenset(map(stem, GENERAL.split())) | RELATION_TERMS
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
class Described:
    """A capability, and what of its title may be a reason."""

    tool: str
    """Slug."""
    title: str
    wording: Wording
    terms: frozenset[str]
    """Terms of the title."""
    usual: frozenset[str]
    """Those terms of the title that are too common to name a concept."""
    words: Sequence[_Word]
    """Words of the title."""
    rare: Sequence[tuple[int, _Word]]
    """Those words of the title that name a concept if the other text has them, by term."""
    rare_terms: frozenset[int]
    """Their terms, numbered as in `wording`."""
    phrases: Mapping[str, tuple[int, int]]
    """Terms in a row, with spaces -> number of the first of `words`, and the one after the last."""
    entries: tuple[str, ...]
    """Names of the vocabulary that occur in the title."""


class Reasons:
    """Finds the words that two capabilities of a catalog share."""

    def __init__(self, catalog: Catalog, vectors: CapabilityVectors) -> None:
        """Take a catalog, and the vectors of its capabilities."""
        self._vectors, self._messages = vectors, catalog.settings.messages
        self._names = {tool.slug: frozenset(terms(tool.name)) for tool in catalog.tools}
        self._usual: dict[str, bool] = {}
        self._vocabulary: dict[str, list[tuple[_Phrase, str]]] = {}
        """First term of a name of the vocabulary -> such names by their terms, short ones first."""
        names = {
            tuple(terms(name)): shared.name
            for shared in catalog.capabilities
            for name in (shared.name, *shared.aliases)
        }
        for phrase in sorted(names, key=len):
            if 1 < len(phrase) <= LONGEST_PHRASE:
                self._vocabulary.setdefault(phrase[0], []).append((phrase, names[phrase]))

    def of(self, one: Described, other: Described) -> str:
        """Return the reason, the same from both sides; empty if the two share no useful words."""
        if (one.title, other.tool) > (other.title, one.tool):
            one, other = other, one
        named = [name for name in one.entries if name in other.entries]
        if not named:
            names = self._names[one.tool] | self._names[other.tool]
            named = [*_phrases(one, other, names)] or [
                *_rare(one, other.wording, names),
                *_rare(other, one.wording, names),
            ]
        shown = [*dict.fromkeys(named)][:MOST_NAMED]
        if not shown:
            return ""
        return self._messages.gettext("both mention {words}", words=self._messages.join(shown))

    def described(self, tool: str, title: str, wording: Wording) -> Described:
        """Return what of a title may be a reason, with all words of its capability."""
        words = [*_words(title)]
        found = frozenset(chain.from_iterable([word.terms for word in words]))
        rare = [
            (number, word)
            for word in words
            if _is_rare(word) and (number := self._vectors.number(word.terms[0])) is not None
        ]
        return Described(
            tool,
            title,
            wording,
            found,
            frozenset(filter(self._is_usual, found)),
            words,
            rare,
            frozenset([number for number, _ in rare]),
            dict(_phrases_of(words)),
            tuple(dict.fromkeys(self._entries_in(title))) if self._vocabulary else (),
        )

    def _entries_in(self, title: str) -> Iterator[str]:
        """Yield the names of the vocabulary in a title."""
        row = tuple(terms(title))
        for begin, term in enumerate(row):
            for phrase, name in self._vocabulary.get(term, ()):
                if row[begin : begin + len(phrase)] == phrase:
                    yield name

    def _is_usual(self, term: str) -> bool:
        usual = self._usual.get(term)
        if usual is None:
            usual = self._usual[term] = (
                term in GENERAL_TERMS
                or _share(term) > USUAL
                or self._vectors.share(term) > USUAL_IN_SITE
            )
        return usual


def _phrases(first: Described, second: Described, names: frozenset[str]) -> Iterator[str]:
    """Yield the longest runs of words that both titles have, as the first writes them."""
    if first.terms.isdisjoint(second.terms):
        return
    ignored = {*names, *first.usual}
    covered: set[int] = set()
    shared = [
        (phrase.count(" "), *first.phrases[phrase])
        for phrase in first.phrases.keys() & second.phrases.keys()
    ]
    for _, begin, end in sorted(shared, key=lambda each: (-each[0], each[1])):
        run = first.words[begin:end]
        in_run = [term for word in run for term in word.terms]
        if covered.isdisjoint(range(begin, end)) and not ignored.issuperset(in_run):
            covered.update(range(begin, end))
            ignored.update(in_run)
            yield " ".join([word.written for word in run])


def _rare(one: Described, other: Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield words of a title that the other text has and few background texts.

    Words next to each other are named together; general ones are only named in such a row.
    """
    title, body = other.title, other.body
    if one.rare_terms.isdisjoint(title) and one.rare_terms.isdisjoint(body):
        return
    row: list[_Word] = []
    for term, word in one.rare:
        if (term in title or term in body) and word.terms[0] not in names:
            if row and not _adjacent(row[-1], word):
                yield from _named(row, one.usual)
                row = []
            row.append(word)
    yield from _named(row, one.usual)


def _named(row: Sequence[_Word], usual: frozenset[str]) -> Iterator[str]:
    """Yield the words of a row as written, if not all are too common."""
    if not usual.issuperset(chain.from_iterable(word.terms for word in row)):
        yield " ".join(word.written for word in row)


def _words(title: str) -> Iterator[_Word]:
    for found in WRITTEN.finditer(title):
        written = found[0].strip(".`*_'!?")
        parts = _terms_of_word(written)
        if parts:
            begin = found.start() + found[0].index(written)
            yield _Word(written, parts, begin, begin + len(written))


@lru_cache(maxsize=20_000)
def _terms_of_word(written: str) -> _Phrase:
    """Return the terms of a word of a title: most words are in many titles."""
    return tuple(terms(written))


def _adjacent(one: _Word, other: _Word) -> bool:
    """Return whether only a space is between two words."""
    return other.begin - one.end == 1


def _is_rare(word: _Word) -> bool:
    """Return whether a word names a concept where the other text has it outside its title."""
    return len(word.terms) == 1 and _share(word.terms[0]) <= RARE and not DIGIT.search(word.written)


def _phrases_of(title: Sequence[_Word]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the terms of words that stand next to each other in the title, and which these are."""
    may_be_outer = [RELATION_TERMS.isdisjoint(word.terms) for word in title]
    for begin in range(len(title)):
        if not may_be_outer[begin]:
            continue
        terms_of_run: _Phrase = ()
        for end in range(begin, min(len(title), begin + LONGEST_PHRASE)):
            if end > begin and not _adjacent(title[end - 1], title[end]):
                break
            terms_of_run += title[end].terms
            if may_be_outer[end]:
                yield " ".join(terms_of_run), (begin, end + 1)


@lru_cache(maxsize=10_000)
def _share(term: str) -> float:
    """Return the share of background texts with a term."""
    background = shipped_background()
    return background.counts.get(term, 0) / background.texts
