"""The search of a preview: made when it is asked for, and again when what it rests on is another."""

from dataclasses import replace
from datetime import date

import pytest

from ssg.model import Capability, Catalog, Site, Tool
from ssg.rank import rank
from ssg.search import CURRENT, search_files
from ssg.searched import Searched
from ssg.settings import Settings

TOOL = Tool(
    slug="a",
    name="A",
    type="framework",
    summary="A tool.",
    path="content/tools/a.yaml",
    capabilities=(Capability(title="Draws maps", anchor="draws-maps"),),
)


def site_of(**catalog: object) -> Site:
    made = Catalog(
        **{"settings": Settings(types=(("framework", "F"),)), "tools": (TOOL,), **catalog}
    )  # type: ignore[arg-type]
    return Site(catalog=made, ranking=rank(made, date(2026, 11, 1)), pairs=())


def test_it_answers_with_what_a_build_would_write() -> None:
    searched = Searched(site_of())
    files = search_files(site_of())
    assert {file.path: searched.file(f"/{file.path}") for file in files} == {
        file.path: file.body for file in files
    }


@pytest.mark.parametrize(
    "address",
    ["/search/", "/search/index.html", "/search/current.jso", "/", "/search/0123456789abcdef/../x"],
)
def test_other_addresses_are_not_its_business(address: str) -> None:
    searched = Searched(site_of())
    assert searched.file(address) is None
    assert searched.files is None


def test_the_same_content_is_not_made_again() -> None:
    first = Searched(site_of())
    first.file(f"/{CURRENT}")
    assert Searched(site_of(), first).files is first.files is not None


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
    first = Searched(site_of())
    before = first.file(f"/{CURRENT}")
    after = Searched(changed, first)
    assert after.files is None
    assert after.file(f"/{CURRENT}") != before
