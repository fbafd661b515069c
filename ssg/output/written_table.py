"""`WrittenTable`: the records of all staged files, packed.

A large site has hundreds of thousands of files, and every one has a record until it is published.
As a `Written` it takes some 600 bytes, here 260, most of them for its path.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Written

__all__ = ["Entries", "WrittenTable"]

RECORD = struct.Struct("<16sQqB16s16s16s")
"""Digest, size, modification time, `REUSED` and the other flags, and the three hashes."""
ROW = np.dtype(
    [
        ("digest", "V16"),
        ("size", "<u8"),
        ("mtime", "<i8"),
        ("flags", "u1"),
        ("fingerprint", "V16"),
        ("matched", "V16"),
        ("quick", "V16"),
    ]
)
"""The same as a type of numpy."""
ENTRY = struct.Struct("<16sQ")
"""The first two of these."""
STATE, STATE_AT = struct.Struct("<QqB"), 16
"""The three after the digest, and the offset of the first."""
NONE = bytes(16)
BLOCK = 8_192
"""Records that are read at once as an array."""
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

    @classmethod
    def of(cls, written: "Iterable[Written] | WrittenTable") -> "WrittenTable":
        """Return records as a table, if they are none yet."""
        return written if isinstance(written, WrittenTable) else cls(written)

    def merge(self, other: "WrittenTable") -> None:
        """Add the records of another table."""
        rows, repeated = other._rows, other._repeated  # noqa: SLF001  (of this class)
        if not self._rows.keys().isdisjoint(rows):
            self._repeated += [path for path in rows if path in self._rows]
        self._rows |= rows
        self._repeated += repeated

    def add_reused(
        self, path: str, digest: bytes, size: int, mtime: int, keys: tuple[bytes, bytes, bytes]
    ) -> None:
        """Add the record of a reused file.

        `keys`: fingerprint, second and third hash; zeros for none.
        """
        if path in self._rows:
            self._repeated.append(path)
        fingerprint, matched, quick = keys
        flags = REUSED | FINGERPRINT
        flags |= MATCHED * (matched != NONE) | QUICK * (quick != NONE)
        self._rows[path] = RECORD.pack(digest, size, mtime, flags, fingerprint, matched, quick)

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

    def state(self, path: str) -> tuple[int, int, bool]:
        """Return size and modification time (ns) of a file, and whether it is reused."""
        size, mtime, flags = STATE.unpack_from(self._rows[path], STATE_AT)
        return size, mtime, bool(flags & REUSED)

    def records(self) -> Iterator[Written]:
        """Yield all records."""
        return (_unpacked(path, row) for path, row in self._rows.items())

    def blocks(self) -> Iterator[tuple[list[str], NDArray[np.void]]]:
        """Yield paths, and an array of `ROW`, of some records at a time."""
        items = iter(self._rows.items())
        while block := list(islice(items, BLOCK)):
            yield (
                [path for path, _ in block],
                np.frombuffer(b"".join([row for _, row in block]), ROW),
            )

    def total_and_largest(self) -> tuple[int, int]:
        """Return the sum of all sizes, and the largest one, in bytes."""
        sizes = [rows["size"] for _, rows in self.blocks()]
        return sum(int(each.sum()) for each in sizes), max(
            (int(each.max()) for each in sizes), default=0
        )

    def fullest_folder(self) -> int:
        """Return the number of files in the folder that has most, without those below it."""
        folders = Counter(path.rpartition("/")[0] for path in self._rows)
        return max(folders.values(), default=0)

    def paths(self, *, reused: bool) -> list[str]:
        """Return the paths of the files that are reused, or of all others."""
        flags = RECORD.size - 3 * 16 - 1
        return [path for path, row in self._rows.items() if bool(row[flags] & REUSED) == reused]

    def repeated(self) -> tuple[str, str] | None:
        """Return two paths that are the same, perhaps but for letter case; None without such."""
        if self._repeated:
            return self._repeated[0], self._repeated[0]
        hashes = np.fromiter((hash(_folded(path)) for path in self._rows), np.int64, len(self))
        hashes.sort()
        if not (hashes[1:] == hashes[:-1]).any():
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
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()


def _packed(record: Written) -> bytes:
    first, second, third = record.fingerprint, record.matched, record.quick
    flags = (
        REUSED * record.reused
        | FINGERPRINT * bool(first)
        | MATCHED * bool(second)
        | QUICK * bool(third)
    )
    digest = bytes.fromhex(record.digest)
    return RECORD.pack(digest, record.size, record.mtime, flags, first, second, third)


def _unpacked(path: str, row: bytes) -> Written:
    digest, size, mtime, flags, *keys = RECORD.unpack(row)
    fingerprint, matched, quick = (
        key if flags & flag else b""
        for flag, key in zip((FINGERPRINT, MATCHED, QUICK), keys, strict=True)
    )
    reused = bool(flags & REUSED)
    return Written(path, size, digest.hex(), reused, mtime, fingerprint, matched, quick)
