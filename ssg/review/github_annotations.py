"""Problems -> annotations beside the lines of a pull request, and the table in a step's summary.

Whatever comes from a contributor is data in both: in an annotation no character of it can end a property or a command, and
in Markdown no character of it has a meaning.
"""

import re
from collections.abc import Sequence

from ssg.errors import Problem, ReportContext, Severity
from ssg.text import count, printable

__all__ = ["as_annotations", "markdown_text", "step_summary"]

SHOWN = 10
"""GitHub shows ten annotations of each severity in a step and drops the rest without a word."""
ROWS = 150
"""Rows of the table; GitHub takes a summary of 1 MiB, and the worst row has 6 KB."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


def as_annotations(problems: Sequence[Problem], origin: ReportContext) -> str:
    """Write workflow commands: of each severity the first ten, those in changed files first, and how many more there are."""
    lines = []
    for severity in Severity:
        found = _changed_first(
            [problem for problem in problems if problem.severity is severity], origin
        )
        lines += [_annotation(problem, origin) for problem in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(
                f'{len(found) - SHOWN} more {severity}s: the summary of this step and "ssg check" show them all'
            )
    return "\n".join(lines)


def _changed_first(problems: Sequence[Problem], origin: ReportContext) -> list[Problem]:
    return sorted(problems, key=lambda one: one.file not in origin.changed)


def _annotation(problem: Problem, origin: ReportContext) -> str:
    place = (
        f"file={_property(origin.folder + problem.file)},line={problem.line},col={problem.column}"
    )
    words = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return f"::{COMMANDS[problem.severity]} {place},title={problem.code}::{_escaped(words)}"


def _escaped(text: str) -> str:
    """Escape what ends a command's data; line ends are shown as two characters, so none is left to escape."""
    return printable(text, 2_000).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(problems: Sequence[Problem], origin: ReportContext, counted: str) -> str:
    """Write a Markdown table of all problems, the worst and those in changed files first; `counted` says how many there are."""
    lines = [f"### Content: {counted}", ""]
    ordered = [
        one
        for severity in Severity
        for one in _changed_first([two for two in problems if two.severity is severity], origin)
    ]
    if ordered:
        lines += ["| | where | what | code |", "|---|---|---|---|"]
        lines += [_row(problem, origin) for problem in ordered[:ROWS]]
    if len(ordered) > ROWS:
        lines += ["", f"{count(len(ordered) - ROWS, 'more problem')}."]
    return "\n".join(lines) + "\n"


def _row(problem: Problem, origin: ReportContext) -> str:
    where = f"{printable(origin.folder + problem.file, 300)}:{problem.line}:{problem.column}"
    words = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return (
        f"| {problem.severity} | {markdown_text(where)} | {markdown_text(words)} | {problem.code} |"
    )


def markdown_text(text: str, limit: int = 300) -> str:
    """Write somebody's text so that Markdown shows it as it is: no markup, no HTML, no links, nobody mentioned by it.

    A blank that nobody sees keeps `@name` and `#12` from being read as a person and an issue.
    """

    def entity(found: re.Match[str]) -> str:
        return f"&#{ord(found.group())};" + ("\u200b" if found.group() in "@#" else "")

    return SPECIAL.sub(entity, printable(text, limit))
