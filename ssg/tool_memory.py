"""Tools that were read before -> the same again, without a look into their files, as long as the files are the same."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias

from ssg.errors import Problem, errors_in
from ssg.folder import Entry
from ssg.model import Tool
from ssg.settings import Settings

__all__ = ["ReadTool", "ToolMemory"]

ReadTool: TypeAlias = tuple[Tool | None, list[Problem]]
"""What comes of reading a tool's file."""
_Stamp: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: _Stamp
    read: ReadTool


class ToolMemory:
    """Remembers tools without errors; a file with an error is read again each time."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._basis: object = None
        self._known = False

    def expect(self, settings: Settings | None, vocabulary: Collection[str] | None) -> None:
        """Forget everything when what tools are checked against has changed; what cannot be read has not."""
        self._known = settings is not None and vocabulary is not None
        if settings is None or vocabulary is None:
            return
        basis = (settings.types, settings.categories, settings.attributes, settings.ranking.signals, vocabulary)
        if basis != self._basis:
            self._kept, self._basis = {}, basis

    def forget(self, path: str) -> None:
        """Read this file next time, whatever its stamp says: two writes in one tick of the clock look the same."""
        self._kept.pop(path.removesuffix(".md").removesuffix(".yaml"), None)

    def recall(self, entry: Entry, body: Entry | None, read: Callable[[], ReadTool]) -> ReadTool:
        """Return the tool of a file and of the text beside it, read only when one of them has changed."""
        stamp = _stamp(entry) + (_stamp(body) if body else ())
        name = entry.path.removesuffix(".yaml")
        kept = self._kept.get(name)
        if kept and kept.stamp == stamp:
            return kept.read
        found = read()
        if self._known and found[0] and not errors_in(found[1]):
            self._kept[name] = _Kept(stamp, found)
        return found


def _stamp(entry: Entry) -> _Stamp:
    """Return what changes when a file does; taken before it is read, so that a write meanwhile is noticed next time."""
    try:
        status = os.lstat(entry.file)
    except OSError:
        return (0,)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode
