"""A browser, a web server for built sites, and accessibility checks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Literal

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from support.node_tools import axe, missing
from support.servers import running

__all__ = [
    "FLAGS",
    "SCHEMES",
    "Handler",
    "Scheme",
    "barriers",
    "browser",
    "origin",
    "serving",
    "tab_to",
    "visit",
]

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",  # a container's small /dev/shm crashes pages
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TABS = 200
"""Presses of Tab after which a test gives up; more than any page has controls."""

expect.set_options(timeout=30_000)


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: 404.html answers unknown addresses. Logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Log nothing."""

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        """Send a file; pages may abort requests."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with the site's own 404.html, where it has one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder; yield its origin, such as http://127.0.0.1:8000."""
    files = partial(handler, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), files)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def origin(own_site: Path) -> Iterator[str]:
    """Serve the project's own site; return its origin."""
    with serving(own_site) as address:
        yield address


def find_chromium(playwright: Playwright) -> str:
    """Return the path of Chromium or Chrome, of the system or downloaded by playwright, or ""."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), "")
    downloaded = playwright.chromium.executable_path
    return found or (downloaded if Path(downloaded).exists() else "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once per run; its tests share a worker (see tests/conftest.py)."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright) or missing("Chromium")
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    scripts: bool = True,
    scheme: Scheme = "light",
) -> Iterator[Page]:
    """Open a page in a browser context of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(address)
    try:
        yield page
    finally:
        context.close()


def tab_to(page: Page, condition: str) -> None:
    """Press Tab until a JavaScript condition holds."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    pytest.fail(f"{TABS} presses of Tab do not reach: {condition}")


def barriers(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return axe's violations of a page: rule, meaning, first elements.

    All rules run in the page's colour scheme; in the other one only contrast does, as no other rule
    depends on colours.
    """
    page.evaluate(axe())
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.emulate_media(color_scheme="light" if dark else "dark")
    found += page.evaluate(
        "axe.run(document, {runOnly: ['color-contrast'], resultTypes: ['violations']})"
    )["violations"]
    page.emulate_media(color_scheme="dark" if dark else "light")
    return [
        (rule["id"], rule["help"], [node["html"][:200] for node in rule["nodes"][:3]])
        for rule in found
    ]
