"""What a table says of one tool: values written for people, and what is unknown called so."""

from datetime import date
from typing import Any

import pytest

from ssg.comparison.cells import Cell, attribute_cell, common_entries, day_cell
from ssg.messages import ENGLISH
from ssg.settings import AttributeSpec
from support.compared_tools import DAY, LINK, LIST, NUMBER, PLAIN, WHEN, YES


@pytest.mark.parametrize(
    ("spec", "value", "text"),
    [
        (NUMBER, 1234.5, "1,234.5 ms"),
        (NUMBER, 0, "0 ms"),
        (YES, True, "Yes"),
        (YES, False, "No"),
        (PLAIN, "YAML", "YAML"),
        (WHEN, date(2026, 10, 2), "2026-10-02"),
        (LIST, ("C++", "Rust"), "C++, Rust"),
        (LINK, "https://a.example/", "https://a.example/"),
        (NUMBER, None, "unknown"),
    ],
)
def test_a_value_is_written_for_people(spec: AttributeSpec, value: Any, text: str) -> None:
    cell = attribute_cell(value, spec, ENGLISH, DAY)
    assert (cell.text, cell.known) == (text, value is not None)
    assert cell.url == (text if spec is LINK else "")


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (DAY, ""),
        (date(2026, 10, 31), f"1 day before {DAY}"),
        (date(2026, 8, 1), f"3 months before {DAY}"),
        (date(2023, 1, 1), f"3 years before {DAY}"),
        (date(2027, 1, 1), ""),
    ],
)
def test_a_day_is_told_with_its_age(day: date, note: str) -> None:
    cell = day_cell(day, DAY, ENGLISH)
    assert (cell.text, cell.note, cell.known) == (day.isoformat(), note, True)
    assert attribute_cell(day, WHEN, ENGLISH, DAY) == cell


def test_an_unknown_day_has_no_age() -> None:
    assert (
        day_cell(None, DAY, ENGLISH).text,
        day_cell(None, DAY, ENGLISH).known,
        day_cell(None, DAY, ENGLISH).note,
    ) == (
        "unknown",
        False,
        "",
    )


def test_common_entries_are_the_same_from_both_sides() -> None:
    a = Cell("", items=("GPU", "Rust", "Go"), shared=("GPU", "Rust", "Go"))
    b = Cell("", items=("go", "Rust", "NVIDIA GPU"), shared=("go", "Rust"))
    assert common_entries(a, b) == ("GPU", "Rust", "Go")
    assert common_entries(b, a) == common_entries(a, b)
