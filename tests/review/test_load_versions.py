"""Two versions of a site by name: revisions, folders, the working tree."""

import json
import sys
from pathlib import Path

import pytest

from ssg.config import Config
from ssg.errors import BuildError, ContentError, UsageError
from ssg.review.load_versions import MIN_TOOLS_TO_FORK, load_versions
from ssg.review.site_diff import diff_sites
from support.repositories import commit, git, repository
from support.site_fixtures import SMALL_SITE, Run, start
from support.strategies import write_files

ALPHA = SMALL_SITE["content/tools/alpha.yaml"]
MORE = ALPHA.replace("value: 500", "value: 900")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository with two commits and an edit that is not committed."""
    made = repository(tmp_path / "repo", SMALL_SITE)
    commit(made, {"content/tools/alpha.yaml": MORE, "content/static/large.bin": b"\0" * 1000})
    beta = SMALL_SITE["content/tools/beta.yaml"].replace("adoption: 0.9", "adoption: 0.1")
    (made / "content/tools/beta.yaml").write_text(beta, encoding="utf-8")
    return made


def moved(root: Path, base: str, head: str = "") -> list[str]:
    """Return the slugs of the tools reported as changed."""
    found = diff_sites(*load_versions(Config(root=root, output=root / "public"), base, head))
    return [tool.slug for tool in found.tools]


def test_the_head_is_the_working_tree_unless_it_is_named(root: Path) -> None:
    assert moved(root, "HEAD") == ["beta"]
    assert moved(root, "HEAD~1") == ["alpha", "beta"]
    assert moved(root, "HEAD~1", "HEAD") == ["alpha"]
    assert moved(root, "HEAD", "HEAD~1") == ["alpha"]
    assert moved(root, "main", "main") == []


def test_folders_may_be_named_too(root: Path, tmp_path: Path) -> None:
    other = write_files(tmp_path / "other", SMALL_SITE)
    assert moved(root, str(other)) == ["alpha", "beta"]
    assert moved(root, "HEAD~1", str(other)) == []


def test_nothing_in_the_repository_changes(root: Path) -> None:
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    moved(root, "HEAD~1")
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before


def test_a_base_without_a_site_is_an_empty_one(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, {"README.md": "soon\n"})
    commit(root, {**SMALL_SITE})
    found = diff_sites(*load_versions(Config(root=root, output=root / "public"), "HEAD~1", ""))
    assert [(tool.slug, tool.kind) for tool in found.tools] == [
        ("alpha", "added"),
        ("beta", "added"),
        ("gamma", "added"),
    ]
    assert "/compare/alpha-vs-beta/" in found.appearing


def test_errors_are_reported_by_their_side(root: Path) -> None:
    commit(root, {"content/tools/alpha.yaml": "name: Alpha\n"})
    with pytest.raises(ContentError):
        moved(root, "HEAD~1")
    (root / "content/tools/alpha.yaml").write_text(ALPHA, encoding="utf-8")
    with pytest.raises(BuildError, match='the content of "HEAD" has 2 errors'):
        moved(root, "HEAD")
    with pytest.raises(UsageError, match='no revision or folder "nothing"'):
        moved(root, "nothing")


def test_hostile_files_of_a_revision_lead_nowhere(root: Path) -> None:
    (root / "content/tools/passwd.yaml").symlink_to("/etc/passwd")
    commit(root, {})
    (root / "content/tools/passwd.yaml").unlink()
    with pytest.raises(BuildError, match="has 1 error"):
        moved(root, "HEAD")


def test_the_renaming_of_a_vocabulary_is_read_again(root: Path) -> None:
    commit(root, {})
    commit(
        root,
        {
            "content/capabilities.yaml": "- {id: trained, name: Training of networks}\n",
            "content/tools/alpha.yaml": MORE.replace("id: training", "id: trained"),
            "content/tools/beta.yaml": SMALL_SITE["content/tools/beta.yaml"].replace(
                "id: training", "id: trained"
            ),
        },
    )
    assert moved(root, "HEAD~1") == ["alpha", "beta"]


def test_the_command_says_it_in_each_format(run: Run, root: Path) -> None:
    words = ("diff", "-C", str(root), "HEAD~1", "HEAD")
    text, data, comment = (run(*words, "--format", style) for style in ("text", "json", "markdown"))
    assert [one.code for one in (text, data, comment)] == [0, 0, 0]
    assert "signal stars: 500 (2026-11-01) -> 900 (2026-11-01)" in text.out
    assert json.loads(data.out)["tools"][0]["slug"] == "alpha"
    assert comment.out.startswith(
        "### Effects of this change\n\n**Tools changed**\n\n- Alpha (alpha): "
    )
    wrong = run("diff", "-C", str(root), "nothing")
    assert (wrong.code, wrong.out) == (2, "")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is no safe fork here")
def test_many_tools_are_read_by_two_processes_to_the_same_end(tmp_path: Path) -> None:
    files = {
        f"content/tools/t{number:03}.yaml": f"name: Tool {number}\n"
        f"type: framework\nsummary: Does {number} at once.\n"
        f"scores: {{adoption: 0.{number:03}}}\n"
        for number in range(MIN_TOOLS_TO_FORK)
    }
    root = repository(
        tmp_path / "repo",
        {
            **SMALL_SITE,
            "content/site.yaml": SMALL_SITE["content/site.yaml"].replace(
                "policy: all", "policy: none"
            ),
            **files,
        },
    )
    (root / "content/tools/t007.yaml").write_text(
        files["content/tools/t007.yaml"].replace("0.007", "0.9"), encoding="utf-8"
    )
    done = start("diff", "-C", str(root), "HEAD", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (
        [tool["slug"] for tool in found["tools"]],
        [one["slug"] for one in found["scores"]],
    ) == (["t007"], ["t007"])
    assert found["scores"][0]["after"] > found["scores"][0]["before"]
    assert found["scores"][0]["place_after"] < found["scores"][0]["place_before"]


def test_git_that_cannot_be_started_is_reported_of(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageError, match="git cannot be started"):
        moved(root, "HEAD")
    assert moved(root, str(root)) == []
