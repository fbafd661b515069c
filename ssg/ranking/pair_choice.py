"""Catalog -> which pairs of tools get a page: by the policy, by name, and published before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog
from ssg.errors import Code, Problem, Severity
from ssg.ranking.feature_table import Numbers, Weights
from ssg.ranking.kept_nearest import KeptNearest
from ssg.ranking.retired import locked_pairs, withdrawn_pairs
from ssg.ranking.shared_facts import SharedFacts
from ssg.ranking.similarity import Begin, Similarity, when_asked
from ssg.settings import SITE_FILE, PairPolicy
from ssg.text import count
from ssg.undescribed import undescribed
from ssg.urls import ordered

__all__ = [
    "BY_POLICY",
    "CAUSES",
    "LEAST_SIMILARITY",
    "ChosenPairs",
    "chosen_pairs",
    "quotas_of",
]

ALWAYS, PUBLISHED, BY_POLICY = range(3)
"""Why a pair has a page: it is named in `pairs.always`; it was published; the policy wants it."""
CAUSES = 3
LEAST_SIMILARITY = 2.0
"""Least similarity of a pair under `related`; a shared type and a few words are below it."""
NEAR = 4.0
"""Similarity below which a tool is only paired with others if few tools reach it.

Two tools of one main category without another word in common have 3.
"""
LEAST_QUOTA, MOST_QUOTA = 0.5, 1.5
"""Share of `pairs.related` that the least and the most popular tool choose."""


class ChosenPairs(NamedTuple):
    """All pairs with a page, sorted; a tool is given by its place among all, sorted by slug."""

    first: Numbers
    second: Numbers
    causes: Numbers
    """Why each has its page."""
    problems: list[Problem]
    """A warning if `pairs.max_pages` cut some."""

    def only(self, stays: NDArray[np.bool_]) -> "ChosenPairs":
        """Return a part of the pairs."""
        return self._replace(
            first=self.first[stays], second=self.second[stays], causes=self.causes[stays]
        )


def chosen_pairs(
    catalog: Catalog,
    facts: SharedFacts,
    similarity: Similarity,
    kept: KeptNearest | None = None,
    begin: Begin = when_asked,
) -> ChosenPairs:
    """Return the pairs of the policy, of `pairs.always`, and those published before.

    `kept`: the nearest tools of an earlier build; `begin`: see `Similarity.nearest_of_each`.
    """
    settings, number = catalog.settings.pairs, max(1, len(facts.slugs))
    always = _keys((ordered(a, b) for a, b in settings.always), facts)
    published = settings.policy is not PairPolicy.NONE
    locked = _keys(locked_pairs(catalog) if published else (), facts)
    wanted = _by_policy(catalog, facts, similarity, kept or KeptNearest(), begin)
    by_policy = wanted[~np.isin(wanted, _keys(withdrawn_pairs(catalog), facts))]
    keys = np.sort(np.concatenate([by_policy, always, locked]))
    keys = keys[np.diff(keys, prepend=-1) > 0]
    causes = np.full(len(keys), PUBLISHED)
    causes[np.searchsorted(keys, by_policy)] = BY_POLICY
    causes[np.searchsorted(keys, always)] = ALWAYS
    chosen = ChosenPairs(keys // number, keys % number, causes, [])
    if len(keys) <= settings.max_pages:
        return chosen
    strengths = similarity.steps_and_strengths(chosen.first, chosen.second)[1]
    order = np.lexsort((keys, -strengths, ~np.isin(keys, locked), causes != ALWAYS))
    stays = np.zeros(len(keys), dtype=bool)
    stays[order[: settings.max_pages]] = True
    return chosen.only(stays)._replace(problems=[_cut(len(keys), settings.max_pages)])


def _keys(pairs: Iterable[tuple[str, str]], facts: SharedFacts) -> Numbers:
    """Return a number for each pair of slugs, in the same order as the pairs."""
    places, number = facts.places, len(facts.slugs)
    return np.array([places[a] * number + places[b] for a, b in pairs], np.int64)


def _cut(wanted: int, most: int) -> Problem:
    return Problem(
        file=SITE_FILE,
        code=Code.PAIRS_CUT,
        severity=Severity.WARNING,
        message=f"{count(wanted - most, 'pair')} of {wanted:,} cut by pairs.max_pages: {most}; "
        "the strongest stay",
        hint="raise max_pages or lower pairs.related",
    )


def _by_policy(
    catalog: Catalog,
    facts: SharedFacts,
    similarity: Similarity,
    kept: KeptNearest,
    begin: Begin,
) -> Numbers:
    """Return the keys of the pairs that the policy wants, in no order; some are there twice."""
    number = len(facts.slugs)
    match catalog.settings.pairs.policy:
        case PairPolicy.NONE:
            return np.zeros(0, np.int64)
        case PairPolicy.ALL:
            return _all_of(np.arange(number), number)
        case PairPolicy.TYPE:
            return _within(((tool.slug, (tool.type,)) for tool in catalog.tools), facts)
        case PairPolicy.CATEGORY:
            return _within(((tool.slug, tool.categories) for tool in catalog.tools), facts)
    left_out = undescribed(catalog)
    without_text = np.array([slug in left_out for slug in facts.slugs], dtype=bool)
    quotas = quotas_of(catalog.settings.pairs.related, similarity.popularity)
    most = np.where(without_text, 0, quotas)
    near = kept.nearest_of_each(similarity, most, LEAST_SIMILARITY, NEAR, begin)
    near = near.only(~without_text[near.others])
    one, other = near.places, near.others
    keys: Numbers = np.minimum(one, other) * number + np.maximum(one, other)
    return keys


def _all_of(places: Numbers, number: int) -> Numbers:
    """Return the keys of all pairs of sorted places."""
    first, second = np.triu_indices(len(places), 1)
    keys: Numbers = places[first] * number + places[second]
    return keys


def _within(groups: Iterable[tuple[str, Sequence[str]]], facts: SharedFacts) -> Numbers:
    """Return the keys of all pairs of slugs that share a group."""
    members: dict[str, list[int]] = defaultdict(list)
    for slug, names in groups:
        for name in names:
            members[name].append(facts.places[slug])
    found = [_all_of(np.unique(places), len(facts.slugs)) for places in members.values()]
    return np.concatenate([np.zeros(0, np.int64), *found])


def quotas_of(related: int, popularity: Weights) -> Numbers:
    """Return how many partners each tool chooses: `related` on average, by popularity.

    A quota is linear in a tool's popularity rank; equally popular tools have the same.
    """
    if related < 2:
        return np.full(len(popularity), min(related, 1), np.int64)
    values = np.sort(popularity)
    below, up_to = (np.searchsorted(values, popularity, side) for side in ("left", "right"))
    ranks = (below + up_to) / (2 * max(1, len(values)))
    shares = LEAST_QUOTA + (MOST_QUOTA - LEAST_QUOTA) * ranks
    quotas: Numbers = np.rint(related * shares).astype(np.int64)
    return quotas
