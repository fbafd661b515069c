"""Stage one file of the site; reuse the file of the previous build if its bytes are the same.

Workers call this for the pages that they render.
"""

import errno
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ssg.catalog import StaticFile
from ssg.errors import BuildError
from ssg.frozen import frozen
from ssg.site import Output
from ssg.text import printable

__all__ = [
    "NO_KEYS",
    "Keys",
    "Stage",
    "Written",
    "check_path",
    "failure",
    "has_usual_modes",
    "make_folder",
    "size_and_digest",
]

DIGEST_BYTES = 16
CHUNK = 1 << 20
FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Set explicitly: with some umasks the web server could not read the site."""

PLAIN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
"""Nearly all paths; no path that `FORBIDDEN` finds something in. It takes a quarter of the time."""
# An empty, `.` or `..` part, a backslash, a control character, or a lone surrogate.
FORBIDDEN = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")

if sys.platform == "win32":
    READ, CREATE = os.O_RDONLY | os.O_BINARY, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY
else:
    READ, CREATE = os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_EXCL

READ_ADVICE = "check that it exists and is readable"
OTHER_ADVICE = "check the disk and build again"
PLACE_ADVICE = "choose an output folder that is writable"
ADVICE = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of your disk quota",
    errno.EFBIG: "raise the limit on file size (ulimit -f)",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.ENFILE: "close some programs",
    errno.ENAMETOOLONG: "choose shorter names",
    errno.EEXIST: "give each file of the site its own path",
    errno.ENOTDIR: "rename the file or the folder: one path cannot be both",
    errno.EISDIR: "rename the file or the folder: one path cannot be both",
    errno.EXDEV: "choose an output folder that is not a mount point",
    errno.EBUSY: "choose an output folder that is not a mount point",
    errno.EACCES: PLACE_ADVICE,
    errno.EPERM: PLACE_ADVICE,
    errno.EROFS: PLACE_ADVICE,
}


class Keys(NamedTuple):
    """Hashes of the inputs of a file, by which the next build may reuse it; empty for none."""

    of: bytes = b""
    matched: bytes = b""
    """Of a comparison."""
    quick: bytes = b""
    """Of a comparison and some others; it covers more."""


NO_KEYS = Keys()
Aligned: TypeAlias = tuple[tuple[tuple[str, ...], bytes], ...]


@frozen
class Written:
    """Record of one staged file."""

    path: str
    """Relative to the output folder, with `/`."""
    size: int
    """In bytes."""
    digest: str
    """BLAKE2b of the content, 16 bytes in hexadecimal."""
    reused: bool
    """The previous tree has the same bytes at this path: nothing was written."""
    mtime: int = field(default=0, compare=False)
    """Modification time in nanoseconds; 0 if unknown."""
    fingerprint: bytes = b""
    """Hash of the inputs of the file; empty if it has none."""
    matched: bytes = b""
    """Second hash of the inputs of a comparison; empty for other files."""
    quick: bytes = b""
    """Third hash of the inputs of a comparison, which covers more; empty for other files."""
    aligned: Aligned = field(default=(), compare=False)
    """Alignments that were computed since the last record: slugs, and bytes for the next build."""

    def with_keys(self, keys: Keys, aligned: Aligned = ()) -> "Written":
        """Return the record with other hashes of inputs."""
        fields = self.path, self.size, self.digest, self.reused, self.mtime
        return Written(*fields, *keys, aligned)


@frozen
class Stage:
    """Staging folder of one build; small and picklable, so that workers can write to it."""

    folder: Path
    """Where new files are written."""
    previous: Path
    """The output folder of the previous build."""
    is_first: bool = False
    """Whether there is no previous tree."""
    has_usual_modes: bool = False
    """The result of the function of this name for the folder."""

    def put(self, output: Output, keys: Keys = NO_KEYS, aligned: Aligned = ()) -> Written:
        """Write a file to the stage, unless the previous tree has the same bytes.

        `keys` and `aligned` are those of the record.
        """
        path, body = output.path, output.body
        check_path(path)
        mtime = None if self.is_first else _mtime_if_equal(f"{self.previous}/{path}", body)
        digest = hashlib.blake2b(body, digest_size=DIGEST_BYTES).hexdigest()
        reused = mtime is not None
        if mtime is None:
            mtime = self._write(path, (body,))
        return Written(path, len(body), digest, reused, mtime, *keys, aligned)

    def is_unchanged(self, path: str, size: int, mtime: int) -> bool:
        """Return whether the previous tree has a file of this size and modification time (ns)."""
        return _mtime(f"{self.previous}/{path}", size) == mtime

    def copy(self, file: StaticFile) -> Written:
        """Copy a static file to the stage, unless the previous tree has the same bytes."""
        check_path(file.address)
        previous = f"{self.previous}/{file.address}"
        try:
            mtime = _mtime(previous, os.stat(file.source).st_size)
        except OSError as error:
            raise failure(error, f'read "{printable(file.source, 300)}"', READ_ADVICE) from error
        if mtime is not None:
            size, digest = size_and_digest(file.source)
            if size_and_digest(previous) == (size, digest):
                return Written(file.address, size, digest, reused=True, mtime=mtime)
        total = _Total()
        mtime = self._write(file.address, total.counted(_chunks(file.source)))
        return Written(file.address, total.size, total.digest(), reused=False, mtime=mtime)

    def _write(self, path: str, chunks: Iterable[bytes]) -> int:
        """Write a new file; return its modification time (ns)."""
        try:
            descriptor = self._create(path)
            try:
                for chunk in chunks:
                    _write_all(descriptor, chunk)
                status = os.fstat(descriptor)
                if sys.platform != "win32" and stat.S_IMODE(status.st_mode) != FILE_MODE:
                    os.fchmod(descriptor, FILE_MODE)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise failure(error, f'write "{printable(path, 300)}"') from error
        return status.st_mtime_ns

    def _create(self, path: str) -> int:
        """Open a new file; nearly all folders have only an index, others exist more often."""
        name = f"{self.folder}/{path}"
        if path.endswith("/index.html"):
            self._make_folder(path.rpartition("/")[0])
        try:
            return os.open(name, CREATE, FILE_MODE)
        except FileNotFoundError:
            self._make_folder(path.rpartition("/")[0])
            return os.open(name, CREATE, FILE_MODE)

    def _make_folder(self, path: str) -> None:
        """Create a folder and its parents, but not the stage, which is removed after the build."""
        if not path:
            return
        name = f"{self.folder}/{path}"
        try:
            os.mkdir(name, FOLDER_MODE)
        except FileExistsError:
            return
        except FileNotFoundError:
            self._make_folder(path.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(name, FOLDER_MODE)
        if not self.has_usual_modes:
            os.chmod(name, FOLDER_MODE)


class _Total:
    """Size and digest of chunks."""

    def __init__(self) -> None:
        """Begin with no chunk."""
        self.size, self._hash = 0, hashlib.blake2b(digest_size=DIGEST_BYTES)

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield chunks and count each."""
        for chunk in chunks:
            self._hash.update(chunk)
            self.size += len(chunk)
            yield chunk

    def digest(self) -> str:
        """Return the digest of the chunks so far, in hexadecimal."""
        return self._hash.hexdigest()


