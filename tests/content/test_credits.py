"""Who changed a tool's file last, and when."""

from datetime import date

import pytest

from ssg.content.contributors import credits_of
from ssg.content.git import Commit
from ssg.site import Credit

FLAX = "content/tools/flax.yaml"


def commit(day: str = "2026-11-19", author: str = "Ann", *paths: str) -> Commit:
    """Return a commit that changes one tool by default."""
    return Commit(day, author, paths or (FLAX,))


def test_the_newest_commit_counts_and_other_authors_are_counted_once() -> None:
    """However often each author changed the file or the text that belongs to it."""
    commits = [
        commit("2026-11-19", "Ann"),
        commit("2026-11-20", "Bo", "content/tools/flax.md", FLAX),
        commit("2026-01-01", "Ann"),
        commit("2025-01-01", "Bo"),
        commit("2024-01-01", "Cy"),
    ]
    assert credits_of(commits, whole=True) == {"flax": Credit(date(2026, 11, 19), "Ann", 2)}


def test_of_a_history_that_was_not_read_to_its_end_others_are_not_counted() -> None:
    """There may be more of them."""
    assert credits_of([commit(), commit("2026-11-18", "Bo")], whole=False)["flax"].others == 0


def test_only_files_of_tools_count() -> None:
    """Neither comparisons nor what lies elsewhere."""
    paths = (
        "content/site.yaml",
        "content/comparisons/a-vs-b.md",
        "content/tools/x/y.yaml",
        "tools/z.yaml",
        "content/tools/a.txt",
    )
    assert credits_of([commit("2026-11-19", "Ann", *paths)], whole=True) == {}


def test_credits_are_sorted() -> None:
    """So that what is made from them does not depend on who came first."""
    commits = [
        commit("2026-11-19", "Ann", "content/tools/b.yaml"),
        commit("2026-11-18", "Ann", "content/tools/a.yaml"),
    ]
    assert list(credits_of(commits, whole=True)) == ["a", "b"]


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("Ann  B.\tC", "Ann B. C"),
        ("ann@example.org", ""),
        ("Ann <ann@example.org>", ""),
        ("Ann @ Home", "Ann @ Home"),
        ("a\u202eb", "a\\u202eb"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("n" * 70, "n" * 60 + "..."),
        ("", ""),
    ],
)
def test_a_name_is_one_short_line_and_never_an_address(author: str, shown: str) -> None:
    """Authors may call themselves anything."""
    assert credits_of([commit("2026-11-19", author)], whole=True)["flax"].name == shown


@pytest.mark.parametrize("day", ["", "yesterday", "292277026596-12-04", "2026-02-30"])
def test_a_commit_without_a_day_is_passed_over(day: str) -> None:
    """Git takes any number of seconds."""
    commits = [commit(day, "Eve"), commit("2026-11-18", "Bo")]
    assert credits_of(commits, whole=True) == {"flax": Credit(date(2026, 11, 18), "Bo", 0)}
