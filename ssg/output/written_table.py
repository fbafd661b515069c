"""`WrittenTable`: the records of all staged files, packed.

A large site has hundreds of thousands of files, and every one has a record until it is published.
As a `Written` it takes some 600 bytes, here 100 and those of its path.
"""

import hashlib
import struct
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ssg.output.packed_paths import CODEC, PackedPaths, blocks_of, folded
from ssg.output.staging import Written

__all__ = ["FEW", "QUICK_BYTES", "WrittenTable", "path_key"]

QUICK_BYTES, KEY_BYTES = 24, 8
RECORD = struct.Struct(f"<16sQqB16s16s{QUICK_BYTES}sQ")
"""Digest, size, modification time, `REUSED` and the other flags, the three hashes, and the key of
the path."""
ROW = np.dtype(
    [
        ("digest", "V16"),
        ("size", "<u8"),
        ("mtime", "<i8"),
        ("flags", "u1"),
        ("fingerprint", "V16"),
        ("matched", "V16"),
        ("quick", f"V{QUICK_BYTES}"),
        ("key", "<u8"),
    ]
)
"""The same as a type of numpy."""
ENTRY = struct.Struct("<16sQ")
"""The first two of these."""
STATE, STATE_AT = struct.Struct("<QqB"), 16
"""The three after the digest, and the offset of the first."""
FEW = 1_000
"""Paths up to which it takes less time to find each among the sorted ones than to index all."""
REUSED, FINGERPRINT, MATCHED, QUICK = 1, 2, 4, 8
HASHES = {"fingerprint": FINGERPRINT, "matched": MATCHED, "quick": QUICK}
"""Hash of a record -> the flag of a record that has it."""


