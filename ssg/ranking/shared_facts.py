"""What two tools have in common: the grounds of a pair, for many pairs at once."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from ssg.catalog import Catalog
from ssg.distinct import distinct
from ssg.ranking.feature_table import FeatureTable, Numbers, Weights
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.tool_features import Feature, fact_features
from ssg.ranking.tool_words import word_forms, word_table, word_weights

__all__ = ["NO_TYPE", "WORDS", "Ground", "Grounds", "SharedFacts"]

BLOCK = 65_536
"""Pairs that are compared at once."""
NO_TYPE, WORDS = -1, -2
"""In place of a common type: two tools have different ones; they share nothing but words."""
INTERNAL_KINDS = frozenset({"main", "tool"})
"""Kinds of features that are no ground by themselves: a main category is a category as well, and a
mention is one only if it is of the other tool."""


class Ground(NamedTuple):
    """What two tools have in common; equal for pairs with equal reasons."""

    features: bytes
    """Numbers of the features that both have and that are a reason, as 64-bit integers."""
    type: int
    """Place of a tool of their type, or `NO_TYPE`, or `WORDS`."""
    mention: tuple[int, int] | None
    """Places of both tools, if one mentions the other."""


class Grounds(NamedTuple):
    """The grounds of many pairs."""

    numbers: Numbers
    """Place in `distinct` for each pair."""
    distinct: Sequence[Ground]


class SharedFacts:
    """Answers what tools have in common. A tool is given by its place, sorted by slug."""

    def __init__(self, catalog: Catalog, texts: ReadTexts | None = None) -> None:
        """Take a catalog, and what its texts say if that is known."""
        self.catalog = catalog
        self.tools = sorted(catalog.tools, key=attrgetter("slug"))
        self.slugs = [tool.slug for tool in self.tools]
        self.places = {slug: place for place, slug in enumerate(self.slugs)}
        self.texts = texts or ReadTexts(catalog)
        types = {tool.type: number for number, tool in enumerate(self.tools)}
        self._types = np.array([types[tool.type] for tool in self.tools], np.int64)

    @cached_property
    def words(self) -> FeatureTable:
        """The words of all tools; tools without capabilities seldom need them."""
        return word_table(self.texts.words, self.word_weights)

    @cached_property
    def word_weights(self) -> Weights:
        """The weight of each of `texts.words`, 0 for those that do not count."""
        return word_weights(self.tools, self.texts.words)

    @cached_property
    def _facts_and_features(self) -> tuple[FeatureTable, Sequence[Feature]]:
        vectors = fact_features(self.catalog, self.texts.mentioned)
        numbers: dict[Feature, int] = {}
        by_number = [
            {numbers.setdefault(one, len(numbers)): weight for one, weight in vectors[slug].items()}
            for slug in self.slugs
        ]
        return FeatureTable.of(by_number, len(numbers)), [*numbers]

    @property
    def facts(self) -> FeatureTable:
        """The features of all tools but words."""
        return self._facts_and_features[0]

    @property
    def features(self) -> Sequence[Feature]:
        """What each number of a feature in `facts` is."""
        return self._facts_and_features[1]

    def grounds(self, first: Numbers, second: Numbers) -> Grounds:
        """Return what pairs of tools have in common: each place in `first` and that in `second`.

        The first place of a pair is the lower one.
        """
        numbers = np.zeros(len(first), np.int64)
        distinct: dict[Ground, int] = {}
        for start in range(0, len(first), BLOCK):
            some = slice(start, start + BLOCK)
            for rows, ground in self._grounds_of(first[some], second[some]):
                numbers[start + rows] = distinct.setdefault(ground, len(distinct))
        return Grounds(numbers, [*distinct])

    def ground(self, a: int, b: int) -> Ground:
        """Return what two tools have in common, given in any order."""
        return self.grounds(np.array([min(a, b)]), np.array([max(a, b)])).distinct[0]

    def _grounds_of(
        self, first: Numbers, second: Numbers
    ) -> Iterator[tuple[Numbers | int, Ground]]:
        """Yield numbers of pairs, and what these pairs have in common."""
        rows, features = self._reasons_shared(first, second)
        same = self._types[first] == self._types[second]
        types = np.where(same, self._types[first], NO_TYPE)
        is_plain = np.bincount(rows, minlength=len(first)) == 0
        others = np.flatnonzero(is_plain & ~same)
        if len(others):
            are_worded = self.words.totals(first[others], second[others]) > 0
            types[others[are_worded]] = WORDS
        for number in distinct(types[is_plain]).tolist():
            yield np.flatnonzero(is_plain & (types == number)), Ground(b"", number, None)
        is_mention = np.array([kind == "tool" for kind, _ in self.features], dtype=bool)
        mentions = set(rows[is_mention[features]].tolist())
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        ends = np.append(starts, len(rows))[1:]
        pairs, body, size = rows[starts], features.tobytes(), features.itemsize
        columns = pairs, starts * size, ends * size, types[pairs]
        for pair, start, end, kind in zip(*(each.tolist() for each in columns), strict=True):
            both = (int(first[pair]), int(second[pair])) if pair in mentions else None
            yield pair, Ground(body[start:end], kind, both)

    def _reasons_shared(self, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
        """Return number of a pair and number of a feature, for each that is a ground of a pair."""
        is_reason = np.array([kind not in INTERNAL_KINDS for kind, _ in self.features], dtype=bool)
        tools = [self.places[name] if kind == "tool" else -1 for kind, name in self.features]
        shared = self.facts.between(first, second)
        named = np.array(tools, np.int64)[shared.features]
        chosen = is_reason[shared.features]
        chosen |= (named >= 0) & ((named == first[shared.rows]) | (named == second[shared.rows]))
        return shared.rows[chosen], shared.features[chosen]

    def shared_words(self, a: int, b: int) -> list[str]:
        """Return the shared words, heaviest first, as written by the tool with the first slug."""
        found = self.words.between(np.array([a]), np.array([b]))
        stems = [self.texts.words.stems[feature] for feature in found.features.tolist()]
        weights = dict(zip(stems, found.values.tolist(), strict=True))
        forms = word_forms(self.tools[min(a, b)], set(weights))
        return [forms[stem] for stem in sorted(forms, key=lambda stem: (-weights[stem], stem))]
