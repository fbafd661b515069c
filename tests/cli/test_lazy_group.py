"""Commands that are imported when they run are listed, completed and named like all others."""

import subprocess
import sys

import click
import pytest
from click.shell_completion import ShellComplete

from ssg.cli.group import cli
from ssg.cli.lazy_group import LazyCommand, LazyGroup, imported
from support.site_fixtures import ROOT, Run, clean_environment

SLOW = "pydantic", "jinja2", "yaml", "markdown_it", "multiprocessing", "numpy"
"""Packages that take long to import."""
NEW = imported(cli.commands["new"])
LISTED = [
    *cli.commands.values(),
    *(NEW.commands.values() if isinstance(NEW, LazyGroup) else ()),
]


def first_sentence(command: click.Command) -> str:
    """Return what a list of commands shows of one, as if lines had no end."""
    return command.get_short_help_str(limit=1_000)


@pytest.mark.parametrize("listed", LISTED, ids=lambda command: str(command.name))
def test_the_list_has_the_first_sentence_of_each_help(listed: click.Command) -> None:
    command = imported(listed)
    assert not isinstance(command, LazyCommand)
    assert command.name == listed.name
    assert first_sentence(command) == first_sentence(listed)


@pytest.mark.parametrize(
    ("words", "begun", "completed"),
    [
        ([], "re", ["refresh"]),
        (["build"], "--sh", ["--shard"]),
        (["new"], "t", ["tool", "translation"]),
        (["new", "tool"], "--from", ["--from-github", "--from-pypi"]),
        (["evidence"], "agg", ["aggregate"]),
    ],
)
def test_shells_complete_commands_and_their_options(
    words: list[str], begun: str, completed: list[str]
) -> None:
    shell = ShellComplete(cli, {}, "ssg", "_SSG_COMPLETE")
    assert [item.value for item in shell.get_completions(words, begun)] == completed


def test_an_unknown_command_is_an_error_with_a_proposal(run: Run) -> None:
    done = run("biuld")
    assert done.code == 2
    assert "No such command 'biuld'" in done.err
    assert "build" in done.err


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("nothing",)])
def test_the_list_of_commands_imports_none_of_them(words: tuple[str, ...]) -> None:
    code = (
        f"import sys\nsys.argv = ['ssg', *{words!r}]\nfrom ssg.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {SLOW!r} if name in sys.modules])\n"
        "print(sorted(name for name in sys.modules if name.startswith('ssg.cli.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )
    assert done.stdout.splitlines()[-2:] == [
        "[]",
        str(["ssg.cli.group", "ssg.cli.lazy_group", "ssg.cli.main", "ssg.cli.messages"]),
    ]
