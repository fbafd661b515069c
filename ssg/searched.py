"""A site -> the files of its search, made when the first of them is asked for."""

import re
import threading

from ssg.model import Site
from ssg.search import search_files

__all__ = ["Searched"]

ADDRESS = re.compile(r"/search/(?:current\.json|[0-9a-f]{16}/[a-z0-9/]+)")


class Searched:
    """What is found in one state of a site."""

    def __init__(self, site: Site, before: "Searched | None" = None) -> None:
        self.site = site
        self.files: dict[str, bytes] | None = (
            before.files if before and _same(before.site, site) else None
        )
        self._lock = threading.Lock()

    def file(self, address: str) -> bytes | None:
        """Return the file at an address, if it is one of the search; the first takes its time when there are many tools."""
        if not ADDRESS.fullmatch(address):
            return None
        with self._lock:
            if self.files is None:
                self.files = {f"/{file.path}": file.body for file in search_files(self.site)}
        return self.files.get(address)


def _same(before: Site, after: Site) -> bool:
    """Tell whether the search of two sites is the same; tools that were not read again are the same object."""
    scores = [
        [(score.slug, score.rounded) for score in site.ranking.scores] for site in (before, after)
    ]
    a, b = before.catalog, after.catalog
    return scores[0] == scores[1] and (a.tools, a.capabilities, a.settings, a.synonyms) == (
        b.tools,
        b.capabilities,
        b.settings,
        b.synonyms,
    )
