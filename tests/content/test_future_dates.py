"""Dates in the future, and the day that ages are counted to."""

from datetime import date
from pathlib import Path

from ssg.content.git import commit_day
from ssg.content.load import load
from ssg.errors import Code
from ssg.ranking.scoring import rank
from support.repositories import commit, repository
from support.strategies import SITE, TOOL, write_files

FILES = {
    "content/site.yaml": SITE,
    "content/tools/flax.yaml": TOOL + "updated: 2026-01-01\n",
    "content/tools/jax.yaml": TOOL.replace("Flax", "JAX") + "updated: 2025-01-01\n",
}
DATED = TOOL + "updated: 2026-01-01\npricing: {model: free, checked: 2062-01-01}\n"


def test_the_day_of_the_newest_commit_is_that_of_its_committer(tmp_path: Path) -> None:
    root = repository(tmp_path, FILES)
    assert commit_day(root) == date(2026, 1, 1)
    commit(root, {"note.txt": "x"}, GIT_COMMITTER_DATE="2026-03-01T23:30:00-05:00")
    assert commit_day(root) == date(2026, 3, 1)


def test_outside_a_repository_there_is_no_such_day(tmp_path: Path) -> None:
    assert commit_day(write_files(tmp_path, FILES)) is None


def test_only_the_file_with_the_future_date_is_named(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**FILES, "content/tools/flax.yaml": DATED})
    (problem,) = load(root, latest=date(2026, 12, 31)).problems
    assert (problem.file, problem.line, problem.code) == (
        "content/tools/flax.yaml",
        5,
        Code.FUTURE_DATE,
    )
    assert load(root).problems == ()


def test_a_future_date_takes_no_points_from_other_tools(tmp_path: Path) -> None:
    before = load(write_files(tmp_path / "before", FILES)).catalog
    files = {**FILES, "content/tools/flax.yaml": DATED}
    after = load(write_files(tmp_path / "after", files)).catalog
    assert before
    assert after
    for day in (None, date(2026, 2, 1)):
        totals = [
            next(score.total for score in rank(catalog, day).scores if score.slug == "jax")
            for catalog in (before, after)
        ]
        if day:
            assert totals[0] == totals[1]
        else:
            assert rank(after).as_of <= date(2026, 1, 1)


def test_the_day_of_a_single_value_is_checked_as_well(tmp_path: Path) -> None:
    licence = "license: {value: MIT, source: https://flax.example/, checked: 2062-01-01}\n"
    root = write_files(tmp_path, {**FILES, "content/tools/flax.yaml": TOOL + licence})
    (problem,) = load(root, latest=date(2026, 12, 31)).problems
    assert (problem.line, problem.code) == (TOOL.count("\n") + 1, Code.FUTURE_DATE)
