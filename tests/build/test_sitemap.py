"""The sitemap: what search engines should list, in as many files as the protocol asks for."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from ssg.build import sitemap as module
from ssg.build.sitemap import sitemap
from ssg.site import Output, Page
from ssg.urls import Addresses

AT = Addresses("https://example.org/sub/")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages(quantity: int) -> list[Page]:
    """Make so many pages."""
    return [Page("tool", f"/tools/t{number}/", (f"t{number}",)) for number in range(quantity)]


def locations(output: Output) -> list[str]:
    """Return the addresses that a file lists."""
    return [str(one.text) for one in ET.fromstring(output.body).iter(f"{SPACE}loc")]  # noqa: S314  (our own bytes)


def test_it_lists_indexed_pages_with_their_dates() -> None:
    found = [
        Page("home", "/", changed=date(2026, 1, 2)),
        Page("redirect", "/old/", indexed=False),
        *pages(1),
    ]
    files = {file.path: file for file in sitemap(found, AT)}
    assert locations(files["sitemap.xml"]) == [
        "https://example.org/sub/",
        "https://example.org/sub/tools/t0/",
    ]
    assert b"<lastmod>2026-01-02</lastmod>" in files["sitemap.xml"].body
    assert files["sitemap.xml"].body.count(b"<lastmod>") == 1


def test_robots_txt_names_it() -> None:
    (robots,) = [file for file in sitemap([], AT) if file.path == "robots.txt"]
    assert robots.body.decode().endswith("Sitemap: https://example.org/sub/sitemap.xml\n")


def test_addresses_are_escaped() -> None:
    (file, _) = sitemap([Page("prose", "/a&b/")], AT)
    assert locations(file) == ["https://example.org/sub/a&b/"]


def test_no_more_in_a_file_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.MAX_URLS == 50_000
    monkeypatch.setattr(module, "MAX_URLS", 3)
    for quantity, names in (
        (3, ["sitemap.xml"]),
        (4, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]),
    ):
        *files, _ = sitemap(pages(quantity), AT)
        assert [file.path for file in files] == names
        listed = [one for file in files[1:] or files for one in locations(file)]
        assert listed == [f"https://example.org/sub/tools/t{number}/" for number in range(quantity)]
        if files[1:]:
            assert locations(files[0]) == [f"https://example.org/sub/{name}" for name in names[1:]]


def test_each_page_has_its_languages_and_a_file_fewer_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MAX_URLS", 5)
    addresses = Addresses("https://example.org/sub/", trees=("en", "de"))
    german = Page("tool", "/de/tools/t0/", ("t0",), tree="de")
    index, *files, _ = sitemap([*pages(2), german], addresses)
    assert len(locations(index)) == 2
    assert [len(locations(file)) for file in files] == [2, 1]
    text = files[1].body.decode()
    for language, url in (
        ("en", "https://example.org/sub/tools/t0/"),
        ("de", "https://example.org/sub/de/tools/t0/"),
        ("x-default", "https://example.org/sub/tools/t0/"),
    ):
        assert f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>' in text
