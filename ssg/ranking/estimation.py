"""Scores with unknown components -> the range in which each would lie if all were known.

The ends of a range put every unknown component at the 10th and the 90th percentile of the catalog.
The centre estimates the unknown components from the known ones: the conditional mean of a Gaussian
distribution, with mean and covariance taken over the catalog (pairwise over the tools for which
both are known) and a ridge on the diagonal, which keeps the equations well-conditioned. Both
depend on
other tools, so they decide neither a score nor the order of tools.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ssg.scores import Score, ScoreRange

__all__ = ["CatalogStatistics", "catalog_statistics", "estimate", "score_ranges"]

Values: TypeAlias = tuple[float | None, ...]
"""The components of one tool, 0 to 1, in the site's order; None where unknown."""
LOW, HIGH = 0.1, 0.9
RIDGE = 0.01
"""Added to each variance. Values lie between 0 and 1, so their variance is at most 0.25."""
DIGITS = 3
"""Decimals of the statistics: a change in one of many tools then seldom changes another's range."""


class CatalogStatistics(NamedTuple):
    """How the components of a catalog are distributed."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    """10th and 90th percentile of each component."""
    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]


def score_ranges(scores: Sequence[Score]) -> dict[str, ScoreRange]:
    """Return slug -> range, for each score of which some components are known and some are not."""
    rows = [tuple(one.value for one in score.components) for score in scores]
    if not rows or not any(None in row for row in rows):
        return {}
    statistics = catalog_statistics(rows)
    return {
        score.slug: _range(score, row, statistics)
        for score, row in zip(scores, rows, strict=True)
        if score.total is not None and None in row
    }


def _range(score: Score, row: Values, statistics: CatalogStatistics) -> ScoreRange:
    low, centre, high = (
        _total(score, row, fill)
        for fill in (statistics.low, estimate(row, statistics), statistics.high)
    )
    return ScoreRange(low=low, centre=min(high, max(low, centre)), high=high)


def _total(score: Score, row: Values, fill: Sequence[float]) -> int:
    """Return the score, in whole points, with the unknown components taken from `fill`."""
    if not score.weight:
        return 0
    filled = (
        component.weight * (instead if value is None else value)
        for component, value, instead in zip(score.components, row, fill, strict=True)
    )
    return round(100.0 * math.fsum(filled) / score.weight)


def catalog_statistics(rows: Sequence[Values]) -> CatalogStatistics:
    """Return percentiles, means and covariances of the components; each is known for some tool."""
    columns = [[row[index] for row in rows] for index in range(len(rows[0]))]
    known = [sorted(value for value in column if value is not None) for column in columns]
    mean = [math.fsum(values) / len(values) for values in known]
    return CatalogStatistics(
        low=tuple(_percentile(values, LOW) for values in known),
        high=tuple(_percentile(values, HIGH) for values in known),
        mean=tuple(round(value, DIGITS) for value in mean),
        covariance=tuple(
            tuple(
                round(_covariance(columns[i], columns[j], mean[i], mean[j]), DIGITS)
                for j in range(len(columns))
            )
            for i in range(len(columns))
        ),
    )


def _percentile(ordered: Sequence[float], share: float) -> float:
    """Return a percentile of sorted values, linear between the two nearest of them."""
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    value = ordered[below] + (position - below) * (ordered[above] - ordered[below])
    return round(value, DIGITS)


def _covariance(
    first: Sequence[float | None], second: Sequence[float | None], mean: float, other: float
) -> float:
    products = [
        (a - mean) * (b - other)
        for a, b in zip(first, second, strict=True)
        if a is not None and b is not None
    ]
    return math.fsum(products) / len(products) if products else 0.0


def estimate(row: Values, statistics: CatalogStatistics) -> tuple[float, ...]:
    """Fill the unknown components of one tool with their conditional mean, clipped to 0-1.

    With u the unknown and k the known components: m_u + C_uk (C_kk + ridge I)^-1 (x_k - m_k).
    """
    known = [index for index, value in enumerate(row) if value is not None]
    mean, covariance = statistics.mean, statistics.covariance
    matrix = [[covariance[i][j] + (RIDGE if i == j else 0.0) for j in known] for i in known]
    deviations = [value - mean[i] for i, value in enumerate(row) if value is not None]
    factors = _solve(matrix, deviations)
    return tuple(
        value
        if value is not None
        else min(
            1.0,
            max(
                0.0,
                mean[i]
                + math.fsum(covariance[i][j] * f for j, f in zip(known, factors, strict=True)),
            ),
        )
        for i, value in enumerate(row)
    )


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve a small system of linear equations by Gaussian elimination with row exchange."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = max(range(column, len(rows)), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, len(rows)):
            factor = rows[row][column] / rows[column][column]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    solution = [0.0] * len(rows)
    for row in reversed(range(len(rows))):
        rest = math.fsum(rows[row][i] * solution[i] for i in range(row + 1, len(rows)))
        solution[row] = (rows[row][-1] - rest) / rows[row][row]
    return solution
