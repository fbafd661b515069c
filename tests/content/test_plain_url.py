"""Addresses that need no second look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.content.field_types import check_url, is_plain_url, normal_url

LABELS = st.text("ab-1", min_size=1, max_size=4) | st.sampled_from(
    ["localhost", "local", "internal", "xn--a", "com", "127"]
)
ADDRESSES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "HTTPS://", "ftp://", "https:"]),
    st.lists(LABELS, min_size=1, max_size=4).map(".".join),
    st.sampled_from(["", ":80", ".", "@b.org"]),
    st.sampled_from(["", "/", "/a/B-1_2.~%20", "//", "?q", "#", "/a b", "/\n", "/<"]),
)


@given(ADDRESSES)
def test_what_needs_no_second_look_would_pass_it_unchanged(address: str) -> None:
    if is_plain_url(address):
        assert check_url(address) == ""
        assert normal_url(address) == address


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://docs.example.co.uk/a/b-c_d.html", "https://a1.dev/x%20y/"],
)
def test_most_addresses_need_none(address: str) -> None:
    assert is_plain_url(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost",
        "https://a.local/",
        "https://127.0.0.1/",
        "https://127.1",
        "https://user@a.org",
        "https://A.org",
        "https://a.org\n",
        "https://a.org/\n",
        "https://a.org/?q=1",
        "javascript://a.org",
        "https://ä.org",
        "https://a..org",
    ],
)
def test_all_others_do(address: str) -> None:
    assert not is_plain_url(address)
