"""List of generated files: path -> digest and size. Only listed files are ever deleted.

All other files of the output folder belong to the user.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ssg.errors import BuildError
from ssg.output.staging import check_path
from ssg.text import printable

__all__ = ["HEADER", "read", "read_file", "text", "write_file"]

HEADER = "ssg manifest 1"


def text(entries: Mapping[str, str]) -> str:
    """Return the manifest as text. `entries`: path -> digest and size, separated by a space."""
    return "\n".join([HEADER, *(f"{entries[path]} {path}" for path in sorted(entries)), ""])


def read(manifest: str) -> dict[str, str]:
    """Parse the text of a manifest.

    Raise ValueError for another format, BuildError for a path outside the output folder.
    """
    return dict(_entries(manifest))


def _entries(manifest: str) -> Iterator[tuple[str, str]]:
    header, *lines, end = manifest.split("\n")
    if (header, end) != (HEADER, ""):
        raise ValueError(header)
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


def write_file(path: str, temporary: str, entries: Mapping[str, str]) -> None:
    """Write a manifest file atomically by way of `temporary`, unless it is unchanged."""
    body = text(entries).encode()
    with suppress(FileNotFoundError):
        if Path(path).read_bytes() == body:
            return
    with open(temporary, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)
