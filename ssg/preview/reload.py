"""What a preview tells the browsers that show it: when to load the page again, and what is wrong with the content.

The state goes out as server-sent events. Into each page comes one script element, in the response only: never into a file.
"""

import html
import json
import re
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.errors import BuildError, Problem

__all__ = [
    "EVENTS",
    "RESERVED",
    "STATE",
    "Fault",
    "Live",
    "State",
    "fault_of",
    "fault_page",
    "inject",
    "live_files",
]

RESERVED = "/__ssg/"
"""No page of a site begins with this: slugs hold no underscore."""
EVENTS, STATE, SCRIPT, STYLE = (
    f"{RESERVED}{name}" for name in ("events", "state", "reload.js", "reload.css")
)
FAULTS_SHOWN = 20
"""More on one screen would hide the first, which often is the cause of the others."""
LAYOUT_FAULT = re.compile(
    r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<message>.*?)(?:; (?P<hint>[^;]*))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong, as the overlay shows it."""

    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        code = f"error[{self.code}] " if self.code else ""
        return f"{place}{code}{self.message}" + (f"; {self.hint}" if self.hint else "")


def fault_of(problem: Problem | BuildError) -> Fault:
    """Return what the overlay shows of a problem in the content or of a fault in a layout."""
    if isinstance(problem, Problem):
        return Fault(
            file=problem.file,
            line=problem.line,
            column=problem.column,
            code=problem.code,
            message=problem.message,
            hint=problem.hint,
        )
    found = LAYOUT_FAULT.fullmatch(str(problem))
    if not found:
        return Fault(message=str(problem))
    return Fault(
        file=found["file"],
        line=int(found["line"]),
        column=int(found["column"]),
        message=found["message"],
        hint=found["hint"] or "",
    )


@dataclass(frozen=True, slots=True)
class State:
    """What browsers are told."""

    generation: str
    """Changes whenever pages may have changed; another one after a restart."""
    faults: tuple[Fault, ...]

    def as_json(self) -> str:
        """Write it for the script, on one line."""
        shown = [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "code": one.code,
                "message": one.message,
                "hint": one.hint,
            }
            for one in self.faults[:FAULTS_SHOWN]
        ]
        return json.dumps(
            {"generation": self.generation, "faults": shown, "more": len(self.faults) - len(shown)}
        )


class Live:
    """The state, and the threads that wait for it to change."""

    def __init__(self) -> None:
        self._start = secrets.token_hex(4)
        self._count = 1
        self._faults: tuple[Fault, ...] = ()
        self._changed = threading.Condition()
        self.closed = False

    @property
    def state(self) -> State:
        """What browsers are told now."""
        return State(f"{self._start}-{self._count}", self._faults)

    def publish(self, faults: Sequence[Fault] = (), *, fresh: bool) -> None:
        """Tell the faults; with `fresh`, pages may have changed."""
        with self._changed:
            self._count += fresh
            self._faults = tuple(faults)
            self._changed.notify_all()

    def wait(self, known: State | None, seconds: float) -> State:
        """Return the state once it is another than the known one, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.state != known, seconds)
            return self.state

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


def live_files() -> dict[str, bytes]:
    """Return the script and the style sheet by their addresses."""
    folder = Path(__file__).parent
    return {
        SCRIPT: (folder / "reload.js").read_bytes(),
        STYLE: (folder / "reload.css").read_bytes(),
    }


def inject(page: bytes, generation: str, note: str = "") -> bytes:
    """Return a page with the script, and with a note at its top for whoever looks at the preview.

    The script is a file, as the pages' own policy allows no other; it stands last, so that it holds nothing up. A page that
    leads elsewhere stays as it is.
    """
    if b'http-equiv="refresh"' in page:
        return page
    script = f'<script src="{SCRIPT}" data-generation="{generation}" defer></script>'.encode()
    if note:
        mark = f'<link rel="stylesheet" href="{STYLE}"><p class="ssg-note" role="note">{html.escape(note)}</p>'.encode()
        body = re.search(rb"<body\b[^>]*>", page)
        page = page[: body.end()] + mark + page[body.end() :] if body else mark + page
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def fault_page(faults: Sequence[Fault]) -> bytes:
    """Return the page that stands where none can be made; with the script it goes away when all is mended."""
    lines = "".join(
        f"<li><code>{html.escape(str(fault))}</code></li>" for fault in faults[:FAULTS_SHOWN]
    )
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>This page cannot be shown</title><link rel="stylesheet" href="{STYLE}"></head>
<body><main class="ssg-faults"><h1>This page cannot be shown</h1><ul>{lines}</ul></main></body>
</html>
""".encode()
