"""Pages held packed are the pages that were given."""

import itertools
from datetime import date

import numpy as np

from ssg.build.page_table import TILE, PageTable, Shape
from ssg.pair_table import PagesOfPairs, PairTable
from ssg.site import Page, Pair
from ssg.urls import Addresses

PAGES = [
    Page("home", "/"),
    Page("versus", "/compare/a-vs-b/", ("a", "b"), changed=date(2026, 1, 2)),
    Page("versus", "/compare/a-vs-b-vs-c/", ("a-vs-b", "c"), indexed=False),
    Page("versus", "/de/compare/a-vs-b/", ("a", "b"), tree="de"),
    Page("embed", "/embed/a-vs-b.html", ("a", "b"), indexed=False),
    Page("redirect", "/tools/old/", ("/tools/a/", "A")),
    Page("tool", "/tools/a/", ("a",)),
]


def test_a_table_has_the_pages_in_order() -> None:
    table = PageTable(PAGES)
    assert [*table] == PAGES
    assert [table[place] for place in range(-1, len(table))] == [PAGES[-1], *PAGES]
    assert table[1:4] == PAGES[1:4]
    assert [*PageTable(())] == []


def test_files_of_a_table_are_those_of_its_pages() -> None:
    table = PageTable(PAGES)
    for addresses in (Addresses("https://a.org/"), Addresses("https://a.org/", True)):
        assert table.files(addresses) == [addresses.file(page.address) for page in PAGES]
    assert table.part(2, 5).files(addresses) == [
        addresses.file(each.address) for each in PAGES[2:5]
    ]
    assert [*table.part(2, 5)] == PAGES[2:5]


def test_lists_of_pages_of_pairs_are_those_of_their_pages() -> None:
    slugs = ("a", "a-vs-b", "b", "c")
    pairs = PairTable([Pair(a, b, 1.0, ()) for a, b in itertools.combinations(slugs, 2)])
    before, after = [PAGES[0], Page("tool", "/tools/c/", ("c",))], PAGES[1:]
    for some in (pairs, PairTable(())):
        versus = PagesOfPairs("versus", "/compare/", ".html", some)
        table, every = PageTable.of_lists([before, versus, after]), [*before, *versus, *after]
        assert [*table] == every == [*PageTable(every)]
        assert len(table) == len(every)
        assert table.are_indexed().tolist() == [page.indexed for page in every]


def test_pages_by_shape_are_those_of_the_table() -> None:
    table, found = PageTable(PAGES), dict[int, Page]()
    for places, alike in table.by_shape():
        if alike is None:
            found |= {place: table[place] for place in places.tolist()}
            continue
        slugs = np.array(alike.slugs)
        for place, a, b in zip(
            places.tolist(), slugs[alike.first], slugs[alike.second], strict=True
        ):
            assert Shape.of(table[place]) == alike.shape
            found[place] = table[place]._replace(subject=(str(a), str(b)))
    assert [found[place] for place in range(len(PAGES))] == PAGES
    assert [len(places) for places, _ in PageTable(()).by_shape()] == [0]


def test_tiles_have_the_same_pages_of_few_tools_at_a_time() -> None:
    slugs = [f"t{number:03}" for number in range(2 * TILE + 7)]
    pages = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a in slugs for b in slugs if a < b]
    tiled = PageTable(pages).by_tiles()
    assert sorted(tiled, key=lambda page: page.address) == pages
    for start in range(0, len(pages) - TILE, TILE):
        tools = {slug for page in tiled[start : start + TILE] for slug in page.subject}
        assert len(tools) <= TILE + 16
    first_tile = tiled[: TILE * (TILE + 7) + TILE * (TILE - 1) // 2]
    assert {page.subject[0] for page in first_tile} == {*slugs[:TILE]}
    runs = [page.subject[1] for page in first_tile]
    assert len([*itertools.groupby(runs)]) == len(set(runs))


def test_pages_about_two_tools_precede_all_others_in_tiles() -> None:
    slugs = [f"t{number:03}" for number in range(TILE)]
    pages = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a in slugs for b in slugs if a < b]
    tiled = PageTable([*PAGES, *pages]).by_tiles()
    others = [page for page in PAGES if page.kind in {"home", "redirect", "tool"}]
    assert tiled[len(tiled) - len(others) :] == others
    assert [*PageTable(()).by_tiles()] == []


def test_other_pages_of_one_tool_follow_each_other_in_tiles() -> None:
    slugs = [f"t{number:03}" for number in range(TILE)]
    pages = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a in slugs for b in slugs if a < b]
    kinds = "tool", "badge"
    others = [Page(kind, f"/{kind}/{slug}", (slug,)) for kind in kinds for slug in slugs]
    tiled = PageTable([*others, *pages]).by_tiles()
    assert tiled[len(pages) :] == [
        page for two in zip(others[:TILE], others[TILE:], strict=True) for page in two
    ]


def test_pages_of_a_tool_follow_each_other_where_tools_have_few() -> None:
    slugs = [f"t{number:03}" for number in range(90)]
    pairs = sorted(
        {
            (min(a, b), max(a, b))
            for number, a in enumerate(slugs)
            for b in (slugs[number - 1], slugs[number * 7 % 90])
            if a != b
        }
    )
    versus = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a, b in pairs]
    others = [Page(kind, f"/{kind}/{slug}", (slug,)) for kind in ("tool", "api") for slug in slugs]
    site = [Page("home", "/", ()), Page("listing", "/categories/x/", ("x",))]
    ordered = PageTable([*site, *versus, *others]).by_tiles()
    assert sorted(ordered) == sorted([*site, *versus, *others])
    assert ordered[-2:] == site
    turns = [page.subject[0] for page in ordered if page.kind == "tool"]
    keys = [
        (
            min(map(turns.index, page.subject)),
            page.kind != "versus",
            max(map(turns.index, page.subject)),
        )
        for page in ordered[:-2]
    ]
    assert keys == sorted(keys)


def test_the_first_part_of_a_dense_site_has_each_tool_once() -> None:
    slugs = [f"t{number:03}" for number in range(2 * TILE + 1)]
    pages = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a in slugs for b in slugs if a < b]
    parts = PageTable([*PAGES, *pages]).parted()
    first, rest, others = parts
    tools = [slug for page in first for slug in page.subject]
    assert len(set(tools)) == len(tools) >= len(slugs) - 1
    assert {len(page.subject) for page in rest} == {2}
    assert {*others} <= {*PAGES}
    assert {page for part in parts for page in part} == {*PAGES, *pages}
    assert sum(map(len, parts)) == len(PAGES) + len(pages)
    assert PageTable(PAGES).parted() == [PageTable(PAGES)]


def test_few_tools_are_at_work_where_tools_have_few_comparisons() -> None:
    """Tools are compared with the next ones in a circle, whose order is not that of the slugs."""
    slugs = [f"t{number * 37 % 120:03}" for number in range(120)]
    near = [(slugs[place - step], slug) for place, slug in enumerate(slugs) for step in (1, 2, 3)]
    pairs = sorted((min(pair), max(pair)) for pair in near)
    versus = [Page("versus", f"/compare/{a}-vs-{b}/", (a, b)) for a, b in pairs]

    def tools_of_parts(pages: PageTable) -> int:
        parts = (pages[start : start + 30] for start in range(0, len(pages), 30))
        return sum(len({slug for page in part for slug in page.subject}) for part in parts)

    assert tools_of_parts(PageTable(versus).by_tiles()) < tools_of_parts(PageTable(versus)) / 2
