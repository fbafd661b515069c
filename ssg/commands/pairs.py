"""`ssg pairs`: the pairs that get a page, and why."""

from pathlib import Path

import click

from ssg.commands.options import COMMON, SITE, TABLE_FORMAT, config_of, tell

__all__ = ["pairs"]


@click.command()
@SITE
@COMMON
@click.option(
    "--explain", nargs=2, metavar="A B", help="Say why two tools have a page together, or not."
)
@TABLE_FORMAT
def pairs(
    *, site: Path, quiet: bool, verbose: int, explain: tuple[str, str] | None, style: str
) -> None:  # noqa: ARG001
    """List the pairs that get a page: how alike, how much of the page no sibling has, and why."""
    from ssg.build import plan, read, uniqueness
    from ssg.engine import here
    from ssg.pair import explain as explain_pair
    from ssg.tables import explanation_text, pairs_text

    config = config_of(site, None, None)
    if explain:
        click.echo(explanation_text(explain_pair(read(config)[0], *explain), style))
        return
    planned = plan(config)
    click.echo(
        pairs_text(
            planned.site.pairs, uniqueness(planned.job, planned.pages, here(config.jobs)), style
        )
    )
    tell(planned.problems, "text", quiet=quiet)
