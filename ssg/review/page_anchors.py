"""A plan -> the places within its pages that a link can lead to; a page is made only when it is asked for."""

import re
from collections.abc import Collection
from html import unescape

from ssg.build.page_worker import context_of, render_page
from ssg.build.pipeline import Plan

__all__ = ["Anchors"]

ID = re.compile(r"""<[a-z][^>]*? id="([^"]*)\"""")
"""An id in HTML as our layouts write it; text holds no bare `<`, and attributes no bare `"`."""


class Anchors:
    """Knows the ids of one site's pages."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pages = {
            plan.job.addresses.file(page.address): page
            for page in plan.pages
            if page.kind != "redirect"
        }
        self._made: dict[str, frozenset[str]] = {}

    def of(self, file: str) -> Collection[str] | None:
        """Return the ids of the page that this file is, as they are in the page; None for a file that is no page."""
        if file not in self._pages:
            return None
        if file not in self._made:
            body = render_page(context_of(self._plan.job), self._pages[file]).decode()
            self._made[file] = frozenset(unescape(one) for one in ID.findall(body))
        return self._made[file]
