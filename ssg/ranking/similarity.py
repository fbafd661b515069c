"""How much two tools have to do with each other: shared categories, shared capabilities, words, and type.

Only tools that share a category, a capability or a rare word are ever looked at together, by lists of who has what: the
work grows with the lengths of these lists, not with the square of the catalog.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog, Tool
from ssg.text import join_words
from ssg.tokenizer import words

__all__ = ["Likeness"]

CATEGORY = 1.5
MAIN_CATEGORY = 2.0
"""What sharing a category, and the main one on top of it, counts; a shared capability counts by its rarity, some 1 to 4."""
SAME_TYPE = 1.0
WORDS = 4.0
"""What equal wording of all capability titles and intents would count."""
COMMON_WORD = 60
"""Words in more tools than this tell little and are left out of the lists."""
ROUNDING = 1e-8
"""Strengths are rounded to nine places before they are put in order: this much apart, rounding cannot turn them round."""
SHOWN = 6
"""Most names in one reason."""


Feature: TypeAlias = tuple[str, str]
"""Something that several tools may have: what kind of thing, and its name."""
Vector: TypeAlias = dict[int, float]
"""Number of a feature -> its weight; the products of two tools' weights add up to their likeness."""


@dataclass(frozen=True, slots=True)
class _Owners:
    """The tools that have each feature, one feature after the other."""

    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    ends: NDArray[np.int64]
    """Where the owners of each feature end."""
    counts: NDArray[np.int64]


class Likeness:
    """Answers which tools are nearest to a tool, and why."""

    def __init__(self, catalog: Catalog) -> None:
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._category_names = {
            category.id: category.name for category in catalog.settings.categories
        }
        self._capability_names = {one.id: one.name for one in catalog.capabilities}
        self._types = dict(catalog.settings.types)
        self._features, self._vectors = _numbered(_vectors(catalog.tools))
        self._slugs = list(self._tools)
        self._places = {slug: place for place, slug in enumerate(self._slugs)}
        types = {
            name: number
            for number, name in enumerate(dict.fromkeys(tool.type for tool in catalog.tools))
        }
        self._type_numbers = np.array([types[tool.type] for tool in self._tools.values()])

    @cached_property
    def _owners(self) -> _Owners:
        """Who has each feature."""
        sizes = [len(vector) for vector in self._vectors.values()]
        features = np.fromiter(
            (feature for vector in self._vectors.values() for feature in vector),
            np.int64,
            sum(sizes),
        )
        weights = np.fromiter(
            (weight for vector in self._vectors.values() for weight in vector.values()),
            np.float64,
            sum(sizes),
        )
        order = np.argsort(features, kind="stable")
        counts = np.bincount(features, minlength=len(self._features))
        return _Owners(
            np.repeat(np.arange(len(sizes)), sizes)[order],
            weights[order],
            np.cumsum(counts),
            counts,
        )

    def nearest(self, slug: str) -> list[tuple[str, float]]:
        """Return the tools that have anything to do with this one, nearest first, with how much (above 0)."""
        found = self._sums(slug)
        return self._graded(slug, np.flatnonzero(found > 0), found)

    def first(self, slug: str, most: int) -> list[tuple[str, float]]:
        """Return the first of the nearest; among many tools far sooner than all of them."""
        found = self._sums(slug)
        touched = np.flatnonzero(found > 0)
        if not most or not len(touched):
            return []
        typed = found[touched] + SAME_TYPE * (
            self._type_numbers[touched] == self._type_numbers[self._places[slug]]
        )
        last = np.partition(typed, max(0, len(typed) - most))[max(0, len(typed) - most)]
        return self._graded(slug, touched[typed >= last - ROUNDING], found)[:most]

    def _sums(self, slug: str) -> NDArray[np.float64]:
        """Return what each tool shares with this one; nothing with itself."""
        vector, owners = self._vectors[slug], self._owners
        features = np.fromiter(vector, np.int64, len(vector))
        counts = owners.counts[features]
        ends = np.cumsum(counts)
        listed = np.arange(counts.sum()) + np.repeat(owners.ends[features] - ends, counts)
        products = (
            np.repeat(np.fromiter(vector.values(), np.float64, len(vector)), counts)
            * owners.weights[listed]
        )
        found = np.bincount(owners.places[listed], products, len(self._slugs)).astype(np.float64)
        found[self._places[slug]] = 0.0
        return found

    def _graded(
        self, slug: str, places: NDArray[np.int64], found: NDArray[np.float64]
    ) -> list[tuple[str, float]]:
        """Add what a common type counts and put the nearest first."""
        tool_type = self._tools[slug].type
        named = zip(
            [self._slugs[place] for place in places.tolist()], found[places].tolist(), strict=True
        )
        graded = [
            (other, round(strength + SAME_TYPE * (self._tools[other].type == tool_type), 9))
            for other, strength in named
        ]
        return sorted(graded, key=lambda one: (-one[1], one[0]))

    def strength(self, a: str, b: str) -> float:
        """Return how much two tools have to do with each other; the same in both orders."""
        first, second = self._vectors[a], self._vectors[b]
        alike = math.fsum(
            [first[feature] * second[feature] for feature in first.keys() & second.keys()]
        )
        return round(alike + SAME_TYPE * (self._tools[a].type == self._tools[b].type), 9)

    def reasons(self, a: str, b: str) -> tuple[str, ...]:
        """Say in words what two tools share; the same in both orders."""
        first, second = self._vectors[a], self._vectors[b]
        shared: dict[str, list[tuple[float, str]]] = {
            "category": [],
            "main": [],
            "capability": [],
            "word": [],
        }
        for feature in first.keys() & second.keys():
            kind, name = self._features[feature]
            shared[kind].append((-first[feature] * second[feature], name))
        reasons = []
        if shared["category"]:
            categories = sorted(
                self._category_names.get(name, name) for _, name in shared["category"]
            )
            reasons.append(f"both in {join_words(categories)}")
        if shared["capability"]:
            capabilities = sorted(
                self._capability_names.get(name, name) for _, name in shared["capability"]
            )
            reasons.append(
                f"{len(capabilities)} shared capabilities: {_few(capabilities)}"
                if len(capabilities) > 1
                else f"shared capability: {capabilities[0]}"
            )
        if shared["word"]:
            reasons.append(
                f"alike in the words {_few([name for _, name in sorted(shared['word'])])}"
            )
        if self._tools[a].type == self._tools[b].type:
            reasons.append(
                f"same type: {self._types.get(self._tools[a].type, self._tools[a].type)}"
            )
        return tuple(reasons)


