"""Options that several commands have."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ssg.cli.messages import MessageSettings

__all__ = [
    "ALL",
    "BASE_URL",
    "COMMON",
    "COMMON_OF_QUERIES",
    "DATE",
    "FORMAT",
    "LAYOUTS",
    "OUTPUT",
    "SITE",
    "STRICT",
    "TABLE_FORMAT",
]

Command = TypeVar("Command", bound=Callable[..., None])
PROBLEM_FORMATS = ("text", "json", "github", "sarif")


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _take_color(context: click.Context, _: click.Parameter, value: str) -> None:
    """Set the colour mode: the option, else NO_COLOR and FORCE_COLOR, else automatic."""
    color = {"always": True, "never": False}.get(value)
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    if color is None and os.environ.get("FORCE_COLOR"):
        color = True
    context.color = context.ensure_object(MessageSettings).color = color


def _take_verbose(context: click.Context, _: click.Parameter, value: int) -> int:
    context.ensure_object(MessageSettings).verbose = value
    return value


def _take_style(context: click.Context, _: click.Parameter, value: str) -> str:
    context.ensure_object(MessageSettings).style = value
    return value


def _verbose(*, is_passed: bool) -> Callable[[Command], Command]:
    """Return the option `-v`; `is_passed`: whether the command has a parameter for it."""
    return click.option(
        "-v",
        "--verbose",
        count=True,
        callback=_take_verbose,
        expose_value=is_passed,
        help="Print more; -vv includes the traceback of an internal error.",
    )


COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    expose_value=False,
    callback=_take_color,
    is_eager=True,
    help="Use colour in messages.",
)
COMMON = _options(
    click.option("-q", "--quiet", is_flag=True, help="Print only results and errors."),
    _verbose(is_passed=True),
    COLOR,
)
COMMON_OF_QUERIES = _options(_verbose(is_passed=False), COLOR)
"""The same of commands that print results and errors only, without the parameters."""
SITE = click.option(
    "-C",
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help='Site folder, which contains "content/".  [default: .]',
)
FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(PROBLEM_FORMATS),
    default="text",
    show_default=True,
    callback=_take_style,
    help="Output format of problems.",
)
DATE = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Reference date for ages.  [default: SOURCE_DATE_EPOCH, or the day of the newest commit, "
    "or the newest date in the content]",
)
ALL = click.option(
    "--all",
    "every",
    is_flag=True,
    help="Show each warning and note in the text, also where many files have the same one.",
)
STRICT = click.option("-s", "--strict", is_flag=True, help="Treat warnings as errors.")
BASE_URL = click.option(
    "-u",
    "--base-url",
    default="",
    metavar="URL",
    help="URL of the site; overrides site.yaml.",
)
LAYOUTS = click.option(
    "--packaged-layouts",
    is_flag=True,
    help="Ignore the layouts of the site, which are programs: for the review of a change.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Output folder.  [default: <site>/public]",
)
TABLE_FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    callback=_take_style,
    help="Output format.",
)
