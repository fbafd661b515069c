"""Types of callbacks."""

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "no_progress"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Receives the name of a stage, its completed steps and all of them: `("render", 400, 1200)`."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Ignore the progress."""
