"""Files and folders of a tree: walk it, check and list paths, link a file of another tree."""

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from ssg.errors import BuildError
from ssg.text import printable

__all__ = [
    "check_path",
    "check_paths",
    "folders_in_order",
    "folders_of",
    "is_regular",
    "link",
    "parents",
    "walk",
]

CANNOT_LINK = {errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
"""Error numbers of systems without hard links, or that restrict links to one's own files."""

MOST_FOLDERS = 4_096
"""Folders of one folder that are remembered at a time."""

PLAIN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
"""Nearly all paths; no path that `FORBIDDEN` finds something in. It takes a quarter of the time."""
# An empty, `.` or `..` part, a backslash, a control character, or a lone surrogate.
FORBIDDEN = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def walk(top: str) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Yield paths below a folder: files, links and other entries; empty folders end with `/`."""
    return _walk(top, [""] if os.path.lexists(top) else [])


def _walk(top: str, folders: list[str]) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Yield what `walk` yields of some folders; those below them are added to the list.

    Only a folder with more than `MOST_FOLDERS` takes a recursion: deep trees need none.
    """
    for folder in folders:  # grows during the loop
        is_empty, below = True, list[str]()
        with os.scandir(f"{top}/{folder}") as entries:
            for entry in entries:  # not as a list: a folder may have 200,000 entries
                is_empty = False
                if not entry.is_dir(follow_symlinks=False):
                    yield folder + entry.name, entry
                    continue
                if len(below) == MOST_FOLDERS:
                    yield from _walk(top, below)
                    below = []
                below.append(f"{folder}{entry.name}/")
        folders += below
        if folder and is_empty:
            yield folder, None


def is_regular(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a regular file, and no link."""
    return entry.is_file(follow_symlinks=False)


def parents(path: str) -> Iterator[str]:
    """Yield the parent folders of a path, the nearest first, each ending with `/`."""
    while path := path[: path.rfind("/", 0, -1) + 1]:
        yield path


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return all parent folders of the paths."""
    nearest = {path[: path.rfind("/", 0, -1) + 1] for path in paths} - {""}
    return nearest.union(*map(parents, nearest))


def folders_in_order(paths: Iterable[str]) -> Iterator[str]:
    """Yield what `folders_of` has of paths that are sorted, each folder after those above it."""
    last = ""
    for path in paths:
        folder = path[: path.rfind("/") + 1]
        if folder != last:
            above = [each for each in (folder, *parents(folder)) if not last.startswith(each)]
            yield from reversed(above)
            last = folder


def link(source: str, target: str) -> bool:
    """Add a file of a tree to another one; return whether the two share it.

    Symbolic links are copied as links, other files where the system cannot link them.
    """
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return True
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in CANNOT_LINK:
            raise
        shutil.copy2(source, target)
        return False
    return True


def check_path(path: str) -> None:
    """Raise BuildError for a path that leaves the output folder or is not portable."""
    if not PLAIN.fullmatch(path) and FORBIDDEN.search(path):
        raise BuildError(
            f'invalid output path "{printable(path, 300)}"; use plain names separated by "/"'
        )


def check_paths(paths: Iterable[str]) -> None:
    """Do what `check_path` does for each of many paths."""
    for path in filterfalse(PLAIN.fullmatch, paths):
        check_path(path)
