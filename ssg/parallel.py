"""Run functions in worker processes, with the same results in the same order."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.process import BaseProcess
from typing import BinaryIO, TypeVar

from ssg.errors import BuildError

__all__ = [
    "CAN_FORK",
    "WORTH_WORKERS",
    "collection_paused",
    "forked",
    "iterated_in_child",
    "map_chunks",
    "run_forked",
    "start_process",
]

CHUNK, LEAST_CHUNK = 400, 16
"""Maximum and minimum number of items in a task; the maximum is some 0.2 s of work."""
ROUNDS = 2
"""Tasks of each worker in which the rest would be done: the last tasks are small, so that all
workers end at about the same time."""
QUEUED = 4
"""Chunks for each worker that are submitted at a time: a chunk and its result take memory."""
WORTH_WORKERS = 200
"""Fewer items are processed in this process: starting workers would take longer."""
CAN_FORK = sys.platform not in {"win32", "darwin"}
"""Whether a process can be forked safely."""
ORPHAN_CHECK = 0.5
"""Seconds between two checks of a worker whether its parent is alive."""
DIED = "a worker process died, possibly out of memory; build again with --jobs 1"
BLOCKED_SIGNALS = (signal.SIGINT, signal.SIGTERM)

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def collection_paused(*, lasting: bool = False) -> Iterator[None]:
    """Disable garbage collection while many acyclic objects are created.

    Collecting costs more than creating them. If they are `lasting`, they count as old ones at once,
    which only full collections look at; or as frozen ones, if there are such.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled and lasting:
            is_frozen = gc.get_freeze_count() > 0
            gc.freeze()
            if not is_frozen:
                gc.unfreeze()
        if enabled:
            gc.enable()


def _no_set_up() -> None:
    """Set up a process without state."""


