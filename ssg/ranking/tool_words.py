"""Catalog -> the words of each tool, weighted by frequency, rarity and topicality.

Logarithms are Python's own, looked up in tables: numpy's differ in the last digit between machines.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ssg.catalog import Tool
from ssg.ranking.feature_table import FeatureTable, Numbers, Weights, entries
from ssg.settings import Category
from ssg.tokenizer import stem, terms, words

__all__ = ["WordCounts", "count_words", "texts_of", "word_forms", "word_table", "word_weights"]

WORDS = 5.0
"""What equal wording counts."""
FIELDS = {"summary": 2, "capabilities": 2, "description": 1, "categories": 1}
"""Weight of a word by the field that it occurs in; capabilities by titles and intents."""
SMOOTHING = 4
"""Added to the number of tools with a word: a word of two tools is more often chance than topic."""
COMMON_WORD, COMMON_SHARE, COMMON_MOST = 60, 0.1, 150
"""Words of more than 60 tools and over a tenth of all are left out: they distinguish little."""


class WordCounts(NamedTuple):
    """How often each word occurs in the texts of each tool, weighted by field."""

    stems: Sequence[str]
    """In the order in which they occur first."""
    numbers: Numbers
    """Places in `stems` of the words of each tool, one tool after the other, as they occur."""
    amounts: Numbers
    counts: Numbers
    """How many different words each tool has."""

    def with_more(self, other: "WordCounts") -> "WordCounts":
        """Return the tools of both."""
        places = {stem: place for place, stem in enumerate(self.stems)}
        numbers = [places.setdefault(stem, len(places)) for stem in other.stems]
        return WordCounts(
            [*places],
            np.concatenate([self.numbers, np.array(numbers, np.int64)[other.numbers]]),
            np.concatenate([self.amounts, other.amounts]),
            np.concatenate([self.counts, other.counts]),
        )

    def only(self, places: Numbers) -> "WordCounts":
        """Return some of the tools, in this order."""
        listed = entries(np.cumsum(self.counts), self.counts, places)
        numbers, total = self.numbers[listed], len(listed)
        first_of = np.full(len(self.stems), total)
        first_of[numbers[::-1]] = np.arange(total)[::-1]
        order = np.argsort(first_of)[: np.count_nonzero(first_of < total)]
        renumbered = np.zeros(len(self.stems), np.int64)
        renumbered[order] = np.arange(len(order))
        stems = [self.stems[place] for place in order.tolist()]
        return WordCounts(stems, renumbered[numbers], self.amounts[listed], self.counts[places])


def count_words(tools: Sequence[Tool], categories: Sequence[Category]) -> WordCounts:
    """Return the words of tools and of the names of their categories."""
    names = {category.id: category.name for category in categories}
    places: dict[str, int] = {}
    numbers, amounts, counts = list[int](), list[int](), list[int]()
    for tool in tools:
        found = _word_counts(tool, names)
        numbers += [places.setdefault(root, len(places)) for root in found]
        amounts += found.values()
        counts.append(len(found))
    return WordCounts([*places], *(np.array(each, np.int64) for each in (numbers, amounts, counts)))


def _word_counts(tool: Tool, names: Mapping[str, str]) -> dict[str, int]:
    """Return stem -> occurrences in the texts of a tool, weighted by field."""
    counts: dict[str, int] = {}
    for field, text in texts_of(tool, names):
        weight = FIELDS[field]
        for root in terms(text):
            counts[root] = counts.get(root, 0) + weight
    return counts


def texts_of(tool: Tool, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield field and text of all that the words of a tool come from; `names`: of categories."""
    yield "summary", tool.summary
    yield "description", tool.description
    titles = (text for one in tool.capabilities for text in (one.title, *one.intents))
    yield "capabilities", "\n".join(titles)
    yield "categories", " ".join(names.get(category, "") for category in tool.categories)


def word_weights(tools: Sequence[Tool], found: WordCounts) -> Weights:
    """Return the weights of the words of tools, as they occur; 0 for words that do not count.

    A vector has the length sqrt(WORDS). The topicality of a word is 1 if all tools that have it
    share their main category, and falls to 1 / tools if each is in another one: `lightweight` and
    `Rust` occur everywhere, `password` does not. Common words, and those of one tool, count for the
    length only.
    """
    number, rows = len(found.stems), np.repeat(np.arange(len(tools)), found.counts)
    spread = np.bincount(found.numbers, minlength=number)
    categories = _number_of_categories(tools, found)
    times = range(int(spread.max(initial=0)) + 1)
    rarity = [math.log((len(tools) + SMOOTHING) / (each + SMOOTHING)) for each in times]
    importance = np.where(
        spread > 1, (1 - (categories - 1) / np.maximum(spread, 1)) * np.array(rarity)[spread], 0.0
    )
    most = max(COMMON_WORD, min(COMMON_SHARE * len(tools), COMMON_MOST))
    logarithms = [math.log1p(each) for each in range(int(found.amounts.max(initial=0)) + 1)]
    weights = np.array(logarithms)[found.amounts] * importance[found.numbers]
    squares = np.bincount(rows, weights * weights, len(tools))
    lengths = np.sqrt(squares.astype(np.float64, copy=False))
    weights *= (math.sqrt(WORDS) / np.where(lengths > 0, lengths, 1.0))[rows]
    weights[spread[found.numbers] > most] = 0.0
    return weights


def word_table(found: WordCounts, weights: Weights) -> FeatureTable:
    """Return the words of tools that count, by their numbers; `weights`: of `word_weights`."""
    listed = np.flatnonzero(weights > 0)
    rows = np.repeat(np.arange(len(found.counts)), found.counts)
    return FeatureTable.of_columns(
        found.numbers[listed],
        weights[listed],
        np.bincount(rows[listed], minlength=len(found.counts)),
        len(found.stems),
    )


def _number_of_categories(tools: Sequence[Tool], found: WordCounts) -> Numbers:
    """Return for each word the number of main categories of the tools that have it."""
    members: dict[str, list[int]] = defaultdict(list)
    for place, tool in enumerate(tools):
        members["".join(tool.categories[:1])].append(place)
    ends = np.cumsum(found.counts)
    categories, last = np.zeros((2, len(found.stems)), np.int64)
    for places in members.values():
        numbers = found.numbers[entries(ends, found.counts, np.array(places))]
        last[numbers] = np.arange(len(numbers))
        categories[numbers[last[numbers] == np.arange(len(numbers))]] += 1
    return categories


def word_forms(tool: Tool, stems: set[str]) -> dict[str, str]:
    """Return stem -> the shortest word with this stem in the texts of a tool."""
    forms: dict[str, str] = {}
    for _, text in texts_of(tool, {}):
        for word in words(text):
            root = stem(word)
            if root in stems:
                forms[root] = min(forms.get(root, word), word, key=lambda one: (len(one), one))
    return forms
