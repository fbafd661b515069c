"""`content/pairs.lock`: the published URLs of the site, one per line.

    tool flax Flax              a tool that had a page, with its name
    pair flax the-stack-v2      two tools that had a comparison
    withdrawn flax gpt-2        a comparison that was taken down on purpose

Lines may be in any order and may repeat, so that two branches merge by keeping the lines of both.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ssg.catalog import Published
from ssg.content.document import decode
from ssg.content.field_types import MAX_NAME, check_slug
from ssg.errors import BuildError, Code, Problem
from ssg.site import Pair
from ssg.text import printable
from ssg.urls import ordered

__all__ = ["PUBLISHED_FILE", "load_published", "update_published"]

PUBLISHED_FILE = "content/pairs.lock"
MAX_BYTES = 64_000_000
"""Bytes of the file; a million pairs take about 40 MB."""
HEADER = """\
# Addresses that this site has published, so that none of them dies. \
"ssg build --update-pairs" adds lines.
# Merging: keep the lines of both sides. \
To take down a comparison, change its "pair" to "withdrawn".
"""
FORMS = '"pair A B", "withdrawn A B" or "tool SLUG NAME"'


def load_published(root: Path) -> tuple[Published, list[Problem]]:
    """Read the file below a site's root, if any; return the published URLs and problems."""
    text, problems = _read(root / PUBLISHED_FILE)
    tools: dict[str, str] = {}
    pairs: dict[str, set[tuple[str, str]]] = {"pair": set(), "withdrawn": set()}
    for number, line in enumerate(text.split("\n"), 1):
        kind, *words = line.split() or [""]
        if not kind or kind.startswith("#"):
            continue
        fault = _fault(kind, words)
        if fault:
            problems.append(_problem(fault, f"write {FORMS}, or remove the line", number))
        elif kind == "tool":
            tools[words[0]] = " ".join(words[1:]) or words[0]
        else:
            pairs[kind].add(ordered(words[0], words[1]))
    return Published(
        tools=tuple(sorted(tools.items())),
        pairs=tuple(sorted(pairs["pair"] - pairs["withdrawn"])),
        withdrawn=tuple(sorted(pairs["withdrawn"])),
    ), problems


def _read(file: Path) -> tuple[str, list[Problem]]:
    """Return the text of the file, without following a link; empty where there is no file."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            return "", [_problem("is a link or not a regular file", "put the file itself here")]
        if status.st_size > MAX_BYTES:
            return "", [
                _problem(
                    f"the file has {status.st_size:,} bytes", f"at most {MAX_BYTES:,} are read"
                )
            ]
        return decode(file.read_bytes(), PUBLISHED_FILE)
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [_problem(f"cannot be read: {error.strerror}", "check its permissions")]


def _fault(kind: str, words: list[str]) -> str:
    """Return what is wrong with a line, or an empty string."""
    if kind not in {"tool", "pair", "withdrawn"}:
        return f'unknown kind of line "{printable(kind)}"'
    slugs = words[:1] if kind == "tool" else words
    if len(slugs) != (1 if kind == "tool" else 2):
        return f'"{kind}" needs {"a slug" if kind == "tool" else "two slugs"}'
    if kind == "tool" and len(" ".join(words[1:])) > MAX_NAME:
        return f"the name has more than {MAX_NAME} characters"
    if kind != "tool" and slugs[0] == slugs[1]:
        return "pairs a tool with itself"
    return next((fault for fault in map(check_slug, slugs) if fault), "")


def _problem(message: str, hint: str, line: int = 1) -> Problem:
    return Problem(file=PUBLISHED_FILE, line=line, code=Code.SYNTAX, message=message, hint=hint)


def update_published(
    root: Path, before: Published, tools: Iterable[tuple[str, str]], pairs: Iterable[Pair]
) -> int:
    """Add what a build has published to the file; return how many lines were added.

    `tools` are slugs and names. No line is removed. The file is replaced atomically, and only if
    a line is new.
    Raise BuildError when it cannot be written.
    """
    names = {**dict(before.tools), **dict(tools)}
    both = {*before.pairs, *((pair.a, pair.b) for pair in pairs)} - {*before.withdrawn}
    lines = {
        *(f"tool {slug} {' '.join(name.split())}" for slug, name in names.items()),
        *(f"pair {a} {b}" for a, b in both),
        *(f"withdrawn {a} {b}" for a, b in before.withdrawn),
    }
    old = set(_read(root / PUBLISHED_FILE)[0].split("\n"))
    if lines <= old:
        return 0
    _replace(root / PUBLISHED_FILE, HEADER + "".join(f"{line}\n" for line in sorted(lines)))
    return len(lines - old)


def _replace(file: Path, text: str) -> None:
    """Write a file in one step: readers see the old text or the new one."""
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BuildError(
            f'cannot write "{PUBLISHED_FILE}": {error.strerror}; check its permissions'
        ) from error
