"""Recipes: pages of equal recipes have equal bytes, and what a page does not stand on leaves its recipe alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.build.fingerprint import Recipes, program_recipe
from ssg.build.page_worker import render_page
from ssg.catalog import Catalog, Editorial, SharedCapability
from ssg.settings import PairPolicy, PairSettings
from ssg.views.versus import pages
from support.described_tools import described_catalogs, described_tools
from support.strategies import a_capability, a_catalog, a_tool
from support.view_contexts import a_context

ALL_PAIRS = PairSettings(policy=PairPolicy.ALL)


def made(catalog: Catalog) -> dict[tuple[str, ...], tuple[bytes, bytes]]:
    """Return recipe and bytes of each comparison."""
    context = a_context(catalog)
    recipes = Recipes(context, program_recipe(context, ()))
    return {page.subject: (recipes.of(page), render_page(context, page)) for page in pages(context)}


def changed(before: Catalog, after: Catalog) -> set[tuple[str, ...]]:
    """Return the pairs whose recipe is another; whose bytes are another must be among them."""
    first, second = made(before), made(after)
    recipes = {pair for pair in first if first[pair][0] != second[pair][0]}
    assert {pair for pair in first if first[pair][1] != second[pair][1]} <= recipes
    return recipes


@given(described_catalogs(most=3, capabilities=4), st.data())
@settings(max_examples=40)
def test_pages_that_differ_have_other_recipes(catalog: Catalog, data: st.DataObject) -> None:
    """Whatever becomes of one of the tools."""
    place = data.draw(st.integers(0, len(catalog.tools) - 1))
    old = catalog.tools[place]
    new = data.draw(described_tools(old.slug, data.draw(st.sampled_from([old.name, "Other"])), 4))
    tools = [*catalog.tools[:place], new, *catalog.tools[place + 1 :]]
    changed(catalog, replace(catalog, tools=tuple(tools)))


ONE = a_tool(
    "one",
    capabilities=(
        a_capability("Fast attention", id="attention"),
        a_capability("Sharded arrays", line=9),
    ),
)
TWO = a_tool("two", capabilities=(a_capability("Quick attention", id="attention"),))
THREE = a_tool("three", scores=(("quality", 0.4),))
SITE = a_catalog(ONE, TWO, THREE, pairs=ALL_PAIRS)
WORDS = Editorial(slugs=("one", "two"), text="Words.", path="content/comparisons/one-vs-two.md")
ALL, OF_TWO = (
    {("one", "three"), ("one", "two"), ("three", "two")},
    {("one", "two"), ("three", "two")},
)


@pytest.mark.parametrize(
    ("after", "pairs"),
    [
        (SITE, set()),
        (replace(SITE, tools=(ONE, replace(TWO, summary="Another summary."), THREE)), OF_TWO),
        (replace(SITE, tools=(ONE, replace(TWO, name="Deux"), THREE)), ALL),
        (replace(SITE, editorials=(WORDS,)), {("one", "two")}),
        (replace(SITE, capabilities=(SharedCapability(id="attention", name="Attention"),)), ALL),
        (replace(SITE, settings=replace(SITE.settings, title="Another title")), ALL),
    ],
)
def test_what_a_page_does_not_stand_on_leaves_its_recipe(
    after: Catalog, pairs: set[tuple[str, str]]
) -> None:
    assert changed(SITE, after) == pairs


def test_a_page_of_another_kind_has_none() -> None:
    context = a_context(SITE)
    page = replace(next(pages(context)), kind="tool")
    assert Recipes(context, b"program").of(page) == b""


def test_another_layout_is_another_program(tmp_path: Path) -> None:
    context = a_context(SITE)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/x.html").write_text("one")
    (tmp_path / "parts/sign.svg").write_text("<svg/>")
    before = program_recipe(context, (tmp_path,))
    assert program_recipe(context, (tmp_path,)) == before != program_recipe(context, ())
    (tmp_path / "parts/x.html").write_text("two")
    second = program_recipe(context, (tmp_path,))
    (tmp_path / "parts/sign.svg").write_text("<svg></svg>")
    assert len({before, second, program_recipe(context, (tmp_path,))}) == 3
