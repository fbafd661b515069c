"""Search results that carry the search, moves by recorded searches, and hostile queries."""

import json
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from support.browsing import barriers, serving, visit
from support.site_fixtures import SITE_YAML, SMALL_SITE, build_site
from support.strategies import write_files

pytestmark = pytest.mark.large

FOOTNOTES = "label-content-name-mismatch"
"""A rule that numbers of footnotes break; it has nothing to do with evidence."""
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "</script><svg onload=alert(3)>",
    "{{ 7*7 }} ${alert(4)} javascript:alert(5)",
    "trains <svg onload=alert(6)>",
)
PAGES = ["/tools/alpha/", "/compare/alpha-vs-beta/", "/capabilities/training/", "/methodology/"]
EVIDENCE = [
    ("trains small networks", "alpha", 50, 2),
    ("trains small networks", "beta", 50, 40),
    *((query, tool, 9, 5) for query in HOSTILE for tool in ("alpha", "beta")),
]
"""Query, tool, times shown and opened."""


def as_row(query: str, tool: str, shown: int, opened: int) -> str:
    """Return a line of an evidence file."""
    about = {"from": "2026-11-01", "to": "2026-11-20", "source": "web"}
    row = {"query": query, "tool": tool, "shown": shown, "opened": opened, **about}
    return json.dumps(row) + "\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the small site with evidence and a beacon; yield its origin."""
    files = {
        **SMALL_SITE,
        "content/site.yaml": f"{SITE_YAML}evidence: {{beacon: /searched.txt}}\n",
        "content/static/searched.txt": "",
        "content/evidence/web.jsonl": "".join(as_row(*row) for row in EVIDENCE),
    }
    folder = write_files(tmp_path_factory.mktemp("evidence"), files)
    with serving(build_site(folder)) as address:
        yield address


def dismiss(events: list[str], dialog: Dialog) -> None:
    """Note a dialog, which no page should open, and close it."""
    events.append(dialog.message)
    dialog.dismiss()


def note(urls: list[str], request: Request) -> None:
    """Note the address of a request."""
    urls.append(request.url)


def results(page: Page) -> list[str]:
    """Return the names of the results that answer a query, in their order."""
    expect(page.locator(".results .matches").first).to_be_attached()
    return page.locator(".results h2").all_inner_texts()


def test_results_carry_the_search_and_tool_pages_hide_it(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/search/?q=trains+networks") as page:
        names = results(page)
        link = page.locator(".results h2 a").first
        expect(link).to_have_attribute("href", re.compile("from=search"))
        fields = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        shown = fields["shown"][0].split(".")
        assert [name.lower() for name in names] == shown
        assert (fields["from"], fields["q"]) == (["search"], ["trains networks"])
        capability = page.locator(".matches a").first.get_attribute("href") or ""
        assert f"&c={capability.partition('#c-')[2]}#" in capability
        with page.expect_request(lambda request: "from=search" in request.url) as asked:
            link.click()
        assert "shown=" in asked.value.url
        expect(page).to_have_url(f"{site}/tools/{shown[0]}/")
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == f"https://example.org/tools/{shown[0]}/"


def test_recorded_searches_move_results_and_say_so(browser: Browser, site: str) -> None:
    """Only Alpha has the word "small", so that Beta comes first by what was recorded alone."""
    with visit(browser, f"{site}/search/?q=trains+small+networks") as page:
        expect(page.get_by_text("recorded searches: opened 40 of 50 times")).to_be_visible()
        names = results(page)
        assert names.index("Beta") < names.index("Alpha")
    with visit(browser, f"{site}/search/?q=small+networks") as page:
        assert results(page)[0] == "Alpha"
    with visit(browser, f"{site}/search/?q=trains+networks") as page:
        results(page)
        expect(page.get_by_text("recorded searches")).to_have_count(0)


def test_the_beacon_is_requested_once_after_a_search(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/search/") as page:
        with page.expect_request(lambda request: "/searched.txt?" in request.url) as asked:
            page.locator("#search input").press_sequentially("trains")
        assert "q=trains&" in asked.value.url
        assert "cookie" not in asked.value.all_headers()


def test_nothing_is_recorded_of_readers_who_refuse_it(browser: Browser, site: str) -> None:
    for signal in ("globalPrivacyControl", "doNotTrack"):
        context = browser.new_context()
        value = "true" if signal == "globalPrivacyControl" else "'1'"
        context.add_init_script(
            f"Object.defineProperty(Navigator.prototype, '{signal}', {{get: () => {value}}})"
        )
        page = context.new_page()
        asked = list[str]()
        page.on("request", partial(note, asked))
        page.goto(f"{site}/search/?q=trains")
        results(page)
        page.wait_for_timeout(3_500)
        assert page.locator(".results a[href*='from=search']").count() == 0
        assert not [url for url in asked if "searched.txt" in url]
        context.close()


@pytest.mark.parametrize("address", PAGES)
def test_hostile_queries_are_plain_text(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context()
    page, events = context.new_page(), list[str]()
    page.on("dialog", partial(dismiss, events))
    page.on("console", lambda message: events.extend([message.text] * (message.type == "error")))
    page.goto(site + address)
    text = page.locator("main").inner_text()
    if address != "/methodology/":
        for query in HOSTILE[-1:] if "capabilities" in address else HOSTILE:
            assert query in text
    assert page.locator("main img, main script").count() == 0
    assert events == []
    assert [found for found in barriers(page) if found[0] != FOOTNOTES] == []
    context.close()


def test_a_hostile_query_in_the_address_runs_nothing(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page, events = context.new_page(), list[str]()
    page.on("dialog", partial(dismiss, events))
    page.goto(f"{site}/search/?q=trains+%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    results(page)
    query = "%3Cimg+src%3Dx+onerror%3Dalert(1)%3E"
    page.goto(f"{site}/tools/alpha/?from=search&q={query}&shown=%3Cb%3E")
    expect(page).to_have_url(f"{site}/tools/alpha/")
    assert events == []
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_the_screen(browser: Browser, site: str, width: int) -> None:
    for address in PAGES:
        with visit(browser, site + address, width=width) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
