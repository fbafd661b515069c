"""Records held packed are the records that were given, and paths that clash are found."""

from itertools import chain

import pytest

from ssg.output.packed_paths import BLOCK
from ssg.output.staging import Written
from ssg.output.written_table import FEW, QUICK_BYTES, WrittenTable

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
        quick=b"q" * QUICK_BYTES,
    ),
]


def test_a_table_has_the_records() -> None:
    table = WrittenTable(RECORDS)
    assert [*table.records()] == RECORDS
    assert [record.mtime for record in table.records()] == [7, -3, 0]
    assert dict(table) == {record.path: record for record in RECORDS}
    assert table.paths(reused=True) == ["a/index.html", "b.html"]
    assert table.paths(reused=False) == ["index.html"]
    assert [*table.new().records()] == RECORDS[:1]
    assert [*table.lines()] == [
        (
            [1, 2, 0],
            [
                f"{'ff' * 16} {2**40} a/index.html",
                f"{'01' * 16} 0 b.html",
                f"{'0a' * 16} 12 index.html",
            ],
        )
    ]
    assert [[*column] for column in table.states_in_order()] == [[2**40, 0, 12], [-3, 0, 7]]
    assert table.repeated() is None


@pytest.mark.parametrize("path", ["b.html", "B.html", "A/INDEX.html"])
def test_a_repeated_path_is_found(path: str) -> None:
    table = WrittenTable([*RECORDS, Written(path, 1, "0b" * 16, reused=False)])
    assert {each.casefold() for each in table.repeated() or ()} == {path.casefold()}


def test_a_large_table_has_the_records_of_the_tables_it_was_merged_from() -> None:
    records = [
        Written(f"é{number}/index.html", number, "0c" * 16, reused=number % 3 == 0)
        for number in range(3_000)
    ]
    table, other = WrittenTable(records[:1_000]), WrittenTable(records[1_000:])
    table.merge(other)
    assert [*table.records()] == records
    assert all(table[record.path] == record for record in records)
    assert [*table] == [record.path for record in records]
    assert (len(table.paths(reused=False)), len(table.paths(reused=True))) == (2_000, 1_000)
    assert table.total_and_largest() == (2_999 * 1_500, 2_999)
    assert table.state(table.number(records[7].path)) == (7, 0, False)
    assert table.number("7") == -1
    assert [*map(len, WrittenTable().states_in_order())] == [0, 0]
    assert "7" not in table
    names = ["7", records[5].path, "é", *(f"{number}/x" for number in range(3 * FEW))]
    assert table.without(names[:3]) == ["7", "é"]
    assert table.without(names) == ["7", "é", *names[3:]]


def test_the_paths_of_many_blocks_are_read_in_order() -> None:
    names = ["b/x.html", "a.html", "\udce9.html", "\uffff.html", "\U0001f600.html"]
    paths = [*names, *(f"{7 * number % (2 * BLOCK)}/index.html" for number in range(2 * BLOCK))]
    table = WrittenTable(Written(path, 1, "0c" * 16, reused=False) for path in paths)
    lines = [f"{'0c' * 16} 1 {path}" for path in sorted(paths)]
    assert [*chain.from_iterable(some for _, some in table.lines())] == lines
    assert [*WrittenTable().lines()] == []


def test_a_path_of_two_tables_is_repeated() -> None:
    table = WrittenTable(RECORDS)
    table.merge(WrittenTable([Written("a/index.html", 1, "0d" * 16, reused=False)]))
    assert table.repeated() == ("a/index.html", "a/index.html")


def test_a_path_that_is_added_after_a_look_up_is_found() -> None:
    table = WrittenTable(RECORDS[:1])
    assert table.number(RECORDS[1].path) == -1
    table.extend(RECORDS[1:])
    assert [table.number(record.path) for record in RECORDS] == [0, 1, 2]


def test_the_fullest_folder_is_counted_without_those_below_it() -> None:
    paths = ["a.html", "b/c.html", "b/d.html", "b/e/f.html", "g/h.html"]
    table = WrittenTable(Written(path, 1, "0e" * 16, reused=False) for path in paths)
    assert (table.fullest_folder(), WrittenTable().fullest_folder()) == (2, 0)


def test_a_name_that_is_no_text_is_kept() -> None:
    record = Written("\udce9.html", 1, "0f" * 16, reused=False)
    assert WrittenTable([record])["\udce9.html"] == record
