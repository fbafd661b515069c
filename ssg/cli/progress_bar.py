"""Progress display: a bar on a terminal, the time of each stage with -v, nothing in a pipe."""

import gc
import sys
import time
from typing import Self

import click

from ssg.callbacks import Progress

__all__ = ["ProgressDisplay", "freezing"]

REDRAW_SECONDS = 0.05
BAR_WIDTH = 24


class ProgressDisplay:
    """Display the progress of a command on stderr."""

    def __init__(self, *, quiet: bool, verbose: int) -> None:
        self._bar_wanted = (
            not quiet and not verbose and sys.stderr is not None and sys.stderr.isatty()
        )
        self._stages_wanted = bool(verbose) and not quiet
        self._stage, self._start = "", time.perf_counter()
        self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_stage()
        if self._drawn:
            click.echo("\r\x1b[K", nl=False, err=True)

    def update(self, stage: str, done: int, total: int) -> None:
        """Receive the progress of a stage; see `ssg.callbacks.Progress`."""
        if stage != self._stage:
            self._end_stage()
            self._stage, self._start = stage, time.perf_counter()
        now = time.perf_counter()
        if self._bar_wanted and now - self._drawn > REDRAW_SECONDS:
            self._drawn = now
            filled = round(BAR_WIDTH * done / max(1, total))
            bar = (
                f"[{'#' * filled}{'-' * (BAR_WIDTH - filled)}] {done:,} of {total:,}"
                if total > 1
                else ""
            )
            click.echo(f"\r\x1b[K{stage} {bar}", nl=False, err=True)

    def _end_stage(self) -> None:
        if self._stages_wanted and self._stage:
            click.echo(f"{self._stage}: {time.perf_counter() - self._start:.2f} s", err=True)
        self._stage = ""


def freezing(progress: Progress) -> Progress:
    """Exclude the objects of finished stages from garbage collection.

    They live until the process ends, and collecting costs time and unshares memory of forks.
    """
    stages = set[str]()

    def on_progress(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.add(stage)
            gc.freeze()
        progress(stage, done, total)

    return on_progress
