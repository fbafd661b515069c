"""Configuration of one run: folders, base URL, reference date and processes."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["SITE_FILE", "Config"]


SITE_FILE = "content/site.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Configuration of one run."""

    root: Path
    """Site folder, which contains `content/`."""
    output: Path
    """Output folder."""
    base_url: str = ""
    """URL of the site; overrides site.yaml if not empty."""
    jobs: int = 1
    """Number of rendering processes."""
    as_of: date | None = None
    """Reference date for ages; by default the newest date in the content."""

    @staticmethod
    def default_jobs() -> int:
        """Return the number of cores that this process may use."""
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
