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
from ssg.shard import Shard
from ssg.text import count

__all__ = ["build"]


def _take_shard(_: click.Context, __: click.Parameter, value: str | None) -> Shard | None:
    if value is None:
        return None
    try:
        return Shard.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@SITE
@COMMON
@OUTPUT
@BASE_URL
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes that render.  [default: the cores]")
@click.option("--shard", metavar="I/N", callback=_take_shard,
              help='Build only the I-th of N parts, for "ssg merge".  [default output: <site>/parts/I-of-N]')
@STRICT
@DATE
@FORMAT
def build(
    *, site: Path, quiet: bool, verbose: int, output: Path | None, base_url: str, jobs: int | None, shard: Shard | None,
    strict: bool, day: datetime | None, style: str,
) -> None:
    """Build the site; the output folder changes only when all of it has succeeded."""
    from ssg.build import build as build_site
    from ssg.part import build_part
    from ssg.text import size

    if shard:
        output = output or site / "parts" / f"{shard.number}-of-{shard.of}"
    config = replace(config_of(site, output, day, strict=strict), base_url=checked_url(base_url))
    config = replace(config, jobs=jobs or config.jobs)
    start = time.perf_counter()
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        report = build_part(config, shard, progress.hear) if shard else build_site(config, progress.hear)
    tell(report.problems, style, quiet=quiet)
    published = report.published
    if not quiet:
        tools = count(len(report.plan.site.catalog.tools), "tool")
        click.echo(
            f"Built {f'part {shard} of ' if shard else ''}{tools}, {count(len(report.plan.pages), 'page')}, "
            f"{size(published.size)} in {time.perf_counter() - start:.1f} s: {published.changed:,} files changed, "
            f"{published.removed:,} removed, in {relative(config.output)}", err=True)
    fail_on_warnings(report.problems, strict=strict)
