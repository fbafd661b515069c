"""Formats of problem reports: text, JSON, GitHub annotations and SARIF.

The JSON object has `schema_version`, which is raised when a key is removed or changes its meaning,
`summary` (text), `counts` by severity, and `problems`: `file` (relative to the site), `line` and
`column` (from 1), `severity` (error, warning or note), `code`, `message`, and `hint` (may be
empty).
"""

import json
from collections.abc import Callable, Sequence

from ssg.errors import Problem, ReportContext, Severity
from ssg.review.github_annotations import as_annotations
from ssg.review.sarif import as_sarif
from ssg.review.source_excerpt import source_excerpt
from ssg.text import count

__all__ = ["FORMATS", "summary"]

JSON_VERSION = 1


def summary(problems: Sequence[Problem]) -> str:
    """Return the number of problems by severity: `2 errors, 1 warning`, or `no problems`."""
    counts = [count(number, severity) for severity, number in _counts(problems).items() if number]
    return ", ".join(counts) or "no problems"


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    return {
        severity.value: sum(problem.severity is severity for problem in problems)
        for severity in Severity
    }


def as_text(problems: Sequence[Problem], context: ReportContext) -> str:
    """Format each problem as a line, followed by a source excerpt if it has a location."""
    return "\n".join(_with_excerpt(problem, context) for problem in problems)


def _with_excerpt(problem: Problem, context: ReportContext) -> str:
    if (problem.line, problem.column) == (1, 1):  # about the whole file
        return str(problem)
    line = context.line(problem.file, problem.line)
    excerpt = source_excerpt(line, problem.line, problem.column)
    return f"{problem}\n{excerpt}" if excerpt else str(problem)


def as_json(problems: Sequence[Problem], _: ReportContext) -> str:
    """Format all problems as one JSON object."""
    entries = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    report = {
        "schema_version": JSON_VERSION,
        "summary": summary(problems),
        "counts": _counts(problems),
        "problems": entries,
    }
    return json.dumps(report, indent=1)


FORMATS: dict[str, Callable[[Sequence[Problem], ReportContext], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
    "sarif": as_sarif,
}
"""Format name -> function that formats a report."""
