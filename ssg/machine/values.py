"""The content as JSON values: a tool's file, its score with the receipt, comparisons.

The keys of a file are those of `ssg.fields`; empty values are left out.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TypeAlias

from ssg.catalog import PricingModel, Signal, Tool
from ssg.comparison.verdict import Comparison, compare
from ssg.evidence.graph import Edge
from ssg.evidence.match_values import match_values
from ssg.evidence.rows import OUTCOMES, counts_of
from ssg.fields import Key, Kind, declared_keys, record_in
from ssg.json_value import Json
from ssg.scores import ComponentScore, Score, SignalReading
from ssg.views import Context
from ssg.views.alternatives import nearest_first
from ssg.views.browser_comparison import comparison_basis
from ssg.views.evidence import asked_capability
from ssg.views.once import once_for_each
from ssg.views.versus_reasons import decision

__all__ = [
    "comparison_value",
    "link_value",
    "score_value",
    "summary_value",
    "tool_value",
]

DIGITS = 6
"""Decimals of computed numbers: more depend on the processor."""
SEARCHES_LISTED = 100
"""Recorded searches in the document of a tool."""

Object: TypeAlias = "dict[str, Json]"


def _file_value(record: object) -> Object:
    """Return the declared keys of a record that are not empty, in the order of the declaration."""
    record_type: type = type(record)
    value: Object = {}
    for name, read, convert in _steps(record_type):
        held = read(record)
        if held is None or held in ((), ""):
            continue
        converted = convert(held)
        if converted != {}:
            value[name] = converted
    return value


@cache
def _steps(
    record: type,
) -> tuple[tuple[str, Callable[[object], object], Callable[[object], Json]], ...]:
    """Return for each declared key how to read and to convert its value."""
    return tuple(
        (name, attrgetter(name), _conversion(key, annotation))
        for name, (key, annotation) in declared_keys(record).items()
    )


def _conversion(key: Key, annotation: object) -> Callable[[object], Json]:
    nested = key.kind is Kind.RECORD and record_in(annotation) is not None
    if key.by_name:
        return _named_records if nested else _named_values
    if str(annotation).startswith("tuple["):
        return _records if nested else _plain
    return _file_value if nested else _plain


def _records(held: object) -> Json:
    return [_file_value(record) for record in held] if isinstance(held, tuple) else None


def _named_records(held: object) -> Json:
    """Return signals by their ids: the only records that are written by name."""
    records = held if isinstance(held, tuple) else ()
    return {record.id: _file_value(record) for record in records if isinstance(record, Signal)}


def _named_values(held: object) -> Json:
    return {name: _plain(value) for name, value in held} if isinstance(held, tuple) else None


def _plain(held: object) -> Json:
    """Return text, numbers, booleans and lists as they are, and days and enumerations as text."""
    if isinstance(held, tuple):
        return [str(entry) for entry in held]
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, (bool, int, float)):
        return held
    return str(held)


def tool_value(context: Context, slug: str) -> Object:
    """Return everything that the site has about a tool."""
    tool = context.tools[slug]
    value: Object = {
        "slug": slug,
        "url": _url(context, context.addresses.tool(slug)),
        "file": {
            **_file_value(tool),
            "summary": tool.summary,  # empty where an import wrote a set phrase
            **({"claims": _claims(tool)} if tool.claims else {}),
        },
    }
    if tool.screenshots:
        value["screenshots"] = [
            {
                **_file_value(shot),
                "url": _url(context, shot.file),
                "width": shot.width,
                "height": shot.height,
            }
            for shot in tool.screenshots
        ]
    if context.site.settings.ranking.enabled:
        value["score"] = score_value(context.scores[slug])
    if slug in context.graph().by_tool:
        value["evidence"] = _evidence(context, slug)
    value["comparisons"] = [
        {
            **link_value(context, other),
            "comparison": _url(context, context.addresses.versus(slug, other)),
            "reasons": list(reasons),
        }
        for other, reasons in zip(context.partners(slug), context.table.reasons(slug), strict=True)
    ]
    value["alternatives"] = [
        {**link_value(context, other.slug), "in_common": list(reasons)}
        for other, reasons in nearest_first(context, slug)
    ]
    value["basis"] = comparison_basis(context, slug)
    return value


def _evidence(context: Context, slug: str) -> Object:
    """Return the recorded searches that led to a tool, and what the score counts of them."""
    edges = context.graph().by_tool[slug]
    counted = match_values(context.graph()).get(slug)
    value: Object = {
        "from": min(edge.row.first for edge in edges).isoformat(),
        "to": max(edge.row.last for edge in edges).isoformat(),
        "total": len(edges),
        "searches": [_search(context, edge) for edge in edges[:SEARCHES_LISTED]],
    }
    if counted:
        value["counted"] = {
            "successes": _rounded(counted.successes),
            "trials": _rounded(counted.trials),
            "base_rate": _rounded(counted.base_rate),
            "rate": _rounded(counted.rate),
            "value": _rounded(counted.value),
            "sources": [
                {
                    "source": share.source,
                    "successes": share.success.successes,
                    "trials": _rounded(share.success.trials),
                    "counted": _rounded(share.counted),
                }
                for share in counted.sources
            ],
        }
    return value


def _search(context: Context, edge: Edge) -> Object:
    """Return a recorded search, with its counts and the lower bound of its rate of success."""
    place, inferred = asked_capability(context, edge)
    capability: Object = {}
    if place is not None:
        anchor = context.tools[edge.tool].capabilities[place].anchor
        capability = {"capability": anchor, "inferred": inferred}
    return {
        "query": context.graph().intents[edge.intent].query,
        **dict(zip(OUTCOMES, counts_of(edge.row), strict=True)),
        "successes": edge.success.successes,
        "trials": _rounded(edge.success.trials),
        "rate_at_least": _rounded(edge.success.bound),
        **capability,
    }


def _claims(tool: Tool) -> list[Json]:
    """Return the sources of single values, with the path of each as in `attributes.gpu`."""
    return [
        {"path": ".".join(map(str, claim.keys)), **_file_value(claim.based_on)}
        for claim in tool.claims
    ]


def score_value(score: Score) -> Object:
    """Return a score with its receipt."""
    bounds = score.range
    return {
        "shown": score.shown,
        "total": _rounded(score.total),
        "place": score.place if score.total is not None else None,
        "provisional": score.provisional,
        "range": [bounds.low, bounds.centre, bounds.high] if bounds else None,
        "known_weight": _rounded(score.known_weight),
        "weight": _rounded(score.weight),
        "components": [_component(component) for component in score.components],
    }


def _component(component: ComponentScore) -> Object:
    readings = zip(component.readings, component.reading_points, strict=True)
    return {
        "id": component.name,
        "label": component.label,
        "value": _rounded(component.value),
        "weight": component.weight,
        "points": _rounded(component.points),
        "most": _rounded(component.most),
        "given": component.given,
        "readings": [_reading(reading, points) for reading, points in readings],
    }


def _reading(reading: SignalReading, points: float) -> Object:
    return {
        "id": reading.id,
        "label": reading.label,
        "raw": reading.raw,
        "value": _rounded(reading.value),
        "weight": reading.weight,
        "points": _rounded(points),
        **({"stale": reading.stale} if reading.stale else {}),
        **({"source": reading.source} if reading.source else {}),
        **({"measured": reading.measured.isoformat()} if reading.measured else {}),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def summary_value(context: Context, tool: Tool) -> Object:
    """Return a tool in a list, with the URL of its own document."""
    known: Mapping[str, Json] = {
        "license": tool.license,
        "pricing": "" if tool.pricing.model is PricingModel.UNKNOWN else tool.pricing.model.value,
        "status": tool.status.value if tool.status else "",
        "updated": tool.updated.isoformat() if tool.updated else "",
    }
    value: Object = {
        **link_value(context, tool.slug),
        "type": tool.type,
        "summary": tool.summary,
        "categories": list(tool.categories),
        **{key: text for key, text in known.items() if text},
    }
    if context.site.settings.ranking.enabled:
        score = context.scores[tool.slug]
        value["score"] = _rounded(score.total)
        value["provisional"] = score.provisional
    value["api"] = _url(context, context.addresses.api(f"tools/{tool.slug}"))
    return value


@once_for_each
def link_value(context: Context, slug: str) -> Object:
    """Return slug, name and URL of a tool; the same object each time, not to be changed."""
    return {
        "slug": slug,
        "name": context.tools[slug].name,
        "url": _url(context, context.addresses.tool(slug)),
    }


def comparison_value(context: Context, a: str, b: str) -> Object:
    """Return the comparison of two tools that are paired, as its page has it."""
    pair = context.pairs[a, b]
    sides = context.side(a), context.side(b)
    comparison = compare(*sides, context.aligner.align(a, b), context.site.settings)
    rules, verdict = decision(context, a, b), comparison.verdict
    slugs: Mapping[str, Json] = {"a": a, "b": b, "": None}
    return {
        "url": _url(context, context.addresses.versus(a, b)),
        "tools": [link_value(context, a), link_value(context, b)],
        "reasons": list(pair.reasons),
        "verdict": {
            "kind": verdict.kind.value,
            "ahead": slugs[verdict.ahead],
            "sentences": list(verdict.sentences),
        },
        "choose": [[rule.text for rule in rules.a], [rule.text for rule in rules.b]],
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "values": [
                    row.a.text if row.a.known else None,
                    row.b.text if row.b.known else None,
                ],
                "better": slugs[row.better],
                "notes": list(row.notes),
            }
            for row in comparison.rows
        ],
        **_aligned(comparison),
    }


def _aligned(comparison: Comparison) -> Object:
    """Return the titles of the capabilities of both, and of those listed for one side alone."""
    a, b = comparison.a.tool.capabilities, comparison.b.tool.capabilities
    alignment, only = comparison.alignment, comparison.only
    return {
        "both": [
            {
                "titles": [a[match.a].title, b[match.b].title],
                "reason": match.reason,
                "strength": _rounded(match.strength),
            }
            for match in alignment.both
        ],
        "only": [
            [a[index].title for index in only[0]],
            [b[index].title for index in only[1]],
        ],
    }


def _url(context: Context, address: str) -> str:
    return context.addresses.absolute(address)
