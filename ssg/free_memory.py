"""Free memory goes back to the system where the C library can return it (glibc).

What a process keeps for itself counts for each process that it forks, too.
"""

import ctypes
from contextlib import suppress

__all__ = ["give_back", "give_back_large_blocks"]

MMAP_THRESHOLD = -3
"""Number of the parameter in `malloc.h`."""
LARGE_BLOCK = 1 << 20
"""Bytes; arrays over all pages of a large site are larger."""


def give_back_large_blocks() -> None:
    """Let this process return each large block as soon as it is free.

    By default, once a block of some MiB was free, blocks of that size are parts of the heap, which
    keeps them: arrays that grow leave a gap for each of their sizes.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE_BLOCK)


def give_back() -> None:
    """Return all memory of this process that is free now."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
