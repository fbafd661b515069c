"""`TextValues`: the results of a function of a text, which may come from an earlier run."""

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["TextValues"]

Value = TypeVar("Value")

MOST = 20_000
"""Texts whose values are kept: more than the tools of a large site."""


class TextValues(dict[str, Value], Generic[Value]):
    """Text -> value; that of another text is found when it is asked for."""

    def __init__(self, find: Callable[[str], Value]) -> None:
        """Take the function; its result depends on the text alone."""
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> Value:
        """Find and keep the value of a text."""
        return self.keep(text, self._find(text))

    def keep(self, text: str, value: Value) -> Value:
        """Keep the value of a text, without those of others if these are too many; return it."""
        if len(self) >= MOST:
            self.clear()
        self[text] = value
        return value
