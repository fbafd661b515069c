"""Capabilities of two tools -> shared, only A, only B, with the reason for each match.

First by shared capability id. What is left is matched by text, one to one, and only where it is
nearly certain: see `match_scores`. A capability that is probably the same thing, but not certainly,
is proposed to editors (`likely`, `suggestions`) and not shown to readers. `align(b, a)` is
`align(a, b)` with the sides exchanged, and neither the order of tools nor their slugs matter. All
products are of whole numbers small enough for float32 to hold exactly, so every machine gets the
same matches.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from ssg.catalog import Capability, Catalog, Tool
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.match_scores import BAR, BLOCKED, Evidence, MatchScores, Traits, probability
from ssg.comparison.reasons import Reasons
from ssg.comparison.sparse_rows import Matrix, RowProducts, SparseRows
from ssg.comparison.tfidf import Background
from ssg.comparison.title_conflicts import conflict
from ssg.frozen import frozen

__all__ = ["Aligner", "Alignment", "KnownAlignments", "LazyAligner", "Match", "NewAlignments"]

LEAST_SCORE = -3.4
"""Score below which a pair is not certain."""
PROPOSED = 3
"""A pair is proposed if its rank is at most this for either side."""
STRONG = 0.7
"""Strength that no pair below `LEAST_SCORE`, or with a conflict in the titles, reaches."""
LIKELY_SCORE = -5.2
"""Score below which a pair is not proposed."""
MOST_CERTAIN = 0.99
"""Strength of a match by text, at most; 1 is kept for shared ids."""
KEPT_ALIGNMENTS = 128
"""Alignments that are kept for pages that are made together."""
KEPT_ROWS = 128
"""Tools whose rows and words are cached; see `PageTable.by_tiles`."""
KEPT_CAPABILITIES = 4_000
"""Capabilities of these tools, up to 30 KB each, if there are more than one tool."""


@frozen
class Match:
    """A capability of A and one of B that are the same thing."""

    a: int
    """Index among A's capabilities."""
    b: int
    reason: str
    """Empty if no words name the shared concept."""
    strength: float
    """0 to 1; 1 for a shared id."""


@frozen
class Alignment:
    """What two tools have in common, and what only one has."""

    both: tuple[Match, ...]
    """Shared ids first, by name; then by falling strength."""
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@frozen
class _Rows:
    """Score rows of some capabilities of a tool."""

    cells: SparseRows
    places: list[int]
    """Row -> index of the capability."""


@frozen
class _Side:
    """Alignment data of one tool."""

    every: _Rows
    without_id: _Rows
    traits: dict[int, Traits]
    """Index of a capability -> its traits, as far as they were needed."""
    ids: Mapping[str, int]
    """Id of a shared capability -> index of the capability."""
    settles: bool
    """Whether a capability names others in `different_from`."""


