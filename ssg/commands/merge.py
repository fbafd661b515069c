"""`ssg merge`: the parts that `ssg build --shard` wrote -> the whole site."""

import time
from dataclasses import replace
from pathlib import Path

import click

from ssg.commands.options import COMMON, FORMAT, OUTPUT, SITE, STRICT, config_of, fail_on_warnings, relative, tell
from ssg.errors import UsageError
from ssg.progress import ProgressDisplay
from ssg.text import count

__all__ = ["merge"]


@click.command()
@click.argument("parts", metavar="DIR...", nargs=-1, required=True,
                type=click.Path(exists=True, file_okay=False, path_type=Path))
@SITE
@COMMON
@OUTPUT
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes that copy.  [default: the cores]")
@STRICT
@FORMAT
def merge(
    parts: tuple[Path, ...], *, site: Path, quiet: bool, verbose: int, output: Path | None, jobs: int | None, strict: bool,
    style: str,
) -> None:
    """Join the parts of a site that "ssg build --shard" wrote; the output is that of a build in one piece.

    The output folder changes only when the parts are all there, belong together and are as they were written.
    """
    from ssg.merge import merge as merge_parts
    from ssg.text import size

    config = config_of(site, output, None, strict=strict)
    config = replace(config, jobs=jobs or config.jobs)
    for part in parts:
        if part.resolve().is_relative_to(config.output) or config.output.is_relative_to(part.resolve()):
            raise UsageError(f'the output folder "{relative(config.output)}" and the part "{part}" lie in each other; '
                             "name another output folder")
    start = time.perf_counter()
    with ProgressDisplay(quiet=quiet, verbose=verbose) as progress:
        merged = merge_parts(parts, config, progress.hear)
    tell(merged.problems, style, quiet=quiet)
    published = merged.published
    if not quiet:
        click.echo(
            f"Merged {count(merged.parts, 'part')}, {count(published.files, 'file')}, {size(published.size)} "
            f"in {time.perf_counter() - start:.1f} s: {published.changed:,} files changed, {published.removed:,} removed, "
            f"in {relative(config.output)}", err=True)
    fail_on_warnings(merged.problems, strict=strict)
