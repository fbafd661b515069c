"""Values of texts are found once, and few are kept."""

import pytest

from ssg.ranking import text_values
from ssg.ranking.text_values import TextValues


def test_a_value_is_found_once() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    values = TextValues(length)
    assert [values["one"], values["three"], values["one"]] == [3, 5, 3]
    assert asked == ["one", "three"]


def test_no_more_values_than_the_most_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_values, "MOST", 2)
    values = TextValues(len)
    assert [values[text] for text in ("a", "bb", "ccc")] == [1, 2, 3]
    assert dict(values) == {"ccc": 3}
