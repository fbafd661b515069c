"""State of the preview: follows the files of a site and responds to requests at any moment.

`refresh` applies a change as fast as possible, `complete` computes the slow rest. While the content
or a layout has errors, responses come from the last valid state. Before all files are read for the
first time, they come from a part of the content.
"""

import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from ssg.build.pipeline import stored_tools
from ssg.catalog import Catalog
from ssg.config import Config
from ssg.content.changes import ChangeHistory
from ssg.content.contributors import ContributorHistory
from ssg.content.load import load
from ssg.content.site_file import load_settings
from ssg.content.tool_cache import WarmToolCache
from ssg.errors import BuildError, ContentError, Severity
from ssg.media_types import HTML
from ssg.messages import Messages
from ssg.parallel import collection_paused
from ssg.preview.incremental import IncrementalSite, SiteState
from ssg.preview.partial_site import PartialSite
from ssg.preview.reload import Live, ShownProblem, error_page
from ssg.preview.responder import Responder, Response, plain_path
from ssg.rendering.templates import checked_environment, layout_folders
from ssg.urls import Addresses

__all__ = ["Preview"]

FIRST_READ_TIMEOUT = 0.5
"""Seconds that a request waits for all files to be read, before it gets a partial site."""
MOST_AWAITED = 2_000
"""Tools of a site from which a request does not wait: they are not read by then."""
SMALL_SITE_SECONDS = 0.15
"""If a full computation takes less, the site is small: every update is complete."""
PAGES_TRIED = 8
"""Number of recently requested pages to render before browsers reload them."""
PAGES_REMEMBERED = 64
FAST_PAGE_SECONDS = 0.2
"""A page that takes longer is rendered on request only."""


