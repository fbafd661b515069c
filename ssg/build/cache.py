"""Build cache: output path -> input fingerprint, digest, size, modification time.

A page is skipped if its fingerprint and its file are unchanged. The cache is a file in the state
folder. An outdated cache is safe, as the file itself is compared; a corrupt one is ignored.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Stage, Written

__all__ = ["BuildCache", "write_cache"]

HEADER = b"ssg cache 1\n"
CHECKSUM_BYTES, KEY_BYTES = 16, 8
ENTRY = np.dtype(
    [("key", "<u8"), ("fingerprint", "V16"), ("digest", "V16"), ("size", "<u8"), ("mtime", "<i8")]
)
"""One file: a hash of its path, its fingerprint, digest, size in bytes, modification time in ns."""

Entries: TypeAlias = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Generated files by the hash of their path; some 60 bytes each."""

    program: bytes
    """`fingerprint.program_fingerprint` of the running build."""
    keys: NDArray[np.uint64]
    """Sorted."""
    entries: Entries

    @classmethod
    def read(cls, file: str, program: bytes) -> "BuildCache":
        """Read the cache file; a missing or corrupt one gives an empty cache."""
        entries = np.empty(0, ENTRY)
        with suppress(OSError, ValueError):
            body = Path(file).read_bytes()
            start = len(HEADER) + CHECKSUM_BYTES
            if body.startswith(HEADER) and _checksum(body[start:]) == body[len(HEADER) : start]:
                entries = np.frombuffer(body, ENTRY, offset=start)
        return cls(program, np.ascontiguousarray(entries["key"]), entries)

    def lookup(self, stage: Stage, path: str, fingerprint: bytes) -> Written | None:
        """Return the record of a path if its fingerprint and its file are unchanged, else None."""
        key = _key(path)
        index = int(np.searchsorted(self.keys, np.uint64(key)))
        if index == len(self.keys) or int(self.keys[index]) != key:
            return None
        entry = self.entries[index]
        size, mtime = int(entry["size"]), int(entry["mtime"])
        if entry["fingerprint"].tobytes() != fingerprint:
            return None
        if not stage.is_unchanged(path, size, mtime):
            return None
        digest = entry["digest"].tobytes().hex()
        return Written(path, size, digest, reused=True, mtime=mtime, fingerprint=fingerprint)


def write_cache(file: str, temporary: str, written: Iterable[Written]) -> None:
    """Write the cache atomically by way of `temporary`; errors of the system are ignored."""
    with suppress(OSError):
        rows = [_row(record) for record in written if record.fingerprint]
        body = np.sort(np.array(rows, ENTRY), order="key").tobytes()
        Path(temporary).write_bytes(HEADER + _checksum(body) + body)
        Path(temporary).replace(file)


def _row(record: Written) -> tuple[int, bytes, bytes, int, int]:
    """Return the fields of `ENTRY`."""
    digest = bytes.fromhex(record.digest)
    return _key(record.path), record.fingerprint, digest, record.size, record.mtime


def _key(path: str) -> int:
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=KEY_BYTES).digest(), "little")


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest()
