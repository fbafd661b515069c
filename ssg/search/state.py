"""`SearchState`: what one build of the index leaves for the next one, in files with checksums."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["SearchState", "opened", "sealed"]

CHECKSUM_BYTES = 16


@dataclass(frozen=True, slots=True)
class SearchState:
    """Where files of the last build come from, and where new ones go.

    A file has a name, and the first folder of the pages of its language, or an empty text.
    """

    program: bytes
    """Hash of the running program."""
    read: Callable[[str, str], bytes]
    """Name and folder -> what was written; empty if there is nothing."""
    write: Callable[[str, str, bytes], None]


def sealed(header: bytes, content: bytes, key: bytes) -> bytes:
    """Return a file with a header and a checksum; `key`: at most 64 bytes."""
    return header + _checksum(content, key) + content


def opened(header: bytes, body: bytes, key: bytes) -> memoryview | None:
    """Return the content of a file; None if it is missing, damaged or of another key."""
    start = len(header) + CHECKSUM_BYTES
    content = memoryview(body)[start:]
    if body.startswith(header) and _checksum(content, key) == body[len(header) : start]:
        return content
    return None


def _checksum(content: bytes | memoryview, key: bytes) -> bytes:
    return hashlib.blake2b(content, key=key, digest_size=CHECKSUM_BYTES).digest()
