"""Count requests and events on the disk with DuckDB, where they do not fit into memory.

The lines are parsed by the same code; DuckDB counts. So the result is the same to the byte. The
database is a temporary file that is removed at the end; it has hashes in place of addresses.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import reduce
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import duckdb
import numpy as np

from ssg.catalog import Evidence
from ssg.evidence.reading.log_targets import Dropped, Target
from ssg.evidence.reading.visits import Rules, TargetCounts, Visits
from ssg.evidence.rows import as_record, evidence_of, merge

__all__ = ["StoredEvidence", "StoredVisits", "database"]

Batch: TypeAlias = dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]
"""Name -> column of a table, in the table's order."""
BATCH = 400_000
"""Requests or rows in memory before they are stored."""
MEMORY = "100MB"
TABLES = """
CREATE TABLE visit (number BIGINT, address BIGINT, reader BIGINT, day INTEGER, target BIGINT);
CREATE TABLE target (target BIGINT, query VARCHAR, tool VARCHAR, capability VARCHAR, shown VARCHAR);
CREATE TABLE evidence
    (query VARCHAR, tool VARCHAR, capability VARCHAR, source VARCHAR, row VARCHAR);
"""
COUNTS = (
    """
CREATE TABLE crowded AS
    SELECT address, day FROM visit GROUP BY address, day HAVING count(*) > {most_per_day}
""",
    """
CREATE TABLE calm AS
    SELECT number, address, reader, day, target, query, tool, shown
    FROM visit ANTI JOIN crowded USING (address, day) JOIN target USING (target)
""",
    """
CREATE TABLE common AS
    SELECT query FROM calm GROUP BY query HAVING count(DISTINCT address) >= {min_count}
""",
    """
CREATE TABLE kept AS SELECT * FROM calm SEMI JOIN common USING (query)
""",
    """
CREATE TABLE used AS
    SELECT min(number) AS number, 'opened' AS kind FROM kept WHERE tool <> ''
    GROUP BY reader, day, query, tool
    UNION ALL
    SELECT min(number), 'shown' FROM kept WHERE shown <> '' GROUP BY reader, day, query
    UNION ALL
    SELECT min(number), 'searched' FROM kept WHERE shown = '' AND tool = ''
    GROUP BY reader, day, query
""",
    """
CREATE TABLE counted AS SELECT DISTINCT number FROM used
""",
)
"""The rules of `visits`, as tables."""
RESULT = """
SELECT query, tool, capability, shown, opens, lists, first, last FROM (
    SELECT target, count(*) FILTER (kind = 'opened') AS opens,
        count(*) FILTER (kind = 'shown') AS lists, min(day) AS first, max(day) AS last
    FROM used JOIN visit USING (number) WHERE kind <> 'searched' GROUP BY target
) JOIN target USING (target) ORDER BY target
"""


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield an empty database on the disk; remove it at the end."""
    with TemporaryDirectory(prefix="ssg-evidence-") as folder:
        connection = duckdb.connect(str(Path(folder, "counts.duckdb")))
        try:
            connection.execute(f"SET memory_limit='{MEMORY}'; SET temp_directory='{folder}'")
            connection.execute("SET threads=1; SET preserve_insertion_order=false")
            connection.execute(TABLES)
            yield connection
        finally:
            connection.close()


class StoredVisits(Visits):
    """Requests in a database."""

    def __init__(self, rules: Rules, connection: duckdb.DuckDBPyConnection) -> None:
        """Take an empty database."""
        super().__init__(rules)
        self._connection = connection
        self._stored = self._stored_targets = 0

    def learn(self, target: Target) -> int:
        """Return the number of a new target."""
        return self._stored_targets + super().learn(target)

    def end_block(self) -> bool:
        """Store the requests if there are many."""
        if len(self) >= BATCH or len(self.targets) >= BATCH:
            self._store()
        return False

    def _store(self) -> None:
        numbers = np.arange(self._stored, self._stored + len(self), dtype=np.int64)
        names = ("address", "reader", "day", "target")
        columns = zip(names, map(np.array, self.columns()), strict=True)
        _insert(self._connection, "visit", {"number": numbers, **dict(columns)})
        first = self._stored_targets
        batch: Batch = {"target": np.arange(first, first + len(self.targets), dtype=np.int64)}
        for name in ("query", "tool", "capability"):
            batch[name] = _texts([getattr(target, name) for target in self.targets])
        batch["shown"] = _texts([".".join(target.shown) for target in self.targets])
        _insert(self._connection, "target", batch)
        self._stored += len(self)
        self._stored_targets += len(self.targets)
        self.targets.clear()
        for column in self.columns():
            del column[:]

    def counts(self) -> list[TargetCounts]:
        """Return the counts of all targets that count; adds what was dropped to `dropped`."""
        self._store()
        for statement in COUNTS:
            self._connection.execute(
                statement.format(
                    most_per_day=self.rules.most_per_day, min_count=self.rules.min_count
                )
            )
        calm, kept = self._size("calm"), self._size("kept")
        self.dropped[Dropped.MANY] += self._stored - calm
        self.dropped[Dropped.RARE] += calm - kept
        self.dropped[Dropped.REPEAT] += kept - self._size("counted")
        return [
            TargetCounts(
                Target(query, tool, capability, tuple(shown.split(".")) if shown else ()),
                opened,
                lists,
                date.fromordinal(first),
                date.fromordinal(last),
            )
            for query, tool, capability, shown, opened, lists, first, last in (
                self._connection.execute(RESULT).fetchall()
            )
        ]

    def _size(self, table: str) -> int:
        return len(self._connection.table(table))


class StoredEvidence:
    """Rows in a database, added up when they are read in order."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take an empty database."""
        self._connection = connection
        self._rows: list[Evidence] = []

    def add(self, row: Evidence) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._store()

    def _store(self) -> None:
        batch: Batch = {
            name: _texts([getattr(row, name) for row in self._rows])
            for name in ("query", "tool", "capability", "source")
        }
        batch["row"] = _texts([json.dumps(as_record(row)) for row in self._rows])
        _insert(self._connection, "evidence", batch)
        self._rows.clear()

    def rows(self) -> Iterator[Evidence]:
        """Yield the sums in the order of `Aggregator.rows`."""
        self._store()
        ordered = "SELECT * FROM evidence ORDER BY query, tool, capability, source"
        cursor = self._connection.execute(ordered)
        stored = iter(cursor.fetchone, None)
        for _, group in groupby(stored, key=lambda cells: cells[:4]):
            yield reduce(merge, (evidence_of(json.loads(cells[4])) for cells in group))


def _texts(values: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    column = np.empty(len(values), object)
    column[:] = values
    return column


def _insert(connection: duckdb.DuckDBPyConnection, table: str, batch: Batch) -> None:
    """Append columns to a table."""
    connection.register("batch", batch)
    connection.table("batch").insert_into(table)
    connection.unregister("batch")
