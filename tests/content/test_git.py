"""Reading another version from git: object by object, so that no committed code is run."""

import itertools
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ssg.content import git as reader
from ssg.content.git import Commit, changed_files, holds, list_files, read_blobs, recent_commits
from ssg.errors import UsageError
from support.repositories import add_hostile_repository, commit, git, repository
from support.site_fixtures import SMALL_SITE, Run


@pytest.fixture
def small_repository(tmp_path: Path) -> Path:
    """Make a repository of the small site."""
    return repository(tmp_path / "repo", SMALL_SITE)


def texts(folder: Path, revision: str, *below: str) -> dict[str, bytes]:
    """Return the files of a revision with their bytes."""
    blobs = list_files(folder, revision, below)
    return dict(
        zip(
            (blob.path for blob in blobs),
            read_blobs(folder, blobs),
            strict=True,
        )
    )


def test_the_files_of_a_revision_are_those_that_were_committed(small_repository: Path) -> None:
    first = git(small_repository, "rev-parse", "HEAD")
    commit(small_repository, {"content/tools/alpha.yaml": "name: Other\n", "README.md": "x"})
    expected = {path: text.encode() for path, text in SMALL_SITE.items()}
    assert (
        texts(small_repository, first, "content")
        == texts(small_repository, "HEAD~1", "content")
        == expected
    )
    assert (
        texts(small_repository, "main", "content/tools")["content/tools/alpha.yaml"]
        == b"name: Other\n"
    )
    assert read_blobs(small_repository, []) == []


def test_a_site_below_the_root_is_read_by_its_own_paths(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"sites/pens/{path}": text for path, text in SMALL_SITE.items()})
    assert texts(root / "sites/pens", "HEAD", "content").keys() == SMALL_SITE.keys()
    (root / "sites/pens/content/tools/new.yaml").write_text("x", encoding="utf-8")
    (root / "other.txt").write_text("x", encoding="utf-8")
    assert changed_files(root / "sites/pens", "HEAD") == {"content/tools/new.yaml"}


@pytest.mark.parametrize(
    "name", ["nothing", "--output=/tmp/x", "-h", "HEAD:content", "", "a b", "main..main"]
)
def test_what_is_no_revision_is_refused(small_repository: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no revision"):
        list_files(small_repository, name, ["content"])


def test_outside_of_a_repository_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"git: .* is not in a git repository"):
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
        "* filter=evil diff=evil export-ignore export-subst ident\n", encoding="utf-8"
    )
    git(small_repository, "-c", "core.hooksPath=/dev/null", "add", ".gitattributes")
    git(
        small_repository,
        "-c",
        "core.hooksPath=/dev/null",
        "commit",
        "--quiet",
        "--message",
        "$Format:%H$",
    )
    for key in (
        "filter.evil.smudge",
        "diff.evil.textconv",
        "diff.evil.command",
        "core.fsmonitor",
        "diff.external",
        "core.pager",
    ):
        git(small_repository, "config", key, str(tool))
    assert texts(small_repository, "HEAD", "content").keys() == SMALL_SITE.keys()
    assert not touched.exists()
    changed_files(small_repository, "HEAD~1")
    assert not touched.exists()


def test_links_and_submodules_are_distinguished(small_repository: Path) -> None:
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
    names = [
        "content/tools/new\nline.yaml",
        "content/tools/a\tb.yaml",
        "content/tools/::error::.yaml",
        "content/tools/ü.yaml",
    ]
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
        ".gitignore",
        "content/tools/alpha.yaml",
        "content/tools/beta.yaml",
        "content/tools/new.yaml",
    }


def test_a_file_holds_a_blob_when_its_bytes_are_the_same(small_repository: Path) -> None:
    for blob in list_files(small_repository, "HEAD", ["content"]):
        file = small_repository / blob.path
        assert holds(file, blob)
        file.write_bytes(file.read_bytes() + b" ")
        assert not holds(file, blob)
        file.unlink()
        assert not holds(file, blob)


