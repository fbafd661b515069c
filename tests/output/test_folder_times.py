"""Packed folders have the times that were given, also when they were read from bytes."""

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
    content = memoryview(b"".join(folders.pieces()))
    assert [*FolderTimes.of_bytes(content, len(rows))] == rows


@pytest.mark.parametrize("number", [0, 2, 4])
def test_bytes_of_another_number_of_folders_are_refused(number: int) -> None:
    content = memoryview(b"".join(FolderTimes(ROWS).pieces()))
    with pytest.raises(ValueError, match=r"."):
        FolderTimes.of_bytes(content, number)
