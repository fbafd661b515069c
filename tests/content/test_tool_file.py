"""A tool's files -> the tool, in this process or in several, with the same problems."""

import os
from pathlib import Path

import pytest

from conftest import WriteSite
from ssg.content import tool_file
from ssg.content.files import ContentFile
from ssg.content.load import load
from ssg.content.tool_file import read_tool, read_tools
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.errors import BuildError, Code
from ssg.parallel import WORTH_WORKERS
from ssg.settings import Settings
from support.strategies import TOOL

FAULTS = {
    0: "name: [",
    7: TOOL + "unknown: 1\n",
    8: TOOL + "homepage: http://localhost/\n",
    9: TOOL + "name: Twice\n",
    11: TOOL + "repository: https://example.org/same\n",
    12: TOOL + "repository: https://example.org/same\n",
    13: TOOL + "aliases: [tool-0001]\n",
    14: TOOL + "categories: [nowhere]\n",
    15: TOOL + "summary: '\\u200b'\n",
    16: TOOL + "homepage: https://xn--e1awd7f.com/\n",
}


def many(quantity: int) -> dict[str, str]:
    """Return the files of so many tools, some with faults."""
    files = {
        f"content/tools/tool-{number:04d}.yaml": FAULTS.get(number % 100, TOOL)
        for number in range(quantity)
    }
    return files | {
        "content/tools/tool-0003.md": "Words.\n",
        "content/tools/tool-0004.md": "x" * 13_000,
    }


def files_of(root: Path, slug: str) -> ToolFiles:
    """Return one tool's file."""
    return ToolFiles(
        ContentFile(root / f"content/tools/{slug}.yaml", f"content/tools/{slug}.yaml"), None
    )


@pytest.mark.parametrize("quantity", [20, WORTH_WORKERS + 50])
def test_any_number_of_processes_reads_the_same_tools_and_problems(
    site: WriteSite, quantity: int
) -> None:
    root = site(many(quantity))
    alone, together = load(root), load(root, jobs=2)
    assert together == alone
    assert len({problem.code for problem in alone.problems}) > 8
    assert alone.problems == tuple(sorted(alone.problems, key=lambda problem: problem.place()))


def test_a_process_that_dies_is_one_error(site: WriteSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root, parent = site(many(WORTH_WORKERS)), os.getpid()

    def die(basis: ValidationContext, files: ToolFiles) -> ReadTool:
        if os.getpid() != parent:
            os._exit(9)
        return read_tool(basis, files)

    monkeypatch.setattr(tool_file, "read_tool", die)
    with pytest.raises(BuildError, match="worker process died"):
        load(root, jobs=2)


def test_a_tool_comes_with_its_warnings(site: WriteSite) -> None:
    root = site({"content/tools/a.yaml": FAULTS[16], "content/tools/b.yaml": TOOL})
    settings = Settings(types=(("framework", "Framework"),))
    (a, warned), (b, none) = read_tools(
        ValidationContext(settings, frozenset()), [files_of(root, "a"), files_of(root, "b")]
    )
    assert a
    assert b
    assert (a.slug, [one.code for one in warned], b.slug, none) == (
        "a",
        [Code.FOREIGN_HOST],
        "b",
        [],
    )


def test_without_settings_a_tool_is_held_against_nothing(site: WriteSite) -> None:
    root = site({"content/tools/a.yaml": FAULTS[14]})
    tool, problems = read_tool(ValidationContext(None, None), files_of(root, "a"))
    assert tool
    assert (tool.categories, problems) == (("nowhere",), [])
    assert [one.code for one in load(root).problems] == [Code.UNKNOWN_CATEGORY]


def test_many_texts_that_grow_are_refused_together(site: WriteSite) -> None:
    """Each table is small enough, but a page of two hundred of them would have megabytes."""
    table = "|" * 40 + "\\n" + "|-" * 39 + "|\\n" + "|x\\n" * 25
    capabilities = "".join(f'- {{title: Does {n}, description: "{table}"}}\n' for n in range(100))
    root = site({"content/tools/a.yaml": f"{TOOL}capabilities:\n{capabilities}"})
    _, problems = read_tool(ValidationContext(None, None), files_of(root, "a"))
    assert [one.code for one in problems] == [Code.MARKDOWN]
    assert "characters of HTML" in problems[0].message


@pytest.mark.parametrize("key", ["limitations", "requires", "best_for", "inputs", "outputs"])
def test_lines_that_are_rendered_as_markdown_hide_no_character(site: WriteSite, key: str) -> None:
    hidden = f"{TOOL}capabilities:\n- {{title: Works, {key}: ['safe &#x202e;text']}}\n"
    root = site({"content/tools/a.yaml": hidden})
    _, problems = read_tool(ValidationContext(None, None), files_of(root, "a"))
    assert [one.code for one in problems] == [Code.MARKDOWN]
    assert "U+202E" in problems[0].message
