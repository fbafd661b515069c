"""The match graph -> the value of each tool in the component `match_graph`.

    S, N  = successes and trials of the tool, each source scaled down to its cap
    r     = sum of S / sum of N over all tools
    rate  = (S + 20 r) / (N + 20)
    value = rate / (rate + r)

So 0.5 is what the site's tools get on average, and few trials stay close to it. A source counts for
at most 100 trials of a tool, so a flood from one source cannot outweigh another of that size.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ssg.evidence.graph import MatchGraph, Success, success_of

__all__ = ["MOST_TRIALS", "PRIOR_TRIALS", "MatchValue", "SourceShare", "match_values"]

MOST_TRIALS = 100.0
"""Trials that one source counts for a tool, at most."""
PRIOR_TRIALS = 20.0
"""Trials at which a tool's own rate counts as much as the rate of the site."""


class SourceShare(NamedTuple):
    """What one source counts for a tool."""

    source: str
    success: Success
    counted: float
    """Trials that count after the cap."""


class MatchValue(NamedTuple):
    """The value of a tool with everything that it is computed from."""

    sources: tuple[SourceShare, ...]
    successes: float
    """After the caps."""
    trials: float
    """After the caps."""
    base_rate: float
    """Successes per trial of all tools, after the caps."""
    rate: float
    """Rate of the tool, shrunk towards the base rate."""
    value: float
    """0 to 1; 0.5 is the average of the site."""


def match_values(graph: MatchGraph) -> dict[str, MatchValue]:
    """Return slug -> value for the tools with evidence; empty where nothing was ever opened."""
    shares = _shares(graph)
    totals = {slug: _total(found) for slug, found in shares.items()}
    trials = math.fsum(total[1] for total in totals.values())
    base = math.fsum(total[0] for total in totals.values()) / trials if trials else 0.0
    if not base:
        return {}
    values = {}
    for slug, (successes, tried) in totals.items():
        rate = (successes + PRIOR_TRIALS * base) / (tried + PRIOR_TRIALS)
        value = rate / (rate + base)
        values[slug] = MatchValue(shares[slug], successes, tried, base, rate, value)
    return values


def _shares(graph: MatchGraph) -> dict[str, tuple[SourceShare, ...]]:
    """Return slug -> its sources with their caps."""
    counted: defaultdict[str, dict[str, list[Success]]] = defaultdict(dict)
    for row in graph.rows:
        found = success_of(row, graph.attention)
        counted[row.tool].setdefault(row.source, []).append(found)
    return {slug: _capped(counted[slug]) for slug in sorted(counted)}


def _capped(by_source: Mapping[str, list[Success]]) -> tuple[SourceShare, ...]:
    shares = []
    for source, found in sorted(by_source.items()):
        trials = math.fsum(one.trials for one in found)
        success = Success(sum(one.successes for one in found), trials)
        shares.append(SourceShare(source, success, min(MOST_TRIALS, trials)))
    return tuple(shares)


def _total(shares: tuple[SourceShare, ...]) -> tuple[float, float]:
    """Return successes and trials after the caps."""
    successes = math.fsum(share.success.rate * share.counted for share in shares)
    return successes, math.fsum(share.counted for share in shares)
