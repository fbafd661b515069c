"""List of generated files: path -> digest and size. Only listed files are ever deleted.

All other files of the output folder belong to the user.
"""

import errno
import hashlib
import os
import re
import tempfile
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from typing import BinaryIO, Self

from ssg.errors import BuildError
from ssg.output.atomic_swap import TRASH
from ssg.output.state_files import open_state, read_state
from ssg.output.tree_files import check_path
from ssg.text import printable

__all__ = [
    "KEPT",
    "FormerLines",
    "Listing",
    "entries_of",
    "header_of",
    "kept_paths_of",
    "lines_of",
    "paths_of",
    "read",
    "read_file",
    "text",
]

HEADER, OLD_HEADER = "ssg manifest 2", "ssg manifest 1"
"""Version 2 adds a checksum; the manifest of an older build has none."""
OLD_HEADER_LINE = f"{OLD_HEADER}\n".encode()
SPACES = 2
"""In a line, at least: paths may have more."""
CHECKSUM_BYTES = 16
CHUNK = 1 << 20
"""Bytes that are read or compared at once."""
TOGETHER = 256
"""Lines that are compared at once: nearly all are those of the last build."""
NO_FILE = {errno.EINVAL, errno.ELOOP}
"""Errors of `open_state` for a link, a folder or a pipe."""
KEPT = "~"
"""First character of the entry of a file that only the last generation of pages refers to."""
KEPT_START = f"\n{KEPT}".encode()
KEPT_LINE = re.compile(rb"^~[^ ]* [^ ]* (.*)$", re.MULTILINE)


def text(entries: Mapping[str, str]) -> str:
    """Return the manifest as text. `entries`: path -> digest and size, separated by a space."""
    body = "".join(_lines(sorted(entries.items())))
    return f"{HEADER} {_checksum([body])}\n{body}"


