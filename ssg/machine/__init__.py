"""Documents for programs: JSON interface, feeds, calendar, Markdown, badges, share images. Pure.

A document is a page without a layout: an address, a subject, and a function that returns its
bytes, so that worker processes, shards and the preview produce it as they do pages.

Modules in reading order: values (content as JSON values), schemas (JSON Schemas and OpenAPI of
these), api, markdown_text, atom, calendar, badges,
share_images, indexnow, host_files.

May import: views and every room below.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ssg.machine import (
    api,
    atom,
    badges,
    calendar,
    host_files,
    indexnow,
    markdown_text,
    share_images,
)
from ssg.site import Page
from ssg.views import Context

__all__ = ["DOCUMENT_KINDS", "DocumentKind", "all_documents"]


class DocumentKind(NamedTuple):
    """A kind of document, and the functions that produce its pages and their bytes."""

    pages: Callable[[Context], Iterator[Page]]
    """Yields all documents of the kind."""
    body: Callable[[Context, Page], bytes]
    translated: bool = False
    """Whether a site in several languages has them in each."""


DOCUMENT_KINDS = {
    "api": DocumentKind(api.pages, api.body),
    "api-tool": DocumentKind(api.tool_pages, api.tool_body, translated=True),
    "api-comparison": DocumentKind(api.comparison_pages, api.comparison_body),
    "llms": DocumentKind(markdown_text.llms_pages, markdown_text.llms_body),
    "markdown-tool": DocumentKind(markdown_text.tool_pages, markdown_text.tool_body),
    "markdown-comparison": DocumentKind(
        markdown_text.comparison_pages, markdown_text.comparison_body
    ),
    "feed": DocumentKind(atom.pages, atom.body, translated=True),
    "calendar": DocumentKind(calendar.pages, calendar.body),
    "badge": DocumentKind(badges.pages, badges.body),
    "share-image": DocumentKind(share_images.pages, share_images.body),
    "indexnow": DocumentKind(indexnow.pages, indexnow.body),
    "host-file": DocumentKind(host_files.pages, host_files.body),
}
"""Document kinds by name, in build order; no name is in `views.PAGE_KINDS`."""


def all_documents(context: Context) -> Iterator[Page]:
    """Yield every document of the site in a fixed order; search engines index none."""
    for kind in DOCUMENT_KINDS.values():
        yield from kind.pages(context)
    for tree, translated in context.translated.items():
        for kind in DOCUMENT_KINDS.values():
            for page in kind.pages(translated) if kind.translated else ():
                if translated.addresses.has(page.address):
                    yield page._replace(tree=tree)
