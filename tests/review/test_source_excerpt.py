"""The line that a problem is about, with a mark under the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.review.source_excerpt import BEFORE, WIDTH, source_excerpt


@pytest.mark.parametrize(
    ("line", "column", "shown", "mark"),
    [
        ("sumary: x", 1, "sumary: x", "^^^^^^"),
        ("tags: [jax, flax]", 8, "tags: [jax, flax]", "       ^^^"),
        ('type: "a b" # c', 7, 'type: "a b" # c', "      ^^^^^"),
        ("\tname: x", 2, " name: x", " ^^^^"),
        ("name: x\r", 7, "name: x", "      ^"),
        ("日本: x", 5, "日本: x", "      ^"),
        ("a\u0301: x", 5, "a\u0301: x", "   ^"),
        ("a: \x1b[31m", 4, "a: \\x1b[31m", "   ^^^^"),
        ("a: {b: 1}", 4, "a: {b: 1}", "   ^"),
    ],
)
def test_the_mark_stands_under_the_word(line: str, column: int, shown: str, mark: str) -> None:
    assert source_excerpt(line, 7, column) == f"     7 | {shown}\n       | {mark}"


@pytest.mark.parametrize(("line", "column"), [("", 1), ("   ", 2), ("name", 5)])
def test_without_anything_to_point_at_nothing_is_shown(line: str, column: int) -> None:
    assert source_excerpt(line, 1, column) == ""


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    shown, mark = source_excerpt("x" * 500 + " here " + "y" * 500, 1, 502).split("\n")
    assert "here" in shown
    assert len(shown) < WIDTH + 20
    assert shown.index("here") == mark.index("^") == len("     1 | ...") + BEFORE


@given(st.text(max_size=200), st.integers(1, 220))
def test_two_printable_lines_or_nothing(line: str, column: int) -> None:
    shown = source_excerpt(line, 3, column)
    assert shown == "" or (shown.count("\n") == 1 and shown.replace("\n", "").isprintable())
