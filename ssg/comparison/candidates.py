"""Candidates of alignments: pairs of capabilities without an id that are best for both sides.

Those of one tool with many other tools are found in one step. The capabilities of the other tools
are the columns of a matrix of scores, a block for each tool. A pair is best if neither of the two
has a higher score with another capability of the other's tool; of equal ones the first counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.match_scores import BLOCKED, MatchScores
from ssg.comparison.score_rows import (
    KEPT_CAPABILITIES,
    KEPT_TOOLS,
    Rows,
    ToolRows,
    ToolSide,
    block_settled,
)
from ssg.comparison.sparse_rows import Matrix, RowProducts, SparseRows, stacked

__all__ = ["LEAST_SCORE", "Candidate", "Candidates", "best_cells"]

LEAST_SCORE = -3.4
"""Score below which a pair is not certain."""
LEAST_STACK = 8
"""Tools from which it pays to prepare their rows for products with the rows of many tools."""
MOST_SCORES = 2_000
"""Scores computed in one step without such preparation, if of several tools: fit into a cache."""

_Value = TypeVar("_Value")


class Candidate(NamedTuple):
    """Two capabilities that are best for each other, by their indexes."""

    lead: float
    """Score minus the best other score of either of the two."""
    i: int
    j: int


class _BestCells(NamedTuple):
    """Cells of a matrix of scores."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    blocks: NDArray[np.intp]
    leads: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Stack:
    """The rows of several tools, each with at least one, as the columns of a matrix of scores."""

    sides: Mapping[str, ToolSide]
    """Slug -> the data of the tool, in the order of the blocks."""
    rows: Sequence[Rows]
    begins: NDArray[np.intp]
    """First column of each block, and the number of columns."""
    cells: SparseRows

    @classmethod
    def of(cls, sides: Sequence[ToolSide], *, with_ids: bool) -> "_Stack":
        """Take tools, and whether the tools to compare with have ids."""
        rows = [side.rows(with_ids=with_ids) for side in sides]
        return cls(
            {side.tool.slug: side for side in sides},
            rows,
            np.cumsum([0, *(len(each.places) for each in rows)]),
            stacked([each.cells for each in rows]),
        )


class _Prepared(NamedTuple):
    """The rows of many tools, ready to be multiplied."""

    slug: str
    """The tool that these were first compared with."""
    stack: _Stack
    products: RowProducts


class Candidates:
    """Finds the candidates of the tools of a catalog."""

    def __init__(self, tools: ToolRows, scores: MatchScores) -> None:
        """Take the rows of each tool, and the scores."""
        self._tools, self._scores = tools, scores
        self._first: tuple[Rows, RowProducts] | None = None
        self._kept: dict[bool, _Prepared] = {}

    def of(self, slug: str, others: Sequence[str]) -> list[list[Candidate]]:
        """Return the candidates of a tool with each of some other tools."""
        one = self._tools.of(slug)
        found: dict[str, list[Candidate]] = {other: [] for other in others}
        for part in _parts(found, self._tools.size, KEPT_CAPABILITIES):
            sides = [self._tools.of(other) for other in part]
            for with_ids in (False, True):
                alike = [side for side in sides if bool(one.ids and side.ids) is with_ids]
                alike = [side for side in alike if side.rows(with_ids=with_ids).places]
                if alike and one.rows(with_ids=with_ids).places:
                    self._find(one, alike, found, with_ids=with_ids)
        return [found[other] for other in others]

    def products(self, rows: Rows) -> RowProducts:
        """Return the rows of a tool ready to be multiplied; the last ones are kept."""
        if not self._first or self._first[0] is not rows:
            self._first = rows, self._scores.multiplier(rows.cells)
        return self._first[1]

    def _find(
        self,
        one: ToolSide,
        others: Sequence[ToolSide],
        found: Mapping[str, list[Candidate]],
        *,
        with_ids: bool,
    ) -> None:
        """Add the candidates of a tool with other tools, all of which have ids or not."""
        rows = one.rows(with_ids=with_ids)
        asked = {side.tool.slug: found[side.tool.slug] for side in others}
        prepared = self._prepared(one, others, with_ids=with_ids)
        if prepared:  # its stack may have more tools, also some that are compared by other rows
            scores = self._scores.scores(prepared.products, rows.cells).T
            self._add(one, rows, prepared.stack, scores, asked)
            return
        size = max(1, MOST_SCORES // len(rows.places))
        for part in _parts(others, lambda side: len(side.every.places), size):
            stack = _Stack.of(part, with_ids=with_ids)
            scores = self._scores.scores(self.products(rows), stack.cells)
            self._add(one, rows, stack, scores, asked)

    def _prepared(
        self, one: ToolSide, others: Sequence[ToolSide], *, with_ids: bool
    ) -> _Prepared | None:
        """Return prepared rows of other tools; None if it does not pay to prepare them.

        Other tools that the same tool is compared with later on are added to them.
        """
        kept, slug = self._kept.get(with_ids), one.tool.slug
        sides = {side.tool.slug: side for side in others}
        if kept and sides.keys() <= kept.stack.sides.keys():
            return kept
        if kept and kept.slug == slug and len(kept.stack.sides) + len(sides) <= KEPT_TOOLS:
            sides = {**kept.stack.sides, **sides}
        capabilities = sum(len(side.every.places) for side in sides.values())
        if len(sides) < LEAST_STACK or capabilities > KEPT_CAPABILITIES:
            return None
        stack = _Stack.of([*sides.values()], with_ids=with_ids)
        prepared = _Prepared(slug, stack, self._scores.multiplier(stack.cells))
        self._kept[with_ids] = prepared
        return prepared

    def _add(
        self,
        one: ToolSide,
        rows: Rows,
        stack: _Stack,
        scores: Matrix,
        found: Mapping[str, list[Candidate]],
    ) -> None:
        """Add the candidates with the tools of a stack to those found for each tool."""
        blocks = zip(stack.sides.values(), stack.rows, stack.begins, stack.begins[1:], strict=False)
        for side, columns, begin, end in blocks:
            if one.settles or side.settles:
                block_settled(scores[:, begin:end], (one.tool, rows), (side.tool, columns))
        begins = stack.begins[:-1]
        best = best_cells(scores, begins, self._scores.base)
        slugs, columns = [*stack.sides], (best.columns - begins[best.blocks]).tolist()
        cells = best.rows.tolist(), columns, best.blocks.tolist(), best.leads.tolist()
        for row, column, block, lead in zip(*cells, strict=True):
            candidates = found.get(slugs[block])
            if candidates is not None and lead > 0:
                places = stack.rows[block].places
                candidates.append(Candidate(lead, rows.places[row], places[column]))


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
