"""`ssg new`: a small site to start from."""

from pathlib import Path

import click

from ssg.commands.options import COMMON
from ssg.text import count

__all__ = ["new"]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@COMMON
def new(folder: Path, *, quiet: bool, verbose: int) -> None:
    """Start a small site in DIR that builds as it is."""
    from ssg.scaffold import new_site

    files = new_site(folder)
    if verbose:
        click.echo("\n".join(files), err=True)
    if not quiet:
        click.echo(f"Made {count(len(files), 'file')} in {folder}. Next: ssg build -C {folder}", err=True)
