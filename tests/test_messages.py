"""`Messages`: words, plural forms, numbers and dates of a language."""

from datetime import date

import pytest

from ssg.messages import ENGLISH, LARGE, PERIOD, Messages

ARABIC_FORMS = tuple(
    min(number, 2)
    if number < 3
    else 3
    if 3 <= number % 100 <= 10
    else 4
    if number % 100 > 10
    else 5
    for number in range(LARGE + PERIOD)
)
ARABIC = Messages(
    language="ar",
    translations={"{number} tool": ("0", "1", "2", "{number} few", "{number} many", "{number}")},
    forms=ARABIC_FORMS,
)
GERMAN = Messages(
    language="de",
    translations={
        "{name} scores higher.": ("{name} ist besser bewertet.",),
        "{first} and {last}": ("{first} und {last}",),
    },
    forms=(1, 0, *([1] * (LARGE + PERIOD - 2))),
    decimal=",",
    group=".",
    date_pattern="dd.MM.y",
)
DAY = date(2026, 3, 5)


def test_english_messages_are_their_own_text() -> None:
    assert ENGLISH.gettext("{name} scores higher.", name="A") == "A scores higher."
    assert ENGLISH.ngettext("{number} tool", "{number} tools", 1) == "1 tool"
    assert ENGLISH.ngettext("{number} tool", "{number} tools", 1204) == "1,204 tools"
    assert (ENGLISH.day(DAY), ENGLISH.day("2026-03-05")) == ("2026-03-05", "2026-03-05")
    assert ENGLISH.join(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.join_or(["a", "b"]) == "a or b"
    assert ENGLISH.age(800, DAY) == "2 years before 2026-03-05"
    assert ENGLISH.age(90, DAY) == "3 months before 2026-03-05"
    assert ENGLISH.age(1, DAY) == "1 day before 2026-03-05"
    assert ENGLISH.percent(0.123, 1) == "12.3%"


def test_a_message_takes_the_translation_and_a_missing_one_stays_english() -> None:
    assert GERMAN.gettext("{name} scores higher.", name="{x}") == "{x} ist besser bewertet."
    assert GERMAN.gettext("{name} has no score, yet.", name="A") == "A has no score, yet."
    assert GERMAN.join(["a", "b", "c"]) == "a, b und c"


@pytest.mark.parametrize(
    ("value", "text"), [(1204, "1.204"), (0.5, "0,5"), (1234567.25, "1.234.567,25"), (-2.5, "-2,5")]
)
def test_numbers_have_the_separators_of_the_language(value: float, text: str) -> None:
    assert GERMAN.number(value) == text


def test_days_follow_the_pattern_of_the_language() -> None:
    french = Messages(date_pattern="d MMM y", months=("janv.", "févr.", "mars"))
    hebrew = Messages(date_pattern="d 'ב'MMM yy", months=("", "", "מרץ"))
    assert GERMAN.day("2026-03-05") == "05.03.2026"
    assert french.day(DAY) == "5 mars 2026"
    assert hebrew.day(DAY) == "5 במרץ 26"


@pytest.mark.parametrize(
    ("quantity", "text"),
    [(0, "0"), (1, "1"), (2, "2"), (3, "3 few"), (11, "11 many"), (100, "100"), (103, "103 few")],
)
def test_all_six_plural_forms(quantity: int, text: str) -> None:
    assert ARABIC.ngettext("{number} tool", "{number} tools", quantity) == text


def test_plural_forms_of_large_numbers_repeat() -> None:
    assert ARABIC.ngettext("{number} tool", "{number} tools", 70_004) == "70,004 few"
    assert ARABIC.ngettext("{number} tool", "{number} tools", 1_000_000) == "1,000,000"


def test_nouns_of_german_keep_their_capital_letter_inside_of_a_sentence() -> None:
    assert (ENGLISH.lowered("Web App"), GERMAN.lowered("Web-App")) == ("web app", "Web-App")
    assert (ENGLISH.inside_sentence("Hardware"), GERMAN.inside_sentence("Hardware")) == (
        "hardware",
        "Hardware",
    )


def test_scripts_get_whole_literals_only() -> None:
    messages = Messages(
        translations={"No results": ('Keine "Treffer"',)}, of_scripts=("No results",)
    )
    script = 'a("No results");b("No results yet","no results")'
    assert messages.script(script) == 'a("Keine \\"Treffer\\"");b("No results yet","no results")'
    assert ENGLISH.script(script) == script
