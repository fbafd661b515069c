"""Capabilities of two tools -> shared, only A, only B, with the reason for each match.

First by shared capability id. What is left is matched by text, one to one, and only where it is
nearly certain: see `match_scores`. A capability that is probably the same thing, but not certainly,
is proposed to editors (`likely`, `suggestions`) and not shown to readers. `align(b, a)` is
`align(a, b)` with the sides exchanged, and neither the order of tools nor their slugs matter. All
products are of whole numbers small enough for float32 to hold exactly, so every machine gets the
same matches.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ssg.catalog import Capability, Catalog, Tool
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.match_scores import BLOCKED, MOST_LEAD, MatchScores, probability
from ssg.comparison.neighbours import best_pairs
from ssg.comparison.reasons import Reasons
from ssg.comparison.sparse_rows import Matrix, RowProducts, SparseRows

__all__ = ["Aligner", "Alignment", "Match"]

LEAST_SCORE = 0.0
"""Score below which no lead makes a match certain."""
PROPOSED = 2
"""A pair is proposed if its rank is at most this for either side."""
STRONG = 0.7
"""Strength that no pair below `LEAST_SCORE` has."""
LIKELY_SCORE = -4.5
"""Score below which a pair is not proposed."""
MOST_CERTAIN = 0.99
"""Strength of a match by text, at most; 1 is kept for shared ids."""
KEPT_ROWS = 256
"""Tools whose rows are cached, about 40 KB each; pairs are ordered by their first tool."""


@dataclass(frozen=True, slots=True)
class Match:
    """A capability of A and one of B that are the same thing."""

    a: int
    """Index among A's capabilities."""
    b: int
    reason: str
    """Empty if no words name the shared concept."""
    strength: float
    """0 to 1; 1 for a shared id."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two tools have in common, and what only one has."""

    both: tuple[Match, ...]
    """Shared ids first, by name; then by falling strength."""
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """Alignment data of one tool."""

    rows: SparseRows
    terms: list[dict[int, float]]
    ids: Mapping[str, int]
    """Id of a shared capability -> index of the capability."""
    with_id: np.ndarray[tuple[int], np.dtype[np.intp]]
    """Indexes of the capabilities with an id."""
    settles: bool
    """Whether a capability names others in `different_from`."""


