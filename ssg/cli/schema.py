"""`ssg schema`: what editors need to complete and check content files."""

from pathlib import Path

import click

from ssg.cli.options import COMMON, FORMAT, SITE
from ssg.text import count

__all__ = ["schema"]


@click.command()
@SITE
@COMMON
@FORMAT
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when a schema is not what the content says."
)
def schema(*, site: Path, quiet: bool, verbose: int, style: str, check: bool) -> None:  # noqa: ARG001
    """Write JSON Schemas of the content files to "schema/", for editors, with the site's own names in them."""
    from ssg.authoring.editor_files import stale_schemas, write_schemas
    from ssg.errors import ContentError

    if check:
        stale = stale_schemas(site.resolve())
        if stale:
            raise ContentError(stale)
        words = "The schemas are up to date"
    else:
        written, changed = write_schemas(site.resolve())
        words = f"Wrote {count(len(written), 'schema')}, {len(changed)} changed"
        if verbose:
            click.echo("\n".join(written), err=True)
    if not quiet:
        click.echo(words, err=True)
