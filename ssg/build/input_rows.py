"""Hashes over the inputs of quick keys by tool: where none changed, a page has its last key.

The quick key of a page takes some 10 microseconds. A row of hashes covers all that the keys of
pages and documents about one tool use of it and its partners, another one what those about two
tools use besides. After an edit, few tools have other rows, and only their pages need new keys.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.build.partner_hashes import LANES, Lanes
from ssg.build.program_hash import HASH_BYTES

__all__ = ["ChangedTools", "InputRows"]


class ChangedTools(NamedTuple):
    """The tools whose pages may have other keys than in the last build, by number."""

    alone: NDArray[np.bool_]
    """Of pages and documents about one tool."""
    in_pairs: NDArray[np.bool_]
    """Of those about two tools."""


class InputRows(NamedTuple):
    """The hashes of one site, in the default language."""

    site: bytes
    """Over what pages about one or two tools use of the whole site; it has the slugs of all."""
    alone: Lanes
    """For each tool, over what pages about it use of it and its partners."""
    strengths: Lanes
    """For each tool, over the strengths of its pairs: with `alone`, it is all that comparisons use
    of it."""

    def changed_since(self, last: bytes) -> ChangedTools | None:
        """Return the tools with other rows; None if the site itself differs.

        `last`: the bytes of these hashes in the last build.
        """
        size = self.alone.nbytes
        if last[:HASH_BYTES] != self.site or len(last) != HASH_BYTES + 2 * size:
            return None
        alone, strengths = (
            (np.frombuffer(last, LANES, size // LANES.itemsize, start).reshape(-1, 2) != now)
            for start, now in ((HASH_BYTES, self.alone), (HASH_BYTES + size, self.strengths))
        )
        return ChangedTools(alone.any(axis=1), alone.any(axis=1) | strengths.any(axis=1))

    def to_bytes(self) -> bytes:
        """Return the hashes for the next build."""
        return b"".join((self.site, self.alone.tobytes(), self.strengths.tobytes()))
