"""Callback types that stages and the command line share."""

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "no_progress"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Receives a stage's name, how many of its steps are done, and of how many: `("render", 400, 1200)`."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Ignore the progress."""
