"""`ssg diff`: report the effects of a content change."""

import gc
from datetime import datetime
from pathlib import Path

import click

from ssg.cli.environment import make_config
from ssg.cli.options import BASE_URL, COMMON_OF_QUERIES, DATE, LAYOUTS, SITE
from ssg.review.diff_report import DIFF_FORMATS
from ssg.review.load_versions import load_versions
from ssg.review.site_diff import diff_sites

__all__ = ["diff"]


@click.command()
@click.argument("base")
@click.argument("head", default="")
@SITE
@COMMON_OF_QUERIES
@BASE_URL
@DATE
@LAYOUTS
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Output format; markdown is for a comment.",
)
def diff(
    *,
    base: str,
    head: str,
    site: Path,
    base_url: str,
    day: datetime | None,
    packaged_layouts: bool,
    style: str,
) -> None:
    """Report how a change affects tools, scores, comparisons and addresses.

    BASE and HEAD are git revisions or folders that contain "content/". HEAD defaults to the
    working tree. Nothing is checked out or written.
    """
    gc.disable()  # both versions are kept until the end: there is nothing to collect
    try:
        config = make_config(site, None, day, base_url, own_layouts=not packaged_layouts)
        before, after = load_versions(config, base, head)
        click.echo(DIFF_FORMATS[style](diff_sites(before, after)))
    finally:
        gc.freeze()  # the same holds at exit
        gc.enable()
