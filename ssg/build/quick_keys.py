"""Quick keys of pages: a hash over what a page is but for its tools, and one over all its inputs.

The first one shows whether a page may have the key that it had in the last build.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.build.program_hash import HASH_BYTES

__all__ = ["NO_QUICK", "NO_TAG", "QUICK", "TAG", "KnownKeys", "with_last_keys"]

TAG = np.dtype("V8")
QUICK = np.dtype([("tag", TAG), ("key", f"V{HASH_BYTES}")])
"""A quick key; a page about no tool has no tag."""
NO_TAG, NO_QUICK = bytes(TAG.itemsize), bytes(QUICK.itemsize)


class KnownKeys(NamedTuple):
    """Quick keys of the last build."""

    keys: NDArray[np.void]
    """For each page, zeros for none."""
    rows: bytes
    """The hashes over their inputs, as `InputRows.to_bytes` returns them."""


def with_last_keys(
    keys: NDArray[np.void], last: NDArray[np.void], places: NDArray[np.intp], new: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which pages at some places need a new key; all others get their last one.

    `new`: those with other inputs; those with another tag than in the last build are added.
    """
    new = new | (keys["tag"][places] != last["tag"][places])
    kept = places[~new]
    keys["key"][kept] = last["key"][kept]
    return new
