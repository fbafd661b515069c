"""State of the preview: follows the files of a site and responds to requests at any moment.

`refresh` applies a change as fast as possible, `complete` computes the slow rest. While the content
or a layout has errors, responses come from the last valid state. Before all files are read for the
first time, they come from a part of the content.
"""

import math
import queue
import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from ssg.build.alignments import StoredAlignments
from ssg.build.early_load import stored_tools
from ssg.catalog import Catalog
from ssg.comparison.alignment import LazyAligner
from ssg.config import Config
from ssg.content.changes import ChangeHistory
from ssg.content.contributors import ContributorHistory
from ssg.content.load import load, with_edits
from ssg.content.site_file import load_settings
from ssg.content.tool_cache import WarmToolCache
from ssg.errors import BuildError, ContentError, Severity
from ssg.media_types import HTML
from ssg.parallel import collection_paused
from ssg.preview.background import Background
from ssg.preview.equality import (
    edited_tools,
    have_same_pages,
    same_addresses,
    same_content,
    stamp,
)
from ssg.preview.incremental import IncrementalSite, SiteState, recalled
from ssg.preview.layouts import Layouts
from ssg.preview.partial_site import PartialSite
from ssg.preview.reading import CacheInSlices, Responses
from ssg.preview.reload import Live, ShownProblem, error_page
from ssg.preview.responder import Responder, Response, plain_path
from ssg.preview.stored_alignments import stored_alignments
from ssg.site import Site
from ssg.urls import Addresses

__all__ = ["Preview"]

FIRST_READ_TIMEOUT = 0.5
"""Seconds that a request waits for all files to be read, before it gets a partial site."""
MOST_AWAITED = 2_000
"""Tools of a site from which a request does not wait: they are not read by then."""
SMALL_SITE_SECONDS = 0.15
"""If a full computation takes less, the site is small: every update is complete."""
SEPARATE = 400
"""Tools from which pairs and alignments are computed in another process: a second of work."""
MOST_BEHIND = 3.0
"""Seconds for which edits may keep an update of the whole site from its end."""
PAGES_TRIED = 8
"""Number of recently requested pages to render before browsers reload them."""
PAGES_REMEMBERED = 64
FAST_PAGE_SECONDS = 0.2
"""A page that takes longer is rendered on request only."""


class _FilesChangedError(Exception):
    """A file has changed while all were read."""


