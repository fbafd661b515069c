"""`once`: values that are computed once for a context of the views."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar

__all__ = ["once"]

Value = TypeVar("Value")


class _Keeper(Protocol):
    @property
    def kept(self) -> dict[str, object]:
        """Full name of a function -> its value."""


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
