"""What the words of a capability are about: vectors of words that are alike if used alike.

The table is counted offline from descriptions and manuals of many kinds of software
(benchmarks/word_vectors.py): "photo" is near "picture" there, and "secret" near "credential", in
any subject. A capability is the sum of the vectors of its terms by their weights, minus the mean of
its tool, which has the tool's subject and the style of its author. It is rounded to whole numbers,
so that every machine gets the same.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.lexicon_files import word_vectors
from ssg.comparison.sparse_rows import SparseRows
from ssg.comparison.tfidf import Vectors

__all__ = ["SHARE", "WIDTH", "WordVectors", "shipped_word_vectors", "topics"]

WIDTH = 96
"""Columns of the table."""
SHARE = 0.65
"""Length of a topic vector; that of a TF-IDF vector is 1."""
OTHERS = 2
"""A tool of n capabilities loses n / (n + `OTHERS`) of its mean."""
LEAST_WORDS = 3
"""Fewer words of the table do not make a topic."""
FINE = 4096
"""Length of a vector in whole numbers before the mean is subtracted."""


class WordVectors(NamedTuple):
    """Vectors of stems."""

    places: Mapping[str, int]
    """Stem -> row; the last row is zero, that of all other terms."""
    rows: NDArray[np.int8]


@lru_cache(maxsize=1)
def shipped_word_vectors() -> WordVectors:
    """Return the table that comes with the program."""
    stems, table = word_vectors()
    places = {stem: place for place, stem in enumerate(stems)}
    return WordVectors(places, np.frombuffer(table + bytes(WIDTH), np.int8).reshape(-1, WIDTH))


def topics(vectors: Vectors, terms: Sequence[str], grain: int) -> SparseRows:
    """Return the rows of a tool's capabilities, of length `SHARE` times `grain`, or 0."""
    places, table = shipped_word_vectors()
    used, of_cell = np.unique(vectors.terms, return_inverse=True)
    rows = table[[places.get(terms[term], len(places)) for term in used.tolist()]]
    is_known = rows.any(axis=1)
    columns = np.where(is_known, np.cumsum(is_known) - 1, -1)  # the last one is for all others
    weights = np.zeros((len(vectors.sizes), np.count_nonzero(is_known) + 1))
    weights[vectors.rows, columns[of_cell]] = np.rint(vectors.weights * grain)
    weights = weights[:, :-1]
    # Products and sums of whole numbers below 2 ** 53: exact in any order.
    sums = np.rint(_unit(weights @ rows[is_known].astype(np.float64)) * FINE)
    count = len(sums)
    known = (weights > 0).sum(axis=1, keepdims=True)
    lengths = SHARE * grain * (known >= LEAST_WORDS)
    sums = _unit(sums * (count + OTHERS) - sums.sum(axis=0)) * lengths
    cells = np.rint(sums).astype(np.float32)
    found = np.nonzero(cells)
    return SparseRows(count, found[0].astype(np.int32), found[1] + 1, cells[found])


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return whole-number rows with length 1, or 0."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    lengths[lengths == 0] = 1.0
    unit: NDArray[np.float64] = rows / lengths
    return unit
