"""The file with what pairing has read in the texts of tools, for the next build."""

from contextlib import suppress
from pathlib import Path

from ssg.errors import BuildError
from ssg.output.atomic_swap import OutputPaths

__all__ = ["stored_texts", "write_texts"]


def stored_texts(output: Path) -> bytes:
    """Return what the last build of an output folder has stored; empty if there is nothing."""
    with suppress(OSError, BuildError):  # errors of the folder are reported when it is published
        return Path(OutputPaths.of(output).texts).read_bytes()
    return b""


def write_texts(paths: OutputPaths, body: bytes) -> None:
    """Write what the next build may use; errors of the system are ignored."""
    temporary = Path(paths.trash("texts"))
    with suppress(OSError):
        temporary.write_bytes(body)
        temporary.replace(paths.texts)
