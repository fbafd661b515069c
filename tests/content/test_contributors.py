"""What git tells of a site's tools, and when it is not asked."""

from datetime import date
from pathlib import Path

import pytest

from ssg.content.contributors import ContributorHistory
from ssg.settings import Repository, Settings
from ssg.site import Credit
from support.repositories import commit, git, repository

SITE = Settings(repository=Repository(url="https://example.org/o/r"))
FLAX = {"content/tools/flax.yaml": "name: Flax\n"}
ANN = Credit(date(2026, 1, 1), "A", 0)


def test_the_last_commit_of_a_tool_is_known(tmp_path: Path) -> None:
    """By the author's own day; what is not committed says nothing."""
    folder = repository(tmp_path / "site", FLAX)
    commit(folder, {"content/tools/jax.yaml": "name: JAX\n"})
    (folder / "content/tools/flax.yaml").write_text("name: Flaxen\n", "utf-8")
    (folder / "content/tools/new.yaml").write_text("name: New\n", "utf-8")
    assert ContributorHistory(folder).credits(SITE) == {"flax": ANN, "jax": ANN}


def test_a_site_in_a_folder_of_a_repository_has_a_history_too(tmp_path: Path) -> None:
    """Other sites in the repository have another one."""
    folder = repository(
        tmp_path / "all", {"one/content/tools/flax.yaml": "a", "two/content/tools/jax.yaml": "b"}
    )
    assert ContributorHistory(folder / "one").credits(SITE) == {"flax": ANN}


def test_a_commit_without_files_is_no_commit_of_the_next_one(tmp_path: Path) -> None:
    """Each file belongs to the commit that it stands under, whatever is between."""
    folder = repository(tmp_path / "site", FLAX)
    git(
        folder,
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "Nothing",
        "--author",
        "Nobody <n@example.org>",
    )
    assert ContributorHistory(folder).credits(SITE) == {"flax": ANN}


def test_files_with_names_like_answers_of_git_do_not_mislead(tmp_path: Path) -> None:
    """Only what cannot stand in a name separates."""
    folder = repository(
        tmp_path / "site", {**FLAX, "\n2001-01-01": "", "2001-01-01\n": "", "\x01": "", " ": ""}
    )
    assert ContributorHistory(folder).credits(SITE) == {"flax": ANN}


def test_nothing_is_known_without_a_repository_in_the_settings_or_when_they_forbid_it(
    tmp_path: Path,
) -> None:
    """Names are shown only on a site that says where its content is kept."""
    history = ContributorHistory(repository(tmp_path / "site", FLAX))
    assert history.credits(Settings()) == {}
    assert (
        history.credits(
            Settings(repository=Repository(url="https://example.org/o/r", credits=False))
        )
        == {}
    )
    assert history.credits(SITE)


def test_nothing_is_known_outside_a_repository_or_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where there is no commit yet."""
    assert ContributorHistory(tmp_path).credits(SITE) == {}
    git(tmp_path, "init", "--quiet")
    assert ContributorHistory(tmp_path).credits(SITE) == {}
    commit(tmp_path, FLAX)
    assert ContributorHistory(tmp_path).credits(SITE) == {"flax": ANN}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ContributorHistory(tmp_path).credits(SITE) == {}


def test_a_shallow_clone_tells_nothing(tmp_path: Path) -> None:
    """Its oldest commit seems to have made every file."""
    folder = repository(tmp_path / "site", FLAX)
    commit(folder, {"content/tools/jax.yaml": "name: JAX\n"})
    git(tmp_path, "clone", "--quiet", "--depth", "1", folder.as_uri(), "shallow")
    assert ContributorHistory(tmp_path / "shallow").credits(SITE) == {}
