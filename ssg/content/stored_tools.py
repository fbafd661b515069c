"""Parsed tools in a file, for the next build: only files with new content are parsed again."""

import hashlib
import io
import json
import pickle
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ssg import catalog, errors
from ssg.content.tool_cache import ContentToolCache, Stamp
from ssg.content.tool_file import ReadTool
from ssg.ranking.mentions import FoundNames

__all__ = ["StoredToolCache"]

HEADER = b"ssg tools 3\n"
CHECKSUM_BYTES = 16
LENGTH = struct.Struct("<Q")
_Reduced: TypeAlias = tuple[Callable[..., object], tuple[object, ...]]
"""A function and its arguments."""
CLASSES: Mapping[tuple[str, str], type] = {
    ("datetime", "date"): date,
    **{("ssg.catalog", name): vars(catalog)[name] for name in catalog.__all__},
    **{("ssg.errors", name): vars(errors)[name] for name in ("Code", "Problem", "Severity")},
}
"""All that a stored tool consists of; nothing else is called, as the file may be of others."""
DAMAGES = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    EOFError,
    MemoryError,
    struct.error,
    pickle.UnpicklingError,
)


FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind))
    for kind in CLASSES.values()
    if is_dataclass(kind)
}
SETTERS: Mapping[type, tuple[Callable[[object, object], None], ...]] = {
    kind: tuple(vars(kind)[name].__set__ for name in names) for kind, names in FIELDS.items()
}
"""What sets the fields of a value, in the order of `FIELDS`."""


class _Pickler(pickle.Pickler):
    """Writes the fields of values for `_restored`.

    What dataclasses write takes several times as long to read.
    """

    def reducer_override(self, value: object, /) -> _Reduced:
        """Return how a value is made again."""
        kind = type(value)
        if kind not in FIELDS:
            return NotImplemented  # type: ignore[no-any-return]  # what pickle expects
        return _restored, (kind, *(getattr(value, name) for name in FIELDS[kind]))


def _restored(kind: type, *values: object) -> object:
    """Return an instance of a class with these fields."""
    made: object = object.__new__(kind)
    for put, value in zip(SETTERS[kind], values, strict=True):
        put(made, value)
    return made


class _Unpickler(pickle.Unpickler):
    """Creates instances of `CLASSES` only."""

    def find_class(self, module: str, name: str, /) -> Callable[..., object]:
        """Return a class by its name; raise LookupError for any other."""
        return _restored if (module, name) == RESTORED else CLASSES[module, name]


RESTORED = _restored.__module__, _restored.__qualname__


@dataclass(slots=True)
class _Stored:
    """A tool in the file."""

    stamp: list[str]
    body: bytes | memoryview
    """Pickled."""
    names: list[str] = field(default_factory=list)
    """The names of tools in its texts."""


@dataclass(slots=True)
class _File:
    """The tools in the file by their path without extension."""

    references: str = ""
    names: list[str] = field(default_factory=list)
    """All names that were searched for."""
    tools: dict[str, _Stored] = field(default_factory=dict)


class StoredToolCache(ContentToolCache):
    """Cache of valid tools in a file, keyed by the content of their files."""

    def __init__(self, file: str, program: bytes) -> None:
        """Read a file; a missing or damaged one, or that of another `program`, is empty."""
        super().__init__()
        self._program = program.hex()
        self._stored = _File()
        with suppress(*DAMAGES):
            self._stored = _parsed(Path(file).read_bytes(), self._program)
        self.found = FoundNames(self._stored.names)

    def write(self, file: str, temporary: str) -> None:
        """Write the tools of the last `recall` atomically; errors of the system are ignored."""
        tools = {}
        for name, kept in self.kept.items():
            stamp, stored = _texts(kept.stamp), self._stored.tools.get(name)
            body = (
                stored.body
                if stored and stored.stamp == stamp and self._is_current()
                else _pickled(kept.read)
            )
            tools[name] = _Stored(stamp, body, [*self.found.by_slug.get(_slug(name), ())])
        new = _File(self.references, [*self.found.names], tools)
        if new == self._stored:
            return
        with suppress(OSError):
            Path(temporary).write_bytes(_body(self._program, new))
            Path(temporary).replace(file)

    def _is_current(self) -> bool:
        """Return whether what tools refer to is as it was when the file was written."""
        return self.references == self._stored.references

    def lookup(self, name: str, stamp: Stamp) -> ReadTool | None:
        """Return a tool of this run or of the file, if its files have this stamp."""
        result = super().lookup(name, stamp)
        stored = self._stored.tools.get(name)
        if result is None and stored and self._is_current() and stored.stamp == _texts(stamp):
            with suppress(*DAMAGES):
                tool, problems = _Unpickler(io.BytesIO(stored.body)).load()
                if isinstance(tool, catalog.Tool) and isinstance(problems, list):
                    result = tool, problems
                    self.keep(name, stamp, result)
                    self.found.by_slug[_slug(name)] = stored.names
        return result


def _pickled(read: ReadTool) -> bytes:
    body = io.BytesIO()
    _Pickler(body, pickle.HIGHEST_PROTOCOL).dump(read)
    return body.getvalue()


def _slug(name: str) -> str:
    return name.rpartition("/")[2]


def _texts(stamp: Stamp) -> list[str]:
    """Return the digests of a stamp as text; a path is that of a file that cannot be read."""
    return [part.hex() if isinstance(part, bytes) else repr(part) for part in stamp]


def _body(program: str, file: _File) -> bytes:
    """Return the bytes of a file: an index, then the pickled tools."""
    rows = [
        [name, stored.stamp, len(stored.body), stored.names] for name, stored in file.tools.items()
    ]
    index = json.dumps([program, file.references, file.names, rows]).encode()
    content = b"".join(
        (LENGTH.pack(len(index)), index, *(stored.body for stored in file.tools.values()))
    )
    return HEADER + _checksum(content) + content


def _parsed(body: bytes, program: str) -> _File:
    """Return the tools of a file; raise one of `DAMAGES` for a damaged one."""
    start = len(HEADER) + CHECKSUM_BYTES
    content = memoryview(body)[start:]
    if not body.startswith(HEADER) or _checksum(content) != body[len(HEADER) : start]:
        raise ValueError(HEADER)
    (length,) = LENGTH.unpack_from(content)
    end = LENGTH.size + length
    written_by, references, names, rows = json.loads(bytes(content[LENGTH.size : end]))
    tools = {}
    for name, stamp, size, found in rows if written_by == program else ():
        tools[name] = _Stored(stamp, content[end : end + size], found)
        end += size
    return _File(references, names, tools)


def _checksum(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=CHECKSUM_BYTES).digest()
