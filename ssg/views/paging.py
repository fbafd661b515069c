"""Paged lists: static pages of at most 100 entries, linked by number."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from ssg.site import Page
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.page_head import Head, Link

__all__ = [
    "PAGE_SIZE",
    "PagerView",
    "entries_of",
    "page_count",
    "paged",
    "paged_head",
    "pager",
]

PAGE_SIZE = 100
"""Most entries on one page of a list."""
NEIGHBOURS = 2
"""Page numbers linked before and after the current page, besides the first and the last."""

Item = TypeVar("Item")


class PagerView(NamedTuple):
    """Links between the pages of a list."""

    numbers: tuple[Link, ...]
    """Links to pages, in order; a gap has no `href`; empty for a list with a single page."""
    current: str
    """Number of this page."""
    previous: str
    """URL of the previous page, or empty."""
    next: str
    """URL of the next page, or empty."""


def page_count(total: int, size: int = PAGE_SIZE) -> int:
    """Return the number of pages for so many entries; at least 1."""
    return max(1, -(-total // size))


def paged(
    context: Context,
    kind: str,
    address: str,
    subject: tuple[str, ...],
    pages: int,
) -> Iterator[Page]:
    """Yield the pages of a list; the last part of a page's subject is its number, from 1."""
    for number in range(1, pages + 1):
        here = context.addresses.numbered(address, number)
        yield Page(kind, here, (*subject, str(number)))


def _number_of(page: Page) -> int:
    """Return the number of a page of a list."""
    return int(page.subject[-1])


def entries_of(page: Page, entries: Sequence[Item], size: int = PAGE_SIZE) -> Sequence[Item]:
    """Return the entries that are on a page."""
    number = _number_of(page)
    return entries[(number - 1) * size : number * size]


def paged_head(
    context: Context,
    page: Page,
    links: PagerView,
    title: str,
    description: str,
    trail: Sequence[Link],
) -> Head:
    """Return the head of a page of a list; `links` is its pager.

    `trail` ends with the first page. Later pages have their number in title, description and
    breadcrumbs, so that each is distinct.
    """
    number = _number_of(page)
    if number > 1:
        title = context.gettext("{title}, page {number}", title=title, number=number)
        description = context.gettext(
            "Page {number} of {total}. {description}",
            number=number,
            total=links.numbers[-1].text,
            description=description,
        )
        trail = (
            *trail,
            Link(context.gettext("Page {number}", number=number), context.href(page.address)),
        )
    head = head_of(context, page.address, title, description, trail)
    return head._replace(previous=links.previous, next=links.next)


def pager(
    context: Context, page: Page, address: str, total: int, size: int = PAGE_SIZE
) -> PagerView:
    """Return the links to the other pages of a list; `address` is that of its first page."""
    number, pages = _number_of(page), page_count(total, size)

    def href(to: int) -> str:
        return context.href(context.addresses.numbered(address, to)) if 1 <= to <= pages else ""

    near = range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
    shown = sorted({1, pages, *(to for to in near if 1 <= to <= pages)})
    numbers: list[Link] = []
    for before, to in zip([0, *shown], shown, strict=False):
        if to - before > 1:
            numbers.append(Link("…", ""))
        numbers.append(Link(str(to), href(to)))
    return PagerView(
        numbers=tuple(numbers) if pages > 1 else (),
        current=str(number),
        previous=href(number - 1),
        next=href(number + 1),
    )
