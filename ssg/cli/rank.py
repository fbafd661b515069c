"""`ssg rank`: list all scores, or the breakdown of one."""

from datetime import datetime
from pathlib import Path

import click

from ssg.cli.options import COMMON, DATE, SITE, TABLE_FORMAT, make_config

__all__ = ["rank"]


@click.command()
@SITE
@COMMON
@DATE
@click.option("--explain", metavar="SLUG", help="Show the breakdown of one tool's score.")
@TABLE_FORMAT
def rank(
    *,
    site: Path,
    quiet: bool,  # noqa: ARG001
    verbose: int,  # noqa: ARG001
    day: datetime | None,
    explain: str | None,
    style: str,
) -> None:
    """List all tools with their scores, or the breakdown of one score."""
    from ssg.build.pipeline import read
    from ssg.cli.tables import breakdown_text, ranking_text
    from ssg.ranking.scoring import rank as rank_tools

    config = make_config(site, None, day)
    catalog, _ = read(config)
    ranking = rank_tools(catalog, config.as_of)
    click.echo(
        breakdown_text(catalog, ranking, explain, style)
        if explain
        else ranking_text(catalog, ranking, style)
    )
