"""`PageTable`: the pages of a site, packed.

Nearly all pages of a large site are about two tools. Such a page takes 12 bytes: the numbers of its
slugs, and that of what it shares with other pages, which is all but its slugs. Other pages are kept
as they are.
"""

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from ssg.build.tool_order import turns_of_tools
from ssg.distinct import distinct
from ssg.pair_table import PagesOfPairs
from ssg.site import Page
from ssg.urls import Addresses

__all__ = ["NAMES", "TILE", "PageTable", "PairPages", "Shape"]

TILE = 100
"""A tile of tools is less than what is cached of tools; see `ToolRows`."""
DENSE = 30
"""Pages per tool from which a tile is well filled."""
NAMES = "\0"
"""A character that is in no address."""


class Shape(NamedTuple):
    """What a page about two tools shares with others: all but the slugs."""

    before: str
    """What precedes the slugs in the address."""
    after: str
    kind: str
    indexed: bool
    changed: date | None
    tree: str

    @classmethod
    def of(cls, page: Page) -> "Shape | None":
        """Return the shape of a page about two tools; None for any other page."""
        if len(page.subject) != len(("a", "b")):
            return None
        a, b = page.subject
        before, names, after = page.address.partition(f"{a}-vs-{b}")
        others = page.kind, page.indexed, page.changed, page.tree
        return cls(before, after, *others) if names else None

    def example(self) -> Page:
        """Return a page of this shape, with `NAMES` in place of the slugs in its address."""
        address = f"{self.before}{NAMES}{self.after}"
        return Page(self.kind, address, ("", ""), self.indexed, self.changed, self.tree)


class PairPages(NamedTuple):
    """Pages of one shape."""

    shape: Shape
    slugs: Sequence[str]
    first: NDArray[np.intp]
    """The place of the first tool of each page in `slugs`."""
    second: NDArray[np.intp]

    def only(self, chosen: NDArray[np.bool_]) -> "PairPages":
        """Return some of the pages, with the slugs of these only."""
        first, second = self.first[chosen], self.second[chosen]
        are_used = np.zeros(len(self.slugs), bool)
        are_used[first] = are_used[second] = True
        slugs = [self.slugs[each] for each in np.flatnonzero(are_used).tolist()]
        numbers = np.cumsum(are_used) - 1
        return PairPages(self.shape, slugs, numbers[first], numbers[second])


