"""Build cache: output path -> input fingerprints, digest, size, modification time.

A page is skipped if a fingerprint and its file are unchanged. The cache is a file in the state
folder. An outdated cache is safe, as the file itself is compared; a corrupt one is ignored.
"""

import hashlib
import struct
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Stage, Written
from ssg.output.state_files import open_state
from ssg.output.written_table import FINGERPRINT, WrittenTable

__all__ = ["BuildCache", "grouped", "write_cache"]

HEADER = b"ssg cache 3\n"
CHECKSUM_BYTES, KEY_BYTES = 16, 8
ENTRY = np.dtype(
    [
        ("key", "<u8"),
        ("quick", "V16"),
        ("fingerprint", "V16"),
        ("matched", "V16"),
        ("digest", "V16"),
        ("size", "<u8"),
        ("mtime", "<i8"),
    ]
)
"""One file: a hash of its path, its fingerprints, digest, size (bytes), modification time (ns)."""
RECORD = struct.Struct("<Q16s16s16s16sQq")
"""The same; a single entry is read ten times as fast."""
HASH = np.dtype("V16")
NONE = bytes(HASH.itemsize)
BLOCK = 8_192
"""Entries that are written at once."""


class _Entry(NamedTuple):
    """The record of one file."""

    quick: bytes
    fingerprint: bytes
    matched: bytes
    digest: bytes
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Generated files by the hash of their path; some 100 bytes each."""

    program: bytes
    """`fingerprint.program_fingerprint` of the running build."""
    keys: "array[int]" = field(default_factory=partial(array, "Q"))
    """Sorted."""
    entries: bytes = b""
    """One `RECORD` for each key."""

    @classmethod
    def read(cls, file: str, program: bytes) -> "BuildCache":
        """Read the cache file; a missing or corrupt one, or of another program, is empty."""
        entries = b""
        with suppress(OSError):
            with open_state(file) as opened:
                is_known = opened.read(len(HEADER)) == HEADER
                checksum, body = opened.read(CHECKSUM_BYTES), opened.read()
            if is_known and _checksum(program, body) == checksum:
                entries = body
        keys = np.frombuffer(entries, ENTRY)["key"]
        return cls(program, array("Q", keys.astype(np.uint64).tobytes()), entries)

    def lookup(
        self, stage: Stage, path: str, fingerprint: bytes, matched: bytes = b""
    ) -> Written | None:
        """Return the record of a path if its file and a fingerprint are unchanged, else None.

        That is `matched` if it is given: the record then gets the new `fingerprint`.
        """
        entry = self._entry(path)
        if entry is None or (matched and entry.matched != matched):
            return None
        if not matched and entry.fingerprint != fingerprint:
            return None
        return _record(stage, path, entry._replace(fingerprint=fingerprint))

    def reuse(
        self,
        table: WrittenTable,
        stage: Stage,
        paths: Sequence[str],
        quick: NDArray[np.void],
        fingerprint: Callable[[int], bytes],
    ) -> list[bool]:
        """Add the records of files to a table if the file and a fingerprint are unchanged.

        Return for each path whether its record was added. `quick`: for each path the key that is
        compared first, or zeros; the record then gets it. `fingerprint` returns the first key of
        the path at a place of `paths`. The cache has entries.
        """
        entries, found = self._found(paths)
        same = found & (entries["quick"] == quick) & (quick != np.zeros((), HASH))
        for place in np.flatnonzero(found & ~same).tolist():
            same[place] = entries["fingerprint"][place].tobytes() == fingerprint(place)
        places = np.flatnonzero(same)
        states = entries["size"][places].tolist(), entries["mtime"][places].tolist()
        chosen = [paths[place] for place in places.tolist()]
        same[places] = stage.are_unchanged(zip(chosen, *states, strict=True))
        entries["quick"] = quick
        reused: list[bool] = same.tolist()
        table.add_reused(list(compress(paths, reused)), entries[same])
        return reused

    def _found(self, paths: Sequence[str]) -> tuple[NDArray[np.void], NDArray[np.bool_]]:
        """Return an entry for each path, and whether it is that of the path."""
        keys, entries = _keys(paths), np.frombuffer(self.entries, ENTRY)
        places = np.searchsorted(np.frombuffer(self.keys, np.uint64), keys)
        found = entries[np.minimum(places, len(entries) - 1)]
        return found, found["key"] == keys

    def _index(self, path: str) -> int | None:
        key = int.from_bytes(_digest(path), "little")
        index = bisect_left(self.keys, key)
        return index if index < len(self.keys) and self.keys[index] == key else None

    def _entry(self, path: str) -> _Entry | None:
        index = self._index(path)
        if index is None:
            return None
        return _Entry(*RECORD.unpack_from(self.entries, index * RECORD.size)[1:])

    def lookup_group(
        self, stage: Stage, paths: Callable[[], Iterable[str]], fingerprint: bytes
    ) -> list[Written]:
        """Return the records of `grouped` files if all of them are unchanged, else nothing.

        `paths` is called if there is such a file; what it returns may contain others.
        """
        known = np.frombuffer(self.entries, ENTRY)["fingerprint"]
        if not (known == np.void(fingerprint)).any():
            return []
        found = [record for path in paths() if (record := self.lookup(stage, path, fingerprint))]
        group = _group([record.path for record in found])
        return found if all(record.matched == group for record in found) else []


def _record(stage: Stage, path: str, entry: _Entry) -> Written | None:
    """Return the record of a file if it is as the cache has it, else None."""
    if stage.are_unchanged([(path, entry.size, entry.mtime)]) != [True]:
        return None
    return Written(
        path,
        entry.size,
        entry.digest.hex(),
        reused=True,
        mtime=entry.mtime,
        fingerprint=entry.fingerprint,
        matched=entry.matched if entry.matched != NONE else b"",
        quick=entry.quick if entry.quick != NONE else b"",
    )


def grouped(written: Sequence[Written], fingerprint: bytes) -> list[Written]:
    """Return the records of files that are reused together or not at all."""
    group = _group([record.path for record in written])
    return [replace(record, fingerprint=fingerprint, matched=group) for record in written]


def _group(paths: Iterable[str]) -> bytes:
    """Return a hash over a set of paths."""
    return hashlib.blake2b("\0".join(sorted(paths)).encode(), digest_size=16).digest()


def write_cache(
    file: str, temporary: str, written: Iterable[Written] | WrittenTable, program: bytes
) -> None:
    """Write the cache atomically through the file `temporary`; errors of the system are ignored.

    `program`: as in `BuildCache`.
    """
    with suppress(OSError):
        table = WrittenTable.of(written)
        entries, end = np.empty(len(table), ENTRY), 0
        for block in table.blocks():
            some = _entries(*block)
            entries[end : end + len(some)] = some
            end += len(some)
        entries = entries[:end]
        order = np.argsort(entries["key"], kind="stable")
        total = hashlib.blake2b(key=program, digest_size=CHECKSUM_BYTES)
        with Path(temporary).open("w+b") as written_file:
            written_file.write(HEADER + bytes(CHECKSUM_BYTES))
            for start in range(0, end, BLOCK):
                body = entries[order[start : start + BLOCK]].tobytes()
                total.update(body)
                written_file.write(body)
            written_file.seek(len(HEADER))
            written_file.write(total.digest())
        Path(temporary).replace(file)


def _entries(paths: Sequence[str], rows: NDArray[np.void]) -> NDArray[np.void]:
    """Return the entries of the files that have a fingerprint."""
    chosen = np.flatnonzero(rows["flags"] & FINGERPRINT)
    entries = np.empty(len(chosen), ENTRY)
    entries["key"] = _keys([paths[place] for place in chosen.tolist()])
    for name in ("quick", "fingerprint", "matched", "digest", "size", "mtime"):
        entries[name] = rows[name][chosen]
    return entries


def _keys(paths: Sequence[str]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(map(_digest, paths)), "<u8")


def _digest(path: str) -> bytes:
    """Return the key of a path, as `ENTRY` has it."""
    return hashlib.blake2b(path.encode(), digest_size=KEY_BYTES).digest()


def _checksum(program: bytes, body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, key=program, digest_size=CHECKSUM_BYTES).digest()
