"""`ssg rank`: all scores, or the receipt of one."""

from datetime import datetime
from pathlib import Path

import click

from ssg.cli.options import COMMON, DATE, SITE, TABLE_FORMAT, config_of

__all__ = ["rank"]


@click.command()
@SITE
@COMMON
@DATE
@click.option("--explain", metavar="SLUG", help="Show how one tool's score comes about.")
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
    """List all tools with their scores, or show the receipt of one."""
    from ssg.build.pipeline import read
    from ssg.cli.tables import ranking_text, receipt_text
    from ssg.ranking.scoring import rank as rank_tools

    config = config_of(site, None, day)
    catalog, _ = read(config)
    ranking = rank_tools(catalog, config.as_of)
    click.echo(
        receipt_text(catalog, ranking, explain, style)
        if explain
        else ranking_text(catalog, ranking, style)
    )
