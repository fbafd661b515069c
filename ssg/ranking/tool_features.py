"""Catalog -> weighted features of each tool, and how well known each tool is.

A feature is a category, a tag, a shared capability or a tool that is mentioned; words are in
`tool_words`. The similarity of two tools is the dot product of their features.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Catalog, Tool
from ssg.labels import is_catch_all
from ssg.settings import Direction, Scale, SignalSpec

__all__ = [
    "Feature",
    "fact_features",
    "parent_of",
    "popularity",
    "popularity_signal",
]

Feature: TypeAlias = tuple[str, str]
"""Kind and name of a feature.

(`category`, id), (`main`, id), (`parent`, name), (`tag`, tag), (`capability`, id),
(`tool`, slug of a mentioned tool), (`together`, slug of a tool that mentions several).
"""
Vector: TypeAlias = dict[Feature, float]

CATEGORY = 2.5
"""What sharing a category counts. A shared capability counts by its rarity, some 1 to 4."""
MAIN_CATEGORY = 0.5
"""What sharing the main category counts in addition."""
PARENT_CATEGORY = 1.5
"""The part of CATEGORY that tools in different subcategories of the same category share."""
TAG = 0.5
"""What sharing a tag counts if no other tool has it."""
NAMED = 2.5
"""What a mention of the other tool counts if no third tool mentions it."""
NAMES = 1.0
"""What mentioning the same third tool counts."""
TOGETHER = 5.0
"""Weight of being mentioned together by a third tool, divided by its number of mentions."""


def fact_features(catalog: Catalog, mentioned: Mapping[str, set[str]]) -> dict[str, Vector]:
    """Return slug -> feature -> weight.

    `mentioned` comes from `mentions.mentioned_tools`.
    """
    tools = catalog.tools
    names = {category.id: category.name for category in catalog.settings.categories}
    owners = Counter(one for tool in tools for one in tool.capability_ids if one)
    tagged = Counter(tag for tool in tools for tag in tool.tags)
    categories = {own: _category_vector(own, names) for own in {tool.categories for tool in tools}}
    vectors = {
        tool.slug: categories[tool.categories]
        | {("tag", tag): math.sqrt(TAG * _rarity(tagged[tag], len(tools))) for tag in tool.tags}
        | {
            ("capability", one): math.sqrt(math.log(1 + len(tools) / owners[one]))
            for one in tool.capability_ids
            if one
        }
        for tool in tools
    }
    _add_mentions(vectors, tools, mentioned)
    return vectors


def _category_vector(own: Sequence[str], names: Mapping[str, str]) -> Vector:
    """Return the categories of a tool, its main one, and the parents of nested ones.

    A category for the rest is none: tools in it need not have anything in common.
    """
    categories = [each for each in own if not is_catch_all(names.get(each, ""))]
    vector: Vector = {("main", name): math.sqrt(MAIN_CATEGORY) for name in categories[:1]}
    for category in categories:
        parent = parent_of(names.get(category, ""))
        vector["category", category] = math.sqrt(CATEGORY - (PARENT_CATEGORY if parent else 0.0))
        if parent:
            vector["parent", parent] = math.sqrt(PARENT_CATEGORY)
    return vector


def parent_of(name: str) -> str:
    """Return the top level of a nested category name (`A / B`, `A - B`, `A: B`), or ""."""
    first, separator, _ = name.replace(" / ", " - ").replace(": ", " - ").partition(" - ")
    return first if separator else ""


def _rarity(owners: int, tools: int) -> float:
    """Return 0 for what all tools have, up to 1 for what none has."""
    return math.log((1 + tools) / (1 + owners)) / math.log(1 + tools)


def _add_mentions(
    vectors: Mapping[str, Vector], tools: Sequence[Tool], mentioned: Mapping[str, set[str]]
) -> None:
    """Add features of mentions: the tool itself, tools it mentions, tools mentioned together."""
    times = Counter(slug for others in mentioned.values() for slug in others)
    rare = {slug: _rarity(number, len(tools)) for slug, number in times.items()}
    for slug in sorted(rare):
        vectors[slug]["tool", slug] = NAMED * math.sqrt(rare[slug] / NAMES)
    for tool in tools:
        others = sorted(mentioned[tool.slug])
        for other in others:
            share = rare[other] / len(others)
            vectors[tool.slug]["tool", other] = math.sqrt(NAMES * share)
            if len(others) > 1:
                vectors[other]["together", tool.slug] = math.sqrt(TOGETHER * share)


def popularity(catalog: Catalog, mentioned: Mapping[str, set[str]]) -> dict[str, float]:
    """Return slug -> 0 to 1: the first signal with a logarithmic scale, else the given adoption.

    What was not measured counts as the lower quartile of what was, or as m / (m + 1) for a tool
    that m others mention.
    """
    spec = popularity_signal(catalog.settings.ranking.signals)
    known = {
        tool.slug: value for tool in catalog.tools if (value := _measured(tool, spec)) is not None
    }
    values = sorted(known.values())
    quartile = values[len(values) // 4] if values else 0.0
    times = Counter(slug for others in mentioned.values() for slug in others)
    return {
        tool.slug: known.get(
            tool.slug, max(quartile, times[tool.slug] / (1 + times[tool.slug])) if values else 0.0
        )
        for tool in catalog.tools
    }


def popularity_signal(signals: Sequence[SignalSpec]) -> SignalSpec | None:
    """Return the signal that measures popularity, or None."""
    return next((each for each in signals if _counts_users(each)), None)


def _measured(tool: Tool, spec: SignalSpec | None) -> float | None:
    value = next((signal.value for signal in tool.signals if spec and signal.id == spec.id), None)
    if spec and isinstance(value, int | float) and not isinstance(value, bool):
        return min(1.0, math.log1p(max(0.0, value)) / math.log1p(spec.full))
    return dict(tool.scores).get("adoption")


def _counts_users(spec: SignalSpec) -> bool:
    """Return whether a signal may measure popularity: a logarithmic scale, and more is better."""
    return spec.scale is Scale.LOG and spec.direction is Direction.HIGHER
