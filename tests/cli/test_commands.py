"""The commands that measure: how much of each versus page is its own."""

import json
import re
from pathlib import Path

import pytest

from support.site_fixtures import SMALL_SITE, Run
from support.strategies import write_files

PAIRS = [("alpha", "beta"), ("alpha", "gamma"), ("beta", "gamma")]
WARNED = {**SMALL_SITE, "content/notes.txt": "what is this?"}
LONELY = {
    path: text for path, text in SMALL_SITE.items() if "beta" not in path and "gamma" not in path
}


def shares(text: str) -> dict[tuple[str, str], float]:
    """Read the list of `ssg check --uniqueness`."""
    lines = re.findall(r"^(\d+\.\d)%  (\w+)-vs-(\w+)$", text, re.MULTILINE)
    return {(a, b): float(share) for share, a, b in lines}


def test_uniqueness_is_listed_least_first_with_the_median(run: Run, small: Path) -> None:
    done = run("check", "-C", str(small), "--uniqueness")
    assert done.code == 0
    found = shares(done.out)
    assert sorted(found) == PAIRS
    assert list(found.values()) == sorted(found.values())
    assert all(0 < share < 100 for share in found.values())
    assert done.out.splitlines()[-1] == f"{sorted(found.values())[1]:.1f}%  median"
    assert done.err.splitlines()[-1].startswith("Checked 3 tools: ")
    assert not (small / "public").exists()


def test_without_asking_nothing_is_listed(run: Run, small: Path) -> None:
    assert run("check", "-C", str(small)).out == ""


def test_quiet_leaves_the_list_that_was_asked_for(run: Run, small: Path) -> None:
    done = run("check", "-q", "-C", str(small), "--uniqueness")
    assert (done.code, done.err) == (0, "")
    assert sorted(shares(done.out)) == PAIRS


@pytest.mark.parametrize("style", ["json", "github"])
def test_what_programs_read_stays_theirs(run: Run, tmp_path: Path, style: str) -> None:
    root = write_files(tmp_path, WARNED)
    plain, asked = (
        run("check", "-C", str(root), "--format", style, *more) for more in ((), ("--uniqueness",))
    )
    assert asked.out == plain.out != ""
    assert sorted(shares(asked.err)) == PAIRS
    if style == "json":
        assert "content/notes.txt" in {one["file"] for one in json.loads(asked.out)["problems"]}


def test_pairs_say_how_much_of_their_page_is_its_own(run: Run, small: Path) -> None:
    head, *lines = run("pairs", "-C", str(small)).out.splitlines()
    assert head.split() == ["a", "b", "similarity", "unique", "reasons"]
    measured = shares(run("check", "-C", str(small), "--uniqueness").out)
    for line in lines:
        a, b, alike, unique, why = line.split(maxsplit=4)
        assert re.fullmatch(r"\d+\.\d\d", alike)
        assert int(unique.removesuffix("%")) == pytest.approx(measured[a, b], abs=0.6)
        assert why
    assert [tuple(line.split()[:2]) for line in lines] == PAIRS


def test_pairs_are_reported_to_programs_too(run: Run, small: Path) -> None:
    found = json.loads(run("pairs", "-C", str(small), "--format", "json").out)
    assert found["schema_version"] == 1
    measured = shares(run("check", "-C", str(small), "--uniqueness").out)
    for pair in found["pairs"]:
        assert set(pair) == {"a", "b", "strength", "unique", "reasons"}
        assert 100 * pair["unique"] == pytest.approx(measured[pair["a"], pair["b"]], abs=0.11)
    assert [(pair["a"], pair["b"]) for pair in found["pairs"]] == PAIRS


def test_a_site_without_pairs_says_so(run: Run, tmp_path: Path) -> None:
    root = str(write_files(tmp_path, LONELY))
    assert (
        run("pairs", "-C", root).out
        == run("check", "-q", "-C", root, "--uniqueness").out
        == "no pairs\n"
    )
    assert json.loads(run("pairs", "-C", root, "--format", "json").out)["pairs"] == []


def test_why_two_tools_are_paired_is_reported_without_measuring(run: Run, small: Path) -> None:
    done = run("pairs", "-C", str(small), "--explain", "old-alpha", "beta")
    assert (done.code, done.out.splitlines()[0]) == (0, "alpha and beta have a page:")


def test_a_floor_for_uniqueness_warns_of_the_pages_below_it(run: Run, tmp_path: Path) -> None:
    text = SMALL_SITE["content/site.yaml"].replace("policy: all", "policy: all, min_unique: 1.0")
    done = run(
        "check",
        "-C",
        str(write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": text})),
        "--uniqueness",
    )
    assert done.code == 0
    assert "3 comparisons not indexed" in done.err
    assert sorted(shares(done.out)) == PAIRS
