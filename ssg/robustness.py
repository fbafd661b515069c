"""How surely one score is above another: the share of all weightings of the components under which it is.

The weightings are a fixed grid: every way to share 13 equal parts among the five components so that each gets at least
one, 495 in all. Each counts the same. No random numbers, so every machine finds the same share.
"""

import itertools
from collections.abc import Sequence
from operator import gt, lt

from ssg.model import Score
from ssg.settings import COMPONENTS

__all__ = ["PARTS", "WEIGHTINGS", "share_ahead", "totals"]

PARTS = 13
"""Parts of weight that are shared out; 13 among five components make 495 weightings, which cost a pair 10 microseconds."""
DIGITS = 9
"""Totals that differ by less are equal: the order of additions must not decide."""


def _weightings() -> tuple[tuple[int, ...], ...]:
    """Return every way to share the parts out: cuts between them say how many each component gets."""
    cuts = itertools.combinations(range(1, PARTS), len(COMPONENTS) - 1)
    return tuple(tuple(after - before for before, after in zip((0, *cut), (*cut, PARTS), strict=True)) for cut in cuts)


WEIGHTINGS = _weightings()


def totals(score: Score) -> tuple[float, ...]:
    """Return the tool's score, 0 to 1, under each weighting; empty when no component is known."""
    known = [(number, one.value) for number, one in enumerate(score.components) if one.value is not None]
    if not known:
        return ()
    return tuple(round(sum(weights[number] * value for number, value in known)
                       / sum(weights[number] for number, _ in known), DIGITS) for weights in WEIGHTINGS)


def share_ahead(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the share of weightings, 0 to 1, under which A is above B; equal totals count half to each side.

    `a` and `b` are what `totals` returned; None when one of them is unrated.
    """
    if not a or not b:
        return None
    above, below = sum(map(gt, a, b)), sum(map(lt, a, b))
    return 0.5 + float(above - below) / (2 * len(a))
