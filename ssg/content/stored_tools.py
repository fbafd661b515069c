"""Parsed tools in a file, for the next build: only files with new content are parsed again."""

import hashlib
import io
import json
import os
import struct
import sys
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple
from weakref import finalize

from ssg.catalog import Tool, ToolDigests
from ssg.content.late_tools import (
    Texts,
    late_tool,
    parts_of,
    texts_in,
    texts_of,
    whole_tool,
)
from ssg.content.tool_cache import ContentToolCache, Read, Stamp, name_of
from ssg.content.tool_pickles import DAMAGES, Recaller, pickled
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.errors import BuildError
from ssg.output.state_files import open_state
from ssg.parallel import forked
from ssg.ranking.mentions import FoundNames
from ssg.tool_digests import known_digests

__all__ = ["StoredToolCache"]

HEADER = b"ssg tools 6\n"
CHECKSUM_BYTES, BUFFER = 16, 1 << 20
WORTH_HASHING = 1_000
"""Tools whose files are hashed in another process: fewer are done before it has started."""
MOST_GROWTH = 1.5
"""Times its first size from which a file is written again, without the tools of former builds."""
END = struct.Struct(f"<Q{CHECKSUM_BYTES}s")
"""Length and checksum of the index, at the end of the file."""


class _Stored(NamedTuple):
    """A tool in the file."""

    stamp: Sequence[str]
    place: int
    """Where its pickles begin in the file, in bytes."""
    sizes: Sequence[int]
    """Bytes of its two pickles, values and texts, of which the second follows the first."""
    checks: Sequence[int]
    """Their checksums."""
    names: Collection[str]
    """The names of tools in its texts."""
    digests: Sequence[str]
    """Those of the tool, in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class _Index:
    """What a file has besides the pickled tools."""

    references: str = ""
    names: Collection[str] = ()
    """All names that were searched for."""
    tools: Mapping[str, _Stored] = field(default_factory=dict)
    """By path without extension."""
    first: int = 0
    """Size of the file before anything was added, in bytes."""


class StoredToolCache(ContentToolCache):
    """Cache of valid tools in a file, keyed by the content of their files.

    It holds the index of the file only: a pickle is read for its tool, and written before the next
    one is made.
    """

    def __init__(self, file: str, program: bytes, jobs: int = 1) -> None:
        """Read a file; a missing or damaged one, or that of another `program`, is empty.

        `jobs`: processes that may run at once; 1 in a process with threads, as others are forked.
        """
        super().__init__()
        self._jobs = jobs
        self._restored: dict[str, ReadTool] = {}
        """Tools of the file by path without extension, until it is known whether they changed."""
        self._parsed: Callable[[str], Tool] | None = None
        """Parses the files of a tool, by their path without extension."""
        self._program = program.hex()
        self._path = file
        self._file: _OpenFile | None = None
        self._stored = _Index()
        self._state: tuple[int, ...] = ()
        with suppress(*DAMAGES), open_state(file) as stored:
            self._file = _OpenFile(os.dup(stored.fileno()))
            self._state = _state(stored)
            self._stored = _read_index(stored, self._program)
        self.found = FoundNames(self._stored.names)

    def write(self, file: str, temporary: str) -> None:
        """Write the tools of the last `recall`; errors of the system are ignored.

        A file that has most of them gets the others and a new index at its end: one that a killed
        process has written in part is damaged, so empty. Any other is replaced atomically.
        """
        if self._is_written():
            return
        with suppress(OSError):
            if file == self._path and self._append():
                return
        with suppress(OSError):
            with Path(temporary).open("wb", BUFFER) as target:
                target.write(HEADER)
                self._write(target, {})
            Path(temporary).replace(file)

    def _append(self) -> bool:
        """Add to the file what it lacks; return whether it was possible and worth it."""
        known = {
            name: stored
            for name, stored in self._stored.tools.items()
            if self._is_current() and name in self.kept and self._has(name, stored)
        }
        with Path(self._path).open("r+b", BUFFER) as target:
            is_same, first = _state(target) == self._state, self._stored.first
            is_grown = target.seek(0, io.SEEK_END) > MOST_GROWTH * first
            if not is_same or is_grown or len(known) < len(self.kept) / 2:
                return False
            self._write(target, known, first)
        return True

    def _has(self, name: str, stored: "_Stored") -> bool:
        """Return whether the file has a tool as it is now."""
        return stored.stamp == _texts(self.kept[name].stamp)

    def recall(
        self, context: ValidationContext, files: Sequence[ToolFiles], read: Read
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only changed files are read.

        The digests of all that are kept are known then.
        """
        by_name = {name_of(tool_files): tool_files for tool_files in files}

        def parsed(name: str) -> Tool:
            [(tool, _)] = read([by_name[name]])
            if tool is None:
                raise BuildError(f"{name}.yaml has changed; build again")
            return tool

        self._parsed = parsed
        results = super().recall(context, files, read)
        for kept in self.kept.values():
            if (tool := kept.read[0]) is not None:
                self.digests[tool.slug] = known_digests(tool, self.digests)
        return results

    def packed(self, value: object) -> bytes:
        """Return a value, and what the last `recall` has kept, for `unpacked` in another process.

        Tools that the file has are left out.
        """
        named = {
            id(kept.read[0]): name
            for name, kept in self.kept.items()
            if self._is_current()
            and (stored := self._stored.tools.get(name))
            and self._has(name, stored)
        }
        state = self.kept, self.found, self.digests, self.references
        return pickled((self._state, value, state), named)

    def unpacked(self, packed: Callable[[], bytes]) -> object:
        """Return what `packed` has taken in another process, whose result is waited for last.

        None if the file has changed since, or is damaged.
        """
        every = {name: self._read_stored(name) for name in self._stored.tools}
        tools = {name: read[0] for name, read in every.items() if read and read[0]}
        with suppress(LookupError):
            state, value, kept = Recaller(packed(), tools).load()
            if state == self._state:
                self.kept, self.found, self.digests, self.references = kept
                return value
        return None

    def _is_written(self) -> bool:
        """Return whether the file has just the tools of the last `recall`."""
        stored = self._stored
        return (
            self._is_current()
            and list(stored.names) == list(self.found.names)
            and stored.tools.keys() == self.kept.keys()
            and all(
                one.stamp == _texts(self.kept[name].stamp) and [*one.names] == self._names_in(name)
                for name, one in stored.tools.items()
            )
        )

    def _write(self, target: BinaryIO, known: Mapping[str, "_Stored"], first: int = 0) -> None:
        """Write the pickled tools except those that the file has, then the index.

        `first`: the first size of a file that has some.
        """
        rows = []
        for name, kept in self.kept.items():
            at = known.get(name)
            if at:
                place, sizes, checks = at.place, at.sizes, at.checks
            else:
                parts = self._stored_parts(name) or parts_of(*kept.read)
                place, sizes, checks = target.tell(), [*map(len, parts)], [*map(zlib.crc32, parts)]
                target.writelines(parts)
            row = [name, _texts(kept.stamp), place, sizes, checks, self._names_in(name)]
            rows.append([*row, self._digests_of(name)])
        content = [self._program, self.references, [*self.found.names], rows, first]
        index = json.dumps(content).encode()
        target.write(index)
        target.write(END.pack(len(index), _checksum(index)))

    def _names_in(self, name: str) -> list[str]:
        """Return the names of tools in the texts of a tool."""
        return [*self.found.by_slug.get(_slug(name), ())]

    def _digests_of(self, name: str) -> list[str]:
        """Return the digests of a tool in hexadecimal digits."""
        known = self.digests[_slug(name)]
        return [part.hex() for part in (known.whole, known.listed, known.capabilities)]

    def _stored_parts(self, name: str) -> Sequence[bytes]:
        """Return the pickles of a tool in the file; none if it has not the tool as it is now."""
        stored = self._stored.tools.get(name)
        if stored and self._is_current() and self._has(name, stored):
            with suppress(*DAMAGES):
                return self._part(stored, 0), self._part(stored, 1)
        return ()

    def _part(self, stored: _Stored, number: int) -> bytes:
        """Return the first or second pickle of a tool; raise one of `DAMAGES`."""
        if self._file is None:
            raise ValueError(stored)
        place = stored.place + (stored.sizes[0] if number else 0)
        body = self._file.read(stored.sizes[number], place)
        if zlib.crc32(body) != stored.checks[number]:
            raise ValueError(stored)
        return body

    def _is_current(self) -> bool:
        """Return whether what tools refer to is as it was when the file was written."""
        return self.references == self._stored.references

    def _stamps(self, files: Sequence[ToolFiles]) -> list[Stamp]:
        """Return the stamp of each tool; of many, in another process while their tools are read."""
        worth = self._jobs > 1 and len(files) >= WORTH_HASHING and self._is_current()
        with forked(partial(super()._stamps, files), worth=worth) as stamps:
            for name in map(name_of, files if worth else ()):
                stored = self._stored.tools.get(name)
                if stored and (read := self._read_stored(name)):
                    self._restored[name] = read
            return stamps()

    def lookup(self, name: str, stamp: Stamp) -> ReadTool | None:
        """Return a tool of this run or of the file, if its files have this stamp."""
        result = super().lookup(name, stamp)
        stored, restored = self._stored.tools.get(name), self._restored.pop(name, None)
        if result is None and stored and self._is_current() and stored.stamp == _texts(stamp):
            result = restored or self._read_stored(name)
            if result and (tool := result[0]):
                self.keep(name, stamp, result)
                self.found.by_slug[_slug(name)] = stored.names
                digests = map(bytes.fromhex, stored.digests)
                self.digests[tool.slug] = ToolDigests(tool, *digests)
        return result

    def _read_stored(self, name: str) -> ReadTool | None:
        """Return a tool of the file; None if it is damaged.

        Where its files are known, for the case of a damage, its texts are read when they are used.
        """
        stored = self._stored.tools[name]
        with suppress(*DAMAGES):
            values = self._part(stored, 0)
            if self._parsed is None:
                return whole_tool(values, self._part(stored, 1))
            return late_tool(values, partial(self._texts, name, stored, self._parsed))
        return None

    def _texts(self, name: str, stored: _Stored, parsed: Callable[[str], Tool]) -> Texts:
        """Return the texts of a tool; those of its files if they are damaged."""
        try:
            return texts_in(self._part(stored, 1))
        except DAMAGES:
            return texts_of(parsed(name))


