"""Tools that were read before -> the same again, without a look into their files, as long as the files are the same."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ssg.errors import errors_in
from ssg.folder import Entry
from ssg.tool_file import Basis, ReadTool, ToolFiles

__all__ = ["Stamp", "ToolMemory"]

Stamp: TypeAlias = tuple[object, ...]
"""What changes when a file does."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    read: ReadTool


class ToolMemory:
    """Remembers tools without errors; a file with an error is read again each time."""

    def __init__(self, stamp: Callable[[Entry], Stamp] | None = None) -> None:
        """Take what tells the states of a file apart; by default its size, its times and where it stands."""
        self._stamp = stamp or _stamp
        self._kept: dict[str, _Kept] = {}
        self._against: object = None

    def forget(self, path: str) -> None:
        """Read this file next time, whatever its stamp says: two writes in one tick of the clock look the same."""
        self._kept.pop(path.removesuffix(".md").removesuffix(".yaml"), None)

    def recall(
        self,
        basis: Basis,
        files: Sequence[ToolFiles],
        read: Callable[[Sequence[ToolFiles]], Sequence[ReadTool]],
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only those whose files have changed are read.

        Everything is forgotten when what tools are held against has changed; what cannot be read has not.
        """
        known = self._expect(basis)
        stamps = [
            self._stamp(one.entry) + (self._stamp(one.body) if one.body else ()) for one in files
        ]
        names = [one.entry.path.removesuffix(".yaml") for one in files]
        before = [self._kept.get(name) for name in names]
        found = [
            kept.read if kept and kept.stamp == stamp else None
            for kept, stamp in zip(before, stamps, strict=True)
        ]
        missing = [place for place, one in enumerate(found) if one is None]
        for place, one in zip(missing, read([files[place] for place in missing]), strict=True):
            found[place] = one
            if known and one[0] and not errors_in(one[1]):
                self._kept[names[place]] = _Kept(stamps[place], one)
        return [one for one in found if one]

    def _expect(self, basis: Basis) -> bool:
        """Forget what was held against something else; tell whether what is read now may be kept."""
        settings = basis.settings
        if settings is None or basis.vocabulary is None:
            return False
        against = (
            settings.types,
            settings.categories,
            settings.attributes,
            settings.ranking.signals,
            basis.vocabulary,
        )
        if against != self._against:
            self._kept, self._against = {}, against
        return True


def _stamp(entry: Entry) -> Stamp:
    """Return what changes when a file does; taken before it is read, so that a write meanwhile is noticed next time."""
    try:
        status = os.lstat(entry.file)
    except OSError:
        return (0,)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode
