"""Profile of a build by stage and by layout: the output of `ssg build --profile`."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ssg.build.executor import Executor, in_processes, local_executor
from ssg.build.page_worker import Job, write_pages
from ssg.callbacks import Progress
from ssg.output.staging import Written
from ssg.site import Page
from ssg.views import PAGE_KINDS

__all__ = ["LayoutTime", "Profiler"]


@dataclass(frozen=True, slots=True)
class LayoutTime:
    """Number of pages and CPU time of one layout, summed over all processes."""

    pages: int = 0
    seconds: float = 0.0

    def __add__(self, other: "LayoutTime") -> "LayoutTime":
        """Return the sum."""
        return LayoutTime(self.pages + other.pages, self.seconds + other.seconds)


class Profiler:
    """Measures the wall time of each stage, and the CPU time of each layout."""

    def __init__(self) -> None:
        """Start the clock of the first stage."""
        self.stages: dict[str, float] = {}
        self.layouts: dict[str, LayoutTime] = {}
        self._stage, self._since = "start", time.perf_counter()

    def wrap(self, progress: Progress) -> Progress:
        """Return a progress callback that measures the stages and calls `progress`."""

        def measured(stage: str, done: int, total: int) -> None:
            self._enter(stage)
            progress(stage, done, total)

        return measured

    def _enter(self, stage: str) -> None:
        now = time.perf_counter()
        if stage != self._stage:
            self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
            self._stage, self._since = stage, now

    def executor(self, jobs: int) -> Executor:
        """Return an executor like `local_executor(jobs)` that measures each layout."""

        def write(job: Job, pages: Sequence[Page]) -> Iterator[Sequence[Written]]:
            for written, times in in_processes(_write_timed, job, pages, jobs):
                for layout, time_of_layout in times.items():
                    self.layouts[layout] = self.layouts.get(layout, LayoutTime()) + time_of_layout
                yield written

        return Executor(write=write, measure=local_executor(jobs).measure)

    def lines(self) -> list[str]:
        """Stop the clock and return both tables, sorted by time, the longest first."""
        self._enter("end")
        stages = sorted(self.stages.items(), key=lambda item: -item[1])
        layouts = sorted(self.layouts.items(), key=lambda item: -item[1].seconds)
        return [
            f"{'stage':18}{'seconds':>9}",
            *(f"{name:18}{seconds:9.2f}" for name, seconds in stages),
            "",
            f"{'layout':18}{'pages':>9}{'CPU s':>9}{'ms/page':>11}   (sum of all processes)",
            *(
                f"{name:18}{layout.pages:9,}{layout.seconds:9.2f}"
                f"{1000 * layout.seconds / layout.pages:11.3f}"
                for name, layout in layouts
            ),
        ]


def _write_timed(pages: Sequence[Page]) -> tuple[list[Written], dict[str, LayoutTime]]:
    """Render pages like `write_pages`, and measure those in a row that have one layout."""
    times: dict[str, LayoutTime] = {}
    written: list[Written] = []
    for layout, group in groupby(pages, key=_layout):
        start, together = time.process_time(), list(group)
        written += write_pages(together)
        elapsed = LayoutTime(len(together), time.process_time() - start)
        times[layout] = times.get(layout, LayoutTime()) + elapsed
    return written, times


def _layout(page: Page) -> str:
    """Return the layout of a page, or the kind of a document."""
    return PAGE_KINDS[page.kind].layout if page.kind in PAGE_KINDS else page.kind
