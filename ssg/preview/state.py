"""Config -> a preview: the state of a site that follows its files, and the answer to each address at any moment.

`refresh` follows a change as fast as can be, `settle` brings what takes longer. While something is broken, answers come
from the last good state. Before all files have been read for the first time, answers are drafts.
"""

import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from ssg.catalog import Catalog
from ssg.config import Config
from ssg.content.contributors import ContributorHistory
from ssg.content.load import load
from ssg.content.site_file import load_settings
from ssg.content.tool_cache import ToolCache
from ssg.errors import BuildError, ContentError, Severity
from ssg.preview.incremental import Again, SiteState
from ssg.preview.partial_site import Drafts
from ssg.preview.reload import Fault, Live, fault_of, fault_page
from ssg.preview.responder import HTML, Responder, Response, plain_path
from ssg.rendering.templates import layout_folders, sound_environment
from ssg.urls import Addresses

__all__ = ["Preview"]

PATIENCE = 0.5
"""Seconds that a page waits for all files to have been read before it is drawn from a few."""
AT_ONCE = 0.15
"""Seconds within which everything is deduced at once: a small site has no two steps."""
PAGES_TRIED = 8
"""Of the pages asked for last, which are likely to stand in a browser: they are rendered before browsers hear of a change."""
PAGES_KNOWN = 64
QUICK_PAGE = 0.2
"""Seconds; a page that takes longer is not rendered before it is asked for."""


