"""sitemap.xml, or an index of several for a large site, and robots.txt."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from itertools import islice

from ssg.site import Output, Page
from ssg.urls import Addresses

__all__ = ["sitemap"]

MAX_URLS = 50_000
"""Maximum number of addresses in one file (sitemaps.org)."""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def sitemap(pages: Iterable[Page], addresses: Addresses) -> list[Output]:
    """Return sitemap files with all indexed pages, and robots.txt with the sitemap's address."""
    entries = (_page_entry(page, addresses) for page in pages if page.indexed)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute('/sitemap.xml')}\n"
    return [*_files(entries, addresses), Output(path="robots.txt", body=robots.encode())]


def _page_entry(page: Page, addresses: Addresses) -> str:
    """Return the entry of a page, with the same page in every language of the site."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}"/>'
        for language, url in addresses.of_tree(page.tree).alternates(page.address)
    )
    return _entry("url", addresses.absolute(page.address), page.changed, others)


def _entry(element: str, address: str, changed: date | None = None, more: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(address)}</loc>{when}{more}</{element}>"


def _files(entries: Iterator[str], addresses: Addresses) -> list[Output]:
    """Return the files; only the entries of one or two are held at a time."""
    languages = len(addresses.trees)
    element = f"urlset {XHTML}" if languages else "urlset"
    most = MAX_URLS // max(1, languages)  # each entry has an address in every language
    part = list(islice(entries, most))
    following = list(islice(entries, most))
    if not following:
        return [_file("sitemap.xml", element, part)]
    files: list[Output] = []
    while part:
        files.append(_file(f"sitemap-{len(files) + 1}.xml", element, part))
        part, following = following, list(islice(entries, most))
    index = [_entry("sitemap", addresses.absolute(f"/{file.path}")) for file in files]
    return [_file("sitemap.xml", "sitemapindex", index), *files]


def _file(path: str, element: str, entries: list[str]) -> Output:
    name = element.partition(" ")[0]
    lines = [DECLARATION, f"<{element} {NAMESPACE}>", *entries, f"</{name}>", ""]
    return Output(path=path, body="\n".join(lines).encode("utf-8"))
