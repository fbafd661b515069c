"""Candidates of alignments: pairs of capabilities without an id that are best for both sides.

Those of one tool with many other tools are found in one step. The capabilities of the other tools
are the columns of a matrix of scores, a block for each tool. A pair is best if neither of the two
has a higher score with another capability of the other's tool; of equal ones the first counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.match_scores import BLOCKED, MatchScores
from ssg.comparison.score_rows import (
    KEPT_TOOLS,
    Rows,
    ToolRows,
    ToolSide,
    block_settled,
)
from ssg.comparison.sparse_rows import Matrix, RowProducts, SparseRows, stacked

__all__ = ["LEAST_SCORE", "MOST_STACKED", "CandidateSearch", "Candidates", "best_cells"]

LEAST_SCORE = -3.4
"""Score below which a pair is not certain."""
LEAST_STACK = 8
"""Tools from which it pays to prepare their rows for products with the rows of many tools."""
MOST_STACKED = 6_000
"""Capabilities of tools that one tool is compared with in one step."""
MOST_SCORES = 2_000
"""Scores computed in one step without such preparation, if of several tools: fit into a cache."""

_Value = TypeVar("_Value")


class Candidates(NamedTuple):
    """Capabilities of two tools that are best for each other; an element for each pair."""

    leads: NDArray[np.float64]
    """Score minus the best other score of either of the two; above 0."""
    own: NDArray[np.intp]
    """Indexes of the capabilities of the first tool."""
    others: NDArray[np.intp]


NO_CANDIDATES = Candidates(np.zeros(0), np.zeros(0, np.intp), np.zeros(0, np.intp))
_BySlug: TypeAlias = Mapping[str, Candidates]
"""Slug of another tool -> the candidates with it."""


class _BestCells(NamedTuple):
    """Cells of a matrix of scores."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    blocks: NDArray[np.intp]
    leads: NDArray[np.float64]


class _Stack(NamedTuple):
    """The rows of several tools, each with at least one, as the columns of a matrix of scores."""

    sides: Mapping[str, ToolSide]
    """Slug -> the data of the tool, in the order of the blocks."""
    rows: Sequence[Rows]
    begins: NDArray[np.intp]
    """First column of each block, and the number of columns."""
    places: NDArray[np.intp]
    """Column -> index of the capability in its tool."""

    @classmethod
    def of(cls, sides: Sequence[ToolSide], *, with_ids: bool) -> "_Stack":
        """Take tools, and whether the tools to compare with have ids."""
        rows = [side.rows(with_ids=with_ids) for side in sides]
        return cls(
            {side.tool.slug: side for side in sides},
            rows,
            np.cumsum([0, *(len(each.places) for each in rows)]),
            np.concatenate([each.places for each in rows]),
        )

    def cells(self) -> SparseRows:
        """Return the cells of all rows; prepared products do without them."""
        return stacked([each.cells for each in self.rows])


class _Last(NamedTuple):
    """The tool that was compared last, and with which."""

    slug: str
    sides: Mapping[str, ToolSide]
    """By slug."""


class _Prepared(NamedTuple):
    """The rows of many tools, ready to be multiplied."""

    stack: _Stack
    products: RowProducts


class _Found(NamedTuple):
    """The candidates of a tool with all tools of a stack."""

    rows: Rows
    stack: _Stack
    candidates: _BySlug


