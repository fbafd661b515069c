"""Element ids of pages, as targets of links; pages are rendered on demand."""

import re
from collections.abc import Collection
from html import unescape

from ssg.build.page_worker import context_of, render_page
from ssg.build.pipeline import Plan

__all__ = ["PageAnchors"]

ID = re.compile(r"""<[a-z][^>]*? id="([^"]*)\"""")
"""An `id` attribute. Layouts escape `<` in text and `"` in attributes, so this is exact."""


class PageAnchors:
    """Element ids of the pages of a site, cached by page."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pages = {
            plan.job.addresses.file(page.address): page
            for page in plan.pages
            if page.kind != "redirect"
        }
        self._ids: dict[str, frozenset[str]] = {}

    def of(self, file: str) -> Collection[str] | None:
        """Return the element ids of an output file; None if the file is not a page."""
        if file not in self._pages:
            return None
        if file not in self._ids:
            html = render_page(context_of(self._plan.job), self._pages[file]).decode()
            self._ids[file] = frozenset(unescape(value) for value in ID.findall(html))
        return self._ids[file]
