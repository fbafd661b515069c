"""A list -> the part of it that is one shard's, so that shards need not talk to each other."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ssg.site import Page

__all__ = ["MAX_SHARDS", "Shard", "pages_of", "share_of"]

MAX_SHARDS = 10_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of the work."""

    number: int
    """1 is the first."""
    of: int
    """How many there are."""

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Read `I/N`; raise ValueError that says what is wrong with it."""
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
        number, of = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= of <= MAX_SHARDS:
            raise ValueError(
                f'"{text}" is no shard; write I/N, such as 1/4, with 1 <= I <= N <= {MAX_SHARDS:,}'
            )
        return cls(number, of)


def share_of(shard: Shard, items: Sequence[Item], offset: int = 0) -> Sequence[Item]:
    """Return the shard's run of the items; the shards' runs differ by at most one item.

    `offset` turns the shards round, so that not always the same ones get the longer run.
    """
    place = (shard.number - 1 + offset) % shard.of
    return items[len(items) * place // shard.of : len(items) * (place + 1) // shard.of]


def pages_of(shard: Shard, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the shard's pages: of every kind an equal run.

    Kinds cost differently, so each is dealt by itself. Runs, not every n-th: pages that stand together share tools, and
    what belongs to a tool is then rendered in few shards.
    """
    kinds: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        kinds[page.kind].append(page)
    mine: list[Page] = []
    before = 0
    for of_kind in kinds.values():
        mine += share_of(shard, of_kind, before)
        before += len(of_kind)
    return tuple(mine)