class WrittenTable(Mapping[str, Written]):
    """Path -> record, in the order of addition; each record is created when it is read."""

    __slots__ = ("_paths", "_rows", "_sorted")

    def __init__(self, written: Iterable[Written] = ()) -> None:
        """Take the first records."""
        self._paths, self._rows = PackedPaths(), bytearray()
        self._sorted = np.empty(0, np.uint32)
        self.extend(written)

    def extend(self, written: Iterable[Written]) -> None:
        """Add records of paths that the table has not; see `repeated`."""
        records = list(written)
        self._paths.extend(record.path for record in records)
        self._rows += b"".join(map(_packed, records))

    @classmethod
    def of(cls, written: "Iterable[Written] | WrittenTable") -> "WrittenTable":
        """Return records as a table, if they are none yet."""
        return written if isinstance(written, WrittenTable) else cls(written)

    def merge(self, other: "WrittenTable") -> None:
        """Add the records of another table."""
        self._paths.extend(other)
        self._rows += other._rows  # noqa: SLF001  (of this class)

    def add_reused(self, paths: Sequence[str], entries: NDArray[np.void]) -> None:
        """Add the records of reused files.

        `entries`: for each path what `ROW` has but for the flags; zeros for a hash that it lacks.
        """
        rows = np.empty(len(paths), ROW)
        for name in ("digest", "size", "mtime", "fingerprint", "matched", "quick", "key"):
            rows[name] = entries[name]
        rows["flags"] = REUSED
        for name, flag in HASHES.items():
            rows["flags"] |= np.where(
                rows[name] != np.zeros((), rows[name].dtype), np.uint8(flag), np.uint8(0)
            )
        self._paths.extend(paths)
        self._rows += rows.tobytes()

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._paths.number(path) >= 0

    def __getitem__(self, path: str) -> Written:
        start = self._start(path)
        return _unpacked(path, self._rows[start : start + RECORD.size])

    def _start(self, path: str) -> int:
        """Return the offset of a record; raise KeyError without one."""
        number = self._paths.number(path)
        if number < 0:
            raise KeyError(path)
        return number * RECORD.size

    def number(self, path: str) -> int:
        """Return the place of a path in the order of addition; -1 for one without a record."""
        return self._paths.number(path)

    def path(self, number: int) -> str:
        """Return the path of a file."""
        return self._paths[number]

    def state(self, number: int) -> tuple[int, int, bool]:
        """Return size and modification time (ns) of a file, and whether it is reused.

        Files are numbered in the order of addition.
        """
        size, mtime, flags = STATE.unpack_from(self._rows, number * RECORD.size + STATE_AT)
        return size, mtime, bool(flags & REUSED)

    def states_in_order(self) -> tuple["array[int]", "array[int]"]:
        """Return size and modification time (ns) of all files, sorted by path; 0 if unknown."""
        rows, order = np.frombuffer(self._rows, ROW), self._order()
        return (
            array("q", rows["size"][order].astype(np.int64).tobytes()),
            array("q", rows["mtime"][order].tobytes()),
        )

    def digest(self, number: int) -> str:
        """Return the digest of a file in hexadecimal."""
        digest, _ = ENTRY.unpack_from(self._rows, number * RECORD.size)
        return str(digest.hex())

    def records(self) -> Iterator[Written]:
        """Yield all records."""
        for number, path in enumerate(self):
            start = number * RECORD.size
            yield _unpacked(path, self._rows[start : start + RECORD.size])

    def rows(self, numbers: NDArray[np.integer]) -> NDArray[np.void]:
        """Return a copy of the records with these numbers, as an array of `ROW`."""
        found: NDArray[np.void] = np.frombuffer(self._rows, ROW)[numbers]
        return found

    def with_fingerprint(self) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """Return the numbers of the files that have a fingerprint, and the keys of their paths."""
        numbers = np.flatnonzero(self._column("flags").astype(np.uint8, copy=False) & FINGERPRINT)
        return numbers, np.frombuffer(self._rows, ROW)["key"][numbers].astype(np.uint64, copy=False)

    def _column(self, name: str) -> NDArray[np.generic]:
        """Return a copy of a field of all records."""
        return np.frombuffer(self._rows, ROW)[name].copy()

    def total_and_largest(self) -> tuple[int, int]:
        """Return the sum of all sizes, and the largest one, in bytes."""
        sizes = self._column("size").astype(np.int64, copy=False)
        return int(sizes.sum()), int(sizes.max(initial=0))

    def use(self) -> tuple[int, int, int, int]:
        """Return what counts for the limits of a host, as `Published.use` does."""
        return len(self), *self.total_and_largest(), self.fullest_folder()

    def fullest_folder(self) -> int:
        """Return the number of files in the folder that has most, without those below it.

        Folders are counted by hashes, as a name for each would take more than the records.
        """
        folders = (hash(path.rpartition("/")[0]) for path in self)
        hashes = np.sort(np.fromiter(folders, np.int64, len(self)))
        ends = np.flatnonzero(np.concatenate([hashes[1:] != hashes[:-1], [True]]))
        return int(np.diff(ends, prepend=-1).max()) if len(hashes) else 0

    def lines(self) -> Iterator[tuple[list[int], list[str]]]:
        """Yield numbers of files and their lines of the manifest, some at a time.

        A line is `digest size path`; they are sorted by path.
        """
        rows, order = np.frombuffer(self._rows, ROW), self._order()
        for numbers in blocks_of(len(order)):
            places = order[numbers.start : numbers.stop]
            some = rows[["digest", "size"]][places]
            found = places.tolist()
            columns = zip(_texts(some["digest"]), some["size"].tolist(), found, strict=True)
            yield (
                found,
                [f"{digest} {size} {self._paths[place]}" for digest, size, place in columns],
            )

    def _order(self) -> NDArray[np.uint32]:
        """Return the numbers of all files, sorted by path; they are found once."""
        if len(self._sorted) != len(self):
            self._sorted = self._paths.order()
        return self._sorted

    def number_of(self, *, reused: bool) -> int:
        """Return how many files are reused, or are not."""
        return int(np.count_nonzero(self._are_reused() == reused))

    def paths(self, *, reused: bool) -> list[str]:
        """Return the paths of the files that are reused, or of all others."""
        numbers = np.flatnonzero(self._are_reused() == reused).tolist()
        return [*map(self._paths.__getitem__, numbers)]

    def in_order(self, *, reused: bool | None = None) -> Iterator[str]:
        """Yield the paths of the files that are reused, or are not, or of all, sorted."""
        order, are_reused = self._order(), self._are_reused()
        are_wanted = np.full(len(order), 1, bool) if reused is None else are_reused == reused
        for numbers in blocks_of(len(order)):
            places = order[numbers.start : numbers.stop]
            yield from map(self._paths.__getitem__, places[are_wanted[places]].tolist())

    def new(self) -> "WrittenTable":
        """Return the records of the files that are not reused."""
        numbers = np.flatnonzero(~self._are_reused())
        table = WrittenTable()
        table._paths.extend(map(self._paths.__getitem__, numbers.tolist()))
        table._rows += np.frombuffer(self._rows, ROW)[numbers].tobytes()
        return table

    def _are_reused(self) -> NDArray[np.bool_]:
        return (self._column("flags").astype(np.uint8, copy=False) & REUSED).astype(bool)

    def are_plain(self) -> bool:
        """Return whether all paths are plain; see `PackedPaths.are_plain`."""
        return self._paths.are_plain()

    def without(self, paths: Collection[str]) -> list[str]:
        """Return those of some paths that have no record."""
        if len(paths) > FEW:
            return [path for path in paths if path not in self]
        order, found = self._order(), list[str]()
        for path in paths:
            place = bisect_left(order, path, key=self._paths.__getitem__)
            if place == len(order) or self._paths[order[place]] != path:
                found.append(path)
        return found

    def repeated(self) -> tuple[str, str] | None:
        """Return two paths that are the same, perhaps but for letter case; None without such."""
        blocks = (self._paths.block(numbers, fold=True) for numbers in blocks_of(len(self)))
        hashes = np.fromiter(map(hash, chain.from_iterable(blocks)), np.int64, len(self))
        hashes.sort()
        if not (hashes[1:] == hashes[:-1]).any():
            return None
        spellings: dict[str, str] = {}
        for path in self:
            spelling = folded(path)
            if spelling in spellings:
                return spellings[spelling], path
            spellings[spelling] = path
        return None


