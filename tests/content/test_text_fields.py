"""Every text of a site, with where it stands and which page shows it."""

from pathlib import Path

from ssg.content.load import load
from ssg.content.source_map import SourceMap
from ssg.content.text_fields import passages
from ssg.urls import Addresses
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


def test_every_text_is_found_where_its_passage_says(tmp_path: Path) -> None:
    root = write_files(tmp_path, SMALL_SITE)
    catalog = load(root).catalog
    assert catalog is not None
    found = list(passages(catalog, Addresses("https://example.org/")))
    assert len(found) == 3 + 4 + 26 + 2
    places = SourceMap(root)
    for passage in found:
        path, line, column = places.locate(passage.path, passage.keys, passage.text)
        assert places.line(path, line)[column - 1 :].startswith(passage.text.split("\n")[0]), (
            passage
        )


def test_the_page_of_a_text_is_where_all_of_it_stands(tmp_path: Path) -> None:
    catalog = load(write_files(tmp_path, SMALL_SITE)).catalog
    assert catalog is not None
    pages = {
        passage.path: passage.page
        for passage in passages(catalog, Addresses("https://example.org/"))
    }
    assert pages == {
        "content/tools/alpha.yaml": "/tools/alpha/",
        "content/tools/beta.yaml": "/tools/beta/",
        "content/tools/gamma.yaml": "/tools/gamma/",
        "content/pages/about.md": "/about/",
        "content/comparisons/alpha-vs-beta.md": "/compare/alpha-vs-beta/",
    }
