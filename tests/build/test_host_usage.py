"""Limits of hosts, and how much of them a site takes."""

import pytest

from ssg.build.host_usage import check_host, host_usage
from ssg.errors import Severity
from ssg.host_limits import HOSTS, MIB


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
