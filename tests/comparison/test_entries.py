"""A plain search finds the same as the patterns."""

from ssg.comparison import entries
from support.phrases import texts


def test_occurrences_are_those_of_the_pattern() -> None:
    counts = set()
    for phrase, text in texts(20_000):
        expected = [found.span() for found in entries._pattern(phrase).finditer(text)]  # noqa: SLF001
        found = [found.span() for found in entries.occurrences(phrase, text)]
        assert found == expected, (phrase, text)
        counts.add(len(found))
    assert {0, 1, 2, 3} <= counts
