"""Fingerprints: equal ones imply equal pages, and only inputs of a page change its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.build.fingerprint import PageFingerprints, program_fingerprint
from ssg.build.page_worker import render_page
from ssg.catalog import Catalog, Editorial, SharedCapability
from ssg.settings import PairPolicy, PairSettings
from ssg.views.versus import pages
from support.described_tools import described_catalogs, described_tools
from support.strategies import a_capability, a_catalog, a_tool
from support.view_contexts import a_context

ALL_PAIRS = PairSettings(policy=PairPolicy.ALL)


def rendered(catalog: Catalog) -> dict[tuple[str, ...], tuple[bytes, bytes]]:
    """Return fingerprint and bytes of each comparison."""
    context = a_context(catalog)
    fingerprints = PageFingerprints(context, program_fingerprint(context, ()))
    return {
        page.subject: (fingerprints.of(page), render_page(context, page)) for page in pages(context)
    }


def changed(before: Catalog, after: Catalog) -> set[tuple[str, ...]]:
    """Return the pairs with another fingerprint; they must include those with other bytes."""
    first, second = rendered(before), rendered(after)
    other_fingerprint = {pair for pair in first if first[pair][0] != second[pair][0]}
    assert {pair for pair in first if first[pair][1] != second[pair][1]} <= other_fingerprint
    return other_fingerprint


@given(described_catalogs(most=3, capabilities=4), st.data())
@settings(max_examples=40)
def test_pages_that_differ_have_other_fingerprints(catalog: Catalog, data: st.DataObject) -> None:
    """For any change of one tool."""
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
def test_only_inputs_of_a_page_change_its_fingerprint(
    after: Catalog, pairs: set[tuple[str, str]]
) -> None:
    assert changed(SITE, after) == pairs


def test_a_page_of_another_kind_has_no_fingerprint() -> None:
    context = a_context(SITE)
    page = replace(next(pages(context)), kind="tool")
    assert PageFingerprints(context, b"program").of(page) == b""


def test_a_layout_changes_the_program_fingerprint(tmp_path: Path) -> None:
    context = a_context(SITE)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/x.html").write_text("one")
    (tmp_path / "parts/sign.svg").write_text("<svg/>")
    before = program_fingerprint(context, (tmp_path,))
    assert program_fingerprint(context, (tmp_path,)) == before != program_fingerprint(context, ())
    (tmp_path / "parts/x.html").write_text("two")
    second = program_fingerprint(context, (tmp_path,))
    (tmp_path / "parts/sign.svg").write_text("<svg></svg>")
    assert len({before, second, program_fingerprint(context, (tmp_path,))}) == 3
