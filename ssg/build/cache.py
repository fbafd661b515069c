"""What the last build made by which recipe: a page whose recipe and file are as they were need not be made again.

The memory stands beside the output. It says of a file only what was true of it when it was written, with the size and
time that the file then had; so it is never wrong, however old, and a damaged one is as good as none.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.output.staging import Stage, Written

__all__ = ["BuildCache", "remember"]

HEADER = b"ssg made 1\n"
CHECK_BYTES, PLACE_BYTES = 16, 8
ENTRY = np.dtype(
    [("place", "<u8"), ("recipe", "V16"), ("digest", "V16"), ("size", "<u8"), ("time", "<i8")]
)
"""What is kept of a file: a hash of its path, its recipe, digest, size, and time of change in nanoseconds."""

Entries: TypeAlias = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Files that builds made, by the hash of their path; some 60 bytes each."""

    program: bytes
    """What `recipe.program_recipe` says of the build that asks."""
    places: NDArray[np.uint64]
    """Sorted."""
    entries: Entries

    @classmethod
    def read(cls, file: str, program: bytes) -> "BuildCache":
        """Read the memory; without one, or with a damaged one, nothing is known."""
        entries = np.empty(0, ENTRY)
        with suppress(OSError, ValueError):
            body = Path(file).read_bytes()
            start = len(HEADER) + CHECK_BYTES
            if body.startswith(HEADER) and _check(body[start:]) == body[len(HEADER) : start]:
                entries = np.frombuffer(body, ENTRY, offset=start)
        return cls(program, np.ascontiguousarray(entries["place"]), entries)

    def still(self, stage: Stage, path: str, recipe: bytes) -> Written | None:
        """Return the file at a path as it stands, if it was made by this recipe and nobody has touched it since."""
        place = _place(path)
        index = int(np.searchsorted(self.places, np.uint64(place)))
        if index == len(self.places) or int(self.places[index]) != place:
            return None
        entry = self.entries[index]
        size, changed = int(entry["size"]), int(entry["time"])
        if entry["recipe"].tobytes() != recipe or not stage.is_unchanged(path, size, changed):
            return None
        return Written(
            path, size, entry["digest"].tobytes().hex(), same=True, changed=changed, recipe=recipe
        )


def remember(file: str, part: str, written: Iterable[Written]) -> None:
    """Write down what was published, first to the file `part`; a memory that cannot be written is no fault."""
    with suppress(OSError):
        rows = [
            (_place(one.path), one.recipe, bytes.fromhex(one.digest), one.size, one.changed)
            for one in written
            if one.recipe
        ]
        body = np.sort(np.array(rows, ENTRY), order="place").tobytes()
        Path(part).write_bytes(HEADER + _check(body) + body)
        Path(part).replace(file)


def _place(path: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(path.encode(), digest_size=PLACE_BYTES).digest(), "little"
    )


def _check(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECK_BYTES).digest()
