"""Rows -> how many readers look at each position of the results, as a share of the first.

The first result is opened because it is first. In the position-based model, a reader opens a tool
with the probability e_k * a: e_k is the attention to position k, and a the appeal of the tool for
the query. Both are estimated from the site's own counts, in turns: e from the opens that the tools
would get by their appeal, a from the opens that their positions would get by their attention. This
is the maximum of the likelihood of a Poisson model (Zhang and Jones, Comparing Click Logs, 2007;
Wang et al., Position Bias Estimation, 2018). A tool that was shown at several positions separates
the two; without any, the rate of opens by position is all that is known of the attention.
"""

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

__all__ = ["FLOOR", "attention", "attention_paid"]

Cell: TypeAlias = tuple[tuple[int, int], ...]
"""How often a tool was shown and opened for an intent, by position."""
FLOOR = 0.05
"""Least attention: no open counts more than twenty times that of an open of the first result."""
PRIOR = 10.0
"""Showings at which a tool's own opens count as much as the mean of all tools."""
ROUNDS = 40
CLOSE = 1e-4
DIGITS = 4


def attention(cells: Iterable[Cell]) -> tuple[float, ...]:
    """Return the attention to the positions 1, 2, ..., `FLOOR` to 1; empty without positions."""
    known = [cell for cell in cells if any(shown for shown, _ in cell)]
    size = max(map(len, known), default=0)
    shown = [sum(cell[place][0] for cell in known if place < len(cell)) for place in range(size)]
    opened = [sum(cell[place][1] for cell in known if place < len(cell)) for place in range(size)]
    if not sum(opened):
        return ()
    mean = sum(opened) / sum(shown)
    guess = [
        (clicks + PRIOR * mean) / (views + PRIOR) / mean
        for views, clicks in zip(shown, opened, strict=True)
    ]
    current = _scaled(guess)
    for _ in range(ROUNDS):
        paid = math.fsum(views * now for views, now in zip(shown, current, strict=True))
        mean = sum(opened) / paid
        expected = [0.0] * size
        for cell in known:
            appeal = _appeal(cell, current, mean)
            for place, (views, _) in enumerate(cell):
                expected[place] += views * appeal
        guess = [
            (clicks + PRIOR * mean * now) / (views + PRIOR * mean)
            for clicks, views, now in zip(opened, expected, current, strict=True)
        ]
        before, current = current, _scaled(guess)
        if max(abs(now - then) for now, then in zip(current, before, strict=True)) < CLOSE:
            break
    return tuple(round(value, DIGITS) for value in current)


def _appeal(cell: Cell, current: Sequence[float], mean: float) -> float:
    """Return opens per unit of attention, shrunk towards the mean of all."""
    paid = math.fsum(views * current[place] for place, (views, _) in enumerate(cell))
    return (sum(clicks for _, clicks in cell) + PRIOR * mean) / (paid + PRIOR)


def _scaled(values: Sequence[float]) -> list[float]:
    """Scale to 1 for the first position, between `FLOOR` and 1."""
    first = values[0] or 1.0
    return [min(1.0, max(FLOOR, value / first)) for value in values]


def attention_paid(shown: int, positions: Cell, weights: Sequence[float]) -> float:
    """Return how many showings at the first position so many showings are worth.

    Showings without a position count in full.
    """
    placed = sum(views for views, _ in positions)
    paid = (
        views * (weights[place] if place < len(weights) else 1.0)
        for place, (views, _) in enumerate(positions)
    )
    return shown - placed + math.fsum(paid)
