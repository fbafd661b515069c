"""A file that is the same is not read again."""

import os
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.content import tool_file
from ssg.content.load import Loaded, load
from ssg.content.tool_cache import ToolCache
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.errors import Code
from support.strategies import SITE, TOOL

FILES = {
    "content/tools/a.yaml": TOOL,
    "content/tools/b.yaml": TOOL.replace("Flax", "Haiku"),
    "content/tools/b.md": "Words.",
}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the tools that are read."""
    read: list[str] = []
    whole = tool_file.read_tool

    def noting(basis: ValidationContext, files: ToolFiles) -> ReadTool:
        read.append(files.entry.stem)
        return whole(basis, files)

    monkeypatch.setattr(tool_file, "read_tool", noting)
    return read


def test_only_what_changed_is_read_again(site: WriteSite, reads: list[str]) -> None:
    root, memory = site(FILES), ToolCache()

    def again() -> Loaded:
        reads.clear()
        return load(root, memory)

    first = again()
    assert reads == ["a", "b"]
    second = again()
    assert reads == []
    assert second == first
    (root / "content/tools/b.md").write_text("Other words.")
    assert again().catalog != first.catalog
    assert reads == ["b"]
    (root / "content/tools/b.md").unlink()
    again()
    assert reads == ["b"]
    (root / "content/tools/a.yaml").write_text("name: [")
    assert again().problems[0].code == Code.SYNTAX
    again()
    assert reads == ["a"], "a file with an error is read each time"


def test_a_file_that_is_said_to_have_changed_is_read_whatever_its_stamp(
    site: WriteSite, reads: list[str]
) -> None:
    root, memory = site(FILES), ToolCache()
    load(root, memory)
    reads.clear()
    for path in (
        "content/tools/a.yaml",
        "content/tools/b.md",
        "content/tools/nobody.yaml",
        "content/site.yaml",
    ):
        memory.forget(path)
    load(root, memory)
    assert reads == ["a", "b"]


def test_all_is_read_again_when_what_tools_are_held_against_changes(
    site: WriteSite, reads: list[str]
) -> None:
    root, memory = site(FILES), ToolCache()
    load(root, memory)
    reads.clear()
    (root / "content/site.yaml").write_text(SITE + "description: Other words.\n")
    load(root, memory)
    assert reads == []
    (root / "content/site.yaml").write_text("title: [")
    assert load(root, memory).catalog is None
    assert reads == []
    (root / "content/site.yaml").write_text(SITE + "categories: {new: {name: New}}\n")
    load(root, memory)
    assert reads == ["a", "b"]


def test_a_part_of_the_tools_can_be_read(site: WriteSite, reads: list[str]) -> None:
    loaded = load(
        site(
            FILES | {"content/tools/c.yaml": TOOL.replace("Flax", "Third") + "distinct_from: [a]\n"}
        ),
        only=lambda slug: slug != "a",
    )
    assert reads == ["b", "c"]
    assert loaded.problems == ()


def test_a_file_that_vanishes_is_a_problem_and_not_a_crash(
    site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(FILES)
    lstat = os.lstat

    def gone(path: Path) -> os.stat_result:
        if str(path).endswith("a.yaml"):
            path.unlink(missing_ok=True)
        return lstat(path)

    monkeypatch.setattr(os, "lstat", gone)
    assert [one.code for one in load(root, ToolCache()).problems] == [Code.UNREADABLE]
