"""Run functions in worker processes, with the same results in the same order."""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from ssg.errors import BuildError

__all__ = ["map_chunks", "run_forked"]


CHUNK = 200
"""The most items handed to a worker at once: some 50 ms of work; handing over costs nothing, and no worker waits long."""


LEAST_CHUNKS = 8
"""Chunks for each worker where there are fewer items, so that all end at about the same time."""


WORTH_WORKERS = 400
"""Fewer items are done sooner here than workers start."""


ORPHAN_CHECK = 0.5
"""Seconds between two looks of a worker at whether its parent still lives."""


HELD = (signal.SIGINT, signal.SIGTERM)


Item = TypeVar("Item")


Result = TypeVar("Result")


Setup = TypeVar("Setup")


def map_chunks(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    jobs: int,
    initializer: Callable[[Setup], None],
    setup: Setup,
    method: str = "",
) -> Iterator[Result]:
    """Yield `work(chunk)` for the items in chunks, in order.

    `initializer(setup)` runs once in every process, before its first chunk. Workers start by `method`, a name that
    `multiprocessing` knows: by default fork, and spawn where there is none. Raise BuildError when a worker dies.
    """
    size = max(1, min(CHUNK, len(items) // (max(1, jobs) * LEAST_CHUNKS)))
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    if jobs <= 1 or len(items) < WORTH_WORKERS:
        initializer(setup)
        yield from map(work, chunks)
        return
    method = method or ("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    pool = ProcessPoolExecutor(
        min(jobs, len(chunks)),
        mp_context=multiprocessing.get_context(method),
        initializer=_start_worker,
        initargs=(os.getpid(), initializer, setup),
    )
    try:
        with _held():  # Ctrl-C while the workers start would leave some half started, and the pool unable to end
            results = pool.map(work, chunks)
        yield from results
    except BrokenProcessPool as error:
        raise BuildError(
            "a worker process died, perhaps for want of memory; build again with --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _held() -> Iterator[None]:
    """Let Ctrl-C and a polite kill wait until the block is over; processes started in it begin without them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(parent: int, initializer: Callable[[Setup], None], setup: Setup) -> None:
    """Make a worker that ends with its parent, leaves Ctrl-C to it, and is ready to work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    initializer(setup)


def _end_with(parent: int) -> None:
    """Wait for the parent to be gone: a killed parent cannot tell its workers, who would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK)
    os._exit(1)


def run_forked(work: Callable[[], Result], *, worth: bool = True) -> Callable[[], Result]:
    """Begin the work and return a function that waits for its result, which must be one that can be pickled.

    `worth` says whether a process pays: else, and on systems without fork, the work is done when the result is asked for.
    Calling the function raises BuildError when the process has died.
    """
    if not worth or sys.platform in {"win32", "darwin"}:
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_leave(work, reading, writing)
    os.close(writing)

    def result() -> Result:
        with os.fdopen(reading, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        if status:
            raise BuildError("a process that helped has died, perhaps for want of memory")
        found: Result = pickle.loads(answer)  # noqa: S301  (our own child wrote it)
        return found

    return result


def _work_and_leave(work: Callable[[], object], reading: int, writing: int) -> None:
    """Do the work in the child, send what came of it, and end without any of the parent's clean-up."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)
