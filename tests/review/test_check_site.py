"""Everything that is wrong with a site at once: errors of one entry hide no advice on another."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pytest

from ssg.config import Config
from ssg.errors import Code, Problem, Severity, UsageError
from ssg.review.check_site import CheckResult, check_site
from ssg.review.link_cache import LinkResult, LinkState
from support.checked_sites import GOOD_TOOL, examined, found
from support.strategies import write_files


def errors(seen: CheckResult) -> list[Problem]:
    """Return the problems that are errors."""
    return [one for one in seen.problems if one.severity is Severity.ERROR]


def test_errors_and_advice_are_reported_together(tmp_path: Path) -> None:
    seen = examined(
        tmp_path,
        {
            "content/tools/beta.yaml": GOOD_TOOL.replace("name:", "naem:"),
            "content/tools/gamma.yaml": "name: Gamma\ntype: framework\nsummary: Thin.\n",
        },
    )
    assert sorted({(one.file, str(one.severity)) for one in seen.problems}) == [
        ("content/tools/beta.yaml", "error"),
        ("content/tools/beta.yaml", "warning"),
        ("content/tools/gamma.yaml", "warning"),
    ]
    assert "the same text is in content/tools/alpha.yaml:3" in [
        one.message for one in seen.problems
    ]
    assert (seen.plan, seen.tools) == (None, 3), "with the file that has an error"


def test_slugs_and_dates_of_a_file_with_errors_are_checked(tmp_path: Path) -> None:
    """So that nothing more is found once its form is corrected, also by the names of others."""
    wrong = (
        "name: Beta\ntype: framework\nsummary: Trains large networks on many machines.\n"
        "updated: 2031-01-01\nstatus: alive\ndistinct_from: [nothing, gamma]\naliases: [alpha]\n"
    )
    files = {"content/tools/beta.yaml": wrong, "content/tools/gamma.yaml": "name: [\n"}
    seen = examined(tmp_path, files, latest=date(2026, 11, 23))
    beta = {(one.line, one.code) for one in errors(seen) if one.file.endswith("beta.yaml")}
    assert beta == {
        (4, Code.FUTURE_DATE),
        (5, Code.NOT_ALLOWED),
        (6, Code.UNKNOWN_TOOL),
        (7, Code.ALIAS_TAKEN),
    }
    assert len(errors(seen)) == len(set(errors(seen))) == 5, "each once"


def test_a_site_without_errors_is_planned(tmp_path: Path) -> None:
    seen = examined(tmp_path, {})
    assert seen.plan is not None
    assert (seen.problems, seen.tools) == ((), 1)


def test_what_only_the_whole_site_shows_is_an_error_too(tmp_path: Path) -> None:
    seen = examined(tmp_path, {"content/pages/tools.md": "---\ntitle: Tools\n---\nHello.\n"})
    assert [(one.code, one.file) for one in seen.problems] == [("SSG043", "content/pages/tools.md")]


def test_a_configuration_that_cannot_be_used_is_no_site(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"content/site.yaml": "title: A\n"})
    with pytest.raises(UsageError):
        check_site(Config(root=root, output=root / "public"), lambda *_: None)


def test_links_outside_are_reported_by_what_became_of_them(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(addresses: Collection[str]) -> Mapping[str, LinkResult]:
        asked.extend(addresses)
        return {
            "https://alpha.example/": LinkResult(LinkState.DEAD, "HTTP status 404"),
            "https://alpha.example/loop": LinkResult(
                LinkState.MOVED, target="https://beta.example/"
            ),
            "https://alpha.example/stars": LinkResult(LinkState.UNKNOWN, "no answer in time"),
        }

    said = [str(one) for one in found(tmp_path, {}, ask)]
    assert asked == [
        "https://alpha.example/",
        "https://alpha.example/loop",
        "https://alpha.example/stars",
    ]
    assert [line.removeprefix("content/tools/alpha.yaml:") for line in said] == [
        (
            '5:11: warning[SSG064] the link "https://alpha.example/" is dead: HTTP status 404; '
            "find the new address, or use another source"
        ),
        (
            '6:38: note[SSG066] could not verify the link "https://alpha.example/stars": '
            "no answer in time; check it manually"
        ),
        (
            '10:22: note[SSG065] the link "https://alpha.example/loop" is permanently redirected; '
            "replace it with https://beta.example/"
        ),
    ]
