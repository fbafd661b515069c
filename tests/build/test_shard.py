"""Every page in exactly one shard, and shards of equal size."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.build.shard import MAX_SHARDS, Shard, share_of
from ssg.build.shard_build import pages_of
from ssg.site import Page

SHARDS = st.integers(1, 40)
PAGES = st.lists(st.sampled_from(["versus", "tool", "home", "redirect"]), max_size=200).map(
    lambda kinds: [Page(kind, f"/{number}/") for number, kind in enumerate(kinds)]
)


def all_of(quantity: int) -> list[Shard]:
    """Return all shards of a site."""
    return [Shard(number, quantity) for number in range(1, quantity + 1)]


@given(st.lists(st.integers(), max_size=200), SHARDS, st.integers(0, 1000))
def test_each_item_is_in_one_share_and_shares_differ_by_one(
    items: Sequence[int], quantity: int, offset: int
) -> None:
    shares = [share_of(shard, items, offset) for shard in all_of(quantity)]
    assert Counter(item for share in shares for item in share) == Counter(items)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@given(PAGES, SHARDS)
def test_each_page_is_in_one_shard_and_every_kind_is_divided_evenly(
    pages: Sequence[Page], quantity: int
) -> None:
    shards = [pages_of(shard, pages) for shard in all_of(quantity)]
    assert sorted(page.address for shard in shards for page in shard) == sorted(
        page.address for page in pages
    )
    for kind in {page.kind for page in pages}:
        counts = [sum(page.kind == kind for page in shard) for shard in shards]
        assert max(counts) - min(counts) <= 1


def test_the_only_page_of_each_kind_is_not_always_in_the_same_shard() -> None:
    pages = [Page(kind, f"/{kind}/") for kind in ("home", "compare", "rankings", "methodology")]
    assert [len(pages_of(shard, pages)) for shard in all_of(4)] == [1, 1, 1, 1]


def test_one_shard_of_one_is_everything() -> None:
    pages = tuple(Page("versus", f"/{number}/") for number in range(5))
    assert pages_of(Shard.parse("1/1"), pages) == pages


@given(st.integers(1, MAX_SHARDS), st.integers(1, MAX_SHARDS))
def test_a_shard_is_read_as_it_is_written(one: int, two: int) -> None:
    shard = Shard(min(one, two), max(one, two))
    assert Shard.parse(str(shard)) == shard


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "0/4",
        "5/4",
        "1/0",
        "-1/4",
        "1/4/2",
        "one/two",
        " 1/4",
        f"1/{MAX_SHARDS + 1}",
        "1/4\n",
        "\u0661/4",
    ],
)
def test_an_invalid_shard_is_refused(text: str) -> None:
    with pytest.raises(
        ValueError, match=re.escape(f'invalid shard "{text}"; write I/N, such as 1/4')
    ):
        Shard.parse(text)
