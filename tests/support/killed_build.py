"""Run a build that kills itself at a chosen moment.

    python killed_build.py SITE PHASE NUMBER VICTIM LOG WORD...

A moment is an operation on files: the NUMBER-th one of a phase (0: none). VICTIM is `group`: all
processes, `main`: the first one, or `worker`: one that it has started. Each operation adds the name
of its phase to the file LOG, in lower case for the first process. WORD...: a command of ssg.
Sites of any size are worth worker processes here.
"""

import ctypes  # noqa: F401  (its import uses what is counted)
import os
import signal
import sys
from typing import Any

from ssg import parallel

__all__ = ["AFTER", "EXCHANGE", "LOADING", "PHASES", "PUBLISHING", "RENDERING"]

LOADING, RENDERING, PUBLISHING = "loading", "rendering", "publishing"
EXCHANGE, AFTER = "exchange", "after"
PHASES = LOADING, RENDERING, PUBLISHING, EXCHANGE, AFTER
OPERATIONS = frozenset(
    {
        "open",
        "os.chmod",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.scandir",
        "os.truncate",
    }
)
"""Audit events."""


class _Watch:
    """Counts the operations of this process."""

    def __init__(self, site: str, phase: str, number: int, victim: str, log: int) -> None:
        self.site, self.phase, self.number, self.victim, self.log = site, phase, number, victim, log
        self.first = self.process = os.getpid()
        self.seen = 0
        self.exchanged = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """See an audit event."""
        phase = self._phase(event, arguments)
        if not phase:
            return
        if os.getpid() != self.process:
            self.process, self.seen = os.getpid(), 0
        is_first = self.process == self.first
        os.write(self.log, f"{phase if is_first else phase.upper()}\n".encode())
        self.seen += phase == self.phase
        if self.seen == self.number and phase == self.phase:
            if self.victim == "group":
                os.killpg(os.getpgrp(), signal.SIGKILL)
            elif is_first == (self.victim == "main"):
                os.kill(self.process, signal.SIGKILL)

    def _phase(self, event: str, arguments: tuple[Any, ...]) -> str:
        """Return the phase of an operation; empty for what is not one of a build."""
        if event == "ctypes.dlsym" and arguments[1] == "renameat2":
            self.exchanged = True
            return EXCHANGE
        if event not in OPERATIONS or not isinstance(arguments[0], str | bytes):
            return ""
        path = os.fsdecode(arguments[0])
        if not path.startswith(self.site):
            return ""
        if self.exchanged:
            return AFTER
        if event == "os.rename" and os.fsdecode(arguments[1]) == f"{self.site}/public":
            self.exchanged = True
            return EXCHANGE
        name = path[len(self.site) + 1 :]
        if name.startswith("content"):
            return LOADING
        is_moved = event in {"os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod"}
        is_record = ".public.ssg/stage-" not in path and not name.startswith("public")
        return PUBLISHING if is_moved or is_record else RENDERING


def main() -> None:
    """Run the command."""
    site, phase, number, victim, file, *words = sys.argv[1:]
    log = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    parallel.WORTH_WORKERS = 5
    from ssg.cli.main import main as run  # noqa: PLC0415  (after the change above)

    sys.argv[:] = ["ssg", *words]
    sys.addaudithook(_Watch(site, phase, int(number), victim, log))
    run()


if __name__ == "__main__":
    main()