class CandidateSearch:
    """Finds the candidates of the tools of a catalog."""

    def __init__(self, tools: ToolRows, scores: MatchScores) -> None:
        """Take the rows of each tool, and the scores."""
        self._tools, self._scores = tools, scores
        self._first: tuple[Rows, RowProducts] | None = None
        self._last: dict[bool, _Last] = {}
        self._kept: dict[bool, _Prepared] = {}
        self._found: dict[bool, _Found] = {}

    def of(self, slug: str, others: Sequence[str]) -> list[Candidates]:
        """Return the candidates of a tool with each of some other tools."""
        one = self._tools.of(slug)
        found = dict.fromkeys(others, NO_CANDIDATES)
        for part in _parts(found, self._tools.size, MOST_STACKED):
            sides = [self._tools.of(other) for other in part]
            for with_ids in (False, True):
                alike = [side for side in sides if bool(one.ids and side.ids) is with_ids]
                alike = [side for side in alike if side.rows(with_ids=with_ids).places]
                if alike and one.rows(with_ids=with_ids).places:
                    candidates = self._of_alike(one, alike, with_ids=with_ids)
                    found |= {side.tool.slug: candidates[side.tool.slug] for side in alike}
        return [found[other] for other in others]

    def products(self, rows: Rows) -> RowProducts:
        """Return the rows of a tool ready to be multiplied; the last ones are kept."""
        if not self._first or self._first[0] is not rows:
            self._first = rows, self._scores.multiplier(rows.cells)
        return self._first[1]

    def _of_alike(self, one: ToolSide, others: Sequence[ToolSide], *, with_ids: bool) -> _BySlug:
        """Return the candidates with other tools, and maybe more, all of which have ids or not."""
        rows = one.rows(with_ids=with_ids)
        prepared = self._prepared(one, others, with_ids=with_ids)
        if prepared:  # its stack may have more tools, also some that are compared by other rows
            last = self._found.get(with_ids)
            if last is None or last.rows is not rows or last.stack is not prepared.stack:
                scores = self._scores.scores(prepared.products, rows.cells).T
                candidates = self._best(one, rows, prepared.stack, scores)
                last = self._found[with_ids] = _Found(rows, prepared.stack, candidates)
            return last.candidates
        found: dict[str, Candidates] = {}
        size = max(1, MOST_SCORES // len(rows.places))
        for part in _parts(others, lambda side: len(side.every.places), size):
            stack = _Stack.of(part, with_ids=with_ids)
            scores = self._scores.scores(self.products(rows), stack.cells())
            found |= self._best(one, rows, stack, scores)
        return found

    def _prepared(
        self, one: ToolSide, others: Sequence[ToolSide], *, with_ids: bool
    ) -> _Prepared | None:
        """Return prepared rows of other tools; None if it does not pay to prepare them.

        That pays once a second tool is compared with the same ones.
        """
        kept, slug = self._kept.get(with_ids), one.tool.slug
        sides = {side.tool.slug: side for side in others}
        if kept and sides.keys() <= kept.stack.sides.keys():
            return kept
        last = self._last.get(with_ids) or _Last(slug, {})
        if last.slug == slug or not sides.keys() <= last.sides.keys():
            fits = last.slug == slug and len(last.sides) + len(sides) <= KEPT_TOOLS
            self._last[with_ids] = _Last(slug, {**last.sides, **sides} if fits else sides)
            return None
        capabilities = sum(len(side.every.places) for side in last.sides.values())
        if len(last.sides) < LEAST_STACK or capabilities > MOST_STACKED:
            return None
        kept = None  # two stacks would take much memory
        self._kept.pop(with_ids, None)
        self._found.pop(with_ids, None)
        stack = _Stack.of([*last.sides.values()], with_ids=with_ids)
        prepared = _Prepared(stack, self._scores.multiplier(stack.cells()))
        self._kept[with_ids] = prepared
        return prepared

    def _best(self, one: ToolSide, rows: Rows, stack: _Stack, scores: Matrix) -> _BySlug:
        """Return the candidates with each tool of a stack."""
        blocks = zip(stack.sides.values(), stack.rows, stack.begins, stack.begins[1:], strict=False)
        for side, columns, begin, end in blocks:
            if one.settles or side.settles:
                block_settled(scores[:, begin:end], (one.tool, rows), (side.tool, columns))
        best = best_cells(scores, stack.begins[:-1], self._scores.base)
        kept = np.flatnonzero(best.leads > 0)
        kept = kept[np.argsort(best.blocks[kept], kind="stable")]
        ends = np.searchsorted(best.blocks[kept], np.arange(len(stack.sides) + 1)).tolist()
        own, others = np.array(rows.places)[best.rows[kept]], stack.places[best.columns[kept]]
        leads = best.leads[kept]
        return {
            slug: Candidates(leads[begin:end], own[begin:end], others[begin:end])
            for slug, (begin, end) in zip(stack.sides, pairwise(ends), strict=True)
        }


def _parts(
    values: Iterable[_Value], size_of: Callable[[_Value], int], most: int
) -> Iterator[list[_Value]]:
    """Yield values in parts of at most a size together, or of one value."""
    part: list[_Value] = []
    size = 0
    for value in values:
        own = size_of(value)
        if part and size + own > most:
            yield part
            part, size = [], 0
        part.append(value)
        size += own
    if part:
        yield part


def best_cells(scores: Matrix, begins: NDArray[np.intp], base: float) -> _BestCells:
    """Return the cells of at least `LEAST_SCORE` that are the best of their column and row.

    A row counts in each block by itself. `begins` has the first column of each block; none is
    empty. `base` is the score of two capabilities without anything in common, the least that a lead
    is measured from. The scores of the cells are overwritten.
    """
    rows, columns = np.nonzero(scores >= np.float32(LEAST_SCORE))
    blocks = np.searchsorted(begins, columns, side="right") - 1
    cells = scores[rows, columns]
    of_rows = (cells == _row_maxima(scores, begins)[rows, blocks]).nonzero()[0]
    of_rows = of_rows[_firsts(rows[of_rows] * len(begins) + blocks[of_rows])]
    of_columns = (cells == scores.max(axis=0)[columns]).nonzero()[0]
    of_columns = of_columns[_firsts(columns[of_columns])]
    best = np.intersect1d(of_rows, of_columns, assume_unique=True)
    rows, columns, blocks = rows[best], columns[best], blocks[best]
    scores[rows, columns] = BLOCKED
    others = np.maximum(
        _row_maxima(scores, begins)[rows, blocks], scores.max(axis=0)[columns], dtype=np.float64
    )
    return _BestCells(rows, columns, blocks, cells[best] - np.maximum(others, base))


def _row_maxima(scores: Matrix, begins: NDArray[np.intp]) -> Matrix:
    """Return the highest score of each row in each block."""
    maxima: Matrix = np.maximum.reduceat(scores, begins, axis=1)
    return maxima


def _firsts(values: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places of values that are not the same as an earlier one."""
    return np.unique(values, return_index=True)[1]