class Preview:
    """The preview of one site. One thread calls `refresh`, one `complete`, any `answer`."""

    def __init__(
        self, config: Config, live: Live, log: Callable[[str], None], *, verbose: bool = False
    ) -> None:
        self._config, self._live, self._log, self._verbose = config, live, log, verbose
        self._cache = WarmToolCache(lambda: stored_tools(config))
        history = ContributorHistory(config.root)
        changes = ChangeHistory(config.root).changes
        self._incremental = IncrementalSite(config.as_of, history.credits, changes)
        self._partial = PartialSite(config, self._cache)
        self._state: SiteState | None = None
        self._responder: Responder | None = None
        self._conflicts: tuple[ShownProblem, ...] = ()
        self._stamps: tuple[object, ...] = ()
        self._layouts: dict[str, tuple[object, Environment]] = {}
        """Language -> what its layouts were compiled from, and the layouts."""
        self._full_seconds = 0.0
        self._requested: dict[str, float] = {}
        """Path of a recently requested page -> seconds that it took."""
        self._lock = threading.Lock()
        self.ready, self.incomplete = threading.Event(), threading.Event()

    @property
    def root(self) -> Path:
        """The folder of the site."""
        return self._config.root

    @property
    def start_path(self) -> str:
        """The path of the home page, from site.yaml alone."""
        settings = load_settings(self._config.root)[0]
        return Addresses.of(settings, self._config.base_url).href("/") if settings else "/"

    @cached_property
    def _patience(self) -> float:
        """Seconds that a request waits for all files to be read."""
        tools = sum(1 for _ in (self.root / "content/tools").glob("*.yaml"))
        return FIRST_READ_TIMEOUT if tools < MOST_AWAITED else 0.0

    def touch(self, changed: Collection[Path]) -> None:
        """Forget changed files; before the first read is done, reload partial pages too."""
        for path in changed:
            if path.is_relative_to(self._config.root):
                self._cache.forget(path.relative_to(self._config.root).as_posix())
        if not self.ready.is_set():
            self._live.publish(fresh=True)

    def refresh(self) -> None:
        """Read changed files, do the fast part of the update, and notify browsers."""
        start = time.perf_counter()
        try:
            with collection_paused():
                self._refresh()
        except BuildError as error:
            self._publish([ShownProblem.of(error)])
        finally:
            self.ready.set()
            if self._verbose:
                self._log(f"Updated in {time.perf_counter() - start:.2f} s")

    def _refresh(self) -> None:
        loaded = load(self._config.root, self._cache, latest=self._config.latest)
        errors = [each for each in loaded.problems if each.severity is Severity.ERROR]
        with self._lock:
            if loaded.catalog is None or errors:
                self._publish([ShownProblem.of(error) for error in errors])
            else:
                self._update(loaded.catalog)

    def complete(self) -> None:
        """Compute what `refresh` left open, and reload pages that it changes."""
        self.incomplete.clear()
        started_from = self._state
        if started_from is None:
            return
        state = self._full(started_from)
        conflicts = tuple(map(ShownProblem.of, self._responder_for(state).conflicts()))
        with self._lock:
            if self._state is not started_from and self._state:  # files have changed meanwhile
                state = self._incremental.update(self._state.catalog, state)
                self.incomplete.set()
            before, after = self._responder, self._responder_for(state)
            fresh = any(
                before is None or self._differs(path, before, after)
                for path in list(self._requested)
            )
            self._state, self._responder, self._conflicts = state, after, conflicts
            if conflicts or fresh:
                self._publish(conflicts or self._live.state.problems, fresh=fresh)

    def answer(self, target: str) -> Response:
        """Return the response for a request target."""
        path = plain_path(target)
        try:
            if not self._responder and not self.ready.wait(self._patience):
                generation = self._live.state.generation
                return self._partial.answer(path, generation, self._environment)
            if not self._responder:
                return Response(status=500, body=error_page(self._live.state.problems))
            start = time.perf_counter()
            response = self._responder.answer(path)
        except (BuildError, ContentError) as error:
            problems = error.problems if isinstance(error, ContentError) else [error]
            return Response(status=500, body=error_page(list(map(ShownProblem.of, problems))))
        if response.type == HTML and len(self._requested) < PAGES_REMEMBERED:
            self._requested[path] = time.perf_counter() - start
        return response

    def _update(self, catalog: Catalog) -> None:
        """Apply a catalog without errors; raise LayoutError if a page cannot be rendered."""
        before, stamps = self._state, tuple(self._file_stamps(catalog))
        if before and stamps == self._stamps and _same(before.catalog, catalog):
            self._publish(self._conflicts)
            return
        state = self._incremental.update(catalog, before) if before else self._first(catalog)
        small = self._full_seconds < SMALL_SITE_SECONDS
        if small and not state.complete:
            state = self._full(state)
        responder = self._responder_for(state)
        if small and (conflicts := responder.conflicts()):
            self._publish(list(map(ShownProblem.of, conflicts)))
            return
        self._try_pages(responder)
        final = before and state.complete and _same_addresses(before.catalog, catalog)
        if not small and not final:
            self.incomplete.set()
        if small or self.incomplete.is_set():
            self._conflicts = ()
        self._state, self._responder, self._stamps = state, responder, stamps
        self._requested = {}
        self._publish(self._conflicts, fresh=True)

    def _try_pages(self, responder: Responder) -> None:
        """Render pages that are likely open in a browser; raise LayoutError if one fails."""
        fast = [path for path, spent in self._requested.items() if spent < FAST_PAGE_SECONDS]
        for path in fast[-PAGES_TRIED:]:
            responder.answer(path)

    def _first(self, catalog: Catalog) -> SiteState:
        start = time.perf_counter()
        state = self._incremental.first(catalog)
        self._full_seconds = time.perf_counter() - start
        return state

    def _full(self, state: SiteState) -> SiteState:
        if state.complete:
            return state
        start = time.perf_counter()
        full = self._incremental.full(state)
        self._full_seconds = time.perf_counter() - start
        return full

    def _responder_for(self, state: SiteState) -> Responder:
        return Responder(
            state,
            self._config.base_url,
            layout_folders(self._config.root),
            self._environment,
            self._responder,
        )

    def _environment(self, messages: Messages) -> Environment:
        """Return the layouts, compiled again after a change; raise LayoutError if one fails."""
        folders = layout_folders(self._config.root)
        stamps = (*_tree_stamps(folders), messages)
        known = self._layouts.get(messages.language)
        if known is None or known[0] != stamps:
            known = self._layouts[messages.language] = (
                stamps,
                checked_environment(folders, messages),
            )
        return known[1]

    def _file_stamps(self, catalog: Catalog) -> Iterator[object]:
        """Yield values that change when a layout or a static file does."""
        yield from _tree_stamps(layout_folders(self._config.root))
        yield from (_stamp(static.source) for static in catalog.static)

    def _differs(self, path: str, before: Responder, after: Responder) -> bool:
        """Return whether a requested page has changed; a slow page counts as changed."""
        slow = self._requested[path] >= FAST_PAGE_SECONDS
        return slow or before.answer(path) != after.answer(path)

    def _publish(self, problems: Sequence[ShownProblem], *, fresh: bool = False) -> None:
        """Send the problems to browsers, and print new ones."""
        before = self._live.state.problems
        self._live.publish(problems, fresh=fresh)
        for problem in problems if tuple(problems) != before else ():
            self._log(str(problem))
        if before and not problems:
            self._log("All problems fixed")


def _same(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs are equal; unchanged tools are the same object."""
    return (
        len(before.tools) == len(after.tools)
        and all(
            old is new or old == new for old, new in zip(before.tools, after.tools, strict=True)
        )
        and _without_tools(before) == _without_tools(after)
    )


def _without_tools(catalog: Catalog) -> tuple[object, ...]:
    return (
        catalog.settings,
        catalog.capabilities,
        catalog.editorials,
        catalog.pages,
        catalog.static,
        catalog.synonyms,
        catalog.evidence,
        catalog.translations,
    )


def _same_addresses(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs with the same pairs have the same pages."""
    pages = [tuple(page.slug for page in catalog.pages) for catalog in (before, after)]
    static = [tuple(file.address for file in catalog.static) for catalog in (before, after)]
    return (
        before.settings == after.settings
        and len(before.tools) == len(after.tools)
        and pages[0] == pages[1]
        and static[0] == static[1]
        and all(
            old is new or (old.slug, old.aliases) == (new.slug, new.aliases)
            for old, new in zip(before.tools, after.tools, strict=True)
        )
    )


def _tree_stamps(folders: Sequence[Path]) -> Iterator[object]:
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                yield _stamp(os.path.join(folder, name))  # noqa: PTH118


def _stamp(path: str) -> tuple[object, ...]:
    try:
        status = os.lstat(path)
    except OSError:
        return (path,)
    return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
