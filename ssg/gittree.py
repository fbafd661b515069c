"""A git repository -> the files of one of its revisions, and what has changed since.

Only plumbing that reads objects is called: nothing is checked out, so no hook and no filter runs, and no attribute of the
content can hide or change a file. The content may be hostile; the repository's own configuration is trusted as far as
whoever starts the program trusts it, but for what could start other programs.
"""

import hashlib
import os
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.credit import Commit
from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["Blob", "changed_files", "holds", "list_files", "read_blobs", "recent_commits"]

QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
         "-c", "core.pager=cat", "-c", "diff.external=", "-c", "protocol.allow=never")
SHA1_DIGITS = 40
"""Length of the names of objects, unless the repository uses SHA-256."""
LINK, MODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision."""

    path: str
    """Relative to the folder that was listed, with `/`."""
    name: str
    """The object that holds its bytes."""
    link: bool
    """Whether it is a symbolic link: its bytes are then where it leads."""


def _git(folder: Path, *words: str, feed: bytes = b"") -> bytes:
    """Return what git writes; raise UsageError with its own words when it cannot."""
    try:
        done = subprocess.run(["git", *QUIET, "-C", str(folder), *words], input=feed, capture_output=True, check=False,  # noqa: S603, S607
                              env=_environment())
    except OSError as error:
        raise UsageError(f"git cannot be started: {error.strerror}") from error
    if done.returncode:
        raise UsageError(f"git: {printable(done.stderr.decode(errors='replace').strip(), 300) or 'it failed'}")
    return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}


def _commit(folder: Path, revision: str) -> str:
    """Return the full name of a revision's tree; raise UsageError when there is none."""
    try:
        return _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}").decode().strip()
    except UsageError as error:
        if "it failed" in str(error):
            raise UsageError(f'there is no revision or folder "{printable(revision)}"') from error
        raise


def list_files(folder: Path, revision: str, below: Sequence[str]) -> list[Blob]:
    """Return the files that a revision has in this folder, below the folders named; submodules are left out."""
    tree = _commit(folder, revision)
    prefix = _git(folder, "rev-parse", "--show-prefix").decode(errors="surrogateescape").rstrip("\n")
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", tree, "--", *(f"{prefix}{one}" for one in below))
    found = []
    for line in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        head, _, path = line.partition("\t")
        mode, _, name = head.split(" ")
        if mode != MODULE:
            found.append(Blob(path.removeprefix(prefix), name, mode == LINK))
    return found


def read_blobs(folder: Path, names: Sequence[str]) -> list[bytes]:
    """Return the bytes of objects, in order; raise UsageError for one that is not there."""
    answer = _git(folder, "cat-file", "--batch", feed="".join(f"{name}\n" for name in names).encode())
    bodies, at = [], 0
    for name in names:
        end = answer.index(b"\n", at)
        words = answer[at:end].split(b" ")
        if words[-1] == b"missing":
            raise UsageError(f"git has no copy of {name}: fetch more of the history")
        size = int(words[2])
        bodies.append(answer[end + 1: end + 1 + size])
        at = end + size + 2
    return bodies


def holds(file: Path, blob: Blob) -> bool:
    """Tell whether a file has the bytes of an object, as far as it is a regular one that may be read."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return False
        body = file.read_bytes()
    except OSError:
        return False
    digest = hashlib.sha1 if len(blob.name) == SHA1_DIGITS else hashlib.sha256
    return digest(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest() == blob.name


def changed_files(folder: Path, base: str) -> frozenset[str]:
    """Return the files of this folder that differ, here and now, from a revision; new ones too unless git ignores them."""
    tree = _commit(folder, base)
    words = ("--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z", "--relative")
    found = _git(folder, "diff", *words, tree, "--", ".")
    found += _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(found.decode(errors="surrogateescape").split("\0")) - {""}


def recent_commits(folder: Path, most: int, most_bytes: int) -> tuple[list[Commit], bool]:
    """Return the newest commits but for merges, newest first, with the files of this folder that each changes.

    At most so many commits are read, and so many bytes of what git says of them; the second value tells whether that is
    all. Raise UsageError when git cannot tell, or has a part of the history only. The files of the working tree, and what
    is staged, say nothing.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != b"false":
        raise UsageError("git has a part of the history only: fetch all of it")
    words = ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "log.follow=false", "log", "-z", "--no-merges",
             "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "--relative", "--no-color", "--encoding=UTF-8",
             f"--max-count={most}", "--format=%x00%as%x00%aN", "HEAD")
    told = _beginning(folder, words, most_bytes)
    commits = _commits(told[:most_bytes])
    return commits, len(commits) < most and len(told) <= most_bytes


def _beginning(folder: Path, words: Sequence[str], most: int) -> bytes:
    """Return what git writes, or as much of it as is more than so many bytes; raise UsageError when it fails before."""
    with subprocess.Popen(["git", *QUIET, "-C", str(folder), *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,  # noqa: S603, S607
                          stdin=subprocess.DEVNULL, env=_environment()) as process:
        told = process.stdout.read(most + 1) if process.stdout else b""
        if len(told) > most:
            process.kill()
    if process.returncode and len(told) <= most:
        raise UsageError("git cannot tell the history")
    return told


def _commits(told: bytes) -> list[Commit]:
    """Take apart what git writes: nothing, a day, an author, and then the files, each with a zero byte behind it."""
    found: list[tuple[str, str, list[str]]] = []
    words = iter(told[: max(0, told.rfind(b"\0"))].decode(errors="replace").split("\0") if told else ())
    for word in words:
        if word:
            found[-1][2].append(word.removeprefix("\n"))
        else:
            found.append((next(words, ""), next(words, ""), []))
    return [Commit(day, author, tuple(paths)) for day, author, paths in found if day]
