"""A git repository -> the files of one of its revisions, and what has changed since.

The content may be hostile, and may hold files that look like a git repository. So the repository
is looked for from outside, by the `.git` that no commit can bring, and every call then names it.
Only commands that read objects and names are called. Git checks nothing out and compares nothing
with the working tree. So no hook, no filter and no other program runs, and no attribute of the
content can hide or change a file.

The configuration of that repository is trusted no further than needed: what could start a program
is switched off. That of the user and of the system decides only which folders are safe.
"""

import hashlib
import os
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ssg.errors import UsageError
from ssg.text import printable

__all__ = [
    "Blob",
    "Commit",
    "changed_files",
    "holds",
    "list_files",
    "newest_commit_day",
    "read_blobs",
    "recent_commits",
]


SETTINGS = (
    "core.attributesFile=/dev/null",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "diff.external=",
    "diff.ignoreSubmodules=all",
    "diff.submodule=short",
    "gc.auto=0",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
"""What every call sets, whatever the repository's own configuration says."""


ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


NO_CONFIGURATION = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


SHA1_DIGITS = 40
"""Length of the names of objects, unless the repository uses SHA-256."""


LINK, MODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as its author made it."""

    day: str
    """The author's own calendar day, `2026-11-19`; the same wherever it is read."""
    author: str
    """As the author wrote it: it may hold anything."""
    paths: tuple[str, ...]
    """The files that it changes, relative to the site, with `/`."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision."""

    path: str
    """Relative to the folder that was listed, with `/`."""
    name: str
    """The object that holds its bytes."""
    link: bool
    """Whether it is a symbolic link: its bytes are then where it leads."""


@dataclass(frozen=True, slots=True)
class _Repository:
    """The repository that holds a folder; every call of git goes through it."""

    directory: Path
    """Where git keeps its own files."""
    worktree: Path
    """The folder with the `.git`."""
    folder: Path
    """The folder of the site, links resolved."""

    @classmethod
    def around(cls, folder: Path) -> "_Repository":
        """Find the nearest `.git` in a folder or above it.

        Git itself must not look for it: it would take a folder for a repository that merely has
        the files of one. But git decides, by its owner and `safe.directory`, whether the one that
        was found is safe. Raise UsageError when there is none, or none that git accepts.
        """
        place = folder.resolve()
        worktree = next((one for one in (place, *place.parents) if _has_repository(one)), None)
        if worktree is None:
            raise UsageError(f'git: "{printable(str(folder), 300)}" is in no git repository')
        words = _command("-C", str(worktree), "rev-parse", "--absolute-git-dir")
        answer = os.fsdecode(_output(words, _environment(users_own=True)))
        directory = Path(answer.removesuffix("\n")).resolve()
        if not _belongs(directory, worktree):
            shown = printable(str(worktree / ".git"), 300)
            raise UsageError(f'git: "{shown}" leads to no git repository outside the content')
        return cls(directory, worktree, place)

    def command(self, *words: str) -> list[str]:
        """Return the words that start git for this repository, in the site's folder."""
        where = (f"--git-dir={self.directory}", f"--work-tree={self.worktree}")
        return _command(*where, "-C", str(self.folder), *words)

    def git(self, *words: str, feed: bytes = b"") -> bytes:
        """Return what git writes; raise UsageError with its own words when it cannot."""
        return _output(self.command(*words), _environment(), feed)


def _has_repository(folder: Path) -> bool:
    """Tell whether a folder has a repository, or the file that names one elsewhere."""
    marker, head = folder / ".git", folder / ".git/HEAD"
    return marker.is_file() or head.is_file() or head.is_symlink()


def _belongs(directory: Path, worktree: Path) -> bool:
    """Tell whether a repository that git found is the folder `.git`, or outside of the worktree.

    What a file `.git` names inside the worktree could be content.
    """
    marker = worktree / ".git"
    if marker.is_dir():
        return directory == marker.resolve()
    return not directory.is_relative_to(worktree)


def _command(*words: str) -> list[str]:
    settings = (word for one in SETTINGS for word in ("-c", one))
    return ["git", "--literal-pathspecs", *settings, *words]


def _output(command: Sequence[str], environment: dict[str, str], feed: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=feed,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise UsageError(f"git cannot be started: {error.strerror}") from error
    if done.returncode:
        why = printable(done.stderr.decode(errors="replace").strip(), 300)
        raise UsageError(f"git: {why or 'it failed'}")
    return done.stdout


def _environment(*, users_own: bool = False) -> dict[str, str]:
    """Return the environment for git; of git's variables it has the user's own settings at most."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_")
        or (users_own and name.upper().startswith("GIT_CONFIG_"))
    }
    return {**kept, **ENVIRONMENT, **({} if users_own else NO_CONFIGURATION)}


def _tree(repository: _Repository, revision: str) -> str:
    """Return the full name of a revision's tree; raise UsageError when there is none."""
    missing = UsageError(f'there is no revision or folder "{printable(revision)}"')
    if revision.startswith("-"):
        raise missing
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    try:
        return repository.git(*words).decode().strip()
    except UsageError as error:
        if "it failed" in str(error):
            raise missing from error
        raise


def list_files(folder: Path, revision: str, below: Sequence[str]) -> list[Blob]:
    """Return the files that a revision has in this folder, below the folders named.

    Submodules are left out.
    """
    return _files(_Repository.around(folder), revision, below)


def _files(repository: _Repository, revision: str, below: Sequence[str]) -> list[Blob]:
    tree = _tree(repository, revision)
    prefix = os.fsdecode(repository.git("rev-parse", "--show-prefix")).removesuffix("\n")
    places = [f"{prefix}{one}" for one in below if f"{prefix}{one}"]
    listed = repository.git("ls-tree", "-r", "-z", "--full-tree", tree, "--", *places)
    found = []
    for line in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        head, _, path = line.partition("\t")
        mode, _, name = head.split(" ")
        if mode != MODULE:
            found.append(Blob(path.removeprefix(prefix), name, mode == LINK))
    return found


def read_blobs(folder: Path, names: Sequence[str]) -> list[bytes]:
    """Return the bytes of objects, in order; raise UsageError for one that is not there."""
    asked = "".join(f"{name}\n" for name in names).encode()
    answer = _Repository.around(folder).git("cat-file", "--batch", feed=asked)
    bodies, at = [], 0
    for name in names:
        end = answer.index(b"\n", at)
        words = answer[at:end].split(b" ")
        if words[-1] == b"missing":
            raise UsageError(f"git has no copy of {name}: fetch more of the history")
        size = int(words[2])
        bodies.append(answer[end + 1 : end + 1 + size])
        at = end + size + 2
    return bodies


def holds(file: Path, blob: Blob) -> bool:
    """Tell whether a file has the bytes of an object; only a regular one that may be read has."""
    body = _body(file)
    return body is not None and _name(body, blob) == blob.name


def _body(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else None
    except OSError:
        return None


def _name(body: bytes, like: Blob) -> str:
    """Return the name that an object of these bytes has, in the repository of another."""
    digest = hashlib.sha1 if len(like.name) == SHA1_DIGITS else hashlib.sha256
    return digest(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def changed_files(folder: Path, base: str) -> frozenset[str]:
    """Return the files of this folder that differ, here and now, from a revision.

    New ones are among them unless git ignores them. The files are read here, because `git diff`
    would run filters on the content's behalf. So a file that a filter makes at checkout counts as
    changed; one in which only the line endings differ does not.
    """
    repository = _Repository.around(folder)
    before = _files(repository, base, ("",))
    listed = repository.git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    paths = listed.decode(errors="surrogateescape").split("\0")
    new = set(paths).difference(blob.path for blob in before)
    added = [path for path in new if (folder / path).is_symlink() or (folder / path).is_file()]
    return frozenset(added + [blob.path for blob in before if not _same(folder / blob.path, blob)])


def _same(file: Path, blob: Blob) -> bool:
    if blob.link:
        return file.is_symlink() and _name(os.fsencode(file.readlink()), blob) == blob.name
    body = _body(file)
    return body is not None and (
        _name(body, blob) == blob.name or _name(body.replace(b"\r\n", b"\n"), blob) == blob.name
    )


def newest_commit_day(folder: Path) -> date:
    """Return the day of the newest commit, in its committer's own time zone.

    Raise UsageError where there is no repository, no commit, or no git.
    """
    words = ("log", "-1", "--no-show-signature", "--format=%cs", "HEAD", "--")
    answer = os.fsdecode(_Repository.around(folder).git(*words)).strip()
    try:
        return date.fromisoformat(answer)
    except ValueError as error:
        raise UsageError("git: the newest commit has no date") from error


def recent_commits(folder: Path, most: int, most_bytes: int) -> tuple[list[Commit], bool]:
    """Return the newest commits, newest first, with the files of this folder that each changes.

    Merges are left out. At most so many commits are read, and so many bytes of what git says of
    them; the second value tells whether that is all. Raise UsageError when git cannot tell, or has
    a part of the history only. The files of the working tree, and what is staged, say nothing.
    """
    repository = _Repository.around(folder)
    if repository.git("rev-parse", "--is-shallow-repository").strip() != b"false":
        raise UsageError("git has a part of the history only: fetch all of it")
    words = (
        "log",
        "-z",
        "--no-merges",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--name-only",
        "--relative",
        "--no-color",
        "--encoding=UTF-8",
        f"--max-count={most}",
        "--format=%x00%as%x00%aN",
        "HEAD",
        "--",
    )
    told = _beginning(repository.command(*words), most_bytes)
    commits = _commits(told[:most_bytes])
    return commits, len(commits) < most and len(told) <= most_bytes


def _beginning(command: Sequence[str], most: int) -> bytes:
    """Return what git writes, at most one byte too many; raise UsageError when it fails before."""
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        told = process.stdout.read(most + 1) if process.stdout else b""
        if len(told) > most:
            process.kill()
    if process.returncode and len(told) <= most:
        raise UsageError("git cannot tell the history")
    return told


def _commits(told: bytes) -> list[Commit]:
    """Take apart what git writes: nothing, a day, an author, and then the files, each with a zero byte behind it."""
    found: list[tuple[str, str, list[str]]] = []
    words = iter(
        told[: max(0, told.rfind(b"\0"))].decode(errors="replace").split("\0") if told else ()
    )
    for word in words:
        if word:
            found[-1][2].append(word.removeprefix("\n"))
        else:
            found.append((next(words, ""), next(words, ""), []))
    return [Commit(day, author, tuple(paths)) for day, author, paths in found if day]
