"""`ToolRows`: score rows of the tools of a catalog, of those that were used last."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ssg.catalog import Capability, Tool
from ssg.comparison.match_scores import BLOCKED, MatchScores
from ssg.comparison.pair_evidence import Traits
from ssg.comparison.sparse_rows import Matrix, SparseRows
from ssg.recent import Recent

__all__ = [
    "KEPT_CAPABILITIES",
    "KEPT_TOOLS",
    "Rows",
    "ToolRows",
    "ToolSide",
    "block_settled",
    "is_settled",
]

KEPT_TOOLS = 128
"""The most tools whose rows and words are kept; see `PageTable.by_tiles`."""
KEPT_CAPABILITIES = 24_000
"""Capabilities of these tools, some 3 KB each with 100 words."""
LEAST_SIZE = -(-KEPT_CAPABILITIES // KEPT_TOOLS)
"""Capabilities that a tool with fewer is counted as."""


class Rows(NamedTuple):
    """Score rows of some capabilities of a tool."""

    cells: SparseRows
    places: Sequence[int]
    """Row -> index of the capability."""


class ToolSide(NamedTuple):
    """Alignment data of one tool."""

    tool: Tool
    every: Rows
    without_id: Rows
    traits: dict[bool, Traits]
    """Whether those with an id count -> what capabilities are judged by, as far as needed."""
    ids: Mapping[str, int]
    """Id of a shared capability -> index of the capability."""
    settles: bool
    """Whether a capability names others in `different_from`."""

    def rows(self, *, with_ids: bool) -> Rows:
        """Return the rows that are matched by text with a tool that has ids or not.

        Between two tools with ids a capability without an id is one that its editor found no id
        for: it is proposed for an id of the other tool, and not shown as the same thing.
        """
        return self.without_id if with_ids and self.ids else self.every


class ToolRows:
    """Rows of each tool; those of the tools that were used last are kept."""

    def __init__(self, tools: Mapping[str, Tool], scores: MatchScores) -> None:
        """Take the tools by slug, and the scores."""
        self._tools, self._scores = tools, scores
        self._sides: Recent[str, ToolSide] = Recent(KEPT_CAPABILITIES)

    def of(self, slug: str) -> ToolSide:
        """Return the data of a tool."""
        side = self._sides.get(slug)
        if side is None:
            size = max(self.size(slug), LEAST_SIZE)
            side = self._sides.add(slug, self._made(self._tools[slug]), size)
        return side

    def traits(self, side: ToolSide, *, with_ids: bool) -> Traits:
        """Return what capabilities are judged by when compared with tools that have ids or not.

        See `ToolSide.rows`.
        """
        every = not (with_ids and side.ids)
        found = side.traits.get(every)
        if found is None:
            found = side.traits[every] = self._scores.traits(side.tool.slug, with_ids=every)
        return found

    def size(self, slug: str) -> int:
        """Return the number of capabilities of a tool."""
        return len(self._tools[slug].capabilities)

    def _made(self, tool: Tool) -> ToolSide:
        cells, count = self._scores.rows(tool.slug), len(tool.capabilities)
        ids = {each.id: index for index, each in enumerate(tool.capabilities) if each.id}
        every = Rows(cells, range(count))
        free = [index for index, each in enumerate(tool.capabilities) if not each.id]
        return ToolSide(
            tool,
            every,
            Rows(cells.only(free), free) if len(free) < count else every,
            {},
            ids,
            any(each.different_from for each in tool.capabilities),
        )


def block_settled(scores: Matrix, one: tuple[Tool, Rows], other: tuple[Tool, Rows]) -> None:
    """Exclude the pairs that an editor called different."""
    (a, rows), (b, columns) = one, other
    for row, i in enumerate(rows.places):
        for column, j in enumerate(columns.places):
            if is_settled(a.slug, a.capabilities[i], b.slug, b.capabilities[j]):
                scores[row, column] = BLOCKED


def is_settled(a: str, left: Capability, b: str, right: Capability) -> bool:
    """Return whether one of two capabilities names the other, or its id, in `different_from`."""
    return not {f"{b}/{right.anchor}", right.id or None}.isdisjoint(left.different_from) or (
        not {f"{a}/{left.anchor}", left.id or None}.isdisjoint(right.different_from)
    )
