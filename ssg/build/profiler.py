"""How long a build takes, by stage and by layout: what `ssg build --profile` prints."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ssg.build.executor import Executor, local_executor
from ssg.build.page_worker import Job, set_up, write_pages
from ssg.output.publish import Written
from ssg.parallel import map_chunks
from ssg.site import Page
from ssg.views import PAGE_KINDS

__all__ = ["Spent", "Timing"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What pages of one layout took, all processes together."""

    pages: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        """Take both together."""
        return Spent(self.pages + other.pages, self.seconds + other.seconds)


class Timing:
    """Listens to a build and times it."""

    def __init__(self) -> None:
        """Start the clock."""
        self.stages: dict[str, float] = {}
        self.layouts: dict[str, Spent] = {}
        self._stage, self._since = "start", time.perf_counter()

    def with_listener(
        self, progress: Callable[[str, int, int], None]
    ) -> Callable[[str, int, int], None]:
        """Return what a build tells its progress to: it is timed here and passed on."""

        def hear(stage: str, done: int, total: int) -> None:
            self._hear(stage)
            progress(stage, done, total)

        return hear

    def _hear(self, stage: str) -> None:
        now = time.perf_counter()
        if stage != self._stage:
            self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
            self._stage, self._since = stage, now

    def engine(self, jobs: int) -> Executor:
        """Return an engine that renders as `local_executor` does and takes note of each layout."""

        def write(job: Job, pages: Sequence[Page]) -> Iterator[Sequence[Written]]:
            for written, spent in map_chunks(_write_timed, pages, jobs, set_up, job):
                for layout, one in spent.items():
                    self.layouts[layout] = self.layouts.get(layout, Spent()) + one
                yield written

        return Executor(write=write, measure=local_executor(jobs).measure)

    def lines(self) -> list[str]:
        """End the clock and return the two tables, the longest first."""
        self._hear("end")
        longest = sorted(self.stages.items(), key=lambda one: -one[1])
        slowest = sorted(self.layouts.items(), key=lambda one: -one[1].seconds)
        return [
            f"{'stage':18}{'seconds':>9}",
            *(f"{name:18}{seconds:9.2f}" for name, seconds in longest),
            "",
            f"{'layout':18}{'pages':>9}{'seconds':>9}{'ms a page':>11}   (all processes; view, layout and write)",
            *(
                f"{name:18}{one.pages:9,}{one.seconds:9.2f}{1000 * one.seconds / one.pages:11.3f}"
                for name, one in slowest
            ),
        ]


def _write_timed(pages: Sequence[Page]) -> tuple[list[Written], dict[str, Spent]]:
    """Make pages as `write_pages` does, page by page."""
    spent: dict[str, Spent] = {}
    written: list[Written] = []
    for page in pages:
        start = time.perf_counter()
        written += write_pages((page,))
        layout = PAGE_KINDS[page.kind].layout
        spent[layout] = spent.get(layout, Spent()) + Spent(1, time.perf_counter() - start)
    return written, spent
