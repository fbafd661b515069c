"""`content/site.yaml` -> `Settings`, and together with the words typed -> one frozen `Config`."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["SITE_FILE", "Config"]


SITE_FILE = "content/site.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What one run of the program is asked to do."""

    root: Path
    """The folder that holds `content/`."""
    output: Path
    """The folder that the site is written to."""
    base_url: str = ""
    """Replaces the site's own when given."""
    jobs: int = 1
    """Processes that render pages."""
    strict: bool = False
    """Whether warnings fail."""
    as_of: date | None = None
    """The day that ages are counted to; None takes it from the content (`ranking.scoring.newest_date`)."""
    latest: date | None = None
    """A later date in the content is an error; None allows every date."""

    @staticmethod
    def default_jobs() -> int:
        """Return how many cores this process may use."""
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
