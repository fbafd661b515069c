"""Checks of the output: address conflicts, and limits of hosts."""

import pytest

from ssg.build.output_checks import check_addresses, check_base_url, check_host, host_usage
from ssg.catalog import StaticFile
from ssg.errors import Code, Severity
from ssg.host_limits import HOSTS, MIB
from ssg.site import Page
from ssg.urls import Addresses
from support.strategies import a_catalog

AT = Addresses("https://example.org/")
TOOLS = Page("listing", "/tools/")


def with_static(*addresses: str) -> object:
    """Return a catalog with static files."""
    from dataclasses import replace  # noqa: PLC0415

    return replace(
        a_catalog(), static=tuple(StaticFile(address=one, source=f"/x/{one}") for one in addresses)
    )


def test_a_site_without_clashes_has_no_problems() -> None:
    pages = [Page("home", "/"), TOOLS, Page("prose", "/about/", ("about",))]
    assert check_addresses(pages, with_static("logo.svg"), AT, ["sitemap.xml"]) == []  # type: ignore[arg-type]


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
    (problem,) = check_addresses(pages, with_static(*static), AT, ["sitemap.xml"])  # type: ignore[arg-type]
    assert (problem.file, problem.code, problem.severity) == (
        file,
        Code.ADDRESS_TAKEN,
        Severity.ERROR,
    )
    assert "already belongs to" in problem.message


@pytest.mark.parametrize(
    ("host", "files", "total", "largest", "words"),
    [
        ("cloudflare-pages", 20_000, 0, 25 * MIB, []),
        ("cloudflare-pages", 20_001, 0, 0, ["20,001 files, and Cloudflare Pages takes 20,000"]),
        (
            "cloudflare-pages",
            1,
            0,
            25 * MIB + 1,
            ["a file of 25 MiB, and Cloudflare Pages takes 25 MiB"],
        ),
        ("azure-static-web-apps", 15_001, 501 * MIB, 0, ["15,001 files", "501 MiB"]),
        ("github-pages", 10**6, 1025 * MIB, 10**9, ["1,025 MiB"]),
        (
            "netlify",
            10**6,
            10**12,
            10**10,
            ["54,001 files in one folder, and Netlify takes 54,000"],
        ),
        ("", 10**6, 10**12, 10**10, []),
        ("my-own", 10**6, 10**12, 10**10, []),
    ],
)
def test_an_exceeded_limit_of_a_host_is_a_warning(
    host: str, files: int, total: int, largest: int, words: list[str]
) -> None:
    problems = check_host(host, files, total, largest, 54_001)
    assert [word in problem.message for word, problem in zip(words, problems, strict=True)] == [
        True
    ] * len(words)
    assert {problem.severity for problem in problems} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("host", "usage"),
    [
        ("", ""),
        ("netlify", "Netlify: 27 of 54,000 files (1%) in the fullest folder"),
        (
            "cloudflare-pages",
            "Cloudflare Pages: 1,001 of 20,000 files (6%), 0.5 of 25 MiB (2%) in the largest file",
        ),
        ("github-pages", "GitHub Pages: 3 of 1,024 MiB (1%) in all"),
        (
            "azure-static-web-apps",
            "Azure Static Web Apps: 1,001 of 15,000 files (7%), 3 of 500 MiB (1%) in all",
        ),
    ],
)
def test_a_build_prints_the_share_of_the_limits(host: str, usage: str) -> None:
    assert host_usage(host, 1001, 3 * MIB, MIB // 2, 27) == usage


def test_every_host_has_a_name() -> None:
    assert all(host.name for host in HOSTS.values())


def test_a_host_is_noted_that_serves_the_address_of_a_new_site() -> None:
    noted = check_base_url("github-pages", "https://example.org/")
    assert [problem.severity for problem in noted] == [Severity.NOTE]
    assert check_base_url("github-pages", "https://user.github.io/site/") == []
    assert check_base_url("", "https://example.org/") == []
