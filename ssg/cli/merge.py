"""`ssg merge`: merge the shards that `ssg build --shard` wrote into the whole site."""

import time
from dataclasses import replace
from pathlib import Path

import click

from ssg.build.merge import merge as merge_parts
from ssg.cli.environment import make_config
from ssg.cli.messages import fail_on_warnings, print_problems, relative
from ssg.cli.options import COMMON, FORMAT, SITE, STRICT
from ssg.cli.progress_bar import ProgressDisplay
from ssg.cli.targets import MAX_DELETES, TARGET, StoreUrl, open_target
from ssg.config import resolved
from ssg.errors import UsageError
from ssg.text import count, size

__all__ = ["merge"]


@click.command()
@click.argument(
    "parts",
    metavar="DIR...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@SITE
@COMMON
@TARGET
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    help="Number of copying processes.  [default: number of cores]",
)
@MAX_DELETES
@STRICT
@FORMAT
def merge(
    parts: tuple[Path, ...],
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    output: Path | StoreUrl | None,
    jobs: int | None,
    max_deletes: int | None,
    strict: bool,
    style: str,
) -> None:
    """Merge the shards of a site that "ssg build --shard" wrote.

    The output is identical to that of a single build. It is replaced only if the shards are
    complete, unmodified, and from the same site.
    """
    start = time.perf_counter()
    with (
        open_target(output, max_deletes) as target,
        ProgressDisplay(quiet=quiet, verbose=verbose) as display,
    ):
        config = make_config(site, target.folder, None)
        config = replace(config, jobs=jobs or config.jobs, strict=strict)
        _refuse_nesting(parts, config.output)
        merged = merge_parts(parts, config, display.update)
        changes = target.upload(merged.published, relative(config.output), display.update)
    print_problems(merged.problems, style, quiet=quiet)
    if not quiet:
        shards, files = count(merged.parts, "shard"), count(merged.published.files, "file")
        seconds = time.perf_counter() - start
        total = size(merged.published.size)
        click.echo(f"Merged {shards}, {files}, {total} in {seconds:.1f} s: {changes}", err=True)
        if merged.usage:
            click.echo(merged.usage, err=True)
    fail_on_warnings(merged.problems, strict=strict)


def _refuse_nesting(parts: tuple[Path, ...], output: Path) -> None:
    for part in parts:
        folder = resolved(part)
        if folder.is_relative_to(output) or output.is_relative_to(folder):
            raise UsageError(
                f'the output folder "{relative(output)}" and the shard "{part}" are nested; '
                "choose another output folder"
            )
