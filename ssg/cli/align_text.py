"""Alignments and proposals of shared ids -> text for a terminal, or JSON."""

import json
from collections.abc import Sequence

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner, Match
from ssg.comparison.suggestions import Suggestion
from ssg.text import count, printable

__all__ = ["alignment_text", "suggestions_text"]

JSON_VERSION = 1
LEAST_LIKELY = 0.3
"""Strength from which matches that a page does not show are listed."""
WIDEST = 60


def alignment_text(a: Tool, b: Tool, aligner: Aligner, style: str) -> str:
    """Write the matches of two tools: those that their page shows, then those that are likely."""
    shown = aligner.align(a.slug, b.slug).both
    likely = [one for one in aligner.likely(a.slug, b.slug) if one.strength >= LEAST_LIKELY]
    if style == "json":
        fields = {
            "schema_version": JSON_VERSION,
            "tools": [a.slug, b.slug],
            "matches": [_fields(a, b, one) for one in shown],
            "likely": [_fields(a, b, one) for one in likely],
        }
        return json.dumps(fields, indent=1) + "\n"
    lines = [f"{count(len(shown), 'match', 'matches')}", *_rows(a, b, shown)]
    if likely:
        lines += ["", f"{len(likely)} likely, not shown on the page", *_rows(a, b, likely)]
    return "\n".join(lines) + "\n"


def _fields(a: Tool, b: Tool, match: Match) -> dict[str, object]:
    first, second = a.capabilities[match.a], b.capabilities[match.b]
    return {
        "a": {"anchor": first.anchor, "title": first.title},
        "b": {"anchor": second.anchor, "title": second.title},
        "strength": match.strength,
        "reason": match.reason,
    }


def _rows(a: Tool, b: Tool, matches: Sequence[Match]) -> list[str]:
    if not matches:
        return []
    cells = [("strength", a.slug, b.slug, "reason")]
    cells += [
        (
            f"{match.strength:.2f}",
            printable(a.capabilities[match.a].title, WIDEST),
            printable(b.capabilities[match.b].title, WIDEST),
            printable(match.reason),
        )
        for match in matches
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def suggestions_text(found: Sequence[Suggestion], catalog: Catalog, style: str) -> str:
    """Write proposals: the id, why, and the text of each capability of the group."""
    tools = {tool.slug: tool for tool in catalog.tools}
    if style == "json":
        groups = [_group_fields(one, tools) for one in found]
        return json.dumps({"schema_version": JSON_VERSION, "suggestions": groups}, indent=1) + "\n"
    blocks = ["\n".join(_block(one, tools)) + "\n" for one in found]
    return "\n".join(blocks) or "nothing to propose\n"


def _group_fields(one: Suggestion, tools: dict[str, Tool]) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "known": one.known,
        "reason": one.reason,
        "strength": one.strength,
        "members": [
            {
                "tool": each.slug,
                "anchor": tools[each.slug].capabilities[each.index].anchor,
                "title": each.title,
                "id": each.id,
                "strength": each.strength,
            }
            for each in one.members
        ],
    }


def _block(one: Suggestion, tools: dict[str, Tool]) -> list[str]:
    kind = "" if one.known else " (new)"
    reason = f"; {printable(one.reason)}" if one.reason else ""
    lines = [f'{one.id}{kind} "{printable(one.name)}"{reason}']
    for each in one.members:
        has = " [has this id]" if each.id else ""
        lines.append(f"  {each.strength:.2f}  {each.slug}: {printable(each.title)}{has}")
        text = tools[each.slug].capabilities[each.index].description
        if text:
            lines.append("        " + printable(" ".join(text.split()), 300))
    return lines