def _lines(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{entry} {path}\n" for path, entry in items)


def read(manifest: str) -> dict[str, str]:
    """Parse the text of a manifest.

    Raise ValueError for another format or a wrong checksum, BuildError for a path outside the
    output folder.
    """
    *lines, end = _body(manifest).split("\n")
    if end:
        raise ValueError(end)
    return dict(_entries(lines))


def _body(manifest: str) -> str:
    """Return the lines after the header; raise ValueError for a wrong one."""
    header, end, body = manifest.partition("\n")
    if not end or header not in {OLD_HEADER, f"{HEADER} {_checksum([body])}"}:
        raise ValueError(header)
    return body


def _checksum(lines: Iterable[str]) -> str:
    total = hashlib.blake2b(digest_size=CHECKSUM_BYTES)
    for line in lines:
        total.update(line.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        path, entry = _entry_of(line)
        check_path(path)  # listed files may be deleted
        yield path, entry


def _entry_of(line: str) -> tuple[str, str]:
    """Return the path and the entry of a line."""
    digest, size, path = line.split(" ", 2)
    return path, f"{digest} {size}"


def entries_of(path: str, lines: Iterable[str]) -> dict[str, str]:
    """Parse lines of the manifest file at a path; raise BuildError for damaged ones."""
    with _damage(path):
        return dict(_entries(lines))
    return {}


def read_file(path: str) -> dict[str, str]:
    """Read a manifest file; a missing file is an empty manifest.

    Raise BuildError for a damaged file and for a symbolic link.
    """
    with _damage(path):
        return read(read_state(path).decode())
    return {}


@contextmanager
def _damage(path: str) -> Iterator[None]:
    """Raise BuildError for a damaged manifest file; ignore a missing one."""
    try:
        yield
    except FileNotFoundError:
        return
    except (ValueError, BuildError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in NO_FILE:
            raise
        raise BuildError(
            f'"{printable(path, 300)}" is damaged; '
            "remove it and the pages in the output folder, and build again"
        ) from error


def lines_of(path: str) -> Iterator[list[str]]:
    """Yield the lines of a manifest file, some at a time, for `entries_of`.

    A missing file has none. Raise BuildError as `read_file` does.
    """
    with _damage(path), ExitStack() as stack:
        file = stack.enter_context(open_state(path))
        header, total = file.readline(), hashlib.blake2b(digest_size=CHECKSUM_BYTES)
        while block := file.read(CHUNK):
            total.update(block)
        if header not in {OLD_HEADER_LINE, _header(total)}:
            raise ValueError(header)
        file.seek(len(header))
        while block := file.read(CHUNK):
            *lines, end = (block + file.readline()).decode().split("\n")
            if end or min(line.count(" ") for line in lines) < SPACES:
                raise ValueError(end)
            yield lines


def paths_of(path: str) -> Iterator[list[str]]:
    """Yield the paths of a manifest file, some at a time, as `lines_of` does; none is checked."""
    return ([*map(_path_of, lines)] for lines in lines_of(path))


class FormerLines:
    """The lines of the last manifest, one after the other, as a site may have a million."""

    def __init__(self, blocks: Iterator[list[str]]) -> None:
        """Take the lines, sorted by path, some at a time."""
        self._blocks, self._lines, self._place = blocks, list[str](), 0
        self._others: list[str] = []

    def have(self, lines: Sequence[str]) -> list[bool]:
        """Return whether the manifest has each of some lines, sorted by path.

        Each one asked for follows the last by path.
        """
        found = list[bool]()
        for start in range(0, len(lines), TOGETHER):
            some = [*lines[start : start + TOGETHER]]
            if self._next(len(some)) == some:
                self._place += len(some)
                found += [True] * len(some)
            else:
                found += map(self._has, some)
        return found

    def _next(self, number: int) -> list[str]:
        """Return the next lines, so many or all that are left."""
        while len(self._lines) - self._place < number and (more := next(self._blocks, None)):
            self._lines, self._place = self._lines[self._place :] + more, 0
        return self._lines[self._place : self._place + number]

    def _has(self, line: str) -> bool:
        while (former := self._next(1)) != [line]:
            if not former or _path_of(former[0]) > _path_of(line):
                return False
            self._others += former
            self._place += 1
        self._place += 1
        return True

    def others(self) -> list[str]:
        """Return all lines that were not asked for."""
        rest = self._lines[self._place :]
        return [*self._others, *rest, *chain.from_iterable(self._blocks)]


def kept_paths_of(path: str) -> list[str]:
    """Return the paths of a manifest file that was just written whose entries are `KEPT`."""
    found = list[str]()
    with open_state(path) as file:
        while block := file.read(CHUNK):
            lines = b"\n" + block + file.readline()
            if KEPT_START in lines:  # it takes a tenth of the time
                found += [kept.decode() for kept in KEPT_LINE.findall(lines)]
    return found


def header_of(path: str) -> bytes:
    """Return the first line of a manifest file, which has the checksum of all others."""
    with open_state(path) as file:
        return file.readline()


class Listing:
    """The lines of a manifest to write, sorted by path; in a file, as a site may have a million."""

    def __init__(self, folder: str) -> None:
        """Begin with no line; a file without a name is made in a folder."""
        self._file = tempfile.TemporaryFile(dir=folder, prefix=TRASH)  # noqa: SIM115  (`__exit__`)
        self._blocks: list[tuple[int, str]] = []
        """Size of each block in bytes, and its last path."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, lines: Sequence[str]) -> None:
        """Add lines, `digest size path`, that follow all others; there is at least one."""
        block = ("\n".join(lines) + "\n").encode()
        self._file.write(block)
        self._blocks.append((len(block), _path_of(lines[-1])))

    def write(self, path: str, temporary: str, others: Mapping[str, str]) -> None:
        """Write a manifest file atomically through the file `temporary`, unless it is unchanged.

        `others`: path -> entry of files that have no line yet.
        """
        total = hashlib.blake2b(digest_size=CHECKSUM_BYTES)
        with open(temporary, "w+b") as file:
            file.write(_header(total))  # the last one has the same length
            for block in self._with(others):
                total.update(block)
                file.write(block)
            file.seek(0)
            file.write(_header(total))
            file.flush()
            unchanged = _is_equal(path, file)
            if not unchanged:
                os.fsync(file.fileno())
        if unchanged:
            os.unlink(temporary)
            return
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)

    def _with(self, others: Mapping[str, str]) -> Iterator[bytes]:
        """Yield all lines, and those of others in their places."""
        rest = sorted(others, reverse=True)
        self._file.seek(0)
        for size, end in self._blocks:
            block, before = self._file.read(size), list[str]()
            while rest and rest[-1] < end:
                before.append(f"{others[rest[-1]]} {rest.pop()}")
            yield _merged(block, before) if before else block
        yield "".join(f"{others[path]} {path}\n" for path in reversed(rest)).encode()


def _merged(block: bytes, others: Sequence[str]) -> bytes:
    """Return a block of lines with others in their places, none of which is the last."""
    lines = block.decode().split("\n")[:-1]
    for line in others:
        insort(lines, line, key=_path_of)
    return "".join(f"{line}\n" for line in lines).encode()


def _path_of(line: str) -> str:
    return line.split(" ", 2)[2]


def _header(total: "hashlib.blake2b") -> bytes:
    return f"{HEADER} {total.hexdigest()}\n".encode()


def _is_equal(path: str, file: BinaryIO) -> bool:
    """Return whether a manifest file has the bytes of a new one."""
    with suppress(FileNotFoundError), open_state(path) as old:
        if os.fstat(old.fileno()).st_size != os.fstat(file.fileno()).st_size:
            return False
        file.seek(0)
        while block := file.read(CHUNK):
            if old.read(CHUNK) != block:
                return False
        return True
    return False
