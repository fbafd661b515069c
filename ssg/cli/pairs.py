"""`ssg pairs`: list the pairs with a comparison page."""

from pathlib import Path

import click

from ssg.build.executor import local_executor
from ssg.build.pipeline import plan, read, uniqueness
from ssg.cli.environment import make_config
from ssg.cli.messages import print_problems
from ssg.cli.options import COMMON, SITE, TABLE_FORMAT
from ssg.cli.tables import explanation_text, pairs_text
from ssg.ranking.pairing import explain as explain_pair

__all__ = ["pairs"]


@click.command()
@SITE
@COMMON
@click.option(
    "--explain",
    nargs=2,
    metavar="A B",
    help="Explain why two tools have a comparison page, or why not.",
)
@TABLE_FORMAT
def pairs(
    *,
    site: Path,
    quiet: bool,
    verbose: int,  # noqa: ARG001
    explain: tuple[str, str] | None,
    style: str,
) -> None:
    """List the pairs with a comparison page: similarity, unique share of the text, reasons."""
    config = make_config(site, None, None)
    if explain:
        click.echo(explanation_text(explain_pair(read(config)[0], *explain), style))
        return
    planned = plan(config)
    shares = uniqueness(planned.job, planned.pages, local_executor(config.jobs))
    click.echo(pairs_text(planned.site.pairs, shares, style))
    print_problems(planned.problems, "text", quiet=quiet)
