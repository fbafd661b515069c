"""Rows -> the match graph: intent -> capability -> tool, with counts and rates of success.

An intent is a set of word stems: queries with the same words in another order or form are one
intent. The success of an edge is judged against the attention that its positions get:

    trials    = showings weighted by attention (at least the opens) + chosen + helped + failed
    successes = opened + chosen + helped

Its lower bound is that of Wilson's interval at 95% (Wilson, JASA 22, 1927).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import NamedTuple

from ssg.catalog import Catalog, Evidence
from ssg.evidence.attention import attention, attention_paid
from ssg.evidence.rows import merge
from ssg.tokenizer import Tokenizer, table_for

__all__ = [
    "Edge",
    "Intent",
    "MatchGraph",
    "Success",
    "intent_key",
    "match_graph",
    "success_of",
    "wilson",
]

Z = 1.959963984540054
"""Standard deviations of a two-sided interval of 95%."""


class Success(NamedTuple):
    """Successes out of trials."""

    successes: int
    trials: float
    """Real, as showings are weighted by attention; at least the successes."""

    @property
    def rate(self) -> float:
        """Share of successes, 0 to 1."""
        return self.successes / self.trials if self.trials else 0.0

    @property
    def bound(self) -> float:
        """Lower bound of the rate, 0 to 1."""
        return wilson(self.successes, self.trials)


class Edge(NamedTuple):
    """An intent that led to a tool."""

    intent: str
    """Key of the intent."""
    tool: str
    row: Evidence
    """The sum over queries, capabilities and sources; its names are those of the first row."""
    success: Success
    capabilities: tuple[tuple[str, int], ...]
    """The capabilities that readers opened, and how often; most often first."""


class Intent(NamedTuple):
    """Queries of the same words, and the tools that they led to."""

    key: str
    query: str
    """The query that was seen most."""
    queries: tuple[str, ...]
    """All its queries, sorted."""
    seen: int
    """How often it was seen at least."""
    edges: tuple[Edge, ...]
    """One per tool, best lower bound first."""


@dataclass(frozen=True, slots=True)
class MatchGraph:
    """All evidence of a site; false if there is none."""

    attention: tuple[float, ...] = ()
    """By position, as a share of the first; empty if no positions are known."""
    intents: Mapping[str, Intent] = field(default_factory=dict)
    """By key, those seen most first."""
    by_tool: Mapping[str, tuple[Edge, ...]] = field(default_factory=dict)
    """Slug -> one edge per intent, most trials first."""
    rows: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def head_to_head(self, a: str, b: str) -> list[tuple[Intent, Edge, Edge]]:
        """Return the intents that led to both tools, those of most trials first."""
        theirs = {edge.intent: edge for edge in self.by_tool.get(b, ())}
        common = [
            (self.intents[edge.intent], edge, theirs[edge.intent])
            for edge in self.by_tool.get(a, ())
            if edge.intent in theirs
        ]
        return sorted(
            common,
            key=lambda found: (-found[1].success.trials - found[2].success.trials, found[0].key),
        )


def wilson(successes: float, trials: float) -> float:
    """Return the lower bound of a rate: 0 without trials."""
    if trials <= 0:
        return 0.0
    rate, square = successes / trials, Z * Z
    centre = rate + square / (2 * trials)
    spread = Z * math.sqrt(rate * (1 - rate) / trials + square / (4 * trials * trials))
    return max(0.0, (centre - spread) / (1 + square / trials))


def intent_key(query: str, tokenizer: Tokenizer) -> str:
    """Return the sorted stems of a query; the query itself where it has no content words."""
    return " ".join(sorted(set(tokenizer.plain_terms(tokenizer.tokens(query))))) or query


def match_graph(catalog: Catalog) -> MatchGraph:
    """Return the graph of a catalog's evidence."""
    return _graph(catalog.evidence, catalog.settings.language)


@lru_cache(maxsize=2)
def _graph(rows: tuple[Evidence, ...], language: str) -> MatchGraph:
    """Return the graph of rows; ranking and pages ask for the same one."""
    if not rows:
        return MatchGraph()
    tokenizer = Tokenizer(table_for(language))
    keys = {query: intent_key(query, tokenizer) for query in {row.query for row in rows}}
    groups: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for row in rows:
        groups[keys[row.query], row.tool].append(row)
    sums = {pair: reduce(merge, groups[pair]) for pair in sorted(groups)}
    weights = attention(row.positions for row in sums.values())
    edges = [
        Edge(intent, tool, row, success_of(row, weights), _capabilities(groups[intent, tool]))
        for (intent, tool), row in sums.items()
    ]
    by_tool: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_tool[edge.tool].append(edge)
    return MatchGraph(
        attention=weights,
        intents=_intents(rows, keys, edges),
        by_tool={
            slug: tuple(sorted(found, key=lambda one: (-one.success.trials, one.intent)))
            for slug, found in sorted(by_tool.items())
        },
        rows=rows,
    )


def _capabilities(rows: Iterable[Evidence]) -> tuple[tuple[str, int], ...]:
    """Return the capabilities that rows name, with the opens and better outcomes of each."""
    opened: Counter[str] = Counter()
    for row in rows:
        opened[row.capability] += row.opened + row.chosen + row.helped
    named = ((name, number) for name, number in opened.items() if name and number)
    return tuple(sorted(named, key=lambda found: (-found[1], found[0])))


def success_of(row: Evidence, weights: Sequence[float]) -> Success:
    """Return successes and trials of a row."""
    paid = attention_paid(row.shown, row.positions, weights)
    answers = row.chosen + row.helped
    trials = max(paid, float(row.opened)) + answers + row.failed
    return Success(row.opened + answers, trials)


def _intents(
    rows: Sequence[Evidence], keys: Mapping[str, str], edges: Iterable[Edge]
) -> dict[str, Intent]:
    """Return the intents by key, those seen most first."""
    by_intent: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_intent[edge.intent].append(edge)
    texts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        texts[keys[row.query]][row.query] += row.opened + row.chosen + row.shown
    intents = []
    for key, found in by_intent.items():
        query = min(texts[key], key=lambda text: (-texts[key][text], text))
        seen = max(*(edge.row.shown for edge in found), sum(edge.row.opened for edge in found))
        ordered = sorted(found, key=lambda edge: (-edge.success.bound, edge.tool))
        intents.append(Intent(key, query, tuple(sorted(texts[key])), seen, tuple(ordered)))
    return {intent.key: intent for intent in sorted(intents, key=lambda one: (-one.seen, one.key))}
