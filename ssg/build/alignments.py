"""Alignments in a file, for the next build: while no text of a capability changes, none is needed.

An alignment depends on the texts of all tools, so the whole file is of one key, which covers them.
Each entry has a checksum with this key: a file of other texts, or a damaged one, has no entries.
Hashes of tools that comparisons are made of are in it, too, as they depend on no less.
"""

import hashlib
import json
import os
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Tool
from ssg.comparison.alignment import Alignment, Match, NewAlignments
from ssg.output.staging import Written
from ssg.output.state_files import open_state

__all__ = ["AlignmentFile", "JoinedAlignments", "StoredAlignments", "encoded"]

HEADER = b"ssg alignments 1\n"
CHECKSUM_BYTES, SUM_BYTES, KEY_BYTES, COUNT_BYTES = 16, 8, 8, 8
FIRST = len(HEADER) + CHECKSUM_BYTES + COUNT_BYTES
"""Offset of the first entry."""
ENTRY = np.dtype([("key", "<u8"), ("start", "<u8"), ("size", "<u8"), ("sum", f"V{SUM_BYTES}")])
"""One alignment: a hash of its slugs, offset in the file and size in bytes, checksum."""
NO_ENTRIES = np.empty(0, ENTRY)
RECORD = struct.Struct(f"<3Q{SUM_BYTES}s")
"""The same."""
BLOCK = 8_192
"""Entries that are copied at once."""


@dataclass(frozen=True, slots=True)
class StoredAlignments:
    """The alignments in a file; entries are read one by one."""

    file: str
    key: bytes
    keys: Sequence[int] = ()
    """Hashes of the slugs, sorted."""
    places: Sequence[int] = ()
    """The place of the `ENTRY` of each of them in the index."""
    index: str = ""
    """The file that has the entries."""
    first: int = 0
    """The offset of the first one."""

    @classmethod
    def read(cls, file: str, key: bytes) -> "StoredAlignments":
        """Read the index of a file; a missing or damaged one, or of another key, is empty."""
        with suppress(OSError, ValueError), open_state(file) as opened:
            if opened.read(len(HEADER)) == HEADER:
                checksum = opened.read(CHECKSUM_BYTES)
                count = int.from_bytes(opened.read(COUNT_BYTES), "little")
                if count * ENTRY.itemsize <= os.fstat(opened.fileno()).st_size:
                    keys, total = array("Q"), hashlib.blake2b(key=key, digest_size=CHECKSUM_BYTES)
                    for some in _entries(opened, count):
                        total.update(some.tobytes())
                        keys.frombytes(some["key"].tobytes())
                    if total.digest() == checksum:
                        return cls(file, key, keys, range(count), file, FIRST)
        return cls(file, key)

    def all_entries(self) -> NDArray[np.void]:
        """Return the entries in the order of their keys; raise OSError if they are gone."""
        count = max(self.places, default=-1) + 1
        entries = np.fromfile(self.index, ENTRY, count, offset=self.first) if count else NO_ENTRIES
        if len(entries) < count:
            raise OSError(self.index)
        found: NDArray[np.void] = entries[np.array(self.places, np.intp)]
        return found

    def blocks(self) -> Iterator[NDArray[np.void]]:
        """Yield the entries in the order of the index, some at a time; raise OSError as above."""
        if not self.keys:
            return
        with Path(self.index).open("rb") as opened:
            opened.seek(self.first)
            for some in _entries(opened, len(self.keys)):
                if not len(some):
                    raise OSError(self.index)
                yield some

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> list[Alignment | None]:
        """Return the alignment of each two tools, None where it is not in the file."""
        bodies = self.bodies([(a.slug, b.slug) for a, b in pairs])
        return [
            _decoded(body, len(a.capabilities), len(b.capabilities)) if body else None
            for (a, b), body in zip(pairs, bodies, strict=True)
        ]

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return the slugs of the most similar tools, if they are in the file."""
        (body,) = self.bodies([(slug,)])
        with suppress(ValueError):
            return tuple(map(str, json.loads(body))) if body else None
        return None

    def has(self, *slugs: str) -> bool:
        """Return whether the file has the alignment of two tools, or what is nearest to one."""
        return self._place(*slugs) is not None

    def _place(self, *slugs: str) -> int | None:
        key = _key(slugs)
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else None

    def bodies(self, names: Sequence[tuple[str, ...]]) -> list[bytes]:
        """Return the bytes of the entry of each name; empty if it is missing or damaged."""
        places = [self._place(*slugs) for slugs in names]
        if any(place is not None for place in places):
            with (
                suppress(OSError, struct.error),
                open_state(self.file, 0) as opened,
                open_state(self.index, 0) as index,
            ):
                return [
                    b"" if place is None else self._body(opened, index, place) for place in places
                ]
        return [b""] * len(names)

    def _body(self, opened: BinaryIO, index: BinaryIO, place: int) -> bytes:
        """Return the bytes of the entry of a key, given by its place; empty if it is damaged."""
        entry = _part(index, self.first + self.places[place] * RECORD.size, RECORD.size)
        key, start, size, total = RECORD.unpack(entry)
        body = _part(opened, start, size) if key == self.keys[place] else b""
        return body if _checksum(body, self.key, SUM_BYTES) == total else b""


@dataclass(frozen=True, slots=True)
class JoinedAlignments:
    """The alignments in several files."""

    files: tuple[StoredAlignments, ...]

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> list[Alignment | None]:
        """Return the alignment of each two tools, None where it is in no file."""
        found: list[Alignment | None] = [None] * len(pairs)
        for stored in self.files:
            missing = [place for place, alignment in enumerate(found) if alignment is None]
            others = stored.alignments([pairs[place] for place in missing])
            for place, alignment in zip(missing, others, strict=True):
                found[place] = alignment
        return found

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return the slugs of the most similar tools, if they are in a file."""
        found = (stored.nearest(slug) for stored in self.files)
        return next((nearest for nearest in found if nearest is not None), None)

    def has(self, *slugs: str) -> bool:
        """Return whether a file has the alignment of two tools, or what is nearest to one."""
        return any(stored.has(*slugs) for stored in self.files)


