"""Build cache: output path -> input fingerprints, digest, size, modification time.

A page is skipped if a fingerprint and its file are unchanged. The cache is a file in the state
folder. An outdated cache is safe, as the file itself is compared; a corrupt one is ignored.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Stage, Written

__all__ = ["BuildCache", "grouped", "write_cache"]

HEADER = b"ssg cache 2\n"
CHECKSUM_BYTES, KEY_BYTES = 16, 8
ENTRY = np.dtype(
    [
        ("key", "<u8"),
        ("fingerprint", "V16"),
        ("matched", "V16"),
        ("digest", "V16"),
        ("size", "<u8"),
        ("mtime", "<i8"),
    ]
)
"""One file: a hash of its path, its fingerprints, digest, size (bytes), modification time (ns)."""

Entries: TypeAlias = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Generated files by the hash of their path; some 80 bytes each."""

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

    def lookup(
        self, stage: Stage, path: str, fingerprint: bytes, matched: bytes = b""
    ) -> Written | None:
        """Return the record of a path if its file and a fingerprint are unchanged, else None.

        That is `matched` if it is given: the record then gets the new `fingerprint`.
        """
        key = _key(path)
        index = int(np.searchsorted(self.keys, np.uint64(key)))
        if index == len(self.keys) or int(self.keys[index]) != key:
            return None
        entry = self.entries[index]
        size, mtime = int(entry["size"]), int(entry["mtime"])
        recorded = entry["matched"].tobytes()
        if matched and recorded != matched:
            return None
        if not matched and entry["fingerprint"].tobytes() != fingerprint:
            return None
        if not stage.is_unchanged(path, size, mtime):
            return None
        digest = entry["digest"].tobytes().hex()
        return Written(
            path,
            size,
            digest,
            reused=True,
            mtime=mtime,
            fingerprint=fingerprint,
            matched=recorded if any(recorded) else b"",
        )

    def lookup_group(self, stage: Stage, paths: Iterable[str], fingerprint: bytes) -> list[Written]:
        """Return the records of `grouped` files if all of them are unchanged, else nothing.

        `paths` may contain others.
        """
        found = [record for path in paths if (record := self.lookup(stage, path, fingerprint))]
        group = _group([record.path for record in found])
        return found if all(record.matched == group for record in found) else []


def grouped(written: Sequence[Written], fingerprint: bytes) -> list[Written]:
    """Return the records of files that are reused together or not at all."""
    group = _group([record.path for record in written])
    return [replace(record, fingerprint=fingerprint, matched=group) for record in written]


def _group(paths: Iterable[str]) -> bytes:
    """Return a hash over a set of paths."""
    return hashlib.blake2b("\0".join(sorted(paths)).encode(), digest_size=16).digest()


def write_cache(file: str, temporary: str, written: Iterable[Written]) -> None:
    """Write the cache atomically by way of `temporary`; errors of the system are ignored."""
    with suppress(OSError):
        rows = [_row(record) for record in written if record.fingerprint]
        body = np.sort(np.array(rows, ENTRY), order="key").tobytes()
        Path(temporary).write_bytes(HEADER + _checksum(body) + body)
        Path(temporary).replace(file)


def _row(record: Written) -> tuple[int, bytes, bytes, bytes, int, int]:
    """Return the fields of `ENTRY`."""
    digest, matched = bytes.fromhex(record.digest), record.matched or bytes(16)
    return _key(record.path), record.fingerprint, matched, digest, record.size, record.mtime


def _key(path: str) -> int:
    return int.from_bytes(hashlib.blake2b(path.encode(), digest_size=KEY_BYTES).digest(), "little")


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest()
