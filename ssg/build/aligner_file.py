"""The state of the aligner in a file, for the next build: it reads few texts, if none changed."""

import os
from dataclasses import dataclass

from ssg.output.state_files import load_state, save_state
from ssg.sealed_file import opened, sealed

__all__ = ["AlignerFile"]

HEADER = b"ssg aligner 1\n"


@dataclass(frozen=True, slots=True)
class AlignerFile:
    """The file of one output folder."""

    file: str
    temporary: str
    """Where a new file is written; each process adds its number."""
    key: bytes = b""
    """A hash over the texts of all tools, at most 64 bytes: a file of another key is empty."""

    def load(self) -> bytes:
        """Return what was saved by this key; empty if it is missing or damaged."""
        return bytes(opened(HEADER, load_state(self.file), self.key) or b"")

    def save(self, body: bytes) -> None:
        """Replace the file; errors of the system are ignored."""
        temporary = f"{self.temporary}-{os.getpid()}"
        save_state(self.file, temporary, sealed(HEADER, [body], self.key))
