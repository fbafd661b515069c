"""`SearchState`: what one build of the index leaves for the next one, in files with checksums."""

from collections.abc import Callable
from typing import NamedTuple

__all__ = ["SearchState"]


class SearchState(NamedTuple):
    """Where files of the last build come from, and where new ones go.

    A file has a name, and the first folder of the pages of its language, or an empty text.
    """

    program: bytes
    """Hash of the running program."""
    read: Callable[[str, str], bytes]
    """Name and folder -> what was written; empty if there is nothing."""
    write: Callable[[str, str, bytes], None]
