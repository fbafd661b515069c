"""`PageTable`: the pages of a site, packed.

Nearly all pages of a large site are about two tools. Such a page takes 12 bytes: the numbers of its
slugs, and that of what it shares with other pages, which is all but its slugs. Other pages are kept
as they are.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from ssg.site import Page

__all__ = ["TILE", "PageTable"]

TILE = 100
"""A tile of tools is less than what is cached of tools; see `ToolRows`."""
DENSE = 30
"""Pages per tool from which a tile is well filled."""
_Shared: TypeAlias = tuple[str, str, str, bool, date | None, str]
"""What precedes the slugs in the address, and follows them; the other fields of the page."""


class PageTable(Sequence[Page]):
    """Pages in a fixed order; each is created when it is read."""

    __slots__ = ("_first", "_kinds", "_second", "_shared", "_slugs")

    def __init__(self, pages: Iterable[Page]) -> None:
        """Take pages in order."""
        slugs: dict[str, int] = {}
        shared: dict[_Shared | Page, int] = {}
        self._first, self._second, self._shared = array("I"), array("I"), array("I")
        for page in pages:
            packed = _packed(page)
            first, second = page.subject if packed else ("", "")
            self._first.append(slugs.setdefault(first, len(slugs)))
            self._second.append(slugs.setdefault(second, len(slugs)))
            self._shared.append(shared.setdefault(packed or page, len(shared)))
        self._slugs = [*slugs]
        self._kinds: list[_Shared | Page] = [*shared]

    @classmethod
    def of(cls, pages: Sequence[Page]) -> "PageTable":
        """Return pages as a table, if they are none yet."""
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

    def by_tiles(self, tile: int = TILE) -> "PageTable":
        """Return the pages in an order in which few tools are at work at a time.

        Comparisons of many tools with each other go by tiles of first tools. Each second tool is
        compared with all first tools of a tile in a row; the last ones come first, as those of the
        tile itself are compared with a part of it. Other pages follow all that are about two tools.
        """
        if not self._is_dense():
            return self
        first, second = (np.array(column, np.int64) for column in (self._first, self._second))
        is_pair = np.array([not isinstance(each, Page) for each in self._kinds], bool)
        others = ~is_pair[np.array(self._shared, np.int64)]
        return self._at(np.lexsort([first, -second, first // tile, others]))

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

    def _at(self, places: NDArray[np.intp]) -> "PageTable":
        """Return the pages at some places."""
        table = copy(self)
        table._first, table._second, table._shared = (  # noqa: SLF001  (of this class)
            array("I", np.array(column, np.uint32)[places].tobytes())
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


def _packed(page: Page) -> _Shared | None:
    """Return what a page about two tools shares with others; None for any other page."""
    if len(page.subject) != len(("a", "b")):
        return None
    a, b = page.subject
    before, names, after = page.address.partition(f"{a}-vs-{b}")
    return (before, after, page.kind, page.indexed, page.changed, page.tree) if names else None
