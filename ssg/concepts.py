"""The entries of the shared vocabulary as vectors -> which of them a capability is like, and how much."""

import math
from collections import defaultdict
from typing import TypeAlias

__all__ = ["Concepts", "Vector"]

Vector: TypeAlias = dict[str, float]
"""Term -> weight."""

BEST_CONCEPTS = 5
"""Entries of the vocabulary that one capability is held against."""
LEAST_CONCEPT = 0.05
"""Likeness to a vocabulary entry that any text has by chance."""
FULL_CONCEPT = 0.3
"""Likeness that counts as being the entry altogether."""
CLEAR_CONCEPT, CLEAR_LEAD = 0.15, 0.04
"""From this likeness, and this lead over the next entry, a capability without an id helps to describe the entry."""


class Concepts:
    """The entries of the vocabulary as vectors, found by their terms."""

    def __init__(self, vectors: dict[str, Vector]) -> None:
        self._by_term: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name, vector in vectors.items():
            for term, weight in vector.items():
                self._by_term[term].append((name, weight))

    def likeness(self, vector: Vector) -> list[tuple[float, str]]:
        """Return the entries most like a capability, best first."""
        found: dict[str, float] = defaultdict(float)
        for term, weight in vector.items():
            for name, other in self._by_term.get(term, ()):
                found[name] += weight * other
        return sorted(((round(value, 9), name) for name, value in found.items()), reverse=True)[:BEST_CONCEPTS]

    def clear(self, vector: Vector) -> str:
        """Return the one entry that a capability clearly means, or nothing."""
        best = [*self.likeness(vector), (0.0, ""), (0.0, "")]
        return best[0][1] if best[0][0] > CLEAR_CONCEPT and best[0][0] - best[1][0] > CLEAR_LEAD else ""

    def weights(self, vector: Vector) -> Vector:
        """Say how much a capability is each entry: a vector of length 1 at most, shorter where none fits well."""
        found = [(max(0.0, value - LEAST_CONCEPT) ** 2, name) for value, name in self.likeness(vector)]
        length = math.sqrt(math.fsum(weight * weight for weight, _ in found))
        if not length:
            return {}
        sure = min(1.0, self.likeness(vector)[0][0] / FULL_CONCEPT)
        return {name: weight / length * sure for weight, name in found}
