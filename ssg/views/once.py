"""Caches of the values that a context of the views computes: once, or for each tool."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sized
from functools import wraps
from typing import Protocol, TypeVar

from ssg.recent import Recent

__all__ = ["keep", "once", "once_for_each", "recent_for_each"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Keeper(Protocol):
    @property
    def kept(self) -> dict[str, object]:
        """Full name of a function -> its value."""

    @property
    def kept_for_each(self) -> defaultdict[str, dict[Hashable, object]]:
        """Full name of a function -> slug or other key -> its value for that."""

    @property
    def kept_recent(self) -> dict[str, Recent[Hashable, object]]:
        """Full name of a function -> its last values by key."""


Keeper = TypeVar("Keeper", bound=_Keeper)


class _Decorator(Protocol):
    def __call__(
        self, function: Callable[[Keeper, Key], Value]
    ) -> Callable[[Keeper, Key], Value]: ...


def once(function: Callable[[Keeper], Value]) -> Callable[[Keeper], Value]:
    """Return a function of a context that computes its value at the first call, and keeps it."""
    name = _name_of(function)

    @wraps(function)
    def known(context: Keeper) -> Value:
        kept = context.kept
        if name not in kept:
            kept[name] = function(context)
        return kept[name]  # type: ignore[return-value]  # the value of this function

    return known


def keep(context: Keeper, function: Callable[[Keeper], Value], value: Value) -> None:
    """Keep a value that was made elsewhere as that of a function which is computed `once`."""
    context.kept[_name_of(function)] = value


def _name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def once_for_each(function: Callable[[Keeper, Key], Value]) -> Callable[[Keeper, Key], Value]:
    """Return a function of a context and a key that computes each value once, and keeps it.

    The keys are slugs of tools, or others of which a site does not have many more than tools.
    """
    name = _name_of(function)

    @wraps(function)
    def known(context: Keeper, key: Key) -> Value:
        values = context.kept_for_each[name]
        if key not in values:
            values[key] = function(context, key)
        return values[key]  # type: ignore[return-value]  # a value of this function

    return known


def recent_for_each(most: int, *, by_length: bool = False) -> _Decorator:
    """Return a decorator as `once_for_each` that keeps the values which were used last.

    `most`: number of the values of the function that are kept, or, `by_length`, of all their
    elements. No value is None.
    """

    def decorate(function: Callable[[Keeper, Key], Value]) -> Callable[[Keeper, Key], Value]:
        name = _name_of(function)

        @wraps(function)
        def known(context: Keeper, key: Key) -> Value:
            recent = context.kept_recent.get(name)
            if recent is None:
                recent = context.kept_recent[name] = Recent(most)
            value = recent.get(key)
            if value is None:
                made = function(context, key)
                length = len(made) if by_length and isinstance(made, Sized) else 1
                value = recent.add(key, made, max(1, length))
            return value  # type: ignore[return-value]  # a value of this function

        return known

    return decorate
