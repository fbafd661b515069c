"""Links between the pages of a list."""

import pytest

from ssg.site import Page
from ssg.views.paging import PAGE_SIZE, entries_of, page_count, pager
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "1 2 3 … 12"),
        (4, "1 2 3 4 5 6 … 12"),
        (6, "1 … 4 5 6 7 8 … 12"),
        (12, "1 … 10 11 12"),
    ],
)
def test_a_page_links_to_its_neighbours_and_both_ends(number: int, shown: str) -> None:
    page = Page("listing", "/tools/", ("tools", "", str(number)))
    links = pager(a_context(a_catalog(a_tool())), page, "/tools/", 12 * PAGE_SIZE)
    assert " ".join(link.text for link in links.numbers) == shown
    assert [bool(link.href) for link in links.numbers] == [text != "…" for text in shown.split()]
    assert bool(links.previous) is (number > 1)
    assert bool(links.next) is (number < 12)


def test_every_entry_is_on_one_page() -> None:
    entries = range(2 * PAGE_SIZE + 1)
    pages = [
        Page("listing", "/tools/", ("tools", "", str(number)))
        for number in range(1, page_count(len(entries)) + 1)
    ]
    assert [len(entries_of(page, entries)) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 1]
    assert [entry for page in pages for entry in entries_of(page, entries)] == list(entries)
