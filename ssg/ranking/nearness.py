"""How near two tools without capabilities are to each other, in coarse steps.

What their files have in common gives points: categories, the kind of thing that both are, names
that one is an alternative to, mentions in one list of a third tool, and distinctive words. A step
is a range of points. Within a step nothing here prefers one tool to another.
"""

from operator import attrgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog
from ssg.messages import is_english
from ssg.ranking.feature_table import FeatureTable, Numbers, Products
from ssg.ranking.near_features import (
    REPLACED,
    SIMILAR_KIND,
    SOME_REPLACED,
    NearFeature,
    NearFeatures,
    near_features,
)
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.replaced_names import parts
from ssg.site import Step

__all__ = ["Nearness", "Steps"]

LEAST = (1.5, 2.5, 3.15, 4.0)
"""Points from which the steps begin that follow `NONE`."""
MAIN, SHARED, RELATED, TYPE = 2.0, 1.5, 1.0, 1.4
"""Points for one main category; another common one; related ones; the type, without any."""
SAME_KIND = 3.0
"""Points for one kind by two stems."""
TOGETHER, MOST_TOGETHER = 1.5, 3.0
"""Points for each third tool that names both in one breath, and for all of these."""
NAMED = 1.0
"""Points if the text of one names the other."""
RARE_APART = 2
"""Rare words that tools without a common or related category must share, unless more says it."""
MOST_WORDS = 2.0
"""Points for distinctive words at most; one of two tools only has a point."""
FAR, APART = 0.5, 3.2
"""Taken from the points of tools without a common or related category; the least they must have."""
LEAST_RELATED, LEAST_UNSORTED = 2.0, 3.4
"""Points that tools of related categories must have at least, and those of no category."""
ROUNDING = 6
"""Decimal places of points."""
GROUPS = (
    *("main", "shared", "related", "cohesive", "kind", "kinds", "replaced", "together", "named"),
    *("weak", "usual", "type", "rare", "word"),
)
TYPE_GROUP = GROUPS.index("type")
CERTAIN = TYPE_GROUP
"""Groups of features, the first ones, of which each says what a tool is for."""
BLOCK = 4_096
"""Pairs whose steps are computed at once."""
CELLS = 1_000_000
"""Numbers of a block: 14 for each of its tools and each tool of the site; 8 MB."""
Steps: TypeAlias = NDArray[np.int8]
Totals: TypeAlias = NDArray[np.float64]
"""What two tools share; a row is a group, a column two tools."""


