"""`ssg pairs`: the pairs that get a page, and why."""

from pathlib import Path

import click

from ssg.cli.options import COMMON, SITE, TABLE_FORMAT, config_of, print_problems

__all__ = ["pairs"]


@click.command()
@SITE
@COMMON
@click.option(
    "--explain", nargs=2, metavar="A B", help="Say why two tools have a page together, or not."
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
    """List the pairs that get a page: how alike, how much of the page no sibling has, and why."""
    from ssg.build.executor import local_executor
    from ssg.build.pipeline import plan, read, uniqueness
    from ssg.cli.tables import explanation_text, pairs_text
    from ssg.ranking.pairing import explain as explain_pair

    config = config_of(site, None, None)
    if explain:
        click.echo(explanation_text(explain_pair(read(config)[0], *explain), style))
        return
    planned = plan(config)
    click.echo(
        pairs_text(
            planned.site.pairs,
            uniqueness(planned.job, planned.pages, local_executor(config.jobs)),
            style,
        )
    )
    print_problems(planned.problems, "text", quiet=quiet)
