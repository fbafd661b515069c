"""`PairTable`: the pairs of a site, packed, with an index by tool.

A site has far more pairs than tools. As a `Pair` with its strings, tuples and places in two indexes
a pair takes some 400 bytes, here 29: two numbers of slugs, its strength, its step, the number of
its reasons, and its places among the pairs of both tools.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ssg.site import Page, Pair, Step

__all__ = [
    "PagesOfPairs",
    "PairColumns",
    "PairIndex",
    "PairOrder",
    "PairTable",
    "PairsByTool",
    "PartnerColumns",
]

BLOCK = 4_096
"""Pairs that are unpacked at once."""
STEPS = list(Step)

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class PairColumns:
    """Pairs sorted by slug, as columns."""

    slugs: Sequence[str]
    """All tools, sorted; not each of them needs to have a pair."""
    first: NDArray[np.integer]
    """Places in `slugs` of the tools that sort first."""
    second: NDArray[np.integer]
    steps: NDArray[np.integer]
    strengths: NDArray[np.floating | np.integer]
    reasons: NDArray[np.integer]
    """Numbers of reasons."""

    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of both tools of each pair."""
        return self.first.astype(np.int64, copy=False), self.second.astype(np.int64, copy=False)


@dataclass(frozen=True, slots=True)
class PartnerColumns:
    """The pairs of each of some tools in a row, strongest first: each pair twice."""

    ends: NDArray[np.intp]
    """0, then the end of the row of each tool."""
    others: NDArray[np.intp]
    """The place of the other tool of each pair."""
    strengths: NDArray[np.float64]
    steps: NDArray[np.uint8]
    back: NDArray[np.intp]
    """The place at which the other tool has the same pair."""
    reasons: Numbers
    """Places in `different_reasons`."""
    different_reasons: Sequence[tuple[str, ...]]


