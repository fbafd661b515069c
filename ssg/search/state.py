"""`SearchState`: what one build of the index leaves for the next one, in files with checksums."""

import hashlib
import zlib
from collections.abc import Callable, Sequence
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


def sealed(header: bytes, parts: Sequence[bytes], key: bytes) -> bytes:
    """Return a file with a header and a checksum, and the parts one after the other."""
    check = 0
    for part in parts:
        check = zlib.crc32(part, check)
    return b"".join((header, _checksum(check, key), *parts))


def opened(header: bytes, body: bytes, key: bytes) -> memoryview | None:
    """Return the content of a file; None if it is missing, damaged or of another key."""
    start = len(header) + CHECKSUM_BYTES
    content = memoryview(body)[start:]
    if body.startswith(header) and _checksum(zlib.crc32(content), key) == body[len(header) : start]:
        return content
    return None


def _checksum(check: int, key: bytes) -> bytes:
    """Return a hash over a CRC-32 and a key of at most 64 bytes: it finds damage, no forgery."""
    return hashlib.blake2b(
        check.to_bytes(4, "little"), key=key, digest_size=CHECKSUM_BYTES
    ).digest()
