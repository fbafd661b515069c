"""Options and helpers shared by commands: site configuration, messages, optional packages."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ssg.errors import Problem, ReportContext, UsageError, errors_in
from ssg.project import install_command
from ssg.text import count

if TYPE_CHECKING:  # types only: the real imports are inside the functions
    from ssg.callbacks import Progress
    from ssg.config import Config

__all__ = [
    "ALL",
    "BASE_URL",
    "COMMON",
    "DATE",
    "FORMAT",
    "LAYOUTS",
    "OUTPUT",
    "SITE",
    "STRICT",
    "TABLE_FORMAT",
    "MessageSettings",
    "cache_folder",
    "checked_url",
    "fail_on_errors",
    "fail_on_warnings",
    "freezing",
    "make_config",
    "message_settings",
    "print_problems",
    "relative",
    "require_extra",
    "resolved_site",
]

FAILURE = 1
"""Exit code of content and build errors."""

Command = TypeVar("Command", bound=Callable[..., None])
PROBLEM_FORMATS = ("text", "json", "github", "sarif")


class MessageSettings:
    """Options that control messages: the object of click's context.

    It is created before click's context, since error messages need it after the context is gone.
    """

    def __init__(self) -> None:
        self.style = "text"
        """A name of `ssg.review.report.FORMATS`."""
        self.verbose = 0
        self.color: bool | None = None
        """None: use colour if the stream is a terminal."""
        self.root: Path | None = None
        """The site folder."""
        self.changed: frozenset[str] = frozenset()
        """Files changed in the pull request, relative to the site folder."""


def message_settings() -> MessageSettings:
    """Return the settings of the running command."""
    context = click.get_current_context(silent=True)
    return context.ensure_object(MessageSettings) if context else MessageSettings()


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


COMMON = _options(
    click.option("-q", "--quiet", is_flag=True, help="Print only problems."),
    click.option(
        "-v",
        "--verbose",
        count=True,
        callback=_take_verbose,
        help="Print more; -vv includes the traceback of an internal error.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        expose_value=False,
        callback=_take_color,
        is_eager=True,
        help="Use colour in messages.",
    ),
)
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


def make_config(
    site: Path,
    output: Path | None,
    day: datetime | None,
    base_url: str = "",
    *,
    own_layouts: bool = True,
) -> "Config":
    """Return the configuration of a command.

    Raise UsageError if the output folder would overwrite the site.
    """
    from ssg.config import Config

    config = Config.of(site, output, base_url=checked_url(base_url), jobs=Config.default_jobs())
    as_of, latest = _days(config.root, day)
    config = replace(config, as_of=as_of, latest=latest, own_layouts=own_layouts)
    message_settings().root = config.root
    return config


def _days(root: Path, day: datetime | None) -> tuple[date | None, date]:
    """Return the reference date for ages, and the latest date that the content may contain.

    Without a given day, contributors may use their own today, which can be a day ahead of UTC. The
    clock decides only which dates are errors, so it never changes the output.
    """
    from ssg.content.git import commit_day

    given = _reference_date(day)
    if given:
        return given, given
    commit = commit_day(root)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return commit, max(tomorrow, commit or tomorrow)


def _reference_date(day: datetime | None) -> date | None:
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


def resolved_site(site: Path) -> Path:
    """Return the site folder without links; raise UsageError for a loop of links."""
    from ssg.config import resolved

    return resolved(site)


def checked_url(url: str) -> str:
    """Return the value of --base-url; raise UsageError if it is invalid."""
    if not url:
        return ""
    from ssg.content.field_types import check_base_url

    fault = check_base_url(url)
    if fault:
        raise UsageError(f"--base-url {fault}")
    return url


def relative(path: Path) -> str:
    """Return a path relative to the current folder."""
    return os.path.relpath(path)


def freezing(progress: "Progress") -> "Progress":
    """Exclude the objects of finished stages from garbage collection.

    They live until the process ends, and collecting costs time and unshares memory of forks.
    """
    stages = set[str]()

    def on_progress(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.add(stage)
            gc.freeze()
        progress(stage, done, total)

    return on_progress


@contextmanager
def require_extra(packages: str, extra: str, option: str) -> Iterator[None]:
    """Turn a missing optional package into a UsageError with the command that installs it.

    `packages` are the top-level modules, separated by spaces, that the extra provides.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in packages.split():
            raise
        raise UsageError(
            f"{option} needs more packages; install them with: {install_command(extra)}"
        ) from error


def print_problems(
    problems: Sequence[Problem],
    style: str,
    *,
    quiet: bool,
    always: bool = False,
    settings: MessageSettings | None = None,
    grouped: bool = False,
) -> None:
    """Print problems in a format: text to stderr, the others to stdout.

    With `grouped`, the text shows warnings and notes that repeat as one entry. With `always`, an
    empty report is printed too. `settings` are those of the running command, unless given.
    """
    shown = [problem for problem in problems if not quiet or problem.severity == "error"]
    if not shown and not always:
        return
    from ssg.review.report import FORMATS, as_grouped_text, summary

    settings = settings or message_settings()
    context = _report_context(settings)
    if style == "text":
        text = _colored((as_grouped_text if grouped else FORMATS[style])(shown, context))
    else:
        text = FORMATS[style](shown, context)
    if text:
        click.echo(text, err=style == "text", color=settings.color)
    if style == "github" and os.environ.get("GITHUB_STEP_SUMMARY"):
        from ssg.review.github_annotations import step_summary

        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
            file.write(step_summary(shown, context, summary(shown)))


def _colored(text: str) -> str:
    for severity, color in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
        styled = click.style(severity, fg=color, bold=True)
        text = text.replace(f": {severity}[", f": {styled}[")
    return text


def _report_context(settings: MessageSettings) -> ReportContext:
    from ssg.content.source_map import SourceMap

    root, workspace = settings.root, Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    if root is None:
        return ReportContext()
    inside = root != workspace and root.is_relative_to(workspace)
    folder = f"{root.relative_to(workspace).as_posix()}/" if inside else ""
    return ReportContext(SourceMap(root).line, folder, settings.changed)


def cache_folder() -> Path:
    """Return the user's cache folder of ssg; its files may be deleted at any time.

    Raise UsageError if the user has no home folder.
    """
    given = os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(given or Path.home() / ".cache") / "ssg"
    except RuntimeError as error:
        raise UsageError(
            "this user has no home folder; set XDG_CACHE_HOME to a folder for caches"
        ) from error


def fail_on_errors(problems: Sequence[Problem]) -> None:
    """Exit with code 1 if any problem is an error."""
    if errors_in(problems):
        raise click.exceptions.Exit(FAILURE)


def fail_on_warnings(problems: Sequence[Problem], *, strict: bool) -> None:
    """Exit with code 1 if `strict` is set and there are warnings; notes never fail."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    if strict and warnings:
        click.echo(f"{count(len(warnings), 'warning')} treated as errors (--strict)", err=True)
        raise click.exceptions.Exit(FAILURE)
