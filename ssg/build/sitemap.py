"""sitemap.xml, or an index of several for a large site, and robots.txt."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from html import escape
from itertools import chain, compress, pairwise

import numpy as np

from ssg.build.page_table import PageTable
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
    table = PageTable.of(pages)
    starts = np.flatnonzero(table.are_indexed())[::most].tolist() or [0]
    parts = [range(*ends) for ends in pairwise([*starts, len(table)])]
    if len(parts) == 1:
        make = partial(_part, element, table, parts[0], addresses)
        return [LateOutput(path="sitemap.xml", make=make)]
    files = [
        LateOutput(
            path=f"sitemap-{number}.xml", make=partial(_part, element, table, part, addresses)
        )
        for number, part in enumerate(parts, 1)
    ]
    index = [_entry("sitemap", addresses.absolute(f"/{file.path}")) for file in files]
    return [Output(path="sitemap.xml", body=_text("sitemapindex", index)), *files]


def _part(element: str, pages: PageTable, places: range, addresses: Addresses) -> bytes:
    """Return a file with the indexed pages at some places."""
    starts = range(places.start, places.stop, BLOCK)
    blocks = (pages.part(start, min(start + BLOCK, places.stop)) for start in starts)
    return _text(element, filter(None, ("\n".join(_entries(each, addresses)) for each in blocks)))


def _entries(pages: PageTable, addresses: Addresses) -> Iterable[str]:
    """Return the entries of the indexed pages."""
    entry = partial(_page_entry, addresses=addresses)
    entries = map(entry, pages) if addresses.trees else pages.texts(entry)
    return compress(entries, pages.are_indexed().tolist())


def _text(element: str, entries: Iterable[str]) -> bytes:
    name = element.partition(" ")[0]
    lines = chain((DECLARATION, f"<{element} {NAMESPACE}>"), entries, (f"</{name}>", ""))
    return b"\n".join(map(str.encode, lines))
