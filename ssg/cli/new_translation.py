"""`ssg new translation`: the file of a tool in another language of the site."""

from pathlib import Path

import click

from ssg.authoring.new_tool import write_tool
from ssg.authoring.new_translation import new_translation as start_translation
from ssg.cli.messages import relative
from ssg.cli.options import COMMON, SITE
from ssg.config import resolved
from ssg.content.load import load
from ssg.errors import ContentError

__all__ = ["new_translation"]


@click.command("translation")
@click.argument("slug")
@click.argument("language")
@SITE
@COMMON
def new_translation(slug: str, language: str, *, site: Path, quiet: bool, verbose: int) -> None:
    """Start the translation of a tool: a file that has its texts as comments.

    LANGUAGE is one of "languages" in site.yaml, other than the first.
    """
    root = resolved(site)
    loaded = load(root)
    if loaded.catalog is None:
        raise ContentError(loaded.problems)
    path, text = start_translation(loaded.catalog, slug, language)
    write_tool(root, path, text)
    if verbose:
        click.echo(text, err=True, nl=False)
    if not quiet:
        click.echo(f"Created {relative(root / path)}. Next: translate its texts", err=True)
