"""A difference -> words for the terminal, for programs, and for the comment on a pull request.

In the JSON object `schema_version` rises when a key changes its meaning or goes; scores are of 100, components of 1.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from ssg.comparison.verdict import VerdictKind
from ssg.review.github_annotations import markdown_text
from ssg.review.site_diff import ComparisonChange, Difference, ScoreChange
from ssg.text import count, printable

__all__ = ["DIFFERENCE_FORMATS"]

JSON_VERSION = 1
SHOWN = 20
"""Lines of each list that people are shown; the JSON has them all."""
LONGEST = 400
"""Most characters shown of one text."""
NOTHING = "Readers see no difference in tools, scores, comparisons or addresses."

Section = tuple[str, str, Sequence[str]]
"""A heading, words below it, and lines."""
Escape = Callable[[str], str]


def as_text(difference: Difference) -> str:
    """Write the difference for the terminal."""
    parts = []
    for heading, words, lines in _sections(difference, _plain):
        parts.append(
            "\n".join(
                [
                    heading,
                    *([f"  {words}"] if words else []),
                    *(f"  - {line}" for line in _first(lines)),
                ]
            )
        )
    return "\n\n".join(parts) or NOTHING


def _plain(text: str) -> str:
    return printable(text, LONGEST)


def as_markdown(difference: Difference) -> str:
    """Write the difference as a comment; nothing that a contributor wrote has a meaning in it."""
    parts = ["### What this change does to the site"]
    for heading, words, lines in _sections(difference, lambda text: markdown_text(text, LONGEST)):
        body = "\n".join(
            [*([words, ""] if words else []), *(f"- {line}" for line in _first(lines))]
        )
        parts.append(f"**{heading}**\n\n{body}")
    return "\n\n".join(parts if len(parts) > 1 else [*parts, NOTHING]) + "\n"


def as_json(difference: Difference) -> str:
    """Write everything as one JSON object."""
    fields = asdict(difference) | {
        "as_of_before": difference.as_of_before.isoformat(),
        "as_of_after": difference.as_of_after.isoformat(),
        "comparisons": [asdict(one) | {"turned": one.turned} for one in difference.comparisons],
    }
    return json.dumps({"schema_version": JSON_VERSION, **fields}, indent=1)


DIFFERENCE_FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""Name of a format -> what writes it."""


def _first(lines: Sequence[str]) -> list[str]:
    more = [f"{len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _sections(difference: Difference, escape: Escape) -> Iterable[Section]:
    """Yield what there is to say, most telling first; `escape` makes somebody's text safe."""
    if difference.settings_changed:
        yield "Configuration", "content/site.yaml says something else; it may touch every page.", ()
    for kind, heading in (
        ("added", "Tools added"),
        ("removed", "Tools removed"),
        ("renamed", "Tools renamed"),
        ("changed", "Tools changed"),
    ):
        lines = [
            line
            for tool in difference.tools
            if tool.kind == kind
            for line in _tool_lines(
                f"{escape(tool.name)} ({tool.was} -> {tool.slug})"
                if tool.was
                else f"{escape(tool.name)} ({tool.slug})",
                [escape(one) for one in tool.changes],
            )
        ]
        if lines:
            yield heading, "", lines
    new = [
        f"{escape(tool.name)}: {escape(claim)}"
        for tool in difference.tools
        for claim in tool.unsourced
    ]
    if new:
        yield "Claims without a source that this adds", "", new
    yield from _score_sections(difference, escape)
    yield from _comparison_sections(difference, escape)
    yield from _address_sections(difference, escape)


def _tool_lines(name: str, changes: Sequence[str]) -> list[str]:
    return [f"{name}: {one}" for one in changes] or [name]


def _score_sections(difference: Difference, escape: Escape) -> Iterable[Section]:
    own = [_score_line(one, escape) for one in difference.scores if one.own]
    others = [_score_line(one, escape) for one in difference.scores if not one.own]
    if own:
        yield "Scores of the tools changed", "", own
    if others:
        later = difference.as_of_before != difference.as_of_after
        why = (
            f"Ages are counted to {difference.as_of_after} in place of {difference.as_of_before}."
            if later
            else ""
        )
        yield f"Whose score moves too: {count(len(others), 'tool')}", why, others


def _score_line(one: ScoreChange, escape: Escape) -> str:
    """Write a score with its place, before and after, and the component that moved it most."""
    place = (
        f"rank {one.place_before} -> {one.place_after}"
        if one.place_before != one.place_after
        else f"rank {one.place_after}"
    )
    moved = one.components[:1]
    why = "".join(
        f"; {part.name} {_value(part.before)} -> {_value(part.after)} ({part.points:+.1f} points)"
        f"{''.join(f', {escape(words)}' for words in part.readings[:2])}"
        for part in moved
    )
    return f"{escape(one.name)}: {_total(one.before)} -> {_total(one.after)}, {place}{why or '; the weights are others'}"


def _total(total: float | None) -> str:
    return "unknown" if total is None else f"{total:.1f}"


def _value(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"


def _comparison_sections(difference: Difference, escape: Escape) -> Iterable[Section]:
    turned = [one for one in difference.comparisons if one.turned]
    if turned:
        yield (
            "Comparisons that change their leader or their verdict",
            "",
            [_turned(one, escape) for one in turned],
        )
    rest = len(difference.comparisons) - len(turned)
    if rest:
        yield (
            "Other comparisons",
            f"{count(rest, 'verdict')} with other figures or reasons, and the same leader.",
            (),
        )


def _turned(one: ComparisonChange, escape: Escape) -> str:
    return (
        f"{one.a} vs {one.b}: {_leader(one.leader_before, one.kind_before)} -> "
        f"{_leader(one.leader_after, one.kind_after)}. {escape(one.after)}"
    )


def _leader(slug: str, kind: VerdictKind) -> str:
    if not slug:
        return "nobody ahead"
    return f"{slug} ahead" if kind is VerdictKind.CLEAR else f"{slug} probably ahead"


def _address_sections(difference: Difference, escape: Escape) -> Iterable[Section]:
    if difference.vanishing:
        yield (
            "Addresses that lead nowhere any more",
            'An alias in the tool\'s file ("aliases") would redirect them.',
            [escape(one) for one in difference.vanishing],
        )
    if difference.moved:
        yield (
            "Pages with another address",
            "The old addresses redirect.",
            [f"{escape(one.before)} -> {escape(one.after)}" for one in difference.moved],
        )
    if difference.appearing:
        yield "Pages that appear", "", [escape(one) for one in difference.appearing]
