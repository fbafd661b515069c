"""Records held packed are the records that were given, and paths that clash are found."""

import pytest

from ssg.output.staging import Written
from ssg.output.written_table import Entries, WrittenTable

RECORDS = [
    Written("index.html", 12, "0a" * 16, reused=False, mtime=7, fingerprint=b"f" * 16),
    Written("a/index.html", 2**40, "ff" * 16, reused=True, mtime=-3),
    Written(
        "b.html",
        0,
        "01" * 16,
        reused=True,
        fingerprint=bytes(16),
        matched=b"m" * 16,
        quick=b"q" * 16,
    ),
]


def test_a_table_has_the_records() -> None:
    table = WrittenTable(RECORDS)
    assert [*table.records()] == RECORDS
    assert [record.mtime for record in table.records()] == [7, -3, 0]
    assert dict(table) == {record.path: record for record in RECORDS}
    assert table.paths(reused=True) == ["a/index.html", "b.html"]
    assert table.paths(reused=False) == ["index.html"]
    assert Entries(table)["index.html"] == f"{'0a' * 16} 12"
    assert table.repeated() is None


@pytest.mark.parametrize("path", ["b.html", "B.html", "A/INDEX.html"])
def test_a_repeated_path_is_found(path: str) -> None:
    table = WrittenTable([*RECORDS, Written(path, 1, "0b" * 16, reused=False)])
    assert {each.casefold() for each in table.repeated() or ()} == {path.casefold()}
