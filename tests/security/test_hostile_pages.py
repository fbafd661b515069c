"""Pages of hostile content in a browser: no script runs, even with escaping switched off."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser, Page, Request

from ssg.rendering import templates
from ssg.rendering.translation import LayoutEnvironment
from support.browsing import serving
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import write_files

pytestmark = pytest.mark.large

SCRIPT = "<script>pwn()</script><img src=x onerror=pwn()><svg onload=pwn()>"
ATTRIBUTE = "\"'><img src=//pwn.invalid/x onerror=pwn()><iframe srcdoc='<script>pwn()</script>'>"
CLOSING = "</title></script><!--<script>pwn()<base href=//pwn.invalid/>"
MARKDOWN = (
    "[a](javascript:pwn()) ![b](//pwn.invalid/b.png) <https://pwn.invalid/> "
    "[c](data:text/html,<script>pwn()</script>) <script>pwn()</script>\n\n"
    '```"onfocus=pwn()\nx\n```\n'
)
EVIL = {
    "name": SCRIPT,
    "type": "framework",
    "summary": ATTRIBUTE,
    "description": MARKDOWN,
    "tags": [SCRIPT, CLOSING],
    "also_known_as": [CLOSING],
    "attributes": {"pricing": ATTRIBUTE, "languages": [SCRIPT]},
    "pricing": {"model": "paid", "starting_price": SCRIPT, "note": CLOSING},
    "categories": ["training"],
    "capabilities": [
        {"title": CLOSING, "description": MARKDOWN, "unique": SCRIPT, "vs_alternatives": ATTRIBUTE},
        {"title": SCRIPT, "limitations": [ATTRIBUTE], "best_for": [SCRIPT], "intents": [CLOSING]},
    ],
}
ACTIVE = (
    "script:not([src]):not([type='application/ld+json']):not([type=speculationrules]), "
    "iframe, object, embed, base, [onerror]"
)


@pytest.fixture
def evil_site(tmp_path: Path) -> Path:
    """Write a site with a tool that attacks its readers in every field."""
    tool = json.dumps(EVIL, ensure_ascii=False)
    return write_files(tmp_path, {**SMALL_SITE, "content/tools/evil.yaml": tool})


@pytest.fixture
def calls(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page, and the list of scripts that ran and of requests to other hosts."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            seen.append(request.url)

    page = browser.new_page()
    page.expose_function("pwn", lambda: seen.append("a script"))
    page.on("request", note)
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    yield page, seen
    page.close()


def visit_all(page: Page, tree: Path) -> int:
    """Open each page of a tree, and search for what the hostile tool says."""
    files = [
        file
        for file in sorted(tree.rglob("*.html"))
        if 'http-equiv="refresh"' not in file.read_text("utf-8")
    ]
    with serving(tree) as origin:
        for file in files:
            page.goto(f"{origin}/{file.relative_to(tree).as_posix()}")
            page.wait_for_timeout(50)
        for query in ("pwn", "<img src=x onerror=pwn()>", "script"):
            page.goto(f"{origin}/search/?q={query}")
            page.wait_for_timeout(300)
    return len(files)


def test_no_script_of_hostile_content_runs(evil_site: Path, calls: tuple[Page, list[str]]) -> None:
    page, seen = calls
    tree = build_site(evil_site)
    assert visit_all(page, tree) > 10
    assert seen == []
    for file in sorted(tree.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:  # a redirect, which would leave the page
            assert "<script" not in text
            continue
        page.goto(file.as_uri())
        assert page.locator(ACTIVE).count() == 0, file


def test_without_escaping_the_policy_still_stops_every_script(
    evil_site: Path, calls: tuple[Page, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content security policy is a second defence; this shows that it works by itself."""

    def unescaped(**options: object) -> Environment:
        return LayoutEnvironment(**{**options, "autoescape": False})  # type: ignore[arg-type]

    monkeypatch.setattr(templates, "LayoutEnvironment", unescaped)
    page, seen = calls
    tree = build_site(evil_site)
    assert SCRIPT in (tree / "tools/evil/index.html").read_text(encoding="utf-8")
    assert visit_all(page, tree) > 10
    assert [entry for entry in seen if entry == "a script"] == []
