"""Rankings, receipts and pairs -> text for a terminal, or JSON."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.errors import UsageError
from ssg.ranking.pairing import Explanation
from ssg.scores import ComponentScore, Ranking, Score
from ssg.site import Pair
from ssg.text import did_you_mean, printable

__all__ = ["explanation_text", "pairs_text", "ranking_text", "receipt_text", "uniqueness_text"]

JSON_VERSION = 1
NO_SCORES = 'this site has no scores ("ranking: none" in content/site.yaml)'
Shares: TypeAlias = Mapping[tuple[str, str], float]


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns, each as wide as its longest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def ranking_text(catalog: Catalog, ranking: Ranking, style: str) -> str:
    """Write all scores, best first."""
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
        "range": asdict(score.range) if score.range else None,
        "known_weight": score.known_weight,
        "weight": score.weight,
        "components": {
            one.name: {
                "value": one.value,
                "weight": one.weight,
                "points": one.points,
                "given": one.given,
            }
            for one in score.components
        },
    }


def receipt_text(catalog: Catalog, ranking: Ranking, slug: str, style: str) -> str:
    """Write one score with everything that it is made of; raise UsageError for a slug that is none."""
    score = next((one for one in ranking.scores if one.slug == slug), None)
    if score is None:
        slugs = [tool.slug for tool in catalog.tools]
        raise UsageError(
            f'there is no tool "{printable(slug)}"; {did_you_mean(slug, slugs) or "see ssg rank for all slugs"}'
        )
    if style == "json":
        return json.dumps(
            {"schema_version": JSON_VERSION, **_score_fields(score), "readings": _readings(score)},
            indent=1,
        )
    if not catalog.settings.ranking.enabled:
        return NO_SCORES
    rows = [["component", "signal", "raw", "value", "weight", "points"]]
    rows += [row for component in score.components for row in _receipt_rows(component)]
    total = "-" if score.total is None else f"{score.total:.2f}"
    rows.append(["total", "", "", "", f"{score.known_weight:g}", total])
    return "\n".join([_columns(rows), "", *_receipt_notes(score)])


def _receipt_notes(score: Score) -> list[str]:
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
            {"signal": one.id, "raw": one.raw, "value": one.value, "source": one.source}
            for one in component.readings
        ]
        for component in score.components
    }


def _receipt_rows(component: ComponentScore) -> list[list[str]]:
    origin = "given in the file" if component.given else "mean of its signals"
    known = component.value is not None
    head = [component.name, origin if known else "unknown: left out", "", _shown(component.value)]
    weight, points = f"{component.weight:g}", f"{component.points:.2f}" if known else "-"
    readings = [
        ["", reading.id, reading.raw, _shown(reading.value), "", ""]
        for reading in component.readings
    ]
    return [[*head, weight, points], *readings]


def pairs_text(pairs: Sequence[Pair], shares: Shares, style: str) -> str:
    """Write the pairs that have a page; `shares` says how much of each page's text, 0 to 1, no sibling page has."""
    if style == "json":
        return json.dumps(
            {
                "schema_version": JSON_VERSION,
                "pairs": [
                    {
                        "a": one.a,
                        "b": one.b,
                        "strength": one.strength,
                        "unique": round(shares[one.a, one.b], 3),
                        "reasons": one.reasons,
                    }
                    for one in pairs
                ],
            },
            indent=1,
        )
    if not pairs:
        return "no pairs"
    return _columns(
        [
            ["a", "b", "alike", "unique", "why"],
            *(
                [
                    one.a,
                    one.b,
                    f"{one.strength:.2f}",
                    f"{shares[one.a, one.b]:.0%}",
                    "; ".join(one.reasons),
                ]
                for one in pairs
            ),
        ]
    )


def uniqueness_text(shares: Shares) -> str:
    """Write how much of each versus page's text no sibling page has, least first, and the median."""
    if not shares:
        return "no pairs"
    ordered = sorted(shares.items(), key=lambda one: (one[1], one[0]))
    rows = [[f"{share:.1%}", f"{a}-vs-{b}"] for (a, b), share in ordered]
    return _columns([*rows, [f"{statistics.median(shares.values()):.1%}", "is the median"]])


def explanation_text(explanation: Explanation, style: str) -> str:
    """Write why two tools have a page together, or not."""
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
