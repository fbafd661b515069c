"""Format rankings, score breakdowns and pairs as text tables or JSON."""

import json
import statistics
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.errors import UsageError
from ssg.ranking.pairing import Explanation
from ssg.scores import ComponentScore, Ranking, Score
from ssg.site import Pair
from ssg.text import did_you_mean, printable

__all__ = [
    "breakdown_text",
    "explanation_text",
    "moves_text",
    "pairs_text",
    "ranking_text",
    "uniqueness_text",
]

JSON_VERSION = 1
NO_SCORES = 'this site has no scores ("ranking: none" in content/site.yaml)'
Shares: TypeAlias = Mapping[tuple[str, str], float]


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Align rows in columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def ranking_text(catalog: Catalog, ranking: Ranking, style: str) -> str:
    """Format all scores, best first."""
    if style == "json":
        return json.dumps(
            {
                "schema_version": JSON_VERSION,
                "date": ranking.as_of.isoformat(),
                "tools": [_score_fields(score) for score in ranking.scores],
            },
            indent=1,
        )
    if not catalog.settings.ranking.enabled:
        return NO_SCORES
    names = [component.name for component in ranking.scores[0].components] if ranking.scores else []
    rows = [["#", "slug", "type", "score", "range", *names]]
    types = {tool.slug: tool.type for tool in catalog.tools}
    rows += [
        [
            str(score.place),
            score.slug,
            types[score.slug],
            "-" if score.total is None else f"{score.total:.1f}",
            _range_text(score),
            *(_shown(component.value) for component in score.components),
        ]
        for score in ranking.scores
    ]
    return _columns(rows)


def moves_text(catalog: Catalog, ranking: Ranking, before: Mapping[str, int], style: str) -> str:
    """Format a ranking with the places of each tool before; `+2` is two places up."""
    if style == "json":
        tools = [
            {**_score_fields(score), "place_before": before[score.slug]} for score in ranking.scores
        ]
        content = {"schema_version": JSON_VERSION, "date": ranking.as_of.isoformat()}
        return json.dumps({**content, "tools": tools}, indent=1)
    if not catalog.settings.ranking.enabled:
        return NO_SCORES
    rows = [["#", "before", "move", "slug", "score"]]
    for score in ranking.scores:
        move = before[score.slug] - score.place
        total = "-" if score.total is None else f"{score.total:.1f}"
        shown = f"{move:+d}" if move else "="
        rows.append([str(score.place), str(before[score.slug]), shown, score.slug, total])
    moved = sum(before[score.slug] != score.place for score in ranking.scores)
    return f"{_columns(rows)}\n\n{moved} of {len(ranking.scores)} tools move"


def _range_text(score: Score) -> str:
    if not score.provisional or not score.range:
        return "-"
    return f"{score.range.low}-{score.range.high}, provisional"


def _score_fields(score: Score) -> dict[str, object]:
    return {
        "slug": score.slug,
        "place": score.place,
        "score": score.total,
        "provisional": score.provisional,
        "range": score.range._asdict() if score.range else None,
        "known_weight": score.known_weight,
        "weight": score.weight,
        "components": {
            component.name: {
                "value": component.value,
                "weight": component.weight,
                "points": component.points,
                "given": component.given,
            }
            for component in score.components
        },
    }


def breakdown_text(catalog: Catalog, ranking: Ranking, slug: str, style: str) -> str:
    """Format one score with its components and signals; raise UsageError for an unknown slug."""
    score = next((entry for entry in ranking.scores if entry.slug == slug), None)
    if score is None:
        slugs = [tool.slug for tool in catalog.tools]
        raise UsageError(
            f'unknown tool "{printable(slug)}"; '
            f"{did_you_mean(slug, slugs) or 'run ssg rank for all slugs'}"
        )
    if style == "json":
        return json.dumps(
            {"schema_version": JSON_VERSION, **_score_fields(score), "readings": _readings(score)},
            indent=1,
        )
    if not catalog.settings.ranking.enabled:
        return NO_SCORES
    rows = [["component", "signal", "raw", "value", "weight", "points"]]
    rows += [row for component in score.components for row in _breakdown_rows(component)]
    total = "-" if score.total is None else f"{score.total:.2f}"
    rows.append(["total", "", "", "", f"{score.known_weight:g}", total])
    return "\n".join([_columns(rows), "", *_breakdown_notes(score)])


