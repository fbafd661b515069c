"""Logs of web servers -> rows of evidence, as a stream; plain, gzip or zstd."""

import gzip
import ipaddress
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BufferedIOBase
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

from ssg.catalog import Evidence
from ssg.errors import UsageError
from ssg.evidence.reading.log_formats import FORMATS, LogFormat, detect
from ssg.evidence.reading.log_targets import Dropped, SiteAddresses, target_of
from ssg.evidence.reading.visits import Visits, rows_of
from ssg.text import printable

try:
    from zstandard import ZstdDecompressor, ZstdError
except ModuleNotFoundError:  # the extra `evidence`
    ZstdDecompressor = None  # type: ignore[assignment,misc]
    ZstdError = EOFError  # type: ignore[assignment,misc]

__all__ = [
    "SHOWN",
    "BadLine",
    "LogReader",
    "LogReport",
    "import_logs",
    "is_robot",
]

Hash: TypeAlias = Callable[[bytes | tuple[bytes, ...]], int]
"""64-bit hash with a key; the same for all requests that are counted together."""

BLOCK = 1 << 20
"""Bytes read at once."""
MAX_LINE = 256 * 1024
"""Longest line in bytes; the rest of a longer one is skipped, and the line counts as unreadable."""
MOST_KEPT = 100_000
"""Different targets, agents and days that are remembered."""
SHOWN = 10
"""Unreadable lines that are reported with their number."""
ANSWERED = frozenset({b"200", b"304"})
ROBOTS = (
    "bot crawl spider slurp archiver scrap scan fetch monitor uptime pingdom lighthouse preview "
    "headless phantom selenium puppeteer playwright curl wget httpie python aiohttp httpx requests "
    "java/ okhttp go-http libwww perl ruby php node axios undici feed facebookexternalhit "
    "embedly whatsapp telegram gptbot claude openai anthropic bytespider ia_archiver"
)
"""Parts of the agents of programs, in lower case. A request without an agent is of one too."""
ROBOT = re.compile("|".join(map(re.escape, ROBOTS.split())).encode(), re.IGNORECASE)
MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAY = re.compile(rb"(\d\d)/([A-Z][a-z][a-z])/(\d{4})")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that does not have the format of its file."""

    file: str
    """Name of the file. The line itself may have an address, so it is not printed."""
    line: int


@dataclass(frozen=True, slots=True)
class LogReport:
    """What was read, and what was left out."""

    rows: tuple[Evidence, ...]
    lines: int
    searches: int
    """Requests of the site's own search that were looked at, without robots and failures."""
    unreadable: int
    first_bad: tuple[BadLine, ...]
    dropped: Counter[Dropped]
    hosts: tuple[str, ...] = ()
    """Other hosts that links came from most, if any."""
    damaged: tuple[str, ...] = ()
    """Names of compressed files that could not be read to their end."""


def is_robot(agent: bytes) -> bool:
    """Return whether an agent is that of a program, or missing."""
    return len(agent) < 4 or ROBOT.search(agent) is not None


def import_logs(
    files: Sequence[Path], site: SiteAddresses, source: str, visits: Visits
) -> LogReport:
    """Read logs in any of `FORMATS` into empty `visits`; raise UsageError or OSError."""
    reader = LogReader(site, visits)
    for file in files:
        reader.read(file)
    return reader.report(tuple(rows_of(visits.counts(), source)))


@dataclass(slots=True)
class _Memory:
    """What was parsed before."""

    targets: dict[bytes, int | Dropped] = field(default_factory=dict)
    agents: dict[bytes, bool] = field(default_factory=dict)
    days: dict[bytes, int] = field(default_factory=dict)
    referrers: dict[bytes, bool] = field(default_factory=dict)
    networks: dict[bytes, bytes] = field(default_factory=dict)


