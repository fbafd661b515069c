"""A lock file -> one build at a time: taken at once or refused, and gone with the process that holds it."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ssg.errors import BuildError

if sys.platform == "win32":
    import msvcrt

    OPEN = os.O_RDWR | os.O_CREAT
else:
    import fcntl

    OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW

__all__ = ["locked"]

BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
"""What the system answers when another process holds the lock."""
FILE_MODE = 0o644
TRIES = 100
"""How often a lock file is opened anew because `clean` removed it in between; twice is already rare."""

# POSIX locks belong to a process and say nothing between its threads: this holds the lock files that this process has
# locked. It is read and written by `setdefault` alone, which is one step for all threads.
HELD: dict[str, object] = {}


@contextmanager
def locked(path: str, refusal: str) -> Iterator[None]:
    """Hold the lock file for the block, or raise a BuildError with the refusal when anybody else does."""
    owner = object()
    if HELD.setdefault(path, owner) is not owner:
        raise BuildError(refusal)
    try:
        descriptor = _acquire(path, refusal)
        try:
            yield
        finally:
            os.close(descriptor)
    finally:
        del HELD[path]


def _acquire(path: str, refusal: str) -> int:
    for _ in range(TRIES):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.islink(path):  # no build made it, and what it leads to is none of ours
            with suppress(FileNotFoundError):
                os.unlink(path)
        try:
            descriptor = os.open(path, OPEN, FILE_MODE)
        except FileNotFoundError:
            continue
        _let_others_open(descriptor)
        try:
            if _lock(descriptor) and _stands(descriptor, path):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            if error.errno in BUSY:
                raise BuildError(refusal) from error
            raise
        os.close(descriptor)
    raise BuildError(refusal)


def _let_others_open(descriptor: int) -> None:
    """Set the mode of the lock file, whatever the umask: the next build must be able to open it.

    A file with another name as well may be something else: it keeps its mode.
    """
    if sys.platform != "win32":
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
            with suppress(OSError):  # it is another user's
                os.fchmod(descriptor, FILE_MODE)


def _lock(descriptor: int) -> bool:
    """Take the lock without waiting.

    lockf, not flock: a POSIX lock is not inherited by fork, so a worker that outlives a killed build does not keep it.
    """
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True


def _stands(descriptor: int, path: str) -> bool:
    """Tell whether the locked file is still the one with this name: `clean` may have removed it before we locked it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False