class PageTable(Sequence[Page]):
    """Pages in a fixed order; each is created when it is read."""

    __slots__ = ("_are_indexed", "_are_pairs", "_first", "_kinds", "_second", "_shared", "_slugs")

    def __init__(self, pages: Iterable[Page]) -> None:
        """Take pages in order."""
        self._fill([pages])

    @classmethod
    def of_lists(cls, lists: Iterable[Iterable[Page]]) -> "PageTable":
        """Return the pages of several lists; those of pairs take hardly any time."""
        table = cls.__new__(cls)
        table._fill(lists)  # noqa: SLF001  (of this class)
        return table

    def _fill(self, lists: Iterable[Iterable[Page]]) -> None:
        slugs: dict[str, int] = {}
        shared: dict[Shape | Page, int] = {}
        self._first, self._second, self._shared = array("I"), array("I"), array("I")
        for pages in lists:
            if isinstance(pages, PagesOfPairs):
                self._add_pairs(pages, slugs, shared)
                continue
            for page in pages:
                packed = Shape.of(page)
                first, second = page.subject if packed else ("", "")
                self._first.append(slugs.setdefault(first, len(slugs)))
                self._second.append(slugs.setdefault(second, len(slugs)))
                self._shared.append(shared.setdefault(packed or page, len(shared)))
        self._slugs = [*slugs]
        self._kinds: list[Shape | Page] = [*shared]
        self._are_pairs = np.array([isinstance(kind, Shape) for kind in shared], bool)
        self._are_indexed = np.array([kind.indexed for kind in shared], bool)

    def _add_pairs(
        self, pages: PagesOfPairs, slugs: dict[str, int], shared: dict[Shape | Page, int]
    ) -> None:
        """Add a page for every pair."""
        shape = Shape(pages.before, pages.after, pages.kind, indexed=True, changed=None, tree="")
        paired, columns = pages.pairs.paired(), pages.pairs.numbers()
        own = np.array([slugs.setdefault(slug, len(slugs)) for slug in paired], np.uint32)
        number = shared.setdefault(shape, len(shared)) if len(pages.pairs) else 0
        self._first.frombytes(own[columns[0]].tobytes())
        self._second.frombytes(own[columns[1]].tobytes())
        self._shared.frombytes(np.full(len(pages.pairs), number, np.uint32).tobytes())

    @classmethod
    def of(cls, pages: Sequence[Page]) -> "PageTable":
        """Return pages as a table; a table is returned as it is."""
        return pages if isinstance(pages, cls) else cls(pages)

    def __len__(self) -> int:
        return len(self._shared)

    def __iter__(self) -> Iterator[Page]:
        return map(self._page, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> Page: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Page]: ...
    def __getitem__(self, place: int | slice) -> Page | Sequence[Page]:
        if isinstance(place, slice):
            return [self._page(each) for each in range(*place.indices(len(self)))]
        return self._page(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]  # compared by content

    def number_of(self, kinds: Container[str]) -> int:
        """Return how many pages are of these kinds."""
        are_of = np.array([kind.kind in kinds for kind in self._kinds], bool)
        return int(np.count_nonzero(are_of[np.frombuffer(self._shared, np.uint32)]))

    def part(self, start: int, end: int) -> "PageTable":
        """Return the pages from one place to another."""
        return self._at(slice(start, end))

    def files(self, addresses: Addresses) -> list[str]:
        """Return the output file of each page, relative to the output folder."""
        return self.texts(lambda page: addresses.file(page.address))

    def texts(self, make: Callable[[Page], str]) -> list[str]:
        """Return a text of each page.

        That of a page about two tools has its address once, and nothing else of the two.
        """
        parts = {
            number: (make(kind), "", "")
            if isinstance(kind, Page)
            else make(kind.example()).partition(NAMES)
            for number, kind in ((number, self._kinds[number]) for number in {*self._shared})
        }
        slugs = self._slugs
        return [
            f"{before}{slugs[a]}-vs-{slugs[b]}{after}" if names else before
            for (before, names, after), a, b in zip(
                map(parts.__getitem__, self._shared), self._first, self._second, strict=True
            )
        ]

    def are_indexed(self) -> NDArray[np.bool_]:
        """Return for each page whether search engines may index it."""
        indexed: NDArray[np.bool_] = self._are_indexed[np.frombuffer(self._shared, np.uint32)]
        return indexed

    def by_shape(self) -> Iterator[tuple[NDArray[np.intp], PairPages | None]]:
        """Yield the places of the pages of each shape, with these; of all others, with None."""
        first, second, shared = (
            np.frombuffer(column, np.uint32) for column in (self._first, self._second, self._shared)
        )
        are_pairs = self._are_pairs[shared]
        yield np.flatnonzero(~are_pairs), None
        for number in distinct(shared[are_pairs]).tolist():
            places, shape = np.flatnonzero(shared == number), self._kinds[number]
            if isinstance(shape, Shape):
                both = (each[places].astype(np.intp) for each in (first, second))
                found = PairPages(shape, self._slugs, *both)
                yield places, found.only(np.ones(len(places), bool))

    def by_tiles(self, tile: int = TILE) -> "PageTable":
        """Return the pages in an order in which few tools are at work at a time.

        Comparisons of many tools with each other go by tiles of first tools. Each second tool is
        compared with all first tools of a tile in a row; the last ones come first, as those of the
        tile itself are compared with a part of it. Other pages follow all that are about two tools,
        those of one tool in a row: they need the same of its partners.

        Where tools have few comparisons, these follow each other by `turns_of_tools`, and then
        other pages about the tool, which need the same alignments. All others come last.
        """
        first, second = (np.array(column, np.int64) for column in (self._first, self._second))
        shared = np.array(self._shared, np.int64)
        others = ~self._are_pairs[shared]
        if not self._is_dense():
            return self._at(self._by_turns(first, second, others))
        subject = self._subjects()[shared]
        return self._at(np.lexsort([subject, first, -second, first // tile, others]))

    def _by_turns(
        self, first: NDArray[np.int64], second: NDArray[np.int64], others: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """Return the places of the pages tool by tool; a comparison is that of the earlier one.

        `others`: whether a page is not about two tools.
        """
        numbers, none = {slug: place for place, slug in enumerate(self._slugs)}, len(self._slugs)
        subjects = [each.subject if isinstance(each, Page) else () for each in self._kinds]
        of_kinds = np.array([numbers.get("".join(each[:1]), none) for each in subjects], np.int64)
        of_kinds = of_kinds[np.array(self._shared, np.int64)]
        turns = turns_of_tools(none + 1, first[~others], second[~others])
        both = turns[np.where(others, of_kinds, first)], turns[np.where(others, of_kinds, second)]
        return np.lexsort([np.maximum(*both), others, np.minimum(*both)])

    def _subjects(self) -> NDArray[np.int64]:
        """Return for each of the kinds a number of its subject; 0 for pages about two tools."""
        numbers: dict[tuple[str, ...], int] = {(): 0}
        subjects = (kind.subject if isinstance(kind, Page) else () for kind in self._kinds)
        found = [numbers.setdefault(subject, len(numbers)) for subject in subjects]
        return np.array(found, np.int64)

    def parted(self) -> "list[PageTable]":
        """Return the pages in parts that are to be rendered one after the other.

        Where a tool has many pages, that is pages about two tools, no tool in two of them; all
        other pages about two tools; and those about one tool or none, which need other memory.
        Elsewhere it is one part.
        """
        if not self._is_dense():
            return [self]
        tools, places = set[int](), list[int]()
        for place, pair in enumerate(zip(self._first, self._second, strict=True)):
            if pair[0] != pair[1] and tools.isdisjoint(pair):
                tools.update(pair)
                places.append(place)
        part = (np.array(self._first) == np.array(self._second)) + np.int8(1)
        part[places] = 0
        return [self._at(np.flatnonzero(part == number)) for number in range(3)]

    def _is_dense(self) -> bool:
        """Return whether a tool has many pages."""
        return len(self) >= DENSE * len(self._slugs)

    def _at(self, places: NDArray[np.intp] | slice) -> "PageTable":
        """Return the pages at some places."""
        table = copy(self)
        table._first, table._second, table._shared = (  # noqa: SLF001  (of this class)
            array("I", np.frombuffer(column, np.uint32)[places].tobytes())
            for column in (self._first, self._second, self._shared)
        )
        return table

    def _page(self, place: int) -> Page:
        """Return the page at a place, from 0."""
        kind = self._kinds[self._shared[place]]
        if isinstance(kind, Page):
            return kind
        before, after, name, indexed, changed, tree = kind
        a, b = self._slugs[self._first[place]], self._slugs[self._second[place]]
        return Page(name, f"{before}{a}-vs-{b}{after}", (a, b), indexed, changed, tree)
