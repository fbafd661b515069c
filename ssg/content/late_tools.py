"""Tools whose texts are read from a file when they are first used.

Most of what a build does with all tools needs their names, values and scores. Their texts are most
of the memory, and reading them takes many times what the rest takes.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeAlias, cast

from ssg.catalog import Tool
from ssg.content.tool_pickles import FIELDS, SETTERS, pickled, restored, unpickled
from ssg.errors import Problem

__all__ = ["Texts", "late_tool", "parts_of", "texts_in", "texts_of", "whole_tool"]

TEXTS = ("description", "pros", "cons", "capabilities", "translations")
"""The fields that are read late."""
VALUES = tuple(name for name in FIELDS[Tool] if name not in TEXTS)
FACTS = ("capability_ids", "capability_claims", "names_others", "newest_date", "newest_check")
"""What is asked of all tools and follows from their texts, so that it is kept with the values."""
MOST_READ = 2_000
"""Tools whose texts a process keeps: those that it has read last."""

Texts: TypeAlias = Sequence[object]
"""The values of `TEXTS`."""


def parts_of(tool: Tool | None, problems: list[Problem]) -> tuple[bytes, bytes]:
    """Return two pickles: values and facts of a tool with the problems of its file; its texts."""
    if tool is None:
        return b"", b""
    values = tuple(getattr(tool, name) for name in (*VALUES, *FACTS))
    return pickled((values, problems)), pickled(texts_of(tool))


def texts_of(tool: Tool) -> Texts:
    """Return the texts of a tool."""
    return tuple(getattr(tool, name) for name in TEXTS)


def texts_in(body: bytes) -> Texts:
    """Return the texts in a pickle of `parts_of`; raise one of `DAMAGES`."""
    texts = unpickled(body)
    if not isinstance(texts, tuple) or len(texts) != len(TEXTS):
        raise ValueError(TEXTS)
    return texts


def _values_in(body: bytes) -> tuple[Sequence[object], list[Problem]]:
    """Return values and facts, and the problems, in a pickle of `parts_of`."""
    read = unpickled(body)
    match read:
        case (tuple() as values, list() as problems) if len(values) == len(VALUES) + len(FACTS):
            return values, problems
    raise ValueError(VALUES)


def whole_tool(values: bytes, texts: bytes) -> tuple[Tool, list[Problem]]:
    """Return a tool, and the problems of its file, from its two pickles; raise as `texts_in`."""
    read, problems = _values_in(values)
    parts = dict(zip((*VALUES, *FACTS, *TEXTS), (*read, *texts_in(texts)), strict=True))
    return _whole(*(parts[name] for name in FIELDS[Tool])), problems


def late_tool(values: bytes, read: Callable[[], Texts]) -> tuple[Tool, list[Problem]]:
    """Return a tool, and the problems of its file, from the first of its two pickles.

    `read` returns its texts. Raise as `texts_in`.
    """
    parts, problems = _values_in(values)
    tool: LateTool = object.__new__(LateTool)
    for put, value in zip(PUT_VALUES, parts):  # noqa: B905  (as in `restored`)
        put(tool, value)
    PUT_READER(tool, read)
    return tool, problems


class LateTool(Tool):
    """A `Tool` that reads its texts when they are first used.

    It says that its class is `Tool`, so it equals one, and `replace` makes one of it.
    """

    __slots__ = (*FACTS, "_read")
    _read: Callable[[], Texts]

    def __getattr__(self, name: str) -> object:
        """Return a text; Python asks here for fields without a value."""
        if name not in TEXTS:
            raise AttributeError(name)
        texts = self._read()
        for put, text in zip(PUT_TEXTS, texts, strict=True):
            put(self, text)
        RECENT.append(self)
        if len(RECENT) > MOST_READ:
            RECENT.popleft().forget_texts()
        return texts[TEXTS.index(name)]

    def forget_texts(self) -> None:
        """Drop the texts, which are read again when they are used."""
        with suppress(AttributeError):  # they were dropped in another thread
            for drop in DROP_TEXTS:
                drop(self)

    @property  # type: ignore[misc]  # it can be read only
    def __class__(self) -> type[Tool]:  # type: ignore[override]  # of what it stands for
        return Tool

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Return how it is made in another process, which may not have the file: as a whole."""
        return _whole, tuple(getattr(self, name) for name in FIELDS[Tool])


def _whole(*fields: object) -> Tool:
    """Return a tool with these fields."""
    return cast("Tool", restored(Tool, *fields))


RECENT: deque[LateTool] = deque()
"""The tools whose texts this process keeps."""
SET = dict(zip(FIELDS[Tool], SETTERS[Tool], strict=True))
PUT_VALUES = (*map(SET.__getitem__, VALUES), *(vars(LateTool)[name].__set__ for name in FACTS))
PUT_TEXTS = tuple(map(SET.__getitem__, TEXTS))
PUT_READER = vars(LateTool)["_read"].__set__
DROP_TEXTS = tuple(vars(Tool)[name].__delete__ for name in TEXTS)
