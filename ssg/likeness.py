"""How much two tools have to do with each other: shared categories, shared capabilities, words, and type.

Only tools that share a category, a capability or a rare word are ever looked at together, by lists of who has what: the
work grows with the lengths of these lists, not with the square of the catalog.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.model import Catalog, Tool
from ssg.text import join
from ssg.words import words

__all__ = ["Likeness"]

Numbers: TypeAlias = NDArray[np.int64] | NDArray[np.float64]

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


@dataclass(frozen=True, slots=True)
class _Feature:
    """Something that several tools may have."""

    kind: str
    name: str


class Likeness:
    """Answers which tools are nearest to a tool, and why."""

    def __init__(self, catalog: Catalog) -> None:
        self._tools = {tool.slug: tool for tool in catalog.tools}
        self._category_names = {category.id: category.name for category in catalog.settings.categories}
        self._capability_names = {one.id: one.name for one in catalog.capabilities}
        self._types = dict(catalog.settings.types)
        self._vectors = _vectors(catalog.tools)
        self._owners: dict[_Feature, list[str]] = defaultdict(list)
        for slug, vector in self._vectors.items():
            for feature in vector:
                self._owners[feature].append(slug)
        self._slugs = list(self._tools)
        self._places = {slug: place for place, slug in enumerate(self._slugs)}
        types = {name: number for number, name in enumerate(dict.fromkeys(tool.type for tool in catalog.tools))}
        self._type_numbers = np.array([types[tool.type] for tool in self._tools.values()])

    @cached_property
    def _lists(self) -> tuple[dict[_Feature, Numbers], dict[_Feature, Numbers]]:
        """For each feature the places of its owners, and its weight in each of them."""
        return ({feature: np.array([self._places[slug] for slug in owners]) for feature, owners in self._owners.items()},
                {feature: np.array([self._vectors[slug][feature] for slug in owners])
                 for feature, owners in self._owners.items()})

    def nearest(self, slug: str) -> list[tuple[str, float]]:
        """Return the tools that have anything to do with this one, nearest first, with how much (above 0)."""
        found: dict[str, float] = defaultdict(float)
        for feature, weight in self._vectors[slug].items():
            for other in self._owners[feature]:
                found[other] += weight * self._vectors[other][feature]
        found.pop(slug, None)
        return self._graded(slug, found.items())

    def first(self, slug: str, most: int) -> list[tuple[str, float]]:
        """Return the first of the nearest; among many tools far sooner than all of them."""
        places, weights = self._lists
        vector = self._vectors[slug]
        if not vector:
            return []
        found = np.bincount(np.concatenate([places[feature] for feature in vector]), minlength=len(self._slugs),
                            weights=np.concatenate([weight * weights[feature] for feature, weight in vector.items()]))
        found[self._places[slug]] = 0.0
        typed = found + SAME_TYPE * (self._type_numbers == self._type_numbers[self._places[slug]])
        typed[found <= 0] = 0.0
        last = -np.partition(-typed, min(most, len(typed)) - 1)[min(most, len(typed)) - 1]
        near = np.flatnonzero((typed > 0) & (typed >= last - ROUNDING))
        return self._graded(slug, [(self._slugs[place], float(found[place])) for place in near])[:most]

    def _graded(self, slug: str, found: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
        """Add what a common type counts and put the nearest first."""
        tool_type = self._tools[slug].type
        graded = [(other, round(strength + SAME_TYPE * (self._tools[other].type == tool_type), 9))
                  for other, strength in found]
        return sorted(graded, key=lambda one: (-one[1], one[0]))

    def strength(self, a: str, b: str) -> float:
        """Return how much two tools have to do with each other; the same in both orders."""
        first, second = self._vectors[a], self._vectors[b]
        shared = sorted(first.keys() & second.keys(), key=lambda feature: (feature.kind, feature.name))
        alike = math.fsum(first[feature] * second[feature] for feature in shared)
        return round(alike + SAME_TYPE * (self._tools[a].type == self._tools[b].type), 9)

    def reasons(self, a: str, b: str) -> tuple[str, ...]:
        """Say in words what two tools share; the same in both orders."""
        shared = self._vectors[a].keys() & self._vectors[b].keys()
        reasons = []
        categories = sorted(self._category_names.get(one.name, one.name) for one in shared if one.kind == "category")
        if categories:
            reasons.append(f"both in {join(categories)}")
        capabilities = sorted(self._capability_names.get(one.name, one.name) for one in shared
                              if one.kind == "capability")
        if capabilities:
            reasons.append(f"{len(capabilities)} shared capabilities: {_few(capabilities)}"
                           if len(capabilities) > 1 else f"shared capability: {capabilities[0]}")
        words = [one for one in shared if one.kind == "word"]
        words.sort(key=lambda one: (-self._vectors[a][one] * self._vectors[b][one], one.name))
        if words:
            reasons.append(f"alike in the words {_few([one.name for one in words])}")
        if self._tools[a].type == self._tools[b].type:
            reasons.append(f"same type: {self._types.get(self._tools[a].type, self._tools[a].type)}")
        return tuple(reasons)


def _few(names: list[str]) -> str:
    return join(names) if len(names) <= SHOWN else f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"


def _vectors(tools: Iterable[Tool]) -> dict[str, dict[_Feature, float]]:
    """Return each tool's features with weights whose products add up to the likeness of two tools."""
    tools = list(tools)
    words = {tool.slug: Counter(_words(tool)) for tool in tools}
    spread = Counter(word for counter in words.values() for word in counter)
    owners = Counter(one.id for tool in tools for one in tool.capabilities if one.id)
    vectors = {}
    for tool in tools:
        vector = {_Feature("category", name): math.sqrt(CATEGORY) for name in tool.categories}
        vector |= {_Feature("main", name): math.sqrt(MAIN_CATEGORY) for name in tool.categories[:1]}
        vector |= {_Feature("capability", one.id): math.sqrt(math.log(1 + len(tools) / owners[one.id]))
                   for one in tool.capabilities if one.id}
        vectors[tool.slug] = vector | _word_vector(words[tool.slug], spread, len(tools))
    return vectors


def _word_vector(words: Counter[str], spread: Counter[str], tools: int) -> dict[_Feature, float]:
    """Weigh words by frequency and rarity (TF-IDF), to a vector of length sqrt(WORDS)."""
    weights = {word: (1 + math.log(times)) * math.log(1 + tools / spread[word]) for word, times in words.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    scale = math.sqrt(WORDS) / length
    return {_Feature("word", word): weight * scale for word, weight in sorted(weights.items())
            if 1 < spread[word] <= COMMON_WORD}


def _words(tool: Tool) -> list[str]:
    texts = [text for one in tool.capabilities for text in (one.title, *one.intents)]
    return words(" ".join(texts))
