"""Deducing again after a change gives what deducing from nothing gives."""

from dataclasses import replace

import pytest
from hypothesis import given

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner
from ssg.preview.incremental import Again, SiteState
from ssg.ranking.pairing import pair
from ssg.ranking.scoring import rank
from support.strategies import a_capability, a_catalog, a_tool, catalogs


def same(deduced: SiteState) -> bool:
    """Hold everything against what it is when nothing is known from before."""
    catalog = deduced.catalog
    assert deduced.site.ranking == rank(catalog)
    assert deduced.site.pairs == pair(catalog)[0]
    afresh, slugs = Aligner(catalog), [tool.slug for tool in catalog.tools]
    assert all(
        deduced.aligner.align(a, b) == afresh.align(a, b) for a in slugs for b in slugs if a != b
    )
    return deduced.complete


@given(catalogs(), catalogs())
def test_full_after_quick_is_the_same_as_from_nothing(before: Catalog, after: Catalog) -> None:
    again = Again()
    first = again.first(before)
    assert same(first)
    quick = again.quick(after, first)
    assert quick.site.ranking == rank(after)
    assert same(quick if quick.complete else again.full(quick))


SITE = a_catalog(
    *(
        a_tool(
            slug,
            categories=("data",),
            capabilities=(a_capability("Reads parquet", description=f"It reads {slug}."),),
        )
        for slug in "abcd"
    )
)


@pytest.mark.parametrize(
    ("fields", "complete"),
    [
        ({"summary": "Another."}, True),
        ({"name": "Named"}, True),
        ({"scores": (("quality", 0.5),)}, True),
        ({"capabilities": (a_capability("Writes parquet"),)}, False),
        ({"categories": ()}, False),
        ({"type": "dataset"}, False),
    ],
)
def test_what_pairs_do_not_come_from_is_complete_at_once(
    fields: dict[str, object],
    complete: bool,  # noqa: FBT001
) -> None:
    catalog = replace(SITE, capabilities=())
    again = Again()
    changed: Tool = replace(catalog.tools[1], **fields)  # type: ignore[arg-type]
    quick = again.quick(
        replace(catalog, tools=(catalog.tools[0], changed, *catalog.tools[2:])),
        again.first(catalog),
    )
    assert quick.complete is complete
    assert same(quick if complete else again.full(quick))


def test_with_a_vocabulary_the_text_of_a_capability_is_complete_later() -> None:
    again = Again()
    first = again.first(SITE)
    text = replace(
        SITE.tools[0], capabilities=(a_capability("Reads parquet", description="Other words."),)
    )
    quick = again.quick(replace(SITE, tools=(text, *SITE.tools[1:])), first)
    assert not quick.complete
    assert same(again.full(quick))


def test_the_pairs_of_a_tool_that_is_gone_go_at_once() -> None:
    again = Again()
    quick = again.quick(replace(SITE, tools=SITE.tools[1:]), again.first(SITE))
    assert quick.site.pairs
    assert all("a" not in (one.a, one.b) for one in quick.site.pairs)
