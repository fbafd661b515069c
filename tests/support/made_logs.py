"""Logs of web servers, made line by line."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from ssg.evidence.reading.access_logs import LogReport, import_logs
from ssg.evidence.reading.log_targets import SiteAddresses
from ssg.evidence.reading.visits import Rules, Visits

__all__ = ["FIREFOX", "Reader", "combined", "imported", "kendall_tau", "opened", "sessions"]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
HOST = "example.org"


@dataclass(frozen=True)
class Reader:
    """Who makes a request, and when."""

    address: str = "192.0.2.1"
    day: str = "20/Nov/2026"
    agent: str = FIREFOX
    referrer: str = f"https://{HOST}/search/"
    status: int = 200


def opened(tool: str, query: str, shown: Sequence[str] = (), capability: str = "") -> str:
    """Return the target of an opened result, as the script of the search page makes it."""
    parameters = {"from": "search", "q": query, "shown": ".".join(shown), "c": capability}
    return f"/tools/{tool}/?{urlencode({key: text for key, text in parameters.items() if text})}"


def combined(target: str, reader: Reader = Reader()) -> str:
    """Return a line of a log in the format of nginx and Apache."""
    return (
        f'{reader.address} - - [{reader.day}:10:00:00 +0000] "GET {target} HTTP/2.0" '
        f'{reader.status} 5120 "{reader.referrer}" "{reader.agent}"'
    )


def imported(
    folder: Path,
    lines: Iterable[str | bytes],
    slugs: Iterable[str],
    visits: Visits | None = None,
) -> LogReport:
    """Write a log and import it."""
    file = folder / "access.log"
    bodies = (line if isinstance(line, bytes) else line.encode() for line in lines)
    file.write_bytes(b"".join(body + b"\n" for body in bodies))
    site = SiteAddresses("", {slug: slug for slug in slugs}, frozenset({HOST}), "/searched")
    return import_logs([file], site, "web", visits or Visits(Rules()))


@dataclass
class Sessions:
    """Readers who look at the results of a query, and open what appeals to them."""

    appeal: Mapping[str, float]
    """Slug -> probability of an open by a reader who looks at it."""
    seed: int = 1
    addresses: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, query: str, shown: Sequence[str], times: int) -> None:
        """Add so many readers; the n-th result is looked at with the probability 1/n."""
        chance = random.Random(f"{self.seed} {query} {'.'.join(shown)}")  # noqa: S311
        for _ in range(times):
            self.addresses += 1
            first, second = divmod(self.addresses, 65_536)
            reader = Reader(f"10.{first}.{second // 256}.{second % 256}")
            self.lines.append(
                combined(f"/searched?q={quote(query)}&shown={'.'.join(shown)}", reader)
            )
            for place, slug in enumerate(shown, 1):
                if chance.random() < self.appeal[slug] / place:
                    self.lines.append(combined(opened(slug, query, shown), reader))


def sessions(appeal: Mapping[str, float], seed: int = 1) -> Sessions:
    """Return an empty log of readers to whom tools appeal as given."""
    return Sessions(appeal, seed)


def kendall_tau(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return Kendall's tau-a of two orders of the same names, -1 to 1."""
    names = sorted(first)
    pairs = [(a, b) for number, a in enumerate(names) for b in names[number + 1 :]]

    def sign(value: float) -> int:
        return (value > 0) - (value < 0)

    agreements = (sign(first[a] - first[b]) * sign(second[a] - second[b]) for a, b in pairs)
    return sum(agreements) / len(pairs)
