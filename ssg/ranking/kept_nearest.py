"""The nearest tools of each tool, kept for the next build: it finds only those that may differ.

What is found for a tool depends on the tool itself, and on those that share enough with it. So a
build finds them again for each tool that changed, and for each tool that has, or may now have, a
changed one among its nearest.
"""

import struct
from contextlib import suppress
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.ranking.feature_table import Numbers, Weights
from ssg.ranking.similarity import ALIKE, KEY_BYTES, Begin, Flags, Partners, Similarity, when_asked
from ssg.sealed_file import opened, sealed

__all__ = ["KeptNearest"]

HEADER = b"ssg nearest 1\n"
SIZES = struct.Struct("<2Q")
"""Tools, and partners of all tools."""
KEY, COUNT, NUMBER, STRENGTH = map(np.dtype, (f"V{KEY_BYTES}", "<u4", "<u4", "<f8"))
WORTH_KEEPING = 1_000
"""Tools of which the nearest ones are sooner found than kept."""
MOST_CHANGED = 0.3
"""Share of tools from which finding all is about as fast as finding those that may differ."""
MARGIN = 1e-6
"""Far above the errors of sums of weights: a tool so much below a limit does not reach it."""
Keys: TypeAlias = NDArray[np.void]


class _Kept(NamedTuple):
    """The nearest tools that were found."""

    keys: Keys
    """A hash for each tool over all that decides what is found, but for other tools."""
    found: Partners
    """In the order of the first tools, and at least `ALIKE` for each if there are so many."""


class KeptNearest:
    """Finds the nearest tools of each tool, from what an earlier build has found."""

    def __init__(self, stored: bytes = b"", program: bytes = b"") -> None:
        """Take what `to_store` of an earlier build returned; `program`: the hash of the program."""
        self.stored, self._program = stored, program
        self._after: _Kept | None = None

    def nearest_of_each(
        self,
        similarity: Similarity,
        most: Numbers,
        least: float,
        near: float,
        begin: Begin = when_asked,
    ) -> Partners:
        """Return what `Similarity.nearest_of_each` returns, with the same arguments.

        `near` is above `least`.
        """
        if len(most) < WORTH_KEEPING:
            return similarity.nearest_of_each(most, least, near, begin)
        # With so many, no tool is left out that decides how many others are added.
        longer = np.where(most > 0, np.maximum(most, ALIKE), 0)
        keys = np.frombuffer(b"".join(similarity.keys(longer, least, near)), KEY)
        kept = self._read(keys)
        changed = np.flatnonzero((keys != kept.keys) | similarity.bare) if kept else None
        if kept is None or changed is None or len(changed) > MOST_CHANGED * len(keys):
            found = similarity.nearest_of_each(longer, least, near, begin)
        else:
            again = self._to_find(similarity, kept.found, longer, changed, least, near)
            rest = ~again[kept.found.places]
            some = similarity.nearest_of_each(np.where(again, longer, 0), least, near)
            both = [np.concatenate(each) for each in zip(kept.found.only(rest), some, strict=True)]
            found = Partners(*both).only(np.argsort(both[0], kind="stable"))
        self._after = _Kept(keys, found)
        return found.only(found.numbers() < most[found.places])

    def _to_find(
        self,
        similarity: Similarity,
        found: Partners,
        most: Numbers,
        changed: Numbers,
        least: float,
        near: float,
    ) -> Flags:
        """Return which tools may have others near them than those that were found."""
        again = np.zeros(len(most), dtype=bool)
        again[changed] = True
        again[found.places[again[found.others]]] = True
        lowest, weakest = _limits(similarity, found, most, least, near)
        for places in similarity.blocks(changed):
            alike = similarity.alike_with_all(places)
            strengths = alike + similarity.popular + similarity.popular[places, np.newaxis]
            again |= ((alike >= lowest) & (strengths >= weakest)).any(axis=0)
        return again & (most > 0)

    def _read(self, keys: Keys) -> _Kept | None:
        """Return what is stored for as many tools; None if it is damaged."""
        with suppress(ValueError, struct.error):
            content = opened(HEADER, self.stored, self._program)
            return None if content is None else _decoded(content, len(keys))
        return None

    def to_store(self) -> bytes:
        """Return what was found, for the next build; nothing if it is stored, or not worth it."""
        if self._after is None:
            return b""
        keys, found = self._after
        counts = np.bincount(found.places, minlength=len(keys))
        content = [
            SIZES.pack(len(keys), len(found.places)),
            keys.tobytes(),
            counts.astype(COUNT).tobytes(),
            found.others.astype(NUMBER).tobytes(),
            found.strengths.astype(STRENGTH).tobytes(),
        ]
        body = sealed(HEADER, content, self._program)
        return b"" if body == self.stored else body


def _limits(
    similarity: Similarity, found: Partners, most: Numbers, least: float, near: float
) -> tuple[Weights, Weights]:
    """Return the similarity and the strength that a changed tool has if it may be near each tool.

    None of the tools that were found has changed, so none of them is found no more.
    """
    alike = found.strengths - similarity.popular[found.places] - similarity.popular[found.others]
    counts = np.bincount(found.places, minlength=len(most))
    nears = np.bincount(found.places, alike >= near + MARGIN, len(most))
    lowest, weakest = np.full((2, len(most)), np.inf)
    np.minimum.at(lowest, found.places, alike)
    np.minimum.at(weakest, found.places, found.strengths)
    # Where enough are near, others are as near, and stronger if no more are wanted. Where some were
    # added that are less near, others are as similar as these, if there are enough.
    are_near = nears >= ALIKE
    lowest = np.where(are_near | (lowest > near), near, lowest)
    lowest = np.where(~are_near & (counts < ALIKE), least, lowest)
    lowest = np.where(~are_near & (counts > ALIKE), -np.inf, lowest)
    weakest = np.where(are_near & (counts == most), weakest, -np.inf)
    return lowest - MARGIN, weakest - MARGIN


def _decoded(content: memoryview, number: int) -> _Kept | None:
    """Return what is stored for a number of tools; raise ValueError for what is out of range."""
    tools, partners = SIZES.unpack(content[: SIZES.size])
    sizes = (tools * KEY.itemsize, tools * COUNT.itemsize, partners * NUMBER.itemsize)
    ends = np.cumsum([SIZES.size, *sizes]).tolist()
    if tools != number or len(content) != ends[-1] + partners * STRENGTH.itemsize:
        return None
    parts = [content[start:end] for start, end in zip(ends, [*ends[1:], None], strict=True)]
    kinds = KEY, COUNT, NUMBER, STRENGTH
    keys, counts, others, strengths = map(np.frombuffer, parts, kinds)
    if counts.sum(dtype=np.uint64) != partners or not np.isfinite(strengths).all():
        raise ValueError(partners)
    places = np.repeat(np.arange(tools), counts)
    if (others >= tools).any() or (others == places).any():
        raise ValueError(tools)
    return _Kept(keys, Partners(places, others.astype(np.int64), strengths.astype(np.float64)))
