"""A new tool's file from options, answers and the web: valid, formatted, never overwriting."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.authoring.new_site import new_site
from ssg.authoring.new_tool import new_tool_problems, new_tool_text, usable
from ssg.content.document import parse_yaml
from ssg.content.load import load
from support.fake_web import fake_web
from support.site_fixtures import ROOT, Run, clean_environment, snapshot

ANSWER = {
    "name": "brush",
    "description": "A  brush\nfor ink: \x41 tool.",
    "homepage": "javascript:alert(1)",
    "html_url": "https://github.com/o/brush",
    "license": {"spdx_id": "MIT"},
    "topics": ["ink", ""],
    "archived": False,
    "pushed_at": "2026-11-01T10:00:00Z",
    "stargazers_count": 12,
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Start a new site."""
    new_site(tmp_path / "mine")
    return tmp_path / "mine"


def new_tool(run: Run, mine: Path, *words: str, **environment: str) -> str:
    """Make a file for "brush", which must work; return its text."""
    done = run("new", "tool", "brush", "-C", str(mine), *words, **environment)
    assert done.code == 0, done.err
    assert re.fullmatch(
        r"Created .*content/tools/brush\.yaml\. Next: complete it and run ssg check\n", done.err
    )
    return (mine / "content/tools/brush.yaml").read_text(encoding="utf-8")


def test_options_make_a_file_that_passes(run: Run, mine: Path) -> None:
    text = new_tool(
        run,
        mine,
        "--name",
        "The Brush",
        "--type",
        "editor",
        "--summary",
        "A brush: for ink.",
        "--license",
        "MIT",
        "--homepage",
        "https://brush.example/",
        "--category",
        "text-editors",
    )
    assert run("check", "-C", str(mine)).code == 0
    assert run("fmt", "--check", "-C", str(mine)).code == 0
    assert text.startswith("# yaml-language-server: $schema=../../schema/tool.schema.json\n")
    value = parse_yaml(text, "a.yaml")[0].value
    assert value == {
        "name": "The Brush",
        "type": "editor",
        "summary": "A brush: for ink.",
        "license": "MIT",
        "homepage": "https://brush.example/",
        "categories": ["text-editors"],
    }


def test_the_examples_in_the_file_are_right(run: Run, mine: Path) -> None:
    """With every single # removed the file is valid and has all fields that the site declares."""
    text = new_tool(run, mine, "--summary", "A brush.")
    (mine / "content/tools/brush.yaml").write_text(
        re.sub(r"^# (?!yaml-)", "", text, flags=re.MULTILINE), encoding="utf-8"
    )
    loaded = load(mine)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.catalog
    brush = next(tool for tool in loaded.catalog.tools if tool.slug == "brush")
    assert [key for key, _ in brush.attributes] == ["plugins", "platforms"]
    assert brush.signals
    assert brush.categories == ("text-editors",)
    assert brush.capabilities[0].sources


def test_the_examples_hold_on_the_project_s_own_site() -> None:
    catalog = load(ROOT).catalog
    assert catalog
    text = new_tool_text({"name": "X", "type": "model", "summary": "X."}, catalog)
    opened = re.sub(r"^# (?!yaml-)", "", text, flags=re.MULTILINE)
    problems = new_tool_problems(ROOT, "content/tools/new.yaml", opened, catalog)
    assert [one for one in problems if one.code not in {"SSG032", "SSG033"}] == []


def test_nothing_is_overwritten(run: Run, mine: Path) -> None:
    for slug, file in (("pen", "pen.yaml"), ("big", "BIG.yml"), ("text", "text.md")):
        (mine / "content/tools" / file).touch()
        before = snapshot(mine)
        done = run("new", "tool", slug, "--summary", "x", "-C", str(mine))
        assert (done.code, done.err) == (
            2,
            f'error: "content/tools/{file}" already exists; nothing is overwritten\n',
        )
        assert snapshot(mine) == before


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        (
            ("brush",),
            "error: missing --summary; add the options or run this on a terminal (types: editor)\n",
        ),
        (("Brush", "--summary", "x"), "is not a slug"),
        (("a-vs-b", "--summary", "x"), '"vs" between hyphens'),
        (("../x", "--summary", "x"), "is not a slug"),
        (("con", "--summary", "x"), "reserved name on Windows"),
        (("brush", "--summary", "x", "--type", "brush"), 'unknown type "brush"; known: editor'),
        (("brush", "--summary", "x", "--category", "text-editor"), 'did you mean "text-editors"?'),
        (("brush", "--summary", "x", "--license", "Apache 2"), "is not an SPDX expression"),
        (
            ("brush", "--summary", "x", "--homepage", "brush.example"),
            "does not begin with https://",
        ),
        (("brush", "--summary", "x" * 301), '"summary" is too long'),
        (("brush", "--summary", "x\u202ey"), "U+202E"),
    ],
)
def test_what_cannot_be_is_reported_and_nothing_is_written(
    run: Run, mine: Path, words: tuple[str, ...], reported: str
) -> None:
    before = snapshot(mine)
    done = run("new", "tool", *words, "-C", str(mine))
    assert (done.code, done.out) == (2, "")
    assert reported in done.err
    assert snapshot(mine) == before


