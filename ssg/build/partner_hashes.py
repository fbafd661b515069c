"""Hashes over the tools that each tool is compared with: those of all tools are made at once.

A hash over a row is the sum of hashes over its entries and their places, so that whole columns are
added up. It has as many bits as any other one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ssg.build.program_hash import hash_of
from ssg.distinct import distinct
from ssg.pair_table import PairTable

__all__ = ["LANES", "Lanes", "PartnerHashes", "Rows", "joined", "lanes_of", "mixed"]

LANES = np.dtype("<u8")
"""Half of a hash as a number."""
Lanes = NDArray[np.uint64]
SEEDS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], LANES)
"""One for each half: odd numbers without a pattern in their bits."""
FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], LANES)
SHIFTS = np.array([30, 27, 31], LANES)
"""Those of the function `splitmix64`, which spreads each bit over all."""


class Rows(Mapping[str, bytes]):
    """Slug -> hash, of all tools of a site."""

    def __init__(self, numbers: Mapping[str, int], lanes: Lanes) -> None:
        """Take the place of each tool among all, and the hashes."""
        self._numbers, self.lanes = numbers, lanes

    def __getitem__(self, slug: str) -> bytes:
        hashed: bytes = self.lanes[self._numbers[slug]].tobytes()
        return hashed

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class PartnerHashes:
    """Hashes over the pairs of all tools of a site."""

    def __init__(self, table: PairTable, slugs: Sequence[str]) -> None:
        """Take all pairs, and the slugs of all tools."""
        self._numbers = {slug: number for number, slug in enumerate(slugs)}
        self._columns = columns = table.partner_columns(slugs)
        self._counts = np.diff(columns.ends)
        tools = np.repeat(np.arange(len(slugs)), self._counts)
        self._places = np.arange(len(tools)) - columns.ends[tools]
        _, weakest_first = np.unique(-columns.strengths, return_inverse=True)
        ranks = weakest_first.astype(np.int64)
        is_equal = np.concatenate([[False], ranks[1:] == ranks[:-1]]) & (self._places > 0)
        self._ranked = (tools << 32) | ranks
        """Tool and rank of each pair: sorted, as the pairs of a tool are."""
        self._order = mixed((self._places << 16) | (is_equal.astype(int) << 8) | columns.steps)

    def numbers(self, slugs: Sequence[str]) -> NDArray[np.intp]:
        """Return the places of tools among all."""
        return np.array([self._numbers[slug] for slug in slugs], np.intp)

    def of_tools(self, hashes: Sequence[bytes]) -> Rows:
        """Return for each tool a hash over those of its partners, and the order of its pairs.

        `hashes`: one for each tool. The order is that of strengths, with what is equally strong,
        and the steps.
        """
        return self._rows(self._summed(lanes_of(hashes)[self._columns.others]))

    def of_some(self, slugs: Sequence[str], hash_of: Callable[[str], bytes]) -> Mapping[str, bytes]:
        """Return what `of_tools` does for some tools; `hash_of` returns the hash of a partner."""
        places, ends = self._places_of(slugs)
        all_slugs = [*self._numbers]
        others, back = np.unique(self._columns.others[places], return_inverse=True)
        hashes = lanes_of([hash_of(all_slugs[other]) for other in others.tolist()])
        sums = _sums(_spread(hashes[back] ^ self._order[places]), ends)
        return dict(zip(slugs, map(bytes, sums), strict=True))

    def _places_of(self, slugs: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the places of the pairs of some tools, and 0 and the end of the row of each."""
        numbers = self.numbers(slugs)
        counts = self._counts[numbers]
        ends = np.concatenate([[0], np.cumsum(counts)])
        starts = np.repeat(self._columns.ends[numbers] - ends[:-1], counts)
        return np.arange(ends[-1]) + starts, ends

    def partners_of(self, slugs: Sequence[str]) -> list[str]:
        """Return the partners of some tools, each once."""
        all_slugs, others = [*self._numbers], self._columns.others[self._places_of(slugs)[0]]
        return [all_slugs[other] for other in distinct(others).tolist()]

    def of_reasons(self, slugs: Sequence[str]) -> Rows:
        """Return for each of some tools a hash over the reasons of its pairs."""
        places, ends = self._places_of(slugs)
        reasons, back = np.unique(self._columns.reasons[places], return_inverse=True)
        every = self._columns.different_reasons
        texts = ("\0".join(every[number]) for number in reasons.tolist())
        hashes = [hash_of([text.encode("utf-8", "surrogatepass")]) for text in texts]
        sums = _sums(_spread(lanes_of(hashes)[back] ^ self._order[places]), ends)
        return Rows({slug: place for place, slug in enumerate(slugs)}, sums)

    def of_strengths(self) -> Lanes:
        """Return for each tool a hash over the strengths of its pairs."""
        return _sums(mixed(self._columns.strengths.view(np.int64)), self._columns.ends)

    def of_documents(self, slugs: Sequence[str], in_lists: Mapping[str, int], most: int) -> Rows:
        """Return for some tools a hash over what documents about each use of the order of others.

        That is the order of its partners by their places `in_lists`, and which of these have it
        among their strongest `most`.
        """
        (pairs, ends), columns = self._places_of(slugs), self._columns
        listed = np.array([in_lists[slug] for slug in self._numbers], np.int64)
        owners = np.repeat(np.arange(len(slugs)), np.diff(ends))
        places = self._places[pairs]
        ranks = np.empty_like(places)
        ranks[np.lexsort((listed[columns.others[pairs]], owners))] = places
        are_among = self._places[columns.back[pairs]] < most
        sums = _sums(mixed((places << 32) | (ranks << 1) | are_among), ends)
        return Rows({slug: place for place, slug in enumerate(slugs)}, sums)

    def order(self, first: NDArray[np.intp], second: NDArray[np.intp]) -> Lanes:
        """Return for each two tools a hash over the order of the strengths of all their pairs.

        That is for each pair of the first one how many of the second one are stronger, and whether
        one is as strong; `of_tools` has the order of the pairs of one tool.
        """
        ends, counts = self._columns.ends, self._counts[first]
        owners = np.repeat(np.arange(len(first)), counts)
        borders = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(len(owners)) - borders[owners]
        ranks = self._ranked[ends[first][owners] + places] & 0xFFFFFFFF
        wanted = (second[owners] << 32) | ranks
        found = np.searchsorted(self._ranked, wanted)
        is_equal = self._ranked[np.minimum(found, len(self._ranked) - 1)] == wanted
        stronger = found - ends[second][owners]
        return _sums(mixed((places << 32) | (stronger << 1) | is_equal), borders)

    def _rows(self, lanes: Lanes) -> Rows:
        return Rows(self._numbers, lanes)

    def _summed(self, entries: Lanes) -> Lanes:
        return _sums(_spread(entries ^ self._order), self._columns.ends)


