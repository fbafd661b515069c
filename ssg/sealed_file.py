"""State files with a header and a checksum: a damaged one is as good as a missing one."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

__all__ = ["is_sealed", "opened", "seal", "sealed"]

CHECKSUM_BYTES = 16
CHUNK = 1 << 20
"""Bytes that are read at once."""


def sealed(header: bytes, parts: Sequence[bytes], key: bytes) -> bytes:
    """Return a file with a header and a checksum, and the parts one after the other.

    `key`: at most 64 bytes.
    """
    return b"".join((seal(header, parts, key), *parts))


def seal(header: bytes, parts: Iterable[bytes | memoryview], key: bytes) -> bytes:
    """Return only the beginning of such a file: the header and the checksum."""
    check = 0
    for part in parts:
        check = zlib.crc32(part, check)
    return header + _checksum(check, key)


def opened(header: bytes, body: bytes, key: bytes) -> memoryview | None:
    """Return the content of a file; None if it is missing, damaged or of another key."""
    start = len(header) + CHECKSUM_BYTES
    content = memoryview(body)[start:]
    if body.startswith(header) and _checksum(zlib.crc32(content), key) == body[len(header) : start]:
        return content
    return None


def is_sealed(file: BinaryIO, header: bytes, key: bytes) -> bool:
    """Return whether an open file is such a one, of a key and undamaged.

    It is read in parts, and then stands at its content.
    """
    start, check = file.read(len(header) + CHECKSUM_BYTES), 0
    while block := file.read(CHUNK):
        check = zlib.crc32(block, check)
    file.seek(len(start))
    return start == header + _checksum(check, key)


def _checksum(check: int, key: bytes) -> bytes:
    """Return a hash over a CRC-32 and a key of at most 64 bytes: it finds damage, no forgery."""
    return hashlib.blake2b(
        check.to_bytes(4, "little"), key=key, digest_size=CHECKSUM_BYTES
    ).digest()
