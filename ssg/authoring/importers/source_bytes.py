"""Read a file of a foreign list whole, up to a size."""

from pathlib import Path

from ssg.errors import UsageError
from ssg.text import printable

__all__ = ["source_bytes"]


def source_bytes(source: Path, most: int) -> bytes:
    """Return the content of a file; raise UsageError for one of more bytes, or one unreadable."""
    name = printable(str(source), 300)
    if source.is_dir():
        raise UsageError(f'"{name}" is a folder; name the file of the list in it')
    try:
        if source.stat().st_size > most:
            raise UsageError(f'"{name}" has more than {most:,} bytes; divide it into several files')
        return source.read_bytes()
    except OSError as error:
        raise UsageError(
            f'"{name}" cannot be read: {error.strerror}; check its name and permissions'
        ) from error
