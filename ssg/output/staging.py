"""Stage one file of the site; reuse the file of the previous build if its bytes are the same.

Workers call this for the pages that they render.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import StaticFile
from ssg.output.digests import DIGEST_BYTES, READ, Total, chunks_of, size_and_digest
from ssg.output.system_errors import READ_ADVICE, failure
from ssg.output.tree_files import check_path
from ssg.site import LateOutput, Output
from ssg.text import printable

__all__ = [
    "NO_KEYS",
    "Aligned",
    "Keys",
    "Stage",
    "Written",
    "are_as_recorded",
    "has_usual_modes",
    "make_folder",
]

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Set explicitly: with some umasks the web server could not read the site."""

if sys.platform == "win32":
    CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY
else:
    CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Keys(NamedTuple):
    """Hashes of the inputs of a file, by which the next build may reuse it; empty for none."""

    of: bytes = b""
    matched: bytes = b""
    """Of a comparison."""
    quick: bytes = b""
    """Of a comparison and some others; it covers more."""


NO_KEYS = Keys()
Aligned: TypeAlias = tuple[tuple[tuple[str, ...], bytes], ...]


class Written(NamedTuple):
    """Record of one staged file.

    A tuple, because each page has one that is sent to another process, and an object costs more.
    """

    path: str
    """Relative to the output folder, with `/`."""
    size: int
    """In bytes."""
    digest: str
    """BLAKE2b of the content, 16 bytes in hexadecimal."""
    reused: bool
    """The previous tree has the same bytes at this path: nothing was written."""
    mtime: int = 0
    """Modification time in nanoseconds; 0 if unknown."""
    fingerprint: bytes = b""
    """Hash of the inputs of the file; empty if it has none."""
    matched: bytes = b""
    """Second hash of the inputs of a comparison; empty for other files."""
    quick: bytes = b""
    """Third hash of the inputs of a comparison, which covers more; empty for other files."""
    aligned: Aligned = ()
    """Alignments that were computed since the last record: slugs, and bytes for the next build."""

    def with_keys(self, keys: Keys, aligned: Aligned = ()) -> "Written":
        """Return the record with other hashes of inputs."""
        return Written(*self[:5], *keys, aligned)


@dataclass(frozen=True, slots=True)
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

    def put(
        self, output: Output | LateOutput, keys: Keys = NO_KEYS, aligned: Aligned = ()
    ) -> Written:
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
        total = Total()
        mtime = self._write(file.address, total.counted(chunks_of(file.source)))
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


def are_as_recorded(folder: str, files: Iterable[tuple[str, int, int]]) -> NDArray[np.bool_]:
    """Return whether a folder has files of this size and modification time (ns).

    `files`: path, size and time of each.
    """
    lstat, is_regular, found = os.lstat, stat.S_ISREG, list[bool]()
    for path, size, mtime in files:
        try:
            status = lstat(f"{folder}/{path}")
        except OSError:
            found.append(False)
            continue
        same = status.st_mtime_ns == mtime and status.st_size == size
        found.append(same and is_regular(status.st_mode))
    return np.array(found, bool)


def has_usual_modes(folder: str) -> bool:
    """Return whether what is created below a folder gets the mode that the call names.

    With another umask, or where folders inherit modes, it has to be set.
    """
    probe = f"{folder}/.mode"
    os.mkdir(probe, FOLDER_MODE)
    mode = stat.S_IMODE(os.lstat(probe).st_mode)
    os.rmdir(probe)
    return mode == FOLDER_MODE


def make_folder(path: str) -> None:
    """Create one folder, unless it exists."""
    with suppress(FileExistsError):
        os.mkdir(path)
        os.chmod(path, FOLDER_MODE)


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
