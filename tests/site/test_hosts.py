"""A crawl of a site as hosts serve it, below a path or not, at folders or files; and from disk."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from conftest import WriteSite
from support.browsing import serving, visit
from support.html_pages import parse
from support.site_fixtures import SITE_YAML, SMALL_SITE, build_site

LINKED = """\
---
title: About us
---
We compare [Alpha](/tools/alpha/#c-training) and [others](/), see ![a logo](/logo.svg) and
[a demo][1].

[1]: /demo/
"""
FILES = {
    **SMALL_SITE,
    "content/pages/about.md": LINKED,
    "content/static/logo.svg": "",
    "content/static/demo/index.html": "<!doctype html><title>D</title>",
}
"""A site whose texts link to pages and to files that are copied."""
ATTRIBUTES = (
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("form", "action"),
)


def served_file(tree: Path, path: str) -> Path | None:
    """Return the file that a host answers an address with: `index.html` for a folder."""
    file = tree / unquote(path).lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    return file if file.is_file() else None


def links(html: bytes, url: str) -> Iterator[str]:
    """Yield the absolute URLs to which a page links or sends readers."""
    page = parse(html)
    for tag, attribute in ATTRIBUTES:
        for element in page.all(tag):
            value = element.attributes.get(attribute)
            if value and element.attributes.get("rel") != "canonical":
                yield urljoin(url, value)
    for element in page.all("meta", http_equiv="refresh"):
        yield urljoin(url, element.attributes["content"].partition("url=")[2])


def crawl(tree: Path, base: str, start: str = "") -> tuple[set[str], list[str]]:
    """Return the files reached from the home page, and each link of the site without a file."""
    site, root = urlsplit(base), [base + start]
    seen, dead, files = set(root), list[str](), set[str]()
    while root:
        url = root.pop()
        path = urlsplit(url).path.removeprefix(site.path)
        file = served_file(tree, path or "/")
        if file is None:
            dead.append(url)
            continue
        files.add(file.relative_to(tree).as_posix())
        if file.suffix != ".html":
            continue
        for link in links(file.read_bytes(), url):
            parts = urlsplit(link)
            plain = parts._replace(query="", fragment="").geturl()
            if parts.netloc == site.netloc and plain not in seen:
                assert parts.path.startswith(site.path), f"{url} leaves the site: {link}"
                seen.add(plain)
                root.append(plain)
    return files, dead


@pytest.mark.parametrize("urls", ["directory", "file", "relative"])
@pytest.mark.parametrize(
    "base", ["https://compare.example/", "https://compare.example/some/project/"]
)
def test_every_link_of_every_page_is_answered(site: WriteSite, base: str, urls: str) -> None:
    settings = SITE_YAML + f"urls: {urls}\n"
    tree = build_site(site({**FILES, "content/site.yaml": settings}), base_url=base)
    files, dead = crawl(tree, base)
    assert dead == []
    pages = {path.relative_to(tree).as_posix() for path in tree.rglob("*.html")}
    redirects = {page for page in pages if 'http-equiv="refresh"' in (tree / page).read_text()}
    unlinked = pages - redirects - files
    assert unlinked <= {"404.html"}, "every page is reached from the home page"


def relative_site(site: WriteSite) -> Path:
    """Build a site with relative links below a path, with a font and a logo of its own."""
    theme = "theme: {fonts: {text: Own, files: {Own: /fonts/own.woff2}}, logo: /logo.svg}\n"
    font = {"content/static/fonts/own.woff2": ""}
    settings = f"{SITE_YAML}urls: relative\n{theme}"
    root = site({**FILES, **font, "content/site.yaml": settings})
    return build_site(root, base_url="https://compare.example/some/project/")


def test_every_link_works_from_disk(site: WriteSite) -> None:
    tree = relative_site(site)
    files, dead = crawl(tree, f"{tree.as_uri()}/", "index.html")
    assert dead == []
    pages = {path.relative_to(tree).as_posix() for path in tree.rglob("*.html")}
    assert {page for page in pages - files if "refresh" not in (tree / page).read_text()} == {
        "404.html"
    }
    for page in pages - {"404.html"}:
        html = (tree / page).read_text("utf-8")
        assert not re.search(
            r"""(?:href|src|action|data-[a-z]+)=["'](?:/|(?!http)[^"']*/["'])""", html
        )
        assert "&#34;/" not in html
    (css,) = tree.glob("assets/theme.*.css")
    assert 'url("../fonts/own.woff2")' in css.read_text("utf-8")


@pytest.mark.large
def test_a_site_with_relative_links_is_read_from_disk_and_searched_on_a_server(
    browser: Browser, site: WriteSite
) -> None:
    tree = relative_site(site)
    with visit(browser, f"{tree.as_uri()}/index.html") as page:
        page.get_by_role("link", name="Tools", exact=True).click()
        assert page.evaluate("getComputedStyle(document.querySelector('.wrap')).maxWidth") != "none"
        expect(page.locator(".browse")).to_be_hidden()  # it needs data
        page.get_by_role("link", name="Alpha", exact=True).click()
        page.fill(".find input", "alpha")
        page.keyboard.press("Enter")
        expect(page.locator("main .notice")).to_contain_text("opened this page from disk")
        page.click(".notice a")
        assert page.url == f"{tree.as_uri()}/tools.html"
    with serving(tree) as origin, visit(browser, f"{origin}/tools/alpha.html") as page:
        page.fill(".find input", "gamma")
        expect(page.locator("[role=option]").first).to_contain_text("Gamma")
        page.goto(f"{origin}/compare.html?tools=gamma,alpha")
        expect(page.locator("h1")).to_have_text("Gamma vs Alpha")
        page.goto(f"{origin}/tools.html")
        page.click(".browse summary")
        expect(page.locator(".browse input").first).to_be_visible()
