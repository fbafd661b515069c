"""`ssg clean`: remove generated files."""

from pathlib import Path

import click

from ssg.cli.messages import relative
from ssg.cli.options import COMMON, OUTPUT, SITE
from ssg.output.publish import clean as clean_output
from ssg.text import count

__all__ = ["clean"]


@click.command()
@SITE
@COMMON
@OUTPUT
def clean(*, site: Path, quiet: bool, verbose: int, output: Path | None) -> None:  # noqa: ARG001
    """Remove the files that builds have generated."""
    folder = output or site / "public"
    removed = clean_output(folder)
    if not quiet:
        click.echo(f"Removed {count(removed, 'file')} from {relative(folder)}", err=True)
