"""`FolderTimes`: the modification times of the folders of two trees, packed.

A large site has a folder for each page. In dictionaries, a folder with its two times takes some 270
bytes, here 28 and its name.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO, TypeAlias

import numpy as np

from ssg.output.packed_paths import BLOCK, PackedPaths

__all__ = ["FolderTimes", "Row"]

Row: TypeAlias = tuple[str, int, int]
"""Folder, and its times in both trees (ns); 0 for one that may change unnoticed."""

TIME = np.dtype("<i8")
"""A time in `pieces`."""


class FolderTimes:
    """Folders that are in both trees, each with its times."""

    __slots__ = ("_before", "_names", "_now")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take each folder once."""
        self._names, self._now, self._before = PackedPaths(), array("q"), array("q")
        rest = iter(rows)
        while some := list(islice(rest, BLOCK)):
            names, now, before = zip(*some, strict=True)
            self._names.extend(names)
            self._now.extend(now)
            self._before.extend(before)

    @classmethod
    def read(cls, file: BinaryIO, number: int) -> "FolderTimes":
        """Return what `pieces` has made of so many folders: the rest of a file.

        Raise ValueError for other content.
        """
        found = cls()
        found._now, found._before = (_column(file, number) for _ in range(2))
        found._names = PackedPaths.read(file, number)
        return found

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield bytes for `read`; nothing may change while these are in use."""
        for column in (self._now, self._before):
            yield np.frombuffer(column, np.int64).astype(TIME, copy=False).data
        yield from self._names.pieces()

    def exchange(self, altered: set[str], others: set[str]) -> None:
        """Let the two trees change places.

        `altered`: folders whose time in the tree that is then in place is unknown; `others`:
        folders of both trees, which are added if they are missing.
        """
        wanted = {*altered, *others}
        # This takes less memory than an index of all names, and no more time.
        places = {folder: place for place, folder in enumerate(self._names) if folder in wanted}
        added = [folder for folder in others if folder not in places]
        self._now, self._before = self._before, self._now
        for folder in places.keys() & altered:
            self._now[places[folder]] = 0
        self._names.extend(added)
        for column in (self._now, self._before):
            column.extend([0] * len(added))

    def look_up(self, time_of: Callable[[str], int | None]) -> set[str]:
        """Add unknown times in the tree in place; return folders for which `time_of` has none."""
        missing = set[str]()
        for number in np.flatnonzero(np.frombuffer(self._now, np.int64) == 0).tolist():
            time = time_of(self._names[number])
            if time is None:
                missing.add(self._names[number])
            else:
                self._now[number] = time
        return missing

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Row]:
        return zip(self._names, self._now, self._before, strict=True)

    def __contains__(self, folder: object) -> bool:
        return isinstance(folder, str) and self._names.number(folder) >= 0


def _column(file: BinaryIO, number: int) -> "array[int]":
    """Return the next so many times of a file; raise ValueError if it has fewer."""
    times = np.frombuffer(file.read(TIME.itemsize * number), TIME, number)
    return array("q", times.astype(np.int64, copy=False).tobytes())
