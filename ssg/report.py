"""Problems -> text for people, for programs and for GitHub."""

import json
from collections.abc import Callable, Sequence

from ssg.errors import Problem, Severity
from ssg.text import count, printable

__all__ = ["FORMATS", "summary"]

JSON_VERSION = 1
GITHUB_SHOWN = 10
"""GitHub shows ten annotations of each severity in a step and drops the rest without a word."""


def summary(problems: Sequence[Problem]) -> str:
    """Count problems: `2 errors, 1 warning`, or `no problems`."""
    counts = [(sum(problem.severity is severity for problem in problems), severity.value) for severity in Severity]
    return ", ".join(count(found, name) for found, name in counts if found) or "no problems"


def as_text(problems: Sequence[Problem]) -> str:
    """Write one line a problem."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem]) -> str:
    """Write one JSON object with everything in it."""
    fields = [{"file": one.file, "line": one.line, "column": one.column, "severity": one.severity, "code": one.code,
               "message": one.message, "hint": one.hint} for one in problems]
    return json.dumps({"schema_version": JSON_VERSION, "summary": summary(problems), "problems": fields}, indent=1)


def as_github(problems: Sequence[Problem]) -> str:
    """Write workflow commands, which GitHub shows beside the lines that they name."""
    lines = []
    for severity in Severity:
        found = [problem for problem in problems if problem.severity is severity]
        lines += [_annotation(problem) for problem in found[:GITHUB_SHOWN]]
        if len(found) > GITHUB_SHOWN:
            lines.append(f'{len(found) - GITHUB_SHOWN} more: run "ssg check" to see them all')
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
    words = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return f"::{problem.severity} {place},title={problem.code}::{_escaped(words)}"


def _escaped(text: str) -> str:
    return printable(text, 2_000).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}
"""Name of a format -> what writes it."""
