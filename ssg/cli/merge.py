"""`ssg merge`: the parts that `ssg build --shard` wrote -> the whole site."""

import time
from dataclasses import replace
from pathlib import Path

import click

from ssg.cli.options import (
    COMMON,
    FORMAT,
    SITE,
    STRICT,
    config_of,
    fail_on_warnings,
    print_problems,
    relative,
)
from ssg.cli.progress_bar import ProgressDisplay
from ssg.cli.targets import MAX_DELETES, TARGET, Address, open_target
from ssg.errors import UsageError
from ssg.text import count

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
    "-j", "--jobs", type=click.IntRange(1, 256), help="Processes that copy.  [default: the cores]"
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
    output: Path | Address | None,
    jobs: int | None,
    max_deletes: int | None,
    strict: bool,
    style: str,
) -> None:
    """Join the parts of a site that "ssg build --shard" wrote; the output is that of a build in one piece.

    It changes only when the parts are all there, belong together and are as they were written.
    """
    from ssg.build.merge import merge as merge_parts
    from ssg.text import size

    start = time.perf_counter()
    with (
        open_target(output, max_deletes) as place,
        ProgressDisplay(quiet=quiet, verbose=verbose) as progress,
    ):
        config = config_of(site, place.folder, None, strict=strict)
        config = replace(config, jobs=jobs or config.jobs)
        _refuse_nesting(parts, config.output)
        merged = merge_parts(parts, config, progress.hear)
        changes = place.upload(merged.published, relative(config.output), progress.hear)
    print_problems(merged.problems, style, quiet=quiet)
    if not quiet:
        published = merged.published
        click.echo(
            f"Merged {count(merged.parts, 'part')}, {count(published.files, 'file')}, {size(published.size)} "
            f"in {time.perf_counter() - start:.1f} s: {changes}",
            err=True,
        )
    fail_on_warnings(merged.problems, strict=strict)


def _refuse_nesting(parts: tuple[Path, ...], output: Path) -> None:
    for part in parts:
        if part.resolve().is_relative_to(output) or output.is_relative_to(part.resolve()):
            raise UsageError(
                f'the output folder "{relative(output)}" and the part "{part}" lie in each other; '
                "name another output folder"
            )
