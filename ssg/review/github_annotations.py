"""GitHub workflow annotations, and the Markdown table of a step summary.

Everything that contributors wrote is escaped: it cannot end a workflow command or one of its
properties, and it has no meaning in Markdown.
"""

import re
from collections.abc import Sequence

from ssg.errors import Problem, ReportContext, Severity
from ssg.text import count, printable

__all__ = ["as_annotations", "markdown_text", "step_summary"]

MAX_ANNOTATIONS = 10
"""GitHub shows ten annotations of each severity per step and silently drops the rest."""
MAX_ROWS = 150
"""Rows of the table; GitHub's limit for a summary is 1 MiB, and a row has at most 6 KB."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MARKDOWN_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


def as_annotations(problems: Sequence[Problem], context: ReportContext) -> str:
    """Format workflow commands: at most ten per severity, changed files first, and the rest."""
    lines = []
    for severity in Severity:
        ordered = _changed_first(
            [problem for problem in problems if problem.severity is severity], context
        )
        lines += [_annotation(problem, context) for problem in ordered[:MAX_ANNOTATIONS]]
        rest = len(ordered) - MAX_ANNOTATIONS
        if rest > 0:
            lines.append(
                f'{count(rest, f"more {severity}")}: see the step summary or run "ssg check"'
            )
    return "\n".join(lines)


def _changed_first(problems: Sequence[Problem], context: ReportContext) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.file not in context.changed)


def _annotation(problem: Problem, context: ReportContext) -> str:
    file = _property(context.folder + problem.file)
    location = f"file={file},line={problem.line},col={problem.column}"
    return f"::{COMMANDS[problem.severity]} {location},title={problem.code}::{_data(problem.text)}"


def _data(text: str) -> str:
    """Escape the data of a command; `printable` has already escaped line breaks."""
    return printable(text, 2_000).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(problems: Sequence[Problem], context: ReportContext, counts: str) -> str:
    """Format a Markdown table of all problems, sorted by severity, changed files first.

    `counts` is the text of the heading.
    """
    lines = [f"### Content: {counts}", ""]
    ordered = [
        problem
        for severity in Severity
        for problem in _changed_first(
            [problem for problem in problems if problem.severity is severity], context
        )
    ]
    if ordered:
        lines += ["| | where | what | code |", "|---|---|---|---|"]
        lines += [_row(problem, context) for problem in ordered[:MAX_ROWS]]
    if len(ordered) > MAX_ROWS:
        lines += ["", f"{count(len(ordered) - MAX_ROWS, 'more problem')}."]
    return "\n".join(lines) + "\n"


def _row(problem: Problem, context: ReportContext) -> str:
    where = f"{printable(context.folder + problem.file, 300)}:{problem.line}:{problem.column}"
    what = markdown_text(problem.text)
    return f"| {problem.severity} | {markdown_text(where)} | {what} | {problem.code} |"


def markdown_text(text: str, limit: int = 300) -> str:
    """Escape text for Markdown: no markup, HTML, links, mentions or issue references.

    A zero-width space after `@` and `#` prevents mentions and references.
    """

    def entity(special: re.Match[str]) -> str:
        character = special.group()
        return f"&#{ord(character)};" + ("\u200b" if character in "@#" else "")

    return MARKDOWN_SPECIAL.sub(entity, printable(text, limit))
