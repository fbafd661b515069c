"""sitemap.xml, or an index of several for a large site, and robots.txt."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from html import escape
from itertools import pairwise

from ssg.site import LateOutput, Output, Page
from ssg.urls import Addresses

__all__ = ["sitemap"]

MAX_URLS = 50_000
"""Maximum number of addresses in one file (sitemaps.org)."""
BLOCK = 4_096
"""Pages that are read at once."""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def sitemap(pages: Sequence[Page], addresses: Addresses) -> list[Output | LateOutput]:
    """Return sitemap files with all indexed pages, and robots.txt with the sitemap's address."""
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute('/sitemap.xml')}\n"
    return [*_files(pages, addresses), Output(path="robots.txt", body=robots.encode())]


def _page_entry(page: Page, addresses: Addresses) -> str:
    """Return the entry of a page, with the same page in every language of the site."""
    others = ""
    if addresses.trees:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}"/>'
            for language, url in addresses.of_tree(page.tree).alternates(page.address)
        )
    return _entry("url", addresses.absolute(page.address), page.changed, others)


def _entry(element: str, address: str, changed: date | None = None, more: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(address)}</loc>{when}{more}</{element}>"


def _files(pages: Sequence[Page], addresses: Addresses) -> list[Output | LateOutput]:
    """Return the files; the entries of each are made when it is written."""
    languages = len(addresses.trees)
    element = f"urlset {XHTML}" if languages else "urlset"
    most = MAX_URLS // max(1, languages)  # each entry has an address in every language
    places = (place for place, page in enumerate(pages) if page.indexed)
    starts = [place for number, place in enumerate(places) if number % most == 0] or [0]
    parts = [range(*ends) for ends in pairwise([*starts, len(pages)])]
    if len(parts) == 1:
        make = partial(_part, element, pages, parts[0], addresses)
        return [LateOutput(path="sitemap.xml", make=make)]
    files = [
        LateOutput(
            path=f"sitemap-{number}.xml", make=partial(_part, element, pages, part, addresses)
        )
        for number, part in enumerate(parts, 1)
    ]
    index = [_entry("sitemap", addresses.absolute(f"/{file.path}")) for file in files]
    return [Output(path="sitemap.xml", body=_text("sitemapindex", index)), *files]


def _part(element: str, pages: Sequence[Page], places: range, addresses: Addresses) -> bytes:
    """Return a file with the indexed pages at some places."""
    starts = range(places.start, places.stop, BLOCK)
    blocks = (pages[start : min(start + BLOCK, places.stop)] for start in starts)
    indexed = (page for block in blocks for page in block if page.indexed)
    return _text(element, (_page_entry(page, addresses) for page in indexed))


def _text(element: str, entries: Iterable[str]) -> bytes:
    name = element.partition(" ")[0]
    lines = [DECLARATION, f"<{element} {NAMESPACE}>", *entries, f"</{name}>", ""]
    return "\n".join(lines).encode("utf-8")