class _OpenFile:
    """An open file, which is closed when nothing refers to it any more."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = Lock()
        finalize(self, os.close, descriptor)

    def read(self, size: int, place: int) -> bytes:
        """Return so many bytes from a place on; threads and forked processes may read at once."""
        if sys.platform != "win32":
            return os.pread(self._descriptor, size, place)
        with self._lock:
            os.lseek(self._descriptor, place, os.SEEK_SET)
            return os.read(self._descriptor, size)


def _slug(name: str) -> str:
    return name.rpartition("/")[2]


def _texts(stamp: Stamp) -> list[str]:
    """Return the digests of a stamp as text; a path is that of a file that cannot be read."""
    return [part.hex() if isinstance(part, bytes) else repr(part) for part in stamp]


def _read_index(file: BinaryIO, program: str) -> _Index:
    """Return the index of a file; raise one of `DAMAGES` for a damaged one."""
    if file.read(len(HEADER)) != HEADER:
        raise ValueError(HEADER)
    end = file.seek(-END.size, io.SEEK_END)
    length, check = END.unpack(file.read(END.size))
    file.seek(end - length)
    index = file.read(length)
    if _checksum(index) != check:
        raise ValueError(END)
    written_by, references, names, rows, first = json.loads(index)
    own = rows if written_by == program else ()
    tools = {name: _Stored(*row) for name, *row in own}
    return _Index(references, names, tools, first or end + END.size)


def _state(file: BinaryIO) -> tuple[int, ...]:
    """Return what differs for another file, and after every write."""
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=CHECKSUM_BYTES).digest()
