"""A site that declares `ranking: none`: no page shows a score."""

import re
from pathlib import Path

import pytest
import yaml

from support.html_pages import Element, parse
from support.site_fixtures import SMALL_SITE, address, build_site
from support.strategies import write_files

SCORE_WORDS = re.compile(
    r"\b(scores?|ranked|rankings?|ranks?|weights?|provisional)\b", re.IGNORECASE
)


def without_scores() -> dict[str, str]:
    """Return the files of the small site, with `ranking: none`."""
    site = yaml.safe_load(SMALL_SITE["content/site.yaml"])
    site["ranking"] = "none"
    return {**SMALL_SITE, "content/site.yaml": yaml.safe_dump(site, sort_keys=False)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site."""
    return write_files(tmp_path_factory.mktemp("none"), without_scores())


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Element]:
    """Build the site and return its pages by address."""
    tree = build_site(root)
    return {address(file, tree): parse(file.read_bytes()) for file in tree.rglob("*.html")}


def test_there_is_no_page_of_rankings_and_no_link_to_one(pages: dict[str, Element]) -> None:
    assert "/rankings/" not in pages
    for page in pages.values():
        assert all("/rankings" not in link.attributes.get("href", "") for link in page.all("a"))


def test_no_page_draws_or_names_a_score(pages: dict[str, Element]) -> None:
    """The methodology and tool pages may mention points of an entry's documentation."""
    for at, page in pages.items():
        for kind in ("dial", "points", "share", "receipt-chart"):
            assert page.all("svg", class_=kind) == [], at
        assert page.all("span", class_="number") == [], at
        if at == "/methodology/" or at.startswith("/tools/"):
            assert not re.search(r"\bscores?\b", page.text.replace("in no score", "")), at
            continue
        found = SCORE_WORDS.search(page.first("main").text) if page.all("main") else None
        assert not found, (at, found)
