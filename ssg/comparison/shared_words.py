"""Words that capabilities of two tools share, found for many pairs of capabilities in one step."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.sparse_rows import distinct, expanded
from ssg.comparison.wordings import NO_TERMS, PairWords

__all__ = ["BODY", "FILLER", "TITLE", "Shared", "SharedWords", "WordCells", "stacked_words"]

BODY, TITLE, FILLER = np.uint8(1), np.uint8(2), np.uint8(4)
"""Where a term of a capability is; `FILLER` in the title, without saying what it is."""


class WordCells(NamedTuple):
    """Terms of the texts of some capabilities, one cell for each term of each capability."""

    sizes: NDArray[np.intp]
    """Number of cells of each capability; its cells follow those of the one before."""
    terms: NDArray[np.int32]
    """Numbers of terms: words, and those that are in the title."""
    parts: NDArray[np.uint8]
    """`TITLE` or `FILLER` for a term of the title, else `BODY`."""
    roots: NDArray[np.float64]
    """Square root of the number of all terms of each capability and 1."""


class Shared(NamedTuple):
    """What the capabilities of some pairs share; an element for each pair."""

    bodies: NDArray[np.float64]
    """Weight of the words of both texts that are in neither title, for their length."""
    titles: NDArray[np.bool_]
    """Whether a term is in both titles that says something."""
    sizes: NDArray[np.intp]
    """Number of terms that are in the title of one, and only in the text of the other."""
    terms: NDArray[np.int32]
    """These terms, pair by pair."""

    def of(self, pairs: NDArray[np.intp]) -> list[PairWords]:
        """Return what some pairs share, by their index."""
        terms, ends, bodies = self.terms.tolist(), np.cumsum(self.sizes), self.bodies[pairs]
        ranges = (ends - self.sizes)[pairs], ends[pairs]
        return [
            PairWords(weight, frozenset(terms[begin:end]) or NO_TERMS)
            for weight, begin, end in zip(*map(np.ndarray.tolist, (bodies, *ranges)), strict=True)
        ]


def stacked_words(parts: Sequence[WordCells]) -> WordCells:
    """Return the cells of several tools, one after the other."""
    return WordCells(
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.terms for part in parts]),
        np.concatenate([part.parts for part in parts]),
        np.concatenate([part.roots for part in parts]),
    )


class SharedWords:
    """Compares the words of the capabilities of one tool with those of others."""

    def __init__(self, own: WordCells, weights: NDArray[np.float64]) -> None:
        """Take the capabilities of the tool, and the weight of each term.

        Sums of the weights are exact, so that the order of terms does not matter.
        """
        terms = distinct(own.terms, len(weights))
        self._own, self._weights = own, weights
        self._places = np.zeros(len(weights), np.int32)
        self._places[terms] = np.arange(1, len(terms) + 1)
        self._parts = np.zeros((len(own.sizes), len(terms) + 1), np.uint8)
        rows = np.repeat(np.arange(len(own.sizes)), own.sizes)
        self._parts[rows, self._places[own.terms]] = own.parts

    def of(self, rows: NDArray[np.intp], other: WordCells, columns: NDArray[np.intp]) -> Shared:
        """Return what capabilities of the tool, by index, share with as many other ones."""
        sizes, count = other.sizes[columns], len(rows)
        cells = expanded((np.cumsum(other.sizes) - other.sizes)[columns], sizes)
        pairs = np.repeat(np.arange(count), sizes)
        terms = other.terms[cells]
        own, others = self._parts[rows[pairs], self._places[terms]], other.parts[cells]
        both, either = own & others, own | others
        in_bodies, in_titles = np.flatnonzero(both == BODY), np.flatnonzero(both == TITLE)
        across = np.flatnonzero((either == BODY | TITLE) | (either == BODY | FILLER))
        weights = np.bincount(pairs[in_bodies], self._weights[terms[in_bodies]], count)
        return Shared(
            weights / np.minimum(self._own.roots[rows], other.roots[columns]),
            np.bincount(pairs[in_titles], minlength=count) > 0,
            np.bincount(pairs[across], minlength=count),
            terms[across],
        )