def map_chunks(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    jobs: int,
    initializer: Callable[[], object] = _no_set_up,
    method: str = "",
) -> Iterator[Result]:
    """Yield `work(chunk)` for the items in chunks, in order.

    `initializer` runs once in every process, before its first chunk. `method` is a start method
    of `multiprocessing`; the default is fork, or spawn on systems without fork. Raise
    BuildError when a worker dies.
    """
    chunks = _chunks(items, max(1, jobs) * ROUNDS)
    if jobs <= 1 or len(items) < WORTH_WORKERS:
        initializer()
        yield from map(work, chunks)
        return
    method = method or ("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    pool = ProcessPoolExecutor(
        min(jobs, -(-len(items) // LEAST_CHUNK)),
        mp_context=multiprocessing.get_context(method),
        initializer=_start_worker,
        initargs=(os.getpid(), initializer),
    )
    gc.freeze()  # looking at what workers share would copy it, here as in a worker
    try:
        yield from _in_order(pool, work, chunks, jobs * QUEUED)
    except BrokenProcessPool as error:
        raise BuildError(DIED) from error
    finally:
        gc.unfreeze()
        pool.shutdown(cancel_futures=True)


def _chunks(items: Sequence[Item], parts: int) -> Iterator[Sequence[Item]]:
    """Yield items in chunks; each is one of so many parts of what is left."""
    start = 0
    while start < len(items):
        size = max(LEAST_CHUNK, min(CHUNK, (len(items) - start) // parts))
        yield items[start : start + size]
        start += size


def _in_order(
    pool: ProcessPoolExecutor,
    work: Callable[[Sequence[Item]], Result],
    chunks: Iterator[Sequence[Item]],
    most: int,
) -> Iterator[Result]:
    """Yield the results of chunks in order; at most so many are submitted at a time."""
    running: deque[Future[Result]] = deque()
    while True:
        with _signals_blocked():  # an interrupt while workers start would hang the pool
            for chunk in islice(chunks, most - len(running)):
                running.append(pool.submit(work, chunk))
        if not running:
            return
        yield running.popleft().result()


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block SIGINT and SIGTERM inside the block; processes started in it inherit the mask."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(parent: int, initializer: Callable[[], object]) -> None:
    """Set up a worker process: ignore SIGINT, exit with the parent, run the initializer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, BLOCKED_SIGNALS)
    threading.Thread(target=_exit_with, args=(parent,), daemon=True).start()
    gc.freeze()  # what the parent had lives as long: looking at it would copy its memory
    initializer()


def start_process(work: Callable[..., object], *arguments: object) -> BaseProcess:
    """Run a function in a new process, which shares no memory and ends with this one.

    Both must be picklable. A process with threads may call this: nothing is forked.
    """
    target = partial(_start_worker, os.getpid(), partial(work, *arguments))
    process = multiprocessing.get_context("spawn").Process(target=target, daemon=True)
    with _signals_blocked():
        process.start()
    return process


def _exit_with(parent: int) -> None:
    """Exit when the parent has exited; else workers of a killed parent wait forever."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK)
    os._exit(1)


def run_forked(work: Callable[[], Result], *, worth: bool = True) -> Callable[[], Result]:
    """Run a function in a forked child and return a getter for its result.

    The result must be picklable. If `worth` is false, and on systems without safe fork, the
    function runs in this process when the getter is called. The getter raises the error of the
    function, BuildError if the child has died.
    """
    if not worth or not CAN_FORK:
        return work
    child, pipe = _start_child(lambda: iter((work(),)))

    def result() -> Result:
        try:
            with pipe:
                values: list[Result] = [*_received(pipe)]
        finally:
            os.waitpid(child, 0)
        return values[0]

    return result


@contextmanager
def forked(work: Callable[[], Result], *, worth: bool = True) -> Iterator[Callable[[], Result]]:
    """Yield a getter as `run_forked` returns it; if the block fails, wait for the child to end."""
    get = run_forked(work, worth=worth)
    pending = [] if get is work else [get]

    def result() -> Result:
        pending.clear()
        return get()

    try:
        yield result
    except BaseException:
        for wait in pending:
            with suppress(Exception):  # the error of the block counts
                wait()
        raise


def iterated_in_child(work: Callable[[], Iterator[Result]]) -> Iterator[Result]:
    """Yield what an iterator yields that runs in a forked child, which may start workers.

    What it needs is memory of the child, not of this process. The items must be picklable. Raise
    the error of the iterator, BuildError if the child has died. On systems without safe fork, it
    runs in this process. The child ends when the caller stops early.
    """
    if not CAN_FORK:
        yield from work()
        return
    child, pipe = _start_child(work)
    is_done = False
    try:
        with pipe:
            yield from _received(pipe)
        is_done = True
    finally:
        if not is_done:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _start_child(work: Callable[[], Iterator[Result]]) -> tuple[int, BinaryIO]:
    """Fork a child that sends what an iterator yields; return its process id and the pipe."""
    parent = os.getpid()
    reading, writing = os.pipe()
    with _signals_blocked():  # an interrupt inside the interpreter's own fork hooks is printed
        child = os.fork()
        if child == 0:
            _iterate_and_exit(work, parent, reading, writing)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def _received(pipe: BinaryIO) -> Iterator[Result]:
    """Yield the items that `_iterate_and_exit` sends; raise its error."""
    while True:
        try:
            is_item, value = pickle.load(pipe)  # noqa: S301  (written by our own child)
        except (EOFError, pickle.UnpicklingError) as error:
            raise BuildError(DIED) from error
        if is_item:
            yield value
        elif value is None:
            return
        else:
            raised, trace = value
            raise raised from RuntimeError(trace)


def _iterate_and_exit(
    work: Callable[[], Iterator[Result]], parent: int, reading: int, writing: int
) -> None:
    """Send what an iterator yields, in the child; then its error, or that it has ended.

    Exit without the exit handlers of the parent.
    """
    status = 1
    try:
        _end_by_signals()
        threading.Thread(target=_exit_with, args=(parent,), daemon=True).start()
        gc.freeze()  # as in `_start_worker`
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            try:
                for item in work():
                    pickle.dump((True, item), pipe, protocol=pickle.HIGHEST_PROTOCOL)
                    pipe.flush()
                end = None
            except Exception as error:  # noqa: BLE001  (raised in the parent)
                end = error, "".join(traceback.format_exception(error))
            pickle.dump((False, end), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _end_by_signals() -> None:
    """Let SIGINT and SIGTERM end this process without a message: the parent reports them."""
    for number in BLOCKED_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, BLOCKED_SIGNALS)