def test_the_newest_commits_are_read_as_far_as_the_bounds_allow(tmp_path: Path) -> None:
    """The cut is reported; a file whose name is cut is left out."""
    root = repository(tmp_path / "repo", {"content/site.yaml": "1", "b": "1"})
    commit(root, {"b": "2"}, GIT_AUTHOR_NAME="B", GIT_AUTHOR_DATE="2026-02-02T00:00:00Z")
    newest, oldest = (
        Commit("2026-02-02", "B", ("b",)),
        Commit("2026-01-01", "A", ("b", "content/site.yaml")),
    )
    assert recent_commits(root, 10, 1000) == ([newest, oldest], True)
    assert recent_commits(root, 2, 1000) == ([newest, oldest], False)
    assert recent_commits(root, 1, 1000) == ([newest], False)
    length = len("\x002026-02-02\0B\0\nb\0\x002026-01-01\0A\0\nb\0content/site.yaml\0")
    assert recent_commits(root, 10, length) == ([newest, oldest], True)
    for most in range(length):
        commits, whole = recent_commits(root, 10, most)
        assert not whole
        assert set(commits) <= {
            newest,
            oldest,
            Commit("2026-01-01", "A", ("b",)),
            *(
                Commit(one.day, author, ())
                for one in (newest, oldest)
                for author in ("", one.author)
            ),
        }, most


