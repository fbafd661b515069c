"""Size and digest of a file, and of chunks while they are copied."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator

from ssg.output.system_errors import READ_ADVICE, failure
from ssg.text import printable

__all__ = ["DIGEST_BYTES", "NO_LINKS", "READ", "Total", "chunks_of", "size_and_digest"]

DIGEST_BYTES = 16
CHUNK = 1 << 20

if sys.platform == "win32":
    READ = os.O_RDONLY | os.O_BINARY
else:
    READ = os.O_RDONLY
NO_LINKS = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0
"""Neither follow a link nor wait for a named pipe."""


class Total:
    """Size and digest of chunks."""

    def __init__(self) -> None:
        """Begin with no chunk."""
        self.size, self._hash = 0, hashlib.blake2b(digest_size=DIGEST_BYTES)

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield chunks and count each."""
        for chunk in chunks:
            self._hash.update(chunk)
            self.size += len(chunk)
            yield chunk

    def digest(self) -> str:
        """Return the digest of the chunks so far, in hexadecimal."""
        return self._hash.hexdigest()


def size_and_digest(path: str) -> tuple[int, str]:
    """Read a file and return its size in bytes and its digest."""
    total = Total()
    for _ in total.counted(chunks_of(path)):
        pass
    return total.size, total.digest()


def chunks_of(path: str) -> Iterator[bytes]:
    """Read a file; raise BuildError if it cannot be read."""
    try:
        descriptor = os.open(path, READ)
        try:
            # A buffer of 1 MB costs more than a small page.
            length = min(os.fstat(descriptor).st_size + 1, CHUNK)
            while chunk := os.read(descriptor, length):
                yield chunk
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure(error, f'read "{printable(path, 300)}"', READ_ADVICE) from error
