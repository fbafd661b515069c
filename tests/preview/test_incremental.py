"""Incremental recomputation gives the same as a computation from scratch."""

from dataclasses import replace

import pytest
from hypothesis import given

from ssg.catalog import Catalog, Tool, Translation
from ssg.comparison.alignment import Aligner
from ssg.preview.incremental import IncrementalSite, SiteState
from ssg.ranking.pairing import pair
from ssg.ranking.scoring import rank
from ssg.settings import Language
from support.strategies import a_capability, a_catalog, a_tool, catalogs


def same(state: SiteState) -> bool:
    """Compare a state with a computation from scratch; return whether it is complete."""
    catalog = state.catalog
    assert state.site.ranking == rank(catalog)
    assert state.site.pairs == pair(catalog)[0]
    scratch, slugs = Aligner(catalog), [tool.slug for tool in catalog.tools]
    assert all(
        state.aligner.align(a, b) == scratch.align(a, b) for a in slugs for b in slugs if a != b
    )
    return state.complete


@given(catalogs(), catalogs())
def test_full_after_update_is_the_same_as_from_scratch(before: Catalog, after: Catalog) -> None:
    site = IncrementalSite()
    first = site.first(before)
    assert same(first)
    updated = site.update(after, first)
    assert updated.site.ranking == rank(after)
    assert same(updated if updated.complete else site.full(updated))


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
        ({"homepage": "https://another.example/"}, True),
        ({"summary": "Another."}, False),
        ({"name": "Named"}, False),
        ({"scores": (("quality", 0.5),)}, True),
        ({"capabilities": (a_capability("Writes parquet"),)}, False),
        ({"categories": ()}, False),
        ({"type": "dataset"}, False),
    ],
)
def test_a_change_that_no_pair_depends_on_is_complete_at_once(
    fields: dict[str, object],
    complete: bool,  # noqa: FBT001
) -> None:
    catalog = replace(SITE, capabilities=())
    site = IncrementalSite()
    changed: Tool = replace(catalog.tools[1], **fields)  # type: ignore[arg-type]
    updated = site.update(
        replace(catalog, tools=(catalog.tools[0], changed, *catalog.tools[2:])),
        site.first(catalog),
    )
    assert updated.complete is complete
    assert same(updated if complete else site.full(updated))


def test_a_changed_capability_text_needs_a_full_computation() -> None:
    site = IncrementalSite()
    first = site.first(SITE)
    text = replace(
        SITE.tools[0], capabilities=(a_capability("Reads parquet", description="Other words."),)
    )
    updated = site.update(replace(SITE, tools=(text, *SITE.tools[1:])), first)
    assert not updated.complete
    assert same(site.full(updated))


def test_a_changed_summary_keeps_the_alignments() -> None:
    """They take most of the time of a full computation."""
    site = IncrementalSite()
    changed = replace(SITE.tools[1], summary="Another.")
    updated = site.update(
        replace(SITE, tools=(SITE.tools[0], changed, *SITE.tools[2:])), site.first(SITE)
    )
    assert updated.aligned
    assert not updated.paired
    assert site.full(updated).aligner is updated.aligner
    assert same(site.full(updated))


def test_pairs_in_other_languages_follow_a_change() -> None:
    languages = Language(code="en", name="English"), Language(code="de", name="Deutsch")
    settings = replace(SITE.settings, languages=languages)
    german = Translation(settings=replace(settings, language="de"))
    before, site = replace(SITE, settings=settings, translations=(german,)), IncrementalSite()
    changed = replace(before.tools[1], summary="Another.", categories=())
    after = replace(before, tools=(before.tools[0], changed, *before.tools[2:]))
    updated = site.update(after, site.first(before))
    assert not updated.paired
    full, fresh = site.full(updated), IncrementalSite().first(after)
    assert same(full)
    assert full.site.pairs == fresh.site.pairs != updated.site.pairs
    assert [each.pairs for each in full.site.translated] == [
        each.pairs for each in fresh.site.translated
    ]


def test_the_pairs_of_a_deleted_tool_disappear_at_once() -> None:
    site = IncrementalSite()
    updated = site.update(replace(SITE, tools=SITE.tools[1:]), site.first(SITE))
    assert updated.site.pairs
    assert all("a" not in (known.a, known.b) for known in updated.site.pairs)