class Aligner:
    """Aligns any two tools of a catalog; data of a single tool is computed once."""

    def __init__(self, catalog: Catalog, before: "Aligner | None" = None) -> None:
        """Reuse the partners of `before`, the aligner of a similar catalog, as an approximation."""
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._names = {shared.id: shared.name for shared in catalog.capabilities}
        self.vectors: CapabilityVectors = CapabilityVectors(
            catalog, before.vectors if before else None
        )
        self.scores: MatchScores = MatchScores(self.vectors, before.scores if before else None)
        self._reasons = Reasons(catalog)
        self._sides: dict[str, _Side] = {}
        self._first: tuple[str, RowProducts] | None = None
        self._last: tuple[tuple[str, str], Alignment] | None = None

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; the last result is kept."""
        if not self._last or self._last[0] != (a, b):
            self._last = (a, b), self._align(a, b)
        return self._last[1]

    def likely(self, a: str, b: str, least: float = 0.0) -> tuple[Match, ...]:
        """Return matches that are possible and not certain enough to be shown, strongest first.

        Those of a strength below `least` are left out.

        Each is the best partner of at least one of its sides, so a capability may be in several.
        """
        taken = {(match.a, match.b) for match in self.align(a, b).both}
        rows, columns = {i for i, _ in taken}, {j for _, j in taken}
        found = [
            (certainty, i, j)
            for certainty, i, j in self._candidates(
                a, b, LIKELY_SCORE if least < STRONG else LEAST_SCORE, proposed=True
            )
            if i not in rows and j not in columns and _strength(certainty) >= least
        ]
        return self._matches(a, b, found)

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools, the only ones considered for proposals."""
        return self.scores.nearest(slug)

    def _align(self, a: str, b: str) -> Alignment:
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        both = self._by_id(a, b) + self._by_text(a, b)
        taken_a, taken_b = {match.a for match in both}, {match.b for match in both}
        return Alignment(
            both=tuple(both),
            only_a=tuple(i for i in range(len(first)) if i not in taken_a),
            only_b=tuple(i for i in range(len(second)) if i not in taken_b),
        )

    def _by_id(self, a: str, b: str) -> list[Match]:
        first, second = self._side(a).ids, self._side(b).ids
        shared = sorted(
            (self._names.get(each, each), each) for each in first.keys() & second.keys()
        )
        return [
            Match(first[each], second[each], f"same capability: {name}", 1.0)
            for name, each in shared
        ]

    def _by_text(self, a: str, b: str) -> list[Match]:
        certain = [
            (certainty, i, j)
            for certainty, i, j in self._candidates(a, b, LEAST_SCORE)
            if certainty >= 0
        ]
        return list(self._matches(a, b, certain))

    def _matches(self, a: str, b: str, found: list[tuple[float, int, int]]) -> tuple[Match, ...]:
        """Return matches by falling strength; ties are ordered the same from both sides."""
        first, second = self._tools[a].capabilities, self._tools[b].capabilities

        def order(match: tuple[float, int, int]) -> tuple[float, object]:
            places = ((a, first[match[1]].anchor), (b, second[match[2]].anchor))
            return -_strength(match[0]), sorted(places)

        return tuple(
            Match(
                i,
                j,
                self._reasons.of(self._tools[a], first[i], self._tools[b], second[j]),
                _strength(certainty),
            )
            for certainty, i, j in sorted(found, key=order)
        )

    def _candidates(
        self, a: str, b: str, least: float, *, proposed: bool = False
    ) -> Iterator[tuple[float, int, int]]:
        """Yield certainty and indexes of pairs above a score.

        Pairs are the best partners of each other, or of one side if `proposed`.
        """
        one, other = self._side(a), self._side(b)
        if not one.rows.height or not other.rows.height:
            return
        scores = self._block(
            self.scores.scores(self._multiplier(a), other.rows), a, b, proposed=proposed
        )
        rows, columns = (
            np.nonzero(scores >= np.float32(least)) if proposed else best_pairs(scores, least)
        )
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            of_a, of_b = scores[i].tolist(), scores[:, j].tolist()
            score = of_a.pop(j)
            del of_b[i]
            leads = [
                min(MOST_LEAD, score - max([self.scores.base, *rivals])) for rivals in (of_a, of_b)
            ]
            better = min(sum(rival > score for rival in rivals) for rivals in (of_a, of_b))
            if min(leads) > 0 or (proposed and better < PROPOSED):
                certainty = self.scores.certainty(score, min(leads), 0.0)
                if proposed or certainty >= 0:
                    share = _dominance(one.terms[i], other.terms[j])
                    yield self.scores.certainty(score, min(leads), share), i, j

    def _block(self, scores: Matrix, a: str, b: str, *, proposed: bool) -> Matrix:
        """Exclude pairs with a shared id, with two different ids, or settled by an editor.

        Between two tools with ids a capability without an id is one that its editor found no id
        for: it is proposed for an id of the other tool, and not shown as the same thing.
        """
        one, other = self._side(a), self._side(b)
        if one.ids and other.ids:
            if proposed:
                scores[one.with_id[:, None], other.with_id] = BLOCKED
            shared = one.ids.keys() & other.ids.keys() if proposed else ()
            scores[[one.ids[each] for each in shared] if proposed else one.with_id] = BLOCKED
            scores[:, [other.ids[each] for each in shared] if proposed else other.with_id] = BLOCKED
        if one.settles or other.settles:
            for i, j in _settled(self._tools[a], self._tools[b]):
                scores[i, j] = BLOCKED
        return scores

    def _multiplier(self, slug: str) -> RowProducts:
        """Return the first tool of a pair ready to be multiplied; that of the last pair is kept."""
        if not self._first or self._first[0] != slug:
            self._first = slug, self.scores.multiplier(self._side(slug).rows)
        return self._first[1]

    def _side(self, slug: str) -> _Side:
        side = self._sides.get(slug)
        if side is None:
            capabilities = self._tools[slug].capabilities
            ids = {each.id: index for index, each in enumerate(capabilities) if each.id}
            if len(self._sides) >= KEPT_ROWS:
                self._sides.pop(next(iter(self._sides)))
            with_id = np.array([*ids.values()], np.intp)
            settles = any(each.different_from for each in capabilities)
            side = _Side(self.scores.rows(slug), self.scores.terms(slug), ids, with_id, settles)
            self._sides[slug] = side
        return side


def _dominance(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return the largest product of weights over the sum for all shared terms; 1 without any."""
    products = [one[term] * other[term] for term in one.keys() & other.keys()]
    total = sum(products)
    return max(products) / total if total else 1.0


def _strength(certainty: float) -> float:
    return round(min(MOST_CERTAIN, max(0.01, probability(certainty + SHOWN))), 2)


SHOWN = 2.0
"""Log-odds at the bar, on the labelled sets."""


def _settled(a: Tool, b: Tool) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two tools that an editor called different."""
    for i, left in enumerate(a.capabilities):
        for j, right in enumerate(b.capabilities):
            if is_settled(a.slug, left, b.slug, right):
                yield i, j


def is_settled(a: str, left: Capability, b: str, right: Capability) -> bool:
    """Return whether one of two capabilities names the other, or its id, in `different_from`."""
    return not {f"{b}/{right.anchor}", right.id or None}.isdisjoint(left.different_from) or (
        not {f"{a}/{left.anchor}", left.id or None}.isdisjoint(right.different_from)
    )
