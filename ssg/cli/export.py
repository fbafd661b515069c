"""`ssg export`: the list of tools as CSV, JSON or Markdown."""

from pathlib import Path

import click

from ssg.authoring.export import FORMATS
from ssg.build.pipeline import read
from ssg.cli.environment import make_config
from ssg.cli.options import COMMON_OF_QUERIES, SITE

__all__ = ["export"]


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(["csv", "json", "md"]))
@SITE
@COMMON_OF_QUERIES
def export(kind: str, *, site: Path) -> None:
    """Print the list of tools: KIND is csv, json or md (a Markdown list grouped by category)."""
    click.echo(FORMATS[kind](read(make_config(site, None, None))[0]), nl=False)
