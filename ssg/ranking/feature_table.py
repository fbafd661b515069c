"""`FeatureTable`: the weighted features of tools as arrays, to compare many tools at once.

What two tools share is the sum of the products of their weights, by feature.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.distinct import distinct

__all__ = ["FeatureTable", "Numbers", "Products", "Weights", "entries", "ranges"]

Numbers: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float64]
BLOCK = 4_096
"""Pairs that are compared at once."""
DENSE = 16
"""Pairs per tool from which a tool is compared with all others at once."""
ENTRIES = 40_000
"""Shared features of tools that are compared with all others at once; they fit a processor's cache.
"""
CELLS = 1_000_000
"""Numbers of a table with all features of some tools; 4 MB."""


class Products(NamedTuple):
    """What tools share: one entry for each feature of two of them."""

    rows: Numbers
    """Number of the first tool among those asked for, or of the two tools."""
    others: Numbers
    """Place of the second tool."""
    features: Numbers
    values: Weights
    """Products of both weights."""


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The features of all tools, and the tools of all features."""

    features: Numbers
    """Those of each tool, one tool after the other."""
    weights: Weights
    ends: Numbers
    """Where the features of each tool end."""
    counts: Numbers
    """How many features each tool has."""
    owners: Numbers
    """Places of the tools of each feature, one feature after the other."""
    owner_weights: Weights
    owner_ends: Numbers
    owner_counts: Numbers

    @classmethod
    def of(cls, vectors: Sequence[Mapping[int, float]], number: int) -> "FeatureTable":
        """Take the features of each tool, by number, with their weights; `number`: of features."""
        counts = np.array([len(vector) for vector in vectors], dtype=np.int64)
        total = int(counts.sum())
        features = np.fromiter(chain.from_iterable(vectors), np.int64, total)
        values = chain.from_iterable(vector.values() for vector in vectors)
        weights = np.fromiter(values, np.float64, total)
        return cls.of_columns(features, weights, counts, number)

    @classmethod
    def of_columns(
        cls, features: Numbers, weights: Weights, counts: Numbers, number: int
    ) -> "FeatureTable":
        """Take the features of all tools, one tool after the other; `counts`: of each tool."""
        order = np.argsort(features, kind="stable")
        owner_counts = np.bincount(features, minlength=number)
        return cls(
            features=features,
            weights=weights,
            ends=np.cumsum(counts),
            counts=counts,
            owners=np.repeat(np.arange(len(counts)), counts)[order],
            owner_weights=weights[order],
            owner_ends=np.cumsum(owner_counts),
            owner_counts=owner_counts,
        )

    def with_more(self, other: "FeatureTable") -> "FeatureTable":
        """Return the features of both tables for each tool; those of `other` have other numbers."""
        number = len(self.owner_counts)
        tools = np.arange(len(self.counts))
        rows = np.concatenate([np.repeat(tools, each.counts) for each in (self, other)])
        order = np.argsort(rows, kind="stable")
        return FeatureTable.of_columns(
            np.concatenate([self.features, other.features + number])[order],
            np.concatenate([self.weights, other.weights])[order],
            self.counts + other.counts,
            number + len(other.owner_counts),
        )

    def with_all(self, places: Numbers) -> Products:
        """Return what tools share with all tools, themselves included."""
        rows, own = ranges(self.ends, self.counts, places)
        features = self.features[own]
        numbers, listed = ranges(self.owner_ends, self.owner_counts, features)
        return Products(
            rows=rows[numbers],
            others=self.owners[listed],
            features=features[numbers],
            values=self.weights[own][numbers] * self.owner_weights[listed],
        )

    def totals_with_all(self, places: Numbers) -> Weights:
        """Return how much tools share with all tools: a row for each tool that is asked for."""
        number = len(self.counts)
        rows, own = ranges(self.ends, self.counts, places)
        features = self.features[own]
        sizes = self.owner_counts[features]
        listed = entries(self.owner_ends, self.owner_counts, features)
        cells = self.owners[listed]
        cells += np.repeat(rows * number, sizes)
        values = self.owner_weights[listed]
        values *= np.repeat(self.weights[own], sizes)
        totals = np.bincount(cells, values, len(places) * number)
        return totals.astype(np.float64, copy=False).reshape(-1, number)

    def blocks(self, places: Numbers) -> Iterator[Numbers]:
        """Yield places in parts for which `totals_with_all` is fast."""
        number = max(1, len(self.counts))
        entries = int(self.owner_counts[self.features].sum())
        size = max(1, ENTRIES * number // max(1, entries))
        for start in range(0, len(places), size):
            yield places[start : start + size]

    def totals(self, first: Numbers, second: Numbers) -> Weights:
        """Return how much tools share, for each place in `first` and the one at its number."""
        found = np.zeros(len(first), np.float64)
        if len(first) >= DENSE * len(self.counts):
            for places in self.blocks(distinct(first)):
                some = np.flatnonzero((first >= places[0]) & (first <= places[-1]))
                rows = np.searchsorted(places, first[some])
                found[some] = self.totals_with_all(places)[rows, second[some]]
            return found
        for start in range(0, len(first), BLOCK):
            part = slice(start, start + BLOCK)
            shared = self.between(first[part], second[part])
            found[part] = np.bincount(shared.rows, shared.values, len(found[part]))
        return found

    def between(self, first: Numbers, second: Numbers) -> Products:
        """Return what two tools share, for each place in `first` and the one at its number.

        It is fast if equal places of `first` follow each other.
        """
        found = [*self._between(first, second)]
        return Products(
            rows=np.concatenate([each.rows for each in found]),
            others=np.concatenate([each.others for each in found]),
            features=np.concatenate([each.features for each in found]),
            values=np.concatenate([each.values for each in found]),
        )

    def _between(self, first: Numbers, second: Numbers) -> Iterator[Products]:
        """Yield what `between` returns, for so many first tools at once that `CELLS` are enough."""
        number = max(1, len(self.owner_counts))
        most = max(1, CELLS // number)
        starts = np.flatnonzero(np.diff(first, prepend=-1))
        entry_of = np.zeros(min(most, max(1, len(starts))) * number, np.int32)
        for run in range(0, max(1, len(starts)), most):
            firsts = starts[run : run + most]
            start = int(firsts[0]) if len(firsts) else 0
            end = int(starts[run + most]) if run + most < len(starts) else len(first)
            own_rows, own = ranges(self.ends, self.counts, first[firsts])
            cells = own_rows * number + self.features[own]
            entry_of[cells] = own + 1
            sizes = np.diff(np.append(firsts, end))
            rows, others = ranges(self.ends, self.counts, second[start:end])
            found = entry_of[
                np.repeat(np.arange(len(firsts)) * number, sizes)[rows] + self.features[others]
            ]
            entry_of[cells] = 0
            shared = np.flatnonzero(found)
            here, there = found[shared] - 1, others[shared]
            yield Products(
                rows=rows[shared] + start,
                others=second[start:end][rows[shared]],
                features=self.features[there],
                values=self.weights[here] * self.weights[there],
            )


def ranges(ends: Numbers, counts: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """Return the entries of chosen lists: the number among the chosen, and the place of each."""
    return np.repeat(np.arange(len(chosen)), counts[chosen]), entries(ends, counts, chosen)


def entries(ends: Numbers, counts: Numbers, chosen: Numbers) -> Numbers:
    """Return the places of the entries of chosen lists."""
    sizes = counts[chosen]
    places = np.repeat(ends[chosen] - np.cumsum(sizes), sizes)
    places += np.arange(len(places))
    return places
