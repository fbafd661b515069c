"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read.

Pages work without them. Headers add what a page cannot set for itself; redirects answer old
addresses with status 301, where other hosts show a page that redirects.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ssg.site import Page
from ssg.views import PAGE_KINDS, Context

__all__ = ["body", "pages"]

HEADERS, REDIRECTS = "_headers", "_redirects"
EVERYWHERE = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Strict-Transport-Security: max-age=31536000
# The names of these files change with their content.
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""
NOT_FRAMED = """\
  Content-Security-Policy: frame-ancestors 'self'
  X-Frame-Options: SAMEORIGIN
"""
FRAMED = "embed"
"""First folder of pages that other sites may show in a frame."""
MANY = frozenset({"versus", "embed", "tool", "alternatives", "retired", "redirect", "not-found"})
"""Kinds with a page for each tool or pair: their folders are known without these pages."""
FOLDERS = ("tools", "alternatives", "compare")


class Reader(NamedTuple):
    """How a host reads the two files."""

    redirects: int
    """Most lines of `_redirects`."""
    always: str
    """Status with which a redirect goes before a file at its address."""
    not_found: bool
    """Whether a line can give the unknown addresses of a folder a page of their own."""
    headers: int = 100
    """Most rules of `_headers`."""


CLOUDFLARE = Reader(redirects=2_000, always="301", not_found=False)
READERS = {
    "cloudflare-pages": CLOUDFLARE,
    "cloudflare-pages-paid": CLOUDFLARE,
    "netlify": Reader(redirects=10_000, always="301!", not_found=True),
}
"""Value of `host` in site.yaml -> how it reads the files (their documentation, August 2026)."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the files that the host reads and that are not in `content/static/`."""
    if context.site.settings.host not in READERS:
        return
    own = {file.address for file in context.site.catalog.static}
    for name in (HEADERS, REDIRECTS):
        if name not in own:
            yield Page("host-file", f"/{name}", (name,), indexed=False)


def body(context: Context, page: Page) -> bytes:
    """Return the file; it has no more lines than the host reads."""
    reader = READERS[context.site.settings.host]
    if page.subject[0] == REDIRECTS:
        moved = islice(_redirects(context, reader), reader.redirects)
        return "".join(f"{line}\n" for line in (*moved, *_not_found(context, reader))).encode()
    places = list(islice(_not_framed(context), reader.headers - 2))
    return (EVERYWHERE + "".join(f"{place}\n{NOT_FRAMED}" for place in places)).encode()


def _redirects(context: Context, reader: Reader) -> Iterator[str]:
    for each in context.in_languages():
        for page in PAGE_KINDS["redirect"].pages(each):
            if each.addresses.has(page.address):
                yield f"{page.address} {each.href(page.subject[0])} {reader.always}"


def _not_found(context: Context, reader: Reader) -> Iterator[str]:
    """Yield what unknown addresses of each further language are answered with."""
    for tree in context.translated if reader.not_found else ():
        yield f"/{tree}/* /{tree}/404.html 404"


def _not_framed(context: Context) -> Iterator[str]:
    """Yield patterns of all pages that other sites may not show in a frame.

    Hosts add the headers of all rules that match, so that no rule can take one away.
    """
    if not context.site.settings.publish.embeds:
        yield "/*"
        return
    for each in context.in_languages():
        folders = dict.fromkeys(FOLDERS)
        for name, kind in PAGE_KINDS.items():
            if name not in MANY:
                prefix = each.addresses.prefix
                addresses = (page.address for page in kind.pages(each))
                paths = (
                    path.removeprefix(prefix) for path in addresses if each.addresses.has(path)
                )
                folders |= dict.fromkeys(path[1:].partition("/")[0] for path in paths)
        yield f"{each.addresses.prefix}/"
        for folder in folders:
            if folder and folder != FRAMED:
                address = each.addresses.in_tree(f"/{folder}")
                yield address if folder.endswith(".html") else f"{address}/*"