def test_a_repository_that_another_tool_has_is_reported(run: Run, mine: Path) -> None:
    new_tool(run, mine, "--summary", "x", "--repository", "https://github.com/o/brush")
    done = run(
        "new",
        "tool",
        "ink",
        "--summary",
        "x",
        "--repository",
        "https://github.com/O/brush.git",
        "-C",
        str(mine),
    )
    assert done.code == 2
    assert "SSG032" in done.err
    assert not (mine / "content/tools/ink.yaml").exists()


def test_a_terminal_is_asked(mine: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"\nbrush\neditor\nA brush.\nhttps://brush.example/\n\nMIT\nDraws lines\n\n")
    done = subprocess.run(
        [sys.executable, "-m", "ssg", "new", "tool", "brush", "-C", str(mine)],
        stdin=theirs,
        text=True,
        capture_output=True,
        check=False,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert "'brush' is not 'editor'" in done.stderr
    value = parse_yaml((mine / "content/tools/brush.yaml").read_text(encoding="utf-8"), "a.yaml")[
        0
    ].value
    assert value == {
        "name": "Brush",
        "type": "editor",
        "summary": "A brush.",
        "homepage": "https://brush.example/",
        "license": "MIT",
        "capabilities": [{"title": "Draws lines"}],
    }


def test_github_is_asked_and_what_it_says_is_checked(run: Run, mine: Path) -> None:
    with fake_web({"/repos/o/brush": ANSWER}) as web:
        text = new_tool(
            run, mine, "--from-github", "https://github.com/o/brush", SSG_NEW_TOOL_GITHUB_API=web
        )
    value = parse_yaml(text, "a.yaml")[0].value
    assert isinstance(value, dict)
    assert value["summary"] == "A brush for ink: A tool."
    assert (value["name"], value["license"], value["updated"]) == ("brush", "MIT", "2026-11-01")
    assert "homepage" not in value
    assert "tags" not in value
    assert "signals" not in value, "its source would be an address of this machine"
    assert run("check", "-C", str(mine)).code == 0


def test_pypi_is_asked_and_what_is_typed_wins(run: Run, mine: Path) -> None:
    info = {"name": "brush", "summary": "From PyPI.", "license_expression": "BSD-3-Clause"}
    with fake_web({"/repos/o/brush": ANSWER, "/pypi/brush/json": {"info": info}}) as web:
        text = new_tool(
            run,
            mine,
            "--from-github",
            "github.com/o/brush",
            "--from-pypi",
            "brush",
            "--github-api",
            web,
            "--pypi-index",
            web,
            "--license",
            "Apache-2.0",
        )
    value = parse_yaml(text, "a.yaml")[0].value
    assert isinstance(value, dict)
    assert (value["summary"], value["license"]) == ("From PyPI.", "Apache-2.0")
    assert (value["repository"], value["identifiers"]) == (
        "https://github.com/o/brush",
        ["pkg:pypi/brush"],
    )


def test_without_an_answer_nothing_is_written(run: Run, mine: Path) -> None:
    before = snapshot(mine)
    with fake_web({}) as web:
        done = run(
            "new", "tool", "brush", "-C", str(mine), "--from-pypi", "brush", "--pypi-index", web
        )
    assert done.code == 1
    assert "answers 404 for /pypi/brush/json; fill in the file by hand" in done.err
    done = run(
        "new",
        "tool",
        "brush",
        "-C",
        str(mine),
        "--from-github",
        "github.com/o/b",
        "--github-api",
        "http://127.0.0.1:1",
    )
    assert done.code == 1
    assert "does not answer" in done.err
    assert snapshot(mine) == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
FACTS = st.sampled_from(
    ["name", "summary", "license", "homepage", "tags", "updated", "status", "identifiers"]
)


@given(st.dictionaries(FACTS, JSON))
def test_whatever_the_web_says_the_file_has_no_errors(found: dict[str, object]) -> None:
    catalog = load(ROOT / "ssg/authoring/starter").catalog
    assert catalog
    facts = {"name": "X", "type": "editor", "summary": "X.", **usable(found)}  # type: ignore[arg-type]
    problems = new_tool_problems(
        ROOT / "ssg/authoring/starter",
        "content/tools/x.yaml",
        new_tool_text(facts, catalog),
        catalog,
    )
    assert problems == []


def test_invisible_characters_of_the_web_are_dropped() -> None:
    """Control, bidirectional and zero-width characters, also inside lists."""
    found = usable(
        {"name": "\x1b", "summary": "A \x1b[1mbrush\u202e\x00.", "tags": ["a\u200bb", "c\x07"]}
    )
    assert found == {"summary": "A [1mbrush.", "tags": ["ab", "c"]}
    catalog = load(ROOT / "ssg/authoring/starter").catalog
    assert catalog
    text = new_tool_text({"name": "X", "type": "editor", **found}, catalog)
    assert "summary: A [1mbrush." in text


def test_a_control_character_in_an_option_is_an_error(run: Run, mine: Path) -> None:
    done = run("new", "tool", "brush", "--summary", "a\x1bb", "-C", str(mine))
    assert (done.code, done.err) == (
        2,
        "error: summary: invisible or control character U+001B; remove it\n",
    )
