"""Claims without a source, and claims that were not checked recently."""

from datetime import date
from pathlib import Path

import pytest

from support.checked_sites import GOOD, GOOD_TOOL, found, lines

LOOP = '    sources: [{url: "https://alpha.example/loop", basis: cited, checked: 2026-11-01}]\n'


def test_nothing_is_said_about_claims_that_are_sourced_and_fresh(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            (LOOP, ""),
            (
                '8:5: warning[SSG070] the capability "Loops in plain code" has no source; add '
                '"sources" with'
            ),
        ),
        (
            ('{value: 5, source: "https://alpha.example/stars", measured: 2026-10-01}', "5"),
            (
                '6:18: warning[SSG070] the signal "stars" has no source; write '
                "{value: ..., source: https://..., measured: ...}"
            ),
        ),
        (
            ("homepage:", "pricing: {model: paid, starting_price: $5}\nhomepage:"),
            "5:10: warning[SSG070] the price has no source; add the URL of the price list",
        ),
    ],
)
def test_a_claim_without_a_source_is_reported_where_it_stands(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    (line,) = lines(tmp_path, change)
    assert line.startswith(f"content/tools/alpha.yaml:{said}")


def test_what_is_free_or_says_nothing_needs_no_source(tmp_path: Path) -> None:
    titled = "  - {title: Only a title}\n"
    reported = found(
        tmp_path,
        {
            "content/tools/alpha.yaml": GOOD_TOOL.replace("homepage:", "pricing: free\nhomepage:")
            + titled
        },
    )
    assert [one.code for one in reported] == ["SSG072"]


def test_a_tool_without_any_source_is_reported_of_once(tmp_path: Path) -> None:
    many = "".join(
        f"  - {{title: Way {number}, description: It goes its own way number {number} to the "
        f"end.}}\n"
        for number in range(3)
    )
    text = GOOD_TOOL.split("  - title")[0] + many
    (line,) = [str(one) for one in found(tmp_path, {"content/tools/alpha.yaml": text})]
    assert line.startswith(
        "content/tools/alpha.yaml:8:3: warning[SSG070] none of the 3 capabilities has a source; "
    )


def test_claims_grow_stale_by_the_day_of_the_build_never_by_the_clock(tmp_path: Path) -> None:
    assert lines(tmp_path, ("name: Alpha", "name: Alpha"), as_of=date(2027, 9, 30)) == []
    (line,) = lines(tmp_path, ("name: Alpha", "name: Alpha"), as_of=date(2027, 10, 2))
    assert line == (
        'content/tools/alpha.yaml:6:78: warning[SSG071] "stars" was last checked over 365 days '
        "before 2027-10-02, "
        "on 2026-10-01; check again, correct what has changed, and update the date"
    )
    (line,) = lines(tmp_path, ("name: Alpha", "name: Alpha"), as_of=date(2028, 1, 1))
    assert (
        '"stars" and "Loops in plain code" were last checked over 365 days before 2028-01-01, the '
        "oldest on 202" in line
    )


def test_the_newest_check_of_a_claim_counts(tmp_path: Path) -> None:
    second = LOOP.replace(
        "[{", '[{url: "https://x.example/", basis: cited, checked: 2020-01-01}, {'
    )
    assert lines(tmp_path, (LOOP, second)) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("stale_after: 30", ["SSG071"]),
        ("stale_after: 0", []),
        ("", ["SSG071"]),
        ("stale_after: 36500", []),
    ],
)
def test_the_site_says_after_how_many_days(tmp_path: Path, text: str, codes: list[str]) -> None:
    site = GOOD["content/site.yaml"].replace("stale_after: 365", text)
    assert [
        one.code for one in found(tmp_path, {"content/site.yaml": site}, as_of=date(2028, 1, 1))
    ] == codes


def test_what_is_archived_does_not_age(tmp_path: Path) -> None:
    assert (
        lines(tmp_path, ("homepage:", "status: archived\nhomepage:"), as_of=date(2035, 1, 1)) == []
    )
