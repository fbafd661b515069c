"""The entries of the shared vocabulary as vectors -> which of them a capability is like, and how much."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from ssg.comparison.tfidf import Floats, Vectors

__all__ = ["Concepts", "Neighbours", "clear", "weights"]

BEST_CONCEPTS = 5
"""Entries of the vocabulary that one capability is held against."""
LEAST_CONCEPT = 0.05
"""Likeness to a vocabulary entry that any text has by chance."""
FULL_CONCEPT = 0.3
"""Likeness that counts as being the entry altogether."""
CLEAR_CONCEPT, CLEAR_LEAD = 0.15, 0.04
"""From this likeness, and this lead over the next entry, a capability without an id helps to describe the entry."""
ROUNDING = 1e-8
"""Likeness is rounded to nine places before it is put in order: this much apart, rounding cannot turn it round."""
AT_ONCE = 16
"""Capabilities held against the entries at once; more would only need more memory."""

Neighbours: TypeAlias = list[tuple[float, str]]
"""Likeness and name of the entries most like one capability, best first."""


class Concepts:
    """The entries of the vocabulary as vectors, found by their terms."""

    def __init__(self, names: Sequence[str], vectors: Vectors, terms: int) -> None:
        """Take a vector for each name, of terms below the number `terms`."""
        order = np.argsort(vectors.terms, kind="stable")
        self._names = tuple(names)
        self._entries, self._weights = vectors.rows[order], vectors.weights[order]
        self._ends = np.cumsum(np.bincount(vectors.terms, minlength=terms))
        self._lengths = np.diff(self._ends, prepend=0)

    def likeness(self, vectors: Vectors) -> list[Neighbours]:
        """Return for each capability the entries most like it.

        Products are added in the order of the terms, one after the other, so that every machine gets the same sums.
        """
        likest: list[Neighbours] = []
        for begin in range(0, len(vectors.sizes), AT_ONCE):
            likest += self._likest(vectors.part(begin, begin + AT_ONCE))
        return likest

    def _likest(self, vectors: Vectors) -> list[Neighbours]:
        likest: list[Neighbours] = [[] for _ in vectors.sizes]
        if not self._names:
            return likest
        sums, most = self._sums(vectors), min(BEST_CONCEPTS, len(self._names))
        least = (
            np.partition(sums, len(self._names) - most, axis=1)[:, len(self._names) - most]
            - ROUNDING
        )
        places = np.nonzero((sums >= least[:, None]) & (sums > 0))
        for row, entry, value in zip(
            *(one.tolist() for one in places), sums[places].tolist(), strict=True
        ):
            likest[row].append((round(value, 9), self._names[entry]))
        return [sorted(one, reverse=True)[:BEST_CONCEPTS] for one in likest]

    def _sums(self, vectors: Vectors) -> Floats:
        """Multiply each capability with each entry."""
        rows, count = len(vectors.sizes), len(self._names)
        known = vectors.terms < len(self._ends)
        terms = vectors.terms[known]
        lengths = self._lengths[terms]
        ends = np.cumsum(lengths)
        found = np.arange(lengths.sum()) + np.repeat(self._ends[terms] - ends, lengths)
        products = np.repeat(vectors.weights[known], lengths) * self._weights[found]
        cells = np.repeat(vectors.rows[known] * count, lengths) + self._entries[found]
        return np.bincount(cells, products, rows * count).astype(np.float64).reshape(rows, count)


def clear(likest: Neighbours) -> str:
    """Return the one entry that a capability clearly means, or nothing."""
    best = [*likest, (0.0, ""), (0.0, "")]
    return best[0][1] if best[0][0] > CLEAR_CONCEPT and best[0][0] - best[1][0] > CLEAR_LEAD else ""


def weights(likest: Neighbours) -> dict[str, float]:
    """Say how much a capability is each entry: a vector of length 1 at most, shorter where none fits well."""
    found = [(max(0.0, value - LEAST_CONCEPT) ** 2, name) for value, name in likest]
    length = math.sqrt(math.fsum(weight * weight for weight, _ in found))
    if not length:
        return {}
    sure = min(1.0, likest[0][0] / FULL_CONCEPT)
    return {name: weight / length * sure for weight, name in found}
