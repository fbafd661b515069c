"""List of generated files: path -> digest and size. Only listed files are ever deleted.

All other files of the output folder belong to the user.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ssg.errors import BuildError
from ssg.output.tree_files import check_path
from ssg.text import printable

__all__ = ["HEADER", "KEPT", "paths_of", "read", "read_file", "text", "write_file"]

HEADER, OLD_HEADER = "ssg manifest 2", "ssg manifest 1"
"""Version 2 adds a checksum; the manifest of an older build has none."""
CHECKSUM_BYTES = 16
BLOCK, CHUNK = 4_096, 1 << 20
"""Lines that are written at once; bytes that are compared at once."""
KEPT = "~"
"""First character of the entry of a file that only the last generation of pages refers to."""


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
    header, end, body = manifest.partition("\n")
    if not end or header not in {OLD_HEADER, f"{HEADER} {_checksum([body])}"}:
        raise ValueError(header)
    return dict(_entries(body))


def _checksum(lines: Iterable[str]) -> str:
    total = hashlib.blake2b(digest_size=CHECKSUM_BYTES)
    for line in lines:
        total.update(line.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _entries(body: str) -> Iterator[tuple[str, str]]:
    *lines, end = body.split("\n")
    if end:
        raise ValueError(end)
    for line in lines:
        digest, size, path = line.split(" ", 2)
        check_path(path)  # listed files may be deleted
        yield path, f"{digest} {size}"


def read_file(path: str) -> dict[str, str]:
    """Read a manifest file; a missing file is an empty manifest.

    Raise BuildError for a damaged file and for a symbolic link.
    """
    try:
        return read("" if os.path.islink(path) else Path(path).read_bytes().decode())
    except FileNotFoundError:
        return {}
    except (ValueError, BuildError) as error:
        raise BuildError(
            f'"{printable(path, 300)}" is damaged; '
            "remove it and the pages in the output folder, and build again"
        ) from error


def paths_of(path: str) -> Iterator[str]:
    """Yield the paths of a manifest file that was just written, sorted."""
    with open(path, encoding="utf-8", newline="\n") as file:
        next(file)
        for line in file:
            yield line.rstrip("\n").split(" ", 2)[2]


def write_file(path: str, temporary: str, items: Iterable[tuple[str, str]]) -> None:
    """Write a manifest file atomically through the file `temporary`, unless it is unchanged.

    `items`: path and entry of each file, sorted by path.
    """
    lines = _lines(items)
    total = hashlib.blake2b(digest_size=CHECKSUM_BYTES)
    with open(temporary, "w+b") as file:
        file.write(_header(total))  # the last one has the same length
        while block := "".join(islice(lines, BLOCK)).encode():
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


def _header(total: "hashlib.blake2b") -> bytes:
    return f"{HEADER} {total.hexdigest()}\n".encode()


def _is_equal(path: str, file: BinaryIO) -> bool:
    """Return whether a manifest file has the bytes of a new one."""
    with suppress(FileNotFoundError), open(path, "rb") as old:
        if os.fstat(old.fileno()).st_size != os.fstat(file.fileno()).st_size:
            return False
        file.seek(0)
        while block := file.read(CHUNK):
            if old.read(CHUNK) != block:
                return False
        return True
    return False
