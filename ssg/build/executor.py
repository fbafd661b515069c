"""Executor interface: render pages in local worker processes or on a cluster.

The output is identical wherever a page is rendered.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from ssg.build.page_table import TILE, PageTable
from ssg.build.page_worker import (
    Job,
    measure_pages,
    prepare_aligner,
    set_up,
    write_pages,
)
from ssg.build.uniqueness import Measured
from ssg.comparison.candidates import MOST_STACKED
from ssg.comparison.tool_texts import forget_texts
from ssg.output.staging import Written
from ssg.parallel import iterated_in_child, map_chunks
from ssg.site import Page

__all__ = ["Executor", "in_processes", "local_executor"]

Result = TypeVar("Result")

LARGE = 50_000
"""Pages from which a process that ends after rendering, and keeps what belongs to each tool until
then, is worth its time: 0.9 s with 19,900 comparisons."""
MOST_CAPABILITIES = MOST_STACKED * 3 // 4
"""Capabilities of a tile of tools; the rest is for the tools that these are compared with."""


class Executor(NamedTuple):
    """Processes many pages; both functions yield results in chunks while the rest is running."""

    write: Callable[[Job, Sequence[Page]], Iterator[Sequence[Written]]]
    """Render pages into the stage of the job."""
    measure: Callable[[Job, Sequence[Page]], Iterator[Sequence[Measured]]]
    """Render versus pages and return the blocks of their text."""


def local_executor(jobs: int, method: str = "") -> Executor:
    """Return the executor for `jobs` processes of this machine; for `method` see `map_chunks`."""
    return Executor(
        write=lambda job, pages: in_processes(write_pages, job, pages, jobs, method),
        measure=lambda job, pages: in_processes(measure_pages, job, pages, jobs, method),
    )


def in_processes(
    work: Callable[[Sequence[Page]], Result],
    job: Job,
    pages: Sequence[Page],
    jobs: int,
    method: str = "",
) -> Iterator[Result]:
    """Yield the results of work on chunks of pages, in `jobs` processes of this machine."""
    parts = [PageTable.of(pages).by_tiles(_tile(job))]
    if jobs > 1 and len(pages) >= LARGE:
        parts = parts[0].parted()
    first, *rest = parts
    in_workers = partial(map_chunks, work, jobs=jobs, initializer=partial(set_up, job))
    if not rest:
        prepare_aligner(job, first)
        yield from in_workers(first, method=method)
        return

    def run_parts() -> Iterator[Result]:
        """Yield the results; workers are forked when much is computed of each tool."""
        set_up(job)
        prepare_aligner(job, pages)
        yield work(first)
        gc.collect()  # the workers share what is in use, and what is free
        for part in rest:  # each has workers of its own, without what those before have kept
            yield from in_workers(part, method=method)
            forget_texts()

    yield from iterated_in_child(run_parts)


def _tile(job: Job) -> int:
    """Return how many tools are at work at a time: fewer if they have many capabilities."""
    tools = job.site.catalog.tools
    capabilities = sum(len(tool.capability_ids) for tool in tools)
    return min(TILE, MOST_CAPABILITIES * len(tools) // capabilities or 1) if capabilities else TILE