class LogReader:
    """Reads files and hands the requests of readers to `visits`."""

    def __init__(self, site: SiteAddresses, visits: Visits, hashed: Hash = hash) -> None:
        """Take empty visits, and the function that hashes addresses and agents with a key."""
        self._site, self._visits, self._hash = site, visits, hashed
        self._memory = _Memory()
        self.lines = self.searches = self.unreadable = 0
        self.dropped: Counter[Dropped] = Counter()
        self.hosts: Counter[str] = Counter()
        self.first_bad: list[BadLine] = []
        self.damaged: list[str] = []

    def report(self, rows: tuple[Evidence, ...]) -> LogReport:
        """Return what was read so far."""
        return LogReport(
            rows=rows,
            lines=self.lines,
            searches=self.searches,
            unreadable=self.unreadable,
            first_bad=tuple(self.first_bad),
            dropped=self.dropped + self._visits.dropped,
            hosts=tuple(host for host, _ in self.hosts.most_common(3)),
            damaged=tuple(self.damaged),
        )

    def read(self, file: Path) -> None:
        """Read one file; a compressed one that is cut short is read as far as possible."""
        number, log_format = 0, None
        with opened(file) as stream:
            for lines in _blocks(self._parts(stream, file.name)):
                log_format = log_format or _format_of(lines)

                def report(index: int, first: int = number + 1) -> None:
                    self._report(file.name, first + index)

                before = len(self._visits)
                if log_format:
                    self._count(log_format, lines, report)
                else:
                    for index in (index for index, line in enumerate(lines) if line.strip()):
                        report(index)
                self.searches += len(self._visits) - before
                number += len(lines)
                if self._visits.end_block():
                    self._memory.targets.clear()
        self.lines += number

    def _parts(self, stream: BufferedIOBase, name: str) -> Iterator[bytes]:
        """Yield the parts of a file; note if it is a damaged archive."""
        try:
            while block := stream.read1(BLOCK):
                yield block
        except (EOFError, gzip.BadGzipFile, zlib.error, ZstdError):
            self.damaged.append(name)

    def _count(
        self, log_format: LogFormat, lines: Sequence[bytes], report: Callable[[int], None]
    ) -> None:
        """Add the requests of some lines; this loop runs once for each search."""
        memory, dropped, hashed = self._memory, self.dropped, self._hash
        add_address, add_reader, add_day, add_target = self._visits.appenders()
        targets, days = memory.targets, memory.days
        for address, day, raw, status, referrer, agent in log_format.requests(lines, report):
            target = targets.get(raw)
            if target is None:
                target = self._learn_target(raw)
            if isinstance(target, Dropped):
                dropped[target] += 1
                continue
            refusal = self._refusal(status, agent, referrer)
            ordinal = days.get(day)
            if ordinal is None:
                ordinal = _remember(days, day, _ordinal(day))
            if refusal or not ordinal:
                dropped[refusal or Dropped.DAY] += 1
                continue
            network = address if b":" not in address else self._network(address)
            add_address(hashed(network))
            add_reader(hashed((network, agent)))
            add_day(ordinal)
            add_target(target)

    def _refusal(self, status: bytes, agent: bytes, referrer: bytes) -> Dropped | None:
        """Return why the request of a search is not counted."""
        if status not in ANSWERED:
            return Dropped.FAILED
        robot = self._memory.agents.get(agent)
        if robot is None:
            robot = _remember(self._memory.agents, agent, is_robot(agent))
        if robot:
            return Dropped.ROBOT
        own = self._memory.referrers.get(referrer)
        if own is None:
            own = _remember(self._memory.referrers, referrer, self._is_own(referrer))
        if own:
            return None
        self._count_host(referrer)
        return Dropped.REFERRER

    def _learn_target(self, raw: bytes) -> int | Dropped:
        target = target_of(raw, self._site)
        known = target if isinstance(target, Dropped) else self._visits.learn(target)
        if len(self._memory.targets) >= MOST_KEPT:
            self._memory.targets.clear()
        self._memory.targets[raw] = known
        return known

    def _is_own(self, referrer: bytes) -> bool:
        return self._site.is_own(referrer.decode("utf-8", "replace"))

    def _count_host(self, referrer: bytes) -> None:
        host = referrer.decode("utf-8", "replace").partition("://")[2].partition("/")[0]
        if len(self.hosts) < MOST_KEPT:
            self.hosts[printable(host, 60)] += 1

    def _network(self, address: bytes) -> bytes:
        """Return the /64 network of an IPv6 address: a reader has many addresses in one."""
        known = self._memory.networks.get(address)
        if known is None:
            try:
                known = ipaddress.IPv6Address(address.decode("ascii", "replace")).packed[:8]
            except ValueError:
                known = address
            _remember(self._memory.networks, address, known)
        return known

    def _report(self, name: str, number: int) -> None:
        self.unreadable += 1
        if len(self.first_bad) < SHOWN:
            self.first_bad.append(BadLine(name, number))


Value = TypeVar("Value")


def _remember(memory: dict[bytes, Value], key: bytes, value: Value) -> Value:
    """Store a value, and return it; a full memory is emptied first."""
    if len(memory) >= MOST_KEPT:
        memory.clear()
    memory[key] = value
    return value


def _ordinal(day: bytes) -> int:
    """Return the number of a day, 0 for none."""
    text = DAY.fullmatch(day)
    try:
        if text:
            return date(int(text[3]), MONTHS.index(text[2]) + 1, int(text[1])).toordinal()
        return date.fromisoformat(day.decode("ascii")).toordinal()
    except ValueError:
        return 0


def _format_of(lines: Sequence[bytes]) -> LogFormat | None:
    name = detect(lines)
    return FORMATS[name]() if name else None


def _blocks(parts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of a file in blocks; lines that are too long are cut."""
    rest, skipping = b"", False
    for part in parts:
        lines = (rest + part).split(b"\n")
        if skipping and len(lines) > 1:
            lines, skipping = lines[1:], False
        rest = lines.pop()
        if skipping:
            rest = b""
        elif len(rest) > MAX_LINE:
            lines.append(rest[:MAX_LINE])
            rest, skipping = b"", True
        if lines:
            yield lines
    if rest:
        yield [rest]


@contextmanager
def opened(file: Path) -> Iterator[BufferedIOBase]:
    """Open a log, compressed or not, by its first bytes; raise UsageError without zstandard."""
    with file.open("rb") as raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=raw) as stream:
                yield cast("BufferedIOBase", stream)
        elif magic == b"\x28\xb5\x2f\xfd":
            if ZstdDecompressor is None:
                raise UsageError(
                    f'"{printable(file.name)}" is compressed with zstd; decompress it, or install '
                    'the package for it with: pip install "versus-ssg[evidence]"'
                )
            with ZstdDecompressor().stream_reader(raw, read_across_frames=True) as stream:
                yield cast("BufferedIOBase", stream)
        else:
            yield raw
