"""Formats of problem reports: text, JSON, GitHub annotations and SARIF.

The JSON object has `schema_version`, which is raised when a key is removed or changes its meaning,
`summary` (text), `counts` by severity, and `problems`: `file` (relative to the site), `line` and
`column` (from 1), `severity` (error, warning or note), `code`, `message`, and `hint` (may be
empty).
"""

import json
import re
from collections.abc import Callable, Sequence

from ssg.errors import Problem, ReportContext, Severity
from ssg.review.github_annotations import as_annotations
from ssg.review.sarif import as_sarif
from ssg.review.source_excerpt import source_excerpt
from ssg.text import count, printable

__all__ = ["FORMATS", "as_grouped_text", "summary"]

JSON_VERSION = 1
REPEATED = 6
"""Problems of the same kind from which the text shows them as one entry."""
EXAMPLES = 3
"""Places that such an entry names."""
VARYING = re.compile(r'"[^"]*"|\d[\d,.-]*')


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


def as_grouped_text(problems: Sequence[Problem], context: ReportContext) -> str:
    """Format problems as text; warnings and notes that repeat become one entry with examples.

    Errors and problems in changed files are never grouped. Groups follow the other problems, the
    largest first.
    """
    groups: dict[tuple[Severity, str, str], list[Problem]] = {}
    for problem in problems:
        if problem.severity is not Severity.ERROR and problem.file not in context.changed:
            groups.setdefault((problem.severity, problem.code, _shape(problem)), []).append(problem)
    repeated = [group for group in groups.values() if len(group) >= REPEATED]
    grouped = {id(problem) for group in repeated for problem in group}
    rest = as_text([one for one in problems if id(one) not in grouped], context)
    repeated.sort(key=lambda group: (-len(group), group[0].place()))
    return "\n".join(filter(None, [rest, *map(_group, repeated)]))


def _shape(problem: Problem) -> str:
    """Return the message without what differs between tools: quoted names and numbers."""
    return VARYING.sub("", problem.message)


def _group(problems: Sequence[Problem]) -> str:
    """Format a group: how often, what is wrong, what to do, and the first places."""
    first, places = problems[0], [f"{one.file}:{one.line}:{one.column}" for one in problems]
    texts = {problem.text for problem in problems}
    text = first.text if len(texts) == 1 else f"for example: {first.text}"
    shown = ", ".join(printable(place, 300) for place in places[:EXAMPLES])
    rest = f"{len(places) - EXAMPLES:,} more (ssg check --all lists them)"
    files = len({problem.file for problem in problems})
    head = f"{count(files, 'file')}: {first.severity}[{first.code}]"
    times = f" {len(problems):,} times" if files < len(problems) else ""
    return f"{head}{times} {text}\n    in {shown} and {rest}"


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
