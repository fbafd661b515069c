"""Configuration of one run: folders, base URL, reference date and processes."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["Config", "resolved"]


def resolved(path: Path) -> Path:
    """Return a path without links; raise UsageError for a link that leads to itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError before Python 3.13
        raise UsageError(
            f'cannot find "{printable(str(path), 300)}": it is a loop of links, or the current '
            "folder was deleted; name another folder"
        ) from error


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
    """Number of processes that may work at once; a process with threads has 1, and forks none."""
    as_of: date | None = None
    """Reference date for ages; None takes it from the content (`ranking.scoring.newest_date`)."""
    latest: date | None = None
    """A later date in the content is an error; None allows every date."""
    wait: float = 0.0
    """Seconds to wait while another build writes to the output folder."""
    strict: bool = False
    """Whether a warning fails a build before it replaces the output."""
    own_layouts: bool = True
    """Whether `layouts/` of the site is used; layouts are programs. Else only the packaged ones."""

    @staticmethod
    def of(
        site: Path,
        output: Path | None = None,
        *,
        base_url: str = "",
        as_of: date | None = None,
        jobs: int = 1,
    ) -> "Config":
        """Return the configuration for a site folder; the output defaults to `public/` inside it.

        Raise UsageError if the output would overwrite the site.
        """
        root, target = resolved(site), resolved(output or site / "public")
        if root.is_relative_to(target) or any(
            target.is_relative_to(root / name) for name in ("content", "layouts")
        ):
            raise UsageError(
                f'the output folder "{printable(str(output), 300)}" contains the site or is part '
                "of its content; choose another"
            )
        return Config(root=root, output=target, base_url=base_url, as_of=as_of, jobs=jobs)

    @staticmethod
    def default_jobs() -> int:
        """Return the number of cores that this process may use."""
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
