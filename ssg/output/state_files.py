"""Open, read and write files of the state folder.

The folder may come with the content, as a file of a commit or of an archive.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ssg.output.digests import NO_LINKS, READ

__all__ = ["load_state", "open_state", "read_state", "save_state"]


def open_state(file: str, buffering: int = -1) -> BinaryIO:
    """Open a file to read it; raise OSError for anything but a regular file.

    A link could lead to a device without an end, and a named pipe waits for another program.
    """
    descriptor = os.open(file, READ | NO_LINKS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", file)
    return os.fdopen(descriptor, "rb", buffering)


def read_state(file: str) -> bytes:
    """Return the content of a file; raise OSError as `open_state` does."""
    with open_state(file, 0) as opened:
        return opened.read()


def load_state(file: str) -> bytes:
    """Return the content of a file; empty if it is missing or cannot be read."""
    with suppress(OSError):
        return read_state(file)
    return b""


def save_state(file: str, temporary: str, body: bytes) -> None:
    """Replace a file atomically through the file `temporary`; errors of the system are ignored."""
    with suppress(OSError):
        Path(temporary).write_bytes(body)
        Path(temporary).replace(file)
