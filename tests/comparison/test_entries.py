"""A plain search finds the same as the patterns."""

import re
from random import Random

from ssg.comparison import entries, profile

PARTS = ("go", "gogo", "go go", "go-go", "c++", "c", "_", "-", " ", "é", "s", "İ", ".", "3")


def texts(number: int) -> list[tuple[str, str]]:
    """Return phrases and texts of the same few parts."""
    random = Random(7)  # noqa: S311  (no secret)
    return [
        (
            "".join(random.choices(PARTS, k=random.randint(1, 3))),
            "".join(random.choices(PARTS, k=random.randint(0, 12))),
        )
        for _ in range(number)
    ]


def test_occurrences_are_those_of_the_pattern() -> None:
    counts = set()
    for phrase, text in texts(20_000):
        expected = [found.span() for found in entries._pattern(phrase).finditer(text)]  # noqa: SLF001
        found = [found.span() for found in entries.occurrences(phrase, text)]
        assert found == expected, (phrase, text)
        counts.add(len(found))
    assert {0, 1, 2, 3} <= counts


def test_a_phrase_begins_a_word_as_a_look_behind_has_it() -> None:
    results = set()
    for phrase, text in texts(20_000):
        expected = re.search(rf"(?<![^\W_]){re.escape(phrase)}", text) is not None
        assert profile._begins_word(phrase, text) is expected, (phrase, text)  # noqa: SLF001
        results.add((expected, phrase in text))
    assert results == {(True, True), (False, True), (False, False)}
