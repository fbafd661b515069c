"""What commands share: their options, how they find their site, how they tell of problems."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ssg.errors import Problem, ReportContext, UsageError, errors_in
from ssg.text import count

if TYPE_CHECKING:  # types only: the real import is inside the functions
    from ssg.config import Config

__all__ = [
    "ASKED",
    "BASE_URL",
    "COMMON",
    "DATE",
    "FORMAT",
    "OUTPUT",
    "SITE",
    "STRICT",
    "TABLE_FORMAT",
    "cache_folder",
    "checked_url",
    "config_of",
    "fail_on_errors",
    "fail_on_warnings",
    "print_problems",
    "relative",
]

FAULT = 1
"""Exit code for content or build errors."""

Command = TypeVar("Command", bound=Callable[..., None])
PROBLEM_FORMATS = ("text", "json", "github", "sarif")


@dataclass(slots=True)
class _Asked:
    """What the words typed ask of messages; kept here because click forgets it when a command fails."""

    style: str = "text"
    verbose: int = 0
    color: bool | None = None
    """None leaves it to whether the stream is a terminal."""
    root: Path | None = None
    """The site's folder."""
    changed: frozenset[str] = frozenset()
    """Files that the change under review touches."""


ASKED = _Asked()
"""Read by the outermost layer when a command has failed."""


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _take_color(context: click.Context, _: click.Parameter, value: str) -> None:
    """Decide about colour once: the option, then NO_COLOR and FORCE_COLOR, then whether this is a terminal."""
    wanted = {"always": True, "never": False}.get(value)
    if wanted is None and os.environ.get("NO_COLOR"):
        wanted = False
    if wanted is None and os.environ.get("FORCE_COLOR"):
        wanted = True
    context.color = ASKED.color = wanted


def _take_verbose(_: click.Context, __: click.Parameter, value: int) -> int:
    ASKED.verbose = value
    return value


def _take_style(_: click.Context, __: click.Parameter, value: str) -> str:
    ASKED.style = value
    return value


COMMON = _options(
    click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
    click.option(
        "-v",
        "--verbose",
        count=True,
        callback=_take_verbose,
        help="Say more; -vv shows the traceback of an internal error.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        expose_value=False,
        callback=_take_color,
        is_eager=True,
        help="Colour the messages.",
    ),
)
SITE = click.option(
    "-C",
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help='The folder that holds "content/".  [default: .]',
)
FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(PROBLEM_FORMATS),
    default="text",
    show_default=True,
    callback=_take_style,
    help="How problems are written.",
)
DATE = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that ages are counted to.  [default: SOURCE_DATE_EPOCH, else the day of the newest "
    "commit, else the newest date in the content]",
)
STRICT = click.option("-s", "--strict", is_flag=True, help="Let warnings fail, also with -q.")
BASE_URL = click.option(
    "-u",
    "--base-url",
    default="",
    metavar="URL",
    help="Address of the site, in place of site.yaml's.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to.  [default: <site>/public]",
)
TABLE_FORMAT = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    callback=_take_style,
    help="How the list is written.",
)


def config_of(
    site: Path, output: Path | None, day: datetime | None, *, strict: bool = False
) -> "Config":
    """Return what a command is asked to do with a site; raise UsageError for an output folder that holds the site."""
    from ssg.config import Config

    root = site.resolve()
    target = (output or site / "public").resolve()
    if root.is_relative_to(target) or any(
        target.is_relative_to(root / name) for name in ("content", "layouts")
    ):
        raise UsageError(
            f'the output folder "{relative(target)}" holds the site itself or its content; name another'
        )
    ASKED.root = root
    as_of, latest = _days(root, day)
    return Config(
        root=root,
        output=target,
        strict=strict,
        as_of=as_of,
        latest=latest,
        jobs=Config.default_jobs(),
    )


def _days(root: Path, day: datetime | None) -> tuple[date | None, date]:
    """Return the day that ages are counted to, and the last day that a date in the content may name.

    Without a day given, contributors may use their own today, which can be a day ahead of UTC. The
    clock decides only which dates are errors, so it never changes what is built.
    """
    from ssg.content.future_dates import commit_day

    given = _day(day)
    if given:
        return given, given
    commit = commit_day(root)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return commit, max(tomorrow, commit or tomorrow)


def _day(day: datetime | None) -> date | None:
    if day:
        return day.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds'
        ) from error


def checked_url(url: str) -> str:
    """Return what --base-url says; raise UsageError when it is no address that a site may have."""
    from ssg.content.field_types import check_url

    fault = "" if not url or url.startswith("http://localhost") else check_url(url)
    if fault:
        raise UsageError(f"--base-url {fault}")
    return url


def relative(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    return os.path.relpath(path)


def print_problems(
    problems: Sequence[Problem], style: str, *, quiet: bool, always: bool = False
) -> None:
    """Write problems; machine-readable ones to stdout, others to stderr."""
    from ssg.review.report import FORMATS, summary

    shown = [problem for problem in problems if not quiet or problem.severity == "error"]
    if not shown and not always:
        return
    origin = _origin()
    text = FORMATS[style](shown, origin)
    if style == "text":
        for severity, color in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
            text = text.replace(
                f": {severity}[", f": {click.style(severity, fg=color, bold=True)}["
            )
    if text:
        click.echo(text, err=style == "text", color=ASKED.color)
    if style == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        from ssg.review.github_annotations import step_summary

        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
            file.write(step_summary(shown, origin, summary(shown)))


def _origin() -> ReportContext:
    """Return what is known about the files that problems are in."""
    from ssg.content.source_map import SourceMap

    root, workspace = ASKED.root, Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    if root is None:
        return ReportContext()
    inside = root != workspace and root.is_relative_to(workspace)
    return ReportContext(
        SourceMap(root).line,
        f"{root.relative_to(workspace).as_posix()}/" if inside else "",
        ASKED.changed,
    )


def cache_folder() -> Path:
    """Return the folder for what may be kept between runs and lost at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ssg"


def fail_on_errors(problems: Sequence[Problem]) -> None:
    """End with the exit code of a fault when there is an error."""
    if errors_in(problems):
        raise click.exceptions.Exit(FAULT)


def fail_on_warnings(problems: Sequence[Problem], *, strict: bool) -> None:
    """End with the exit code of a fault when warnings are not allowed; notes always are."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    if strict and warnings:
        click.echo(f"{count(len(warnings), 'warning')}, which --strict does not allow", err=True)
        raise click.exceptions.Exit(FAULT)