def path_key(path: str) -> bytes:
    """Return the key of a path in the build cache: 8 bytes of a hash."""
    return hashlib.blake2b(path.encode(*CODEC), digest_size=KEY_BYTES).digest()


def _texts(digests: NDArray[np.generic]) -> list[str]:
    """Return digests in hexadecimal."""
    text, length = digests.tobytes().hex(), 2 * digests.itemsize
    return [text[start : start + length] for start in range(0, len(text), length)]


def _packed(record: Written) -> bytes:
    first, second, third = record.fingerprint, record.matched, record.quick
    flags = (
        REUSED * record.reused
        | FINGERPRINT * bool(first)
        | MATCHED * bool(second)
        | QUICK * bool(third)
    )
    digest = bytes.fromhex(record.digest)
    key = int.from_bytes(path_key(record.path), "little")
    return RECORD.pack(digest, record.size, record.mtime, flags, first, second, third, key)


def _unpacked(path: str, row: bytes | bytearray) -> Written:
    digest, size, mtime, flags, *keys, _ = RECORD.unpack(row)
    fingerprint, matched, quick = (
        key if flags & flag else b""
        for flag, key in zip((FINGERPRINT, MATCHED, QUICK), keys, strict=True)
    )
    reused = bool(flags & REUSED)
    return Written(path, size, digest.hex(), reused, mtime, fingerprint, matched, quick)
