"""Free memory goes back to the system where the C library can return it (glibc).

What a process keeps for itself counts for each process that it forks, too.
"""

import ctypes
from contextlib import suppress

__all__ = ["give_back", "give_back_large_blocks"]

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1
"""Numbers of the parameters in `malloc.h`."""
LARGE_BLOCK = 1 << 20
"""Bytes; arrays over all pages of a large site are larger."""
KEPT_AT_END = 8 << 20
"""Free bytes at the end of the heap that a process keeps.

Without it they would be the 128 KiB that the library begins with, as it adjusts none of its limits
once one is set: the end of the heap was returned, and asked for again, several times for each page.
"""


def give_back_large_blocks() -> None:
    """Let this process return each large block as soon as it is free.

    By default, once a block of some MiB was free, blocks of that size are parts of the heap, which
    keeps them: arrays that grow leave a gap for each of their sizes.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(MMAP_THRESHOLD, LARGE_BLOCK)
        library.mallopt(TRIM_THRESHOLD, KEPT_AT_END)


def give_back() -> None:
    """Return all memory of this process that is free now."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
