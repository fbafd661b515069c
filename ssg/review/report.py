"""Problems -> text for people and for programs.

The JSON object has `schema_version`, which rises when a key changes its meaning or goes, `summary` in words, `counts` for
each severity, and `problems`: `file` (relative to the site), `line` and `column` (from 1), `severity` (error, warning or
note), `code`, `message` and `hint` (what to do, or empty).
"""

import json
from collections.abc import Callable, Sequence

from ssg.errors import Problem, ReportContext, Severity
from ssg.review.github_annotations import as_annotations
from ssg.review.sarif import as_sarif
from ssg.review.source_excerpt import snippet
from ssg.text import count

__all__ = ["FORMATS", "summary"]

JSON_VERSION = 1


def summary(problems: Sequence[Problem]) -> str:
    """Count problems: `2 errors, 1 warning`, or `no problems`."""
    found = [(number, severity) for severity, number in _counts(problems).items() if number]
    return ", ".join(count(number, severity) for number, severity in found) or "no problems"


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    return {
        severity.value: sum(problem.severity is severity for problem in problems)
        for severity in Severity
    }


def as_text(problems: Sequence[Problem], origin: ReportContext) -> str:
    """Write each problem on a line, and below it the line that it is about, where it is about one place in a file."""
    return "\n".join(_with_line(problem, origin) for problem in problems)


def _with_line(problem: Problem, origin: ReportContext) -> str:
    whole_file = (problem.line, problem.column) == (1, 1)
    shown = (
        ""
        if whole_file
        else snippet(origin.line(problem.file, problem.line), problem.line, problem.column)
    )
    return f"{problem}\n{shown}" if shown else str(problem)


def as_json(problems: Sequence[Problem], _: ReportContext) -> str:
    """Write one JSON object with everything in it."""
    fields = [
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
            "hint": one.hint,
        }
        for one in problems
    ]
    return json.dumps(
        {
            "schema_version": JSON_VERSION,
            "summary": summary(problems),
            "counts": _counts(problems),
            "problems": fields,
        },
        indent=1,
    )


FORMATS: dict[str, Callable[[Sequence[Problem], ReportContext], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
    "sarif": as_sarif,
}
"""Name of a format -> what writes it."""
