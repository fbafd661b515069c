"""A preview kept up to date while a block runs: threads that read, that deduce what takes longer, and that watch."""

import gc
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ssg.preview.reload import Fault, Live
from ssg.preview.state import Preview
from ssg.preview.watcher import watching

__all__ = ["following"]

Say = Callable[[str], None]
PAUSE = 0.3
"""Seconds that browsers get to fetch their pages before what takes longer is deduced."""


@contextmanager
def following(
    preview: Preview,
    live: Live,
    say: Say,
    *,
    root: Path,
    folders: Sequence[Path] = (),
    poll: bool = False,
) -> Iterator[None]:
    """Read the files, and follow the changes in these folders."""
    follower = _Follower(preview, live, say)
    with ExitStack() as stack:
        if folders:
            stack.enter_context(watching(root, folders, follower.hear, say, poll=poll))
        for work in (follower.read, follower.settle):
            threading.Thread(target=work, name=f"ssg {work.__name__}", daemon=True).start()
        try:
            yield
        finally:
            live.close()
            follower.changes.put(False)
            preview.unsettled.set()


@dataclass(slots=True)
class _Follower:
    """What the threads share."""

    preview: Preview
    live: Live
    say: Say
    changes: "queue.SimpleQueue[bool]" = field(default_factory=queue.SimpleQueue)
    """True for a change, False for the end."""

    def hear(self, changed: frozenset[Path]) -> None:
        """Take note of a change."""
        self.preview.touch(changed)
        self.changes.put(True)

    def read(self) -> None:
        """Read all files, and again after each change."""
        gc.disable()  # a large site is millions of values, none of them garbage
        self._try(self.preview.refresh)
        gc.freeze()
        gc.enable()
        while self.changes.get():
            while not self.changes.empty():
                if not self.changes.get():
                    return
            self._try(self.preview.refresh)

    def settle(self) -> None:
        """Deduce what takes longer, whenever there is something."""
        while self.preview.unsettled.wait() and not self.live.closed:
            time.sleep(PAUSE)
            self._try(self.preview.settle)
            gc.freeze()

    def _try(self, work: Callable[[], None]) -> None:
        """Do some work; a fault of our own is told, and does not end the preview."""
        try:
            work()
        except Exception as error:  # noqa: BLE001  (the last line of defence of this thread: nobody else would hear of it)
            message = f"internal error: {type(error).__name__}: {error}"
            self.live.publish(
                [Fault(message=message, hint="this is a fault of ssg; start it again")], fresh=False
            )
            self.say(message)
