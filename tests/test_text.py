"""Words for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.text import (
    count,
    did_you_mean,
    is_blank,
    join_words,
    number,
    printable,
    slugify,
    unsafe_character,
)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\x00",
            "a\u202eb",
            "\u200b",
            "\ufeff",
            "\u00ad",
            "\U000e0041",
            "\ud800",
            "\uffff",
            "\x85",
        ),
        *("a\u061cb", "\u3164", "\u2800", "\uffa0", "\u115f", "\u034f", "\ufe01", "\U000e0101"),
        *("\x85", "a\u200db", "\u200c", "A\ufe0f", "\ufe0f"),
    ],
)
def test_characters_that_no_reader_sees_are_unsafe(text: str) -> None:
    """Controls, reordering marks, zero-width blanks and tag characters are found."""
    assert unsafe_character(text)


@pytest.mark.parametrize(
    "text", ["", "tab\tline\r\n", "نص عربي", "हिन्दी", "👩‍👩‍👧", "naïve café", "می‌خواهم", "❤️ ☺︎ 1️⃣ ©️"]
)
def test_text_in_any_script_is_safe(text: str) -> None:
    """Scripts and emoji keep the joiners that they need."""
    assert unsafe_character(text) is None


@given(st.text())
def test_printable_text_stays_on_one_line(text: str) -> None:
    """Whatever comes in, a message remains one line without tricks."""
    shown = printable(text)
    assert shown.isprintable()
    assert len(text) > 80 or not shown.endswith("....")
    shown.encode()


def test_long_text_is_cut_in_messages() -> None:
    """At most `limit` characters and three dots are shown."""
    assert printable("x" * 100, 10) == "xxxxxxxxxx..."
    assert printable("x" * 10, 10) == "xxxxxxxxxx"
    assert printable("a\nb") == r"a\nb"


def test_the_closest_word_is_suggested_and_no_far_one() -> None:
    """A typo is recognised in any letter case, nonsense is not."""
    assert did_you_mean("Licens", ["license", "name"]) == 'did you mean "license"?'
    assert did_you_mean("zzz", ["license", "name"]) == ""


def test_lists_read_as_in_a_sentence() -> None:
    """Commas, and the last word before the last entry."""
    assert [
        join_words([]),
        join_words(["a"]),
        join_words(["a", "b"]),
        join_words(["a", "b", "c"], "or"),
    ] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]


def test_numbers_are_written_for_people() -> None:
    """Thousands are set apart, nothing is shown in e-notation, and nouns agree."""
    assert [number(value) for value in (0, 1234567, 0.5, 1234.5678, 999.99999, 1e-9, True)] == [
        "0",
        "1,234,567",
        "0.5",
        "1,234.568",
        "1,000",
        "0",
        "1",
    ]
    assert [count(1, "page"), count(1204, "page"), count(0, "entry", "entries")] == [
        "1 page",
        "1,204 pages",
        "0 entries",
    ]


def test_a_title_becomes_a_slug() -> None:
    """Accents go, words are joined by hyphens, and nothing may remain."""
    assert [slugify("Naïve  Bayes (2nd ed.)"), slugify("数据"), slugify("--A--")] == [
        "naive-bayes-2nd-ed",
        "",
        "a",
    ]


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u3164", "\u2800\u2800", "\u0301", "\u200d"])
def test_texts_that_show_nothing_are_blank(text: str) -> None:
    """Spaces, fillers, and marks without a letter."""
    assert is_blank(text)
    assert not is_blank(text + "é")
