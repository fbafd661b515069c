"""The list of the files that builds wrote, as text: what is listed may be removed, what is not is somebody's."""

from collections.abc import Iterator, Mapping

from ssg.output.staging import check_path

__all__ = ["HEADER", "read", "text"]

HEADER = "ssg manifest 1"


def text(listed: Mapping[str, str]) -> str:
    """Write the list: path -> its digest and size with a blank between them."""
    return "\n".join([HEADER, *(f"{listed[path]} {path}" for path in sorted(listed)), ""])


def read(manifest: str) -> dict[str, str]:
    """Read what `text` wrote; raise ValueError or BuildError where it is something else."""
    return dict(_entries(manifest))


def _entries(manifest: str) -> Iterator[tuple[str, str]]:
    header, *lines, end = manifest.split("\n")
    if (header, end) != (HEADER, ""):
        raise ValueError(header)
    for line in lines:
        digest, size, path = line.split(" ", 2)
        check_path(path)  # what is listed will be removed
        yield path, f"{digest} {size}"
