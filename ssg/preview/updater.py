"""Threads that keep a preview up to date: read files, complete updates, watch for changes."""

import gc
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ssg.preview.reload import Live, ShownProblem
from ssg.preview.state import Preview
from ssg.preview.watcher import watching

__all__ = ["following"]

Log = Callable[[str], None]
Result = TypeVar("Result")
PAUSE = 0.3
"""Seconds for browsers to load their pages before the slow part of an update starts."""


@contextmanager
def following(
    preview: Preview,
    live: Live,
    log: Log,
    *,
    folders: Sequence[Path] = (),
    poll: bool = False,
    updated: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Read all files, and update the preview on changes in these folders.

    `log` prints a message; `updated` runs after the first reading and after each slow update.
    Without folders, changes are not watched.
    """
    follower = _Follower(preview, live, log, updated)
    with ExitStack() as stack:
        if folders:
            stack.enter_context(watching(preview.root, folders, follower.notice, log, poll=poll))
        for work in (follower.read, follower.complete):
            threading.Thread(target=work, name=f"ssg {work.__name__}", daemon=True).start()
        try:
            yield
        finally:
            live.close()
            follower.changes.put(False)
            preview.incomplete.set()
            preview.close()
            gc.unfreeze()


@dataclass(slots=True)
class _Follower:
    """State that the threads share."""

    preview: Preview
    live: Live
    log: Log
    updated: Callable[[], None]
    changes: "queue.SimpleQueue[bool]" = field(default_factory=queue.SimpleQueue)
    """True for a change, False to stop."""

    def notice(self, changed: frozenset[Path]) -> None:
        """Queue a change."""
        self.preview.touch(changed)
        self.changes.put(True)

    def read(self) -> None:
        """Read all files, then update after each change: first what is edited, then the rest."""
        self._try(self.preview.refresh)
        gc.freeze()  # nearly all of it stays: looking at it takes a second with 10,000 tools
        self.updated()
        while self._waits_for_change():
            while self._try(self.preview.show_edits) and self._waits_for_change(PAUSE):
                pass
            self._try(self.preview.refresh)

    def _waits_for_change(self, seconds: float | None = None) -> bool:
        """Wait for a change; return whether there is one, and not the end."""
        try:
            changed = self.changes.get(timeout=seconds)
        except queue.Empty:
            return False
        while changed and not self.changes.empty():
            changed = self.changes.get()
        if not changed:
            self.changes.put(False)
        return changed

    def complete(self) -> None:
        """Run the slow part of an update whenever one is pending."""
        while self.preview.incomplete.wait() and not self.live.closed:
            time.sleep(PAUSE)
            self._try(self.preview.complete)
            self.updated()

    def _try(self, work: Callable[[], Result]) -> Result | None:
        """Run work; report an unexpected exception instead of ending the thread."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001  (the last handler of this thread)
            message = f"internal error: {type(error).__name__}: {error}"
            problem = ShownProblem(message=message, hint="this is a bug in ssg; restart ssg serve")
            self.live.publish([problem], fresh=False)
            self.log(message)
            return None