class Preview:
    """The preview of one site. One thread calls `refresh`, one `complete`, any `answer`."""

    def __init__(
        self, config: Config, live: Live, log: Callable[[str], None], *, verbose: bool = False
    ) -> None:
        self._config, self._live, self._log, self._verbose = config, live, log, verbose
        self._cache = WarmToolCache(lambda: stored_tools(config))
        history = ContributorHistory(config.root)
        changes = ChangeHistory(config.root).changes
        self._incremental = IncrementalSite(config.as_of, history.credits, changes, self._give_way)
        self._background = Background()
        self._layouts = Layouts(config.root)
        self._partial = PartialSite(config, self._cache, self._layouts)
        self._state: SiteState | None = None
        self._responder: Responder | None = None
        self._conflicts: tuple[ShownProblem, ...] = ()
        self._checked: tuple[Site, tuple[ShownProblem, ...]] | None = None
        """The site whose addresses were checked last, and their problems."""
        self._stamps: tuple[object, ...] = ()
        self._full_seconds = 0.0
        self._behind_since = 0.0
        """When the first update began that has not come to its end; 0 if all have."""
        self._requested: dict[str, float] = {}
        """Path of a recently requested page -> seconds that it took; infinite until it is done."""
        self._touched: queue.SimpleQueue[Path] = queue.SimpleQueue()
        """Files that have changed."""
        self._shown: Catalog | None = None
        """What responses show of the tools, while the state has some of them as they were."""
        self._lock, self._responses = threading.Lock(), Responses()
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
            self._touched.put(path)
            if path.is_relative_to(self._config.root):
                self._cache.forget(path.relative_to(self._config.root).as_posix())
        if not self.ready.is_set():
            self._live.publish(fresh=True)

    def show_edits(self) -> bool:
        """Show edited facts and texts of tools at once; return whether nothing else has changed.

        `refresh` has to follow: it finds what changes elsewhere, and problems that need all files.
        """
        slugs = edited_tools(self._config.root, self._changed_files())
        if not slugs or self._state is None or self._is_small(self._state.catalog):
            return False
        before = self._shown or self._state.catalog
        with collection_paused(), suppress(BuildError), self._lock:
            catalog = with_edits(self._config.root, before, slugs, self._cache)
            state = catalog and self._incremental.at_once(catalog, self._state)
            if state:
                self._responder, self._shown = self._responder_for(state), catalog
                self._requested = {}
                self._publish(self._live.state.problems, fresh=True)
                return True
        return False

    def refresh(self) -> None:
        """Read changed files, do the fast part of the update, and notify browsers.

        It stops when a file changes meanwhile: the edit is to be shown first, then all follows.
        """
        start = time.perf_counter()
        self._behind_since = self._behind_since or start
        self._changed_files()
        try:
            with collection_paused():
                self._refresh()
        except _FilesChangedError:
            return
        except BuildError as error:
            self._publish([ShownProblem.of(error)])
        finally:
            self.ready.set()
        self._behind_since = 0.0
        if self._verbose:
            self._log(f"Updated in {time.perf_counter() - start:.2f} s")

    def _changed_files(self) -> set[Path]:
        """Return the files that have changed since the last call."""
        return {self._touched.get() for _ in range(self._touched.qsize())}

    def _give_way(self) -> None:
        """Wait for responses; raise _FilesChangedError if an edit is to be shown first."""
        self._responses.wait()
        behind = time.perf_counter() - self._behind_since
        if self.ready.is_set() and behind < MOST_BEHIND and not self._touched.empty():
            raise _FilesChangedError

    def _refresh(self) -> None:
        cache = CacheInSlices(self._cache, self._give_way)
        loaded = load(self._config.root, cache, latest=self._config.latest)
        self._give_way()
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
        try:
            state = self._full(started_from)
            responder = self._responder_for(state)
            conflicts = self._conflicts_of(responder)
            with self._lock:
                self._complete(started_from, responder, conflicts)
        except BuildError as error:
            self._publish([ShownProblem.of(error)])

    def _conflicts_of(self, responder: Responder) -> tuple[ShownProblem, ...]:
        """Return the problems of addresses; they are known while all pages keep theirs."""
        before = self._checked
        if before is None or not have_same_pages(before[0], responder.state.site):
            found = tuple(map(ShownProblem.of, responder.conflicts()))
            before = self._checked = responder.state.site, found
        return before[1]

    def _complete(
        self, started_from: SiteState, responder: Responder, conflicts: tuple[ShownProblem, ...]
    ) -> None:
        state = responder.state
        if self._state is not started_from and self._state:  # files have changed meanwhile
            state = self._incremental.with_results(self._state.site, state)
            self.incomplete.set()
        shown = self._shown and self._incremental.at_once(self._shown, state)
        if shown or state is not responder.state:
            responder = self._responder_for(shown or state)
        fresh = self._differs(responder)
        self._state, self._responder, self._conflicts = state, responder, conflicts
        if conflicts or fresh:
            self._publish(conflicts or self._live.state.problems, fresh=fresh)

    def close(self) -> None:
        """End what runs in another process."""
        self._background.close()

    def answer(self, target: str) -> Response:
        """Return the response for a request target."""
        path = plain_path(target)
        if not self._responder:
            self.ready.wait(self._patience)
        try:
            with self._responses.one():
                return self._answer(path)
        except (BuildError, ContentError) as error:
            problems = error.problems if isinstance(error, ContentError) else [error]
            return Response(status=500, body=error_page(list(map(ShownProblem.of, problems))))

    def _answer(self, path: str) -> Response:
        if not self._responder and not self.ready.is_set():
            generation = self._live.state.generation
            return self._partial.answer(path, generation)
        if not self._responder:
            return Response(status=500, body=error_page(self._live.state.problems))
        requested = self._requested
        if len(requested) < PAGES_REMEMBERED:
            requested.setdefault(path, math.inf)
        start = time.perf_counter()
        response = self._responder.answer(path)
        if response.type == HTML and path in requested:
            requested[path] = time.perf_counter() - start
        else:
            requested.pop(path, None)
        return response

    def _update(self, catalog: Catalog) -> None:
        """Apply a catalog without errors; raise LayoutError if a page cannot be rendered."""
        before, stamps = self._state, self._file_stamps(catalog)
        is_same = before and stamps == self._stamps and same_content(before.catalog, catalog)
        if before and is_same and not self._shown:
            if not before.complete:  # an error may have ended the slow part
                self.incomplete.set()
            self._publish(self._conflicts)
            return
        state = self._incremental.update(catalog, before) if before else self._first(catalog)
        self._give_way()
        small = self._is_small(catalog)
        if small and not state.complete:
            state = self._full(state)
        responder = self._responder_for(state)
        self._give_way()
        if small and (conflicts := responder.conflicts()):
            self._publish(list(map(ShownProblem.of, conflicts)))
            return
        self._try_pages(responder)
        final = before and state.complete and same_addresses(before.catalog, catalog)
        if not small and not final:
            self.incomplete.set()
        if small or self.incomplete.is_set():
            self._conflicts = ()
        fresh = not self._shown or self._differs(responder)
        self._state, self._responder, self._stamps, self._shown = state, responder, stamps, None
        if fresh:
            self._requested = {}
        self._publish(self._conflicts, fresh=fresh)

    def _try_pages(self, responder: Responder) -> None:
        """Render pages that are likely open in a browser; raise LayoutError if one fails."""
        requested = dict(self._requested)  # requests in other threads add to it
        fast = [path for path, spent in requested.items() if spent < FAST_PAGE_SECONDS]
        for path in fast[-PAGES_TRIED:]:
            responder.answer(path)

    def _first(self, catalog: Catalog) -> SiteState:
        start = time.perf_counter()
        if self._is_separate(catalog):
            state = self._incremental.first_in(self._background, catalog)
            if stored := self._stored_alignments(state):
                state = recalled(state, stored, self.incomplete.set)
        else:
            state = self._incremental.first(catalog)
            if isinstance(state.aligner, LazyAligner):
                if stored := self._stored_alignments(state):
                    state.aligner.recall(stored)
                else:
                    state.aligner.prepare()
        self._full_seconds = time.perf_counter() - start
        return state

    def _stored_alignments(self, state: SiteState) -> StoredAlignments | None:
        context = self._responder_for(state).context
        return stored_alignments(self._config, context, self._layouts.folders)

    def _is_separate(self, catalog: Catalog) -> bool:
        """Return whether another process pairs and aligns the tools.

        What readers searched for is compared with all capabilities, by an aligner of this process.
        """
        return len(catalog.tools) >= SEPARATE and not catalog.evidence

    def _full(self, state: SiteState) -> SiteState:
        if state.complete and state.is_prepared:
            return state
        start = time.perf_counter()
        if self._is_separate(state.catalog):
            full = self._incremental.full_in(self._background, state, self.incomplete.set)
        else:
            full = self._incremental.full(state)
        seconds = time.perf_counter() - start
        self._full_seconds = max(seconds, self._full_seconds) if state.is_aligned else seconds
        return full

    def _is_small(self, catalog: Catalog) -> bool:
        """Return whether all that a change needs, new alignments included, takes little time."""
        return self._full_seconds < SMALL_SITE_SECONDS and not self._is_separate(catalog)

    def _responder_for(self, state: SiteState) -> Responder:
        return Responder(state, self._config.base_url, self._layouts, self._responder)

    def _file_stamps(self, catalog: Catalog) -> tuple[object, ...]:
        """Return values that change when a layout or a static file does."""
        static = (stamp(file.source) for file in catalog.static)
        return (*self._layouts.stamps(), *static)

    def _differs(self, after: Responder) -> bool:
        """Return whether a requested page changes; a slow page, or one of very many, counts so."""
        before, requested = self._responder, dict(self._requested)
        if before is None:
            return bool(requested)
        return len(requested) >= PAGES_REMEMBERED or any(
            seconds >= FAST_PAGE_SECONDS or before.answer(path) != after.answer(path)
            for path, seconds in requested.items()
        )

    def _publish(self, problems: Sequence[ShownProblem], *, fresh: bool = False) -> None:
        """Send the problems to browsers, and print new ones, until the preview ends."""
        if self._live.closed:
            return
        before = self._live.state.problems
        self._live.publish(problems, fresh=fresh)
        for problem in problems if tuple(problems) != before else ():
            self._log(str(problem))
        if before and not problems:
            self._log("All problems fixed")
