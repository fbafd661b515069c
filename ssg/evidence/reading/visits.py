"""Requests of readers -> rows: floods, repeats and rare queries are left out.

A request is kept as four numbers: a hash of the address, a hash of address and agent, the day, and
the number of the target. The hashes are keyed with a random key of this process and are never
written to a file.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Evidence
from ssg.errors import UsageError
from ssg.evidence.reading.log_targets import Dropped, Target
from ssg.evidence.rows import MAX_POSITION

__all__ = ["MOST_VISITS", "Rules", "TargetCounts", "Visits", "rows_of"]

MOST_PER_DAY = 100
"""Searches and opened results of one address on one day above which it is taken for a robot."""
MOST_VISITS = 5_000_000
MOST_TARGETS = 200_000
"""Different targets in memory; above it, those of queries of a single address are dropped."""

PARTS = 8

Numbers: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Keys: TypeAlias = NDArray[np.uint64]
Append: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which requests count."""

    most_per_day: int = MOST_PER_DAY
    min_count: int = 3
    """Different addresses that a query needs."""


@dataclass(frozen=True, slots=True)
class TargetCounts:
    """How often a target counts."""

    target: Target
    opened: int
    shown: int
    """How often its list of results counts."""
    first: date
    last: date


class Visits:
    """Requests in memory: 24 bytes each."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._address, self._reader = array("q"), array("q")
        self._day, self._target = array("i"), array("i")
        self._limit = MOST_TARGETS
        self.targets: list[Target] = []
        self.dropped: Counter[Dropped] = Counter()

    def columns(self) -> "tuple[array[int], ...]":
        """Return the addresses, readers, days and targets of the requests in memory."""
        return self._address, self._reader, self._day, self._target

    def appenders(self) -> tuple[Append, Append, Append, Append]:
        """Return the functions that add a request: its address, reader, day and target."""
        columns = self.columns()
        return columns[0].append, columns[1].append, columns[2].append, columns[3].append

    def add_columns(self, columns: Sequence[bytes], numbers: Sequence[int]) -> None:
        """Add the columns of other visits; `numbers` has the number here of each target there."""
        for column, added in zip(self.columns()[:3], columns[:3], strict=True):
            column.frombytes(added)
        places = np.frombuffer(columns[3], np.int32)
        self._target.frombytes(np.array(numbers, np.int32)[places].tobytes())

    def __len__(self) -> int:
        return len(self._day)

    def learn(self, target: Target) -> int:
        """Return the number of a new target."""
        self.targets.append(target)
        return len(self.targets) - 1

    def end_block(self) -> bool:
        """Make room after a block of lines; return whether targets have new numbers.

        Raise UsageError if the requests do not fit into memory.
        """
        if len(self) > MOST_VISITS:
            raise UsageError(f"more than {MOST_VISITS:,} searches; use --engine duckdb")
        if len(self.targets) < self._limit:
            return False
        self._prune()
        return True

    def _prune(self) -> None:
        """Drop the requests of queries of a single address; the other targets get new numbers."""
        target, address = _small(self._target).copy(), _numbers(self._address).copy()
        query = _query_numbers(self.targets)[target]
        kept = _distinct(query, address, len(self.targets))[query] > 1
        self.dropped[Dropped.RARE] += int((~kept).sum())
        used = np.unique(target[kept])
        renumbered = np.zeros(len(self.targets), np.int32)
        renumbered[used] = np.arange(len(used))
        self.targets = [self.targets[number] for number in used.tolist()]
        self._limit = max(MOST_TARGETS, 2 * len(self.targets))
        self._address = array("q", address[kept].tobytes())
        self._reader = array("q", _numbers(self._reader)[kept].tobytes())
        self._day = array("i", _small(self._day)[kept].tobytes())
        self._target = array("i", renumbered[target[kept]].tobytes())

    def counts(self) -> list[TargetCounts]:
        """Return the counts of all targets that count; adds what was dropped to `dropped`.

        All rules are about single addresses, so the requests are counted in parts by address, which
        takes less memory.
        """
        address, reader = _numbers(self._address), _numbers(self._reader)
        day, target = _small(self._day), _small(self._target)
        query, tool = _query_numbers(self.targets), _tool_numbers(self.targets)
        listed = np.array([bool(one.shown) for one in self.targets], bool)
        parts = [self._calm(address, day, part) for part in range(PARTS)]
        self.dropped[Dropped.MANY] += len(target) - sum(map(len, parts))
        readers = np.zeros(len(self.targets), np.int64)
        for rows in parts:
            readers += _distinct(query[target[rows]], address[rows], len(self.targets))
        tally = _Tally(len(self.targets))
        for rows in parts:
            kept = rows[(readers >= self.rules.min_count)[query[target[rows]]]]
            self.dropped[Dropped.RARE] += len(rows) - len(kept)
            targets = target[kept]
            searches = _mixed(reader[kept], day[kept], query[targets])
            lists = _firsts(listed[targets], searches)
            plain = _firsts(~listed[targets] & (tool[targets] < 0), searches)
            opens = _firsts(tool[targets] >= 0, _mixed(searches, tool[targets]))
            tally.add(tally.opened, targets[opens], day[kept[opens]])
            tally.add(tally.shown, targets[lists], day[kept[lists]])
            used = len(np.unique(np.concatenate((opens, lists, plain))))
            self.dropped[Dropped.REPEAT] += len(kept) - used
        return tally.counts(self.targets)

    def _calm(self, address: Numbers, day: Small, part: int) -> Small:
        """Return the requests of a part whose address has not too many on that day."""
        rows = np.flatnonzero(address % PARTS == part).astype(np.int32)
        keys, most = _mixed(address[rows], day[rows]), self.rules.most_per_day
        ordered = np.sort(keys)
        crowded = np.unique(ordered[most:][ordered[most:] == ordered[:-most]])
        return rows[~np.isin(keys, crowded)] if len(crowded) else rows


class _Tally:
    """Counts and days of each target."""

    def __init__(self, size: int) -> None:
        self.opened, self.shown = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._first = np.full(size, date.max.toordinal(), np.int64)
        self._last = np.zeros(size, np.int64)

    def add(self, counts: Numbers, target: Small, day: Small) -> None:
        """Add requests to `opened` or `shown`."""
        counts += np.bincount(target, minlength=len(counts))
        np.minimum.at(self._first, target, day)
        np.maximum.at(self._last, target, day)

    def counts(self, targets: Sequence[Target]) -> list[TargetCounts]:
        """Return the counts of the targets that have some."""
        return [
            TargetCounts(
                targets[number],
                int(self.opened[number]),
                int(self.shown[number]),
                date.fromordinal(int(self._first[number])),
                date.fromordinal(int(self._last[number])),
            )
            for number in np.flatnonzero(self.opened + self.shown).tolist()
        ]


def _numbers(column: "array[int]") -> Numbers:
    return np.frombuffer(column, np.int64) if column else np.zeros(0, np.int64)


def _small(column: "array[int]") -> Small:
    return np.frombuffer(column, np.int32) if column else np.zeros(0, np.int32)


def _query_numbers(targets: Sequence[Target]) -> Small:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(one.query, len(numbers)) for one in targets], np.int32)


def _tool_numbers(targets: Sequence[Target]) -> Small:
    numbers = {"": -1}
    return np.array([numbers.setdefault(one.tool, len(numbers)) for one in targets], np.int32)


def _mixed(*columns: Numbers | Small | Keys) -> Keys:
    """Hash rows of numbers to 64 bits (splitmix64)."""
    total = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        total ^= column.astype(np.uint64)
        total += np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            total ^= total >> np.uint64(shift)
            total *= np.uint64(factor)
        total ^= total >> np.uint64(31)
    return total


def _distinct(query: Small, address: Numbers, size: int) -> Numbers:
    """Return for each query the number of different addresses."""
    _, firsts = np.unique(_mixed(query, address), return_index=True)
    return np.bincount(query[firsts], minlength=size)


def _firsts(chosen: NDArray[np.bool_], keys: Keys) -> Numbers:
    """Return the indexes of the first chosen row with each key."""
    rows = np.flatnonzero(chosen)
    _, firsts = np.unique(keys[rows], return_index=True)
    return rows[firsts]


class _Sum:
    """The counts of one query, tool and capability."""

    __slots__ = ("first", "last", "opened", "opened_at", "shown", "shown_at")

    def __init__(self) -> None:
        self.shown = self.opened = 0
        self.shown_at, self.opened_at = [0] * MAX_POSITION, [0] * MAX_POSITION
        self.first, self.last = date.max, date.min

    def add(self, one: TargetCounts, shown: int, opened: int, place: int) -> None:
        """Add counts at a position from 0; -1 if it is not known."""
        self.shown += shown
        self.opened += opened
        if place >= 0:
            self.shown_at[place] += shown
            self.opened_at[place] += opened
        self.first, self.last = min(self.first, one.first), max(self.last, one.last)

    def positions(self) -> tuple[tuple[int, int], ...]:
        """Return the counts up to the last position with any."""
        cells = list(zip(self.shown_at, self.opened_at, strict=True))
        while cells and not any(cells[-1]):
            cells.pop()
        return tuple(cells)


def rows_of(counts: Iterable[TargetCounts], source: str) -> list[Evidence]:
    """Return the rows of counted targets, sorted by query, tool and capability."""
    sums: defaultdict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    for one in counts:
        query, tool, shown = one.target.query, one.target.tool, one.target.shown
        if one.opened:
            place = shown.index(tool) if tool in shown else -1
            sums[query, tool, one.target.capability].add(one, 0, one.opened, place)
        for place, slug in enumerate(shown if one.shown else ()):
            if slug:
                sums[query, slug, ""].add(one, one.shown, 0, place)
    return [
        Evidence(
            query=key[0],
            tool=key[1],
            capability=key[2],
            shown=sums[key].shown,
            opened=sums[key].opened,
            positions=sums[key].positions(),
            first=sums[key].first,
            last=sums[key].last,
            source=source,
        )
        for key in sorted(sums)
    ]
