"""Executor interface: render pages in local worker processes or on a cluster.

The output is identical wherever a page is rendered.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from ssg.build.page_table import TILE, PageTable
from ssg.build.page_worker import Job, measure_pages, set_up, write_pages
from ssg.build.uniqueness import Measured
from ssg.comparison.score_rows import KEPT_CAPABILITIES
from ssg.frozen import frozen
from ssg.output.publish import Written
from ssg.parallel import map_chunks
from ssg.site import Page

__all__ = ["Executor", "local_executor"]

Result = TypeVar("Result")

MOST_CAPABILITIES = KEPT_CAPABILITIES * 3 // 4
"""Capabilities of a tile of tools; the rest is for the tools that these are compared with."""


@frozen
class Executor:
    """Processes many pages; both functions yield results in chunks while the rest is running."""

    write: Callable[[Job, Sequence[Page]], Iterator[Sequence[Written]]]
    """Render pages into the stage of the job."""
    measure: Callable[[Job, Sequence[Page]], Iterator[Sequence[Measured]]]
    """Render versus pages and return the blocks of their text."""


def local_executor(jobs: int, method: str = "") -> Executor:
    """Return the executor for `jobs` processes of this machine; for `method` see `map_chunks`."""

    def run(
        work: Callable[[Sequence[Page]], Result], job: Job, pages: Sequence[Page]
    ) -> Iterator[Result]:
        rest = PageTable.of(pages).by_tiles(_tile(job))
        if jobs > 1:
            first, rest = rest.parted()
            if first:  # processes that are forked later have what is computed of each tool
                set_up(job)
                yield work(first)
        yield from map_chunks(work, rest, jobs, partial(set_up, job), method)

    return Executor(
        write=lambda job, pages: run(write_pages, job, pages),
        measure=lambda job, pages: run(measure_pages, job, pages),
    )


def _tile(job: Job) -> int:
    """Return how many tools are at work at a time: fewer if they have many capabilities."""
    tools = job.site.catalog.tools
    capabilities = sum(len(tool.capabilities) for tool in tools)
    return min(TILE, MOST_CAPABILITIES * len(tools) // capabilities or 1) if capabilities else TILE