class Aligner:
    """Aligns any two tools of a catalog; data of a single tool is computed once."""

    def __init__(
        self,
        catalog: Catalog,
        before: "Aligner | None" = None,
        background: Background | None = None,
    ) -> None:
        """Reuse the partners of `before`, the aligner of a similar catalog, as an approximation.

        `background` replaces the table of frequencies that is shipped.
        """
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._names = {shared.id: shared.name for shared in catalog.capabilities}
        self.vectors: CapabilityVectors = CapabilityVectors(
            catalog, before.vectors if before else None, background
        )
        self.scores: MatchScores = MatchScores(self.vectors, before.scores if before else None)
        self._reasons = Reasons(catalog, self.vectors.share)
        self._sides: dict[str, _Side] = {}
        self._kept = 0
        self._first: tuple[_Rows, RowProducts] | None = None
        self._last: tuple[tuple[str, str], Alignment] | None = None

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; the last result is kept."""
        if not self._last or self._last[0] != (a, b):
            self._last = (a, b), self._align(a, b)
        return self._last[1]

    def likely(self, a: str, b: str, least: float = 0.0) -> tuple[Match, ...]:
        """Return matches that are possible and not certain enough to be shown, strongest first.

        Those of a strength below `least` are left out.

        Each is among the best partners of at least one of its sides, so a capability may be in
        several.
        """
        taken = {(match.a, match.b) for match in self.align(a, b).both}
        rows, columns = {i for i, _ in taken}, {j for _, j in taken}
        found = [
            (strength, i, j)
            for strength, i, j in self._proposed(
                a, b, LIKELY_SCORE if least < STRONG else LEAST_SCORE
            )
            if i not in rows and j not in columns and strength >= least
        ]
        return self._matches(a, b, found)

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools, the only ones considered for proposals."""
        return self.scores.nearest(slug)

    def _align(self, a: str, b: str) -> Alignment:
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        both = (*self._by_id(a, b), *self._by_text(a, b))
        taken_a, taken_b = {match.a for match in both}, {match.b for match in both}
        return Alignment(
            both=both,
            only_a=tuple([i for i in range(len(first)) if i not in taken_a]),
            only_b=tuple([i for i in range(len(second)) if i not in taken_b]),
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

    def _matches(self, a: str, b: str, found: list[tuple[float, int, int]]) -> tuple[Match, ...]:
        """Return matches by falling strength; ties are ordered the same from both sides."""
        one, other = self._tools[a], self._tools[b]
        first, second = one.capabilities, other.capabilities
        turned = a > b

        def order(match: tuple[float, int, int]) -> tuple[float, str, str]:
            left, right = first[match[1]].anchor, second[match[2]].anchor
            return (-match[0], right, left) if turned else (-match[0], left, right)

        return tuple(
            Match(i, j, self._reasons.of(one, first[i], other, second[j]), strength)
            for strength, i, j in sorted(found, key=order)
        )

    def _by_text(self, a: str, b: str) -> tuple[Match, ...]:
        """Return the certain matches among the capabilities that no id settles."""
        scores = self.scores
        found = [
            (_strength(certainty), i, j)
            for lead, i, j in self._best(a, b)
            if scores.may_be_certain(lead, *(traits := (self._traits(a, i), self._traits(b, j))))
            and (certainty := scores.evidence(lead, *traits).certainty()) >= 0
            and not self._conflict(a, i, b, j)
            and not self._is_one_word(a, i)
            and not self._is_one_word(b, j)
        ]
        return self._matches(a, b, found) if found else ()

    def candidates(self, a: str, b: str) -> Iterator[tuple[Evidence, int, int]]:
        """Yield evidence and indexes of pairs without an id that are best for both sides."""
        for lead, i, j in self._best(a, b):
            yield self.scores.evidence(lead, self._traits(a, i), self._traits(b, j)), i, j

    def _best(self, a: str, b: str) -> Iterator[tuple[float, int, int]]:
        """Yield lead and indexes of pairs without an id that are best for both sides.

        Between two tools with ids a capability without an id is one that its editor found no id
        for: it is proposed for an id of the other tool, and not shown as the same thing.
        """
        one, other = self._side(a), self._side(b)
        with_ids = one.ids and other.ids
        rows, columns = (one.without_id, other.without_id) if with_ids else (one.every, other.every)
        if not rows.places or not columns.places:
            return
        scores = self.scores.scores(self._multiplier(rows), columns.cells)
        if one.settles or other.settles:
            self._block_settled(scores, (a, rows), (b, columns))
        for row, column, lead in self._mutual_best(scores):
            if lead > 0:
                yield lead, rows.places[row], columns.places[column]

    def _proposed(self, a: str, b: str, least: float) -> Iterator[tuple[float, int, int]]:
        """Yield strength and indexes of pairs above a score, best or nearly best of a side."""
        one, other = self._side(a), self._side(b)
        if not one.every.places or not other.every.places:
            return
        scores = self.scores.scores(self._multiplier(one.every), other.every.cells)
        self._block(scores, a, b)
        table = scores.tolist()
        rows, columns = np.nonzero(scores >= np.float32(least))
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            score = scores[i, j]
            better = min(int((scores[i] > score).sum()), int((scores[:, j] > score).sum()))
            if better < PROPOSED:
                lead = self._lead(table, i, j)
                traits = self._traits(a, i), self._traits(b, j)
                strength = _strength(self.scores.evidence(lead, *traits).certainty())
                if score < LEAST_SCORE or self._conflict(a, i, b, j):
                    strength = min(strength, STRONG - 0.01)
                yield strength, i, j

    def _mutual_best(self, scores: Matrix) -> Iterator[tuple[int, int, float]]:
        """Yield row, column and lead of cells that are certain enough and the best of both."""
        if scores.max() < LEAST_SCORE:  # most pairs of tools have no such cell
            return
        best, best_rows = scores.argmax(axis=1), scores.argmax(axis=0)
        every = np.arange(len(best))
        rows = np.flatnonzero((best_rows[best] == every) & (scores[every, best] >= LEAST_SCORE))
        columns = best[rows]
        # Rows and columns of these cells, without the cells themselves.
        in_rows, in_columns = (
            part.astype(np.float64) for part in (scores[rows], scores.T[columns])
        )
        places = np.arange(len(rows))
        found = in_rows[places, columns]
        in_rows[places, columns] = in_columns[places, rows] = self.scores.base
        leads = found - np.maximum(in_rows.max(axis=1), in_columns.max(axis=1))
        yield from zip(rows.tolist(), columns.tolist(), leads.tolist(), strict=True)

    def _lead(self, scores: Sequence[list[float]], row: int, column: int) -> float:
        """Return the score of a cell minus the best other one of its row and column."""
        cells = scores[row]
        score, cells[column] = cells[column], self.scores.base
        best = max(*cells, *[other[column] for other in scores])
        cells[column] = score
        return score - best

    def _conflict(self, a: str, i: int, b: str, j: int) -> bool:
        first, second = self._tools[a].capabilities[i], self._tools[b].capabilities[j]
        return conflict(first.title, second.title)

    def _is_one_word(self, slug: str, place: int) -> bool:
        """Return whether a capability has one word, which is too little for a match."""
        wording = self._traits(slug, place).wording
        return len(wording.words) < 2 and not wording.body

    def _block(self, scores: Matrix, a: str, b: str) -> None:
        """Exclude pairs with a shared id, with two different ids, or settled by an editor."""
        one, other = self._side(a), self._side(b)
        if one.ids and other.ids:
            with_id = [*one.ids.values()], [*other.ids.values()]
            scores[np.ix_(*with_id)] = BLOCKED
            shared = one.ids.keys() & other.ids.keys()
            scores[[one.ids[each] for each in shared]] = BLOCKED
            scores[:, [other.ids[each] for each in shared]] = BLOCKED
        if one.settles or other.settles:
            self._block_settled(scores, (a, one.every), (b, other.every))

    def _block_settled(
        self, scores: Matrix, one: tuple[str, _Rows], other: tuple[str, _Rows]
    ) -> None:
        """Exclude the pairs that an editor called different."""
        (a, rows), (b, columns) = one, other
        first, second = self._tools[a].capabilities, self._tools[b].capabilities
        for row, i in enumerate(rows.places):
            for column, j in enumerate(columns.places):
                if is_settled(a, first[i], b, second[j]):
                    scores[row, column] = BLOCKED

    def _traits(self, slug: str, place: int) -> Traits:
        """Return the traits of a capability; few are asked for, and those more than once."""
        known = self._side(slug).traits
        traits = known.get(place)
        if traits is None:
            traits = known[place] = self.scores.traits(slug, place)
        return traits

    def _multiplier(self, rows: _Rows) -> RowProducts:
        """Return the rows of a first tool ready to be multiplied; the last ones are kept."""
        if not self._first or self._first[0] is not rows:
            self._first = rows, self.scores.multiplier(rows.cells)
        return self._first[1]

    def _side(self, slug: str) -> _Side:
        side = self._sides.get(slug)
        if side is None:
            capabilities = self._tools[slug].capabilities
            self._make_room(len(capabilities))
            cells = self.scores.rows(slug)
            free = [index for index, each in enumerate(capabilities) if not each.id]
            side = self._sides[slug] = _Side(
                _Rows(cells, [*range(len(capabilities))]),
                _Rows(cells.only(free) if len(free) < len(capabilities) else cells, free),
                {},
                {each.id: index for index, each in enumerate(capabilities) if each.id},
                any(each.different_from for each in capabilities),
            )
        return side

    def _make_room(self, capabilities: int) -> None:
        """Drop the data of the tools that were prepared first, for a tool with more of them."""
        sides = self._sides
        self._kept += capabilities
        while len(sides) >= KEPT_ROWS or (sides and self._kept > KEPT_CAPABILITIES):
            self._kept -= len(sides.pop(next(iter(sides))).every.places)


def _strength(certainty: float) -> float:
    return round(min(MOST_CERTAIN, max(0.01, probability(certainty + BAR))), 2)


def is_settled(a: str, left: Capability, b: str, right: Capability) -> bool:
    """Return whether one of two capabilities names the other, or its id, in `different_from`."""
    return not {f"{b}/{right.anchor}", right.id or None}.isdisjoint(left.different_from) or (
        not {f"{a}/{left.anchor}", left.id or None}.isdisjoint(right.different_from)
    )


class KnownAlignments(Protocol):
    """Alignments of an earlier build of the same texts."""

    def alignment(self, a: Tool, b: Tool) -> Alignment | None:
        """Return the alignment of two tools, if it is known."""

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return the slugs of the most similar tools, if they are known."""

    def has(self, *slugs: str) -> bool:
        """Return whether `alignment` of two tools, or `nearest` of one, is known."""


@frozen
class NewAlignments:
    """What an aligner has computed."""

    pairs: tuple[tuple[tuple[str, str], Alignment], ...]
    nearest: tuple[tuple[str, tuple[str, ...]], ...]
    """Slug -> slugs of the most similar tools."""


class LazyAligner:
    """Creates the aligner of a catalog on first use: a rebuild may need none."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog."""
        self._catalog = catalog
        self._aligner: Aligner | None = None
        self._known: KnownAlignments | None = None
        self._recent: dict[tuple[str, str], Alignment] = {}
        self._pairs: dict[tuple[str, str], Alignment] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._tools = {tool.slug: tool for tool in catalog.tools}

    def recall(self, known: KnownAlignments) -> None:
        """Use known alignments; collect those that are computed from now on, for `taken`."""
        self._known = known

    def taken(self) -> NewAlignments:
        """Return what was computed since the last call."""
        new = NewAlignments(tuple(self._pairs.items()), tuple(self._nearest.items()))
        self._pairs, self._nearest = {}, {}
        return new

    def has(self, *slugs: str) -> bool:
        """Return whether the alignment of two tools, or what is nearest to one, is known."""
        return self._known is not None and self._known.has(*slugs)

    def prepare(self) -> Aligner:
        """Return the aligner; processes that are forked later have it, too."""
        if self._aligner is None:
            self._aligner = Aligner(self._catalog)
        return self._aligner

    @property
    def vectors(self) -> CapabilityVectors:
        """The vectors of the catalog's capabilities."""
        return self.prepare().vectors

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; the last results are kept."""
        recent = self._recent.get((a, b))
        if recent is None:
            if len(self._recent) >= KEPT_ALIGNMENTS:
                self._recent.pop(next(iter(self._recent)))
            recent = self._recent[a, b] = self._align(a, b)
        return recent

    def _align(self, a: str, b: str) -> Alignment:
        first, second = self._tools[a], self._tools[b]
        if not (first.capabilities and second.capabilities):
            every = (tuple(range(len(tool.capabilities))) for tool in (first, second))
            return Alignment((), *every)
        if self._known is None:
            return self.prepare().align(a, b)
        alignment = self._known.alignment(first, second)
        if alignment is None:
            alignment = self._pairs[a, b] = self.prepare().align(a, b)
        return alignment

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools."""
        if self._known is None:
            return self.prepare().nearest(slug)
        nearest = self._known.nearest(slug)
        if nearest is None:
            nearest = self._nearest[slug] = self.prepare().nearest(slug)
        return nearest
