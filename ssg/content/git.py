"""Read files of a revision, changed files and recent commits from a git repository.

The content may be hostile, and may contain files that look like a git repository. Therefore the
repository is found by its `.git`, which no commit can contain, and every call names it explicitly.
Only commands that read objects and names are used. Git checks nothing out and does not compare
with the working tree, so that no hook, filter or other program runs, and no attribute of the
content can hide or change a file.

Settings of the repository that could start a program are overridden. The user's and the system's
configuration only decide which directories are safe.
"""

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ssg.errors import UsageError
from ssg.text import printable

__all__ = [
    "Blob",
    "Commit",
    "FileVersion",
    "changed_files",
    "commit_day",
    "file_versions",
    "head_state",
    "holds",
    "is_shallow",
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
"""Settings of every call, which override the repository's configuration."""


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
"""Length of an object name in a SHA-1 repository; otherwise the repository uses SHA-256."""


MAX_BLOB = 64_000_000
"""Bytes of the largest file of a revision that is read: a record of a million addresses."""
LINK, MODULE = "120000", "160000"


class Commit(NamedTuple):
    """A commit."""

    day: str
    """The author date in the author's time zone, as `2026-11-19`."""
    author: str
    """The author's name; arbitrary text."""
    paths: tuple[str, ...]
    """The changed files, relative to the site, with `/`."""


class FileVersion(NamedTuple):
    """A change of one file by one commit."""

    commit: str
    """The commit's object name."""
    day: str
    """The author date in the author's time zone, as `2026-11-19`."""
    path: str
    """Relative to the site, with `/`."""
    before: str
    """Object name of the content before; empty for a new file."""
    after: str
    """Object name of the content after; empty for a removed file."""


class Blob(NamedTuple):
    """A file of a revision."""

    path: str
    """Relative to the folder that was listed, with `/`."""
    name: str
    """The object name of its content."""
    link: bool
    """Whether it is a symbolic link; its content is then the target."""


class _Repository(NamedTuple):
    """The repository of a folder; all calls of git use it."""

    directory: Path
    """The git directory."""
    worktree: Path
    """The top of the working tree: the folder with `.git`."""
    folder: Path
    """The site's folder, with links resolved."""

    @classmethod
    def around(cls, folder: Path) -> "_Repository":
        """Return the repository of the nearest `.git`, in the folder or above it.

        Git's own discovery is not used: it accepts a folder that only contains the files of a bare
        repository. But git decides, by owner and `safe.directory`, whether the repository is safe.
        Raise UsageError if there is no repository, or none that git accepts.
        """
        place = folder.resolve()
        worktree = next(filter(_has_repository, (place, *place.parents)), None)
        if worktree is None:
            raise UsageError(f'git: "{printable(str(folder), 300)}" is not in a git repository')
        command = _command("-C", str(worktree), "rev-parse", "--absolute-git-dir")
        answer = os.fsdecode(_output(command, _environment(user_configuration=True)))
        directory = Path(answer.removesuffix("\n")).resolve()
        if not _belongs(directory, worktree):
            shown = printable(str(worktree / ".git"), 300)
            raise UsageError(
                f'git: "{shown}" does not refer to a git repository outside the content'
            )
        return cls(directory, worktree, place)

    def command(self, *arguments: str) -> list[str]:
        """Return the command line that runs git on this repository, in the site's folder."""
        where = (f"--git-dir={self.directory}", f"--work-tree={self.worktree}")
        return _command(*where, "-C", str(self.folder), *arguments)

    def git(self, *arguments: str, feed: bytes = b"") -> bytes:
        """Return the output of git; raise UsageError with its error message if it fails."""
        return _output(self.command(*arguments), _environment(), feed)


def _has_repository(folder: Path) -> bool:
    """Return whether a folder has a `.git` directory, or a `.git` file that names one."""
    marker, head = folder / ".git", folder / ".git/HEAD"
    return marker.is_file() or head.is_file() or head.is_symlink()


def _belongs(directory: Path, worktree: Path) -> bool:
    """Return whether a git directory is the folder `.git` or outside the working tree.

    A directory inside the working tree, named by a `.git` file, could be content.
    """
    marker = worktree / ".git"
    if marker.is_dir():
        return directory == marker.resolve()
    return not directory.is_relative_to(worktree)


def _command(*arguments: str) -> list[str]:
    settings = (argument for setting in SETTINGS for argument in ("-c", setting))
    return ["git", "--literal-pathspecs", *settings, *arguments]


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


def _environment(*, user_configuration: bool = False) -> dict[str, str]:
    """Return the environment of git, without git's variables except, if asked, `GIT_CONFIG_*`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_")
        or (user_configuration and name.upper().startswith("GIT_CONFIG_"))
    }
    return {**kept, **ENVIRONMENT, **({} if user_configuration else NO_CONFIGURATION)}


def _tree(repository: _Repository, revision: str) -> str:
    """Return the object name of a revision's tree; raise UsageError if there is none."""
    missing = UsageError(f'there is no revision or folder "{printable(revision)}"')
    if revision.startswith("-"):
        raise missing
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    try:
        return repository.git(*arguments).decode().strip()
    except UsageError as error:
        if "it failed" in str(error):
            raise missing from error
        raise


def list_files(folder: Path, revision: str, below: Sequence[str]) -> list[Blob]:
    """Return the files of a revision in this folder, at or below the paths `below`.

    Submodules are left out.
    """
    return _files(_Repository.around(folder), revision, below)


def _files(repository: _Repository, revision: str, below: Sequence[str]) -> list[Blob]:
    tree = _tree(repository, revision)
    prefix = os.fsdecode(repository.git("rev-parse", "--show-prefix")).removesuffix("\n")
    paths = [f"{prefix}{path}" for path in below if f"{prefix}{path}"]
    listed = repository.git("ls-tree", "-r", "-z", "--full-tree", tree, "--", *paths)
    files = []
    for line in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        head, _, path = line.partition("\t")
        mode, _, name = head.split(" ")
        if mode != MODULE:
            files.append(Blob(path.removeprefix(prefix), name, mode == LINK))
    return files


def read_blobs(folder: Path, blobs: Sequence[Blob]) -> list[bytes]:
    """Return the content of files of a revision, in order.

    Raise UsageError if an object is missing or has more than `MAX_BLOB` bytes. The sizes are read
    first: git sends whole objects, and a revision may contain any file.
    """
    repository = _Repository.around(folder)
    request = "".join(f"{blob.name}\n" for blob in blobs).encode()
    sizes = repository.git("cat-file", "--batch-check", feed=request).decode().splitlines()
    for blob, line in zip(blobs, sizes, strict=True):
        listed = line.rpartition(" ")[2]
        if listed.isdigit() and int(listed) > MAX_BLOB:
            raise UsageError(
                f'"{printable(blob.path, 300)}" has {int(listed):,} bytes in git, more than '
                f"{MAX_BLOB:,}; compare with a revision without it"
            )
    output = repository.git("cat-file", "--batch", feed=request)
    bodies, start = [], 0
    for blob in blobs:
        end = output.index(b"\n", start)
        header = output[start:end].split(b" ")
        if header[-1] == b"missing":
            raise UsageError(f"git has no copy of {blob.name}: fetch more of the history")
        size = int(header[2])
        bodies.append(output[end + 1 : end + 1 + size])
        start = end + size + 2
    return bodies


def holds(file: Path, blob: Blob) -> bool:
    """Return whether a file is a regular, readable file with the content of an object."""
    body = _body(file)
    return body is not None and _name(body, blob) == blob.name


def _body(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else None
    except OSError:
        return None


def _name(body: bytes, like: Blob) -> str:
    """Return the object name of a content, with the hash algorithm of another object."""
    digest = hashlib.sha1 if len(like.name) == SHA1_DIGITS else hashlib.sha256
    return digest(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def changed_files(folder: Path, base: str) -> frozenset[str]:
    """Return the files of this folder that differ from a revision, including new files.

    Ignored files are left out. The files are compared here, because `git diff` would run filters
    that the content configures. Therefore a file produced by a filter at checkout counts as
    changed; a file with other line endings does not.
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


def head_state(folder: Path) -> str:
    """Return a text that changes with all that this module returns of a repository's history.

    That is the newest commit, whether the history is complete, and the names of authors that
    `.mailmap` replaces. Without a repository, the text is the error.
    """
    try:
        repository = _Repository.around(folder)
        head = repository.git("rev-parse", "--is-shallow-repository", "--verify", "HEAD")
    except UsageError as error:
        return f"error: {error}"
    texts = (_body(repository.worktree / ".mailmap"), _body(repository.directory / "config"))
    return repr((str(repository.directory), head, texts))


def commit_day(root: Path) -> date | None:
    """Return the committer day of the newest commit; None without git or outside a repository."""
    try:
        return newest_commit_day(root)
    except UsageError:
        return None


def file_versions(folder: Path, below: str, most: int, most_bytes: int) -> list[FileVersion]:
    """Return the newest changes of the files below a folder, newest first.

    At most `most` commits that change such a file, and `most_bytes` bytes of output, are read;
    merges are left out. Raise UsageError if git fails or the clone is shallow.
    """
    repository = _complete_repository(folder)
    arguments = (*LOG_ARGUMENTS, "--raw", "--no-abbrev", f"--max-count={most}")
    command = repository.command(*arguments, "--format=%x00%H%x00%as", "HEAD", "--", below)
    return list(_versions(_limited_output(command, most_bytes)[:most_bytes]))


def _versions(output: bytes) -> Iterator[FileVersion]:
    """Parse the output of `git log --raw`: empty field, commit, day, then status and path."""
    complete = output[: max(0, output.rfind(b"\0"))]
    fields = iter(complete.decode(errors="replace").split("\0") if output else ())
    commit = day = ""
    for field in fields:
        status = field.removeprefix("\n").split(" ")
        if not field:
            commit, day = next(fields, ""), next(fields, "")
        elif len(status) == 5:
            path = next(fields, "")
            before, after = (name.strip("0") and name for name in status[2:4])
            if path and MODULE not in status[0] + status[1]:
                yield FileVersion(commit, day, path, before, after)


def is_shallow(folder: Path) -> bool:
    """Return whether a folder is in a clone without the complete history; False without git."""
    try:
        return _is_shallow(_Repository.around(folder))
    except UsageError:
        return False


def _is_shallow(repository: _Repository) -> bool:
    return repository.git("rev-parse", "--is-shallow-repository").strip() != b"false"


def _complete_repository(folder: Path) -> _Repository:
    """Return the repository of a folder; raise UsageError if its history is incomplete."""
    repository = _Repository.around(folder)
    if _is_shallow(repository):
        raise UsageError("the clone is shallow: fetch the complete history")
    return repository


LOG_ARGUMENTS = (
    "log",
    "-z",
    "--no-merges",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    "--relative",
    "--no-color",
    "--encoding=UTF-8",
)


def recent_commits(folder: Path, most: int, most_bytes: int) -> tuple[list[Commit], bool]:
    """Return the newest commits, newest first, with the files of this folder that each changes.

    Merges are left out. At most `most` commits and `most_bytes` bytes of output are read; the
    second value is whether that is the complete history. Raise UsageError if git fails or the
    clone is shallow. The working tree and the index are ignored.
    """
    repository = _complete_repository(folder)
    arguments = (
        *LOG_ARGUMENTS,
        "--name-only",
        f"--max-count={most}",
        "--format=%x00%as%x00%aN",
        "HEAD",
        "--",
    )
    output = _limited_output(repository.command(*arguments), most_bytes)
    commits = _commits(output[:most_bytes])
    return commits, len(commits) < most and len(output) <= most_bytes


def _limited_output(command: Sequence[str], limit: int) -> bytes:
    """Return at most `limit` + 1 bytes of output; raise UsageError if git fails before that."""
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        output = process.stdout.read(limit + 1) if process.stdout else b""
        if len(output) > limit:
            process.kill()
    if process.returncode and len(output) <= limit:
        raise UsageError("git cannot read the history")
    return output


def _commits(output: bytes) -> list[Commit]:
    """Parse the output of `git log`: empty field, day, author, files; each ends with a NUL."""
    commits: list[tuple[str, str, list[str]]] = []
    complete = output[: max(0, output.rfind(b"\0"))]
    fields = iter(complete.decode(errors="replace").split("\0") if output else ())
    for field in fields:
        if field:
            commits[-1][2].append(field.removeprefix("\n"))
        else:
            commits.append((next(fields, ""), next(fields, ""), []))
    return [Commit(day, author, tuple(paths)) for day, author, paths in commits if day]
