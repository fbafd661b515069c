"""Addresses of requests: what was searched for, shown and opened."""

import pytest

from ssg.evidence.reading.log_targets import Dropped, SiteAddresses, Target, target_of
from ssg.evidence.rows import MAX_POSITION

SITE = SiteAddresses(
    "/sub",
    {"alpha": "alpha", "beta": "beta", "old-beta": "beta"},
    frozenset({"example.org"}),
    "/seen",
)
OPENED = "/sub/tools/alpha/?from=search&q=networks"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/sub/search/?q=Small++Networks", Target("small networks", "", "", ())),
        ("/sub/search?q=a&q=b", Target("a vs b", "", "", ())),
        ("/sub/seen?q=nets&shown=beta.alpha", Target("nets", "", "", ("beta", "alpha"))),
        (OPENED, Target("networks", "alpha", "", ())),
        (OPENED.replace("alpha/", "alpha.html"), Target("networks", "alpha", "", ())),
        (OPENED.replace("alpha/", "alpha/index.html"), Target("networks", "alpha", "", ())),
        (OPENED.replace("alpha", "old-beta"), Target("networks", "beta", "", ())),
        (f"{OPENED}&c=trains", Target("networks", "alpha", "trains", ())),
        (f"{OPENED}&c=a/b", Target("networks", "alpha", "", ())),
        ("/sub/search/?q=networks&c=trains", Target("networks", "", "", ())),
        # A former slug of a tool that is in the list already, and a tool of another site.
        (f"{OPENED}&shown=beta.old-beta.x", Target("networks", "alpha", "", ("beta", "", ""))),
        (f"{OPENED}&shown=x.y", Target("networks", "alpha", "", ())),
    ],
)
def test_a_request_says_what_a_reader_searched_for_and_opened(address: str, target: Target) -> None:
    assert target_of(address.encode(), SITE) == target


def test_results_below_the_last_position_that_counts_are_left_out() -> None:
    names = [f"t{number}" for number in range(MAX_POSITION + 2)]
    site = SiteAddresses("", {name: name for name in names}, frozenset())
    found = target_of(f"/search?q=nets&shown={'.'.join(names)}".encode(), site)
    assert found == Target("nets", "", "", tuple(names[:MAX_POSITION]))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/search/?q=networks", Dropped.OTHER),
        ("/sub/tools/alpha/?q=networks", Dropped.OTHER),
        ("/sub/tools/?from=search&q=networks", Dropped.OTHER),
        ("/sub/tools/alpha/more/?from=search&q=networks", Dropped.OTHER),
        ("/sub/categories/alpha/?from=search&q=networks", Dropped.OTHER),
        ("/sub/search/?q=+", Dropped.QUERY),
        ("/sub/search/?q=%FF", Dropped.QUERY),
        (f"/sub/search/?q={'a' * 9_000}", Dropped.QUERY),
        ("/sub/search/?q=me%40mail.example", Dropped.PERSONAL),
        ("/sub/tools/gamma/?from=search&q=networks", Dropped.TOOL),
    ],
)
def test_other_requests_are_dropped_for_a_reason(address: str, reason: Dropped) -> None:
    assert target_of(address.encode(), SITE) is reason


def test_a_site_without_a_beacon_counts_no_request_of_its_root() -> None:
    assert target_of(b"/?q=networks", SiteAddresses("", {}, frozenset())) is Dropped.OTHER


@pytest.mark.parametrize(
    ("referrer", "is_own"),
    [
        ("", True),
        ("-", True),
        ("https://example.org/search/", True),
        ("https://WWW.Example.org:8443/search/", True),
        ("https://reader:secret@example.org/", True),
        ("https://example.org.evil.example/", False),
        ("https://evil.example/https://example.org/", False),
        ("https://example.org@evil.example/", False),
    ],
)
def test_links_on_other_hosts_are_known_by_the_referrer(referrer: str, *, is_own: bool) -> None:
    assert SITE.is_own(referrer) is is_own
