"""`Recent`: a cache of the values that were used last."""

from typing import Generic, TypeVar

__all__ = ["Recent"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """Values up to a size together; those that were not used for the longest time are dropped."""

    def __init__(self, most: int) -> None:
        """Take the size of all values together, as counted by those who add them."""
        self._room = most
        self._values: dict[_Key, tuple[_Value, int]] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, which is now the last used one; None if there is none."""
        found = self._values.pop(key, None)
        if found is None:
            return None
        self._values[key] = found
        return found[0]

    def add(self, key: _Key, value: _Value, size: int = 1) -> _Value:
        """Return the value, which is now that of the key; it is kept even if it is too large."""
        before = self._values.pop(key, None)
        self._room += before[1] if before else 0
        while self._values and self._room < size:
            self._room += self._values.pop(next(iter(self._values)))[1]
        self._values[key] = value, size
        self._room -= size
        return value
