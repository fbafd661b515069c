"""The type of values that JSON and YAML documents hold."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Json"]

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
"""A JSON value. A string is a sequence too: test for `str` before `Sequence`."""
