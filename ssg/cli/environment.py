"""What commands take from their surroundings: the site, the day, caches and optional packages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ssg.cli.messages import message_settings
from ssg.config import Config
from ssg.content.git import commit_day
from ssg.errors import UsageError
from ssg.project import install_command

__all__ = ["cache_folder", "make_config", "require_extra"]


def make_config(
    site: Path,
    output: Path | None,
    day: datetime | None,
    base_url: str = "",
    *,
    own_layouts: bool = True,
) -> Config:
    """Return the configuration of a command.

    Raise UsageError if the output folder would overwrite the site.
    """
    config = Config.of(site, output, base_url=_checked_url(base_url), jobs=Config.default_jobs())
    as_of, latest = _days(config.root, day)
    config = replace(config, as_of=as_of, latest=latest, own_layouts=own_layouts)
    message_settings().root = config.root
    return config


def _days(root: Path, day: datetime | None) -> tuple[date | None, date]:
    """Return the reference date for ages, and the latest date that the content may contain.

    Without a given day, contributors may use their own today, which can be a day ahead of UTC. The
    clock decides only which dates are errors, so it never changes the output.
    """
    given = _reference_date(day)
    if given:
        return given, given
    commit = commit_day(root)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return commit, max(tomorrow, commit or tomorrow)


def _reference_date(day: datetime | None) -> date | None:
    if day:
        return day.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds'
        ) from error


def _checked_url(url: str) -> str:
    """Return the value of --base-url; raise UsageError if it is invalid."""
    if not url:
        return ""
    from ssg.content.field_types import check_base_url

    fault = check_base_url(url)
    if fault:
        raise UsageError(f"--base-url {fault}")
    return url


def cache_folder() -> Path:
    """Return the user's cache folder of ssg; its files may be deleted at any time.

    Raise UsageError if the user has no home folder.
    """
    given = os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(given or Path.home() / ".cache") / "ssg"
    except RuntimeError as error:
        raise UsageError(
            "this user has no home folder; set XDG_CACHE_HOME to a folder for caches"
        ) from error


@contextmanager
def require_extra(packages: str, extra: str, option: str) -> Iterator[None]:
    """Turn a missing optional package into a UsageError with the command that installs it.

    `packages` are the top-level modules, separated by spaces, that the extra provides.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in packages.split():
            raise
        raise UsageError(
            f"{option} needs more packages; install them with: {install_command(extra)}"
        ) from error