class PairTable(Sequence[Pair]):
    """Pairs sorted by slug; each is created when it is read."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        """Take pairs in any order; each two tools once."""
        numbers: dict[str, int] = {}
        reasons: dict[tuple[str, ...], int] = {}
        rows = np.fromiter(
            (
                (
                    numbers.setdefault(pair.a, len(numbers)),
                    numbers.setdefault(pair.b, len(numbers)),
                    reasons.setdefault(pair.reasons, len(reasons)),
                    pair.strength,
                    pair.step,
                )
                for pair in pairs
            ),
            np.dtype("u4,u4,u4,f8,u1"),
        )
        slugs = sorted(numbers)
        numbered = {slug: number for number, slug in enumerate(slugs)}
        places = np.array([numbered[slug] for slug in numbers], np.uint32)
        first, second = places[rows["f0"]], places[rows["f1"]]
        order = np.lexsort((second, first))
        columns = first, second, rows["f4"], rows["f3"], rows["f2"]
        self._fill(PairColumns(slugs, *(column[order] for column in columns)), [*reasons])

    @classmethod
    def of_columns(cls, columns: "PairColumns", reasons: Sequence[tuple[str, ...]]) -> "PairTable":
        """Return pairs as a table; `reasons`: by number."""
        table = cls.__new__(cls)
        number = len(columns.reasons)
        first_of = np.full(len(reasons), number)
        first_of[columns.reasons[::-1]] = np.arange(number)[::-1]
        numbers = np.zeros(len(reasons), np.uint32)
        distinct: dict[tuple[str, ...], int] = {}
        for place in np.argsort(first_of)[: np.count_nonzero(first_of < number)].tolist():
            numbers[place] = distinct.setdefault(reasons[place], len(distinct))
        own = numbers[columns.reasons]
        table._fill(replace(columns, reasons=own), [*distinct])  # noqa: SLF001  (of the same class)
        return table

    def _fill(self, columns: "PairColumns", reasons: list[tuple[str, ...]]) -> None:
        number = len(columns.slugs)
        is_paired = np.zeros(number, dtype=bool)
        is_paired[columns.first] = is_paired[columns.second] = True
        places = np.cumsum(is_paired) - 1
        paired = np.flatnonzero(is_paired).tolist()
        self._slugs = [columns.slugs[place] for place in paired]
        self._numbers = {slug: place for place, slug in enumerate(self._slugs)}
        self._first: Numbers = places[columns.first].astype(np.uint32)
        self._second: Numbers = places[columns.second].astype(np.uint32)
        self._reasons_of: Numbers = columns.reasons.astype(np.uint32)
        self._strengths: NDArray[np.float64] = columns.strengths.astype(np.float64)
        self._steps: NDArray[np.uint8] = columns.steps.astype(np.uint8)
        self._reasons = reasons
        # Of equally strong pairs of a tool, those with it as the second one come first.
        tools = np.concatenate([self._second, self._first])
        by_tool = np.lexsort((np.tile(-self._strengths, 2), tools))
        self._by_tool: Numbers = (by_tool % max(1, len(self._first))).astype(np.uint32)
        counts = (np.bincount(each, minlength=len(paired)) for each in (self._first, tools))
        self._ends, self._tool_ends = (np.concatenate([[0], np.cumsum(each)]) for each in counts)

    def columns(self, slugs: Sequence[str]) -> tuple["PairColumns", Sequence[tuple[str, ...]]]:
        """Return the pairs by the places of tools in a list of all, sorted, and their reasons."""
        places = {slug: place for place, slug in enumerate(slugs)}
        own = np.array([places[slug] for slug in self._slugs], np.int64)
        columns = own[self._first], own[self._second], self._steps, self._strengths
        return PairColumns(slugs, *columns, self._reasons_of), self._reasons

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "PairTable":
        """Return pairs as a table; a table is returned as it is."""
        return pairs if isinstance(pairs, cls) else cls(pairs)

    def __len__(self) -> int:
        return len(self._first)

    def __iter__(self) -> Iterator[Pair]:
        for start in range(0, len(self), BLOCK):
            yield from self._unpacked(slice(start, start + BLOCK))

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Pair]: ...
    def __getitem__(self, place: int | slice) -> Pair | Sequence[Pair]:
        if isinstance(place, slice):
            return self._unpacked(place)
        return self._unpacked([place])[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]  # compared by content

    def _unpacked(self, places: slice | Sequence[int] | Numbers) -> list[Pair]:
        slugs, reasons = self._slugs, self._reasons
        columns = self._first, self._second, self._strengths, self._reasons_of, self._steps
        return [
            Pair(slugs[a], slugs[b], strength, reasons[number], STEPS[step])
            for a, b, strength, number, step in zip(
                *(column[places].tolist() for column in columns), strict=True
            )
        ]

    def paired(self) -> Sequence[str]:
        """Return the slugs of all tools that have a pair, sorted."""
        return self._slugs

    def slugs(self) -> Iterator[tuple[str, str]]:
        """Yield the two slugs of each pair, in the order of the pairs."""
        for start in range(0, len(self), BLOCK):
            block = slice(start, start + BLOCK)
            for a, b in zip(self._first[block].tolist(), self._second[block].tolist(), strict=True):
                yield self._slugs[a], self._slugs[b]

    def numbers(self) -> tuple[Numbers, Numbers]:
        """Return the places in `paired` of both tools of each pair, in the order of the pairs."""
        return self._first, self._second

    def in_order_of(self, slugs: Sequence[str]) -> NDArray[np.uint64]:
        """Return the places of both tools of each pair in a list of all, as one number, sorted.

        The lower place is in the upper 32 bits.
        """
        places = {slug: place for place, slug in enumerate(slugs)}
        own = np.array([places[slug] for slug in self._slugs], np.uint64)
        first, second = own[self._first], own[self._second]
        joined: NDArray[np.uint64] = np.sort(
            (np.minimum(first, second) << np.uint64(32)) | np.maximum(first, second)
        )
        return joined

    def partner_columns(self, slugs: Sequence[str]) -> PartnerColumns:
        """Return the pairs of each tool; `slugs` are those of all tools, in any order."""
        places = {slug: place for place, slug in enumerate(slugs)}
        own = np.array([places[slug] for slug in self._slugs], np.intp)
        counts = np.zeros(len(slugs), np.intp)
        counts[own] = np.diff(self._tool_ends)
        ends = np.concatenate([[0], np.cumsum(counts)])
        tools = np.repeat(np.arange(len(own)), np.diff(self._tool_ends))
        # Rows of tools move from the order of this table to that of the slugs.
        targets = np.arange(len(tools)) + (ends[own] - self._tool_ends[:-1])[tools]
        pairs, numbers = np.empty_like(self._by_tool), np.empty_like(tools)
        pairs[targets], numbers[targets] = self._by_tool, tools
        first, second = self._first[pairs], self._second[pairs]
        both = np.argsort(pairs, kind="stable").reshape(-1, 2)
        back = np.empty_like(tools)
        back[both] = both[:, ::-1]
        return PartnerColumns(
            ends=ends,
            others=own[np.where(first == numbers, second, first)],
            strengths=self._strengths[pairs],
            steps=self._steps[pairs],
            back=back,
            reasons=self._reasons_of[pairs],
            different_reasons=self._reasons,
        )

    def place(self, a: str, b: str) -> int:
        """Return the place of the pair of two slugs, the first sorts first; -1 without a pair."""
        first, second = self._numbers.get(a), self._numbers.get(b)
        if first is None or second is None:
            return -1
        start, end = self._ends[first], self._ends[first + 1]
        place = int(start + np.searchsorted(self._second[start:end], second))
        return place if place < end and self._second[place] == second else -1

    def count(self, slug: object) -> int:
        """Return the number of pairs of a tool."""
        number = self._numbers.get(slug) if isinstance(slug, str) else None
        if number is None:
            return 0
        return int(self._tool_ends[number + 1] - self._tool_ends[number])

    def pieces(self) -> Iterator[bytes]:
        """Yield bytes that are those of another table only if it has the same pairs and reasons.

        Strengths and steps are not in them.
        """
        yield "\n".join(self._slugs).encode()
        yield repr(self._reasons).encode("utf-8", "surrogatepass")
        for column in (self._first, self._second, self._reasons_of):
            yield column.tobytes()

    def reasons(self, slug: str) -> list[tuple[str, ...]]:
        """Return why each pair of a tool has a page, strongest first."""
        return [self._reasons[number] for number in self._reasons_of[self._places_of(slug)]]

    def of_tool(self, slug: str) -> list[Pair]:
        """Return the pairs of a tool, strongest first."""
        return self._unpacked(self._places_of(slug))

    def partners(self, slug: str) -> dict[str, float]:
        """Return the strength of the pair with each partner of a tool, strongest first."""
        places = self._places_of(slug)
        return dict(zip(self._others(slug, places), self._strengths[places].tolist(), strict=True))

    def steps(self, slug: str) -> dict[str, Step]:
        """Return how near each partner of a tool is, strongest first."""
        places = self._places_of(slug)
        steps = (STEPS[step] for step in self._steps[places].tolist())
        return dict(zip(self._others(slug, places), steps, strict=True))

    def _others(self, slug: str, places: Numbers) -> list[str]:
        """Return the other tool of each pair of a tool."""
        first, second = self._first[places], self._second[places]
        others = np.where(first == self._numbers.get(slug), second, first)
        return [self._slugs[other] for other in others.tolist()]

    def _places_of(self, slug: str) -> Numbers:
        """Return the places of the pairs of a tool, strongest first."""
        number = self._numbers.get(slug)
        if number is None:
            return np.zeros(0, np.uint32)
        found: Numbers = self._by_tool[self._tool_ends[number] : self._tool_ends[number + 1]]
        return found


@dataclass(frozen=True, slots=True)
class PagesOfPairs:
    """A page for every pair, in the order of the pairs; each is created when it is read."""

    kind: str
    before: str
    """What precedes the slugs in the address, which are joined by `-vs-`."""
    after: str
    pairs: PairTable

    def __iter__(self) -> Iterator[Page]:
        for a, b in self.pairs.slugs():
            yield Page(self.kind, f"{self.before}{a}-vs-{b}{self.after}", (a, b))


class PairIndex(Mapping[tuple[str, str], Pair]):
    """The slugs of a pair, sorted -> the pair."""

    __slots__ = ("_table",)

    def __init__(self, table: PairTable) -> None:
        """Take all pairs."""
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self._table.slugs()

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and len(key) == 2 and self._table.place(*key) >= 0

    def __getitem__(self, key: tuple[str, str]) -> Pair:
        place = self._table.place(*key)
        if place < 0:
            raise KeyError(key)
        return self._table[place]


class PairsByTool(Mapping[str, Sequence[Pair]]):
    """Slug of a tool that has pairs -> its pairs, strongest first."""

    __slots__ = ("_table",)

    def __init__(self, table: PairTable) -> None:
        """Take all pairs."""
        self._table = table

    def __len__(self) -> int:
        return len(self._table.paired())

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.paired())

    def __contains__(self, key: object) -> bool:
        return self._table.count(key) > 0

    def __getitem__(self, key: str) -> Sequence[Pair]:
        found = self._table.of_tool(key)
        if not found:
            raise KeyError(key)
        return found


class PairOrder(Sequence[tuple[str, str]]):
    """The slugs of all pairs in the order of a list of tools; 8 bytes for each."""

    def __init__(self, table: PairTable, slugs: Sequence[str]) -> None:
        """Take all pairs, and the tools in their order."""
        self._slugs = slugs
        self.places = table.in_order_of(slugs)
        """The places of both tools of each pair, as `in_order_of` has them."""

    def only(self, is_kept: Callable[[str, str], bool]) -> "PairOrder":
        """Return the pairs of slugs for which a function is true."""
        order = copy(self)
        order.places = self.places[np.array([is_kept(*pair) for pair in self], bool)]
        return order

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, str]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, str] | list[tuple[str, str]]:
        if isinstance(place, slice):
            return [self._both(joined) for joined in self.places[place].tolist()]
        return self._both(int(self.places[place]))

    def _both(self, joined: int) -> tuple[str, str]:
        return self._slugs[joined >> 32], self._slugs[joined & 0xFFFFFFFF]
