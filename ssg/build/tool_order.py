"""An order of the tools of a site in which those that are compared with each other are near.

All comparisons of a tool that are left are made in a row. The next tool is one of those that were
met last: the one with the fewest tools to compare it with that were not. It takes time in
proportion to the number of pairs.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ssg.distinct import distinct

__all__ = ["turns_of_tools"]

RECENT = 60
"""Tools that were met last: half of those that are kept with 200 capabilities each."""


def turns_of_tools(
    count: int, first: NDArray[np.integer], second: NDArray[np.integer]
) -> NDArray[np.int64]:
    """Return for each of `count` tools its place in the order; `count` for one without a pair.

    `first`, `second`: the numbers of both tools of each pair; a pair may occur several times.
    """
    partners = _partners(count, first, second)
    order = _Order(partners)
    for tool in range(count):
        following = tool if partners[tool] and order.turns[tool] == count else None
        while following is not None:
            order.take(following)
            following = order.nearest()
    return np.array(order.turns, np.int64)


def _partners(
    count: int, first: NDArray[np.integer], second: NDArray[np.integer]
) -> list[list[int]]:
    """Return the tools that each tool is compared with."""
    both = np.concatenate([first, second]), np.concatenate([second, first])
    pairs = distinct(both[0].astype(np.int64) * count + both[1])
    ends = np.searchsorted(pairs, np.arange(count + 1) * count).tolist()
    others = (pairs % max(1, count)).tolist()
    return [others[begin:end] for begin, end in pairwise(ends)]


class _Order:
    """The tools that had their turn, and those that were met last."""

    def __init__(self, partners: list[list[int]]) -> None:
        self.turns = [len(partners)] * len(partners)
        self._partners, self._taken = partners, 0
        self._left = [*map(len, partners)]
        """The number of its partners that had no turn."""
        self._near = [0] * len(partners)
        """How many of these were met last."""
        self._met: dict[int, None] = {}
        """Tools that were met last, and had no turn."""

    def take(self, tool: int) -> None:
        """Let it be the turn of a tool: it meets all its partners."""
        self.turns[tool], self._taken = self._taken, self._taken + 1
        if tool in self._met:
            self._forget(tool)
        for other in self._partners[tool]:
            self._left[other] -= 1
            if self.turns[other] == len(self.turns):
                self._meet(other)

    def nearest(self) -> int | None:
        """Return the tool to take next, None if there is none near."""
        left, near = self._left, self._near
        return min(self._met, key=lambda tool: (left[tool] - 2 * near[tool], tool), default=None)

    def _meet(self, tool: int) -> None:
        if tool in self._met:
            del self._met[tool]
        else:
            for other in self._partners[tool]:
                self._near[other] += 1
        self._met[tool] = None
        if len(self._met) > RECENT:
            self._forget(next(iter(self._met)))

    def _forget(self, tool: int) -> None:
        del self._met[tool]
        for other in self._partners[tool]:
            self._near[other] -= 1
