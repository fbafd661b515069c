"""Divide pages and files between shards; every shard computes its own part."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from ssg.build.page_table import PageTable
from ssg.frozen import frozen
from ssg.site import Page

__all__ = ["MAX_SHARDS", "Shard", "pages_of", "share_of"]

MAX_SHARDS = 10_000

Item = TypeVar("Item")


@frozen
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


def pages_of(shard: Shard, pages: Iterable[Page]) -> PageTable:
    """Return the shard's pages: an equal slice of every kind.

    Kinds differ in cost, so each is divided by itself. Neighbouring pages share tools: in slices,
    the fragments of a tool are rendered in few shards.
    """
    kinds: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        kinds[page.kind].append(page)
    mine: list[Page] = []
    before = 0
    for of_kind in kinds.values():
        mine += share_of(shard, of_kind, before)
        before += len(of_kind)
    return PageTable(mine)
