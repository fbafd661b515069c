"""Build cache: output path -> input fingerprints, digest, size, modification time.

A page is skipped if a fingerprint and its file are unchanged. The cache is a file in the state
folder. An outdated cache is safe, as the file itself is compared; a corrupt one is ignored.
"""

import hashlib
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import compress
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Keys, Stage, Written, are_as_recorded
from ssg.output.state_files import open_state
from ssg.output.written_table import QUICK_BYTES, WrittenTable, path_key

__all__ = [
    "ENTRY",
    "BuildCache",
    "UnchangedEntries",
    "grouped",
    "unchanged_entries",
    "write_cache",
]

HEADER = b"ssg cache 4\n"
CHECKSUM_BYTES, NUMBER_BYTES = 16, 8
ENTRY = np.dtype(
    [
        ("key", "<u8"),
        ("quick", f"V{QUICK_BYTES}"),
        ("fingerprint", "V16"),
        ("matched", "V16"),
        ("digest", "V16"),
        ("size", "<u8"),
        ("mtime", "<i8"),
    ]
)
"""One file: a hash of its path, its fingerprints, digest, size (bytes), modification time (ns)."""
RECORD = struct.Struct(f"<Q{QUICK_BYTES}s16s16s16sQq")
"""The same; it reads single entries faster."""
QUICK = np.dtype(f"V{QUICK_BYTES}")
UnchangedEntries: TypeAlias = Callable[[], NDArray[np.bool_]]
"""Returns for each entry whether its file is as that has it."""
START = len(HEADER) + CHECKSUM_BYTES + NUMBER_BYTES
"""Offset of the first entry."""
BLOCK = 8_192
"""Entries that are read or written at once."""
NEAR = 1_024
"""Entries of the file that are read at once when some of them are looked up."""


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Generated files by the hash of their path; 8 bytes each, and some 80 in the file."""

    program: bytes
    """`fingerprint.program_fingerprint` of the running build."""
    keys: "array[int]" = field(default_factory=partial(array, "Q"))
    """Sorted."""
    file: str = ""
    """It has one `ENTRY` for each key, and stays as it is while the cache is used."""
    quick: NDArray[np.void] = field(default_factory=lambda: np.zeros(0, QUICK))
    """The quick key of each entry, if there are rows."""
    rows: bytes = b""
    """`InputRows.to_bytes` of the build that wrote the cache; empty without."""

    @classmethod
    def read(cls, file: str, program: bytes) -> "BuildCache":
        """Read the keys of a cache file; a missing or corrupt one, or of another program, has none.

        The rest of an entry is read when it is looked up.
        """
        with suppress(OSError, ValueError), open_state(file, 0) as opened:
            if opened.read(len(HEADER)) == HEADER:
                checksum, total = opened.read(CHECKSUM_BYTES), _hash(program)
                total.update(number := opened.read(NUMBER_BYTES))
                keys, quick = array("Q"), list[NDArray[np.void]]()
                for some in _blocks(opened, int.from_bytes(number, "little")):
                    total.update(some.tobytes())
                    keys.frombytes(some["key"].astype(np.uint64).tobytes())
                    quick.append(some["quick"].copy())
                total.update(rows := opened.read())
                if total.digest() == checksum:
                    found = cls(program, keys, file)
                    return replace(found, quick=np.concatenate(quick), rows=rows) if rows else found
        return cls(program)

    def lookup(
        self, stage: Stage, paths: Sequence[str], keys: Sequence[Keys]
    ) -> list[Written | None]:
        """Return the record of each path if its file and a fingerprint are unchanged, else None.

        That is `matched` if the keys of the path have it; the record then gets the new `of`.
        """
        entries, found = self._entries(self.places(paths))
        rows = RECORD.iter_unpack(entries.tobytes())
        return [
            _record(stage, path, key, row) if is_found else None
            for path, key, row, is_found in zip(paths, keys, rows, found.tolist(), strict=True)
        ]

    def reuse(
        self,
        table: WrittenTable,
        paths: Sequence[str],
        places: NDArray[np.int64],
        quick: NDArray[np.void],
        fingerprint: Callable[[int], bytes],
    ) -> list[bool]:
        """Add the records of files to a table if the file and a fingerprint are unchanged.

        Return for each path whether its record was added. `places`: where the entries of unchanged
        files are, else -1. `quick`: for each path the key that is compared first, or zeros; the
        record then gets it. `fingerprint` returns the first key of the path at a place of `paths`.
        """
        entries, found = self._entries(places)
        same = found & (entries["quick"] == quick) & (quick != np.zeros((), quick.dtype))
        for place in np.flatnonzero(found & ~same).tolist():
            same[place] = entries["fingerprint"][place].tobytes() == fingerprint(place)
        entries["quick"] = quick
        reused: list[bool] = same.tolist()
        table.add_reused(list(compress(paths, reused)), entries[same])
        return reused

    def last_quick(self, places: NDArray[np.int64]) -> NDArray[np.void]:
        """Return the quick key of the entry at each of some places, zeros where there is none."""
        found = np.zeros(len(places), QUICK)
        found[places >= 0] = self.quick[places[places >= 0]]
        return found

    def places(self, paths: Sequence[str]) -> NDArray[np.int64]:
        """Return the place of the entry of each path, or -1."""
        wanted, keys = _keys(paths), np.frombuffer(self.keys, np.uint64)
        if not len(keys):
            return np.full(len(paths), -1, np.int64)
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[places] == wanted, places, -1)

    def _entries(self, places: NDArray[np.int64]) -> tuple[NDArray[np.void], NDArray[np.bool_]]:
        """Return the entry at each place, and whether there is one.

        Entries near each other in the file are read at once; errors of the system are ignored.
        """
        entries = np.zeros(len(places), ENTRY)
        order = np.argsort(places)
        order = order[np.searchsorted(places, 0, sorter=order) :]
        ends = np.flatnonzero(np.diff(places[order] // NEAR)) + 1
        with suppress(OSError, ValueError, IndexError), open_state(self.file, 0) as opened:
            for group in np.split(order, ends) if len(order) else ():
                first, last = int(places[group[0]]), int(places[group[-1]])
                opened.seek(START + first * ENTRY.itemsize)
                some = np.frombuffer(opened.read((last + 1 - first) * ENTRY.itemsize), ENTRY)
                entries[group] = some.take(places[group] - first, mode="clip")
        found = places >= 0
        found[found] = entries["key"][found] == np.frombuffer(self.keys, np.uint64)[places[found]]
        return entries, found

    def lookup_group(
        self, stage: Stage, paths: Callable[[], Iterable[str]], fingerprint: bytes
    ) -> list[Written]:
        """Return the records of `grouped` files if all of them are unchanged, else nothing.

        `paths` is called if there is such a file; what it returns may contain others.
        """
        if not self._has(fingerprint):
            return []
        named = [*paths()]
        records = self.lookup(stage, named, [Keys(fingerprint)] * len(named))
        found = [record for record in records if record]
        group = _group([record.path for record in found])
        return found if all(record.matched == group for record in found) else []

    def _has(self, fingerprint: bytes) -> bool:
        """Return whether an entry has a fingerprint."""
        with suppress(OSError, ValueError), open_state(self.file, 0) as opened:
            opened.seek(START)
            wanted, number = np.void(fingerprint), len(self.keys)
            return any((some["fingerprint"] == wanted).any() for some in _blocks(opened, number))
        return False


def unchanged_entries(file: str, output: str, paths: Iterable[Sequence[str]]) -> NDArray[np.bool_]:
    """Return for each entry of a cache file whether a folder has its file as the entry has it.

    `paths`: those of all files, some at a time. Raise OSError or ValueError for no cache.
    """
    with open_state(file, 0) as opened:
        opened.seek(START - NUMBER_BYTES)
        blocks = _blocks(opened, int.from_bytes(opened.read(NUMBER_BYTES), "little"))
        columns = [[some[name] for name in ("key", "size", "mtime")] for some in blocks]
    if not columns:
        return np.zeros(0, bool)
    keys, sizes, mtimes = map(np.concatenate, zip(*columns, strict=True))
    unchanged = np.zeros(len(keys), bool)
    for some in paths:
        wanted = _keys(some)
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        states = zip(some, sizes[places].tolist(), mtimes[places].tolist(), strict=True)
        are_same = are_as_recorded(output, states) & (keys[places] == wanted)
        unchanged[places[are_same]] = True  # others may have the places of these
    return unchanged


def _record(
    stage: Stage, path: str, keys: Keys, row: tuple[int, bytes, bytes, bytes, bytes, int, int]
) -> Written | None:
    """Return the record of a file if it is as a row of the cache has it, else None."""
    _, quick, fingerprint, matched, digest, size, mtime = row
    is_same = matched == keys.matched if keys.matched else fingerprint == keys.of
    if not is_same or not are_as_recorded(str(stage.previous), [(path, size, mtime)])[0]:
        return None
    return Written(
        path,
        size,
        digest.hex(),
        reused=True,
        mtime=mtime,
        fingerprint=keys.of,
        matched=matched if any(matched) else b"",
        quick=quick if any(quick) else b"",
    )


def grouped(written: Sequence[Written], fingerprint: bytes) -> list[Written]:
    """Return the records of files that are reused together or not at all."""
    group = _group([record.path for record in written])
    return [record._replace(fingerprint=fingerprint, matched=group) for record in written]


def _group(paths: Iterable[str]) -> bytes:
    """Return a hash over a set of paths."""
    return hashlib.blake2b("\0".join(sorted(paths)).encode(), digest_size=16).digest()


def write_cache(
    file: str,
    temporary: str,
    written: Iterable[Written] | WrittenTable,
    program: bytes,
    rows: bytes = b"",
) -> None:
    """Write the cache atomically through the file `temporary`; errors of the system are ignored.

    `program`, `rows`: as in `BuildCache`.
    """
    with suppress(OSError):
        table = WrittenTable.of(written)
        keys, numbers = _sorted_keys(table)
        total = _hash(program)
        with Path(temporary).open("w+b") as written_file:
            number = len(keys).to_bytes(NUMBER_BYTES, "little")
            total.update(number)
            written_file.write(HEADER + bytes(CHECKSUM_BYTES) + number)
            for start in range(0, len(keys), BLOCK):
                some = slice(start, start + BLOCK)
                body = _entries(keys[some], table.rows(numbers[some])).tobytes()
                total.update(body)
                written_file.write(body)
            total.update(rows)
            written_file.write(rows)
            written_file.seek(len(HEADER))
            written_file.write(total.digest())
        Path(temporary).replace(file)


def _sorted_keys(table: WrittenTable) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the keys of the files that have a fingerprint, sorted, and the number of each."""
    numbers, keys = table.with_fingerprint()
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


def _entries(keys: NDArray[np.uint64], rows: NDArray[np.void]) -> NDArray[np.void]:
    """Return the entries of files with these keys and records."""
    entries = np.empty(len(keys), ENTRY)
    entries["key"] = keys
    for name in ("quick", "fingerprint", "matched", "digest", "size", "mtime"):
        entries[name] = rows[name]
    return entries


def _keys(paths: Sequence[str]) -> NDArray[np.uint64]:
    keys = np.frombuffer(b"".join(map(path_key, paths)), "<u8")
    return keys.astype(np.uint64, copy=False)


def _hash(program: bytes) -> "hashlib.blake2b":
    """Return a hash over nothing yet: the checksum of a file."""
    return hashlib.blake2b(key=program, digest_size=CHECKSUM_BYTES)


def _blocks(opened: BinaryIO, number: int) -> Iterator[NDArray[np.void]]:
    """Yield so many entries from where a file is open, some at a time.

    Raise ValueError if it has fewer.
    """
    for start in range(0, number, BLOCK):
        some = min(BLOCK, number - start)
        yield np.frombuffer(opened.read(some * ENTRY.itemsize), ENTRY, some)