class Nearness:
    """Answers how near two tools are. A tool is given by its place among all, sorted by slug."""

    def __init__(self, catalog: Catalog, texts: ReadTexts) -> None:
        """Take a catalog, and what its texts say."""
        tools, settings = sorted(catalog.tools, key=attrgetter("slug")), catalog.settings
        english = is_english(settings.default_language)
        features = near_features(
            tools, settings.categories, texts.mentioned, texts.summaries, is_english=english
        )
        self._table, self._group_of = _numbered(features)
        self._has_categories = any(tool.categories for tool in tools)
        self._least_unsorted = LEAST_UNSORTED if self._has_categories else 0.0
        self._number = len(tools)
        places = {tool.slug: place for place, tool in enumerate(tools)}
        self._parts = {
            places[slug]: [places[other] for other in others]
            for slug, others in parts(tools, texts.mentioned).items()
        }
        self._apart = np.array(
            [
                place * self._number + other
                for place, others in self._parts.items()
                for other in others
            ],
            np.int64,
        )
        self._block: tuple[int, Steps] = 0, np.zeros((0, 0), dtype=np.int8)
        """Place of a tool; its steps to all tools, and those of the tools that follow it."""

    def steps(self, place: int) -> Steps:
        """Return the step of each tool from one tool.

        The steps of several tools are computed at once: it is fast to ask in order.
        """
        start, rows = self._block
        if not start <= place < start + len(rows):
            size = max(1, CELLS // (len(GROUPS) * self._number))
            start, rows = self._block = place, self._rows(place, place + size)
        found: Steps = rows[place - start]
        return found

    def _rows(self, start: int, end: int) -> Steps:
        """Return the steps of some tools from all tools."""
        places, number = np.arange(start, min(end, self._number)), self._number
        shared = self._table.with_all(places)
        columns = shared.rows * number + shared.others
        steps = self._graded(shared, columns, len(places) * number).reshape(-1, number)
        for row, place in enumerate(places.tolist()):
            steps[row, [place, *self._parts.get(place, ())]] = Step.NONE
        return steps

    def steps_between(self, first: Numbers, second: Numbers) -> Steps:
        """Return the step between each place in `first` and the one at its number in `second`.

        It is the same in both orders.
        """
        steps = np.zeros(len(first), dtype=np.int8)
        for start in range(0, len(first), BLOCK):
            some = slice(start, start + BLOCK)
            shared = self._table.between(first[some], second[some])
            steps[some] = self._graded(shared, shared.rows, len(first[some]))
        is_apart = (first == second) | np.isin(first * self._number + second, self._apart)
        steps[is_apart] = Step.NONE
        return steps

    def _graded(self, shared: Products, columns: NDArray[np.int64], number: int) -> Steps:
        """Return the steps of a number of columns; `columns`: that of each entry of `shared`."""
        cells = self._group_of[shared.features] * number + columns
        found = np.bincount(cells, shared.values, len(GROUPS) * number)
        totals = found.astype(np.float64, copy=False).reshape(len(GROUPS), number)
        # Words alone make no step, unless one of the two is in no category.
        some = (totals[:CERTAIN] > 0).any(axis=0) | (totals[TYPE_GROUP] >= 1)
        steps = np.zeros(number, dtype=np.int8)
        steps[some] = self._steps(totals[:, some])
        return steps

    def _steps(self, totals: Totals) -> NDArray[np.int64]:
        """Return the step for each column of what is shared.

        Without a common or related category the rest must say enough, as it does with less where
        one of the two tools is in no category.
        """
        main, shared, related, cohesive, same, similar, replaced = totals[:7]
        together, named, weak, usual, kind, rare, word = totals[7:]
        is_apart = (shared == 0) & (related == 0)
        same = same + np.where(main > 0, weak, 0.0)
        similar = np.where(is_apart & (rare == 0), 0.0, similar + np.where(main > 0, usual, 0.0))
        are_alternatives = replaced.round(ROUNDING) >= REPLACED
        # `np.select` takes several times as long.
        placed = np.where(related > 0, RELATED, np.where(kind >= 1, TYPE, -FAR))
        placed = np.where(main > 0, MAIN, np.where(shared > 0, SHARED, placed))
        points = (
            placed
            + np.where(same > 0, SAME_KIND, np.minimum(SIMILAR_KIND, similar))
            + np.where(are_alternatives, REPLACED, SOME_REPLACED * (replaced > 0))
            + np.minimum(MOST_TOGETHER, TOGETHER * together)
            + NAMED * (named >= 1)
            + np.minimum(MOST_WORDS, word)
        ).round(ROUNDING)
        least = np.where(kind >= 1, self._least_unsorted, APART)
        least = np.where(shared > 0, 0.0, np.where(related > 0, LEAST_RELATED, least))
        is_vague = is_apart & (rare < RARE_APART) & (same + similar + replaced == 0)
        points = np.where(is_vague & self._has_categories, 0.0, points)
        at_least = LEAST[Step.NEAR - 1] * ((cohesive >= 1) | are_alternatives)
        points = np.maximum(np.where(points >= least, points, 0.0), at_least)
        steps: NDArray[np.int64] = np.searchsorted(LEAST, points, side="right")
        return steps


def _numbered(found: NearFeatures) -> tuple[FeatureTable, NDArray[np.int64]]:
    """Return the features of tools by number, and the number of the group of each feature."""
    numbers: dict[NearFeature, int] = {}
    by_number = [
        {numbers.setdefault(feature, len(numbers)): weight for feature, weight in vector.items()}
        for vector in found.others
    ]
    groups = {group: number for number, group in enumerate(GROUPS)}
    others = FeatureTable.of(by_number, len(numbers))
    words = found.words
    number, rows = len(words.are_rare), np.repeat(np.arange(len(words.counts)), words.counts)
    rare = np.flatnonzero(words.are_rare[words.numbers])
    rare_ones = FeatureTable.of_columns(
        words.numbers[rare],
        np.ones(len(rare)),
        np.bincount(rows[rare], minlength=len(words.counts)),
        number,
    )
    table = FeatureTable.of_columns(words.numbers, words.weights, words.counts, number)
    of_words = np.repeat([groups["word"], groups["rare"]], number)
    return (
        others.with_more(table.with_more(rare_ones)),
        np.append(np.array([groups[group] for group, _ in numbers], np.int64), of_words),
    )
