"""Texts -> numbered terms with counts, and their TF-IDF weights, in arrays.

A term is the stem of a word; a phrase of a synonym group, of the site or a general one, also counts
as the term of the group.
The weight of a term in a capability is

    (1 + ln n) * idf * sqrt(max(0.05, 1 - share of the tool's capabilities with the term)) * factor

where n counts a title three times, and idf is the mean of two: how rare the term is in the site,
and how rare it is in the background texts (`lexicon_files`). In a site about one subject
the words that name a concept are in every tool; the background keeps them from weighing nothing.
The factor is below 1 for groups that are not the site's own (`FACTORS`).

Logarithms are Python's own, looked up in tables: numpy's differ in the last digit between machines.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.lexicon_files import (
    background_counts,
    general_synonyms,
    related_words,
    subject_synonyms,
)
from ssg.tokenizer import has_inner_capital, means_something, stem, terms, tokens

__all__ = [
    "FACTORS",
    "GENERAL_GROUP",
    "RELATED_GROUP",
    "SITE_GROUP",
    "Background",
    "Bag",
    "Floats",
    "Integers",
    "Lexicon",
    "Vectors",
    "bag_of",
    "rarities",
    "shipped_background",
    "weigh",
]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int32]

HALVES = 2
"""Counts are integers, in halves: the lowest field weight is a half."""
COMMON_IN_TOOL = 0.5
"""Exponent of (1 - share of the tool's capabilities with the term): common terms weigh less."""
LEAST_COMMON = 0.05
"""Lower bound of that difference."""
STOP_WORD = -1
INNER_CAPITAL = re.compile(r"\b[A-Za-z0-9]*[a-z0-9][A-Z][a-z][A-Za-z0-9]*")
"""A name such as "IntelliSense", which is read as two words."""
SITE_GROUP, GENERAL_GROUP, RELATED_GROUP = "=", "~", "&"
"""First characters of the terms of groups; no word begins with them.

Groups of the site and general ones name the same thing; the words of others are only related.
"""
FACTORS = {GENERAL_GROUP: 0.7, RELATED_GROUP: 0.5}
"""Factors of the weights of groups, fitted by benchmarks/alignment_fit.py."""


class Background(NamedTuple):
    """How many of some texts have a term."""

    texts: int
    """Number of texts."""
    counts: Mapping[str, int]
    """Term -> number of texts with the term; terms of groups begin with `~` or `&`."""


@lru_cache(maxsize=1)
def shipped_background() -> Background:
    """Return the table that comes with the program."""
    return Background(*background_counts())


_Longer: TypeAlias = dict[tuple[str, ...], tuple[str, ...]]
"""Stems that follow a first one -> the terms of the groups that have this phrase."""
_Phrase: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""An item of `_Longer`."""
_ByNext: TypeAlias = dict[str, list[_Phrase]]
"""Stem after the first one -> the phrases that may follow, in the order of the groups."""


class _Phrases(NamedTuple):
    """Phrases of groups by their first stem."""

    meaning: dict[str, _Longer]
    """Phrases without stop words, found in a text without its stop words."""
    exact: dict[str, _Longer]
    """Phrases with stop words, found as they are."""


@lru_cache(maxsize=1)
def _shipped_phrases() -> _Phrases:
    kinds = (
        (GENERAL_GROUP, (*general_synonyms(), *subject_synonyms())),
        (RELATED_GROUP, related_words()),
    )
    return _phrases((f"{mark}{group[0]}", group) for mark, groups in kinds for group in groups)


def _phrases(groups: Iterable[tuple[str, Sequence[str]]]) -> _Phrases:
    """Return the phrases of groups, each given by its term and its phrases.

    A phrase with stop words is found with other stop words, too, if two words without them are
    left.
    """
    phrases = _Phrases({}, {})
    for term, group in groups:
        for phrase in group:
            every, meaning = tuple(map(stem, tokens(phrase))), tuple(terms(phrase))
            if every != meaning:
                _add_phrase(phrases.exact, every, term)
            if len(meaning) > 1 or every == meaning:
                _add_phrase(phrases.meaning, meaning, term)
    return phrases


def _add_phrase(phrases: dict[str, _Longer], stems: tuple[str, ...], term: str) -> None:
    if stems:
        longer = phrases.setdefault(stems[0], {})
        longer[stems[1:]] = tuple(dict.fromkeys((*longer.get(stems[1:], ()), term)))


def _by_next(longer: _Longer | None) -> _ByNext | None:
    """Return the phrases that are possible before each next stem, in their order.

    Those before any other stem are at the empty text. Most words begin many phrases, of which few
    have the next word of a text.
    """
    if longer is None:
        return None
    by_next: _ByNext = {"": [], **{others[0]: [] for others in longer if others}}
    for phrase in longer.items():
        for following in phrase[0][:1] or by_next:
            by_next[following].append(phrase)
    return by_next


class Lexicon:
    """Numbers words and terms in the order of their first use."""

    def __init__(
        self, synonyms: Sequence[Sequence[str]] = (), terms_before: Sequence[str] = ()
    ) -> None:
        """Take the site's groups of words and phrases of the same meaning.

        `terms_before`: terms that have their numbers already, in their order.
        """
        self.terms: list[str] = [*terms_before]
        self._term_of: list[int] = []
        self._stem_of: list[str] = []
        self._numbers: dict[str, int] = {}
        self._term_numbers = {term: number for number, term in enumerate(self.terms)}
        self._longer_of: list[_ByNext | None] = []
        self._exact_of: list[_ByNext | None] = []
        self._phrases, self._exact = map(dict.copy, _shipped_phrases())
        own = _phrases((f"{SITE_GROUP}{' '.join(sorted(group))}", group) for group in synonyms)
        for phrases, of_site in zip((self._phrases, self._exact), own, strict=True):
            for first, longer in of_site.items():
                phrases[first] = phrases.get(first, {}) | longer

    def copy(self) -> "Lexicon":
        """Return a lexicon that continues with the same numbers."""
        other = Lexicon()
        vars(other).update({name: value.copy() for name, value in vars(self).items()})
        return other

    def count(
        self,
        texts: Iterable[tuple[str, float]],
        left_out: frozenset[str] = frozenset(),
        before: Mapping[int, int] | None = None,
    ) -> dict[int, int]:
        """Count the terms of weighted texts in halves, without the terms `left_out`.

        Counts are added to those of `before`.
        """
        ignored = {self._number_of(term) for term in sorted(left_out)}
        counts = dict(before or {})
        for text, weight in texts:
            halves = int(weight * HALVES)
            words = self._words_in(text)
            found = [word for word in words if self._term_of[word] != STOP_WORD]
            groups = dict.fromkeys(self._groups_in(found, self._longer_of))
            if len(found) < len(words):
                groups |= dict.fromkeys(self._groups_in(words, self._exact_of))
            for _, of_name in self._names_in(text):
                groups |= dict.fromkeys(of_name)
            for term in (*map(self._term_of.__getitem__, found), *map(self._number_of, groups)):
                if term not in ignored:
                    counts[term] = counts.get(term, 0) + halves
        return counts

    def title_words(self, title: str) -> list[tuple[int, tuple[str, ...]]]:
        """Return each word that means something: its term, and the groups of phrases with it."""
        words = self._words_in(title)
        groups: list[tuple[str, ...]] = [()] * len(words)
        found = [place for place, word in enumerate(words) if self._term_of[word] != STOP_WORD]
        for places, longer_of in (
            (found, self._longer_of),
            (range(len(words)), self._exact_of),
        ):
            row = [words[place] for place in places]
            for begin, others, of_phrase in self._phrases_in(row, longer_of):
                for place in places[begin : begin + 1 + len(others)]:
                    groups[place] += of_phrase
        for parts, of_name in self._names_in(title):
            for place in found:
                if self._stem_of[words[place]] in parts:
                    groups[place] += of_name
        return [(self._term_of[words[place]], groups[place]) for place in found]

    def _names_in(self, text: str) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
        """Yield stems and groups of names in several words that groups write as one: "GitHub"."""
        for name in INNER_CAPITAL.findall(text) if has_inner_capital(text) else ():
            groups = self._phrases.get(stem(name.lower()), {}).get((), ())
            if groups:
                yield frozenset(map(stem, tokens(name))), groups

    def _groups_in(
        self, words: Sequence[int], longer_of: Sequence[_ByNext | None]
    ) -> Iterator[str]:
        """Yield the terms of the groups of each phrase in a row of words."""
        for _, _, groups in self._phrases_in(words, longer_of):
            yield from groups

    def _phrases_in(
        self, words: Sequence[int], longer_of: Sequence[_ByNext | None]
    ) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Yield where each phrase begins, its stems after the first, and terms of its groups."""
        stem_of, last = self._stem_of, len(words) - 1
        for begin, word in enumerate(words):
            by_next = longer_of[word]
            if by_next is None:
                continue
            following = stem_of[words[begin + 1]] if begin < last else ""
            for others, groups in by_next.get(following) or by_next[""]:
                if len(others) < 2 or others == tuple(
                    [stem_of[other] for other in words[begin + 1 : begin + 1 + len(others)]]
                ):
                    yield begin, others, groups

    def _words_in(self, text: str) -> list[int]:
        words = tokens(text)
        try:
            return [*map(self._numbers.__getitem__, words)]
        except KeyError:  # a new word: rare, once a few texts have been read
            return [
                self._numbers[word] if word in self._numbers else self._add(word) for word in words
            ]

    def _add(self, word: str) -> int:
        form = stem(word)
        self._stem_of.append(form)
        self._longer_of.append(_by_next(self._phrases.get(form)))
        self._exact_of.append(_by_next(self._exact.get(form)))
        self._term_of.append(self._number_of(form) if means_something(word) else STOP_WORD)
        return self._numbers.setdefault(word, len(self._stem_of) - 1)

    def _number_of(self, term: str) -> int:
        if term not in self._term_numbers:
            self._term_numbers[term] = len(self.terms)
            self.terms.append(term)
        return self._term_numbers[term]

    def number(self, term: str) -> int | None:
        """Return the number of a term, if it has one."""
        return self._term_numbers.get(term)

    def factors(self) -> Floats:
        """Return the factor of the weight of each term."""
        return np.array([FACTORS.get(term[:1], 1.0) for term in self.terms], np.float64)

    def counts_in(self, background: Background) -> NDArray[np.int64]:
        """Return for each term the number of background texts that have it."""
        return np.array([background.counts.get(term, 0) for term in self.terms], np.int64)


class Bag(NamedTuple):
    """Term counts of a sequence of capabilities; each term once per capability."""

    sizes: tuple[int, ...]
    """Number of terms of each capability."""
    terms: Integers
    halves: Integers
    """Counts in halves."""
    in_title: NDArray[np.bool_]
    """Whether the term is in the title, the first text."""


class Vectors(NamedTuple):
    """Weighted terms of a sequence of capabilities; each vector has length 1 or 0."""

    sizes: tuple[int, ...]
    terms: Integers
    weights: Floats

    @property
    def rows(self) -> NDArray[np.int64]:
        """The index of its capability, for each term."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)


def bag_of(
    lexicon: Lexicon,
    capabilities: Iterable[Iterable[tuple[str, float]]],
    left_out: frozenset[str] = frozenset(),
) -> Bag:
    """Count the terms of capabilities, given as weighted texts, except the terms `left_out`.

    The first text of each is its title.
    """
    counts, in_title = [], []
    for texts in map(list, capabilities):
        of_title = lexicon.count(texts[:1], left_out)
        counts.append(lexicon.count(texts[1:], left_out, of_title))
        in_title += [True] * len(of_title) + [False] * (len(counts[-1]) - len(of_title))
    return Bag(
        tuple(map(len, counts)),
        np.array([term for each in counts for term in each], np.int32),
        np.array([halves for each in counts for halves in each.values()], np.int32),
        np.array(in_title, bool),
    )


def rarities(
    lexicon: Lexicon, frequencies: NDArray[np.int64], texts: int, background: Background
) -> Floats:
    """Return the idf of each term, by the site's `texts` with it and the background's."""
    in_site = _logarithms(frequencies, [1, texts, 0])
    in_background = _logarithms(lexicon.counts_in(background), [1, background.texts, 1])
    rarity: Floats = (in_site + in_background) / 2 * lexicon.factors()
    return rarity


def _logarithms(counts: NDArray[np.int64], formula: Sequence[int]) -> Floats:
    """Return ln(a + b / max(1, c + count)) for each count, where `formula` is a, b, c."""
    a, b, c = formula
    values, places = np.unique(counts, return_inverse=True)
    table = [math.log(a + b / max(1, c + value)) for value in values.tolist()]
    return np.array(table, np.float64)[places] if table else np.zeros(0)


@lru_cache(maxsize=4)
def _damping(size: int) -> Floats:
    """Return the weight of each count in halves below `size`: 1 + ln n, linear below 1."""
    counts = [halves / HALVES for halves in range(size)]
    return np.array([1 + math.log(count) if count >= 1 else count for count in counts], np.float64)


@lru_cache(maxsize=256)
def _distinctiveness(capabilities: int) -> Floats:
    """Return the factor of a term by the number of the tool's capabilities that have it."""
    shares = (having / capabilities for having in range(capabilities + 1))
    return np.array([max(LEAST_COMMON, 1 - share) ** COMMON_IN_TOOL for share in shares])


def weigh(bag: Bag, rarity: Floats) -> Vectors:
    """Return the vectors of a tool's capabilities, of length 1, or 0 without terms."""
    if not len(bag.terms):
        return Vectors(bag.sizes, bag.terms, np.zeros(0))
    size = 2 ** int(bag.halves.max(initial=1)).bit_length()
    within = np.bincount(bag.terms)[bag.terms]
    weights = (
        _damping(size)[bag.halves] * rarity[bag.terms] * _distinctiveness(len(bag.sizes))[within]
    )
    squares = (weights * weights).tolist()
    lengths, begin = [], 0
    for terms_of_one in bag.sizes:
        lengths.append(math.sqrt(math.fsum(squares[begin : begin + terms_of_one])) or 1.0)
        begin += terms_of_one
    lengths_of_terms = np.repeat(np.array(lengths, np.float64), bag.sizes)
    return Vectors(bag.sizes, bag.terms, weights / lengths_of_terms)
