"""Where pages are made: in this process and its workers, or elsewhere. Whoever makes them, the bytes are the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ssg.build.page_worker import Job, measure_pages, set_up, write_pages
from ssg.build.uniqueness import Measured
from ssg.output.publish import Written
from ssg.parallel import map_chunks
from ssg.site import Page

__all__ = ["Executor", "local_executor"]


@dataclass(frozen=True, slots=True)
class Executor:
    """Makes many pages at once; both functions give their results in pieces, while the rest is still being made."""

    write: Callable[[Job, Sequence[Page]], Iterator[Sequence[Written]]]
    """Make pages and stage them where the job says."""
    measure: Callable[[Job, Sequence[Page]], Iterator[Sequence[Measured]]]
    """Make versus pages and say what their text is made of."""


def local_executor(jobs: int, method: str = "") -> Executor:
    """Return the engine that uses so many processes of this machine; `method` is how they start, see `map_chunks`."""
    return Executor(
        write=lambda job, pages: map_chunks(write_pages, pages, jobs, set_up, job, method),
        measure=lambda job, pages: map_chunks(measure_pages, pages, jobs, set_up, job, method),
    )
