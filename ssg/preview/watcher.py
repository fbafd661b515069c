"""Watch folders: report sets of changed files. A burst of writes is one set for any editor.

Notifications of the system are used; where they are missing or refused, files are polled.
"""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

__all__ = ["watching"]

QUIET = 0.03
"""Seconds without an event that end a burst; editors that delete and recreate need less."""
LONGEST = 0.5
"""Maximum length of a burst in seconds."""
POLL_EVERY = 0.5
"""Seconds between two checks when polling."""
ONLY_READ = {"opened", "closed_no_write"}
"""Events caused by reading."""
REFUSED = (
    "cannot watch more folders ({reason}): checking every {every} s instead; "
    "see fs.inotify in sysctl"
)

# Without a handler, messages of watchdog would be printed.
logging.getLogger("watchdog").addHandler(logging.NullHandler())

OnChange = Callable[[frozenset[Path]], None]


@dataclass(frozen=True, slots=True)
class _Change:
    """A change event."""

    path: Path
    of_folder: bool
    """Whether a folder was created, deleted or moved."""


_Events: TypeAlias = "queue.SimpleQueue[_Change | None]"


@contextmanager
def watching(
    root: Path,
    folders: Sequence[Path],
    on_change: OnChange,
    log: Callable[[str], None],
    *,
    poll: bool,
) -> Iterator[None]:
    """Watch folders while the block runs; call `on_change` in a thread with the changed files.

    Folders may be missing, created, deleted and replaced: those inside `root` are noticed there.
    """
    events: _Events = queue.SimpleQueue()
    watch = _Watch(
        PollingObserver(timeout=POLL_EVERY) if poll else Observer(), _Handler(events), root, folders
    )
    watch.observer.start()
    watch.renew(log)
    thread = threading.Thread(
        target=_report, args=(events, watch, on_change, log), name="ssg watch", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        events.put(None)
        thread.join()
        watch.observer.stop()
        watch.observer.join()


class _Handler(FileSystemEventHandler):
    """Queues each event that is a change."""

    def __init__(self, events: _Events) -> None:
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ONLY_READ:
            of_folder = event.is_directory and event.event_type != "modified"
            for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}:
                self._events.put(_Change(Path(path), of_folder))


@dataclass(slots=True)
class _Watch:
    """The observer and what it watches."""

    observer: BaseObserver
    handler: _Handler
    root: Path
    folders: Sequence[Path]

    def renew(self, log: Callable[[str], None]) -> None:
        """Replace all watches by new ones for the existing folders; poll if the system refuses.

        A watch stays with a folder that is moved away, and watchdog misses some folders while
        others are created and deleted.
        """
        try:
            self._watch_all()
        except OSError as error:
            self.observer.stop()
            self.observer.join()
            if isinstance(self.observer, PollingObserver):
                raise
            log(REFUSED.format(reason=error.strerror, every=POLL_EVERY))
            self.observer = PollingObserver(timeout=POLL_EVERY)
            self.observer.start()
            self._watch_all()

    def _watch_all(self) -> None:
        self.observer.unschedule_all()
        self.observer.schedule(self.handler, str(self.root))
        for folder in self.folders:
            if folder.is_dir():
                # A folder that was just deleted causes an event of its own.
                with suppress(FileNotFoundError, NotADirectoryError):
                    self.observer.schedule(self.handler, str(folder), recursive=True)


def _report(
    events: _Events, watch: _Watch, on_change: OnChange, log: Callable[[str], None]
) -> None:
    """Report bursts of changes until the end."""
    while (first := events.get()) is not None:
        changes, ended = _burst(events, first)
        watched = [
            change
            for change in changes
            if any(change.path.is_relative_to(folder) for folder in watch.folders)
        ]
        if any(change.of_folder for change in watched) and not ended:
            with suppress(OSError):
                watch.renew(log)
            # Report again, as changes during the renewal were not noticed.
            events.put(_Change(watched[0].path, of_folder=False))
        if watched:
            on_change(frozenset(change.path for change in watched))
        if ended:
            return


def _burst(events: _Events, first: _Change) -> tuple[list[_Change], bool]:
    """Collect events until there is a pause; return them, and whether the end was reached."""
    changes, end = [first], time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            change = events.get(timeout=QUIET)
        except queue.Empty:
            break
        if change is None:
            return changes, True
        changes.append(change)
    return changes, False
