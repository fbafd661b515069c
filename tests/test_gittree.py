"""What git has of another version: read object by object, so that nothing a stranger committed is run on the way."""

from pathlib import Path

import pytest

from repositories import commit, git, repository
from site_fixtures import SMALL_SITE
from ssg.credit import Commit
from ssg.errors import UsageError
from ssg.gittree import changed_files, holds, list_files, read_blobs, recent_commits


@pytest.fixture
def small_repository(tmp_path: Path) -> Path:
    """Make a repository of the small site."""
    return repository(tmp_path / "repo", SMALL_SITE)


def texts(folder: Path, revision: str, *below: str) -> dict[str, bytes]:
    """Return the files of a revision with their bytes."""
    blobs = list_files(folder, revision, below)
    return dict(zip((blob.path for blob in blobs), read_blobs(folder, [blob.name for blob in blobs]), strict=True))


def test_the_files_of_a_revision_are_those_that_were_committed(small_repository: Path) -> None:
    first = git(small_repository, "rev-parse", "HEAD")
    commit(small_repository, {"content/tools/alpha.yaml": "name: Other\n", "README.md": "x"})
    expected = {path: text.encode() for path, text in SMALL_SITE.items()}
    assert texts(small_repository, first, "content") == texts(small_repository, "HEAD~1", "content") == expected
    assert texts(small_repository, "main", "content/tools")["content/tools/alpha.yaml"] == b"name: Other\n"
    assert read_blobs(small_repository, []) == []


def test_a_site_below_the_root_is_read_by_its_own_paths(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"sites/pens/{path}": text for path, text in SMALL_SITE.items()})
    assert texts(root / "sites/pens", "HEAD", "content").keys() == SMALL_SITE.keys()
    (root / "sites/pens/content/tools/new.yaml").write_text("x", encoding="utf-8")
    (root / "other.txt").write_text("x", encoding="utf-8")
    assert changed_files(root / "sites/pens", "HEAD") == {"content/tools/new.yaml"}


@pytest.mark.parametrize("name", ["nothing", "--output=/tmp/x", "-h", "HEAD:content", "", "a b", "main..main"])
def test_what_is_no_revision_is_refused(small_repository: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no revision"):
        list_files(small_repository, name, ["content"])


def test_outside_of_a_repository_git_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match=r"git: .*not a git repository"):
        list_files(tmp_path, "HEAD", ["content"])


def test_nothing_that_a_repository_says_is_run(small_repository: Path, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    script = f"#!/bin/sh\ntouch {touched}\ncat\n"
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (small_repository / ".git/hooks" / hook).write_text(script, encoding="utf-8")
        (small_repository / ".git/hooks" / hook).chmod(0o755)
    tool = tmp_path / "tool"
    tool.write_text(script, encoding="utf-8")
    tool.chmod(0o755)
    (small_repository / ".gitattributes").write_text(
        "* filter=evil diff=evil export-ignore export-subst ident\n", encoding="utf-8")
    git(small_repository, "-c", "core.hooksPath=/dev/null", "add", ".gitattributes")
    git(small_repository, "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", "$Format:%H$")
    for key in ("filter.evil.smudge", "diff.evil.textconv", "diff.evil.command", "core.fsmonitor", "diff.external",
                "core.pager"):
        git(small_repository, "config", key, str(tool))
    assert texts(small_repository, "HEAD", "content").keys() == SMALL_SITE.keys()
    assert not touched.exists()
    changed_files(small_repository, "HEAD~1")
    assert not touched.exists()


def test_links_and_submodules_are_told_apart(small_repository: Path) -> None:
    (small_repository / "content/tools/passwd.yaml").symlink_to("/etc/passwd")
    commit(small_repository, {})
    head = git(small_repository, "rev-parse", "HEAD")
    git(small_repository, "update-index", "--add", "--cacheinfo", f"160000,{head},content/module")
    git(small_repository, "commit", "--quiet", "--message", "A module")
    blobs = {blob.path: blob.link for blob in list_files(small_repository, "HEAD", ["content"])}
    assert blobs.pop("content/tools/passwd.yaml") is True
    assert not any(blobs.values())
    assert blobs.keys() == SMALL_SITE.keys()


def test_odd_names_arrive_as_they_are(small_repository: Path) -> None:
    names = ["content/tools/new\nline.yaml", "content/tools/a\tb.yaml", "content/tools/::error::.yaml", "content/tools/ü.yaml"]
    commit(small_repository, dict.fromkeys(names, "x"))
    assert set(names) <= {blob.path for blob in list_files(small_repository, "HEAD", ["content"])}
    assert changed_files(small_repository, "HEAD~1") == set(names)


def test_changed_files_are_those_of_the_working_tree(small_repository: Path) -> None:
    assert changed_files(small_repository, "HEAD") == frozenset()
    (small_repository / "content/tools/alpha.yaml").write_text("x", encoding="utf-8")
    (small_repository / "content/tools/beta.yaml").unlink()
    (small_repository / "content/tools/new.yaml").write_text("x", encoding="utf-8")
    (small_repository / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    (small_repository / "content/a.tmp").write_text("x", encoding="utf-8")
    assert changed_files(small_repository, "HEAD") == {
        ".gitignore", "content/tools/alpha.yaml", "content/tools/beta.yaml", "content/tools/new.yaml"}


def test_a_file_holds_a_blob_when_its_bytes_are_the_same(small_repository: Path) -> None:
    for blob in list_files(small_repository, "HEAD", ["content"]):
        file = small_repository / blob.path
        assert holds(file, blob)
        file.write_bytes(file.read_bytes() + b" ")
        assert not holds(file, blob)
        file.unlink()
        assert not holds(file, blob)


def test_the_newest_commits_are_read_as_far_as_the_bounds_allow(tmp_path: Path) -> None:
    """What is cut off is told; a file whose name is cut is left out."""
    root = repository(tmp_path / "repo", {"content/site.yaml": "1", "b": "1"})
    commit(root, {"b": "2"}, GIT_AUTHOR_NAME="B", GIT_AUTHOR_DATE="2026-02-02T00:00:00Z")
    newest, oldest = Commit("2026-02-02", "B", ("b",)), Commit("2026-01-01", "A", ("b", "content/site.yaml"))
    assert recent_commits(root, 10, 1000) == ([newest, oldest], True)
    assert recent_commits(root, 2, 1000) == ([newest, oldest], False)
    assert recent_commits(root, 1, 1000) == ([newest], False)
    length = len("\0" "2026-02-02\0B\0\nb\0" "\0" "2026-01-01\0A\0\nb\0content/site.yaml\0")
    assert recent_commits(root, 10, length) == ([newest, oldest], True)
    for most in range(length):
        commits, whole = recent_commits(root, 10, most)
        assert not whole
        assert set(commits) <= {newest, oldest, Commit("2026-01-01", "A", ("b",)), *(
            Commit(one.day, author, ()) for one in (newest, oldest) for author in ("", one.author))}, most


def test_without_a_commit_there_is_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UsageError, match="git cannot tell the history"):
        recent_commits(tmp_path, 10, 1000)
