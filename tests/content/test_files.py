"""Which files of the content folder are read."""

import os
import sys
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.content.files import list_files, static_files, unused_entries
from ssg.errors import Code


def test_files_come_in_the_order_of_their_names(site: WriteSite) -> None:
    """Whatever the file system says; hidden files are none of ours."""
    root = site(
        {
            f"content/tools/{name}": ""
            for name in ("b.yaml", "a.yaml", "a.md", ".hidden.yaml", ".DS_Store")
        }
    )
    files, problems = list_files(root, "content/tools", ".yaml")
    found = [(file.path, file.stem) for file in files]
    assert found == [
        ("content/tools/a.md", "a"),
        ("content/tools/a.yaml", "a"),
        ("content/tools/b.yaml", "b"),
    ]
    assert problems == []


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    """Only site.yaml is needed."""
    assert list_files(tmp_path, "content/tools", ".yaml") == ([], [])
    assert static_files(tmp_path) == ([], [])
    assert unused_entries(tmp_path) == []


def test_a_file_in_place_of_a_folder_is_reported(site: WriteSite) -> None:
    """And not taken for an empty one."""
    files, problems = list_files(site({"content/tools": "x"}), "content/tools", ".yaml")
    assert files == []
    assert [(one.file, one.code) for one in problems] == [("content/tools", Code.UNREADABLE)]


def test_a_wrong_ending_is_reported_with_the_right_name(site: WriteSite) -> None:
    """Made a slug; and where the right file already exists, one of the two goes."""
    names = ("My Tool.YML", "a.yaml", "a.yml", "b.MD", "c.yaml.bak")
    root = site({f"content/tools/{name}": "" for name in names})
    problems = list_files(root, "content/tools", ".yaml")[1]
    assert {one.file.rsplit("/", 1)[1]: one.hint for one in problems} == {
        "My Tool.YML": 'rename it to "my-tool.yaml"',
        "a.yml": 'remove it; "a.yaml" already exists',
        "b.MD": 'rename it to "b.md"',
        "c.yaml.bak": "move files that are published unchanged to content/static",
    }


def test_static_files_are_listed_with_their_addresses(site: WriteSite) -> None:
    """Also below folders and dots, sorted."""
    root = site(
        {
            f"content/static/{name}": ""
            for name in ("b.txt", "a/c.txt", ".well-known/security.txt", "a b.txt")
        }
    )
    files, problems = static_files(root)
    assert problems == []
    assert [file.address for file in files] == [
        ".well-known/security.txt",
        "a b.txt",
        "a/c.txt",
        "b.txt",
    ]
    assert Path(files[0].source).is_file()


def test_nothing_outside_the_content_is_ever_listed(site: WriteSite, tmp_path: Path) -> None:
    """Links to files, to folders, and instead of the folder are reported, not followed."""
    root = site({"content/static/a.txt": "", "secret/key.pem": ""})
    (root / "content/static/key.pem").symlink_to(tmp_path / "secret/key.pem")
    (root / "content/static/all").symlink_to(tmp_path / "secret")
    files, problems = static_files(root)
    assert [file.address for file in files] == ["a.txt"]
    assert [one.file for one in problems] == ["content/static/all", "content/static/key.pem"]
    (root / "content/tools").symlink_to(tmp_path / "secret")
    assert list_files(root, "content/tools", ".pem")[0] == []
    assert problems[-1].message == "is a link"


def test_odd_static_files_are_reported(site: WriteSite) -> None:
    """A FIFO would block a copy; an unprintable name would break a listing."""
    root = site({"content/static/a\x07.txt": ""})
    os.mkfifo(root / "content/static/pipe")
    files, problems = static_files(root)
    assert files == []
    assert [one.message for one in problems] == [
        "has an unprintable character in its name",
        "is not a regular file",
    ]


def test_what_is_not_read_is_said(site: WriteSite) -> None:
    """A misspelt folder would else be missed in silence."""
    problems = unused_entries(
        site(
            {
                "content/toolz/a.yaml": "",
                "content/notes.txt": "",
                "content/.cache": "",
                "content/pages/a.md": "",
            }
        )
    )
    assert [(one.file, one.hint) for one in problems] == [
        ("content/notes.txt", "move files that are published unchanged to content/static"),
        ("content/toolz", 'did you mean "tools"?'),
    ]


def test_hidden_files_are_published_without_a_visible_one(site: WriteSite) -> None:
    """`.nojekyll` alone is a reason for a static folder; what editors leave behind is not."""
    names = (".nojekyll", ".well-known/security.txt", ".DS_Store", "a.txt~", ".a.txt.swp", ".git/x")
    files, problems = static_files(site({f"content/static/{name}": "" for name in names}))
    assert problems == []
    assert [file.address for file in files] == [".nojekyll", ".well-known/security.txt"]


def test_a_static_folder_that_cannot_be_read_is_an_error(
    site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files would otherwise disappear from the site without a word."""
    root, scandir = (
        site({"content/static/a.txt": "", "content/static/private/b.txt": ""}),
        os.scandir,
    )

    def refuse(path: str) -> object:
        if str(path).endswith("private"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = static_files(root)[1]
    assert (problem.file, problem.code) == ("content/static/private", Code.UNREADABLE)
    assert "cannot be read" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="they cannot be stored")
@pytest.mark.parametrize("name", ["a:b.txt", "what?.txt", "con.txt", "end.", "a\\b"])
def test_static_names_that_windows_cannot_store_are_refused(site: WriteSite, name: str) -> None:
    (problem,) = static_files(site({f"content/static/{name}": ""}))[1]
    assert "Windows cannot store" in problem.message


def test_files_of_other_kinds_are_errors_where_only_one_kind_is_read(site: WriteSite) -> None:
    """At the top of content/, a note of the user is a warning; a link never is."""
    root = site(
        {"content/notes.txt": "", "content/tools/notes.txt": "", "content/tools/a.yaml~": ""}
    )
    (root / "content/secret").symlink_to("/etc")
    assert {problem.file: problem.severity.value for problem in unused_entries(root)} == {
        "content/notes.txt": "warning",
        "content/secret": "error",
    }
    (problem,) = list_files(root, "content/tools", ".yaml")[1]
    assert (problem.file, problem.severity.value) == ("content/tools/notes.txt", "error")
