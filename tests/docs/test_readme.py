"""The README's list of commands is the program's help; UPDATE=1 rewrites it."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ssg.cli.group import cli

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- help -->\n).*?(<!-- /help -->)", re.DOTALL)


def reference() -> str:
    """Return the program's help at 100 columns as Markdown; docs/cli.md has the commands."""
    result = CliRunner().invoke(cli, ["--help"], prog_name="ssg", terminal_width=100)
    assert result.exit_code == 0
    return f"\n```\n{result.output}```\n\n"


def test_the_reference_is_what_the_commands_say() -> None:
    text = README.read_text(encoding="utf-8")
    expected = MARKED.sub(lambda found: found[1] + reference() + found[2], text)
    if os.environ.get("UPDATE"):
        README.write_text(expected, encoding="utf-8")
        return
    assert text == expected, "UPDATE=1 pytest tests/test_readme.py rewrites the reference"


@pytest.mark.parametrize("target", ["build", "test", "serve", "check"])
def test_every_make_target_that_the_readme_names_exists(target: str) -> None:
    assert f"make {target}" in README.read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_names_no_command_that_is_none() -> None:
    named = set(re.findall(r"`(?:\.venv/bin/)?ssg ([a-z]+)", README.read_text(encoding="utf-8")))
    assert named <= set(cli.commands)
