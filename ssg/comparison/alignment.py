"""Capabilities of two tools -> shared, only A, only B, with the reason for each match.

First by shared capability id. What is left is matched by text, one to one, and only where it is
nearly certain: see `match_scores`. A capability that is probably the same thing, but not certainly,
is proposed to editors (`likely`, `suggestions`) and not shown to readers. `align(b, a)` is
`align(a, b)` with the sides exchanged, and neither the order of tools nor their slugs matter. All
products are of whole numbers small enough for float32 to hold exactly, so every machine gets the
same matches.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np

from ssg.catalog import Catalog, Tool
from ssg.comparison.candidates import LEAST_SCORE, Candidate, Candidates
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.match_scores import BAR, BLOCKED, Evidence, MatchScores, probability
from ssg.comparison.reasons import Described, Reasons
from ssg.comparison.score_rows import ToolRows, ToolSide, block_settled
from ssg.comparison.sparse_rows import Matrix
from ssg.comparison.tfidf import Background
from ssg.comparison.title_conflicts import conflict
from ssg.comparison.wordings import Wording
from ssg.recent import Recent

__all__ = ["Aligner", "Alignment", "KnownAlignments", "LazyAligner", "Match", "NewAlignments"]

PROPOSED = 3
"""A pair is proposed if its rank is at most this for either side."""
STRONG = 0.7
"""Strength that no pair below `LEAST_SCORE`, or with a conflict in the titles, reaches."""
LIKELY_SCORE = -5.2
"""Score below which a pair is not proposed."""
MOST_CERTAIN = 0.99
"""Strength of a match by text, at most; 1 is kept for shared ids."""
KEPT_ALIGNMENTS = 512
"""Alignments that are kept for pages that are made together."""

_Found: TypeAlias = tuple[float, int, int, frozenset[int]]
"""A pair of capabilities by strength and indexes, and the terms of the title of one that only the
text of the other has."""


class Match(NamedTuple):
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
        self._reasons = Reasons(catalog, self.vectors)
        self._rows = ToolRows(self._tools, self.scores)
        self._candidates = Candidates(self._rows, self.scores)
        self._last: tuple[tuple[str, str], Alignment] | None = None

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; the last result is kept."""
        if not self._last or self._last[0] != (a, b):
            (alignment,) = self.align_all([(a, b)])
            self._last = (a, b), alignment
        return self._last[1]

    def align_all(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Align pairs of tools; those of one tool that follow each other take one step."""
        return [alignment for run in _runs(pairs) for alignment in self._align_run(*run)]

    def likely(self, a: str, b: str, least: float = 0.0) -> tuple[Match, ...]:
        """Return matches that are possible and not certain enough to be shown, strongest first.

        Those of a strength below `least` are left out.

        Each is among the best partners of at least one of its sides, so a capability may be in
        several.
        """
        both, sides = self.align(a, b).both, (self._rows.of(a), self._rows.of(b))
        rows, columns = {match.a for match in both}, {match.b for match in both}
        found = [
            (strength, i, j, across)
            for strength, i, j, across in self._proposed(
                *sides, LIKELY_SCORE if least < STRONG else LEAST_SCORE
            )
            if i not in rows and j not in columns and strength >= least
        ]
        return self._matches(*sides, found)

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools, the only ones considered for proposals."""
        return self.scores.nearest(slug)

    def _align_run(self, tool: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Alignment]:
        """Yield the alignments of pairs that all have a tool, on either side."""
        others = [b if a == tool else a for a, b in pairs]
        for (a, b), best in zip(pairs, self._candidates.of(tool, others), strict=True):
            sides = self._rows.of(a), self._rows.of(b)
            if a == tool:
                yield self._alignment(*sides, best)
            else:
                turned = [Candidate(lead, shared, j, i) for lead, shared, i, j in best]
                yield self._alignment(*sides, turned)

    def _alignment(self, a: ToolSide, b: ToolSide, best: Sequence[Candidate]) -> Alignment:
        """Align two tools whose pairs without an id that are best for both are given."""
        both = (*self._by_id(a, b), *self._by_text(a, b, best))
        if not both:
            return Alignment((), tuple(a.every.places), tuple(b.every.places))
        taken_a, taken_b = {match.a for match in both}, {match.b for match in both}
        return Alignment(
            both=both,
            only_a=tuple([i for i in a.every.places if i not in taken_a]),
            only_b=tuple([i for i in b.every.places if i not in taken_b]),
        )

    def _by_id(self, a: ToolSide, b: ToolSide) -> list[Match]:
        shared = a.ids.keys() & b.ids.keys()
        return [
            Match(a.ids[each], b.ids[each], f"same capability: {name}", 1.0)
            for name, each in sorted((self._names.get(each, each), each) for each in shared)
        ]

    def _by_text(self, a: ToolSide, b: ToolSide, best: Sequence[Candidate]) -> Sequence[Match]:
        """Return the certain matches among the pairs that are best for both."""
        found: list[_Found] = []
        for lead, shared, i, j in best:
            one, other = a.traits.of(i), b.traits.of(j)
            certainty = self.scores.evidence(lead, shared, one, other).certainty()
            if (
                certainty >= 0
                and not conflict(one.marks, other.marks)
                and not _is_one_word(one.wording)
                and not _is_one_word(other.wording)
            ):
                found.append((_strength(certainty), i, j, shared.across))
        return self._matches(a, b, found) if found else ()

    def _matches(self, a: ToolSide, b: ToolSide, found: list[_Found]) -> tuple[Match, ...]:
        """Return matches by falling strength; ties are ordered the same from both sides."""
        first, second = a.tool.capabilities, b.tool.capabilities
        turned = a.tool.slug > b.tool.slug

        def order(match: _Found) -> tuple[float, str, str]:
            left, right = first[match[1]].anchor, second[match[2]].anchor
            return (-match[0], right, left) if turned else (-match[0], left, right)

        return tuple(
            [
                Match(
                    i,
                    j,
                    self._reasons.of(self._described(a, i), self._described(b, j), across),
                    strength,
                )
                for strength, i, j, across in sorted(found, key=order)
            ]
        )

    def _described(self, side: ToolSide, place: int) -> Described:
        """Return what of a title may be a reason; few are asked for, and those more than once."""
        described = side.described.get(place)
        if described is None:
            title, wording = side.tool.capabilities[place].title, side.traits.of(place).wording
            described = self._reasons.described(side.tool.slug, title, wording)
            side.described[place] = described
        return described

    def candidates(self, a: str, b: str) -> Iterator[tuple[Evidence, int, int]]:
        """Yield evidence and indexes of pairs without an id that are best for both sides."""
        one, other = self._rows.of(a), self._rows.of(b)
        every = Candidates(self._rows, self.scores, every=True)
        for lead, shared, i, j in every.of(a, (b,))[0]:
            yield self.scores.evidence(lead, shared, one.traits.of(i), other.traits.of(j)), i, j

    def _proposed(self, one: ToolSide, other: ToolSide, least: float) -> Iterator[_Found]:
        """Yield pairs above a score, best or nearly best of a side, with their strength."""
        if not one.every.places or not other.every.places:
            return
        scores = self.scores.scores(self._candidates.products(one.every), other.every.cells)
        _block(scores, one, other)
        table = scores.tolist()
        rows, columns = np.nonzero(scores >= np.float32(least))
        words = self._candidates.shared_words(one).of(rows, other.words, columns)
        cells = rows.tolist(), columns.tolist(), words.of(np.arange(len(rows)))
        for i, j, shared in zip(*cells, strict=True):
            score = scores[i, j]
            better = min(int((scores[i] > score).sum()), int((scores[:, j] > score).sum()))
            if better < PROPOSED:
                lead = self._lead(table, i, j)
                left, right = one.traits.of(i), other.traits.of(j)
                strength = _strength(self.scores.evidence(lead, shared, left, right).certainty())
                if score < LEAST_SCORE or conflict(left.marks, right.marks):
                    strength = min(strength, STRONG - 0.01)
                yield strength, i, j, shared.across

    def _lead(self, scores: Sequence[list[float]], row: int, column: int) -> float:
        """Return the score of a cell minus the best other one of its row and column."""
        cells = scores[row]
        score, cells[column] = cells[column], self.scores.base
        best = max(*cells, *[other[column] for other in scores])
        cells[column] = score
        return score - best


def _is_one_word(wording: Wording) -> bool:
    """Return whether a capability has one word, which is too little for a match."""
    return wording.is_title_only and len(wording.words) < 2


def _block(scores: Matrix, one: ToolSide, other: ToolSide) -> None:
    """Exclude pairs with a shared id, with two different ids, or settled by an editor."""
    if one.ids and other.ids:
        with_id = [*one.ids.values()], [*other.ids.values()]
        scores[np.ix_(*with_id)] = BLOCKED
        shared = one.ids.keys() & other.ids.keys()
        scores[[one.ids[each] for each in shared]] = BLOCKED
        scores[:, [other.ids[each] for each in shared]] = BLOCKED
    if one.settles or other.settles:
        block_settled(scores, (one.tool, one.every), (other.tool, other.every))


def _strength(certainty: float) -> float:
    return round(min(MOST_CERTAIN, max(0.01, probability(certainty + BAR))), 2)


def _runs(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield pairs that follow each other and have a tool in common, with this tool."""
    begin = 0
    while begin < len(pairs):
        runs = [(tool, _run(tool, pairs[begin:])) for tool in pairs[begin]]
        longest = max(runs, key=lambda run: len(run[1]))
        begin += len(longest[1])
        yield longest


def _run(tool: str, pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the first pairs as long as all have a tool."""
    return [*itertools.takewhile(lambda pair: tool in pair, pairs)]


class KnownAlignments(Protocol):
    """Alignments of an earlier build of the same texts."""

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> Sequence[Alignment | None]:
        """Return the alignment of each two tools, None where it is not known."""

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return the slugs of the most similar tools, if they are known."""

    def has(self, *slugs: str) -> bool:
        """Return whether the alignment of two tools, or `nearest` of one, is known."""


class NewAlignments(NamedTuple):
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
        self._recent: Recent[tuple[str, str], Alignment] = Recent(KEPT_ALIGNMENTS)
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
    def is_prepared(self) -> bool:
        """Whether there is an aligner: `prepare` takes no time."""
        return self._aligner is not None

    @property
    def vectors(self) -> CapabilityVectors:
        """The vectors of the catalog's capabilities."""
        return self.prepare().vectors

    def align(self, a: str, b: str) -> Alignment:
        """Align two tools, named by slug; the last results are kept."""
        return self._recent.get((a, b)) or self.align_all([(a, b)])[0]

    def prepare_all(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Align pairs of tools together, at most `KEPT_ALIGNMENTS`, for `align`."""
        self.align_all(pairs)

    def align_all(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Align pairs of tools together; the last results are kept."""
        found = {pair: self._recent.get(pair) for pair in pairs}
        new = [pair for pair, alignment in found.items() if alignment is None]
        for pair, made in zip(new, self._aligned(new), strict=True):
            found[pair] = self._recent.add(pair, made)
        return [alignment for pair in pairs if (alignment := found[pair])]

    def _aligned(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        known = dict(zip(pairs, self._without_texts(pairs), strict=True))
        unknown = [pair for pair, alignment in known.items() if alignment is None]
        if unknown:
            found = dict(zip(unknown, self.prepare().align_all(unknown), strict=True))
            known |= found
            if self._known is not None:
                self._pairs |= found
        return [alignment for pair in pairs if (alignment := known[pair])]

    def _without_texts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Alignment | None]:
        """Yield the alignment of each two tools if no texts need to be compared for it."""
        both = [(self._tools[a], self._tools[b]) for a, b in pairs]
        described = [(a, b) for a, b in both if a.capabilities and b.capabilities]
        known = iter(self._known.alignments(described) if self._known else [])
        for first, second in both:
            if first.capabilities and second.capabilities:
                yield next(known, None)
            else:
                every = (tuple(range(len(tool.capabilities))) for tool in (first, second))
                yield Alignment((), *every)

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools."""
        if self._known is None:
            return self.prepare().nearest(slug)
        nearest = self._known.nearest(slug)
        if nearest is None:
            nearest = self._nearest[slug] = self.prepare().nearest(slug)
        return nearest
