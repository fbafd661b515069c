"""How much a lead depends on the weights: the share of all weightings under which a side is ahead.

A weighting gives each component that is known for both tools a weight of 0 or more, with the sum 1;
all count alike. The share is exact, not sampled: the volume of the part of the simplex in which
the weighted sum of the differences is above 0 (Varsi, "The multidimensional content of the frustum
of the simplex", Pacific Journal of Mathematics 46 (1973), 303-314).
"""

from collections.abc import Sequence

__all__ = ["share_ahead"]

DIGITS = 9
"""Differences that are smaller count as ties: the order of additions must not decide."""


def share_ahead(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the share of weightings, 0 to 1, under which A is ahead; 0.5 for equals.

    `a` and `b` are values of the same components, 0 to 1; None where there are no components.
    """
    if not a:
        return None
    differences = [round(one - other, DIGITS) for one, other in zip(a, b, strict=True)]
    gains = sorted(value for value in differences if value > 0)
    losses = sorted(-value for value in differences if value < 0)
    if gains == losses:
        return 0.5
    if gains < losses:
        return 1 - _share_won(losses, gains)
    return _share_won(gains, losses)


def _share_won(gains: Sequence[float], losses: Sequence[float]) -> float:
    """Return the share of weightings under which gains outweigh losses, all of them above 0.

    Each step takes a mean of two shares, so that the result is stable and between 0 and 1.
    """
    won = [1.0, *(0.0 for _ in losses)]
    for gain in gains:
        for place, loss in enumerate(losses, 1):
            won[place] = (loss * won[place] + gain * won[place - 1]) / (gain + loss)
    return round(won[-1], DIGITS)
