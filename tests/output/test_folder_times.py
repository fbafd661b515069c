"""Packed folders have the times that were given, also when they were read from bytes."""

from io import BytesIO

import pytest

from ssg.output.folder_times import FolderTimes
from ssg.output.packed_paths import BLOCK

ROWS = [("", 2**60, 0), ("é/", 0, -1), ("\udce9/", 3, 4)]


def test_folders_are_kept_with_their_times() -> None:
    rows = [*ROWS, *((f"{number}/", number, 2 * number) for number in range(2 * BLOCK))]
    folders = FolderTimes(iter(rows))
    assert [*folders] == rows
    assert (len(folders), len(FolderTimes())) == (len(rows), 0)
    assert "é/" in folders
    assert "é" not in folders
    content = BytesIO(b"".join(folders.pieces()))
    assert [*FolderTimes.read(content, len(rows))] == rows


@pytest.mark.parametrize("number", [0, 2, 4])
def test_bytes_of_another_number_of_folders_are_refused(number: int) -> None:
    content = BytesIO(b"".join(FolderTimes(ROWS).pieces()))
    with pytest.raises(ValueError, match=r"."):
        FolderTimes.read(content, number)


def test_trees_change_places() -> None:
    folders = FolderTimes([("", 1, 5), ("a/", 2, 6), ("b/", 3, 7), ("c/", 4, 8)])
    folders.exchange({"", "b/", "x/"}, {"d/", "a/"})
    assert [*folders] == [("", 0, 1), ("a/", 6, 2), ("b/", 0, 3), ("c/", 8, 4), ("d/", 0, 0)]
    assert folders.look_up({"": 11, "b/": None, "d/": 0}.__getitem__) == {"b/"}
    assert [*folders][:3] == [("", 11, 1), ("a/", 6, 2), ("b/", 0, 3)]
    assert "d/" in folders
