"""`FeatureTable`: the weighted features of tools as arrays, to compare many tools at once.

What two tools share is the sum of the products of their weights, by feature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["FeatureTable", "Products"]

Numbers: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Products:
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
        features = np.fromiter((each for vector in vectors for each in vector), np.int64, total)
        weights = np.fromiter(
            (weight for vector in vectors for weight in vector.values()), np.float64, total
        )
        order = np.argsort(features, kind="stable")
        owner_counts = np.bincount(features, minlength=number)
        return cls(
            features=features,
            weights=weights,
            ends=np.cumsum(counts),
            counts=counts,
            owners=np.repeat(np.arange(len(vectors)), counts)[order],
            owner_weights=weights[order],
            owner_ends=np.cumsum(owner_counts),
            owner_counts=owner_counts,
        )

    def with_all(self, places: Numbers) -> Products:
        """Return what tools share with all tools, themselves included."""
        rows, own = _ranges(self.ends, self.counts, places)
        features = self.features[own]
        entries, listed = _ranges(self.owner_ends, self.owner_counts, features)
        return Products(
            rows=rows[entries],
            others=self.owners[listed],
            features=features[entries],
            values=self.weights[own][entries] * self.owner_weights[listed],
        )

    def between(self, first: Numbers, second: Numbers) -> Products:
        """Return what two tools share, for each place in `first` and the one at its number."""
        rows, own = _ranges(self.ends, self.counts, first)
        other_rows, others = _ranges(self.ends, self.counts, second)
        number = len(self.owner_counts)
        _, here, there = np.intersect1d(
            rows * number + self.features[own],
            other_rows * number + self.features[others],
            assume_unique=True,
            return_indices=True,
        )
        return Products(
            rows=rows[here],
            others=second[rows[here]],
            features=self.features[own[here]],
            values=self.weights[own[here]] * self.weights[others[there]],
        )


def _ranges(ends: Numbers, counts: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """Return the entries of chosen lists: the number among the chosen, and the place of each."""
    sizes = counts[chosen]
    places = np.arange(sizes.sum()) + np.repeat(ends[chosen] - np.cumsum(sizes), sizes)
    return np.repeat(np.arange(len(chosen)), sizes), places
