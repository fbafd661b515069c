"""Files of the state folder that are read and written as a whole, for the next build."""

from contextlib import suppress
from pathlib import Path

__all__ = ["load_state", "save_state"]


def load_state(file: str) -> bytes:
    """Return the content of a file; empty if it is missing or cannot be read."""
    with suppress(OSError):
        return Path(file).read_bytes()
    return b""


def save_state(file: str, temporary: str, body: bytes) -> None:
    """Replace a file atomically through the file `temporary`; errors of the system are ignored."""
    with suppress(OSError):
        Path(temporary).write_bytes(body)
        Path(temporary).replace(file)
