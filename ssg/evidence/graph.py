"""Rows -> the match graph: intent -> capability -> tool, with counts and rates of success.

An intent is a set of word stems: queries with the same words in another order or form are one
intent. The success of an edge is judged against the attention that its positions get:

    trials    = showings weighted by attention (at least the opens) + chosen + helped + failed
    successes = opened + chosen + helped

Its lower bound is that of Wilson's interval at 95% (Wilson, JASA 22, 1927).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from ssg.catalog import Catalog, Evidence
from ssg.evidence.attention import attention, attention_paid
from ssg.evidence.rows import merge
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["Edge", "Intent", "MatchGraph", "Success", "intent_key", "match_graph", "wilson"]

Z = 1.959963984540054
"""Standard deviations of a two-sided interval of 95%."""


@dataclass(frozen=True, slots=True)
class Success:
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


@dataclass(frozen=True, slots=True)
class Edge:
    """An intent that led to a tool, or to one of its capabilities."""

    intent: str
    """Key of the intent."""
    tool: str
    capability: str
    """Anchor or shared id; empty if the readers named none."""
    row: Evidence
    """Sums over queries and sources; its query and source are empty where several are summed."""
    success: Success


@dataclass(frozen=True, slots=True)
class Intent:
    """Queries of the same words, and the tools that they led to."""

    key: str
    query: str
    """The query that was seen most."""
    seen: int
    """How often it was seen at least."""
    edges: tuple[Edge, ...]
    """Per tool, best lower bound first; without regard to capabilities."""


@dataclass(frozen=True, slots=True)
class MatchGraph:
    """All evidence of a site; false if there is none."""

    attention: tuple[float, ...] = ()
    """By position, as a share of the first; empty if no positions are known."""
    intents: Mapping[str, Intent] = field(default_factory=dict)
    """By key, those seen most first."""
    by_tool: Mapping[str, tuple[Edge, ...]] = field(default_factory=dict)
    """Slug -> edges per intent and capability, most trials first."""
    rows: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def head_to_head(self, a: str, b: str) -> list[tuple[Intent, Edge, Edge]]:
        """Return the intents for which both tools were shown or opened, most trials first."""
        common = []
        for edge in self.by_tool.get(a, ()):
            intent = self.intents[edge.intent]
            ours = [one for one in intent.edges if one.tool == a]
            theirs = [one for one in intent.edges if one.tool == b]
            if theirs and (intent, ours[0], theirs[0]) not in common:
                common.append((intent, ours[0], theirs[0]))
        return sorted(common, key=lambda found: -found[1].success.trials - found[2].success.trials)


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
    rows = catalog.evidence
    if not rows:
        return MatchGraph()
    tokenizer = Tokenizer(table_for(catalog.settings.language))
    keys = {query: intent_key(query, tokenizer) for query in {row.query for row in rows}}
    by_pair = _summed(((keys[row.query], row.tool, ""), row) for row in rows)
    weights = attention(row.positions for row in by_pair.values())
    edges = _edges(by_pair, weights)
    fine = _edges(
        _summed(((keys[row.query], row.tool, row.capability), row) for row in rows), weights
    )
    by_tool: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in fine:
        by_tool[edge.tool].append(edge)
    return MatchGraph(
        attention=weights,
        intents=_intents(rows, keys, edges),
        by_tool={
            slug: tuple(
                sorted(found, key=lambda one: (-one.success.trials, one.intent, one.capability))
            )
            for slug, found in sorted(by_tool.items())
        },
        rows=rows,
    )


def _summed(
    keyed: Iterable[tuple[tuple[str, str, str], Evidence]],
) -> dict[tuple[str, str, str], Evidence]:
    groups: defaultdict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for key, row in keyed:
        groups[key].append(row)
    return {key: reduce(merge, groups[key]) for key in sorted(groups)}


def _edges(summed: Mapping[tuple[str, str, str], Evidence], weights: Sequence[float]) -> list[Edge]:
    return [
        Edge(intent, tool, capability, row, success_of(row, weights))
        for (intent, tool, capability), row in summed.items()
    ]


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
        intents.append(Intent(key, query, seen, tuple(ordered)))
    return {intent.key: intent for intent in sorted(intents, key=lambda one: (-one.seen, one.key))}