def _few(names: list[str]) -> str:
    return (
        join_words(names)
        if len(names) <= SHOWN
        else f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
    )


def _numbered(vectors: dict[str, dict[Feature, float]]) -> tuple[list[Feature], dict[str, Vector]]:
    """Give every feature a number, which is found sooner than words."""
    numbers = {
        feature: number
        for number, feature in enumerate(
            dict.fromkeys(feature for vector in vectors.values() for feature in vector)
        )
    }
    return list(numbers), {
        slug: {numbers[feature]: weight for feature, weight in vector.items()}
        for slug, vector in vectors.items()
    }


def _vectors(tools: Iterable[Tool]) -> dict[str, dict[Feature, float]]:
    """Return each tool's features with weights whose products add up to the likeness of two tools."""
    tools = list(tools)
    words = {tool.slug: Counter(_words(tool)) for tool in tools}
    spread = Counter(word for counter in words.values() for word in counter)
    owners = Counter(one.id for tool in tools for one in tool.capabilities if one.id)
    vectors = {}
    for tool in tools:
        vector = {("category", name): math.sqrt(CATEGORY) for name in tool.categories}
        vector |= {("main", name): math.sqrt(MAIN_CATEGORY) for name in tool.categories[:1]}
        vector |= {
            ("capability", one.id): math.sqrt(math.log(1 + len(tools) / owners[one.id]))
            for one in tool.capabilities
            if one.id
        }
        vectors[tool.slug] = vector | _word_vector(words[tool.slug], spread, len(tools))
    return vectors


def _word_vector(words: Counter[str], spread: Counter[str], tools: int) -> dict[Feature, float]:
    """Weigh words by frequency and rarity (TF-IDF), to a vector of length sqrt(WORDS)."""
    weights = {
        word: (1 + math.log(times)) * math.log(1 + tools / spread[word])
        for word, times in words.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    scale = math.sqrt(WORDS) / length
    return {
        ("word", word): weight * scale
        for word, weight in sorted(weights.items())
        if 1 < spread[word] <= COMMON_WORD
    }


def _words(tool: Tool) -> list[str]:
    texts = [text for one in tool.capabilities for text in (one.title, *one.intents)]
    return words(" ".join(texts))
