"""`ssg refresh`: update signals, dates and facts from where they are published."""

import os
import re
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ssg.authoring.refresh.client import ClientOptions
from ssg.authoring.refresh.refresh_site import RefreshReport, refresh_site
from ssg.cli.messages import fail_on_errors, fail_on_warnings, message_settings, print_problems
from ssg.cli.options import COMMON, FORMAT, SITE, STRICT
from ssg.cli.progress_bar import ProgressDisplay
from ssg.config import resolved
from ssg.errors import UsageError
from ssg.text import count

__all__ = ["refresh"]

TOKENS = {"GITHUB_TOKEN": "https://api.github.com", "GITLAB_TOKEN": "https://gitlab.com"}
"""Environment variable -> the only origin that its token is sent to."""
ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


@click.command()
@click.argument("tools", metavar="[TOOL]...", nargs=-1)
@SITE
@COMMON
@FORMAT
@STRICT
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the measurements.  [default: today]",
)
@click.option("--dry-run", is_flag=True, help="Change no content; print the changes as a diff.")
@click.option(
    "--max-age",
    type=click.IntRange(0, 36_500),
    default=0,
    metavar="DAYS",
    show_default=True,
    help="Do not ask again for what was measured or fetched at most so many days ago.",
)
@click.option(
    "--max-wait",
    type=click.FloatRange(0, 86_400),
    default=60.0,
    metavar="SECONDS",
    show_default=True,
    help="Longest wait for the end of a rate limit; if it ends later, the host is left out.",
)
@click.option(
    "--mirror",
    "mirrors",
    multiple=True,
    metavar="ORIGIN=URL",
    help="Ask another server instead of an origin such as https://pypi.org; it may be in a private "
    "network. May be repeated.",
)
def refresh(
    tools: tuple[str, ...],
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    style: str,
    strict: bool,
    day: datetime | None,
    dry_run: bool,
    max_age: int,
    max_wait: float,
    mirrors: tuple[str, ...],
) -> None:
    """Update signals, dates and facts of all tools, or of each TOOL, from their sources.

    The sources are declared with "from" in site.yaml. Values of tools that moved, vanished or do
    not answer stay as they are. Tokens are read from GITHUB_TOKEN and GITLAB_TOKEN.
    """
    root = resolved(site)
    message_settings().root = root
    options = ClientOptions(
        day=day.date() if day else _today(),
        clock=time.time,
        sleep=time.sleep,
        max_age=max_age,
        max_wait=max_wait,
        tokens={
            origin: os.environ[name] for name, origin in TOKENS.items() if os.environ.get(name)
        },
        mirrors=_mirrors(mirrors),
    )
    with ProgressDisplay(quiet=quiet, verbose=verbose) as display:
        report = refresh_site(root, tools, options, dry_run=dry_run, progress=display.update)
    if dry_run:
        click.echo(report.diff, nl=False)
    print_problems(report.problems, style, quiet=quiet)
    _print_hosts(report)
    if not quiet:
        _print_summary(report, dry_run=dry_run)
    fail_on_errors(report.problems)
    fail_on_warnings(report.problems, strict=strict)


def _today() -> date:
    return datetime.now(UTC).date()


def _mirrors(pairs: tuple[str, ...]) -> Mapping[str, str]:
    mirrors = {}
    for pair in pairs:
        origin, _, target = pair.partition("=")
        origin, target = origin.rstrip("/").lower(), target.rstrip("/")
        if not ORIGIN.fullmatch(origin) or not ORIGIN.match(target):
            raise UsageError(
                f'--mirror "{pair}": write ORIGIN=URL, as in https://pypi.org=https://pypi.example'
            )
        mirrors[origin] = target
    return mirrors


def _print_hosts(report: RefreshReport) -> None:
    """Print the rate limits that were reached, and the hosts that were given up."""
    for host in report.hosts:
        if host.skipped:
            reset = datetime.fromtimestamp(host.limited_until, UTC).strftime("%Y-%m-%d %H:%M UTC")
            click.echo(
                f"{host.origin}: rate limit reached until {reset}; "
                f"{count(host.skipped, 'request')} not sent. Run the command again after that.",
                err=True,
            )
        if host.down:
            click.echo(f"{host.origin}: no more requests were sent: {host.down}", err=True)


def _print_summary(report: RefreshReport, *, dry_run: bool) -> None:
    done = "Would change" if dry_run else "Changed"
    unfinished = f", unfinished {len(report.unfinished):,}" if report.unfinished else ""
    click.echo(
        f"Refreshed {count(report.tools, 'tool')}. "
        f"{done} {count(len(report.changed), 'file')}{unfinished}.",
        err=True,
    )
