"""`content/history/<slug>.jsonl`: what was measured of a tool, per day; read, and written as text.

    {"day":"2026-11-21","score":71,"signals":{"github_stars":6500}}

A line has the values that changed on that day. Lines may be in any order and days may repeat, so
that two branches merge by keeping the lines of both; for the same day, later lines have priority.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ssg.catalog import HistoryPoint
from ssg.content.document import read_text
from ssg.content.field_types import DATE
from ssg.content.files import ContentFile, list_files
from ssg.content.location import Location
from ssg.errors import Code, Problem, Severity
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["HISTORY", "history_text", "load_history", "read_history"]

HISTORY = "content/history"
MAX_BYTES = 4_000_000
"""Limit of a file; ten years of daily values of ten signals take less than 1 MB."""
FORM = 'write {"day": "2026-11-21", "signals": {"github_stars": 6500}}, or remove the line'
KEYS = {"day", "score", "signals"}
MAX_PROBLEMS = 20
MAX_VALUE = 1e15


def load_history(
    root: Path, slugs: Collection[str]
) -> tuple[dict[str, tuple[HistoryPoint, ...]], list[Problem]]:
    """Return slug -> points by day for the tools that have a history, and every problem."""
    files, problems = list_files(root, HISTORY, ".jsonl")
    history: dict[str, tuple[HistoryPoint, ...]] = {}
    for file in files:
        if file.stem in slugs and file.path.endswith(".jsonl"):
            points, faults = read_history(root, file.stem)
            problems += faults
            if points:
                history[file.stem] = points
        else:
            problems.append(_without_tool(file))
    return history, problems


def _without_tool(file: ContentFile) -> Problem:
    hint = "rename it as the tool was renamed, or remove it"
    message = "there is no tool for this history"
    return Location(file.path).problem(Code.NOT_READ, message, hint, Severity.WARNING)


def read_history(root: Path, slug: str) -> tuple[tuple[HistoryPoint, ...], list[Problem]]:
    """Return the history of one tool, which may be empty, and every problem."""
    path = f"{HISTORY}/{slug}.jsonl"
    if not (root / path).exists():
        return (), []
    text, problems = read_text(root / path, path, MAX_BYTES)
    if problems:
        return (), problems
    return _parse_history(text, path)


def _parse_history(text: str, path: str) -> tuple[tuple[HistoryPoint, ...], list[Problem]]:
    """Return the points of a file, one per day, sorted, and a problem for each invalid line."""
    points: dict[date, HistoryPoint] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        point, fault = _point(line)
        if point is None:
            problems.append(Location(path, number).problem(Code.SYNTAX, fault, FORM))
        else:
            points[point.day] = _merged(points.get(point.day), point)
    return tuple(points[day] for day in sorted(points)), problems[:MAX_PROBLEMS]


def _merged(before: HistoryPoint | None, point: HistoryPoint) -> HistoryPoint:
    """Return one point for two of the same day; the second has priority."""
    if before is None:
        return point
    signals = {**dict(before.signals), **dict(point.signals)}
    score = before.score if point.score is None else point.score
    return replace(point, score=score, signals=tuple(sorted(signals.items())))


def _point(line: str) -> tuple[HistoryPoint | None, str]:
    """Return the point of a line, or None and what is wrong."""
    try:
        entry: JsonValue = json.loads(line)
    except (ValueError, RecursionError):
        return None, "not a JSON object"
    if not isinstance(entry, dict):
        return None, "not a JSON object"
    unknown = sorted(entry.keys() - KEYS)
    if unknown:
        return None, f'unknown key "{printable(unknown[0])}"'
    day, score, signals = _day(entry.get("day")), entry.get("score"), entry.get("signals", {})
    if day is None:
        return None, '"day" is missing or not a date'
    if not isinstance(signals, dict):
        return None, '"signals" is not a mapping'
    numbers = {
        key: number for key, value in signals.items() if (number := _number(value)) is not None
    }
    if len(numbers) < len(signals):
        return None, "the value of a signal is not a number"
    if score is not None and _number(score) is None:
        return None, '"score" is not a number'
    return HistoryPoint(day=day, score=_number(score), signals=tuple(sorted(numbers.items()))), ""


def _day(value: JsonValue) -> date | None:
    try:
        return (
            date.fromisoformat(value) if isinstance(value, str) and DATE.fullmatch(value) else None
        )
    except ValueError:
        return None


def _number(value: JsonValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < MAX_VALUE else None  # also refuses infinity and NaN


def history_text(points: Iterable[HistoryPoint]) -> str:
    """Return the text of a file: one line per day, sorted."""
    return "".join(f"{_line(point)}\n" for point in points)


def _line(point: HistoryPoint) -> str:
    entry: dict[str, str | float | Mapping[str, float]] = {"day": point.day.isoformat()}
    if point.score is not None:
        entry["score"] = _short(point.score)
    if point.signals:
        entry["signals"] = {key: _short(value) for key, value in point.signals}
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _short(value: float) -> float:
    return int(value) if value == int(value) else value
