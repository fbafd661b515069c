"""The search index of the previewed site, made on the first request for one of its files."""

import re
import threading

from ssg.search.index import search_files
from ssg.site import Site
from ssg.urls import Addresses

__all__ = ["SearchFiles"]

ADDRESS = re.compile(
    r"(?:/[A-Za-z0-9-]+)?/search/"
    r"(?:current(?:-copy)?\.json|start|[a-z]+/[a-z2-7]{7}\d+(?:-copy)?)"
)
"""Addresses of index files, in any language."""


class SearchFiles:
    """Files of the search index for one state of a site, created on the first request."""

    def __init__(self, site: Site, before: "SearchFiles | None" = None) -> None:
        """Take the site, and earlier files, which are kept if they are the same."""
        self.site = site
        self.files: dict[str, bytes] | None = None
        self._before = before.made() if before else None
        self._lock = threading.Lock()

    def made(self) -> "SearchFiles | None":
        """Return these files, or earlier ones, if they were created."""
        return self if self.files is not None else self._before

    def file(self, address: str) -> bytes | None:
        """Return the index file at an address, or None; the first call creates the index."""
        if not ADDRESS.fullmatch(address):
            return None
        with self._lock:
            if self.files is None:
                before, self._before = self._before, None
                known = before.files if before and _same(before.site, self.site) else None
                self.files = known or self._created()
        return self.files.get(address)

    def _created(self) -> dict[str, bytes]:
        trees = [Addresses.of(each.settings) for each in self._sites()]
        return {
            f"/{file.path}": file.body
            for addresses, site in zip(trees, self._sites(), strict=True)
            for file in search_files(site, addresses.prefix)
        }

    def _sites(self) -> tuple[Site, ...]:
        return self.site, *self.site.translated


def _same(before: Site, after: Site) -> bool:
    """Return whether two sites have the same index; results name the partners of a tool, too.

    Unchanged tools are the same object.
    """
    a, b = before.catalog, after.catalog
    return (
        (a.tools, a.capabilities, a.settings) == (b.tools, b.capabilities, b.settings)
        and (a.synonyms, a.translations) == (b.synonyms, b.translations)
        and _shown_scores(before) == _shown_scores(after)
        and (before.pairs is after.pairs or before.pairs == after.pairs)
    )


def _shown_scores(site: Site) -> list[tuple[str, int | None, str]]:
    return [(score.slug, score.rounded, score.shown) for score in site.ranking.scores]
