"""`ssg build`: build the site, or one shard of it, to a folder or an object store."""

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssg.build.host_usage import host_usage
from ssg.build.shard import Shard
from ssg.build.unchanged import Outcome, recall
from ssg.cli.environment import make_config
from ssg.cli.messages import fail_on_warnings, print_problems, relative
from ssg.cli.options import BASE_URL, COMMON, DATE, FORMAT, LAYOUTS, SITE, STRICT
from ssg.cli.progress_bar import ProgressDisplay, freezing
from ssg.cli.targets import MAX_DELETES, TARGET, StoreUrl, open_executor, open_target
from ssg.content.git import is_shallow
from ssg.errors import UsageError
from ssg.text import count, size

if TYPE_CHECKING:  # imported inside of functions: a build that changes nothing needs none
    from ssg.build.pipeline import Report
    from ssg.build.profiler import Profiler
    from ssg.callbacks import Progress
    from ssg.config import Config
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
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    help="Number of rendering processes.  [default: number of cores]",
)
@click.option(
    "--shard",
    metavar="I/N",
    callback=_take_shard,
    help='Build only shard I of N, for "ssg merge".  [default output: <site>/parts/I-of-N]',
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Render on a Dask cluster: tcp://host:port, or local:N to start N workers.",
)
@MAX_DELETES
@click.option(
    "--update-pairs",
    is_flag=True,
    help="Record the published addresses in content/pairs.lock, so that they stay.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0, 86_400),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long while another build writes to the output folder.",
)
@click.option("--profile", is_flag=True, help="Print the time of each stage and layout.")
@STRICT
@DATE
@LAYOUTS
@FORMAT
def build(
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    output: Path | StoreUrl | None,
    base_url: str,
    jobs: int | None,
    shard: Shard | None,
    cluster: str | None,
    max_deletes: int | None,
    update_pairs: bool,
    wait: float,
    profile: bool,
    strict: bool,
    day: datetime | None,
    packaged_layouts: bool,
    style: str,
) -> None:
    """Build the site. The output is replaced only if the build succeeds."""
    _check_options(shard, output, cluster, jobs=bool(jobs), profile=profile)
    if shard and update_pairs:
        raise UsageError("--update-pairs records a whole site; a shard is a part of one")
    if shard and not output:
        output = site / "parts" / f"{shard.number}-of-{shard.of}"
    start, timing = time.perf_counter(), _profiler() if profile else None
    with (
        open_target(output, max_deletes) as target,
        ProgressDisplay(quiet=quiet, verbose=verbose) as display,
    ):
        config = make_config(site, target.folder, day, base_url, own_layouts=not packaged_layouts)
        config = replace(config, jobs=jobs or config.jobs, wait=wait, strict=strict)
        report = None
        plain = not (shard or cluster or target.bucket or profile or update_pairs)
        outcome = recall(config) if plain else None
        if outcome is None:
            report = _build(config, shard, cluster, timing, display.update)
            outcome = report.outcome
        changes = target.upload(outcome.published, relative(config.output), display.update)
    if report and update_pairs:
        _record_addresses(config.root, report.plan.site, quiet=quiet)
    always = style in {"json", "sarif"}
    print_problems(outcome.problems, style, quiet=quiet, always=always, grouped=True)
    if timing:
        click.echo("\n".join(timing.lines()), err=True)
    if not quiet:
        _print_summary(outcome, shard, changes, time.perf_counter() - start)
        _print_missing_history(config.root)
    fail_on_warnings(outcome.problems, strict=strict)


def _profiler() -> "Profiler":
    from ssg.build.profiler import Profiler

    return Profiler()


def _check_options(
    shard: Shard | None,
    output: Path | StoreUrl | None,
    cluster: str | None,
    *,
    jobs: bool,
    profile: bool,
) -> None:
    """Raise UsageError for options that exclude each other."""
    for option, given in (("--jobs", jobs), ("--profile", profile)):
        if cluster and given:
            raise UsageError(f"{option} applies to local processes and excludes --cluster")
    if shard and isinstance(output, StoreUrl):
        raise UsageError(
            'a shard is written to a folder; "ssg merge" uploads the whole site to an object store'
        )


def _build(
    config: "Config",
    shard: Shard | None,
    cluster: str | None,
    timing: "Profiler | None",
    progress: "Progress",
) -> "Report":
    from ssg.build.early_load import loading_early
    from ssg.parallel import collection_paused

    with (
        loading_early(config, worth=not (shard or cluster)) as early,
        open_executor(cluster, config.jobs) as opened,
    ):
        with collection_paused(lasting=True):  # modules are many objects without a cycle to collect
            from ssg.build.pipeline import build as build_site

        progress, executor = freezing(progress), opened
        if timing:
            progress, executor = timing.wrap(progress), timing.executor(config.jobs)
        if shard:
            from ssg.build.shard_build import build_part

            return build_part(config, shard, progress, executor)
        return build_site(config, progress, executor, early)


def _print_summary(outcome: Outcome, shard: Shard | None, changes: str, seconds: float) -> None:
    tools, published = count(outcome.tools, "tool"), outcome.published
    what = f"shard {shard} of {tools}" if shard else tools
    click.echo(
        f"Built {what}, {count(outcome.pages, 'page')}, {size(published.size)} "
        f"in {seconds:.1f} s: {changes}",
        err=True,
    )
    usage = "" if shard else host_usage(outcome.host, *published.use)
    if usage:
        click.echo(usage, err=True)


def _print_missing_history(root: Path) -> None:
    """Print what pages lack in a shallow clone, which many hosts and workflows make."""
    if is_shallow(root):
        click.echo(
            "The git clone is shallow: the site has no changes, no feeds and no names of authors, "
            'and some dates are older. Fetch the history first: "git fetch --unshallow".',
            err=True,
        )


def _record_addresses(root: Path, site: "Site", *, quiet: bool) -> None:
    """Add the addresses of a published site to its record, and print how many are new."""
    from ssg.content.published_file import PUBLISHED_FILE, update_published

    catalog = site.catalog
    tools = ((tool.slug, tool.name) for tool in catalog.tools)
    added = update_published(root, catalog.published, tools, site.pairs)
    if not quiet:
        click.echo(f"{PUBLISHED_FILE}: {count(added, 'line')} added", err=True)