def has_usual_modes(folder: str) -> bool:
    """Return whether what is created below a folder gets the mode that the call names.

    With another umask, or where folders inherit modes, it has to be set.
    """
    probe = f"{folder}/.mode"
    os.mkdir(probe, FOLDER_MODE)
    mode = stat.S_IMODE(os.lstat(probe).st_mode)
    os.rmdir(probe)
    return mode == FOLDER_MODE


def check_path(path: str) -> None:
    """Raise BuildError for a path that leaves the output folder or is not portable."""
    if not PLAIN.fullmatch(path) and FORBIDDEN.search(path):
        raise BuildError(
            f'invalid output path "{printable(path, 300)}"; use plain names separated by "/"'
        )


def make_folder(path: str) -> None:
    """Create one folder, unless it exists."""
    with suppress(FileExistsError):
        os.mkdir(path)
        os.chmod(path, FOLDER_MODE)


def size_and_digest(path: str) -> tuple[int, str]:
    """Read a file and return its size in bytes and its digest."""
    total = _Total()
    for _ in total.counted(_chunks(path)):
        pass
    return total.size, total.digest()


def failure(error: OSError, what: str, advice: str = "") -> BuildError:
    """Return a BuildError: the failed action `what`, the reason, and what to do."""
    why = error.strerror or str(error)
    return BuildError(
        f"cannot {what}: {why}; {advice or ADVICE.get(error.errno or 0, OTHER_ADVICE)}"
    )


def _chunks(path: str) -> Iterator[bytes]:
    try:
        descriptor = os.open(path, READ)
        try:
            # A buffer of 1 MB costs more than a small page.
            length = min(os.fstat(descriptor).st_size + 1, CHUNK)
            while chunk := os.read(descriptor, length):
                yield chunk
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure(error, f'read "{printable(path, 300)}"', READ_ADVICE) from error


def _mtime_if_equal(path: str, body: bytes) -> int | None:
    """Return the modification time (ns) of a file with these bytes; None for any other."""
    mtime = _mtime(path, len(body))
    if mtime is None:
        return None
    try:
        descriptor = os.open(path, READ)
        try:
            return mtime if os.read(descriptor, len(body) + 1) == body else None
        finally:
            os.close(descriptor)
    except OSError:
        return None


def _mtime(path: str, size: int) -> int | None:
    """Return the modification time (ns) of a regular file of this size; None without one."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns if status.st_size == size and stat.S_ISREG(status.st_mode) else None


def _write_all(descriptor: int, chunk: bytes) -> None:
    """Write all bytes: on a nearly full disk a call writes a part, and the next one fails."""
    written = os.write(descriptor, chunk)
    while written < len(chunk):
        written += os.write(descriptor, memoryview(chunk)[written:])
