"""The search page of a site whose index has many files, in a browser, where files are missing."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from ssg.search.index import search_files
from ssg.site import Site
from support.browsing import serving, visit
from support.node_search import write
from support.site_fixtures import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from search_browser import page_files
from search_corpus import Query, make_queries, make_site

pytestmark = pytest.mark.large

INDEX_FILE = re.compile(r"/search/\w.*(?<!\.json)$")
CURRENT = re.compile(r"/search/current\S*\.json$")
TOOLS, LATER_TOOLS = 50, 51


def write_index(folder: Path, tools: int) -> Site:
    """Write an index of several files over a site with so many tools; return the site."""
    site = make_site(tools, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ssg.search.index.SMALL", 0)
        write(search_files(site), folder)
    return site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the search page and the index of a site."""
    return write(page_files(write_index(tmp_path, TOOLS)), tmp_path)


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Serve the search page; return its address."""
    with serving(folder) as origin:
        yield f"{origin}/search/"


def questions(form: str, tools: int = TOOLS) -> list[Query]:
    """Return two questions of a form of the benchmark, about different tools of the site."""
    return [query for query in make_queries(make_site(tools, 3), 2, 3) if query.form == form]


def result(page: Page) -> tuple[list[str], str]:
    """Wait for results; return the names of the tools, and the message above them."""
    expect(page.locator(".results[aria-busy=false] h2").first).to_be_visible()
    return page.locator(".results h2").all_inner_texts(), page.inner_text(".count")


def requested(page: Page, pattern: re.Pattern[str]) -> list[str]:
    """Return a list to which the addresses that the page asks for are added."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        if pattern.search(request.url):
            addresses.append(request.url)

    page.on("request", note)
    return addresses


def test_without_any_one_file_results_are_drawn_and_what_is_lost_is_said(
    browser: Browser, address: str
) -> None:
    asked = f"{address}?q={quote(questions('typo1')[0].text)}"
    with visit(browser, "about:blank") as page:
        files = requested(page, INDEX_FILE)
        page.goto(asked)
        whole = result(page)
        assert len(files) > 20
        again = requested(page, CURRENT)
        for file in files[::3]:

            def refuse(route: Route, gone: str = file) -> None:
                if route.request.url == gone:
                    route.fulfill(status=404)
                else:
                    route.continue_()

            again.clear()
            page.route(INDEX_FILE, refuse)
            page.goto(asked)
            found, message = result(page)
            assert (found, message) == whole or "failed to load" in message or "/f/" in file, file
            assert len(again) <= 2, file
            page.unroute(INDEX_FILE)


def test_after_a_deployment_the_open_page_uses_the_new_index(
    browser: Browser, folder: Path, address: str
) -> None:
    old, new = questions("clean", LATER_TOOLS)
    with visit(browser, f"{address}?q={quote(old.text)}") as page:
        (first, *_), _ = result(page)
        for file in (folder / "search").iterdir():
            if file.name != "index.html":
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        site = write_index(folder, LATER_TOOLS)
        again = requested(page, CURRENT)
        names = {tool.slug: tool.name for tool in site.catalog.tools}
        assert names[new.slug] != first
        for query in (new, old):
            page.fill("#search input", query.text)
            first_result = page.locator(".results[aria-busy=false] h2").first
            expect(first_result).to_have_text(names[query.slug])
        assert len(again) == 1
