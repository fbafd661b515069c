"""`ssg schema`: write JSON Schemas of the content files."""

from pathlib import Path

import click

from ssg.authoring.editor_files import stale_schemas, write_schemas
from ssg.cli.options import COMMON, FORMAT, SITE
from ssg.config import resolved
from ssg.errors import ContentError
from ssg.text import count

__all__ = ["schema"]


@click.command()
@SITE
@COMMON
@FORMAT
@click.option("--check", is_flag=True, help="Write nothing; fail if out of date.")
def schema(*, site: Path, quiet: bool, verbose: int, style: str, check: bool) -> None:  # noqa: ARG001
    """Write JSON Schemas of the content files to "schema/", for editors.

    They include the types, categories and other names that the site declares.
    """
    if check:
        stale = stale_schemas(resolved(site))
        if stale:
            raise ContentError(stale)
        message = "The schemas are up to date"
    else:
        written, changed = write_schemas(resolved(site))
        message = f"Wrote {count(len(written), 'schema')}, {len(changed)} changed"
        if verbose:
            click.echo("\n".join(written), err=True)
    if not quiet:
        click.echo(message, err=True)