class AlignmentFile:
    """The file of one output folder, and what this build adds to it.

    One process adds; all others read from files what it has added so far.
    """

    def __init__(self, file: str, temporary: str) -> None:
        """Take the file, and where a new one is written; additions go to two others, next to it."""
        self.file, self.temporary = file, temporary
        self.stored: StoredAlignments | None = None
        self._additions, self._index = f"{temporary}-new", f"{temporary}-index"
        self._added: tuple[int, StoredAlignments] | None = None
        """Size of the index of the additions, and these."""

    def open(self, key: bytes) -> StoredAlignments:
        """Return the alignments of the last build if they have this key."""
        if self.stored is None or self.stored.key != key:
            self.stored, self._added = StoredAlignments.read(self.file, key), None
            for name in (self._additions, self._index):
                with suppress(OSError):
                    Path(name).unlink()
        return self.stored

    def bodies(self, names: Sequence[tuple[str, ...]]) -> list[bytes]:
        """Return the bytes that the last build has left by each name; empty without them."""
        return self.stored.bodies(names) if self.stored else [b""] * len(names)

    def known(self) -> JoinedAlignments:
        """Return the alignments of the last build and those added so far, in any process."""
        if self.stored is None:
            return JoinedAlignments(())
        size = 0
        with suppress(OSError):
            size = Path(self._index).stat().st_size
        if self._added is None or self._added[0] != size:
            self._added = size, self._new(self.stored.key)
        return JoinedAlignments((self.stored, self._added[1]))

    def _new(self, key: bytes) -> StoredAlignments:
        """Return the alignments added so far."""
        keys = array("Q")
        with suppress(OSError), Path(self._index).open("rb") as index:
            for some in _entries(index, os.fstat(index.fileno()).st_size // ENTRY.itemsize):
                keys.frombytes(some["key"].tobytes())
        own, places = np.unique(np.frombuffer(keys, np.uint64), return_index=True)
        columns = array("Q", own.tobytes()), array("I", places.astype(np.uint32).tobytes())
        return StoredAlignments(self._additions, key, *columns, self._index)

    def add(self, written: Iterable[Written]) -> Iterator[Written]:
        """Take the new alignments out of records, and yield the records without them."""
        bodies: list[tuple[int, bytes]] = []
        for record in written:
            if record.aligned:
                bodies += [(_key(slugs), body) for slugs, body in record.aligned]
                yield record._replace(aligned=())
            else:
                yield record
        if bodies and self.stored:
            self._append(bodies, self.stored.key)

    def _append(self, bodies: Sequence[tuple[int, bytes]], key: bytes) -> None:
        with suppress(OSError), Path(self._additions).open("ab") as opened:
            entries, start = [], opened.tell()
            for name, body in bodies:
                total = _checksum(body, key, SUM_BYTES)
                entries.append(RECORD.pack(name, start, len(body), total))
                start += len(body)
            opened.write(b"".join(body for _, body in bodies))
            opened.flush()
            with Path(self._index).open("ab") as index:  # when what it refers to is written
                index.write(b"".join(entries))

    def write(self) -> None:
        """Write the file if there is anything new; errors of the system are ignored."""
        if self.stored is None:
            return
        with suppress(OSError):
            new = self._new(self.stored.key).all_entries()
            if not len(new):
                return
            entries = _joined(new, self.stored)
            sources = {self._additions: len(new), self.file: len(entries) - len(new)}
            _merge(self.temporary, entries, sources, self.stored.key)
            Path(self.temporary).replace(self.file)


def _joined(new: NDArray[np.void], stored: StoredAlignments) -> NDArray[np.void]:
    """Return new entries, then those of a file that have other keys."""
    entries, end = np.empty(len(new) + len(stored.keys), ENTRY), len(new)
    entries[:end] = new
    for some in stored.blocks():
        kept = some[~np.isin(some["key"], new["key"], assume_unique=True)]
        entries[end : end + len(kept)] = kept
        end += len(kept)
    return entries[:end]


def _merge(target: str, entries: NDArray[np.void], sources: Mapping[str, int], key: bytes) -> None:
    """Write entries of other files to a new one, in the order of their keys.

    `sources`: for each file how many of the entries are its own, one file after the other.
    """
    source = np.repeat(np.arange(len(sources), dtype=np.uint8), [*sources.values()])
    order, start = np.argsort(entries["key"]), FIRST + entries.nbytes
    blocks = [order[block : block + BLOCK] for block in range(0, len(order), BLOCK)]
    with ExitStack() as stack:
        files = [stack.enter_context(Path(file).open("rb")) for file, own in sources.items() if own]
        opened = stack.enter_context(Path(target).open("wb"))
        opened.write(HEADER + bytes(CHECKSUM_BYTES) + len(entries).to_bytes(COUNT_BYTES, "little"))
        total = hashlib.blake2b(key=key, digest_size=CHECKSUM_BYTES)
        for places in blocks:
            index = entries[places]
            ends = start + np.cumsum(index["size"])
            index["start"], start = ends - index["size"], ends[-1]
            total.update(index.tobytes())
            opened.write(index.tobytes())
        for places in blocks:
            opened.writelines(
                _part(files[number], first, size)
                for number, first, size in zip(
                    source[places].tolist(),
                    entries["start"][places].tolist(),
                    entries["size"][places].tolist(),
                    strict=True,
                )
            )
        opened.seek(len(HEADER))
        opened.write(total.digest())


def _entries(opened: BinaryIO, count: int) -> Iterator[NDArray[np.void]]:
    """Yield so many entries, or those that there are, from where a file is open."""
    for start in range(0, count, BLOCK):
        body = opened.read(min(BLOCK, count - start) * ENTRY.itemsize)
        yield np.frombuffer(body, ENTRY, len(body) // ENTRY.itemsize)


def _part(opened: BinaryIO, start: int, size: int) -> bytes:
    opened.seek(start)
    return opened.read(size)


def encoded(found: NewAlignments) -> tuple[tuple[tuple[str, ...], bytes], ...]:
    """Return the slugs and the bytes of each entry."""
    entries: list[tuple[tuple[str, ...], object]] = [
        (pair, [(match.a, match.b, match.reason, match.strength) for match in alignment.both])
        for pair, alignment in found.pairs
    ]
    entries += [((slug,), nearest) for slug, nearest in found.nearest]
    return tuple((slugs, json.dumps(value).encode()) for slugs, value in entries)


def _decoded(body: bytes, first: int, second: int) -> Alignment | None:
    """Return an alignment of tools with so many capabilities; None if it is none of such."""
    with suppress(ValueError, TypeError):
        both = tuple(
            [
                Match(int(a), int(b), str(reason), float(strength))
                for a, b, reason, strength in json.loads(body)
            ]
        )
        of_a, of_b = {match.a for match in both}, {match.b for match in both}
        every_a, every_b = range(first), range(second)
        if all(place in every_a for place in of_a) and all(place in every_b for place in of_b):
            return Alignment(
                both,
                tuple([place for place in every_a if place not in of_a]),
                tuple([place for place in every_b if place not in of_b]),
            )
    return None


def _key(slugs: Iterable[str]) -> int:
    name = "\n".join(slugs).encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=KEY_BYTES).digest(), "little")


def _checksum(body: bytes, key: bytes, size: int) -> bytes:
    return hashlib.blake2b(body, key=key, digest_size=size).digest()
