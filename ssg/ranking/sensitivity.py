"""How much a lead depends on the weights: the share of weightings under which one side is ahead.

The weightings are a fixed grid: every way to share out equal parts of weight among the components
that are known for both tools, so that each gets at least one part. Each weighting counts the same.
No random numbers, so every machine computes the same share.
"""

import itertools
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["parts_for", "share_ahead", "weightings"]

PARTS = 13
"""Parts for up to nine components: five components make 495 weightings."""
EXTRA_PARTS = 4
"""Parts above the number of components, for more than nine: ten make 715 weightings."""
DIGITS = 9
"""Differences that are smaller count as ties: the order of additions must not decide."""


def parts_for(components: int) -> int:
    """Return the number of equal parts that a weighting of so many components divides."""
    return max(PARTS, components + EXTRA_PARTS)


@cache
def weightings(components: int) -> NDArray[np.float64]:
    """Return the grid for a number of components, at least 1: one weighting a row."""
    parts = parts_for(components)
    cuts = itertools.combinations(range(1, parts), components - 1)
    rows = [
        [after - before for before, after in zip((0, *cut), (*cut, parts), strict=True)]
        for cut in cuts
    ]
    return np.array(rows, np.float64)


def share_ahead(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the share of weightings, 0 to 1, under which A is ahead; a tie counts half for each.

    `a` and `b` are values of the same components, 0 to 1; None where there are no components.
    """
    if not a:
        return None
    difference = np.array(a, np.float64) - np.array(b, np.float64)
    margins = np.round((weightings(len(a)) * difference).sum(axis=1), DIGITS)
    ahead, behind = int(np.count_nonzero(margins > 0)), int(np.count_nonzero(margins < 0))
    return 0.5 + (ahead - behind) / (2 * len(margins))
