"""`WrittenTable`: the records of all staged files, packed.

A large site has hundreds of thousands of files, and every one has a record until it is published.
As a `Written` it takes some 600 bytes, here 260, most of them for its path.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from unicodedata import normalize

from ssg.output.staging import Written

__all__ = ["Entries", "WrittenTable"]

RECORD = struct.Struct("<16sQqB16s16s16s")
"""Digest, size, modification time, `REUSED` and the other flags, and the three hashes."""
ENTRY = struct.Struct("<16sQ")
"""The first two of these."""
REUSED, FINGERPRINT, MATCHED, QUICK = 1, 2, 4, 8


class WrittenTable(Mapping[str, Written]):
    """Path -> record, in the order of addition; each record is created when it is read."""

    __slots__ = ("_repeated", "_rows")

    def __init__(self, written: Iterable[Written] = ()) -> None:
        """Take the first records."""
        self._rows: dict[str, bytes] = {}
        self._repeated: list[str] = []
        self.extend(written)

    def extend(self, written: Iterable[Written]) -> None:
        """Add records."""
        for record in written:
            if record.path in self._rows:
                self._repeated.append(record.path)
            self._rows[record.path] = _packed(record)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __contains__(self, path: object) -> bool:
        return path in self._rows

    def __getitem__(self, path: str) -> Written:
        return _unpacked(path, self._rows[path])

    def entry(self, path: str) -> str:
        """Return digest and size of a file, as the manifest has them."""
        digest, size = ENTRY.unpack_from(self._rows[path])
        return f"{digest.hex()} {size}"

    def records(self) -> Iterator[Written]:
        """Yield all records."""
        return (_unpacked(path, row) for path, row in self._rows.items())

    def paths(self, *, reused: bool) -> list[str]:
        """Return the paths of the files that are reused, or of all others."""
        flags = RECORD.size - 3 * 16 - 1
        return [path for path, row in self._rows.items() if bool(row[flags] & REUSED) == reused]

    def repeated(self) -> tuple[str, str] | None:
        """Return two paths that are the same, perhaps but for letter case; None without such."""
        if self._repeated:
            return self._repeated[0], self._repeated[0]
        hashes = array("q", (hash(_folded(path)) for path in self._rows))
        if all(first != second for first, second in pairwise(sorted(hashes))):
            return None
        spellings: dict[str, str] = {}
        for path in self._rows:
            first = spellings.setdefault(_folded(path), path)
            if first != path:
                return first, path
        return None


class Entries(Mapping[str, str]):
    """Path -> digest and size, as the manifest has them; each entry is created when it is read."""

    __slots__ = ("_written",)

    def __init__(self, written: WrittenTable) -> None:
        """Take the records."""
        self._written = written

    def __len__(self) -> int:
        return len(self._written)

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __contains__(self, path: object) -> bool:
        return path in self._written

    def __getitem__(self, path: str) -> str:
        return self._written.entry(path)


def _folded(path: str) -> str:
    """Return the form in which two paths are the same on some systems."""
    return normalize("NFC", path).casefold()


def _packed(record: Written) -> bytes:
    keys = record.fingerprint, record.matched, record.quick
    flags = REUSED * record.reused
    for flag, key in zip((FINGERPRINT, MATCHED, QUICK), keys, strict=True):
        flags |= flag * bool(key)
    digest = bytes.fromhex(record.digest)
    return RECORD.pack(digest, record.size, record.mtime, flags, *keys)


def _unpacked(path: str, row: bytes) -> Written:
    digest, size, mtime, flags, *keys = RECORD.unpack(row)
    fingerprint, matched, quick = (
        key if flags & flag else b""
        for flag, key in zip((FINGERPRINT, MATCHED, QUICK), keys, strict=True)
    )
    reused = bool(flags & REUSED)
    return Written(path, size, digest.hex(), reused, mtime, fingerprint, matched, quick)
