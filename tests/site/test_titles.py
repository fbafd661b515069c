"""Titles and descriptions are unique, also when case is folded; addresses and dates are true."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.browsing import visit
from support.html_pages import Element, parse
from support.site_fixtures import SMALL_SITE, address, build_site
from support.strategies import TOOL, write_files

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def indexed(pages: dict[str, Element]) -> dict[str, Element]:
    """Return the pages that search engines index."""
    return {
        place: page
        for place, page in pages.items()
        if page.all("link", rel="canonical") and not page.all("meta", http_equiv="refresh")
    }


def repeated(pages: dict[str, Element]) -> list[str]:
    """Return the titles and descriptions that several pages have, ignoring case."""
    found = Counter(
        text.casefold()
        for page in indexed(pages).values()
        for text in (
            page.first("title").text,
            page.first("meta", name="description").attributes["content"],
        )
    )
    return [text for text, number in found.items() if number > 1]


def test_no_two_pages_of_our_site_have_the_same(own_pages: dict[str, Element]) -> None:
    assert repeated(own_pages) == []


def test_tools_with_one_name_have_titles_of_their_own(tmp_path: Path) -> None:
    """Their names differ in case only, and they have one summary."""
    files = {
        f"content/tools/{slug}.yaml": TOOL.replace("Flax", name)
        for slug, name in (("flax", "flax"), ("flax-google", "Flax"), ("jax", "JAX"))
    }
    for slug, other in (("flax", "flax-google"), ("flax-google", "flax")):
        files[f"content/tools/{slug}.yaml"] += f"distinct_from: [{other}]\n"
    site = {"content/site.yaml": SMALL_SITE["content/site.yaml"]}
    tree = build_site(write_files(tmp_path, {**files, **site}))
    pages = {address(file, tree): parse(file.read_bytes()) for file in tree.rglob("*.html")}
    assert repeated(pages) == []
    assert pages["/tools/flax/"].first("title").text.startswith("flax: ")
    assert pages["/tools/flax-google/"].first("title").text.startswith("Flax (flax-google): ")
    assert pages["/tools/flax-google/"].first("h1").text == "Flax (flax-google)"


def test_the_sitemap_has_every_indexed_page(own_site: Path, own_pages: dict[str, Element]) -> None:
    entries = ET.parse(own_site / "sitemap.xml").getroot()  # noqa: S314  (our own bytes)
    found = {
        str(entry.findtext(f"{SPACE}loc")): entry.findtext(f"{SPACE}lastmod") for entry in entries
    }
    assert set(found) == {f"https://sidebyside.example{place}" for place in indexed(own_pages)}
    for place, page in own_pages.items():
        changed = re.search(r"Last changed on ([0-9-]+)", page.text)
        if changed and place.startswith("/tools/"):
            assert str(found[f"https://sidebyside.example{place}"]) >= changed[1]


def test_the_key_of_indexnow_is_at_the_root(tmp_path: Path) -> None:
    key = "0123456789abcdef"
    site = SMALL_SITE["content/site.yaml"] + f"publish: {{indexnow_key: {key}}}\n"
    tree = build_site(write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": site}))
    assert (tree / f"{key}.txt").read_text("utf-8") == f"{key}\n"


def test_the_rules_for_prefetching_are_valid(own_pages: dict[str, Element]) -> None:
    (script,) = own_pages["/"].all("script", type="speculationrules")
    rules = json.loads("".join(map(str, script.children)))
    (rule,) = rules["prefetch"]
    assert rule["eagerness"] == "moderate"
    assert rule["where"]["and"][0] == {"href_matches": "/*"}


@pytest.mark.large
def test_the_browser_accepts_the_rules(browser: Browser, origin: str) -> None:
    """A rule that the policy blocks, or that is not valid, is an error in the console."""
    with visit(browser, origin + "/") as page:
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text))
        page.reload()
        page.hover("a[href='/tools/']")
        assert messages == []
        assert page.evaluate("HTMLScriptElement.supports('speculationrules')")
        rules = "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])"
        assert page.evaluate(f"{rules}.some(rule => rule.cssText.includes('view-transition'))")
