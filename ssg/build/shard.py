"""A part of a build, and its share of a list; every shard computes its own part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["MAX_SHARDS", "Shard", "share_of"]

MAX_SHARDS = 10_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of a build."""

    number: int
    """From 1."""
    of: int
    """Number of shards."""

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Parse `I/N`; raise ValueError with a message for the user."""
        match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= of <= MAX_SHARDS:
            raise ValueError(
                f'invalid shard "{text}"; '
                f"write I/N, such as 1/4, with 1 <= I <= N <= {MAX_SHARDS:,}"
            )
        return cls(number, of)


def share_of(shard: Shard, items: Sequence[Item], offset: int = 0) -> Sequence[Item]:
    """Return the shard's slice of the items; the slices differ by at most one item.

    `offset` rotates the shards, so that it varies which ones get the longer slices.
    """
    place = (shard.number - 1 + offset) % shard.of
    return items[len(items) * place // shard.of : len(items) * (place + 1) // shard.of]
