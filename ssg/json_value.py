"""The types of values that JSON and YAML documents hold."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Json", "JsonValue"]

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
"""A value as it is read from a document."""
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
"""A value that can be written as JSON. A string is a sequence too: test for `str` first."""
