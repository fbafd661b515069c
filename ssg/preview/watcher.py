"""Folders -> sets of changed files: a burst of writes is one set, whichever way an editor saves.

The system's own notices are used; where they are not to be had, or are refused, files are looked at again and again.
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

QUIET = 0.05
"""Seconds without a change after which a burst is over; editors that delete and create anew need less."""
LONGEST = 0.5
"""Seconds after which a burst is told of although it goes on."""
POLL_EVERY = 0.5
"""Seconds between two looks when polling."""
ONLY_READ = {"opened", "closed_no_write"}
"""Events that come from reading, also from our own."""
REFUSED = "the system refuses to watch more folders ({reason}): looking every {every} s instead; see fs.inotify in sysctl"

logging.getLogger("watchdog").addHandler(
    logging.NullHandler()
)  # else its remarks would go to the terminal

Hear = Callable[[frozenset[Path]], None]


@dataclass(frozen=True, slots=True)
class _Change:
    """One event."""

    path: Path
    of_folder: bool
    """Whether a folder came, went or moved."""


_Events: TypeAlias = "queue.SimpleQueue[_Change | None]"


@contextmanager
def watching(
    root: Path, folders: Sequence[Path], hear: Hear, say: Callable[[str], None], *, poll: bool
) -> Iterator[None]:
    """Watch folders while the block runs, and tell `hear`, on a thread of its own, which files have changed.

    The folders may be missing, come, go and be replaced. Where one lies in `root`, its coming is noticed there.
    """
    events: _Events = queue.SimpleQueue()
    watch = _Watch(
        PollingObserver(timeout=POLL_EVERY) if poll else Observer(), _Ear(events), root, folders
    )
    watch.observer.start()
    watch.renew(say)
    thread = threading.Thread(
        target=_tell, args=(events, watch, hear, say), name="ssg watch", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        events.put(None)
        thread.join()
        watch.observer.stop()
        watch.observer.join()


class _Ear(FileSystemEventHandler):
    """Hands on each event that is a change."""

    def __init__(self, events: _Events) -> None:
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ONLY_READ:
            of_folder = event.is_directory and event.event_type != "modified"
            for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}:
                self._events.put(_Change(Path(path), of_folder))


@dataclass(slots=True)
class _Watch:
    """What is watched."""

    observer: BaseObserver
    ear: _Ear
    root: Path
    folders: Sequence[Path]

    def renew(self, say: Callable[[str], None]) -> None:
        """Watch afresh all folders that are there; where the system refuses, begin to poll.

        A watch stays with a folder that was moved away, and watchdog loses sight of some folders while others come and go.
        """
        try:
            self._watch_all()
        except OSError as error:
            self.observer.stop()
            self.observer.join()
            if isinstance(self.observer, PollingObserver):
                raise
            say(REFUSED.format(reason=error.strerror, every=POLL_EVERY))
            self.observer = PollingObserver(timeout=POLL_EVERY)
            self.observer.start()
            self._watch_all()

    def _watch_all(self) -> None:
        self.observer.unschedule_all()
        self.observer.schedule(self.ear, str(self.root))
        for folder in self.folders:
            if folder.is_dir():
                with suppress(
                    FileNotFoundError, NotADirectoryError
                ):  # it went in this moment; that is an event as well
                    self.observer.schedule(self.ear, str(folder), recursive=True)


def _tell(events: _Events, watch: _Watch, hear: Hear, say: Callable[[str], None]) -> None:
    """Gather bursts until the end is told."""
    while (first := events.get()) is not None:
        changes, ended = _burst(events, first)
        ours = [
            one
            for one in changes
            if any(one.path.is_relative_to(folder) for folder in watch.folders)
        ]
        if any(one.of_folder for one in ours) and not ended:
            with suppress(OSError):
                watch.renew(say)
            events.put(
                _Change(ours[0].path, of_folder=False)
            )  # a second look, at what changed while nothing was watched
        if ours:
            hear(frozenset(one.path for one in ours))
        if ended:
            return


def _burst(events: _Events, first: _Change) -> tuple[list[_Change], bool]:
    """Gather what follows without a pause; tell whether it was the end of all."""
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
