"""Results of external link checks, and their cache between runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

__all__ = ["LinkResult", "LinkState", "read_cache", "update_cache"]


class LinkState(StrEnum):
    """State of an external link."""

    ALIVE = "alive"
    MOVED = "moved"
    """Permanently redirected."""
    DEAD = "dead"
    UNKNOWN = "unknown"
    """Undetermined: timeout, connection error or access denied."""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """Result of checking one URL."""

    state: LinkState
    reason: str = ""
    """Why the link is dead or unknown: `HTTP status 404`, `host not found`."""
    target: str = ""
    """The new URL of a moved link."""


MAX_AGE = {LinkState.ALIVE: 7 * 86_400, LinkState.MOVED: 7 * 86_400, LinkState.DEAD: 86_400}
"""State -> seconds for which a result is reused; unknown results are never cached."""


def read_cache(file: Path, now: float) -> dict[str, LinkResult]:
    """Return URL -> result for entries still valid at `now` (Unix time in seconds).

    A missing or corrupt cache file is treated as empty.
    """
    return {url: result for url, (result, _) in _entries(file, now).items()}


def update_cache(file: Path, results: Mapping[str, LinkResult], now: float) -> None:
    """Add results obtained at `now` and remove expired ones; raise OSError if writing fails."""
    entries = _entries(file, now) | {
        url: (result, now) for url, result in results.items() if result.state in MAX_AGE
    }
    rows = {
        url: [result.state, result.reason, result.target, checked]
        for url, (result, checked) in sorted(entries.items())
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".new")
    temporary.write_text(json.dumps(rows, indent=0), encoding="utf-8")
    temporary.replace(file)


def _entries(file: Path, now: float) -> dict[str, tuple[LinkResult, float]]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {
            url: (LinkResult(LinkState(state), str(reason), str(target)), float(checked))
            for url, (state, reason, target, checked) in rows.items()
            if 0 <= now - checked < MAX_AGE.get(LinkState(state), 0)
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
