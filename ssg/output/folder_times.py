"""`FolderTimes`: the modification times of the folders of two trees, packed.

A large site has a folder for each page. In dictionaries, a folder with its two times takes some 270
bytes, here 28 and its name.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

import numpy as np

from ssg.output.packed_paths import BLOCK, PackedPaths

__all__ = ["FolderTimes", "Row"]

Row: TypeAlias = tuple[str, int, int]
"""Folder, and its times in both trees (ns); 0 for one that may change unnoticed."""


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
    def of_bytes(cls, content: memoryview, number: int) -> "FolderTimes":
        """Return what `pieces` has made of so many folders; raise ValueError for other content."""
        found = cls()
        columns = np.frombuffer(content, "<i8", 2 * number).astype(np.int64)
        found._now, found._before = (array("q", each.tobytes()) for each in np.split(columns, 2))
        found._names = PackedPaths.of_bytes(content[columns.nbytes :], number)
        return found

    def pieces(self) -> Iterator[bytes]:
        """Yield bytes for `of_bytes`."""
        for column in (self._now, self._before):
            yield np.array(column, "<i8").tobytes()
        yield from self._names.pieces()

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Row]:
        return zip(self._names, self._now, self._before, strict=True)

    def __contains__(self, folder: object) -> bool:
        return isinstance(folder, str) and self._names.number(folder) >= 0
