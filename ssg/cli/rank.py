"""`ssg rank`: list all scores, or the breakdown of one."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ssg.build.pipeline import read
from ssg.catalog import Catalog
from ssg.cli.environment import make_config
from ssg.cli.options import COMMON_OF_QUERIES, DATE, SITE, TABLE_FORMAT
from ssg.cli.tables import breakdown_text, moves_text, ranking_text
from ssg.errors import UsageError
from ssg.ranking.scoring import rank as rank_tools
from ssg.text import did_you_mean, printable

__all__ = ["rank"]

MOST = 1000.0
"""Largest weight, as in site.yaml."""


@click.command()
@SITE
@COMMON_OF_QUERIES
@DATE
@click.option("--explain", metavar="SLUG", help="Show the breakdown of one tool's score.")
@click.option(
    "--what-if",
    metavar="WEIGHTS",
    help="Show the ranking with other weights and who moves, for example adoption=40,freshness=0.",
)
@TABLE_FORMAT
def rank(
    *,
    site: Path,
    day: datetime | None,
    explain: str | None,
    what_if: str | None,
    style: str,
) -> None:
    """List all tools with their scores, or the breakdown of one score."""
    config = make_config(site, None, day)
    catalog, _ = read(config)
    ranking = rank_tools(catalog, config.as_of)
    if what_if:
        before = {score.slug: score.place for score in ranking.scores}
        catalog = _with_weights(catalog, what_if)
        ranking = rank_tools(catalog, config.as_of)
        if not explain:
            click.echo(moves_text(catalog, ranking, before, style))
            return
    click.echo(
        breakdown_text(catalog, ranking, explain, style)
        if explain
        else ranking_text(catalog, ranking, style)
    )


def _with_weights(catalog: Catalog, text: str) -> Catalog:
    """Return the catalog with weights such as `adoption=40,freshness=0`, also for every type.

    Raise UsageError for an unknown component or an invalid weight.
    """
    settings = catalog.settings.ranking
    known = [component.id for component in settings.components]
    weights: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = (word.strip() for word in part.partition("="))
        if name not in known:
            hint = did_you_mean(name, known) or f"known: {', '.join(known) or 'none'}"
            raise UsageError(f'--what-if: unknown component "{printable(name)}"; {hint}')
        try:
            weights[name] = float(value)
        except ValueError:
            weights[name] = -1.0
        if not 0 <= weights[name] <= MOST:
            raise UsageError(f'--what-if: the weight of "{name}" must be from 0 to {MOST:g}')
    ranking = replace(
        settings,
        components=tuple(
            replace(one, weight=weights.get(one.id, one.weight)) for one in settings.components
        ),
        by_type=tuple(
            (kind, tuple((name, weights.get(name, weight)) for name, weight in own))
            for kind, own in settings.by_type
        ),
    )
    return replace(catalog, settings=replace(catalog.settings, ranking=ranking))
