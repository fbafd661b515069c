"""Tools that an earlier build parsed are read from its file, and the file runs no code."""

import pickle
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from ssg.catalog import Tool
from ssg.content import load as loading
from ssg.content import stored_tools, tool_cache
from ssg.content.late_tools import parts_of
from ssg.content.load import load
from ssg.content.stored_tools import StoredToolCache
from ssg.content.tool_cache import WarmToolCache
from ssg.content.tool_file import read_tools
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.errors import Problem
from ssg.tool_digests import digests_of
from support.site_fixtures import ROOT, copy_own

PROGRAM = b"program"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the tools that are parsed."""
    stems: list[str] = []

    def recorded(context: ValidationContext, files: Sequence[ToolFiles]) -> list[ReadTool]:
        stems.extend(tool_files.entry.stem for tool_files in files)
        return read_tools(context, files)

    monkeypatch.setattr(loading, "read_tools", recorded)
    return stems


@pytest.fixture(params=[1, 2])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a number of processes; with two, one hashes the files, however few there are."""
    monkeypatch.setattr(stored_tools, "WORTH_HASHING", 1)
    return int(request.param)


def stored(folder: Path, root: Path) -> Path:
    """Load a site and write its tools; return the file."""
    memory = StoredToolCache(str(folder / "tools"), PROGRAM)
    load(root, memory)
    memory.write(str(folder / "tools"), str(folder / "new"))
    return folder / "tools"


def test_stored_tools_are_those_of_the_content(
    tmp_path: Path, parsed: list[str], jobs: int
) -> None:
    """All that the project's own content has."""
    file = stored(tmp_path, ROOT)
    parsed.clear()
    again = load(ROOT, StoredToolCache(str(file), PROGRAM, jobs))
    assert parsed == []
    assert again == load(ROOT)


def test_only_new_content_is_parsed(
    small: Path, tmp_path: Path, parsed: list[str], jobs: int
) -> None:
    file = stored(tmp_path, small)
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text().replace("summary: ", "summary: Now "))
    (small / "content/tools/beta.md").write_text("More.")
    parsed.clear()
    changed = load(small, StoredToolCache(str(file), PROGRAM, jobs))
    assert set(parsed) == {"alpha", "beta"}
    assert changed == load(small)
    file = stored(tmp_path, small)
    tool.unlink()
    parsed.clear()
    without = load(small, StoredToolCache(str(file), PROGRAM, jobs))
    assert parsed == []
    assert without == load(small)


def test_the_digests_of_stored_tools_are_those_of_the_content(small: Path, tmp_path: Path) -> None:
    """Also of a tool that has changed since, which the next build reads from the file."""
    for summary in ("Now", "Then", "Then"):
        tool = small / "content/tools/alpha.yaml"
        tool.write_text(re.sub("(?m)^summary: .*", f"summary: {summary}.", tool.read_text()))
        memory = StoredToolCache(str(tmp_path / "tools"), PROGRAM)
        catalog = load(small, memory).catalog
        memory.write(str(tmp_path / "tools"), str(tmp_path / "new"))
        assert catalog
        assert catalog.digests == {tool.slug: digests_of(tool) for tool in catalog.tools}
        assert all(catalog.digests[tool.slug].tool is tool for tool in catalog.tools)


def test_an_edited_tool_is_added_to_the_file(
    small: Path, tmp_path: Path, parsed: list[str]
) -> None:
    """Until former builds take too much of it; an addition that was cut off is a damage."""
    file = stored(tmp_path, small)
    tool, inode = small / "content/tools/alpha.yaml", file.stat().st_ino
    sizes = [file.stat().st_size]
    for number in range(40):
        tool.write_text(tool.read_text().replace("summary: ", f"summary: {number} ", 1))
        whole = file.read_bytes()
        assert stored(tmp_path, small) == file
        sizes.append(file.stat().st_size)
        if not number:
            assert file.stat().st_ino == inode
            assert file.read_bytes().startswith(whole)
            right, longer = load(small), file.read_bytes()
            for end in range(len(whole) + 1, len(longer), 1 + (len(longer) - len(whole)) // 20):
                file.write_bytes(longer[:end])
                assert load(small, StoredToolCache(str(file), PROGRAM)) == right
            file.write_bytes(longer)
        parsed.clear()
        assert load(small, StoredToolCache(str(file), PROGRAM)) == load(small)
        assert parsed == sorted(path.stem for path in tool.parent.glob("*.yaml"))
    assert min(sizes[3:]) < sizes[1]
    assert max(sizes) < 4 * sizes[0]


def test_a_file_of_another_build_gets_no_addition(small: Path, tmp_path: Path) -> None:
    file = stored(tmp_path, small)
    memory = StoredToolCache(str(file), PROGRAM)
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text().replace("summary: ", "summary: Now "))
    right = load(small, memory)
    (tmp_path / "other").write_bytes(b"x" + file.read_bytes())
    (tmp_path / "other").replace(file)
    memory.write(str(file), str(tmp_path / "new"))
    assert load(small, StoredToolCache(str(file), PROGRAM)) == right == load(small)


def test_other_settings_and_programs_have_other_tools(
    small: Path, tmp_path: Path, parsed: list[str], jobs: int
) -> None:
    file = stored(tmp_path, small)
    parsed.clear()
    load(small, StoredToolCache(str(file), b"other", jobs))
    assert parsed
    site = small / "content/site.yaml"
    site.write_text(site.read_text() + "ranking: {enabled: false}\n")
    parsed.clear()
    changed = load(small, StoredToolCache(str(file), PROGRAM, jobs))
    assert parsed
    assert changed == load(small)


def test_a_damaged_file_is_ignored(small: Path, tmp_path: Path, jobs: int) -> None:
    file = stored(tmp_path, small)
    whole, right = file.read_bytes(), load(small)
    for position in range(0, len(whole), 1 + len(whole) // 40):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        file.write_bytes(damaged)
        assert load(small, StoredToolCache(str(file), PROGRAM, jobs)) == right
    file.write_bytes(whole[:-1])
    assert load(small, StoredToolCache(str(file), PROGRAM, jobs)) == right


class Command:
    """Creates a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.file), "w")


@pytest.mark.parametrize("place", [0, 1])
def test_a_file_that_came_with_the_content_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Neither in the values of a tool nor in its texts, which are read later."""
    root = copy_own(tmp_path / "site")
    command = pickle.dumps(Command(tmp_path / "ran"))

    def with_command(tool: Tool | None, problems: list[Problem]) -> list[bytes]:
        parts = [*parts_of(tool, problems)]
        parts[place] = command
        return parts

    with monkeypatch.context() as patch:
        patch.setattr(stored_tools, "parts_of", with_command)
        file = stored(tmp_path, root)
    assert command in file.read_bytes()
    assert load(root, StoredToolCache(str(file), PROGRAM)) == load(root)
    assert not (tmp_path / "ran").exists()


def test_the_first_full_read_of_a_preview_takes_the_tools_of_a_build(
    small: Path, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stored(tmp_path, small)
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text().replace("summary: ", "summary: Now "))
    monkeypatch.setattr(tool_cache, "WORTH_OPENING", 1)
    warm, right = WarmToolCache(lambda: StoredToolCache(str(file), PROGRAM)), load(small)
    parsed.clear()
    assert load(small, warm) == right
    assert load(small, warm) == right
    assert parsed == ["alpha"]
