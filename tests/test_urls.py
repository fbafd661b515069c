"""Addresses of pages and their output files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.settings import Settings
from ssg.urls import Addresses, ordered

SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
AT_ROOT = Addresses("https://example.org/")
BELOW = Addresses("https://example.org/sub/site/")
FILES = Addresses("https://example.org/", file_addresses=True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (AT_ROOT.page(), "/"),
        (AT_ROOT.versus("b", "a"), "/compare/a-vs-b/"),
        (AT_ROOT.versus_as_named("b", "a"), "/compare/b-vs-a/"),
        (AT_ROOT.tool("a"), "/tools/a/"),
        (AT_ROOT.alternatives("a"), "/alternatives/a/"),
        (AT_ROOT.category("c"), "/categories/c/"),
        (AT_ROOT.type("t"), "/types/t/"),
        (FILES.tool("a"), "/tools/a.html"),
        (FILES.page(), "/"),
    ],
)
def test_each_subject_has_its_address(address: str, expected: str) -> None:
    """The shapes of section 5 of the design."""
    assert address == expected


def test_an_address_leads_to_its_file() -> None:
    """A folder has an index, a file is itself."""
    files = [
        AT_ROOT.file("/"),
        AT_ROOT.file("/tools/a/"),
        FILES.file("/tools/a.html"),
        AT_ROOT.file("/robots.txt"),
    ]
    assert files == ["index.html", "tools/a/index.html", "tools/a.html", "robots.txt"]


def test_a_site_below_a_path_links_below_it() -> None:
    """Links carry the path of the base URL, absolute addresses do not carry it twice."""
    assert BELOW.href("/tools/a/") == "/sub/site/tools/a/"
    assert BELOW.absolute("/tools/a/") == "https://example.org/sub/site/tools/a/"
    assert AT_ROOT.href("/tools/a/") == "/tools/a/"


def test_the_base_url_may_be_given_for_one_run() -> None:
    """A preview stands elsewhere than the site; a missing last slash is added."""
    settings = Settings(base_url="https://example.org/", file_addresses=True)
    assert Addresses.of(settings) == Addresses("https://example.org/", file_addresses=True)
    assert Addresses.of(settings, "http://localhost:8000").base_url == "http://localhost:8000/"


@given(SLUGS, SLUGS)
def test_two_tools_have_one_comparison(a: str, b: str) -> None:
    """Whichever is named first."""
    assert AT_ROOT.versus(a, b) == AT_ROOT.versus(b, a)
    assert ordered(a, b) == ordered(b, a) == tuple(sorted((a, b)))


@given(SLUGS, SLUGS)
def test_the_address_of_a_comparison_can_be_read_back(a: str, b: str) -> None:
    """In both forms, with slugs that may themselves hold `-vs-`."""
    for addresses in (AT_ROOT, FILES):
        assert (a, b) in addresses.sides(addresses.versus_as_named(a, b))
        assert (
            addresses.sides(addresses.tool(a))
            == addresses.sides("/compare/")
            == addresses.sides("")
            == []
        )
    assert AT_ROOT.sides("/compare/a-vs-b-vs-c/") == [("a", "b-vs-c"), ("a-vs-b", "c")]


GERMAN = Addresses("https://example.org/sub/", tree="de", trees=("en", "de"))


@pytest.mark.parametrize(
    ("link", "localized"),
    [
        ("/sub/tools/flax/", "/sub/de/tools/flax/"),
        ("/sub/tools/flax/?q=/#c-a", "/sub/de/tools/flax/?q=/#c-a"),
        ("/sub/", "/sub/de/"),
        ("/sub/about.html", "/sub/de/about.html"),
        ("/sub/de/tools/flax/", "/sub/de/tools/flax/"),
        ("/sub/en/", "/sub/en/"),
        ("/sub/api/v1/tools/", "/sub/api/v1/tools/"),
        ("/sub/paper.pdf", "/sub/paper.pdf"),
        ("/sub/demo/", "/sub/demo/"),
        ("/tools/flax/", "/sub/de/tools/flax/"),
        ("//other.example/", "//other.example/"),
        ("https://example.org/sub/tools/", "https://example.org/sub/tools/"),
        ("#top", "#top"),
    ],
)
def test_a_link_of_the_content_leads_to_the_page_in_the_language(link: str, localized: str) -> None:
    assert GERMAN.localized(link, {"demo/index.html"}) == localized


@pytest.mark.parametrize(
    ("link", "below", "in_files"),
    [
        ("/tools/flax/", "/sub/site/tools/flax/", "/tools/flax.html"),
        ("/sub/site/tools/flax/#c-a", "/sub/site/tools/flax/#c-a", "/sub/site/tools/flax.html#c-a"),
        ("/about/?q=/", "/sub/site/about/?q=/", "/about.html?q=/"),
        ("/", "/sub/site/", "/"),
        ("/sub/site", "/sub/site/", "/sub/site"),
        ("/demo/", "/sub/site/demo/", "/demo/"),
        ("/paper.pdf", "/sub/site/paper.pdf", "/paper.pdf"),
        ("//other.example/", "//other.example/", "//other.example/"),
        ("../flax/", "../flax/", "../flax/"),
        ("#top", "#top", "#top"),
    ],
)
def test_a_link_of_the_content_needs_no_path_of_the_site(
    link: str, below: str, in_files: str
) -> None:
    static = {"demo/index.html"}
    assert BELOW.of_content(link, static) == below
    assert FILES.of_content(link, static) == in_files


def test_a_page_has_an_address_in_every_language() -> None:
    assert GERMAN.page("tools", "flax") == "/de/tools/flax/"
    assert GERMAN.alternates("/de/tools/flax/") == [
        ("en", "https://example.org/sub/tools/flax/"),
        ("de", "https://example.org/sub/de/tools/flax/"),
        ("x-default", "https://example.org/sub/tools/flax/"),
    ]
    assert Addresses("https://example.org/").alternates("/tools/flax/") == []
