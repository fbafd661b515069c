"""An output -> the same bytes in the stage, unless the old tree has them; workers call this, each for its own pages."""

import errno
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ssg.catalog import StaticFile
from ssg.errors import BuildError
from ssg.site import Output
from ssg.text import printable

__all__ = ["Stage", "Written", "check_path", "failure", "fingerprint", "make_folder"]

DIGEST_BYTES = 16
CHUNK = 1 << 20
FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Set outright, so that no umask makes a site that the web server cannot read."""

# An empty, `.` or `..` part, a backslash, a control character, or half a surrogate pair (it cannot be a file's name).
FORBIDDEN = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")

if sys.platform == "win32":
    READ, CREATE = os.O_RDONLY | os.O_BINARY, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY
else:
    READ, CREATE = os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_EXCL

READ_ADVICE = "check that it exists and may be read"
OTHER_ADVICE = "check the disk and build again"
PLACE_ADVICE = "choose an output folder in which you may write"
ADVICE = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of your quota on the disk",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f)",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.ENFILE: "close some programs: the system has too many open files",
    errno.ENAMETOOLONG: "choose shorter names",
    errno.EEXIST: "give each file of the site its own path",
    errno.ENOTDIR: "let no file have the path of another's folder",
    errno.EISDIR: "let no file have the path of another's folder",
    errno.EXDEV: "choose an output folder that is not itself a mount point",
    errno.EBUSY: "choose an output folder that is not itself a mount point",
    errno.EACCES: PLACE_ADVICE,
    errno.EPERM: PLACE_ADVICE,
    errno.EROFS: PLACE_ADVICE,
}


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the site, as it was staged."""

    path: str
    """Relative to the output folder, with `/`."""
    size: int
    """In bytes."""
    digest: str
    """BLAKE2b of the content, 16 bytes in hexadecimal."""
    same: bool
    """The old tree has these bytes at this path: nothing was written."""
    changed: int = field(default=0, compare=False)
    """When the file was last changed, in nanoseconds; 0 where nobody asked."""
    recipe: bytes = b""
    """Hash of what the file was made from; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build puts its files before they become the site; small and picklable, for workers."""

    folder: Path
    """The stage."""
    old: Path
    """The output folder as it stands."""

    def put(self, output: Output) -> Written:
        """Stage a page, or only say so when the old tree has it already."""
        check_path(output.path)
        changed = _holds(f"{self.old}/{output.path}", output.body)
        if changed is not None:
            digest = hashlib.blake2b(output.body, digest_size=DIGEST_BYTES).hexdigest()
            return Written(output.path, len(output.body), digest, same=True, changed=changed)
        return self._write(output.path, (output.body,))

    def is_unchanged(self, path: str, size: int, changed: int) -> bool:
        """Tell whether the old tree has a file of this size that was last changed at this time, in nanoseconds."""
        return _changed(f"{self.old}/{path}", size) == changed

    def copy(self, file: StaticFile) -> Written:
        """Stage a file that is copied as it is, however large, or only say so when the old tree has it already."""
        check_path(file.address)
        old = f"{self.old}/{file.address}"
        try:
            worth_reading = _changed(old, os.stat(file.source).st_size) is not None
        except OSError as error:
            raise failure(error, f'read "{printable(file.source, 300)}"', READ_ADVICE) from error
        if worth_reading:
            size, digest = fingerprint(file.source)
            if fingerprint(old) == (size, digest):
                return Written(file.address, size, digest, same=True)
        return self._write(file.address, _chunks(file.source))

    def _write(self, path: str, chunks: Iterable[bytes]) -> Written:
        size, digest = 0, hashlib.blake2b(digest_size=DIGEST_BYTES)
        try:
            descriptor = self._create(path)
            try:
                for chunk in chunks:
                    _write_all(descriptor, chunk)
                    digest.update(chunk)
                    size += len(chunk)
                changed = os.fstat(descriptor).st_mtime_ns
            finally:
                os.close(descriptor)
        except OSError as error:
            raise failure(error, f'write "{printable(path, 300)}"') from error
        return Written(path, size, digest.hexdigest(), same=False, changed=changed)

    def _create(self, path: str) -> int:
        """Open a new file; asking for its folders only after a refusal is cheaper than asking first."""
        name = f"{self.folder}/{path}"
        try:
            descriptor = os.open(name, CREATE, FILE_MODE)
        except FileNotFoundError:
            self._make_folder(path.rpartition("/")[0])
            descriptor = os.open(name, CREATE, FILE_MODE)
        if sys.platform != "win32":
            os.fchmod(descriptor, FILE_MODE)
        return descriptor

    def _make_folder(self, path: str) -> None:
        """Make a folder and those above it, but never the stage: it is gone when this build is over."""
        if not path:
            return
        try:
            make_folder(f"{self.folder}/{path}")
        except FileNotFoundError:
            self._make_folder(path.rpartition("/")[0])
            make_folder(f"{self.folder}/{path}")


def check_path(path: str) -> None:
    """Refuse a path that could lead out of the output folder, or that not every system can store."""
    if FORBIDDEN.search(path):
        raise BuildError(
            f'"{printable(path, 300)}" cannot be the path of a file of the site; '
            'use plain names with "/" between them'
        )


def make_folder(path: str) -> None:
    """Make one folder, unless it is there."""
    with suppress(FileExistsError):
        os.mkdir(path)
        os.chmod(path, FOLDER_MODE)


def fingerprint(path: str) -> tuple[int, str]:
    """Read a file and return its size and digest."""
    size, digest = 0, hashlib.blake2b(digest_size=DIGEST_BYTES)
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def failure(error: OSError, what: str, advice: str = "") -> BuildError:
    """Say in one sentence what the system refused, why, and what to do."""
    why = error.strerror or str(error)
    return BuildError(
        f"cannot {what}: {why}; {advice or ADVICE.get(error.errno or 0, OTHER_ADVICE)}"
    )


def _chunks(path: str) -> Iterator[bytes]:
    try:
        descriptor = os.open(path, READ)
        try:
            length = min(
                os.fstat(descriptor).st_size + 1, CHUNK
            )  # a buffer of 1 MB costs more than a small page
            while chunk := os.read(descriptor, length):
                yield chunk
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure(error, f'read "{printable(path, 300)}"', READ_ADVICE) from error


def _holds(path: str, body: bytes) -> int | None:
    """Return when a file was last changed that has these bytes; None for one that has not, or cannot be read."""
    changed = _changed(path, len(body))
    if changed is None:
        return None
    try:
        descriptor = os.open(path, READ)
        try:
            return changed if os.read(descriptor, len(body) + 1) == body else None
        finally:
            os.close(descriptor)
    except OSError:
        return None


def _changed(path: str, size: int) -> int | None:
    """Return when a regular file, not a link, of this size was last changed, in nanoseconds; None without one."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns if status.st_size == size and stat.S_ISREG(status.st_mode) else None


def _write_all(descriptor: int, chunk: bytes) -> None:
    """Write it all: a nearly full disk takes a part first and refuses at the next call."""
    written = os.write(descriptor, chunk)
    while written < len(chunk):
        written += os.write(descriptor, memoryview(chunk)[written:])
