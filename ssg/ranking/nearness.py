"""How near two tools without capabilities are to each other, in coarse steps.

What their files have in common gives points: categories, the kind of thing that both are, names
that one is an alternative to, mentions in one breath by a third tool, and telling words. A step is
a range of points. Within a step nothing here prefers one tool to another.
"""

from collections import defaultdict
from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog
from ssg.messages import is_english
from ssg.ranking.near_features import RIVAL, RIVALS, SIMILAR_KIND, NearFeature, near_features
from ssg.ranking.rivals import parts
from ssg.ranking.subjects import telling_stems
from ssg.ranking.tool_features import popularity
from ssg.urls import ordered

__all__ = ["Nearness", "Step"]


class Step(IntEnum):
    """How near two tools are."""

    NONE = 0
    """They have nothing in common that says what they are for, or one is a part of the other."""
    LISTED = 1
    """They share a category, or a few words in related ones."""
    RELATED = 2
    """They share a category and a telling word."""
    NEAR = 3
    """They do much the same."""
    NEAREST = 4
    """They are the same kind of thing, or rivals by name."""


LEAST = (1.5, 2.5, 3.15, 4.0)
"""Points from which the steps begin that follow `NONE`."""
MAIN, SHARED, RELATED, TYPE = 2.0, 1.5, 1.0, 1.4
"""Points for one main category; another common one; related ones; the type, without any."""
SAME_KIND = 3.0
"""Points for one kind by two stems."""
TOGETHER, MOST_TOGETHER = 1.5, 3.0
"""Points for each third tool that names both in one breath, and for all of these."""
LEAST_STEMS = 2
"""Stems of a summary from which it says enough to tell that two tools do different jobs."""
NAMED = 1.0
"""Points if the text of one names the other."""
RARE_APART = 2
"""Rare words that tools without a common or related category must share, unless more says it."""
MOST_WORDS = 2.0
"""Points for telling words at most; one of two tools only has a point."""
FAR, APART = 0.5, 3.2
"""Taken from the points of tools without a common or related category; the least they must have."""
LEAST_RELATED, LEAST_UNSORTED = 2.0, 3.4
"""Points that tools of related categories must have at least, and those of no category."""
ROUNDING = 6
"""Decimal places of points."""
GROUPS = (
    *("main", "shared", "related", "type", "cohesive", "kind", "kinds", "rival", "together"),
    *("named", "weak", "usual", "rare"),
)
GROUP = {name: number for number, name in enumerate((*GROUPS, "word"))}
CERTAIN = [GROUP[name] for name in GROUPS if name not in {"type", "rare"}]
Totals: TypeAlias = NDArray[np.float64]
"""What two tools share in each group; a row is another tool."""


