"""Dates in the content that are later than the day of the build.

The day that ages are counted to comes from outside the content where possible (`--date`,
SOURCE_DATE_EPOCH, the newest commit), so that a date in one file moves no other tool's score.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ssg.catalog import Editorial, Tool
from ssg.content.source_map import SourceMap
from ssg.errors import Code, Problem

__all__ = ["check_dates"]


def check_dates(
    root: Path, tools: Sequence[Tool], editorials: Sequence[Editorial], latest: date
) -> list[Problem]:
    """Return an error for each date after the day `latest`, at its own line."""
    source_map = SourceMap(root)
    late = [tool for tool in tools if _newest(tool) > latest]
    dated = [(tool.path, keys, day) for tool in late for keys, day in _dates(tool) if day > latest]
    dated += [
        (editorial.path, ("date",), editorial.written)
        for editorial in editorials
        if editorial.written and editorial.written > latest
    ]
    problems = []
    for path, keys, day in dated:
        location = source_map.locate(path, keys, day.isoformat())
        message = f"{day} is in the future (after {latest})"
        hint = "correct the date, or build for a later day with --date"
        problems.append(location.problem(Code.FUTURE_DATE, message, hint))
    return problems


def _newest(tool: Tool) -> date:
    """Return the newest date of a tool, from which the texts of most need not be read."""
    values = (signal.value for signal in tool.signals if isinstance(signal.value, date))
    return max(tool.newest_date or date.min, *values, date.min)


def _dates(tool: Tool) -> Iterator[tuple[tuple[str | int, ...], date]]:
    """Yield each date that a file may not set in the future, with its keys."""
    if tool.updated:
        yield ("updated",), tool.updated
    if tool.pricing.checked:
        yield ("pricing", "checked"), tool.pricing.checked
    for signal in tool.signals:
        if isinstance(signal.value, date):
            yield ("signals", signal.id), signal.value
        if signal.measured:
            yield ("signals", signal.id, "measured"), signal.measured
    yield from _checks(tool)


def _checks(tool: Tool) -> Iterator[tuple[tuple[str | int, ...], date]]:
    """Yield the day on which each source of a capability, and each single value, was checked."""
    for index, capability in enumerate(tool.capabilities):
        for number, source in enumerate(capability.sources):
            if source.checked:
                yield ("capabilities", index, "sources", number, "checked"), source.checked
    for claim in tool.claims:
        if claim.based_on.checked:
            yield (*claim.keys, "checked"), claim.based_on.checked
