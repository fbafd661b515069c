"""Many logs, each read on its own, for instance on a worker of a cluster, and added up in order.

A part has the requests of one file before the rules are applied, as the rules are about all files.
So the result has the same bytes as reading the files one after the other.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import UsageError
from ssg.evidence.reading.access_logs import SHOWN, BadLine, LogReader, LogReport
from ssg.evidence.reading.log_targets import Dropped, SiteAddresses, Target
from ssg.evidence.reading.visits import MOST_VISITS, Rules, Visits, rows_of
from ssg.text import printable

__all__ = ["KEY_BYTES", "LogPart", "import_parts", "read_part"]

KEY_BYTES = 32
"""Bytes of the random key with which all parts hash addresses."""
MOST_KEPT = 100_000
"""Different targets that are remembered from part to part."""


@dataclass(frozen=True, slots=True)
class LogPart:
    """The requests of one file; addresses and agents are hashes."""

    targets: tuple[Target, ...]
    columns: tuple[bytes, ...]
    """Addresses, readers, days and targets of the requests, as arrays."""
    lines: int
    searches: int
    unreadable: int
    first_bad: tuple[BadLine, ...]
    dropped: Counter[Dropped]
    hosts: Counter[str]
    damaged: tuple[str, ...]


class _PartVisits(Visits):
    """All requests of one file."""

    def end_block(self) -> bool:
        """Drop nothing: what is rare in this file may be frequent in another one."""
        if len(self) > MOST_VISITS:
            raise UsageError(f"a file has more than {MOST_VISITS:,} searches; split it")
        return False


def read_part(file: Path, site: SiteAddresses, key: bytes) -> LogPart:
    """Read one log; raise UsageError. `key` is the same for all parts, and secret."""

    def keyed(value: bytes | tuple[bytes, ...]) -> int:
        text = value if isinstance(value, bytes) else b"\0".join(value)
        digest = hashlib.blake2b(text, key=key, digest_size=8).digest()
        return int.from_bytes(digest, "little", signed=True)

    visits = _PartVisits(Rules())
    reader = LogReader(site, visits, keyed)
    try:
        reader.read(file)
    except OSError as error:
        raise UsageError(
            f'a worker cannot read "{printable(str(file), 300)}": {error.strerror}; '
            "the logs must have the same path on all machines"
        ) from error
    return LogPart(
        targets=tuple(visits.targets),
        columns=tuple(column.tobytes() for column in visits.columns()),
        lines=reader.lines,
        searches=reader.searches,
        unreadable=reader.unreadable,
        first_bad=tuple(reader.first_bad),
        dropped=reader.dropped,
        hosts=reader.hosts,
        damaged=tuple(reader.damaged),
    )


def import_parts(parts: Iterable[LogPart], source: str, visits: Visits) -> LogReport:
    """Add up parts, in the order of their files, into empty `visits`."""
    lines = searches = unreadable = 0
    first_bad: list[BadLine] = []
    damaged: list[str] = []
    dropped: Counter[Dropped] = Counter()
    hosts: Counter[str] = Counter()
    numbers: dict[Target, int] = {}
    for part in parts:
        _add(part, visits, numbers)
        if visits.end_block() or len(numbers) >= MOST_KEPT:
            numbers.clear()
        lines += part.lines
        searches += part.searches
        unreadable += part.unreadable
        first_bad = (first_bad + list(part.first_bad))[:SHOWN]
        dropped += part.dropped
        hosts.update(part.hosts)
        damaged.extend(part.damaged)
    return LogReport(
        rows=tuple(rows_of(visits.counts(), source)),
        lines=lines,
        searches=searches,
        unreadable=unreadable,
        first_bad=tuple(first_bad),
        dropped=dropped + visits.dropped,
        hosts=tuple(host for host, _ in hosts.most_common(3)),
        damaged=tuple(damaged),
    )


def _add(part: LogPart, visits: Visits, numbers: dict[Target, int]) -> None:
    """Add the requests of a part; `numbers` has the targets that `visits` has numbers of."""
    renumbered = []
    for target in part.targets:
        number = numbers.get(target)
        if number is None:
            number = numbers[target] = visits.learn(target)
        renumbered.append(number)
    visits.add_columns(part.columns, renumbered)
