"""Catalog -> weighted features of each tool, and how well known each tool is.

A feature is a category, a tag, a shared capability, a tool that is mentioned, or a word. The
similarity of two tools is the dot product of their features.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Catalog, Tool
from ssg.labels import is_catch_all
from ssg.settings import Direction, Scale, SignalSpec
from ssg.tokenizer import stem, words

__all__ = [
    "Feature",
    "fact_features",
    "parent_of",
    "popularity",
    "popularity_signal",
    "word_features",
    "word_forms",
]

Feature: TypeAlias = tuple[str, str]
"""Kind and name of a feature.

(`category`, id), (`main`, id), (`parent`, name), (`tag`, tag), (`capability`, id), (`word`, stem),
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
WORDS = 5.0
"""What equal wording counts."""
NAMED = 2.5
"""What a mention of the other tool counts if no third tool mentions it."""
NAMES = 1.0
"""What mentioning the same third tool counts."""
TOGETHER = 5.0
"""Weight of being mentioned together by a third tool, divided by its number of mentions."""
FIELDS = {"summary": 2.0, "capabilities": 2.0, "description": 1.0, "categories": 1.0}
"""Weight of a word by the field that it occurs in; capabilities by titles and intents."""
SMOOTHING = 4
"""Added to the number of tools with a word: a word of two tools is more often chance than topic."""
COMMON_WORD, COMMON_SHARE, COMMON_MOST = 60, 0.1, 150
"""Words of more than 60 tools and over a tenth of all are left out: they distinguish little."""


def fact_features(catalog: Catalog, mentioned: Mapping[str, set[str]]) -> dict[str, Vector]:
    """Return slug -> feature -> weight, for all features but words.

    `mentioned` comes from `mentions.mentioned_tools`.
    """
    tools = catalog.tools
    names = {category.id: category.name for category in catalog.settings.categories}
    owners = Counter(one.id for tool in tools for one in tool.capabilities if one.id)
    tagged = Counter(tag for tool in tools for tag in tool.tags)
    vectors = {
        tool.slug: _category_vector(tool, names)
        | {("tag", tag): math.sqrt(TAG * _rarity(tagged[tag], len(tools))) for tag in tool.tags}
        | {
            ("capability", one.id): math.sqrt(math.log(1 + len(tools) / owners[one.id]))
            for one in tool.capabilities
            if one.id
        }
        for tool in tools
    }
    _add_mentions(vectors, tools, mentioned)
    return vectors


def word_features(catalog: Catalog) -> dict[str, Vector]:
    """Return slug -> word -> weight: by frequency, rarity (TF-IDF) and topicality.

    A vector has the length sqrt(WORDS). The topicality of a word is 1 if all tools that have it
    share their main category, and falls to 1 / tools if each is in another one: `lightweight` and
    `Rust` occur everywhere, `password` does not.
    """
    tools, stems = catalog.tools, dict[str, str]()
    names = {category.id: category.name for category in catalog.settings.categories}
    counts = {tool.slug: _word_counts(tool, names, stems) for tool in tools}
    spread: Counter[str] = Counter()
    by_category: dict[str, set[str]] = defaultdict(set)
    for tool in tools:
        spread.update(counts[tool.slug].keys())
        by_category[tool.categories[0] if tool.categories else ""].update(counts[tool.slug])
    categories = Counter(word for found in by_category.values() for word in found)
    importance = {
        word: (1 - (categories[word] - 1) / number)
        * math.log((len(tools) + SMOOTHING) / (number + SMOOTHING))
        for word, number in spread.items()
        if number > 1
    }
    most = max(COMMON_WORD, min(COMMON_SHARE * len(tools), COMMON_MOST))
    listed = {word for word in importance if spread[word] <= most}
    return {slug: _word_vector(counter, importance, listed) for slug, counter in counts.items()}


def _category_vector(tool: Tool, names: Mapping[str, str]) -> Vector:
    """Return the categories of a tool, its main one, and the parents of nested ones.

    A category for the rest is none: tools in it need not have anything in common.
    """
    categories = [each for each in tool.categories if not is_catch_all(names.get(each, ""))]
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


def _word_vector(
    counts: Mapping[str, float], importance: Mapping[str, float], listed: set[str]
) -> Vector:
    """Return the listed words of a tool; the others count for the length of the vector only."""
    weights = {
        word: math.log1p(count) * weight
        for word, count in counts.items()
        if (weight := importance.get(word))
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    scale = math.sqrt(WORDS) / length
    return {("word", word): weight * scale for word, weight in weights.items() if word in listed}


def _word_counts(tool: Tool, names: Mapping[str, str], stems: dict[str, str]) -> dict[str, float]:
    """Return stem -> occurrences in the texts of a tool, weighted by field; `stems` is a cache."""
    counts: dict[str, float] = {}
    for field, text in _texts(tool, names):
        weight = FIELDS[field]
        for word in words(text):
            root = stems.get(word)
            if root is None:
                root = stems[word] = stem(word)
            counts[root] = counts.get(root, 0.0) + weight
    return counts


def _texts(tool: Tool, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "summary", tool.summary
    yield "description", tool.description
    titles = (text for one in tool.capabilities for text in (one.title, *one.intents))
    yield "capabilities", "\n".join(titles)
    yield "categories", " ".join(names.get(category, "") for category in tool.categories)


def word_forms(tool: Tool, stems: set[str]) -> dict[str, str]:
    """Return stem -> the shortest word with this stem in the texts of a tool."""
    forms: dict[str, str] = {}
    for _, text in _texts(tool, {}):
        for word in words(text):
            root = stem(word)
            if root in stems:
                forms[root] = min(forms.get(root, word), word, key=lambda one: (len(one), one))
    return forms


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
