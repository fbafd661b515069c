"""`ssg serve`: serve the site locally and reload pages when files change."""

import gc
import threading
import webbrowser
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from ssg.cli.environment import make_config
from ssg.cli.options import BASE_URL, COMMON, DATE, SITE
from ssg.content.site_file import load_settings
from ssg.errors import UsageError
from ssg.preview.reload import Live
from ssg.preview.server import PreviewServer, open_server
from ssg.preview.state import Preview
from ssg.preview.updater import following
from ssg.rendering.templates import layout_folders
from ssg.settings import SITE_FILE

__all__ = ["serve"]

PUBLIC_HOST_WARNING = (
    "Anyone who can reach this machine can read this preview; "
    "--host 127.0.0.1 restricts it to this machine."
)


@click.command()
@SITE
@COMMON
@click.option(
    "--watch/--no-watch",
    default=True,
    help="Reload when content or layouts change.  [default: watch]",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="Address to listen on.",
)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port; if in use, one of the next ten. 0 selects any free port.",
)
@click.option("--strict-port", is_flag=True, help="Fail if the port is in use.")
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--poll",
    is_flag=True,
    help="Poll files for changes; for file systems without change notifications.",
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
    """Serve the site for a browser. Pages reload when a file changes. Ctrl-C ends it."""
    config = make_config(site, None, day, base_url)
    _check_root(config.root)
    live = Live()
    preview = Preview(config, live, _print, verbose=bool(verbose) and not quiet)
    watched = _watched_folders(config.root) if watch else []
    with (
        suppress(KeyboardInterrupt),
        _open_server(preview, live, host, port, strict_port=strict_port) as server,
    ):
        url = f"{server.url}{preview.start_path}"
        if not quiet:
            _print(f"Serving {url}  (Ctrl-C to stop)")
        if show:
            _open_browser(url)
        with following(preview, live, _print, folders=watched, poll=poll, updated=gc.freeze):
            server.serve_forever(poll_interval=0.1)
    if not quiet:
        _print("Stopped")


def _open_server(
    preview: Preview, live: Live, host: str, port: int, *, strict_port: bool
) -> PreviewServer:
    server = open_server(host, port, preview.answer, live, _print, strict_port=strict_port)
    if server.open_to_others:
        _print(PUBLIC_HOST_WARNING)
    return server


def _watched_folders(root: Path) -> list[Path]:
    return sorted({root / "content", root / "layouts", *layout_folders(root)})


def _print(message: str) -> None:
    with suppress(OSError):  # the terminal may be closed while the browser is still open
        click.echo(message, err=True)


def _check_root(root: Path) -> None:
    if not (root / SITE_FILE).exists():
        raise UsageError("invalid configuration", tuple(load_settings(root)[1]))


def _open_browser(url: str) -> None:
    """Open a browser without waiting for it."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
