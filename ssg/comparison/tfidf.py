"""The texts of capabilities -> numbered terms with counts and weights, in arrays: what capabilities are aligned by.

Logarithms and powers are Python's own, looked up in tables: numpy's differ in the last digit from machine to machine.
"""

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.tokenizer import means_something, stem, tokens

__all__ = [
    "Bag",
    "Floats",
    "Integers",
    "Lexicon",
    "Vectors",
    "bag_of",
    "counted_weights",
    "joined",
    "rarities",
    "unit",
    "weigh",
]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int32]

HALVES = 2
"""Counts are kept as whole numbers of halves: the least that a word counts is a half."""
COMMON_IN_TOOL = 0.5
"""Power of (1 - the share of the tool's capabilities with the word): its name and theme tell its capabilities not apart."""
FILLER = -1


class Lexicon:
    """Numbers words, and the stems that they are counted as, in the order in which they are first met."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.terms: list[str] = []
        self._term_of: list[int] = []
        self._codes: list[int] = []
        self._numbers: dict[str, int] = {}
        self._term_numbers: dict[str, int] = {}

    def copy(self) -> "Lexicon":
        """Return a lexicon that goes on with the same numbers."""
        other = Lexicon()
        vars(other).update({name: value.copy() for name, value in vars(self).items()})
        return other

    def count(self, texts: Iterable[tuple[str, float]]) -> tuple[dict[int, int], list[int]]:
        """Count the terms of texts that weigh differently: term -> halves, and the word by which each is first met."""
        term_of = self._term_of
        counts: dict[int, int] = {}
        first_words: list[int] = []
        for text, weight in texts:
            halves = int(weight * HALVES)
            for word in self._words_in(text):
                if word == FILLER:
                    continue
                term = term_of[word]
                if term in counts:
                    counts[term] += halves
                else:
                    counts[term] = halves
                    first_words.append(word)
        return counts, first_words

    def _words_in(self, text: str) -> list[int]:
        found = tokens(text)
        try:
            return [*map(self._numbers.__getitem__, found)]
        except KeyError:  # a new word: seldom, once a few texts have been read
            return [
                self._numbers[token] if token in self._numbers else self._add(token)
                for token in found
            ]

    def _add(self, token: str) -> int:
        if not means_something(token):
            return self._numbers.setdefault(token, FILLER)
        term = stem(token)
        if term not in self._term_numbers:
            self._term_numbers[term] = len(self.terms)
            self.terms.append(term)
            self._codes.append(zlib.crc32(term.encode()))
        self._term_of.append(self._term_numbers[term])
        self.words.append(token)
        return self._numbers.setdefault(token, len(self.words) - 1)

    def codes(self) -> NDArray[np.uint32]:
        """Return a number for each term that is the same in every catalog."""
        return np.array(self._codes, np.uint32)


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of some capabilities, one capability after the other, each term once for each in the order of the text."""

    sizes: tuple[int, ...]
    """How many terms each capability has."""
    terms: Integers
    halves: Integers
    """How often, in halves."""
    words: Integers
    """The words by which the terms are first met."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Weighted terms of some capabilities, one capability after the other."""

    sizes: tuple[int, ...]
    terms: Integers
    weights: Floats

    @property
    def rows(self) -> NDArray[np.int64]:
        """For each term, the place of its capability."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def part(self, begin: int, end: int) -> "Vectors":
        """Return the vectors of the capabilities from `begin` to before `end`."""
        start, sizes = sum(self.sizes[:begin]), self.sizes[begin:end]
        stop = start + sum(sizes)
        return Vectors(sizes, self.terms[start:stop], self.weights[start:stop])


def bag_of(lexicon: Lexicon, capabilities: Iterable[Iterable[tuple[str, float]]]) -> Bag:
    """Count the terms of some capabilities; each is texts and what a word of them counts."""
    sizes: list[int] = []
    terms: list[int] = []
    halves: list[int] = []
    words: list[int] = []
    for texts in capabilities:
        counts, first_words = lexicon.count(texts)
        sizes.append(len(counts))
        terms += counts
        halves += counts.values()
        words += first_words
    return Bag(
        tuple(sizes),
        np.array(terms, np.int32),
        np.array(halves, np.int32),
        np.array(words, np.int32),
    )


def rarities(spread: NDArray[np.int64], texts: int) -> Floats:
    """Return what each term's rarity counts: in `spread` of so many texts it stands."""
    found, places = np.unique(spread, return_inverse=True)
    table = [math.log(1 + texts / (one or 1)) for one in found.tolist()]
    return np.array(table, np.float64)[places] if table else np.zeros(0)


@lru_cache(maxsize=4)
def _damping(size: int) -> Floats:
    """Return what a term counts by how often it stands in a text, for all halves below a power of two."""
    counts = [halves / HALVES for halves in range(size)]
    return np.array([1 + math.log(count) if count >= 1 else count for count in counts], np.float64)


@lru_cache(maxsize=256)
def _common(capabilities: int) -> Floats:
    """Return what a term counts by the number of the tool's capabilities that have it."""
    return np.array(
        [
            max(0.05, 1 - having / capabilities) ** COMMON_IN_TOOL
            for having in range(capabilities + 1)
        ],
        np.float64,
    )


def counted_weights(bag: Bag, rarity: Floats) -> Floats:
    """Weigh each term by count and rarity."""
    size = 2 ** int(bag.halves.max(initial=1)).bit_length()
    weights: Floats = _damping(size)[bag.halves] * rarity[bag.terms]
    return weights


def weigh(bag: Bag, rarity: Floats) -> Vectors:
    """Return the vectors of one tool's capabilities, each of length 1."""
    if not len(bag.terms):
        return Vectors(bag.sizes, bag.terms, np.zeros(0))
    within = np.bincount(bag.terms)[bag.terms]
    return unit(
        bag.sizes, bag.terms, counted_weights(bag, rarity) * _common(len(bag.sizes))[within]
    )


def unit(sizes: Sequence[int], terms: Integers, weights: Floats) -> Vectors:
    """Bring vectors to length 1; one without terms stays as it is."""
    squares = (weights * weights).tolist()
    lengths, begin = [], 0
    for size in sizes:
        lengths.append(math.sqrt(math.fsum(squares[begin : begin + size])) or 1.0)
        begin += size
    return Vectors(tuple(sizes), terms, weights / np.repeat(np.array(lengths, np.float64), sizes))


def joined(vectors: Sequence[Vectors]) -> Vectors:
    """Put vectors one after the other."""
    terms = np.concatenate([np.zeros(0, np.int32), *(one.terms for one in vectors)])
    weights = np.concatenate([np.zeros(0), *(one.weights for one in vectors)])
    return Vectors(tuple(size for one in vectors for size in one.sizes), terms, weights)
