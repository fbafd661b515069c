"""Add up rows: one row per query, tool, capability and source, in a fixed order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from ssg.catalog import Evidence
from ssg.evidence.rows import merge

__all__ = ["Aggregator", "without_rare"]

Key: TypeAlias = tuple[str, str, str, str]
"""Query, tool, capability and source."""


class Aggregator:
    """Adds rows up; memory grows with the number of different keys, not with the number of rows."""

    def __init__(self) -> None:
        self._rows: dict[Key, Evidence] = {}

    def add(self, row: Evidence) -> None:
        """Add a row."""
        key = row.query, row.tool, row.capability, row.source
        before = self._rows.get(key)
        self._rows[key] = merge(before, row) if before else row

    def rows(self) -> list[Evidence]:
        """Return the sums, sorted by query, tool, capability and source.

        Rows that two branches add merge as lines, as each has a place that no other row moves.
        """
        return [self._rows[key] for key in sorted(self._rows)]


def without_rare(rows: Iterable[Evidence], min_count: int) -> Iterator[Evidence]:
    """Yield the rows, sorted by query, without queries that were seen less than `min_count` times.

    A query was seen at least as often as one tool was shown for it, as tools were opened for it, as
    one was chosen, and as readers reported whether it helped.
    """
    for _, group in groupby(rows, key=lambda row: row.query):
        of_query = list(group)
        shown: Counter[str] = Counter()
        for row in of_query:
            shown[row.tool] += row.shown
        seen = (
            max(shown.values()),
            sum(row.opened for row in of_query),
            sum(row.chosen for row in of_query),
            sum(row.helped + row.failed for row in of_query),
        )
        if max(seen) >= min_count:
            yield from of_query
