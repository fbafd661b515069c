"""Evidence on pages: the searches that led to a tool, to a capability, or to another tool."""

import math
from collections import defaultdict
from typing import NamedTuple

from ssg.catalog import Evidence
from ssg.comparison.query_matches import QueryMatches
from ssg.evidence.graph import Edge, Intent
from ssg.evidence.rows import OUTCOMES, counts_of
from ssg.messages import gettext_noop
from ssg.views.context import Context
from ssg.views.once import once
from ssg.views.page_head import Link

__all__ = [
    "CapabilityEvidence",
    "CapabilitySearch",
    "HeadToHeadView",
    "SearchRow",
    "ToolEvidence",
    "VersusEvidence",
    "asked_capability",
    "by_capability",
    "capability_evidence",
    "tool_evidence",
    "versus_evidence",
]

OUTCOME_TEXTS = {
    "chosen": gettext_noop("chosen {number}"),
    "helped": gettext_noop("helped {number}"),
    "failed": gettext_noop("failed {number}"),
}
SEARCHES_SHOWN = 10
DUELS_SHOWN, LEADS_SHOWN = 8, 5
PER_CAPABILITY = 3


class SearchRow(NamedTuple):
    """A search that led to a tool."""

    query: str
    """The query that was seen most among those of the same words."""
    shown: str
    opened: str
    others: str
    """Other outcomes, such as `chosen 3, failed 1`; may be empty."""
    success: str
    """Lower bound of the success rate, in percent."""
    trials: str
    """What the rate is out of: showings weighted by position, and other outcomes."""
    capability: Link | None
    """The capability that it asked for, if known."""
    inferred: bool
    """Whether the capability follows from the words of the query."""


class ToolEvidence(NamedTuple):
    """Searches that led to a tool."""

    rows: tuple[SearchRow, ...]
    """Those with most trials."""
    total: int
    """How many there are."""
    period: str


class CapabilitySearch(NamedTuple):
    """A search that led to tools with a shared capability."""

    query: str
    tools: tuple[tuple[Link, SearchRow], ...]
    """The tools that it led to, best first."""


class CapabilityEvidence(NamedTuple):
    """Searches that a shared capability serves."""

    rows: tuple[CapabilitySearch, ...]
    """Those with most trials."""
    total: int
    """How many there are."""
    period: str


class HeadToHeadView(NamedTuple):
    """A search for which both tools were shown or opened."""

    query: str
    a: SearchRow
    b: SearchRow


class VersusEvidence(NamedTuple):
    """Searches that led to two tools."""

    duels: tuple[HeadToHeadView, ...]
    only: tuple[tuple[SearchRow, ...], tuple[SearchRow, ...]]
    """Searches that led to one side and not to the other."""
    period: str


def tool_evidence(context: Context, slug: str) -> ToolEvidence | None:
    """Return the searches that led to a tool; None without evidence."""
    edges = context.graph().by_tool.get(slug, ())
    if not edges:
        return None
    rows = tuple(_row(context, edge) for edge in edges[:SEARCHES_SHOWN])
    return ToolEvidence(rows, len(edges), _period(context, [edge.row for edge in edges]))


def versus_evidence(context: Context, a: str, b: str) -> VersusEvidence | None:
    """Return the searches that led to either tool; None without evidence."""
    graph = context.graph()
    sides = graph.by_tool.get(a, ()), graph.by_tool.get(b, ())
    if not sides[0] and not sides[1]:
        return None
    duels = graph.head_to_head(a, b)
    common = {intent.key for intent, _, _ in duels}
    first, second = (
        tuple(
            _row(context, edge)
            for edge in [edge for edge in side if edge.intent not in common][:LEADS_SHOWN]
        )
        for side in sides
    )
    return VersusEvidence(
        duels=tuple(
            HeadToHeadView(intent.query, _row(context, ours), _row(context, theirs))
            for intent, ours, theirs in duels[:DUELS_SHOWN]
        ),
        only=(first, second),
        period=_period(context, [edge.row for side in sides for edge in side]),
    )