class Nearness:
    """Answers how near two tools are."""

    def __init__(self, catalog: Catalog, mentioned: Mapping[str, set[str]]) -> None:
        """Take a catalog, and for each slug the tools that its texts name."""
        tools = catalog.tools
        settings = catalog.settings
        self._slugs = [tool.slug for tool in tools]
        self._places = {slug: place for place, slug in enumerate(self._slugs)}
        english = is_english(settings.default_language)
        self._features = near_features(tools, settings.categories, mentioned, is_english=english)
        self._telling = {
            tool.slug
            for tool in tools
            if english and not tool.capabilities and len(telling_stems(tool.summary)) >= LEAST_STEMS
        }
        self._has_categories = any(tool.categories for tool in tools)
        self._least_unsorted = LEAST_UNSORTED if self._has_categories else 0.0
        self._parts = parts(tools, mentioned)
        self._steps: dict[tuple[str, str], Step] = {}
        self._rows: dict[str, tuple[NDArray[np.int32], NDArray[np.int8]]] = {}
        """Slug -> places of the tools that are near, in order, and their steps."""
        self._popularity = popularity(catalog, mentioned)

    @cached_property
    def _lists(self) -> "dict[NearFeature, tuple[NDArray[np.int64], Totals]]":
        """For each feature the places of the tools that have it, and its weights there."""
        return _inverted(self._features, self._places)

    def popularity(self, slug: str) -> float:
        """Return how well known a tool is, 0 to 1."""
        return self._popularity[slug]

    def steps(self, slug: str) -> NDArray[np.int64]:
        """Return the step of each tool from one tool, in the order of the catalog."""
        groups = len(GROUP)
        totals = np.zeros(len(self._slugs) * groups)  # one row of groups per tool
        for feature, weight in self._features[slug].items():
            places, weights = self._lists[feature]
            totals[places * groups + GROUP[feature[0]]] += weight * weights
        rows = totals.reshape(-1, groups)
        # Words alone make no step, unless one of the two is in no category.
        some = (rows[:, CERTAIN] > 0).any(axis=1) | (rows[:, GROUP["type"]] >= 1)
        steps = np.zeros(len(rows), dtype=np.int64)
        steps[some] = self._graded(rows[some])
        for other in self._parts.get(slug, ()):
            steps[self._places[other]] = Step.NONE
        steps[self._places[slug]] = Step.NONE
        places = np.flatnonzero(steps)
        self._rows[slug] = places.astype(np.int32), steps[places].astype(np.int8)
        return steps

    def told_step(self, slug: str, other: str) -> Step | None:
        """Return `step` if the texts of two tools without capabilities can tell it, else None."""
        if not {slug, other} <= self._telling:
            return None
        return self.step(slug, other)

    def step(self, slug: str, other: str) -> Step:
        """Return the step between two tools; the same in both orders."""
        key = ordered(slug, other)
        if key not in self._steps:
            self._steps[key] = self._step(slug, other)
        return self._steps[key]

    def _step(self, slug: str, other: str) -> Step:
        if slug not in self._rows and other in self._rows:
            slug, other = other, slug
        if slug not in self._rows:
            self.steps(slug)
        places, steps = self._rows[slug]
        place = self._places[other]
        found = int(np.searchsorted(places, place))
        is_known = found < len(places) and int(places[found]) == place
        return Step(int(steps[found])) if is_known else Step.NONE

    def _graded(self, totals: Totals) -> NDArray[np.int64]:
        """Return the step for each row of what is shared.

        Without a common or related category the rest must say enough, as it does with less where
        one of the two tools is in no category.
        """
        main, shared, related, kind, cohesive, same, similar = totals.T[:7]
        rival, together, named, weak, usual, rare, word = totals.T[7:]
        is_apart = (shared == 0) & (related == 0)
        same = same + np.where(main > 0, weak, 0.0)
        similar = np.where(is_apart & (rare == 0), 0.0, similar + np.where(main > 0, usual, 0.0))
        are_rivals = rival.round(ROUNDING) >= RIVAL
        # `np.select` takes several times as long.
        placed = np.where(related > 0, RELATED, np.where(kind >= 1, TYPE, -FAR))
        placed = np.where(main > 0, MAIN, np.where(shared > 0, SHARED, placed))
        points = (
            placed
            + np.where(same > 0, SAME_KIND, np.minimum(SIMILAR_KIND, similar))
            + np.where(are_rivals, RIVAL, RIVALS * (rival > 0))
            + np.minimum(MOST_TOGETHER, TOGETHER * together)
            + NAMED * (named >= 1)
            + np.minimum(MOST_WORDS, word)
        ).round(ROUNDING)
        least = np.where(kind >= 1, self._least_unsorted, APART)
        least = np.where(shared > 0, 0.0, np.where(related > 0, LEAST_RELATED, least))
        is_vague = is_apart & (rare < RARE_APART) & (same + similar + rival == 0)
        points = np.where(is_vague & self._has_categories, 0.0, points)
        at_least = LEAST[Step.NEAR - 1] * ((cohesive >= 1) | are_rivals)
        points = np.maximum(np.where(points >= least, points, 0.0), at_least)
        steps: NDArray[np.int64] = np.searchsorted(LEAST, points, side="right")
        return steps


def _inverted(
    features: Mapping[str, Mapping[NearFeature, float]], places: Mapping[str, int]
) -> dict[NearFeature, tuple[NDArray[np.int64], Totals]]:
    """Return for each feature the places of the tools that have it, and its weights there."""
    owners: dict[NearFeature, list[tuple[int, float]]] = defaultdict(list)
    for slug, own in features.items():
        for feature, weight in own.items():
            owners[feature].append((places[slug], weight))
    return {
        feature: (
            np.array([place for place, _ in listed], dtype=np.int64),
            np.array([weight for _, weight in listed]),
        )
        for feature, listed in owners.items()
    }
