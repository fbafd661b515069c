"""Where pages are made: in this process and its workers, or elsewhere. Whoever makes them, the bytes are the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ssg.page import Page
from ssg.pool import map_chunks
from ssg.uniqueness import Measured
from ssg.work import Job, measure_pages, set_up, write_pages
from ssg.write import Written

__all__ = ["Engine", "here"]


@dataclass(frozen=True, slots=True)
class Engine:
    """Makes many pages at once; both functions give their results in pieces, while the rest is still being made."""

    write: Callable[[Job, Sequence[Page]], Iterator[Sequence[Written]]]
    """Make pages and stage them where the job says."""
    measure: Callable[[Job, Sequence[Page]], Iterator[Sequence[Measured]]]
    """Make versus pages and say what their text is made of."""


def here(jobs: int, method: str = "") -> Engine:
    """Return the engine that uses so many processes of this machine; `method` is how they start, see `map_chunks`."""
    return Engine(
        write=lambda job, pages: map_chunks(write_pages, pages, jobs, set_up, job, method),
        measure=lambda job, pages: map_chunks(measure_pages, pages, jobs, set_up, job, method),
    )