def test_without_a_commit_there_is_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UsageError, match="git cannot read the history"):
        recent_commits(tmp_path, 10, 1000)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Return the file that a program of a hostile repository would make."""
    return tmp_path / "marker"


@pytest.fixture
def hostile_site(tmp_path: Path, marker: Path) -> Path:
    """Make a site in a folder of a repository; the last commit brings one of its own."""
    files = {f"sites/mine/{path}": text for path, text in SMALL_SITE.items()}
    root = repository(tmp_path / "repo", files)
    commit(root, {"sites/mine/content/pages/about.md": "---\ntitle: About\n---\nPens.\n"})
    add_hostile_repository(root, root / "sites/mine", f"touch {marker}; cat")
    return root / "sites/mine"


def test_the_files_of_a_repository_in_the_content_are_one_to_git(
    hostile_site: Path,
    marker: Path,
) -> None:
    """The attack is a real one: git by itself runs the command."""
    with suppress(subprocess.CalledProcessError):
        git(hostile_site, "diff", "HEAD^1", "--", ".")
    assert marker.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--base", "HEAD^1"),
        ("diff", "HEAD^1"),
        ("diff", "HEAD~2", "HEAD"),
        ("build", "-q", "-j", "1"),
    ],
)
def test_no_command_uses_a_repository_in_the_content(
    hostile_site: Path,
    marker: Path,
    run: Run,
    words: tuple[str, ...],
) -> None:
    for where in (f"--site={hostile_site}", f"-C{hostile_site}"):
        done = run(*words, where)
        assert (done.code, marker.exists()) == (0, False), done.err
    if words[0] == "build":
        found = hostile_site.glob("public/**/alpha/*.html")
        pages = "".join(page.read_text(encoding="utf-8") for page in found)
        assert "2026-01-01" in pages
        assert "Eve" not in pages


def test_each_call_asks_the_repository_around_the_content(hostile_site: Path, marker: Path) -> None:
    changed = changed_files(hostile_site, "HEAD^1")
    assert {".gitattributes", "HEAD", "config", "index"} <= changed
    assert not any(path.startswith("content/") for path in changed)
    assert texts(hostile_site, "HEAD~2", "content").keys() == SMALL_SITE.keys()
    assert {one.author for one in recent_commits(hostile_site, 10, 100_000)[0]} == {"A"}
    assert not marker.exists()


def test_no_filter_of_the_repository_runs_on_content(small_repository: Path, marker: Path) -> None:
    """Git would run it for each file whose time has changed."""
    commit(small_repository, {".gitattributes": "* filter=own\n"})
    for key in ("filter.own.clean", "filter.own.process"):
        git(small_repository, "config", key, f"touch {marker}; cat")
    git(small_repository, "config", "filter.own.required", "true")
    for path in SMALL_SITE:
        os.utime(small_repository / path, (1, 1))
    assert changed_files(small_repository, "HEAD") == frozenset()
    assert changed_files(small_repository, "HEAD~1") == {".gitattributes"}
    assert not marker.exists()


def test_no_program_runs_in_a_submodule(
    small_repository: Path,
    marker: Path,
    tmp_path: Path,
) -> None:
    other = repository(tmp_path / "other", {".gitattributes": "* filter=own\n", "x": "1"})
    local = ("-c", "protocol.file.allow=always")
    git(small_repository, *local, "submodule", "--quiet", "add", str(other), "content/module")
    commit(small_repository, {})
    module = small_repository / "content/module"
    for key in ("filter.own.clean", "core.fsmonitor"):
        git(module, "config", key, f"touch {marker}; cat")
    (module / "x").write_text("2", encoding="utf-8")
    git(small_repository, "config", "submodule.recurse", "true")
    git(small_repository, "config", "diff.submodule", "diff")
    assert changed_files(small_repository, "HEAD") == frozenset()
    assert changed_files(small_repository, "HEAD~1") == {".gitmodules"}
    assert recent_commits(small_repository, 10, 10_000)[1]
    assert not marker.exists()


def test_a_submodule_is_read_by_its_own_history(small_repository: Path, tmp_path: Path) -> None:
    other = repository(tmp_path / "other", SMALL_SITE)
    commit(other, {"content/pages/about.md": "x"})
    local = ("-c", "protocol.file.allow=always")
    git(small_repository, *local, "submodule", "--quiet", "add", str(other), "sites/mine")
    assert changed_files(small_repository / "sites/mine", "HEAD~1") == {"content/pages/about.md"}


def test_a_linked_worktree_is_read_by_its_own_index(small_repository: Path, tmp_path: Path) -> None:
    git(small_repository, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    linked = tmp_path / "linked"
    assert (linked / ".git").is_file()
    commit(linked, {"content/pages/about.md": "x"}, GIT_AUTHOR_NAME="B")
    assert changed_files(linked / "content", "HEAD~1") == {"pages/about.md"}
    assert texts(linked, "other", "content/pages") == {"content/pages/about.md": b"x"}
    assert [one.author for one in recent_commits(linked, 10, 10_000)[0]] == ["B", "A"]
    assert recent_commits(small_repository, 10, 10_000)[0][0].author == "A"


def test_a_file_that_leads_to_a_repository_in_the_content_is_refused(
    hostile_site: Path,
    marker: Path,
) -> None:
    """No commit has a `.git`; an archive that was unpacked may."""
    (hostile_site / "inner").mkdir()
    for name in ("HEAD", "config", "index", "objects", "refs"):
        (hostile_site / name).rename(hostile_site / "inner" / name)
    (hostile_site / ".git").write_text("gitdir: inner\n", encoding="utf-8")
    with pytest.raises(UsageError, match="does not refer to a git repository outside the content"):
        changed_files(hostile_site, "HEAD^1")
    assert not marker.exists()


def test_a_folder_with_a_broken_repository_is_not_taken_for_a_bare_one(
    hostile_site: Path,
    marker: Path,
) -> None:
    (hostile_site / ".git").mkdir()
    (hostile_site / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    with pytest.raises(UsageError, match="git: "):
        changed_files(hostile_site, "HEAD^1")
    assert not marker.exists()


def test_variables_of_git_do_not_change_what_is_read(
    small_repository: Path,
    tmp_path: Path,
    marker: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = repository(tmp_path / "other", {"content/tools/other.yaml": "x"})
    tool = tmp_path / "tool"
    tool.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    tool.chmod(0o755)
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_PREFIX": "x/",
        "GIT_INDEX_FILE": str(other / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"),
        "GIT_EXTERNAL_DIFF": str(tool),
        "GIT_PAGER": str(tool),
        "GIT_TRACE": str(marker),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.worktree",
        "GIT_NAMESPACE": "x",
        "GIT_CONFIG_VALUE_0": str(other),
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    assert texts(small_repository, "HEAD", "content").keys() == SMALL_SITE.keys()
    assert changed_files(small_repository, "HEAD") == frozenset()
    assert recent_commits(small_repository, 10, 10_000)[0][0].paths == tuple(sorted(SMALL_SITE))
    assert not marker.exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs another's files")
def test_git_decides_whether_a_repository_of_another_owner_is_safe(
    small_repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path in (small_repository, small_repository / ".git"):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    with pytest.raises(UsageError, match="dubious ownership"):
        changed_files(small_repository, "HEAD")
    words = ("--file", str(tmp_path / "config"), "safe.directory", str(small_repository))
    git(tmp_path, "config", *words)
    assert changed_files(small_repository, "HEAD") == frozenset()


def test_a_name_like_an_option_is_refused_even_if_a_ref_has_it(
    small_repository: Path,
    tmp_path: Path,
) -> None:
    file = tmp_path / "written"
    name = f"--output={file.name}"
    git(small_repository, "update-ref", f"refs/heads/{name}", "HEAD")
    for revision in (name, f"--output={file}", "-h", "--all"):
        with pytest.raises(UsageError, match="no revision"):
            changed_files(small_repository, revision)
    assert changed_files(small_repository, f"refs/heads/{name}") == frozenset()
    assert not file.exists()


@pytest.mark.parametrize("name", [":(top)x", "--x", "a\n", "*", "ü", "a b"])
def test_a_site_in_a_folder_of_an_odd_name_is_read(tmp_path: Path, name: str) -> None:
    files = {f"{name}/content/tools/a.yaml": "x", "other/content/tools/b.yaml": "y"}
    root = repository(tmp_path, files)
    (root / name / "content/tools/new\n.yaml").write_text("x", encoding="utf-8")
    assert changed_files(root / name, "HEAD") == {"content/tools/new\n.yaml"}
    assert texts(root / name, "HEAD", "content") == {"content/tools/a.yaml": b"x"}
    assert recent_commits(root / name, 10, 10_000)[0][0].paths == ("content/tools/a.yaml",)


def test_links_and_line_endings_count_as_git_counts_them(small_repository: Path) -> None:
    """A link is what it leads to; line endings may be those that git writes at checkout."""
    commit(small_repository, {"content/static/lines.txt": "a\nb\n"})
    link = small_repository / "content/static/link"
    link.symlink_to("lines.txt")
    commit(small_repository, {})
    (small_repository / "content/static/lines.txt").write_bytes(b"a\r\nb\r\n")
    assert changed_files(small_repository, "HEAD") == frozenset()
    link.unlink()
    link.symlink_to("/etc/passwd")
    assert changed_files(small_repository, "HEAD") == {"content/static/link"}
    link.unlink()
    link.write_text("lines.txt", encoding="utf-8")
    assert changed_files(small_repository, "HEAD") == {"content/static/link"}


def test_a_large_file_of_a_revision_is_refused_before_it_is_read(
    small_repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it whole took twice its size in memory."""
    base = commit(small_repository, {"content/tools/big.yaml": "#" * 2_000})
    (small_repository / "content/tools/big.yaml").unlink()
    monkeypatch.setattr(reader, "MAX_BLOB", 1_999)
    done = run("diff", base, "-C", str(small_repository))
    assert done.code == 2
    assert '"content/tools/big.yaml" has 2,000 bytes in git' in done.err


