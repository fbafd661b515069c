"""A piece of work -> the same work in a forked process, beside what goes on here; without fork, done when asked for."""

import os
import pickle
import sys
from collections.abc import Callable
from typing import TypeVar

from ssg.errors import BuildError

__all__ = ["beside"]

Result = TypeVar("Result")


def beside(work: Callable[[], Result], *, worth: bool = True) -> Callable[[], Result]:
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
