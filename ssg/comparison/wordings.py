"""Words of titles that speak for or against a match, and what two titles share, as arrays.

A title is read word by word. A word has a weight, its rarity, and the groups of the phrases that it
is part of: "two-step login" and "2FA" share a group, and so every word of the phrase is shared.
Words that qualify any title, such as "built-in" or "custom", are left out.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.shared_words import BODY, GROUP, RELATED, TITLE, Parts
from ssg.comparison.sparse_rows import expanded
from ssg.tokenizer import stem

__all__ = ["Covered", "TermWeights", "TitleWords", "covered", "neutral_stems"]

QUALIFIERS = (
    "add added adding additional advanced all any automated automatic available based basic best "
    "better box built class common community complete configurable custom different direct easy "
    "enterprise every exact extended extensible extra fast feature features first five flexible "
    "four free full general get great high hundred hundreds included instant integrated large "
    "level live local low made make making management manager many mode modern more multiple "
    "native new official open opens option optional options over own part parts per powerful "
    "premium pro quick ready real rich run running runs see service services set setting settings "
    "several simple small smart standard support supported system ten than thousand thousands "
    "three through time tool tools two usage use used uses using various work working works"
)


@cache
def neutral_stems() -> frozenset[str]:
    """Return the stems of words that say nothing about what a capability is."""
    return frozenset(map(stem, QUALIFIERS.split()))


class TermWeights(NamedTuple):
    """Weights of all terms of a site, by their numbers."""

    words: NDArray[np.float64]
    """Rarity."""
    groups: NDArray[np.float64]
    """Weight of a word that is as rare as a group."""
    exact: NDArray[np.float64]
    """Rarity, rounded so that sums are exact in any order."""


class TitleWords(NamedTuple):
    """The words of the titles of some capabilities that are not neutral, title by title."""

    sizes: NDArray[np.intp]
    """Number of words of each title."""
    terms: NDArray[np.int32]
    """The number of the term of each word."""
    group_sizes: NDArray[np.intp]
    """Number of groups of the phrases that each word is part of."""
    groups: NDArray[np.int32]
    """These groups, also those of related words, word by word."""


class Covered(NamedTuple):
    """What the titles of some capabilities share with as many others; an element for each pair."""

    shares: NDArray[np.float64]
    """Share of the weight of the title that the other title has, by words or groups; 0 to 1."""
    related: NDArray[np.float64]
    """Weight of words that are only related to words of the other title."""
    has_all_words: NDArray[np.bool_]
    """Whether the other title has each word of the title; also of a title without words."""


_PartsOf: TypeAlias = Callable[[NDArray[np.intp], NDArray[np.int32]], Parts]
"""Pairs and as many terms -> where the other capability of each pair has the term."""


class _Groups(NamedTuple):
    """What the other texts have of the groups of words; an element for each word."""

    in_both: NDArray[np.bool_]
    """Whether a group is in both titles."""
    weights: NDArray[np.float64]
    """The weight of the heaviest of these, else 0."""
    in_text: NDArray[np.bool_]
    """Whether the other text has a group of the same meaning anywhere."""
    related: NDArray[np.bool_]
    """Whether the other title has a group of related words."""


def covered(
    titles: TitleWords, capabilities: NDArray[np.intp], parts_of: _PartsOf, weights: TermWeights
) -> Covered:
    """Compare titles, one for each pair, with the titles and texts on the other side.

    `capabilities`: the index of the title of each pair. Words that only the other's text has, or a
    group of theirs, count half.
    """
    sizes, count = titles.sizes[capabilities], len(capabilities)
    words = expanded((np.cumsum(titles.sizes) - titles.sizes)[capabilities], sizes)
    pairs, terms = np.repeat(np.arange(count), sizes), titles.terms[words]
    parts, own = parts_of(pairs, terms), weights.words[terms]
    groups = _groups(titles, words, pairs, parts_of, weights.groups)
    in_title = parts & TITLE != 0
    is_shared = in_title | groups.in_both
    is_related = groups.related & ~is_shared
    in_text = (parts & BODY != 0) | groups.in_text
    weight_shared = np.where(in_title, np.maximum(groups.weights, own), groups.weights)
    weight_left = np.where(is_shared | is_related, 0.0, np.where(in_text, own / 2, own))
    shared = np.bincount(pairs, weight_shared, count)
    rest = np.bincount(pairs, weight_left, count)
    return Covered(
        shared / (shared + rest + 0.5),
        np.bincount(pairs, np.where(is_related, own, 0.0), count).astype(np.float64),
        np.bincount(pairs[~in_title], minlength=count) == 0,
    )


def _groups(
    titles: TitleWords,
    words: NDArray[np.intp],
    pairs: NDArray[np.intp],
    parts_of: _PartsOf,
    weights: NDArray[np.float64],
) -> _Groups:
    """Return what the other sides of pairs have of the groups of as many words of titles."""
    sizes, count = titles.group_sizes[words], len(words)
    cells = expanded((np.cumsum(titles.group_sizes) - titles.group_sizes)[words], sizes)
    found = _Groups(
        np.zeros(count, bool), np.zeros(count), np.zeros(count, bool), np.zeros(count, bool)
    )
    if not len(cells):
        return found
    of_word, groups = np.repeat(np.arange(count), sizes), titles.groups[cells]
    parts = parts_of(pairs[of_word], groups)
    in_both = parts & (TITLE | GROUP) == TITLE | GROUP
    found.in_both[of_word[in_both]] = True
    np.maximum.at(found.weights, of_word[in_both], weights[groups[in_both]])
    found.in_text[of_word[parts & GROUP != 0]] = True
    found.related[of_word[parts & RELATED != 0]] = True
    return found