def test_an_empty_base_is_refused(small_repository: Path, run: Run) -> None:
    """A shell variable that is not set would otherwise compare the site with itself."""
    done = run("diff", "", "-C", str(small_repository))
    assert (done.code, "the base is empty" in done.err) == (2, True)


FAKE_GIT = """#!/bin/sh
printf '%s\\n' "$@" > "$(dirname "$0")/arguments"
env | grep '^GIT_' | sort > "$(dirname "$0")/environment"
exec {git} "$@"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_every_call_has_the_same_environment_and_settings(
    small_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several of these each stop one way to run a program; none may get lost."""
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(FAKE_GIT.format(git=shutil.which("git")), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "touch marker")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "global"))
    for call in (
        lambda: list_files(small_repository, "HEAD", ["content"]),
        lambda: changed_files(small_repository, "HEAD"),
        lambda: recent_commits(small_repository, 10, 100_000),
        lambda: reader.newest_commit_day(small_repository),
    ):
        call()
        assert (program.parent / "environment").read_text().splitlines() == [
            "GIT_ALLOW_PROTOCOL=none",
            "GIT_ATTR_NOSYSTEM=1",
            f"GIT_CONFIG_GLOBAL={os.devnull}",
            "GIT_CONFIG_NOSYSTEM=1",
            "GIT_NO_LAZY_FETCH=1",
            "GIT_NO_REPLACE_OBJECTS=1",
            "GIT_OPTIONAL_LOCKS=0",
            "GIT_TERMINAL_PROMPT=0",
        ]
        arguments = (program.parent / "arguments").read_text().splitlines()
        assert arguments[0] == "--literal-pathspecs"
        assert {
            "core.attributesFile=/dev/null",
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "core.pager=cat",
            "diff.external=",
            "diff.ignoreSubmodules=all",
            "gc.auto=0",
            "log.showSignature=false",
            "maintenance.auto=false",
            "protocol.allow=never",
            "safe.bareRepository=explicit",
            "submodule.recurse=false",
        } <= {setting for option, setting in itertools.pairwise(arguments) if option == "-c"}
        assert f"--git-dir={small_repository / '.git'}" in arguments
        assert f"--work-tree={small_repository}" in arguments
