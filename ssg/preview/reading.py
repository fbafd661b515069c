"""Reading the files of a site between responses: both need the interpreter, and a reader waits."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ssg.content.tool_cache import Read, ToolCache
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext

__all__ = ["CacheInSlices", "Responses"]

SLICE = 20
"""Files that are read before the next look at requests: some 20 ms."""
LONGEST = 0.5
"""Seconds that reading waits for responses; then it continues while they are made."""


class Responses:
    """The responses that are made at the moment."""

    def __init__(self) -> None:
        self._number, self._changed = 0, threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a response, which is made inside the block."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._number += number
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until there is none."""
        with self._changed:
            self._changed.wait_for(lambda: not self._number, LONGEST)


class CacheInSlices(ToolCache):
    """A cache whose missing tools are read in slices, with a call before each."""

    def __init__(self, cache: ToolCache, give_way: Callable[[], None]) -> None:
        """Take the cache, and a function that may wait, or raise to stop reading."""
        super().__init__()
        self._cache, self._give_way = cache, give_way

    def recall(
        self, context: ValidationContext, files: Sequence[ToolFiles], read: Read
    ) -> list[ReadTool]:
        """Return the tools of these files, in order; only changed files are read."""

        def read_in_slices(missing: Sequence[ToolFiles]) -> list[ReadTool]:
            results: list[ReadTool] = []
            for start in range(0, len(missing), SLICE):
                self._give_way()
                results += read(missing[start : start + SLICE])
            return results

        self._give_way()
        results = self._cache.recall(context, files, read_in_slices)
        self._give_way()
        return results
