"""Answers that are kept between runs, each for as long as it is believed."""

from pathlib import Path

import pytest

from ssg.review.external_links import Answer, State
from ssg.review.link_cache import recall, remember

DAY = 86_400
ANSWERS = {
    "https://a.example/": Answer(State.ALIVE),
    "https://d.example/": Answer(State.DEAD, "the answer is 404"),
    "https://m.example/": Answer(State.MOVED, target="https://n.example/"),
    "https://u.example/": Answer(State.UNKNOWN, "late"),
}


def kept(file: Path, now: float) -> str:
    """Name the answers that are still believed, by their first letters."""
    return "".join(address.removeprefix("https://")[0] for address in recall(file, now))


def test_answers_are_believed_for_days_and_doubts_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "deep/links.json"
    remember(file, ANSWERS, 1000.0)
    assert [kept(file, 1000.0 + days * DAY) for days in (0, 0.9, 1.1, 6.9, 7.1)] == [
        "adm",
        "adm",
        "am",
        "am",
        "",
    ]
    assert kept(file, 999.0) == ""
    assert recall(file, 1000.0) == {
        address: one for address, one in ANSWERS.items() if one.state is not State.UNKNOWN
    }


def test_new_answers_join_the_old_ones_and_what_is_too_old_goes(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    remember(file, ANSWERS, 0.0)
    remember(file, {"https://x.example/": Answer(State.ALIVE)}, 5.0 * DAY)
    assert kept(file, 5.0 * DAY) == "amx"
    assert "d.example" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"https://a.example/": 1}', '{"a": ["what", "", "", 0]}', "\udcff"]
)
def test_a_broken_memory_is_an_empty_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert recall(file, 1.0) == {}
    remember(file, ANSWERS, 1.0)
    assert kept(file, 1.0) == "adm"
