"""`ssg diff`: what a change of the content does to the site."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ssg.cli.options import BASE_URL, COMMON, DATE, SITE, checked_url, config_of

__all__ = ["diff"]


@click.command()
@click.argument("base")
@click.argument("head", default="")
@SITE
@COMMON
@BASE_URL
@DATE
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the difference is written; markdown is for a comment.",
)
def diff(
    *,
    base: str,
    head: str,
    site: Path,
    quiet: bool,  # noqa: ARG001
    verbose: int,  # noqa: ARG001
    base_url: str,
    day: datetime | None,
    style: str,
) -> None:
    """Say what the change from BASE to HEAD does to tools, scores, comparisons and addresses.

    Each is a git revision, or a folder that holds "content/"; without HEAD it is the site as it stands. Nothing is checked
    out and nothing is written.
    """
    import gc

    gc.disable()  # two versions of a site are made and kept until the end: there is nothing to collect
    try:
        from ssg.review.diff_report import DIFFERENCE_FORMATS
        from ssg.review.load_versions import two_versions
        from ssg.review.site_diff import differ

        config = replace(config_of(site, None, day), base_url=checked_url(base_url))
        before, after = two_versions(config, base, head)
        click.echo(DIFFERENCE_FORMATS[style](differ(before, after)))
    finally:
        gc.freeze()  # nor at the end of the program
        gc.enable()
