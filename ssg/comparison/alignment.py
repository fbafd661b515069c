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
from numpy.typing import NDArray

from ssg.catalog import Catalog, Tool
from ssg.comparison.aligner_state import AlignerState, decoded, encoded
from ssg.comparison.candidates import LEAST_SCORE, Candidates, CandidateSearch
from ssg.comparison.capability_vectors import CapabilityVectors, with_vocabulary
from ssg.comparison.match_scores import BAR, BLOCKED, Evidence, MatchScores, probability
from ssg.comparison.pair_evidence import PairEvidence, Traits, stacked_traits
from ssg.comparison.reasons import Reasons
from ssg.comparison.score_rows import ToolRows, ToolSide, block_settled
from ssg.comparison.shared_words import Shared
from ssg.comparison.sparse_rows import Matrix
from ssg.comparison.tfidf import Background
from ssg.comparison.title_conflicts import conflict
from ssg.recent import Recent

__all__ = [
    "Aligner",
    "AlignerStore",
    "Alignment",
    "KnownAlignments",
    "LazyAligner",
    "Match",
    "NewAlignments",
]

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
        state: AlignerState | None = None,
    ) -> None:
        """Reuse the partners of `before`, the aligner of a similar catalog, as an approximation.

        `background` replaces the table of frequencies that is shipped. `state`: that of an aligner
        of the same texts.
        """
        counts, measures = state or (None, None)
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._names = {shared.id: shared.name for shared in catalog.capabilities}
        self.vectors: CapabilityVectors = CapabilityVectors(
            catalog, before.vectors if before else None, background, counts
        )
        self.scores: MatchScores = MatchScores(
            self.vectors, before.scores if before else None, measures
        )
        self._reasons = Reasons(catalog, self.vectors)
        self._rows = ToolRows(self._tools, self.scores)
        self._candidates = CandidateSearch(self._rows, self.scores)
        self._evidence: tuple[Traits, PairEvidence] | None = None
        """Those of the tool that was compared last."""
        self._last: tuple[tuple[str, str], Alignment] | None = None

    @property
    def state(self) -> AlignerState:
        """What was measured over the whole site."""
        return AlignerState(self.vectors.counts, self.scores.measures)

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
        side, sides = self._rows.of(tool), [*map(self._rows.of, others)]
        certain = self._certain(side, sides, self._candidates.of(tool, others))
        for (a, _), other, found in zip(pairs, sides, certain, strict=True):
            if a == tool:
                yield self._alignment(side, other, found)
            else:
                turned = [(strength, j, i, across) for strength, i, j, across in found]
                yield self._alignment(other, side, turned)

    def _alignment(self, a: ToolSide, b: ToolSide, certain: Sequence[_Found]) -> Alignment:
        """Align two tools whose certain matches by text are given."""
        both = (*self._by_id(a, b), *(self._matches(a, b, certain) if certain else ()))
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

    def _certain(
        self, one: ToolSide, others: Sequence[ToolSide], candidates: Sequence[Candidates]
    ) -> list[Sequence[_Found]]:
        """Return the certain matches by text of a tool with each of some others."""
        certain: list[Sequence[_Found]] = [()] * len(others)
        for with_ids in (False, True):
            alike = [
                place
                for place, (other, found) in enumerate(zip(others, candidates, strict=True))
                if bool(one.ids and other.ids) is with_ids and len(found.leads)
            ]
            if alike:
                sides, some = [others[each] for each in alike], [candidates[each] for each in alike]
                matches = self._certain_alike(one, sides, some, with_ids=with_ids)
                for place, of_other in zip(alike, matches, strict=True):
                    certain[place] = of_other
        return certain

    def _certain_alike(
        self,
        one: ToolSide,
        others: Sequence[ToolSide],
        candidates: Sequence[Candidates],
        *,
        with_ids: bool,
    ) -> list[list[_Found]]:
        """Return the certain matches with others that all have ids, or that do not."""
        traits = self._rows.traits(one, with_ids=with_ids)
        stack = stacked_traits([self._rows.traits(side, with_ids=with_ids) for side in others])
        begins = np.cumsum([0, *(len(side.every.places) for side in others)])
        sizes = [len(found.leads) for found in candidates]
        leads, own, places = map(np.concatenate, zip(*candidates, strict=True))
        pairs = own, places + np.repeat(begins[:-1], sizes)
        evidence, shared = self.scores.evidence(self._prepared(traits), stack, pairs, leads)
        certainty = evidence.certainty()
        has_one_word = traits.is_one_word[pairs[0]] | stack.is_one_word[pairs[1]]
        certain = np.flatnonzero((certainty >= 0) & ~has_one_word)
        blocks = np.repeat(np.arange(len(others)), sizes)
        cells = (each[certain].tolist() for each in (blocks, certainty, own, places))
        matches: list[list[_Found]] = [[] for _ in others]
        for block, value, i, j, across in zip(*cells, shared.across(certain), strict=True):
            if not self._are_in_conflict(one, i, others[block], j):
                matches[block].append((_strength(value), i, j, across))
        return matches

    def _prepared(self, traits: Traits) -> PairEvidence:
        """Return the capabilities of a tool ready to be compared; the last ones are kept."""
        if not self._evidence or self._evidence[0] is not traits:
            self._evidence = traits, self.scores.pair_evidence(traits)
        return self._evidence[1]

    def _matches(self, a: ToolSide, b: ToolSide, found: Sequence[_Found]) -> tuple[Match, ...]:
        """Return matches by falling strength; ties are ordered the same from both sides."""
        first, second = a.tool.capabilities, b.tool.capabilities
        slug_a, slug_b, described = a.tool.slug, b.tool.slug, self._reasons.described
        turned = slug_a > slug_b

        def order(match: _Found) -> tuple[float, str, str]:
            left, right = first[match[1]].anchor, second[match[2]].anchor
            return (-match[0], right, left) if turned else (-match[0], left, right)

        return tuple(
            [
                Match(
                    i,
                    j,
                    self._reasons.of(described(slug_a, i), described(slug_b, j), across),
                    strength,
                )
                for strength, i, j, across in sorted(found, key=order)
            ]
        )

    def _are_in_conflict(self, one: ToolSide, i: int, other: ToolSide, j: int) -> bool:
        """Return whether two titles name opposites, or different numbers."""
        described = self._reasons.described
        return conflict(described(one.tool.slug, i).marks, described(other.tool.slug, j).marks)

    def candidates(self, a: str, b: str) -> tuple[Evidence, Candidates]:
        """Return pairs without an id that are best for both sides, and what speaks for them."""
        one, other = self._rows.of(a), self._rows.of(b)
        (found,) = self._candidates.of(a, (b,))
        return self._evidence_of(one, other, (found.own, found.others), found.leads)[0], found

    def _evidence_of(
        self,
        one: ToolSide,
        other: ToolSide,
        pairs: tuple[NDArray[np.intp], NDArray[np.intp]],
        leads: NDArray[np.float64],
    ) -> tuple[Evidence, Shared]:
        """Return what speaks for pairs of any capabilities of two tools, and what they share."""
        prepared = self._prepared(self._rows.traits(one, with_ids=False))
        return self.scores.evidence(
            prepared, self._rows.traits(other, with_ids=False), pairs, leads
        )

    def _proposed(self, one: ToolSide, other: ToolSide, least: float) -> Iterator[_Found]:
        """Yield pairs above a score, best or nearly best of a side, with their strength."""
        if not one.every.places or not other.every.places:
            return
        scores = self.scores.scores(self._candidates.products(one.every), other.every.cells)
        _block(scores, one, other)
        cells = zip(*np.nonzero(scores >= np.float32(least)), strict=True)
        pairs = [(int(i), int(j)) for i, j in cells if _better(scores, i, j) < PROPOSED]
        table = scores.tolist()
        leads = np.array([self._lead(table, *pair) for pair in pairs])
        rows, columns = np.array(pairs, np.intp).reshape(-1, 2).T
        evidence, shared = self._evidence_of(one, other, (rows, columns), leads)
        every = shared.across(np.arange(len(pairs)))
        certainties = evidence.certainty().tolist()
        for (i, j), certainty, across in zip(pairs, certainties, every, strict=True):
            strength = _strength(certainty)
            if scores[i, j] < LEAST_SCORE or self._are_in_conflict(one, i, other, j):
                strength = min(strength, STRONG - 0.01)
            yield strength, i, j, across

    def _lead(self, scores: Sequence[list[float]], row: int, column: int) -> float:
        """Return the score of a cell minus the best other one of its row and column."""
        cells = scores[row]
        score, cells[column] = cells[column], self.scores.base
        best = max(*cells, *[other[column] for other in scores])
        cells[column] = score
        return score - best


