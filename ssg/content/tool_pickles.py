"""Pickles of tools and their parts, and readers that create the classes of a tool and no other."""

import io
import pickle
import struct
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import BinaryIO, TypeAlias

from ssg import catalog, errors
from ssg.catalog import Tool

__all__ = ["DAMAGES", "FIELDS", "SETTERS", "Recaller", "pickled", "restored", "unpickled"]

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
"""What reading a damaged file may raise."""
FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind))
    for kind in CLASSES.values()
    if is_dataclass(kind)
}
"""The fields of each class."""
SETTERS: Mapping[type, tuple[Callable[[object, object], None], ...]] = {
    kind: tuple(vars(kind)[name].__set__ for name in names) for kind, names in FIELDS.items()
}
"""What sets the fields of a value, in the order of `FIELDS`."""


def pickled(value: object, named: Mapping[int, str] | None = None) -> bytes:
    """Return the pickle of a value.

    `named`: identity of each tool that the reader has -> its name there; for `Recaller`.
    """
    body = io.BytesIO()
    _Pickler(body, named or {}).dump(value)
    return body.getvalue()


def unpickled(body: bytes) -> object:
    """Return a value from a file that may be of others; raise one of `DAMAGES` for a wrong one."""
    return _Unpickler(io.BytesIO(body)).load()


class _Pickler(pickle.Pickler):
    """Writes the fields of values for `restored`.

    What dataclasses write takes several times as long to read.
    """

    def __init__(self, file: BinaryIO, named: Mapping[int, str]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._named = named

    def reducer_override(self, value: object, /) -> _Reduced:
        """Return how a value is made again."""
        kind: type = value.__class__
        if kind is Tool and id(value) in self._named:
            return _named, (self._named[id(value)],)
        if kind not in FIELDS:
            return NotImplemented  # type: ignore[no-any-return]  # what pickle expects
        return restored, (kind, *(getattr(value, name) for name in FIELDS[kind]))


def restored(kind: type, *values: object) -> object:
    """Return an instance of a class with these fields."""
    made: object = object.__new__(kind)
    setters = SETTERS[kind]
    if len(values) != len(setters):
        raise ValueError(kind)
    for put, value in zip(setters, values):  # noqa: B905  (`strict` takes a third of the time)
        put(made, value)
    return made


def _named(name: str) -> object:
    """Stand for a tool that the reader of a pickle has; see `Recaller`."""
    raise LookupError(name)


class Recaller(pickle.Unpickler):
    """Reads what another process of this program has written, with tools that this one has."""

    def __init__(self, body: bytes, tools: Mapping[str, Tool]) -> None:
        """Take a pickle, and tools by name."""
        super().__init__(io.BytesIO(body))
        self._tools = tools

    def find_class(self, module: str, name: str, /) -> object:
        """Return a class or function by its name."""
        is_named = (module, name) == (_named.__module__, _named.__qualname__)
        return self._tools.__getitem__ if is_named else super().find_class(module, name)


class _Unpickler(pickle.Unpickler):
    """Creates instances of `CLASSES` only."""

    def find_class(self, module: str, name: str, /) -> Callable[..., object]:
        """Return a class by its name; raise LookupError for any other."""
        return restored if (module, name) == RESTORED else CLASSES[module, name]


RESTORED = restored.__module__, restored.__qualname__
