"""The commands: words typed -> calls. Only the command line knows the clock, the environment and the terminal.

Commands import what they need when they run: `ssg --help` takes 0.1 s instead of 0.4.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ssg import __version__
from ssg.errors import Problem, UsageError
from ssg.progress import ProgressDisplay
from ssg.text import count

if TYPE_CHECKING:  # types only: the real import is inside the commands
    from ssg.build import Plan
    from ssg.config import Config

__all__ = ["ASKED", "cli", "tell"]

FAULT = 1
"""Exit code for content or build errors."""

Command = TypeVar("Command", bound=Callable[..., None])
PROBLEM_FORMATS = ("text", "json", "github")


@dataclass(slots=True)
class _Asked:
    """What the words typed ask of messages; kept here because click forgets it when a command fails."""

    style: str = "text"
    verbose: int = 0
    color: bool | None = None
    """None leaves it to whether the stream is a terminal."""


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
    click.option("-v", "--verbose", count=True, callback=_take_verbose,
                 help="Say more; -vv shows the traceback of an internal error."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", expose_value=False,
                 callback=_take_color, is_eager=True, help="Colour the messages."),
)
SITE = click.option("-C", "--site", type=click.Path(file_okay=False, path_type=Path), default=Path(),
                    help='The folder that holds "content/".  [default: .]')
FORMAT = click.option("--format", "style", type=click.Choice(PROBLEM_FORMATS), default="text", show_default=True,
                      callback=_take_style, help="How problems are written.")
DATE = click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
                    help="The day that ages are counted to.  [default: SOURCE_DATE_EPOCH, else the newest date "
                         "in the content]")
STRICT = click.option("-s", "--strict", is_flag=True, help="Let warnings fail, also with -q.")
OUTPUT = click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
                      help="The folder to write to.  [default: <site>/public]")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "SSG", "max_content_width": 100})
@click.version_option(__version__, prog_name="ssg")
def cli() -> None:
    """Build a site of comparison pages from one YAML file for each tool."""


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@COMMON
def new(folder: Path, *, quiet: bool, verbose: int) -> None:
    """Start a small site in DIR that builds as it is."""
    from ssg.scaffold import new_site

    files = new_site(folder)
    if verbose:
        click.echo("\n".join(files), err=True)
    if not quiet:
        click.echo(f"Made {count(len(files), 'file')} in {folder}. Next: ssg build -C {folder}", err=True)


@cli.command()
@SITE
@COMMON
@OUTPUT
@click.option("-u", "--base-url", default="", metavar="URL", help="Address of the site, in place of site.yaml's.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes that render.  [default: the cores]")
@STRICT
@DATE
@FORMAT
def build(
    *, site: Path, quiet: bool, verbose: int, output: Path | None, base_url: str, jobs: int | None, strict: bool,
    day: datetime | None, style: str,
) -> None:
    """Build the site; the output folder changes only when all of it has succeeded."""
    from ssg.build import build as build_site
    from ssg.text import size

    config = replace(_config(site, output, day, strict=strict), base_url=_checked_url(base_url))
    config = replace(config, jobs=jobs or config.jobs)
    start = time.perf_counter()
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        report = build_site(config, progress.hear)
    tell(report.problems, style, quiet=quiet)
    published = report.published
    if not quiet:
        click.echo(
            f"Built {count(len(report.plan.site.catalog.tools), 'tool')}, {count(len(report.plan.pages), 'page')}, "
            f"{size(published.size)} in {time.perf_counter() - start:.1f} s: {published.changed:,} files changed, "
            f"{published.removed:,} removed, in {_relative(config.output)}", err=True)
    _fail_on_warnings(report.problems, strict=strict)


@cli.command()
@SITE
@COMMON
@STRICT
@DATE
@FORMAT
@click.option("--uniqueness", is_flag=True, help="List how much of each versus page's text no sibling page has.")
def check(
    *, site: Path, quiet: bool, verbose: int, strict: bool, day: datetime | None, style: str, uniqueness: bool,
) -> None:
    """Say everything that is wrong with the content, and write nothing."""
    from ssg.build import plan
    from ssg.check import check_host
    from ssg.report import summary

    config = _config(site, None, day, strict=strict)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        planned = plan(config, progress.hear)
    if uniqueness:
        _list_uniqueness(planned, config.jobs)
    files = len(planned.pages) + len(planned.files) + len(planned.site.catalog.static)
    problems = (*planned.problems, *check_host(planned.site.settings.host, files))
    tell(problems, style, quiet=quiet, always=style == "json")
    if not quiet:
        click.echo(f"Checked {count(len(planned.site.catalog.tools), 'tool')}: {summary(problems)}", err=True)
    _fail_on_warnings(problems, strict=strict)


def _list_uniqueness(planned: "Plan", jobs: int) -> None:
    from ssg.build import uniqueness
    from ssg.tables import uniqueness_text

    click.echo(uniqueness_text(uniqueness(planned.job, planned.pages, jobs)))


@cli.command()
@SITE
@COMMON
@DATE
@click.option("--explain", metavar="SLUG", help="Show how one tool's score comes about.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
              callback=_take_style, help="How the ranking is written.")
def rank(*, site: Path, quiet: bool, verbose: int, day: datetime | None, explain: str | None, style: str) -> None:  # noqa: ARG001
    """List all tools with their scores, or show the receipt of one."""
    from ssg.build import read
    from ssg.rank import rank as rank_tools
    from ssg.tables import ranking_text, receipt_text

    config = _config(site, None, day)
    catalog, _ = read(config)
    ranking = rank_tools(catalog, config.as_of)
    click.echo(receipt_text(catalog, ranking, explain, style) if explain else ranking_text(catalog, ranking, style))


@cli.command()
@SITE
@COMMON
@click.option("--explain", nargs=2, metavar="A B", help="Say why two tools have a page together, or not.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
              callback=_take_style, help="How the pairs are written.")
def pairs(*, site: Path, quiet: bool, verbose: int, explain: tuple[str, str] | None, style: str) -> None:  # noqa: ARG001
    """List the pairs that get a page: how alike, how much of the page no sibling has, and why."""
    from ssg.build import plan, read, uniqueness
    from ssg.pair import explain as explain_pair
    from ssg.tables import explanation_text, pairs_text

    config = _config(site, None, None)
    if explain:
        click.echo(explanation_text(explain_pair(read(config)[0], *explain), style))
        return
    planned = plan(config)
    click.echo(pairs_text(planned.site.pairs, uniqueness(planned.job, planned.pages, config.jobs), style))
    tell(planned.problems, "text", quiet=quiet)


@cli.command()
@SITE
@COMMON
@OUTPUT
def clean(*, site: Path, quiet: bool, verbose: int, output: Path | None) -> None:  # noqa: ARG001
    """Remove the files that builds have written, and nothing else."""
    from ssg.write import clean as clean_output

    folder = output or site / "public"
    removed = clean_output(folder)
    if not quiet:
        click.echo(f"Removed {count(removed, 'file')} from {_relative(folder)}", err=True)


for _command in cli.commands.values():
    for _parameter in _command.params:
        if isinstance(_parameter, click.Option):  # click would call it by the parameter: SSG_BUILD_STYLE for --format
            _long = max(_parameter.opts, key=len)
            _parameter.envvar = f"SSG_{_command.name}_{_long.lstrip('-')}".replace("-", "_").upper()


def _config(site: Path, output: Path | None, day: datetime | None, *, strict: bool = False) -> "Config":
    from ssg.config import Config

    root = site.resolve()
    target = (output or site / "public").resolve()
    if root.is_relative_to(target) or any(target.is_relative_to(root / name) for name in ("content", "layouts")):
        raise UsageError(f'the output folder "{_relative(target)}" holds the site itself or its content; name another')
    return Config(root=root, output=target, strict=strict, as_of=_day(day), jobs=Config.default_jobs())


def _day(day: datetime | None) -> date | None:
    if day:
        return day.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds') from error


def _checked_url(url: str) -> str:
    from ssg.schema import check_url

    fault = "" if not url or url.startswith("http://localhost") else check_url(url)
    if fault:
        raise UsageError(f"--base-url {fault}")
    return url


def _relative(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    return os.path.relpath(path)


def tell(problems: Sequence[Problem], style: str, *, quiet: bool, always: bool = False) -> None:
    """Write problems; machine-readable ones to stdout, others to stderr."""
    from ssg.report import FORMATS

    shown = [problem for problem in problems if not quiet or problem.severity == "error"]
    if not shown and not always:
        return
    text = FORMATS[style](shown)
    if style == "text":
        for severity, color in (("error", "red"), ("warning", "yellow")):
            text = text.replace(f": {severity}[", f": {click.style(severity, fg=color, bold=True)}[")
    click.echo(text, err=style == "text", color=ASKED.color)


def _fail_on_warnings(problems: Sequence[Problem], *, strict: bool) -> None:
    if strict and problems:
        click.echo(f"{count(len(problems), 'warning')}, which --strict does not allow", err=True)
        raise click.exceptions.Exit(FAULT)
