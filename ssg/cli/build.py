"""`ssg build`: content and layouts -> the output folder, one part of it, or an object store."""

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.build.shard import Shard
from ssg.cli.options import (
    BASE_URL,
    COMMON,
    DATE,
    FORMAT,
    SITE,
    STRICT,
    checked_url,
    config_of,
    fail_on_warnings,
    print_problems,
    relative,
)
from ssg.cli.progress_bar import ProgressDisplay
from ssg.cli.targets import MAX_DELETES, TARGET, Address, engine_at, open_target
from ssg.errors import UsageError
from ssg.text import count

if TYPE_CHECKING:  # types only: the real import is inside the function
    from ssg.site import Site

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
@TARGET
@BASE_URL
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), help="Processes that render.  [default: the cores]"
)
@click.option(
    "--shard",
    metavar="I/N",
    callback=_take_shard,
    help='Build only the I-th of N parts, for "ssg merge".  [default output: <site>/parts/I-of-N]',
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster render: tcp://host:port, or local:N to start N here.",
)
@MAX_DELETES
@click.option(
    "--update-pairs",
    is_flag=True,
    help="Record the published addresses in content/pairs.lock, so that they stay.",
)
@click.option("--profile", is_flag=True, help="Say how long each stage and each layout took.")
@STRICT
@DATE
@FORMAT
def build(
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    output: Path | Address | None,
    base_url: str,
    jobs: int | None,
    shard: Shard | None,
    cluster: str | None,
    max_deletes: int | None,
    update_pairs: bool,
    profile: bool,
    strict: bool,
    day: datetime | None,
    style: str,
) -> None:
    """Build the site; the output changes only when all of it has succeeded."""
    from ssg.build.pipeline import build as build_site
    from ssg.build.profiler import Timing
    from ssg.build.shard_build import build_part
    from ssg.text import size

    if cluster and jobs:
        raise UsageError(
            "--jobs is for the processes of this machine, and --cluster lets others work; choose one"
        )
    if shard and isinstance(output, Address):
        raise UsageError(
            'a part is written to a folder; "ssg merge" sends the whole site to an object store'
        )
    if shard and update_pairs:
        raise UsageError("--update-pairs records a whole site; a shard is a part of one")
    if shard and not output:
        output = site / "parts" / f"{shard.number}-of-{shard.of}"
    if cluster and profile:
        raise UsageError(
            "--profile times the processes of this machine, and --cluster lets others work; choose one"
        )
    start, timing = time.perf_counter(), Timing()
    with (
        open_target(output, max_deletes) as place,
        ProgressDisplay(quiet=quiet, verbose=verbose) as progress,
    ):
        config = replace(
            config_of(site, place.folder, day, strict=strict), base_url=checked_url(base_url)
        )
        config = replace(config, jobs=jobs or config.jobs)
        with engine_at(cluster, config.jobs) as plain_engine:
            engine = timing.engine(config.jobs) if profile else plain_engine
            hear = timing.with_listener(progress.hear)
            report = (
                build_part(config, shard, hear, engine)
                if shard
                else build_site(config, hear, engine)
            )
        changes = place.upload(report.published, relative(config.output), progress.hear)
    if update_pairs:
        _record_addresses(config.root, report.plan.site, quiet=quiet)
    print_problems(report.problems, style, quiet=quiet, always=style in {"json", "sarif"})
    if profile:
        click.echo("\n".join(timing.lines()), err=True)
    if not quiet:
        tools = count(len(report.plan.site.catalog.tools), "tool")
        click.echo(
            f"Built {f'part {shard} of ' if shard else ''}{tools}, {count(len(report.plan.pages), 'page')}, "
            f"{size(report.published.size)} in {time.perf_counter() - start:.1f} s: {changes}",
            err=True,
        )
    fail_on_warnings(report.problems, strict=strict)


def _record_addresses(root: Path, site: "Site", *, quiet: bool) -> None:
    """Add the addresses of a published site to its record, and print how many are new."""
    from ssg.content.published_file import PUBLISHED_FILE, update_published

    catalog = site.catalog
    tools = ((tool.slug, tool.name) for tool in catalog.tools)
    added = update_published(root, catalog.published, tools, site.pairs)
    if not quiet:
        click.echo(f"{PUBLISHED_FILE}: {count(added, 'line')} added", err=True)
