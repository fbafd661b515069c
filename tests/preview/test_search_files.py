"""The search of a preview: made when it is asked for, and again when what it rests on is another."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ssg.catalog import Capability, Catalog, Tool
from ssg.preview.responder import SearchFiles
from ssg.ranking.scoring import rank
from ssg.search.index import CURRENT, search_files
from ssg.settings import Settings
from ssg.site import Site

TOOL = Tool(
    slug="a",
    name="A",
    type="framework",
    summary="A tool.",
    path="content/tools/a.yaml",
    capabilities=(Capability(title="Draws maps", anchor="draws-maps"),),
)


def site_of(**catalog: Any) -> Site:
    usual = Catalog(settings=Settings(types=(("framework", "F"),)), tools=(TOOL,))
    made = replace(usual, **catalog)
    return Site(catalog=made, ranking=rank(made, date(2026, 11, 1)), pairs=())


def test_it_answers_with_what_a_build_would_write() -> None:
    searched = SearchFiles(site_of())
    files = search_files(site_of())
    assert {file.path: searched.file(f"/{file.path}") for file in files} == {
        file.path: file.body for file in files
    }


@pytest.mark.parametrize(
    "address",
    ["/search/", "/search/index.html", "/search/current.jso", "/", "/search/0123456789abcdef/../x"],
)
def test_other_addresses_are_not_its_business(address: str) -> None:
    searched = SearchFiles(site_of())
    assert searched.file(address) is None
    assert searched.files is None


def test_the_same_content_is_not_made_again() -> None:
    first = SearchFiles(site_of())
    first.file(f"/{CURRENT}")
    assert SearchFiles(site_of(), first).files is first.files is not None


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
def test_other_content_is_made_anew(changed: Site) -> None:
    first = SearchFiles(site_of())
    before = first.file(f"/{CURRENT}")
    after = SearchFiles(changed, first)
    assert after.files is None
    assert after.file(f"/{CURRENT}") != before
