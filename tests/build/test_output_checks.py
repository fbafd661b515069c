"""Checks of the output: address conflicts, and the address of a new site."""

from dataclasses import replace

import pytest

from ssg.build.output_checks import check_addresses, check_base_url
from ssg.catalog import Catalog, StaticFile
from ssg.errors import Code, Severity
from ssg.site import Page
from ssg.urls import Addresses
from support.strategies import a_catalog

AT = Addresses("https://example.org/")
TOOLS = Page("listing", "/tools/")


def with_static(*addresses: str) -> Catalog:
    """Return a catalog with static files."""
    return replace(
        a_catalog(), static=tuple(StaticFile(address=one, source=f"/x/{one}") for one in addresses)
    )


def test_a_site_without_clashes_has_no_problems() -> None:
    pages = [Page("home", "/"), TOOLS, Page("prose", "/about/", ("about",))]
    assert check_addresses(pages, with_static("logo.svg"), AT, ["sitemap.xml"]) == []


@pytest.mark.parametrize(
    ("pages", "static", "file"),
    [
        ([TOOLS, Page("prose", "/tools/", ("tools",))], (), "content/pages/tools.md"),
        ([TOOLS, Page("redirect", "/tools/")], (), "content/site.yaml"),
        ([TOOLS], ("tools/index.html",), "content/static/tools/index.html"),
        ([TOOLS], ("Tools/INDEX.html",), "content/static/Tools/INDEX.html"),
        ([TOOLS], ("sitemap.xml",), "content/static/sitemap.xml"),
        ([TOOLS], ("a.txt", "A.txt"), "content/static/A.txt"),
        ([TOOLS], ("tools",), "content/static/tools"),
        ([TOOLS], ("TOOLS",), "content/static/TOOLS"),
        ([TOOLS], ("sitemap.xml/a.txt",), "content/static/sitemap.xml/a.txt"),
        ([TOOLS], ("a", "A/b.txt"), "content/static/A/b.txt"),
        ([TOOLS], ("\u00e9.txt", "e\u0301.txt"), "content/static/e\u0301.txt"),
    ],
)
def test_two_files_at_one_address_are_an_error(
    pages: list[Page], static: tuple[str, ...], file: str
) -> None:
    (problem,) = check_addresses(pages, with_static(*static), AT, ["sitemap.xml"])
    assert (problem.file, problem.code, problem.severity) == (
        file,
        Code.ADDRESS_TAKEN,
        Severity.ERROR,
    )
    assert "already belongs to" in problem.message


def test_a_host_is_noted_that_serves_the_address_of_a_new_site() -> None:
    noted = check_base_url("github-pages", "https://example.org/")
    assert [problem.severity for problem in noted] == [Severity.NOTE]
    assert check_base_url("github-pages", "https://user.github.io/site/") == []
    assert check_base_url("", "https://example.org/") == []