def lanes_of(hashes: Sequence[bytes]) -> Lanes:
    """Return a row for each hash."""
    return np.frombuffer(b"".join(hashes), LANES).reshape(-1, 2)


def mixed(numbers: NDArray[np.int64]) -> Lanes:
    """Return a hash over each number."""
    return _spread(numbers.astype(LANES)[:, None] + SEEDS)


def joined(columns: Sequence[Lanes]) -> Lanes:
    """Return for each row a hash over those of all columns, in their order.

    A column of one row counts for each.
    """
    total = columns[0]
    for column in columns[1:]:
        total = _spread((total + SEEDS) ^ column)
    return total


def _spread(lanes: Lanes) -> Lanes:
    """Return numbers each bit of which depends on all bits of the given ones."""
    lanes = (lanes ^ (lanes >> SHIFTS[0])) * FACTORS[0]
    lanes = (lanes ^ (lanes >> SHIFTS[1])) * FACTORS[1]
    spread: Lanes = lanes ^ (lanes >> SHIFTS[2])
    return spread


def _sums(entries: Lanes, ends: NDArray[np.intp]) -> Lanes:
    """Return the sum of each row of entries, which ends at the next of `ends`; too large wraps."""
    totals = np.concatenate([np.zeros((1, 2), LANES), np.cumsum(entries, axis=0)])
    sums: Lanes = totals[ends[1:]] - totals[ends[:-1]]
    return sums
