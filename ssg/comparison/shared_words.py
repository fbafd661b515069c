"""Words that capabilities of two tools share, found for many pairs of capabilities in one step."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.sparse_rows import distinct, expanded

__all__ = [
    "BODY",
    "FILLER",
    "GROUP",
    "NO_TERMS",
    "RELATED",
    "TITLE",
    "WORDS",
    "Parts",
    "Shared",
    "SharedWords",
    "WordCells",
]

BODY, TITLE, FILLER = np.uint8(1), np.uint8(2), np.uint8(4)
"""Where a term of a capability is; `FILLER` in the title, without saying what it is."""
GROUP, RELATED = np.uint8(8), np.uint8(16)
"""A term that is no word: a group of the same meaning, or one of related words."""
WORDS = BODY | TITLE | FILLER
NO_TERMS: frozenset[int] = frozenset()
"""Many sets are empty: each other empty set takes 216 bytes."""

Parts = NDArray[np.uint8]
"""Sums of the marks above; 0 for a term that a capability does not have."""


class WordCells(NamedTuple):
    """Terms of the texts of some capabilities, one cell for each term of each capability."""

    sizes: NDArray[np.intp]
    """Number of cells of each capability; its cells follow those of the one before."""
    terms: NDArray[np.int32]
    """Numbers of terms: words, groups of the same meaning, and all that are in the title."""
    parts: Parts
    """`TITLE` or `FILLER` for a term of the title, else `BODY`, with `GROUP` or `RELATED`.

    Only `GROUP` for a general group that is not in the title.
    """
    roots: NDArray[np.float64]
    """Square root of the number of all terms of each capability and 1."""


class Shared(NamedTuple):
    """What the capabilities of some pairs share; an element for each pair."""

    bodies: NDArray[np.float64]
    """Weight of the words of both texts that are in neither title, for their length."""
    groups: NDArray[np.intp]
    """Number of groups that are in both titles."""
    has_group_of_title: NDArray[np.bool_]
    """Whether one has a group of the other's title anywhere."""
    sizes: NDArray[np.intp]
    """Number of terms that are in the title of one, and only in the text of the other."""
    terms: NDArray[np.int32]
    """These terms, pair by pair."""
    title_cells: Parts
    """A row for each pair: where the other one has the terms of the titles of the prepared tool."""

    def across(self, pairs: NDArray[np.intp]) -> list[frozenset[int]]:
        """Return for some pairs the terms in the title of one, and only in the other's text."""
        terms, ends = self.terms.tolist(), np.cumsum(self.sizes)
        ranges = zip((ends - self.sizes)[pairs].tolist(), ends[pairs].tolist(), strict=True)
        return [frozenset(terms[begin:end]) or NO_TERMS for begin, end in ranges]


class SharedWords:
    """Compares the words of the capabilities of one tool with those of others."""

    def __init__(
        self, own: WordCells, of_titles: Sequence[NDArray[np.int32]], weights: NDArray[np.float64]
    ) -> None:
        """Take the capabilities of the tool, and the weight of each term.

        `of_titles`: terms of its titles whose place in other texts is asked for by `in_other`. Sums
        of the weights are exact, so that the order of terms does not matter.
        """
        terms = distinct(own.terms, len(weights))
        self._own, self._weights = own, weights
        self._places = np.zeros(len(weights), np.int32)
        self._places[terms] = np.arange(1, len(terms) + 1)
        self._parts = np.zeros((len(own.sizes), len(terms) + 1), np.uint8)
        rows = np.repeat(np.arange(len(own.sizes)), own.sizes)
        self._parts[rows, self._places[own.terms]] = own.parts
        terms = distinct(np.concatenate(of_titles), len(weights))
        self._title_places = np.zeros(len(weights), np.int32)
        self._title_places[terms] = np.arange(1, len(terms) + 1)
        self._title_count = len(terms)

    def of(self, rows: NDArray[np.intp], other: WordCells, columns: NDArray[np.intp]) -> Shared:
        """Return what capabilities of the tool, by index, share with as many other ones."""
        sizes, count = other.sizes[columns], len(rows)
        cells = expanded((np.cumsum(other.sizes) - other.sizes)[columns], sizes)
        pairs = np.repeat(np.arange(count), sizes)
        own = self._parts[rows[pairs], self._places[other.terms[cells]]]
        of_both = np.flatnonzero(own)
        own, pairs, cells = own[of_both], pairs[of_both], cells[of_both]
        terms, others = other.terms[cells], other.parts[cells]
        title_cells = np.zeros((count, self._title_count + 1), np.uint8)
        title_cells[pairs, self._title_places[terms]] = others
        title_cells[:, 0] = 0  # of terms that are in no title of the tool
        both, either = own & others, own | others
        in_bodies = np.flatnonzero(both & BODY)
        weights = np.bincount(pairs[in_bodies], self._weights[terms[in_bodies]], count)
        is_group, in_title = both & GROUP != 0, either & TITLE != 0
        words = either & WORDS
        across = np.flatnonzero((words == BODY | TITLE) | (words == BODY | FILLER))
        return Shared(
            weights / np.minimum(self._own.roots[rows], other.roots[columns]),
            np.bincount(pairs[is_group & (both & TITLE != 0)], minlength=count),
            np.bincount(pairs[is_group & in_title], minlength=count) > 0,
            np.bincount(pairs[across], minlength=count),
            terms[across],
            title_cells,
        )

    def in_own(self, rows: NDArray[np.intp], terms: NDArray[np.int32]) -> Parts:
        """Return where capabilities of the tool, by index, have as many terms."""
        found: Parts = self._parts[rows, self._places[terms]]
        return found

    def in_other(self, shared: Shared, pairs: NDArray[np.intp], terms: NDArray[np.int32]) -> Parts:
        """Return where the other capabilities of pairs have as many terms of titles of the tool."""
        found: Parts = shared.title_cells[pairs, self._title_places[terms]]
        return found
