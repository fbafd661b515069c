"""How surely one score is above another: the share of all weightings of the components under which it is.

The weightings are a fixed grid: every way to share 13 equal parts among the five components so that each gets at least
one, 495 in all. Each counts the same. No random numbers, so every machine finds the same share.
"""

import itertools
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.scores import Score
from ssg.settings import COMPONENTS

__all__ = ["NO_TOTALS", "PARTS", "WEIGHTINGS", "Totals", "share_ahead", "totals"]

Totals: TypeAlias = NDArray[np.float64]
"""A score under each weighting, in the order of `WEIGHTINGS`."""
NO_TOTALS: Totals = np.empty(0)
PARTS = 13
"""Parts of weight that are shared out; 13 among five components make 495 weightings, which cost a pair 3 microseconds."""
DIGITS = 9
"""Totals that differ by less are equal: the order of additions must not decide."""


def _weightings() -> tuple[tuple[int, ...], ...]:
    """Return every way to share the parts out: cuts between them say how many each component gets."""
    cuts = itertools.combinations(range(1, PARTS), len(COMPONENTS) - 1)
    return tuple(
        tuple(after - before for before, after in zip((0, *cut), (*cut, PARTS), strict=True))
        for cut in cuts
    )


WEIGHTINGS = _weightings()


_GRID = np.array(WEIGHTINGS, np.float64)


def totals(score: Score) -> Totals:
    """Return the tool's score, 0 to 1, under each weighting; empty when no component is known."""
    known = [number for number, one in enumerate(score.components) if one.value is not None]
    if not known:
        return NO_TOTALS
    values = np.array([one.value for one in score.components if one.value is not None], np.float64)
    weights = _GRID[:, known]
    under: Totals = np.round((weights * values).sum(axis=1) / weights.sum(axis=1), DIGITS)
    return under


def share_ahead(a: Totals, b: Totals) -> float | None:
    """Return the share of weightings, 0 to 1, under which A is above B; equal totals count half to each side.

    `a` and `b` are what `totals` returned; None when one of them is unrated.
    """
    if not len(a) or not len(b):
        return None
    return 0.5 + (int(np.count_nonzero(a > b)) - int(np.count_nonzero(a < b))) / (2 * len(a))
