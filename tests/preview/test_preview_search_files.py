"""The search index of the preview."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ssg.catalog import Capability, Catalog, Tool
from ssg.pair_table import PairTable
from ssg.preview.search_files import SearchFiles
from ssg.ranking.scoring import rank
from ssg.search.addresses import CURRENT
from ssg.search.index import search_files
from ssg.settings import Settings
from ssg.site import Pair, Site

TOOL = Tool(
    slug="a",
    name="A",
    type="framework",
    summary="A tool.",
    path="content/tools/a.yaml",
    capabilities=(Capability(title="Draws maps", anchor="draws-maps"),),
)


def site_of(**catalog: Any) -> Site:
    """Return a site of one tool, with other values of its catalog."""
    usual = Catalog(settings=Settings(types=(("framework", "F"),)), tools=(TOOL,))
    content = replace(usual, **catalog)
    return Site(catalog=content, ranking=rank(content, date(2026, 11, 1)), pairs=())


def test_the_search_index_is_that_of_a_build() -> None:
    search = SearchFiles(site_of())
    files = search_files(site_of())
    assert {file.path: search.file(f"/{file.path}") for file in files} == {
        file.path: file.body for file in files
    }


@pytest.mark.parametrize(
    "address",
    ["/search/", "/search/index.html", "/search/current.jso", "/", "/search/0123456789abcdef/../x"],
)
def test_other_addresses_are_no_search_files(address: str) -> None:
    search = SearchFiles(site_of())
    assert search.file(address) is None
    assert search.files is None


def test_the_same_content_keeps_the_search_index() -> None:
    first = SearchFiles(site_of())
    first.file(f"/{CURRENT}")
    between = SearchFiles(site_of(), first)
    after = SearchFiles(site_of(), between)
    assert after.file(f"/{CURRENT}") == first.file(f"/{CURRENT}")
    assert after.files is first.files is not None
    assert between.files is None


@pytest.mark.parametrize(
    "changed",
    [
        site_of(tools=(replace(TOOL, name="B"),)),
        site_of(tools=()),
        site_of(synonyms=(("map", "chart"),)),
        site_of(settings=Settings(types=(("framework", "G"),))),
        site_of(tools=(replace(TOOL, scores=(("adoption", 0.9),)),)),
    ],
)
def test_other_content_has_another_search_index(changed: Site) -> None:
    first = SearchFiles(site_of())
    before = first.file(f"/{CURRENT}")
    after = SearchFiles(changed, first)
    assert after.files is None
    assert after.file(f"/{CURRENT}") != before


@pytest.mark.parametrize("table", [tuple, PairTable])
def test_other_pairs_of_the_same_tools_have_another_search_index(
    table: Callable[[list[Pair]], Sequence[Pair]],
) -> None:
    tools = tuple(replace(TOOL, slug=name.lower(), name=name) for name in ("One", "Two", "Three"))
    alone = site_of(tools=tools)
    paired = replace(alone, pairs=table([Pair("one", "two", 0.5, ())]))
    first = SearchFiles(alone)
    first.file(f"/{CURRENT}")
    after = SearchFiles(paired, first)
    assert after.file(f"/{CURRENT}") == SearchFiles(paired).file(f"/{CURRENT}")
    assert after.files != first.files
