"""Two tools' capabilities -> what both have, what only A has, what only B has, with the reason for each match.

First by shared capability id. What is left is matched by likeness of text, one to one, and only where both sides find no
better partner; below a threshold there is no match rather than a wrong one. `align(b, a)` is `align(a, b)` turned round.

What was tried, on the pairs of our own content with all ids hidden (precision / recall against the ids): cosine of TF-IDF
over titles and texts 0.85 / 0.50; title pairs of words 0.86 / 0.27; spreading terms to those they occur with 0.84 / 0.62;
likeness to the entries of the shared vocabulary beside the cosine 0.89 / 0.68. What stands here adds what sets a match
apart from the next best one, and thresholds set by pairs that readers labelled. On those it has 0.93 to 0.95 / 0.83 to
0.85 (`make bench` prints it); against the ids it falls to about 0.8 / 0.75, since readers accept more pairs than ids do.
Titles count three times, intents one and a half times, what is unique half; words that all of a tool's capabilities use
count little.

Sums are of whole numbers small enough for a 32-bit float to hold exactly, so every machine gets the same matches.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ssg.catalog import Catalog
from ssg.comparison.capability_vectors import Described, Descriptions, Matrix, Telling
from ssg.text import join_words

__all__ = ["Aligner", "Alignment", "Match"]

LEAD = 0.45
"""What the lead over the next best partner of either side counts."""
THRESHOLD = 0.18
"""Likeness with lead below which there is no match."""
STRICT_THRESHOLD = 0.27
"""The same where both tools name shared capabilities by id: what is still unmatched is then less likely to match."""
SURE_LIKENESS = 0.6
"""Likeness that is shown as certainty."""
LEAST_TERMS, REASON_TERMS = 2, 3
"""How many of their heaviest terms two capabilities must share, and how many a reason names."""
KEPT_MATRICES = 256
"""Matrices kept ready, 60 KB each; pairs come in the order of their first tool, so few are made twice."""


@dataclass(frozen=True, slots=True)
class Match:
    """A capability of A and one of B that are the same thing."""

    a: int
    """Place among A's capabilities."""
    b: int
    reason: str
    strength: float
    """0 to 1; 1 for a shared id."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two tools' capabilities, set beside each other."""

    both: tuple[Match, ...]
    """Shared ids first, by name; then by falling strength."""
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """One tool's vectors as pairs are aligned by them."""

    matrix: Matrix
    ids: Mapping[str, int]
    """Id of a shared capability -> its place."""
    described: Described
    top_terms: dict[int, Telling]
    """Capability -> its heaviest terms; filled when they are asked for."""


class Aligner:
    """Aligns any two tools of a catalog; vectors are made once for each tool."""

    def __init__(self, catalog: Catalog, before: "Aligner | None" = None) -> None:
        """Take `before`, the aligner of a catalog like this one, to make vectors only when they are asked for."""
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._names = {one.id: one.name for one in catalog.capabilities}
        self.descriptions: Descriptions = Descriptions(
            catalog, before.descriptions if before else None
        )
        self._ready: dict[str, _Ready] = {}
        self._last: tuple[tuple[str, str], Alignment] | None = None

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; to ask for the same again at once costs nothing."""
        if not self._last or self._last[0] != (a, b):
            self._last = (a, b), self._align(a, b)
        return self._last[1]

    def _align(self, a: str, b: str) -> Alignment:
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        both = self._by_id(a, b)
        both += self._by_text(a, b, {match.a for match in both}, {match.b for match in both})
        taken_a, taken_b = {match.a for match in both}, {match.b for match in both}
        return Alignment(
            both=tuple(both),
            only_a=tuple(i for i in range(len(first)) if i not in taken_a),
            only_b=tuple(i for i in range(len(second)) if i not in taken_b),
        )

    def _by_id(self, a: str, b: str) -> list[Match]:
        first, second = self._prepared(a).ids, self._prepared(b).ids
        shared = sorted((self._names.get(one, one), one) for one in first.keys() & second.keys())
        return [
            Match(first[one], second[one], f"same capability: {name}", 1.0) for name, one in shared
        ]

    def _by_text(self, a: str, b: str, taken_a: set[int], taken_b: set[int]) -> list[Match]:
        """Match what has no id in common, the likest first."""
        matches: list[Match] = []
        used_a, used_b = set(taken_a), set(taken_b)
        for strength, i, j in self._candidates(a, b, taken_a, taken_b):
            reason = self._reason((a, i), (b, j)) if i not in used_a and j not in used_b else ""
            if reason:
                used_a.add(i)
                used_b.add(j)
                matches.append(Match(i, j, reason, round(min(1.0, strength / SURE_LIKENESS), 2)))
        return matches

    def _candidates(
        self, a: str, b: str, taken_a: set[int], taken_b: set[int]
    ) -> list[tuple[float, int, int]]:
        """Return what may match, the likest first: two capabilities that carry different ids are different things."""
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        if not first or not second:
            return []
        one, other = self._prepared(a), self._prepared(b)
        likeness = one.matrix @ other.matrix.T
        threshold = STRICT_THRESHOLD if one.ids and other.ids else THRESHOLD
        rows, columns = np.nonzero(
            likeness >= threshold / (1 + LEAD)
        )  # no lead lifts what is below this
        free = [
            (i, j)
            for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
            if i not in taken_a and j not in taken_b and not (first[i].id and second[j].id)
        ]
        found = [
            (strength, i, j)
            for i, j in free
            if (strength := _strength(likeness, i, j)) >= threshold
        ]
        return sorted(
            found,
            key=lambda one: (
                -one[0],
                sorted(((a, first[one[1]].anchor), (b, second[one[2]].anchor))),
            ),
        )

    def _reason(self, *places: tuple[str, int]) -> str:
        """Name the words that weigh most in both of two capabilities, as one of the two writes them.

        Nothing when there are too few: what no words of weight support is no match, whatever the sums say.
        """
        first, second = (self._told(slug, index) for slug, index in sorted(places))
        shared = sorted(
            [(-first[term][0] * second[term][0], term) for term in first.keys() & second.keys()]
        )
        named = [first[term][1] for _, term in shared[:REASON_TERMS]]
        return f"both speak of {join_words(named)}" if len(named) >= LEAST_TERMS else ""

    def _prepared(self, slug: str) -> _Ready:
        """Return one tool's vectors as a matrix, a row a capability; the last ones are kept."""
        found = self._ready.get(slug)
        if found is None:
            described = self.descriptions.of(slug)
            ids = {
                one.id: index for index, one in enumerate(self._tools[slug].capabilities) if one.id
            }
            if len(self._ready) >= KEPT_MATRICES:
                self._ready.pop(next(iter(self._ready)))
            found = self._ready[slug] = _Ready(described.matrix(), ids, described, {})
        return found

    def _told(self, slug: str, index: int) -> Telling:
        """Return the heaviest terms of a capability."""
        ready = self._prepared(slug)
        if index not in ready.top_terms:
            ready.top_terms[index] = self.descriptions.top_terms(ready.described, index)
        return ready.top_terms[index]


def _strength(likeness: Matrix, row: int, column: int) -> float:
    """Return how alike two capabilities are, with their lead over the best other partner of either."""
    partners: list[float] = likeness[row].tolist()
    rivals: list[float] = likeness[:, column].tolist()
    own = partners.pop(column)
    del rivals[row]
    return own + LEAD * (own - max([0.0, *partners, *rivals]))