def _better(scores: Matrix, row: np.intp, column: np.intp) -> int:
    """Return how many other cells of its row or its column, the lesser number, are above a cell."""
    score = scores[row, column]
    return min(int((scores[row] > score).sum()), int((scores[:, column] > score).sum()))


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


class AlignerStore(Protocol):
    """Keeps the state of an aligner, in bytes."""

    def load(self) -> bytes:
        """Return what an aligner of the same texts has saved; empty without it."""

    def save(self, body: bytes) -> None:
        """Keep the bytes for the next build."""


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
        self._store: AlignerStore | None = None
        self._recent: Recent[tuple[str, str], Alignment] = Recent(KEPT_ALIGNMENTS)
        self._pairs: dict[tuple[str, str], Alignment] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._tools = {tool.slug: tool for tool in catalog.tools}

    def recall(self, known: KnownAlignments) -> None:
        """Use known alignments; collect those that are computed from now on, for `taken`."""
        self._known = known

    def keep_in(self, store: AlignerStore) -> None:
        """Begin with the state of the last aligner of the same texts, if there is one."""
        self._store = store

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
            tools = with_vocabulary(self._catalog)
            body = self._store.load() if self._store else b""
            state = decoded(body, tools) if body else None
            self._aligner = Aligner(self._catalog, state=state)
            if self._store and not state:
                self._store.save(encoded(self._aligner.state, tools))
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
