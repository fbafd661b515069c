"""The cache of link check results."""

from pathlib import Path

import pytest

from ssg.review.link_cache import LinkResult, LinkState, read_cache, update_cache

DAY = 86_400
ANSWERS = {
    "https://a.example/": LinkResult(LinkState.ALIVE),
    "https://d.example/": LinkResult(LinkState.DEAD, "HTTP status 404"),
    "https://m.example/": LinkResult(LinkState.MOVED, target="https://n.example/"),
    "https://u.example/": LinkResult(LinkState.UNKNOWN, "late"),
}


def kept(file: Path, now: float) -> str:
    """Return the initials of the hosts whose results are still valid."""
    return "".join(address.removeprefix("https://")[0] for address in read_cache(file, now))


def test_results_expire_and_unknown_ones_are_not_cached(tmp_path: Path) -> None:
    file = tmp_path / "deep/links.json"
    update_cache(file, ANSWERS, 1000.0)
    assert [kept(file, 1000.0 + days * DAY) for days in (0, 0.9, 1.1, 6.9, 7.1)] == [
        "adm",
        "adm",
        "am",
        "am",
        "",
    ]
    assert kept(file, 999.0) == ""
    assert read_cache(file, 1000.0) == {
        address: one for address, one in ANSWERS.items() if one.state is not LinkState.UNKNOWN
    }


def test_new_results_are_added_and_expired_ones_removed(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    update_cache(file, ANSWERS, 0.0)
    update_cache(file, {"https://x.example/": LinkResult(LinkState.ALIVE)}, 5.0 * DAY)
    assert kept(file, 5.0 * DAY) == "amx"
    assert "d.example" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"https://a.example/": 1}', '{"a": ["what", "", "", 0]}', "\udcff"]
)
def test_a_corrupt_cache_is_empty(tmp_path: Path, text: str) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert read_cache(file, 1.0) == {}
    update_cache(file, ANSWERS, 1.0)
    assert kept(file, 1.0) == "adm"
