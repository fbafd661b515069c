"""`WrittenTable`: the records of all staged files, packed.

A large site has hundreds of thousands of files, and every one has a record until it is published.
As a `Written` it takes some 600 bytes, here 100 and those of its path.
"""

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice, pairwise
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Written

__all__ = ["WrittenTable"]

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
HASHES = {"fingerprint": FINGERPRINT, "matched": MATCHED, "quick": QUICK}
"""Hash of a record -> the flag of a record that has it."""
CODEC = "utf-8", "surrogatepass"
"""Each file name of a system can be a path, also one that is refused later."""


class _Paths:
    """Paths in the order of addition, each found by its text."""

    __slots__ = ("_bytes", "_hashes", "_numbers", "_starts")

    def __init__(self) -> None:
        self._bytes, self._starts = bytearray(), array("Q", [0])
        self._hashes, self._numbers = array("q"), array("I")
        """Hashes of the paths, sorted, and the number of each; made when a path is looked up."""

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes[self._starts[number] : self._starts[number + 1]].decode(*CODEC)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self.block, _blocks(len(self))))

    def block(self, numbers: range, *, folded: bool = False) -> list[str]:
        """Return the paths of a range of numbers; `folded` as some systems compare them."""
        starts = self._starts[numbers.start : numbers.stop + 1].tolist()
        content = bytes(self._bytes[starts[0] : starts[-1]])
        ends = pairwise([start - starts[0] for start in starts])
        if not content.isascii():
            paths = [content[start:end].decode(*CODEC) for start, end in ends]
            return [_folded(path) for path in paths] if folded else paths
        text = (content.lower() if folded else content).decode("ascii")
        return [text[start:end] for start, end in ends]

    def extend(self, paths: Iterable[str]) -> None:
        """Add paths."""
        texts = [path.encode(*CODEC) for path in paths]
        self._bytes += b"".join(texts)
        self._starts.extend(islice(accumulate(map(len, texts), initial=self._starts[-1]), 1, None))

    def number(self, path: str) -> int:
        """Return the number of a path, or -1 without it."""
        if len(self._hashes) != len(self):
            self._index()
        wanted = hash(path)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            if self[self._numbers[place]] == path:
                return self._numbers[place]
            place += 1
        return -1

    def _index(self) -> None:
        hashes = np.fromiter(map(hash, self), np.int64, len(self))
        order = np.argsort(hashes, kind="stable")
        self._hashes = array("q", hashes[order].tobytes())
        self._numbers = array("I", order.astype(np.uint32).tobytes())


def _blocks(total: int) -> Iterator[range]:
    """Yield the numbers below a total, some at a time."""
    return (range(start, min(start + BLOCK, total)) for start in range(0, total, BLOCK))


class WrittenTable(Mapping[str, Written]):
    """Path -> record, in the order of addition; each record is created when it is read."""

    __slots__ = ("_paths", "_rows")

    def __init__(self, written: Iterable[Written] = ()) -> None:
        """Take the first records."""
        self._paths, self._rows = _Paths(), bytearray()
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
        for name in ("digest", "size", "mtime", "fingerprint", "matched", "quick"):
            rows[name] = entries[name]
        rows["flags"] = REUSED
        for name, flag in HASHES.items():
            rows["flags"] |= np.where(rows[name] != np.void(NONE), np.uint8(flag), np.uint8(0))
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

    def blocks(self) -> Iterator[tuple[list[str], NDArray[np.void]]]:
        """Yield paths, and an array of `ROW`, of some records at a time."""
        for numbers in _blocks(len(self)):
            yield self._paths.block(numbers), self._block(numbers)

    def _block(self, numbers: range) -> NDArray[np.void]:
        """Return the records of a range of numbers."""
        first, end = numbers.start * RECORD.size, numbers.stop * RECORD.size
        return np.frombuffer(bytes(self._rows[first:end]), ROW)

    def _column(self, name: str) -> NDArray[np.generic]:
        """Return a field of all records."""
        blocks = [self._block(numbers)[name] for numbers in _blocks(len(self))]
        return np.concatenate([np.empty(0, ROW[name]), *blocks])

    def total_and_largest(self) -> tuple[int, int]:
        """Return the sum of all sizes, and the largest one, in bytes."""
        sizes = self._column("size").astype(np.int64)
        return int(sizes.sum()), int(sizes.max(initial=0))

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
        for numbers in _blocks(len(order)):
            places = order[numbers.start : numbers.stop]
            some = rows[["digest", "size"]][places]
            found = places.tolist()
            columns = zip(_texts(some["digest"]), some["size"].tolist(), found, strict=True)
            yield (
                found,
                [f"{digest} {size} {self._paths[place]}" for digest, size, place in columns],
            )

    def _order(self) -> NDArray[np.intp]:
        """Return the numbers of all files, sorted by path."""
        paths = [*self]
        return np.array(sorted(range(len(paths)), key=paths.__getitem__), np.intp)

    def paths(self, *, reused: bool) -> list[str]:
        """Return the paths of the files that are reused, or of all others."""
        numbers = np.flatnonzero(self._are_reused() == reused).tolist()
        return [*map(self._paths.__getitem__, numbers)]

    def new(self) -> "WrittenTable":
        """Return the records of the files that are not reused."""
        numbers = np.flatnonzero(~self._are_reused())
        table = WrittenTable()
        table._paths.extend(map(self._paths.__getitem__, numbers.tolist()))
        table._rows += np.frombuffer(self._rows, ROW)[numbers].tobytes()
        return table

    def _are_reused(self) -> NDArray[np.bool_]:
        return (self._column("flags").astype(np.uint8) & REUSED).astype(bool)

    def repeated(self) -> tuple[str, str] | None:
        """Return two paths that are the same, perhaps but for letter case; None without such."""
        blocks = (self._paths.block(numbers, folded=True) for numbers in _blocks(len(self)))
        hashes = np.fromiter(map(hash, chain.from_iterable(blocks)), np.int64, len(self))
        hashes.sort()
        if not (hashes[1:] == hashes[:-1]).any():
            return None
        spellings: dict[str, str] = {}
        for path in self:
            folded = _folded(path)
            if folded in spellings:
                return spellings[folded], path
            spellings[folded] = path
        return None


def _texts(digests: NDArray[np.generic]) -> list[str]:
    """Return digests in hexadecimal."""
    text, length = digests.tobytes().hex(), 2 * digests.itemsize
    return [text[start : start + length] for start in range(0, len(text), length)]


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


def _unpacked(path: str, row: bytes | bytearray) -> Written:
    digest, size, mtime, flags, *keys = RECORD.unpack(row)
    fingerprint, matched, quick = (
        key if flags & flag else b""
        for flag, key in zip((FINGERPRINT, MATCHED, QUICK), keys, strict=True)
    )
    reused = bool(flags & REUSED)
    return Written(path, size, digest.hex(), reused, mtime, fingerprint, matched, quick)
