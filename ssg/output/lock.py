"""Exclusive lock file: one build at a time for each output folder.

The system releases the lock when the process ends.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ssg.errors import BuildError
from ssg.text import printable

if sys.platform == "win32":
    import msvcrt

    OPEN = os.O_RDWR | os.O_CREAT
else:
    import fcntl

    OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW

__all__ = ["locked", "refusal_for"]

BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
"""Error numbers for a lock that another process holds."""
FILE_MODE = 0o644
RETRY = 0.1
"""Seconds between two attempts to take a lock that another process holds."""
TRIES = 100
"""Attempts to open the lock file while `clean` removes it; a second one is already rare."""

# POSIX locks are held by a process and do not exclude its own threads. This maps each path that
# this process has locked to its owner; `setdefault` is atomic between threads.
HELD: dict[str, object] = {}


def refusal_for(output: Path) -> str:
    """Return the message for an output folder that another build writes to; see `locked`."""
    shown = printable(str(output), 300).replace("{", "{{").replace("}", "}}")
    return f'another build{{holder}} is writing to "{shown}"; wait for it to end'


@contextmanager
def locked(path: str, refusal: str, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file inside the block.

    While another thread or process holds it, try again for `wait` seconds; then raise BuildError
    with the message `refusal`, in which `{holder}` is replaced by the other process.
    """
    owner, end = object(), time.monotonic() + wait
    while True:
        try:
            descriptor = _acquire_once(path, refusal, owner)
            break
        except BuildError:
            if time.monotonic() >= end:
                raise
            time.sleep(RETRY)
    try:
        yield
    finally:
        os.close(descriptor)
        del HELD[path]


def _acquire_once(path: str, refusal: str, owner: object) -> int:
    if HELD.setdefault(path, owner) is not owner:
        raise BuildError(refusal.format(holder=f" (process {os.getpid()})"))
    try:
        return _acquire(path, refusal)
    except BaseException:
        del HELD[path]
        raise


def _acquire(path: str, refusal: str) -> int:
    for _ in range(TRIES):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.islink(path):  # not made by a build: remove the link, never follow it
            with suppress(FileNotFoundError):
                os.unlink(path)
        try:
            descriptor = os.open(path, OPEN, FILE_MODE)
        except FileNotFoundError:
            continue
        _make_readable(descriptor)
        try:
            if _lock(descriptor) and _is_current(descriptor, path):
                _sign(descriptor)
                return descriptor
        except OSError as error:
            holder = _holder(descriptor)
            os.close(descriptor)
            if error.errno in BUSY:
                raise BuildError(refusal.format(holder=holder)) from error
            raise
        os.close(descriptor)
    raise BuildError(refusal.format(holder=""))


def _sign(descriptor: int) -> None:
    """Write the number of this process into the lock file, for the message of another one.

    A full disk does not matter. A file with a second hard link may be something else.
    """
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())


def _holder(descriptor: int) -> str:
    """Return ` (process 123)` for the process that holds the lock; empty if it is unknown."""
    with suppress(OSError, ValueError):
        return f" (process {int(os.read(descriptor, 20))})"
    return ""


def _make_readable(descriptor: int) -> None:
    """Set the mode of the lock file whatever the umask, so that the next build can open it.

    A file with a second hard link may be something else: its mode is kept.
    """
    if sys.platform != "win32":
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
            with suppress(OSError):  # owned by another user
                os.fchmod(descriptor, FILE_MODE)


def _lock(descriptor: int) -> bool:
    """Take the lock without waiting.

    lockf and not flock: fork does not inherit a POSIX lock, so a worker that outlives a killed
    build does not keep it.
    """
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True


def _is_current(descriptor: int, path: str) -> bool:
    """Return whether the path still names the locked file: `clean` may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False
