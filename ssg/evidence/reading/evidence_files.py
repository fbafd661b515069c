"""Evidence files, JSON Lines or CSV -> rows, as a stream; invalid rows are counted.

Events are added up while they are read: the names of an event, such as its query, are checked once.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from ssg.catalog import Evidence
from ssg.errors import UsageError
from ssg.evidence.aggregation import Aggregator
from ssg.evidence.rows import EVENT_KEYS, MAX_POSITION, OUTCOMES, RowError, evidence_of
from ssg.evidence.rows import TIME as AT
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["SUFFIXES", "BadRow", "EvidenceReport", "read_evidence", "read_sums"]

SUFFIXES = (".jsonl", ".csv")
MAX_LINE = 64 * 1024
"""Bytes; no valid row is as long."""
MOST_KEPT = 100_000
"""Different names of events that are remembered."""
SHOWN = 10
"""Invalid rows that are reported with their line."""
DECODER = json.JSONDecoder()
NUMBERS = {outcome: number for number, outcome in enumerate(OUTCOMES)}
MAX_DIGITS = 12
TOO_LONG = f"is longer than {MAX_LINE // 1024} KB"
OPTIONAL = frozenset({*OUTCOMES, "capability", "position", "positions"})
"""Columns of CSV files whose cells may be empty."""

Add: TypeAlias = Callable[[Evidence], None]
Check: TypeAlias = Callable[[Evidence], Evidence]
"""Returns the row to count; raises RowError if it refers to what does not exist."""


class BadRow(NamedTuple):
    """An invalid row."""

    line: int
    message: str


class EvidenceReport(NamedTuple):
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


def read_sums(file: Path) -> tuple[EvidenceReport, list[Evidence]]:
    """Return the sums of one file, for instance on a worker of a cluster; raise UsageError."""
    sums = Aggregator()
    try:
        report = read_evidence(file, sums.add)
    except OSError as error:
        raise UsageError(
            f'a worker cannot read "{printable(str(file), 300)}": {error.strerror}; '
            "the files must have the same path on all machines"
        ) from error
    return report, sums.rows()


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


class _Sum:
    """The events of one query, tool, capability and source."""

    __slots__ = ("counts", "first", "last", "opened_at", "row", "shown_at")

    def __init__(self, row: Evidence) -> None:
        """Take an event, which is not counted yet."""
        self.row = row
        self.counts = [0] * len(OUTCOMES)
        self.shown_at, self.opened_at = [0] * MAX_POSITION, [0] * MAX_POSITION
        self.first = self.last = row.first

    def add(self, outcome: int, place: int, day: date) -> None:
        """Add an event; `place` is -1 without a position."""
        self.counts[outcome] += 1
        if place >= 0 and outcome < 2:
            (self.opened_at if outcome else self.shown_at)[place] += 1
        if day < self.first:
            self.first = day
        elif day > self.last:
            self.last = day

    def total(self) -> Evidence:
        """Return the sum."""
        shown, opened, chosen, helped, failed = self.counts
        cells = list(zip(self.shown_at, self.opened_at, strict=True))
        while cells and not any(cells[-1]):
            cells.pop()
        return replace(
            self.row,
            shown=shown,
            opened=opened,
            chosen=chosen,
            helped=helped,
            failed=failed,
            positions=tuple(cells),
            first=self.first,
            last=self.last,
        )


class _Reader:
    """Parses rows; names that were seen before are not checked again."""

    def __init__(self, add: Add, check: Check) -> None:
        self._add, self._check = add, check
        self._sums: dict[tuple[JsonValue, ...], _Sum] = {}
        self._days: dict[str, date | None] = {}
        self.rows = self.bad = 0
        self.first_bad: list[BadRow] = []

    def read_json(self, lines: Iterator[bytes]) -> None:
        """Read JSON Lines."""
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            try:
                self._read(_json_record(line))
            except RowError as error:
                self._report(number, str(error))

    def read_csv(self, lines: Iterator[bytes]) -> None:
        """Read CSV with a header; a row is one line."""
        header: Sequence[str] = ()
        for number, line in enumerate(lines, 1):
            try:
                cells = _cells(line)
                if not header:
                    header = [cell.strip() for cell in cells]
                elif any(cells):
                    self._read(_csv_record(header, cells))
            except RowError as error:
                self._report(number, str(error))

    def _read(self, record: Mapping[str, JsonValue]) -> None:
        """Count a row; raise RowError for an invalid one."""
        if "outcome" not in record or not self._count_known(record):
            row = self._check(evidence_of(record))
            if "outcome" in record:
                names = (record["query"], record["tool"], record.get("capability"))
                if len(self._sums) >= MOST_KEPT:
                    self.flush()
                self._sums[*names, record["source"]] = _Sum(row)
                if not self._count_known(record):
                    self._add(row)
            else:
                self._add(row)
        self.rows += 1

    def _count_known(self, record: Mapping[str, JsonValue]) -> bool:
        """Count an event whose names are known and whose other values are valid."""
        names = (record.get("query"), record.get("tool"), record.get("capability"))
        outcome, position, at = record["outcome"], record.get("position", ""), record.get("at")
        try:
            known = self._sums.get((*names, record.get("source")))
            number = NUMBERS.get(outcome, -1)  # type: ignore[arg-type]
        except TypeError:  # a list or mapping in place of a text
            return False
        if (
            known is None
            or number < 0
            or not isinstance(at, str)
            or not record.keys() <= EVENT_KEYS
        ):
            return False
        if isinstance(position, str) and position.isascii() and position.isdigit():
            position = int(position[:MAX_DIGITS])
        place = -1 if position == "" else position
        day = self._day(at[:10])
        if type(place) is not int or not place or place < -1 or not day or not AT.fullmatch(at):
            return False
        known.add(number, min(place, MAX_POSITION) - (place > 0), day)
        return True

    def _day(self, text: str) -> date | None:
        if text not in self._days:
            if len(self._days) >= MOST_KEPT:
                self._days.clear()
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
        """Add the sums, and forget the names."""
        for known in self._sums.values():
            if any(known.counts):
                self._add(known.total())
        self._sums.clear()


def _json_record(line: bytes) -> Mapping[str, JsonValue]:
    try:
        record: JsonValue = DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise RowError(TOO_LONG if len(line) >= MAX_LINE else "is not a JSON object") from error
    if not isinstance(record, dict):
        raise RowError("is not a JSON object")
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
