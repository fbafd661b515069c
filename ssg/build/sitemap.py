"""sitemap.xml, or an index of several for a large site, and robots.txt."""

from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

from ssg.site import Output, Page
from ssg.urls import Addresses

__all__ = ["sitemap"]

MAX_URLS = 50_000
"""Maximum number of addresses in one file (sitemaps.org)."""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def sitemap(pages: Iterable[Page], addresses: Addresses) -> list[Output]:
    """Return sitemap files with all indexed pages, and robots.txt with the sitemap's address."""
    entries = [
        _entry("url", addresses.absolute(page.address), page.changed)
        for page in pages
        if page.indexed
    ]
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute('/sitemap.xml')}\n"
    return [*_files(entries, addresses), Output(path="robots.txt", body=robots.encode())]


def _entry(element: str, address: str, changed: date | None = None) -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(address)}</loc>{when}</{element}>"


def _files(entries: Sequence[str], addresses: Addresses) -> list[Output]:
    if len(entries) <= MAX_URLS:
        return [_file("sitemap.xml", "urlset", entries)]
    parts = [entries[start : start + MAX_URLS] for start in range(0, len(entries), MAX_URLS)]
    files = [_file(f"sitemap-{number}.xml", "urlset", part) for number, part in enumerate(parts, 1)]
    index = [_entry("sitemap", addresses.absolute(f"/{file.path}")) for file in files]
    return [_file("sitemap.xml", "sitemapindex", index), *files]


def _file(path: str, element: str, entries: Sequence[str]) -> Output:
    lines = [DECLARATION, f"<{element} {NAMESPACE}>", *entries, f"</{element}>", ""]
    return Output(path=path, body="\n".join(lines).encode("utf-8"))
