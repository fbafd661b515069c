"""Formats of a site diff: text, JSON, and Markdown for a pull request comment.

The JSON object has `schema_version`, which is raised when a key is removed or changes its meaning.
Scores are from 0 to 100, components from 0 to 1.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from ssg.comparison.verdict import VerdictKind
from ssg.review.github_annotations import markdown_text
from ssg.review.site_diff import ComparisonChange, ScoreChange, SiteDiff
from ssg.review.tool_diff import ToolChange
from ssg.text import count, printable

__all__ = ["DIFF_FORMATS"]

JSON_VERSION = 1
MAX_LINES = 20
"""Lines shown of each section in text and Markdown; the JSON object is complete."""
MAX_TEXT = 400
"""Characters shown of a text from the content."""
NO_DIFFERENCES = "No differences in tools, scores, comparisons or addresses."
TOOL_HEADINGS = {
    "added": "Tools added",
    "removed": "Tools removed",
    "renamed": "Tools renamed",
    "changed": "Tools changed",
}

Escape = Callable[[str], str]
"""Makes a text from the content safe for the output format."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with an optional note and list."""

    heading: str
    note: str = ""
    lines: Sequence[str] = ()

    def shown_lines(self) -> list[str]:
        """Return at most `MAX_LINES` lines, and the number of the rest."""
        rest = len(self.lines) - MAX_LINES
        return [*self.lines[:MAX_LINES], *([f"{rest} more"] if rest > 0 else [])]


def as_text(diff: SiteDiff) -> str:
    """Format a diff for the terminal."""
    parts = []
    for section in _sections(diff, lambda text: printable(text, MAX_TEXT)):
        note = [f"  {section.note}"] if section.note else []
        lines = [f"  - {line}" for line in section.shown_lines()]
        parts.append("\n".join([section.heading, *note, *lines]))
    return "\n\n".join(parts) or NO_DIFFERENCES


def as_markdown(diff: SiteDiff) -> str:
    """Format a diff as a comment; texts from the content are escaped."""
    parts = []
    for section in _sections(diff, lambda text: markdown_text(text, MAX_TEXT)):
        note = [section.note, ""] if section.note else []
        body = "\n".join([*note, *(f"- {line}" for line in section.shown_lines())])
        parts.append(f"**{section.heading}**\n\n{body}")
    return "\n\n".join(["### Effects of this change", *(parts or [NO_DIFFERENCES])]) + "\n"


def as_json(diff: SiteDiff) -> str:
    """Format a diff as one JSON object."""
    fields = asdict(diff) | {
        "as_of_before": diff.as_of_before.isoformat(),
        "as_of_after": diff.as_of_after.isoformat(),
        "comparisons": [asdict(change) | {"turned": change.turned} for change in diff.comparisons],
    }
    return json.dumps({"schema_version": JSON_VERSION, **fields}, indent=1)


DIFF_FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""Format name -> function that formats a diff."""


def _sections(diff: SiteDiff, escape: Escape) -> Iterator[_Section]:
    """Yield the sections that are not empty, most important first."""
    if diff.settings_changed:
        yield _Section("Configuration", "content/site.yaml changed; this may affect every page.")
    yield from _tool_sections(diff, escape)
    yield from _score_sections(diff, escape)
    yield from _comparison_sections(diff, escape)
    yield from _address_sections(diff, escape)


def _tool_sections(diff: SiteDiff, escape: Escape) -> Iterator[_Section]:
    for kind, heading in TOOL_HEADINGS.items():
        changes = [change for change in diff.tools if change.kind == kind]
        if changes:
            lines = [line for change in changes for line in _tool_lines(change, escape)]
            yield _Section(heading, lines=lines)
    claims = [
        f"{escape(change.name)}: {escape(claim)}"
        for change in diff.tools
        for claim in change.unsourced
    ]
    if claims:
        yield _Section("New claims without a source", lines=claims)


def _tool_lines(change: ToolChange, escape: Escape) -> list[str]:
    slugs = f"{change.was} -> {change.slug}" if change.was else change.slug
    name = f"{escape(change.name)} ({slugs})"
    return [f"{name}: {escape(detail)}" for detail in change.changes] or [name]


def _score_sections(diff: SiteDiff, escape: Escape) -> Iterator[_Section]:
    own = [_score_line(change, escape) for change in diff.scores if change.own]
    others = [_score_line(change, escape) for change in diff.scores if not change.own]
    if own:
        yield _Section("Scores of the changed tools", lines=own)
    if others:
        note = (
            f"The reference date changes from {diff.as_of_before} to {diff.as_of_after}."
            if diff.as_of_before != diff.as_of_after
            else ""
        )
        yield _Section(f"Scores of other tools: {count(len(others), 'change')}", note, others)


def _score_line(change: ScoreChange, escape: Escape) -> str:
    """Format score and rank before and after, with the component that changed most."""
    rank = (
        f"rank {change.place_before} -> {change.place_after}"
        if change.place_before != change.place_after
        else f"rank {change.place_after}"
    )
    reason = "; only the weights changed"
    if change.components:
        part = change.components[0]
        values = f"{_format(part.before, 2)} -> {_format(part.after, 2)}"
        readings = "".join(f", {escape(reading)}" for reading in part.readings[:2])
        reason = f"; {part.name} {values} ({part.points:+.1f} points){readings}"
    scores = f"{_format(change.before, 1)} -> {_format(change.after, 1)}"
    return f"{escape(change.name)}: {scores}, {rank}{reason}"


def _format(value: float | None, decimals: int) -> str:
    return "unknown" if value is None else f"{value:.{decimals}f}"


def _comparison_sections(diff: SiteDiff, escape: Escape) -> Iterator[_Section]:
    turned = [change for change in diff.comparisons if change.turned]
    if turned:
        lines = [_comparison_line(change, escape) for change in turned]
        yield _Section("Comparisons with another leader or verdict", lines=lines)
    rest = len(diff.comparisons) - len(turned)
    if rest:
        note = f"{count(rest, 'verdict')} with other figures or reasons, but the same leader."
        yield _Section("Other comparisons", note)


def _comparison_line(change: ComparisonChange, escape: Escape) -> str:
    before = _leader(change.leader_before, change.kind_before)
    after = _leader(change.leader_after, change.kind_after)
    return f"{change.a} vs {change.b}: {before} -> {after}. {escape(change.after)}"


def _leader(slug: str, kind: VerdictKind) -> str:
    if not slug:
        return "no leader"
    return f"{slug} ahead" if kind is VerdictKind.CLEAR else f"{slug} probably ahead"


def _address_sections(diff: SiteDiff, escape: Escape) -> Iterator[_Section]:
    if diff.vanishing:
        note = 'To redirect them, add "aliases" to the tool\'s file.'
        yield _Section("Dead addresses", note, [escape(address) for address in diff.vanishing])
    if diff.moved:
        lines = [f"{escape(page.before)} -> {escape(page.after)}" for page in diff.moved]
        yield _Section("Moved pages", "The old addresses redirect.", lines)
    if diff.appearing:
        yield _Section("New pages", lines=[escape(address) for address in diff.appearing])
