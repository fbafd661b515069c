"""Format rankings, score breakdowns and pairs as text tables or JSON."""

import json
import statistics
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.errors import UsageError
from ssg.ranking.pairing import Explanation
from ssg.scores import ComponentScore, Ranking, Score
from ssg.settings import COMPONENTS
from ssg.site import Pair
from ssg.text import did_you_mean, printable

__all__ = ["breakdown_text", "explanation_text", "pairs_text", "ranking_text", "uniqueness_text"]

JSON_VERSION = 1
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
    rows = [["#", "slug", "type", "score", *COMPONENTS]]
    types = {tool.slug: tool.type for tool in catalog.tools}
    rows += [
        [
            str(score.place),
            score.slug,
            types[score.slug],
            "-" if score.total is None else f"{score.total:.1f}",
            *(_shown(component.value) for component in score.components),
        ]
        for score in ranking.scores
    ]
    return _columns(rows)


def _score_fields(score: Score) -> dict[str, object]:
    return {
        "slug": score.slug,
        "place": score.place,
        "score": score.total,
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
    rows = [["component", "signal", "raw", "value", "weight", "points"]]
    rows += [row for component in score.components for row in _breakdown_rows(component)]
    known = f"{score.known} of {len(score.components)} components known"
    total = "-" if score.total is None else f"{score.total:.2f}"
    rows.append(["total", known, "", "", "", total])
    return _columns(rows)


def _readings(score: Score) -> dict[str, list[dict[str, object]]]:
    return {
        component.name: [
            {
                "signal": reading.id,
                "raw": reading.raw,
                "value": reading.value,
                "source": reading.source,
            }
            for reading in component.readings
        ]
        for component in score.components
    }


def _breakdown_rows(component: ComponentScore) -> list[list[str]]:
    origin = (
        "given in the file"
        if component.given
        else ""
        if component.value is not None
        else "unknown: not counted"
    )
    rows = [
        [
            component.name,
            origin,
            "",
            _shown(component.value),
            f"{component.weight:g}",
            f"{component.points:.2f}",
        ]
    ]
    unused = " (not counted)" if component.given else ""
    return rows + [
        ["", reading.id + unused, reading.raw, _shown(reading.value), "", ""]
        for reading in component.readings
    ]


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
