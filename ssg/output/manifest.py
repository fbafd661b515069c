"""List of generated files: path -> digest and size. Only listed files are ever deleted.

All other files of the output folder belong to the user.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ssg.errors import BuildError
from ssg.output.staging import check_path
from ssg.text import printable

__all__ = ["HEADER", "KEPT", "paths_of", "read", "read_file", "text", "write_file"]

HEADER, OLD_HEADER = "ssg manifest 2", "ssg manifest 1"
"""Version 2 adds a checksum; the manifest of an older build has none."""
CHECKSUM_BYTES = 16
KEPT = "~"
"""First character of the entry of a file that only the last generation of pages refers to."""


def text(entries: Mapping[str, str]) -> str:
    """Return the manifest as text. `entries`: path -> digest and size, separated by a space."""
    body = "".join(_lines(entries))
    return f"{HEADER} {_checksum([body])}\n{body}"


def _lines(entries: Mapping[str, str]) -> Iterator[str]:
    return (f"{entries[path]} {path}\n" for path in sorted(entries))


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


def write_file(path: str, temporary: str, entries: Mapping[str, str]) -> None:
    """Write a manifest file atomically by way of `temporary`, unless it is unchanged."""
    header = f"{HEADER} {_checksum(_lines(entries))}\n".encode()
    if _is_equal(path, header, entries):
        return
    with open(temporary, "wb") as file:
        file.write(header)
        file.writelines(line.encode() for line in _lines(entries))
        file.flush()
        os.fsync(file.fileno())
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)


def _is_equal(path: str, header: bytes, entries: Mapping[str, str]) -> bool:
    """Return whether a manifest file has this header and these entries."""
    with suppress(FileNotFoundError), open(path, "rb") as file:
        if file.readline() == header:
            same = all(file.readline() == line.encode() for line in _lines(entries))
            return same and not file.read(1)
    return False
