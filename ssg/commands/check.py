"""`ssg check`: everything that is wrong with the content."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.commands.options import COMMON, DATE, FORMAT, SITE, STRICT, config_of, fail_on_warnings, tell
from ssg.progress import ProgressDisplay
from ssg.text import count

if TYPE_CHECKING:  # a type only: the real import is inside the command
    from ssg.build import Plan

__all__ = ["check"]


@click.command()
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

    config = config_of(site, None, day, strict=strict)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        planned = plan(config, progress.hear)
    if uniqueness:
        _list_uniqueness(planned, config.jobs, apart=style != "text")
    files = len(planned.pages) + len(planned.files) + len(planned.site.catalog.static)
    problems = (*planned.problems, *check_host(planned.site.settings.host, files))
    tell(problems, style, quiet=quiet, always=style == "json")
    if not quiet:
        click.echo(f"Checked {count(len(planned.site.catalog.tools), 'tool')}: {summary(problems)}", err=True)
    fail_on_warnings(problems, strict=strict)


def _list_uniqueness(planned: "Plan", jobs: int, *, apart: bool) -> None:
    """Write the list; to stderr where programs read the problems on stdout."""
    from ssg.build import uniqueness
    from ssg.engine import here
    from ssg.tables import uniqueness_text

    click.echo(uniqueness_text(uniqueness(planned.job, planned.pages, here(jobs))), err=apart)
