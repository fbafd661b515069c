"""Values that are computed once for a context of the views, or once for each tool."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Protocol, TypeVar

__all__ = ["once", "once_for_each"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Keeper(Protocol):
    @property
    def kept(self) -> dict[str, object]:
        """Full name of a function -> its value."""

    @property
    def kept_for_each(self) -> defaultdict[str, dict[Hashable, object]]:
        """Full name of a function -> slug or other key -> its value for that."""


Keeper = TypeVar("Keeper", bound=_Keeper)


def once(function: Callable[[Keeper], Value]) -> Callable[[Keeper], Value]:
    """Return a function of a context that computes its value at the first call, and keeps it."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(context: Keeper) -> Value:
        kept = context.kept
        if name not in kept:
            kept[name] = function(context)
        return kept[name]  # type: ignore[return-value]  # the value of this function

    return known


def once_for_each(function: Callable[[Keeper, Key], Value]) -> Callable[[Keeper, Key], Value]:
    """Return a function of a context and a key that computes each value once, and keeps it.

    The keys are slugs of tools, or others of which a site does not have many more than tools.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(context: Keeper, key: Key) -> Value:
        values = context.kept_for_each[name]
        if key not in values:
            values[key] = function(context, key)
        return values[key]  # type: ignore[return-value]  # a value of this function

    return known
