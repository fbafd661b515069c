"""`content/evidence/`: the rows of all files, added up, and the invalid rows as warnings."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.catalog import Evidence, Tool
from ssg.content.location import Location
from ssg.errors import Code, Problem, Severity
from ssg.evidence.aggregation import Aggregator, without_rare
from ssg.evidence.reading.evidence_files import SUFFIXES, EvidenceReport, read_evidence
from ssg.evidence.rows import RowError
from ssg.text import count, did_you_mean, printable

__all__ = ["load_evidence"]

EVIDENCE = "content/evidence"


def load_evidence(
    root: Path, tools: Iterable[Tool], slugs: Iterable[str], min_count: int
) -> tuple[tuple[Evidence, ...], list[Problem]]:
    """Return the evidence about these tools, sorted, and a warning for each invalid row.

    `slugs` are those of all files: a row about a tool that was not read is no problem.
    """
    files, problems = _files(root)
    if not files:
        return (), problems
    aggregator, tools = Aggregator(), list(tools)
    check = _check_tools(tools, frozenset(slugs))
    for path in files:
        try:
            report = read_evidence(root / path, aggregator.add, check)
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            hint = "it must be a regular file with read permission"
            problems.append(Location(path).problem(Code.UNREADABLE, message, hint))
        else:
            problems += _bad_rows(path, report)
    read = {tool.slug for tool in tools}
    rows = without_rare(aggregator.rows(), min_count)
    return tuple(row for row in rows if row.tool in read), problems


def _files(root: Path) -> tuple[list[str], list[Problem]]:
    """Return the paths of the files, sorted, and a problem for each entry that is no such file."""
    files, problems = [], []
    folder = root / EVIDENCE
    if folder.is_symlink() or not folder.is_dir():
        hint = "replace it by a folder, or remove it"
        fault = Location(EVIDENCE).problem(Code.UNREADABLE, "is not a folder", hint)
        return [], [fault] if os.path.lexists(folder) else []
    for name in sorted(entry.name for entry in folder.iterdir()):
        if name.startswith("."):
            continue
        path = f"{EVIDENCE}/{name}"
        if (root / path).is_symlink() or not (root / path).is_file():
            message, hint = "is a link or not a regular file", f"{EVIDENCE} may only contain files"
            problems.append(Location(path).problem(Code.UNREADABLE, message, hint))
        elif name.endswith(SUFFIXES):
            files.append(path)
        else:
            hint = f"evidence is in {' and '.join(SUFFIXES)} files"
            problem = Location(path).problem(Code.NOT_READ, "is not read", hint, Severity.WARNING)
            problems.append(problem)
    return files, problems


def _check_tools(tools: Sequence[Tool], slugs: frozenset[str]) -> Callable[[Evidence], Evidence]:
    """Return a function that renames former slugs, and refuses rows about unknown tools."""
    current = {alias: tool.slug for tool in tools for alias in tool.aliases}
    complete = len(tools) >= len(slugs)

    def check(row: Evidence) -> Evidence:
        if row.tool in slugs:
            return row
        if row.tool in current:
            return replace(row, tool=current[row.tool])
        if not complete:
            return row
        hint = did_you_mean(row.tool, slugs)
        raise RowError(f'unknown tool "{printable(row.tool)}"{hint and "; "}{hint}')

    return check


def _bad_rows(path: str, report: EvidenceReport) -> list[Problem]:
    """Return a warning for each of the first invalid rows, and one for all others."""
    hint = "correct or remove the row; it is not counted"
    problems = [
        Location(path, row.line).problem(Code.EVIDENCE, row.message, hint, Severity.WARNING)
        for row in report.first_bad
    ]
    others = report.bad - len(report.first_bad)
    if others:
        message = f"{count(others, 'more invalid row')} of {report.rows + report.bad:,}"
        line = report.first_bad[-1].line + 1
        problems.append(
            Location(path, line).problem(Code.EVIDENCE, message, hint, Severity.WARNING)
        )
    return problems
