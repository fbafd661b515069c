"""Answer requests before all files are read, from the tools in the path and a few others."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from ssg.catalog import Catalog
from ssg.config import Config
from ssg.content.field_types import check_slug
from ssg.content.load import load
from ssg.content.tool_cache import ToolCache
from ssg.errors import ContentError, errors_in
from ssg.preview.incremental import IncrementalSite
from ssg.preview.layouts import Layouts
from ssg.preview.responder import Responder, Response
from ssg.text import count

__all__ = ["PartialSite"]

OTHER_TOOLS = 12
"""Number of tools to read in addition to those in the path; that takes some 50 ms."""
NOTE = "Still reading all files. This page shows {tools} for now and reloads when all are read."
KEPT = 8
"""Number of partial sites to keep."""


class PartialSite:
    """Answers requests from a part of the content."""

    def __init__(self, config: Config, cache: ToolCache, layouts: Layouts) -> None:
        self._config, self._cache, self._layouts = config, cache, layouts
        self._responders: dict[tuple[str, frozenset[str]], tuple[Responder, str]] = {}
        self._lock = threading.Lock()

    def answer(self, path: str, generation: str) -> Response:
        """Return the response for a path of `plain_path`; raise ContentError for invalid files."""
        named = frozenset(slug for slug in _names(path) if self._is_tool(slug))
        with self._lock:
            found = self._responders.get((generation, named)) or self._with_asset(path, generation)
            if not found:
                if len(self._responders) >= KEPT:
                    self._responders.clear()
                found = self._responders[generation, named] = self._load(named)
            responder, note = found
        return replace(responder.answer(path), note=note)

    def _with_asset(self, path: str, generation: str) -> tuple[Responder, str] | None:
        """Return any site that is loaded, for an asset: the layouts of all are the same."""
        known = (kept for (own, _), kept in self._responders.items() if own == generation)
        return next(known, None) if "/assets/" in path else None

    def _is_tool(self, slug: str) -> bool:
        return (
            not check_slug(slug)
            and (self._config.root / "content/tools" / f"{slug}.yaml").is_file()
        )

    def _load(self, named: frozenset[str]) -> tuple[Responder, str]:
        others = iter(range(OTHER_TOOLS))
        loaded = load(
            self._config.root,
            self._cache,
            lambda slug: slug in named or next(others, None) is not None,
            latest=self._config.latest,
        )
        if loaded.catalog is None or errors_in(loaded.problems):
            raise ContentError(loaded.problems)
        catalog = _without_pairs_of_others(loaded.catalog)
        state = IncrementalSite(self._config.as_of).first(catalog)
        responder = Responder(state, self._config.base_url, self._layouts)
        return responder, NOTE.format(tools=count(len(catalog.tools), "tool"))


def _without_pairs_of_others(catalog: Catalog) -> Catalog:
    """Return a part of the tools without the pairs of `pairs.always` that need other tools."""
    settings, slugs = catalog.settings, {tool.slug for tool in catalog.tools}
    always = tuple(pair for pair in settings.pairs.always if slugs.issuperset(pair))
    pairs = replace(settings.pairs, always=always)
    return replace(catalog, settings=replace(settings, pairs=pairs))


def _names(path: str) -> Iterator[str]:
    """Yield every part of a path that may be a slug, also on either side of each `-vs-`."""
    for part in path.split("/"):
        pieces = part.removesuffix(".html").split("-vs-")
        yield from (
            "-vs-".join(pieces[start:end]) for start, end in combinations(range(len(pieces) + 1), 2)
        )
