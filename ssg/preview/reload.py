"""Live reload: the state that browsers receive, and the script in each page that shows it.

The state has the generation of the pages and the problems of the content. It is sent as
server-sent events. The script is added to responses only, never to files.
"""

import html
import json
import re
import secrets
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ssg.errors import BuildError, LayoutError, Problem

__all__ = [
    "EVENTS",
    "RESERVED",
    "STATE",
    "Live",
    "ShownProblem",
    "State",
    "error_page",
    "inject",
    "live_files",
]

RESERVED = "/__ssg/"
"""No page of a site has this prefix: slugs contain no underscore."""
EVENTS, STATE, SCRIPT, STYLE = (
    f"{RESERVED}{name}" for name in ("events", "state", "reload.js", "reload.css")
)
PROBLEMS_SHOWN = 20
"""A longer list would hide the first problem, which often causes the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProblem:
    """A problem as the browser overlay shows it; `file` is empty if it has no location."""

    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    message: str
    hint: str = ""

    @classmethod
    def of(cls, problem: Problem | BuildError) -> "ShownProblem":
        """Convert a problem of the content, a layout error or another error of the build."""
        if isinstance(problem, LayoutError):
            problem = problem.problem
        if isinstance(problem, BuildError):
            return cls(message=str(problem))
        return cls(
            file=problem.file,
            line=problem.line,
            column=problem.column,
            code=problem.code,
            message=problem.message,
            hint=problem.hint,
        )

    def __str__(self) -> str:
        location = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        code = f"error[{self.code}] " if self.code else ""
        return f"{location}{code}{self.message}" + (f"; {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class State:
    """The state that browsers receive."""

    generation: str
    """Changes whenever pages may have changed, and on restart."""
    problems: tuple[ShownProblem, ...]

    def as_json(self) -> str:
        """Return the state as JSON on one line."""
        shown = [asdict(problem) for problem in self.problems[:PROBLEMS_SHOWN]]
        more = len(self.problems) - len(shown)
        return json.dumps({"generation": self.generation, "problems": shown, "more": more})


class Live:
    """The current state, and threads that wait for a change."""

    def __init__(self) -> None:
        self._start = secrets.token_hex(4)
        self._count = 1
        self._problems: tuple[ShownProblem, ...] = ()
        self._changed = threading.Condition()
        self.closed = False

    @property
    def state(self) -> State:
        """The current state."""
        return State(f"{self._start}-{self._count}", self._problems)

    def publish(self, problems: Sequence[ShownProblem] = (), *, fresh: bool) -> None:
        """Replace the problems; `fresh`: pages may have changed and are to be reloaded."""
        with self._changed:
            self._count += fresh
            self._problems = tuple(problems)
            self._changed.notify_all()

    def wait(self, known: State | None, seconds: float) -> State:
        """Return the state as soon as it differs from `known`, or after the timeout."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.state != known, seconds)
            return self.state

    def close(self) -> None:
        """Wake all waiting threads and stop."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


def live_files() -> dict[str, bytes]:
    """Return address -> content of the script and the style sheet."""
    folder = Path(__file__).parent
    return {
        SCRIPT: (folder / "reload.js").read_bytes(),
        STYLE: (folder / "reload.css").read_bytes(),
    }


def inject(page: bytes, generation: str, note: str = "") -> bytes:
    """Return a page with the reload script, and with a note at its top, if any.

    The script is an external file, as the content security policy of pages requires, and comes
    last, so that it delays nothing. Redirect pages are returned unchanged.
    """
    if b'http-equiv="refresh"' in page:
        return page
    script = f'<script src="{SCRIPT}" data-generation="{generation}" defer></script>'.encode()
    if note:
        style = f'<link rel="stylesheet" href="{STYLE}">'
        mark = f'{style}<p class="ssg-note" role="note">{html.escape(note)}</p>'.encode()
        body = re.search(rb"<body\b[^>]*>", page)
        page = page[: body.end()] + mark + page[body.end() :] if body else mark + page
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def error_page(problems: Sequence[ShownProblem]) -> bytes:
    """Return the page for an address that cannot be rendered; it reloads when that is fixed."""
    items = "".join(
        f"<li><code>{html.escape(str(problem))}</code></li>"
        for problem in problems[:PROBLEMS_SHOWN]
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has errors</title>
<link rel="stylesheet" href="{STYLE}">
</head>
<body><main class="ssg-problems"><h1>This page has errors</h1><ul>{items}</ul></main></body>
</html>
""".encode()
