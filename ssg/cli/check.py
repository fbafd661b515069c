"""`ssg check`: everything that is wrong with the content."""

import os
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.cli.options import (
    ASKED,
    COMMON,
    DATE,
    FORMAT,
    SITE,
    STRICT,
    config_of,
    fail_on_errors,
    fail_on_warnings,
    print_problems,
)
from ssg.cli.progress_bar import ProgressDisplay
from ssg.errors import Problem, UsageError, errors_in
from ssg.text import count

if TYPE_CHECKING:  # types only: the real imports are inside the command
    from ssg.build.pipeline import Plan
    from ssg.callbacks import Progress
    from ssg.review.external_links import Answer

__all__ = ["check"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@SITE
@COMMON
@STRICT
@DATE
@FORMAT
@click.option(
    "--base",
    metavar="REV",
    default="",
    help="The git revision that a pull request starts from: what is wrong in changed files comes first.",
)
@click.option(
    "--links", is_flag=True, help="Ask whether the links outside the site still lead somewhere."
)
@click.option(
    "--uniqueness",
    is_flag=True,
    help="List how much of each versus page's text no sibling page has.",
)
def check(
    *,
    paths: tuple[Path, ...],
    site: Path,
    quiet: bool,
    verbose: int,
    strict: bool,
    day: datetime | None,
    style: str,
    base: str,
    links: bool,
    uniqueness: bool,
) -> None:
    """Say everything that is wrong with the content, and write nothing.

    With PATHS, files or folders, only what is wrong there is told; the whole site is read all the same.
    """
    from ssg.review.check_site import examine
    from ssg.review.report import summary

    config = config_of(site, None, day, strict=strict)
    if base:
        from ssg.content.git import changed_files

        ASKED.changed = changed_files(config.root, base)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        found = examine(
            config, progress.hear, (lambda urls: _ask(urls, progress.hear)) if links else None
        )
    if uniqueness and found.plan:
        _list_uniqueness(found.plan, config.jobs, apart=style != "text")
    problems = _within(found.problems, paths, config.root)
    print_problems(problems, style, quiet=quiet, always=style != "text")
    if not quiet:
        click.echo(
            f"Checked {count(found.tools, 'tool')}: {summary(problems)}{_elsewhere(found.problems, problems)}",
            err=True,
        )
    fail_on_errors(problems)
    fail_on_warnings(problems, strict=strict)


def _within(problems: Sequence[Problem], paths: Sequence[Path], root: Path) -> tuple[Problem, ...]:
    """Keep the problems in these files and folders, all when none is named; raise UsageError for one that is not there."""
    wanted = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  (links are not followed)
    for path, shown in zip(wanted, paths, strict=True):
        if not path.exists():
            raise UsageError(f'there is no "{shown}"')
    return tuple(
        one
        for one in problems
        if not wanted or any((root / one.file).is_relative_to(path) for path in wanted)
    )


def _elsewhere(found: Sequence[Problem], told: Sequence[Problem]) -> str:
    from ssg.review.report import summary

    rest = [one for one in found if one not in told]
    return f" in what was named; elsewhere {summary(rest)}" if errors_in(rest) else ""


def _ask(addresses: Collection[str], hear: "Progress") -> "Mapping[str, Answer]":
    """Ask for addresses that nobody asked for lately; what was answered is kept outside the site."""
    from ssg.cli.options import cache_folder
    from ssg.review.external_links import ask_all
    from ssg.review.link_cache import recall, remember

    file = cache_folder() / "links.json"
    known = recall(file, time.time())
    answers = ask_all(
        [one for one in addresses if one not in known],
        heard=lambda done, total: hear("links", done, total),
    )
    remember(file, answers, time.time())
    return {**known, **answers}


def _list_uniqueness(planned: "Plan", jobs: int, *, apart: bool) -> None:
    """Write the list; to stderr where programs read the problems on stdout."""
    from ssg.build.executor import local_executor
    from ssg.build.pipeline import uniqueness
    from ssg.cli.tables import uniqueness_text

    click.echo(
        uniqueness_text(uniqueness(planned.job, planned.pages, local_executor(jobs))), err=apart
    )
