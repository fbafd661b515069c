"""The sitemap: what search engines should list, in as many files as the protocol asks for."""

import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ssg.build import sitemap as module
from ssg.build.sitemap import sitemap
from ssg.site import LateOutput, Output, Page
from ssg.urls import Addresses
from support.repositories import commit, git
from support.site_fixtures import SMALL_SITE, Run
from support.strategies import write_files

AT = Addresses("https://example.org/sub/")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages(quantity: int) -> list[Page]:
    """Make so many pages."""
    return [Page("tool", f"/tools/t{number}/", (f"t{number}",)) for number in range(quantity)]


def locations(output: Output | LateOutput) -> list[str]:
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


def dated(tree: Path) -> dict[str, tuple[str, bytes]]:
    """Return `lastmod` and main part of each page that has a date, by its path."""
    entries = ET.parse(tree / "sitemap.xml").getroot()  # noqa: S314  (our own bytes)
    days = {str(one.findtext(f"{SPACE}loc")): one.findtext(f"{SPACE}lastmod") for one in entries}
    paths = {url.split("/", 3)[3]: day for url, day in days.items() if day}
    return {
        path: (
            day,
            (tree / path / "index.html")
            .read_bytes()
            .partition(b"<main")[2]
            .partition(b"</main")[0],
        )
        for path, day in paths.items()
    }


def test_a_date_changes_exactly_when_the_page_does(tmp_path: Path, run: Run) -> None:
    a = "name: A\ntype: framework\nsummary: One.\nupdated: 2026-01-02\nlicense: MIT\n"
    b = "name: B\ntype: framework\nsummary: Two.\n"
    files = {"content/tools/a.yaml": a, "content/tools/b.yaml": b}
    root = tmp_path / "site"
    git(write_files(root, {**SMALL_SITE, **files}), "init", "--quiet")
    builds = []
    for day, changes in (
        ("2026-03-01", {}),
        ("2026-03-01", {"content/tools/b.yaml": b + "tags: [small]\n"}),
        ("2026-03-05", {"content/tools/b.yaml": b.replace("Two", "Three")}),
        ("2026-03-09", {"content/tools/a.yaml": a.replace("MIT", "ISC")}),
        ("2027-02-09", {"README.md": "text"}),
    ):
        at = f"{day}T12:00:00"
        commit(root, changes, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
        assert run("build", "-C", str(root), "-o", str(tmp_path / "public")).code == 0
        builds.append(dated(tmp_path / "public"))
    for before, after in pairwise(builds):
        for path in before.keys() & after.keys():
            same = after[path][0] == before[path][0]
            assert same == (after[path][1] == before[path][1]), path
    assert builds[-1].keys() == {
        "tools/a/",
        "tools/alpha/",
        "stats/",
        "methodology/",
        "changes/",
    }