def by_capability(context: Context, slug: str) -> dict[int, tuple[SearchRow, ...]]:
    """Return index of a capability -> the searches that it serves, those of most trials first."""
    found: defaultdict[int, list[SearchRow]] = defaultdict(list)
    for edge in context.graph().by_tool.get(slug, ()):
        place, _ = asked_capability(context, edge)
        if place is not None and len(found[place]) < PER_CAPABILITY:
            found[place].append(_row(context, edge))
    return {place: tuple(rows) for place, rows in found.items()}


def capability_evidence(context: Context, name: str) -> CapabilityEvidence | None:
    """Return the searches that a shared capability serves; None without any."""
    edges: defaultdict[str, list[Edge]] = defaultdict(list)
    for slug in dict.fromkeys(slug for slug, _ in context.capable()[name]):
        capabilities = context.tools[slug].capabilities
        for edge in context.graph().by_tool.get(slug, ()):
            place, _ = asked_capability(context, edge)
            if place is not None and capabilities[place].id == name:
                edges[edge.intent].append(edge)
    if not edges:
        return None
    trials = {
        intent: math.fsum(edge.success.trials for edge in led) for intent, led in edges.items()
    }
    intents = sorted(edges, key=lambda intent: (-trials[intent], intent))
    return CapabilityEvidence(
        rows=tuple(_capability_search(context, edges[one]) for one in intents[:SEARCHES_SHOWN]),
        total=len(intents),
        period=_period(context, [edge.row for led in edges.values() for edge in led]),
    )


def _capability_search(context: Context, edges: list[Edge]) -> CapabilitySearch:
    best_first = sorted(edges, key=lambda edge: (-edge.success.bound, edge.tool))
    return CapabilitySearch(
        query=context.graph().intents[edges[0].intent].query,
        tools=tuple((context.tool_link(edge.tool), _row(context, edge)) for edge in best_first),
    )


def _row(context: Context, edge: Edge) -> SearchRow:
    place, inferred = asked_capability(context, edge)
    capability, number = None, context.messages.number
    if place is not None:
        chosen = context.tools[edge.tool].capabilities[place]
        href = context.href(context.addresses.tool(edge.tool))
        capability = Link(chosen.title, f"{href}#c-{chosen.anchor}")
    return SearchRow(
        query=context.graph().intents[edge.intent].query,
        shown=number(edge.row.shown) if edge.row.shown else "",
        opened=number(edge.row.opened),
        others=_others(context, edge.row),
        success=context.messages.percent(edge.success.bound),
        trials=number(round(edge.success.trials, 1)),
        capability=capability,
        inferred=inferred,
    )


def asked_capability(context: Context, edge: Edge) -> tuple[int | None, bool]:
    """Return the index of the capability of a search, and whether it is inferred from its words.

    It is the capability that was opened most, or else the one that the query asks for.
    """
    capabilities = context.tools[edge.tool].capabilities
    for name, _ in edge.capabilities:
        for place, capability in enumerate(capabilities):
            if name in {capability.anchor, capability.id}:
                return place, False
    intent: Intent = context.graph().intents[edge.intent]
    return _query_matches(context).best(edge.tool, intent.query), True


@once
def _query_matches(context: Context) -> QueryMatches:
    """Return the likeness of the recorded queries to capabilities."""
    if context.original:
        return _query_matches(context.original)
    queries = sorted({intent.query for intent in context.graph().intents.values()})
    return QueryMatches(context.site.catalog, context.aligner.vectors, queries)


def _others(context: Context, row: Evidence) -> str:
    counts = zip(OUTCOMES[2:], counts_of(row)[2:], strict=True)
    known = [
        context.gettext(OUTCOME_TEXTS[name], number=context.messages.number(times))
        for name, times in counts
        if times
    ]
    return context.messages.join(known)


def _period(context: Context, rows: list[Evidence]) -> str:
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    days = [context.messages.day(day) for day in (first, last)]
    if first == last:
        return context.gettext("on {day}", day=days[0])
    return context.gettext("from {first} to {last}", first=days[0], last=days[1])
