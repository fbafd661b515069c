"""What a report knows about the files that its problems are in."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Origin"]


def _no_line(_: str, __: int) -> str:
    """Know no line."""
    return ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where problems come from."""

    line: Callable[[str, int], str] = _no_line
    """A file and the number of a line, from 1 -> that line, or nothing."""
    folder: str = ""
    """Path from the repository to the site, with a `/` at the end; empty where they are the same."""
    changed: frozenset[str] = frozenset()
    """Files that the change under review touches, relative to the site: what they hold comes first."""