def _breakdown_notes(score: Score) -> list[str]:
    """Say how much is known, and where the score could lie."""
    notes = [score.coverage]
    if score.provisional:
        notes.append("provisional: less than half of the weight is known")
    if score.range:
        notes.append(
            f"with everything known: between {score.range.low} and {score.range.high}, "
            f"most likely {score.range.centre}"
        )
    return notes


def _readings(score: Score) -> dict[str, list[dict[str, object]]]:
    return {
        component.name: [
            {
                "signal": reading.id,
                "raw": reading.raw,
                "value": reading.value,
                "source": reading.source,
                "weight": reading.weight,
                "points": points,
                **({"stale": reading.stale} if reading.stale else {}),
            }
            for reading, points in zip(component.readings, component.reading_points, strict=True)
        ]
        for component in score.components
    }


def _breakdown_rows(component: ComponentScore) -> list[list[str]]:
    origin = "given in the file" if component.given else "mean of its signals"
    known = component.value is not None
    head = [component.name, origin if known else "unknown: left out", "", _shown(component.value)]
    weight, points = f"{component.weight:g}", f"{component.points:.2f}" if known else "-"
    readings = [
        [
            reading.stale,
            reading.id,
            reading.raw,
            _shown(reading.value),
            f"(x {reading.weight:g})" if reading.stale else "",
            f"({of_signal:.2f})",
        ]
        for reading, of_signal in zip(component.readings, component.reading_points, strict=True)
    ]
    return [[*head, weight, points], *readings]


def pairs_text(pairs: Sequence[Pair], shares: Shares, style: str) -> str:
    """Format the pairs with a page; `shares` are the unique shares of their texts (0-1)."""
    if style == "json":
        return json.dumps(
            {
                "schema_version": JSON_VERSION,
                "pairs": [
                    {
                        "a": pair.a,
                        "b": pair.b,
                        "strength": pair.strength,
                        "unique": round(shares[pair.a, pair.b], 3),
                        "reasons": pair.reasons,
                    }
                    for pair in pairs
                ],
            },
            indent=1,
        )
    if not pairs:
        return "no pairs"
    rows = [["a", "b", "similarity", "unique", "reasons"]]
    for pair in pairs:
        unique, reasons = f"{shares[pair.a, pair.b]:.0%}", "; ".join(pair.reasons)
        rows.append([pair.a, pair.b, f"{pair.strength:.2f}", unique, reasons])
    return _columns(rows)


def uniqueness_text(shares: Shares) -> str:
    """Format the unique share of each comparison page's text, lowest first, and the median."""
    if not shares:
        return "no pairs"
    ordered = sorted(shares.items(), key=lambda item: (item[1], item[0]))
    rows = [[f"{share:.1%}", f"{a}-vs-{b}"] for (a, b), share in ordered]
    return _columns([*rows, [f"{statistics.median(shares.values()):.1%}", "median"]])


def explanation_text(explanation: Explanation, style: str) -> str:
    """Format why two tools have a comparison page, or why not."""
    if style == "json":
        return json.dumps(
            {
                "schema_version": JSON_VERSION,
                "a": explanation.a,
                "b": explanation.b,
                "paired": explanation.paired,
                "reasons": explanation.reasons,
            },
            indent=1,
        )
    verdict = "have a page" if explanation.paired else "have no page"
    return "\n".join(
        [
            f"{explanation.a} and {explanation.b} {verdict}:",
            *(f"- {reason}" for reason in explanation.reasons),
        ]
    )
