"""`ssg serve`: the site in a browser, which follows the files while they are written."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ssg.cli.options import BASE_URL, COMMON, DATE, SITE, checked_url, config_of
from ssg.errors import UsageError

__all__ = ["serve"]

OPEN_HOST = (
    "Whoever can reach this machine can read this preview: --host 127.0.0.1 keeps it to yourself."
)


@click.command()
@SITE
@COMMON
@click.option(
    "--watch/--no-watch",
    default=True,
    help="Follow changes of content and layouts.  [default: watch]",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="The address to listen on.",
)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port; where it is taken, one of the next ten. 0 is any.",
)
@click.option("--strict-port", is_flag=True, help="Fail where the port is taken.")
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look at the files again and again: for mounts that tell of no changes.",
)
@BASE_URL
@DATE
def serve(
    *,
    site: Path,
    quiet: bool,
    verbose: int,
    watch: bool,
    host: str,
    port: int,
    strict_port: bool,
    show: bool,
    poll: bool,
    base_url: str,
    day: datetime | None,
) -> None:
    """Show the site in a browser; pages load again by themselves when a file has changed. Ctrl-C ends it."""
    from ssg.preview.reload import Live
    from ssg.preview.server import open_server
    from ssg.preview.state import Preview
    from ssg.preview.updater import following
    from ssg.rendering.templates import layout_folders

    config = replace(config_of(site, None, day), base_url=checked_url(base_url))
    _check_root(config.root)
    live = Live()
    preview = Preview(config, live, _say, verbose=bool(verbose) and not quiet)
    watched = (
        {config.root / "content", config.root / "layouts", *layout_folders(config.root)}
        if watch
        else ()
    )
    with (
        suppress(KeyboardInterrupt),
        open_server(host, port, preview.answer, live, _say, strict_port=strict_port) as server,
    ):
        if server.open_to_others:
            _say(OPEN_HOST)
        if not quiet:
            _say(f"Serving {server.url}{preview.start_path}  (Ctrl-C ends)")
        if show:
            _open(f"{server.url}{preview.start_path}")
        with following(preview, live, _say, folders=sorted(watched), poll=poll):
            server.serve_forever(poll_interval=0.1)
    if not quiet:
        _say("Stopped")


def _say(words: str) -> None:
    with suppress(OSError):  # the terminal has gone; the browser has not
        click.echo(words, err=True)


def _check_root(root: Path) -> None:
    from ssg.config import SITE_FILE
    from ssg.content.site_file import load_settings

    if not (root / SITE_FILE).exists():
        raise UsageError("the configuration cannot be used", tuple(load_settings(root)[1]))


def _open(address: str) -> None:
    """Open a browser without waiting for it."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
