"""Evidence files, JSON Lines or CSV -> rows, as a stream; invalid rows are counted.

Lines that differ only in the time of day are parsed once: a file of a million events has few
different ones.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from ssg.catalog import Evidence
from ssg.evidence.rows import OUTCOMES, RowError, counts_of, evidence_of
from ssg.json_value import JsonValue

__all__ = ["SUFFIXES", "BadRow", "EvidenceReport", "read_evidence"]

SUFFIXES = (".jsonl", ".csv")
MAX_LINE = 64 * 1024
"""Bytes; no valid row is as long."""
MOST_KEPT = 100_000
"""Different lines that are remembered."""
SHOWN = 10
"""Invalid rows that are reported with their line."""
TIME = re.compile(rb'"at"\s*:\s*"(\d{4}-\d\d-\d\d)(?:[T ][0-9:.,]{2,20}(?:Z|[+-]\d\d:?\d\d)?)?"')
CSV_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][0-9:.,]{2,20}(?:Z|[+-]\d\d:?\d\d)?)?")
TOO_LONG = f"is longer than {MAX_LINE // 1024} KB"
OPTIONAL = frozenset({*OUTCOMES, "capability", "position", "positions"})
"""Columns of CSV files whose cells may be empty."""
HOLE = b'"at":"2000-01-01"'
"""Takes the place of the time in a remembered line."""

Add: TypeAlias = Callable[[Evidence], None]
Check: TypeAlias = Callable[[Evidence], Evidence]
"""Returns the row to count; raises RowError if it refers to what does not exist."""


class BadRow(NamedTuple):
    """An invalid row."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What a file had."""

    rows: int
    """Valid rows."""
    bad: int
    """Invalid rows."""
    first_bad: tuple[BadRow, ...]
    """The first of them."""


def _unchecked(row: Evidence) -> Evidence:
    """Accept a row."""
    return row


def read_evidence(file: Path, add: Add, check: Check = _unchecked) -> EvidenceReport:
    """Call `add` for each row, or for the sum of rows of the same day; raise OSError."""
    reader = _Reader(add, check)
    with file.open("rb") as stream:
        lines = _lines(stream)
        if file.suffix == ".csv":
            reader.read_csv(lines)
        else:
            reader.read_json(lines)
    reader.flush()
    return EvidenceReport(reader.rows, reader.bad, tuple(reader.first_bad))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; one that is too long is cut, which makes it invalid."""
    first = True
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        if first:
            first, line = False, line.removeprefix(b"\xef\xbb\xbf")
        yield line


class _Reader:
    """Parses lines and adds up equal ones."""

    def __init__(self, add: Add, check: Check) -> None:
        self._add, self._check = add, check
        self._known: dict[bytes | tuple[str, ...], Evidence | str] = {}
        self._counts: dict[tuple[bytes | tuple[str, ...], str], int] = {}
        self._days: dict[str, date | None] = {}
        self.rows = self.bad = 0
        self.first_bad: list[BadRow] = []

    def read_json(self, lines: Iterator[bytes]) -> None:
        """Read JSON Lines."""
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            found = TIME.search(line)
            key = line if found is None else line[: found.start()] + HOLE + line[found.end() :]
            day = "" if found is None else found[1].decode()
            known = self._known.get(key)
            if known is None:
                known = self._learn(key, partial(_json_record, key))
            self._count(number, key, day, known)

    def read_csv(self, lines: Iterator[bytes]) -> None:
        """Read CSV with a header; a row is one line."""
        header: Sequence[str] = ()
        for number, line in enumerate(lines, 1):
            try:
                cells = _cells(line)
            except RowError as error:
                self._report(number, str(error))
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                continue
            if not any(cells):
                continue
            place = header.index("at") if "at" in header else -1
            found = CSV_TIME.fullmatch(cells[place]) if 0 <= place < len(cells) else None
            if found:
                cells[place] = "2000-01-01"
            key = tuple(cells)
            known = self._known.get(key)
            if known is None:
                known = self._learn(key, partial(_csv_record, header, cells))
            self._count(number, key, found[1] if found else "", known)

    def _learn(
        self, key: bytes | tuple[str, ...], record: Callable[[], Mapping[str, JsonValue]]
    ) -> Evidence | str:
        """Parse a new line; return its row, or why it is invalid."""
        if len(self._known) >= MOST_KEPT:
            self.flush()
        known: Evidence | str
        try:
            known = self._check(evidence_of(record()))
        except RowError as error:
            known = str(error)
        self._known[key] = known
        return known

    def _count(
        self, number: int, key: bytes | tuple[str, ...], day: str, known: Evidence | str
    ) -> None:
        if isinstance(known, str):
            self._report(number, known)
        elif day and self._day(day) is None:
            self._report(number, '"at" is not a date such as 2026-11-21')
        else:
            self.rows += 1
            self._counts[key, day] = self._counts.get((key, day), 0) + 1

    def _day(self, text: str) -> date | None:
        if text not in self._days:
            try:
                self._days[text] = date.fromisoformat(text)
            except ValueError:
                self._days[text] = None
        return self._days[text]

    def _report(self, number: int, message: str) -> None:
        self.bad += 1
        if len(self.first_bad) < SHOWN:
            self.first_bad.append(BadRow(number, message))

    def flush(self) -> None:
        """Add what was counted, and forget the lines."""
        for (key, day), times in self._counts.items():
            row = self._known[key]
            if isinstance(row, Evidence):
                self._add(_repeated(row, times, self._day(day) if day else None))
        self._counts.clear()
        self._known.clear()
        self._days.clear()


def _repeated(row: Evidence, times: int, day: date | None) -> Evidence:
    """Return the sum of so many equal rows, of this day if it is given."""
    shown, opened, chosen, helped, failed = (times * number for number in counts_of(row))
    return replace(
        row,
        shown=shown,
        opened=opened,
        chosen=chosen,
        helped=helped,
        failed=failed,
        positions=tuple((times * views, times * opens) for views, opens in row.positions),
        first=day or row.first,
        last=day or row.last,
    )


def _json_record(line: bytes) -> Mapping[str, JsonValue]:
    try:
        record: JsonValue = json.loads(line.decode("utf-8"), object_pairs_hook=_unique)
    except RowError:
        raise
    except UnicodeDecodeError as error:
        raise RowError("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise RowError(TOO_LONG if len(line) >= MAX_LINE else "is not a JSON object") from error
    if not isinstance(record, dict):
        raise RowError("is not a JSON object")
    return record


def _unique(pairs: Sequence[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise RowError("a key is given twice")
    return record


def _cells(line: bytes) -> list[str]:
    """Return the cells of a line of CSV."""
    if len(line) >= MAX_LINE:
        raise RowError(TOO_LONG)
    try:
        text = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise RowError("is not UTF-8") from error
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        raise RowError("is not a line of CSV") from error


def _csv_record(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, JsonValue]:
    if len(cells) != len(header) or len(set(header)) < len(header):
        raise RowError(f"has {len(cells)} cells; the first line has {len(header)} columns")
    return {
        name: cell for name, cell in zip(header, cells, strict=True) if cell or name not in OPTIONAL
    }
