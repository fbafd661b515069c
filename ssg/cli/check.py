"""`ssg check`: check the content and report all problems."""

import os
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from ssg.build.executor import local_executor
from ssg.build.pipeline import Plan, uniqueness
from ssg.callbacks import Progress
from ssg.cli.environment import cache_folder, make_config, require_extra
from ssg.cli.messages import fail_on_errors, fail_on_warnings, message_settings, print_problems
from ssg.cli.options import ALL, COMMON, DATE, FORMAT, LAYOUTS, SITE, STRICT
from ssg.cli.progress_bar import ProgressDisplay, freezing
from ssg.cli.tables import uniqueness_text
from ssg.content.git import changed_files
from ssg.errors import Problem, UsageError, errors_in
from ssg.output.verification import verify_output
from ssg.review.check_site import LinkChecker, check_site
from ssg.review.link_cache import LinkResult, read_cache, update_cache
from ssg.review.report import summary
from ssg.text import count

__all__ = ["check"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@SITE
@COMMON
@STRICT
@ALL
@DATE
@LAYOUTS
@FORMAT
@click.option(
    "--base",
    metavar="REV",
    default="",
    help="Base revision of a pull request: problems in changed files come first.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Compare a built folder with its manifest, instead of checking the content.",
)
@click.option("--links", is_flag=True, help='Check external links. Needs the extra "links".')
@click.option(
    "--uniqueness",
    is_flag=True,
    help="List the share of each comparison page's text that is on no other page.",
)
def check(
    *,
    paths: tuple[Path, ...],
    site: Path,
    quiet: bool,
    verbose: int,
    strict: bool,
    every: bool,
    day: datetime | None,
    packaged_layouts: bool,
    style: str,
    base: str,
    output: Path | None,
    links: bool,
    uniqueness: bool,
) -> None:
    """Check the content and report all problems.

    With PATHS (files or folders), only problems in them are reported. The whole site is read in
    any case.
    """
    if output:
        _check_output(output, style, quiet=quiet, strict=strict)
        return
    config = make_config(site, None, day, own_layouts=not packaged_layouts)
    if base:
        message_settings().changed = changed_files(config.root, base)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as display:
        checker = _link_checker(display.update) if links else None
        result = check_site(config, freezing(display.update), checker)
    if uniqueness and result.plan:
        _list_uniqueness(result.plan, config.jobs, to_stderr=style != "text")
    problems = _within(result.problems, paths, config.root)
    print_problems(problems, style, quiet=quiet, always=style != "text", grouped=not every)
    if not quiet:
        found = _summary(result.problems, problems)
        click.echo(f"Checked {count(result.tools, 'tool')}: {found}", err=True)
    fail_on_errors(problems)
    fail_on_warnings(problems, strict=strict)


def _check_output(output: Path, style: str, *, quiet: bool, strict: bool) -> None:
    number, problems = verify_output(output)
    print_problems(problems, style, quiet=quiet, always=style != "text")
    if not quiet:
        click.echo(f"Checked {count(number, 'built file')}: {summary(problems)}", err=True)
    fail_on_errors(problems)
    fail_on_warnings(problems, strict=strict)


def _within(problems: Sequence[Problem], paths: Sequence[Path], root: Path) -> tuple[Problem, ...]:
    """Return the problems in files or folders; all if none are given.

    Raise UsageError for a path that does not exist.
    """
    absolute = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  (keeps links)
    for path, given in zip(absolute, paths, strict=True):
        if not path.exists():
            raise UsageError(f'"{given}" does not exist')
    return tuple(
        problem
        for problem in problems
        if not paths or any((root / problem.file).is_relative_to(path) for path in absolute)
    )


def _summary(problems: Sequence[Problem], reported: Sequence[Problem]) -> str:
    """Count the reported problems, and the others if any of them is an error."""
    rest = [problem for problem in problems if problem not in reported]
    others = f" in the given paths; elsewhere {summary(rest)}" if errors_in(rest) else ""
    return summary(reported) + others


def _link_checker(progress: Progress) -> LinkChecker:
    with require_extra("urllib3 idna", "links", "--links"):
        import ssg.review.external_links  # noqa: F401  (fails here if the extra is missing)
    return partial(_check_links, progress)


def _check_links(progress: Progress, urls: Collection[str]) -> Mapping[str, LinkResult]:
    """Check the URLs that are not in the user's cache, and add the results to it."""
    from ssg.review.external_links import check_links

    file = cache_folder() / "links.json"
    cached = read_cache(file, time.time())
    new = [url for url in urls if url not in cached]
    results = check_links(new, on_progress=lambda done, total: progress("links", done, total))
    update_cache(file, results, time.time())
    return {**cached, **results}


def _list_uniqueness(planned: Plan, jobs: int, *, to_stderr: bool) -> None:
    shares = uniqueness(planned.job, planned.pages, local_executor(jobs))
    click.echo(uniqueness_text(shares), err=to_stderr)