class Preview:
    """Follows one site. One thread calls `refresh`, one `settle`, any `answer`."""

    def __init__(
        self, config: Config, live: Live, say: Callable[[str], None], *, verbose: bool = False
    ) -> None:
        self._config, self._live, self._say, self._verbose = config, live, say, verbose
        self._memory, self._again = (
            ToolCache(),
            Again(config.as_of, ContributorHistory(config.root).credits),
        )
        self._drafts = Drafts(config, self._memory)
        self._deduced: SiteState | None = None
        self._answers: Responder | None = None
        self._clashes: tuple[Fault, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._layouts: tuple[object, Environment] | None = None
        self._full_seconds = 0.0
        self._asked: dict[str, float] = {}
        self._turn = threading.Lock()
        self.ready, self.unsettled = threading.Event(), threading.Event()

    @property
    def start_path(self) -> str:
        """The path of the home page, as far as it is known before all has been read."""
        settings = load_settings(self._config.root)[0]
        return Addresses.of(settings, self._config.base_url).href("/") if settings else "/"

    def touch(self, changed: Collection[Path]) -> None:
        """Take note of changed files; as long as pages are drafts, that makes them anew."""
        for path in changed:
            if path.is_relative_to(self._config.root):
                self._memory.forget(path.relative_to(self._config.root).as_posix())
        if not self.ready.is_set():
            self._live.publish(fresh=True)

    def refresh(self) -> None:
        """Follow the files: read what has changed, deduce what takes a moment, tell the browsers."""
        start = time.perf_counter()
        try:
            loaded = load(self._config.root, self._memory, latest=self._config.latest)
            errors = [one for one in loaded.problems if one.severity is Severity.ERROR]
            with self._turn:
                if loaded.catalog is None or errors:
                    self._tell([fault_of(one) for one in errors])
                else:
                    self._follow(loaded.catalog)
        except BuildError as error:
            self._tell([fault_of(error)])
        finally:
            self.ready.set()
            if self._verbose:
                self._say(f"Followed the files in {time.perf_counter() - start:.2f} s")

    def settle(self) -> None:
        """Deduce what `refresh` left open, and have pages loaded again where that changes them."""
        self.unsettled.clear()
        begun = self._deduced
        if begun is None:
            return
        full = self._full(begun)
        clashes = tuple(map(fault_of, self._answers_of(full).clashes()))
        with self._turn:
            if self._deduced is not begun and self._deduced:
                full = self._again.quick(self._deduced.catalog, full)
                self.unsettled.set()
            before, after = self._answers, self._answers_of(full)
            fresh = any(
                before is None or self._differs(path, before, after) for path in list(self._asked)
            )
            self._deduced, self._answers, self._clashes = full, after, clashes
            if clashes or fresh:
                self._tell(clashes or self._live.state.faults, fresh=fresh)

    def answer(self, target: str) -> Response:
        """Answer a request's target."""
        path = plain_path(target)
        try:
            if not self._answers and not self.ready.wait(PATIENCE):
                return self._drafts.answer(path, self._live.state.generation, self._environment())
            if not self._answers:
                return Response(status=500, body=fault_page(self._live.state.faults))
            start = time.perf_counter()
            response = self._answers.answer(path)
        except (BuildError, ContentError) as error:
            found = error.problems if isinstance(error, ContentError) else [error]
            return Response(status=500, body=fault_page([fault_of(one) for one in found]))
        if response.type == HTML and len(self._asked) < PAGES_KNOWN:
            self._asked[path] = time.perf_counter() - start
        return response

    def _follow(self, catalog: Catalog) -> None:
        """Bring the answers in line with a catalog without errors; raise BuildError when a layout is at fault."""
        before, seen = self._deduced, tuple(self._stamps(catalog))
        if before and seen == self._seen and _same(before.catalog, catalog):
            self._tell(self._clashes)
            return
        deduced = self._again.quick(catalog, before) if before else self._first(catalog)
        small = self._full_seconds < AT_ONCE
        if small and not deduced.complete:
            deduced = self._full(deduced)
        answers = self._answers_of(deduced)
        clashes = [fault_of(one) for one in answers.clashes()] if small else []
        if clashes:
            self._tell(clashes)
            return
        for path in [path for path, seconds in self._asked.items() if seconds < QUICK_PAGE][
            -PAGES_TRIED:
        ]:
            answers.answer(path)
        settled = small or (
            before and deduced.complete and _same_addresses(before.catalog, catalog)
        )
        if not settled:
            self.unsettled.set()
        if small or self.unsettled.is_set():
            self._clashes = ()
        self._deduced, self._answers, self._seen, self._asked = deduced, answers, seen, {}
        self._tell(self._clashes, fresh=True)

    def _first(self, catalog: Catalog) -> SiteState:
        start = time.perf_counter()
        deduced = self._again.first(catalog)
        self._full_seconds = time.perf_counter() - start
        return deduced

    def _full(self, deduced: SiteState) -> SiteState:
        if deduced.complete:
            return deduced
        start = time.perf_counter()
        full = self._again.full(deduced)
        self._full_seconds = time.perf_counter() - start
        return full

    def _answers_of(self, deduced: SiteState) -> Responder:
        return Responder(
            deduced,
            self._config.base_url,
            layout_folders(self._config.root),
            self._environment(),
            self._answers,
        )

    def _environment(self) -> Environment:
        """Return the layouts, read again when one of their files has changed; raise BuildError when one is broken."""
        stamps = tuple(_tree(layout_folders(self._config.root)))
        if self._layouts is None or self._layouts[0] != stamps:
            self._layouts = stamps, sound_environment(layout_folders(self._config.root))
        return self._layouts[1]

    def _stamps(self, catalog: Catalog) -> Iterator[object]:
        """Yield what changes when a layout or a file that is copied as it is does."""
        yield from _tree(layout_folders(self._config.root))
        yield from (_stamp(static.source) for static in catalog.static)

    def _differs(self, path: str, before: Responder, after: Responder) -> bool:
        """Tell whether a page that was asked for is another now, or may be."""
        return self._asked[path] >= QUICK_PAGE or before.answer(path) != after.answer(path)

    def _tell(self, faults: Sequence[Fault], *, fresh: bool = False) -> None:
        """Tell the browsers, and the terminal what is new."""
        before = self._live.state.faults
        self._live.publish(faults, fresh=fresh)
        for fault in faults if tuple(faults) != before else ():
            self._say(str(fault))
        if before and not faults:
            self._say("All is mended")


def _same(before: Catalog, after: Catalog) -> bool:
    """Tell whether two catalogs say the same; tools that were not read again are the same object."""
    return (
        len(before.tools) == len(after.tools)
        and all(
            one is other or one == other
            for one, other in zip(before.tools, after.tools, strict=True)
        )
        and (
            before.settings,
            before.capabilities,
            before.editorials,
            before.pages,
            before.static,
            before.synonyms,
        )
        == (
            after.settings,
            after.capabilities,
            after.editorials,
            after.pages,
            after.static,
            after.synonyms,
        )
    )


def _same_addresses(before: Catalog, after: Catalog) -> bool:
    """Tell whether two catalogs with the same pairs have the same pages."""
    named = [
        (tuple(page.slug for page in one.pages), tuple(file.address for file in one.static))
        for one in (before, after)
    ]
    return (
        before.settings == after.settings
        and named[0] == named[1]
        and all(
            one is other or (one.slug, one.aliases) == (other.slug, other.aliases)
            for one, other in zip(before.tools, after.tools, strict=True)
        )
    )


def _tree(folders: Sequence[Path]) -> Iterator[object]:
    for top in folders:
        for folder, _, names in os.walk(top):
            yield from (_stamp(os.path.join(folder, name)) for name in sorted(names))  # noqa: PTH118  (30 paths an edit)


def _stamp(path: str) -> tuple[object, ...]:
    try:
        status = os.lstat(path)
    except OSError:
        return (path,)
    return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
