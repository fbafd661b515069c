"""The tools most like a tool, and the partners of its capabilities in them.

Two capabilities are far more likely to be the same thing if both have the same partner in other
tools. A partner is the capability of another tool that is nearest to this one, while this one is
nearest to it; or one with the same shared id. Only the `NEAREST` tools are searched, so that the
cost grows with the number of tools and not with its square.
"""

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.capability_vectors import GRAIN, VOCABULARY, CapabilityVectors
from ssg.comparison.sparse_rows import Matrix, RowProducts, stacked

__all__ = ["FULL", "NEAREST", "Cells", "Neighbourhood", "Partners", "best_pairs"]

NEAREST = 12
"""Tools that one tool's partners are searched in."""
FOLDED = 128
"""Columns that are left of a tool's sum of vectors when tools are compared with each other."""
FULL = GRAIN * GRAIN
"""Likeness 1 as a product of two vectors."""


class Partners(NamedTuple):
    """Capabilities of nearby tools that are probably the same things as those of a tool."""

    rows: NDArray[np.int32]
    """Index of the capability that each is the partner of; rising."""
    tools: NDArray[np.int32]
    """Number of its tool, in the order of the vectors."""
    places: NDArray[np.int32]
    """Index of the partner in its tool."""
    products: NDArray[np.int32]
    """Likeness times `FULL`; `FULL` for a shared id."""


class Cells:
    """Count, sum and sum of squares of products of vectors; exact."""

    def __init__(self) -> None:
        self.count = self.total = self.squares = 0

    def add(self, products: NDArray[np.float32]) -> None:
        """Add the products of a matrix."""
        whole = products.astype(np.int64)
        self.count += whole.size
        self.total += int(whole.sum())
        self.squares += int((whole * whole).sum())

    def mean_and_deviation(self, mean: float, deviation: float, weight: int) -> tuple[float, float]:
        """Return mean and standard deviation of the likeness, with a prior of so many cells."""
        count = self.count + weight
        first = self.total / FULL + weight * mean
        second = self.squares / FULL / FULL + weight * (deviation**2 + mean**2)
        return first / count, math.sqrt(max(0.0, second / count - (first / count) ** 2))


class Neighbourhood:
    """Nearest tools and partners of the tools of a catalog."""

    def __init__(self, vectors: CapabilityVectors) -> None:
        self.vectors = vectors
        self.nearest: dict[str, tuple[str, ...]] = {}
        """Slug -> the slugs of the tools most like it, without the vocabulary."""
        self.found: dict[str, NDArray[np.int32]] = {}
        """Slug -> a row per partner, with the fields of `Partners`."""
        self._numbers = {slug: number for number, slug in enumerate(vectors.tools)}
        self.between = Cells()
        """Products of capabilities of different tools."""
        self.within = Cells()
        """Products of different capabilities of one tool."""

    def search(self) -> None:
        """Find the nearest tools and all partners."""
        slugs = [slug for slug, tool in self.vectors.tools.items() if tool.capabilities and slug]
        self.nearest.update(_nearest(self.vectors, sorted(slugs)))
        for slug in slugs:
            found = sorted(self._found(slug), key=itemgetter(0))
            self.found[slug] = np.array(found, np.int32).reshape(-1, 4)

    def partners(self, slug: str) -> Partners:
        """Return the partners of the capabilities of a tool."""
        return Partners(*self.found.get(slug, np.zeros((0, 4), np.int32)).T)

    def _found(self, slug: str) -> list[tuple[int, int, int, int]]:
        """Search the partners of a tool; return them as they are kept."""
        own = self.vectors.tools[slug].capabilities
        partners: list[tuple[int, int, int, int]] = []
        others = [*self.nearest[slug], *([VOCABULARY] if VOCABULARY in self.vectors.tools else [])]
        vectors = self.vectors.of(slug)
        multiplied = RowProducts(vectors, self.vectors.width)
        self.within.add(multiplied.with_rows(vectors)[~np.eye(len(own), dtype=bool)])
        if not others:
            return partners
        products = multiplied.with_rows(stacked([self.vectors.of(other) for other in others]))
        begin = 0
        for other in others:
            capabilities = self.vectors.tools[other].capabilities
            block = products[:, begin : begin + len(capabilities)]
            begin += len(capabilities)
            if other != VOCABULARY:
                self.between.add(block)
            same_id = {each.id: index for index, each in enumerate(capabilities) if each.id}
            rows, columns = best_pairs(block)
            found = dict(zip(rows.tolist(), columns.tolist(), strict=True))
            for row, each in enumerate(own):
                column = same_id.get(each.id, found.get(row)) if each.id else found.get(row)
                if column is None or (
                    each.id and each.id not in same_id and capabilities[column].id
                ):
                    continue
                sure = bool(each.id) and capabilities[column].id == each.id
                product = FULL if sure else min(FULL, int(block[row, column]))
                partners.append((row, self._numbers[other], column, product))
        return partners


def best_pairs(scores: Matrix, least: float = 0.0) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return rows and columns of cells above `least` that are the unique maximum of both."""
    if not scores.size or scores.max() <= least:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    highest = (scores == scores.max(axis=1, keepdims=True)) & (scores == scores.max(axis=0))
    highest &= scores > np.float32(least)
    rows, columns = np.nonzero(highest)
    if len(set(rows.tolist())) < len(rows) or len(set(columns.tolist())) < len(columns):
        alone = (highest.sum(axis=1) == 1)[rows] & (highest.sum(axis=0) == 1)[columns]
        return rows[alone], columns[alone]
    return rows, columns


def _nearest(vectors: CapabilityVectors, slugs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the tools most like each tool by the sum of their vectors; ties in slug order.

    Sums are folded by what terms are: by their numbers, which follow the order of texts, one new
    word would change the nearest tools of all others.
    """
    if len(slugs) <= NEAREST + 1:
        return {slug: tuple(other for other in slugs if other != slug) for slug in slugs}
    sums, folds = np.zeros((len(slugs), FOLDED)), vectors.folds(FOLDED)
    for place, slug in enumerate(slugs):
        rows = vectors.of(slug)
        np.add.at(sums[place], folds[rows.columns], rows.values)
    lengths = np.sqrt((sums * sums).sum(axis=1))
    lengths[lengths == 0] = 1.0
    nearest = {}
    for place, slug in enumerate(slugs):
        likeness = sums @ sums[place] / lengths
        likeness[place] = -np.inf
        least = np.partition(likeness, len(slugs) - NEAREST)[len(slugs) - NEAREST]
        (places,) = np.nonzero(likeness >= least)
        order = sorted(places.tolist(), key=lambda other: (-likeness[other], other))[:NEAREST]
        nearest[slug] = tuple(slugs[other] for other in order)
    return nearest
