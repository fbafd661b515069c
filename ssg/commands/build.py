"""`ssg build`: content and layouts -> the output folder."""

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ssg.commands.options import (
    BASE_URL,
    COMMON,
    DATE,
    FORMAT,
    OUTPUT,
    SITE,
    STRICT,
    checked_url,
    config_of,
    fail_on_warnings,
    relative,
    tell,
)
from ssg.progress import ProgressDisplay
from ssg.text import count

__all__ = ["build"]


@click.command()
@SITE
@COMMON
@OUTPUT
@BASE_URL
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

    config = replace(config_of(site, output, day, strict=strict), base_url=checked_url(base_url))
    config = replace(config, jobs=jobs or config.jobs)
    start = time.perf_counter()
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        report = build_site(config, progress.hear)
    tell(report.problems, style, quiet=quiet, always=style in {"json", "sarif"})
    published = report.published
    if not quiet:
        click.echo(
            f"Built {count(len(report.plan.site.catalog.tools), 'tool')}, {count(len(report.plan.pages), 'page')}, "
            f"{size(published.size)} in {time.perf_counter() - start:.1f} s: {published.changed:,} files changed, "
            f"{published.removed:,} removed, in {relative(config.output)}", err=True)
    fail_on_warnings(report.problems, strict=strict)
