"""Repeat work on the content until no file changed while it ran.

An editor may save a file in several writes. What is read between two of them can be valid YAML, and
is no state of the content that anybody wanted.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from ssg.content.files import is_dropping
from ssg.errors import BuildError, ContentError, UsageError

__all__ = ["Verify", "on_stable_content", "stamps"]

Result = TypeVar("Result")
Verify: TypeAlias = Callable[[], None]
"""Ends the work, so that it is repeated, if a file has changed since it began."""
FOLDERS = ("content", "layouts")
TRIES = 5


class _ChangedError(Exception):
    """A file changed during the work."""


def on_stable_content(
    root: Path,
    work: Callable[[Verify], Result],
    known: Mapping[str, tuple[int, ...]] | None = None,
) -> Result:
    """Return the result of the work, repeated while files of the site change during it.

    The work calls its argument when it has read everything and has published nothing. `known`: the
    `stamps` when the first work began, if that was earlier. Raise BuildError if files change each
    time.
    """
    for first in (known, *[None] * (TRIES - 1)):
        before = stamps(root) if first is None else first

        def verify(before: Mapping[str, tuple[int, ...]] = before) -> None:
            if stamps(root) != before:
                raise _ChangedError

        try:
            return work(verify)
        except _ChangedError:
            continue
        except (ContentError, UsageError):  # perhaps a file that was saved in part
            if stamps(root) == before:
                raise
    raise BuildError(
        f"the content changed during each of {TRIES} builds; "
        "let the program that writes to it finish, and build again"
    )


def stamps(root: Path) -> Mapping[str, tuple[int, ...]]:
    """Return a status of each file that changes with every write: path -> inode, size, times.

    What editors leave behind is left out: an open editor writes to it all the time.
    """
    return {
        entry.path: _status(entry) for folder in FOLDERS for entry in _entries(str(root / folder))
    }


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    folders = [folder]
    for place in folders:  # grows during the loop
        try:
            with os.scandir(place) as found:
                entries = [entry for entry in found if not is_dropping(entry.name)]
        except OSError:  # missing or not readable, which loading reports
            continue
        folders += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        yield from entries


def _status(entry: os.DirEntry[str]) -> tuple[int, ...]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # deleted in the meantime
        return ()
    if entry.is_dir(follow_symlinks=False):
        return (status.st_ino,)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
