"""State of one host during a refresh: pace, rate limit, and whether it answers at all."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["HostReport", "HostState", "limit_reset"]

DEFAULT_LIMIT_SECONDS = 60.0
"""Wait after a status 429 that does not name a time."""
MAX_LIMIT_SECONDS = 86_400.0
"""A host that names a later time is asked again after a day."""
EPOCH_THRESHOLD = 1e9
"""Larger values of a reset header are Unix times, smaller ones are seconds from now."""
MAX_FAILURES = 5
"""Failed requests in a row, each with its retries, after which a host is given up."""


def limit_reset(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """Return the Unix time at which the rate limit of a response ends; None if it is not limited.

    Understands `Retry-After` in seconds, `X-RateLimit-Remaining` and `-Reset` of GitHub and
    Forgejo, and `RateLimit-Remaining` and `-Reset` of GitLab. `now` is a Unix time.
    """
    retry_after = _seconds(headers.get("retry-after", ""))
    if status in {403, 429} and retry_after is not None:
        return now + min(retry_after, MAX_LIMIT_SECONDS)
    for prefix in ("x-ratelimit", "ratelimit"):
        reset = _seconds(headers.get(f"{prefix}-reset", ""))
        if headers.get(f"{prefix}-remaining") == "0" and reset is not None:
            seconds = reset - now if reset > EPOCH_THRESHOLD else reset
            return now + min(seconds, MAX_LIMIT_SECONDS)
    return now + DEFAULT_LIMIT_SECONDS if status == 429 else None


def _seconds(header: str) -> float | None:
    return float(header) if re.fullmatch(r"[0-9]{1,12}", header) else None


@dataclass(frozen=True, slots=True)
class HostReport:
    """Why requests were not sent to a host."""

    origin: str
    limited_until: float
    """Unix time at which its rate limit ends."""
    skipped: int
    """Requests that were not sent because of the rate limit."""
    down: str
    """Why it was given up; empty if it was not."""


class HostState:
    """What is known about a host; shared by all threads."""

    def __init__(self, delay: float, concurrent: int) -> None:
        """Take the seconds between the starts of two requests, and how many may run at a time."""
        self._delay = delay
        self._next_start = 0.0
        self._failures = 0
        self._lock = threading.Lock()
        self.slots = threading.Semaphore(concurrent)
        """To be held during a request."""
        self.limited_until = 0.0
        """Unix time at which the rate limit ends."""
        self.skipped = 0
        """Requests that were not sent because of the rate limit."""
        self.down = ""
        """Why no more requests are sent; empty if they are."""

    def turn(self, now: float) -> float:
        """Reserve the next start; return the seconds to wait for it."""
        with self._lock:
            start = max(now, self._next_start)
            self._next_start = start + self._delay
            return start - now

    def succeeded(self) -> None:
        """Note a response."""
        with self._lock:
            self._failures = 0

    def failed(self, reason: str) -> None:
        """Note a request without a usable response; give the host up after many in a row."""
        with self._lock:
            self._failures += 1
            if self._failures >= MAX_FAILURES:
                self.down = reason

    def give_up(self, reason: str) -> None:
        """Send no more requests."""
        with self._lock:
            self.down = reason

    def limit(self, until: float) -> None:
        """Note the end of the rate limit."""
        with self._lock:
            self.limited_until = max(self.limited_until, until)

    def skip(self) -> None:
        """Count a request that is not sent because of the rate limit."""
        with self._lock:
            self.skipped += 1
