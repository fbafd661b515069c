"""Which files of the output are as the build cache has them.

Their paths are those of the manifest: nothing of the site is needed, so that another process looks
at the files while the content is read.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.build.cache import ENTRY, UnchangedEntries, unchanged_entries
from ssg.config import Config
from ssg.errors import BuildError
from ssg.output import manifest
from ssg.output.atomic_swap import OutputPaths
from ssg.parallel import forked

__all__ = ["looking_at_files", "unchanged_files"]

MANY_FILES = 5_000
"""Files of the output from which another process pays off."""

Identity: TypeAlias = tuple[tuple[int, ...], ...]


class _Looked(NamedTuple):
    """What was found, and where."""

    identity: Identity
    """Of the output folder and the cache: another build replaces both."""
    entries: NDArray[np.bool_]


def unchanged_files(paths: OutputPaths) -> NDArray[np.bool_]:
    """Return for each entry of the cache whether its file is as that has it; look at all files."""
    return _looked(paths).entries


@contextmanager
def looking_at_files(config: Config) -> Iterator[UnchangedEntries]:
    """Look at the files in another process; yield a function that returns `unchanged_files`.

    It is called by a build that has the lock of the output: what was found is not used if another
    build has published since.
    """
    try:
        paths = OutputPaths.of(config.output)
        size = Path(paths.cache).stat().st_size
    except (BuildError, OSError):  # reported when the site is published
        yield lambda: np.zeros(0, bool)
        return
    worth = config.jobs > 1 and size >= MANY_FILES * ENTRY.itemsize
    with forked(lambda: _looked(paths), worth=worth) as looked:
        once = cache(looked)
        yield lambda: _still(paths, once())
        if worth:
            once()  # a build that needs no entry lets the other process end


def _still(paths: OutputPaths, found: _Looked) -> NDArray[np.bool_]:
    """Return the entries that were found if the cache and the output are those of then."""
    return found.entries if found.identity == _identity(paths) else unchanged_files(paths)


def _looked(paths: OutputPaths) -> _Looked:
    identity, entries = _identity(paths), np.zeros(0, bool)
    with suppress(OSError, ValueError, BuildError):  # a damaged manifest: publishing reports it
        entries = unchanged_entries(paths.cache, paths.output, manifest.paths_of(paths.manifest))
    return _Looked(identity, entries)


def _identity(paths: OutputPaths) -> Identity:
    found = []
    with suppress(OSError):
        for path in (paths.output, paths.cache):
            status = os.lstat(path)
            found.append((status.st_dev, status.st_ino))
        found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)
