"""Hashes over the pairs of all tools: each is that of its row alone, and of all that is in it."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.build.partner_hashes import PartnerHashes
from ssg.build.program_hash import HASH_BYTES, hash_of
from ssg.pair_table import PairTable
from ssg.site import Pair, Step

SLUGS = "abcdef"
BOTH = [*combinations(SLUGS, 2)]
HASHES = [hash_of([slug.encode()]) for slug in SLUGS]
STRENGTHS = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), min_size=15, max_size=15)


def pairs(strengths: Sequence[float]) -> list[Pair]:
    """Return pairs of tools with these strengths; those with 0 are left out."""
    return [
        Pair(a=a, b=b, strength=strength, reasons=(f"{a} and {b}",), step=Step.LISTED)
        for (a, b), strength in zip(BOTH, strengths, strict=True)
        if strength
    ]


def hashes_of(some: Sequence[Pair]) -> PartnerHashes:
    return PartnerHashes(PairTable(some), SLUGS)


def order(some: Sequence[Pair], a: str, b: str) -> bytes:
    made = hashes_of(some)
    return made.order(made.numbers([a]), made.numbers([b])).tobytes()


def row_of(some: Sequence[Pair], slug: str) -> tuple[list[str], list[bool]]:
    """Return the partners of a tool, and which pairs are as strong as the one before."""
    partners = PairTable(some).partners(slug)
    return [*partners], [one == two for one, two in pairwise(partners.values())]


def expected_order(some: Sequence[Pair], a: str, b: str) -> object:
    """Return how the strengths of all pairs of two tools compare with each other."""
    table = PairTable(some)
    strengths = [[*table.partners(each).values()] for each in (a, b)]
    return [[(one > two) - (one < two) for two in strengths[1]] for one in strengths[0]]


@given(STRENGTHS, st.integers(0, 14), st.sampled_from([0.5, 1.5, 2.0, 2.5]))
@settings(max_examples=300)
def test_the_order_of_two_tools_is_that_of_all_their_pairs(
    first: list[float], place: int, strength: float
) -> None:
    """Together with the rows of both tools."""
    second = [strength if at == place and each else each for at, each in enumerate(first)]
    old, new = pairs(first), pairs(second)
    for a, b in BOTH[:3]:
        if all(row_of(old, each) == row_of(new, each) for each in (a, b)):
            is_same = expected_order(old, a, b) == expected_order(new, a, b)
            assert (order(old, a, b) == order(new, a, b)) == is_same


@given(STRENGTHS)
def test_orders_that_are_made_at_once_are_those_made_one_by_one(strengths: list[float]) -> None:
    some = pairs(strengths)
    made = hashes_of(some)
    first, second = (made.numbers([pair[side] for pair in BOTH]) for side in (0, 1))
    found = made.order(first, second)
    assert [row.tobytes() for row in found] == [order(some, a, b) for a, b in BOTH]


@given(STRENGTHS, STRENGTHS)
@settings(max_examples=200)
def test_a_row_covers_the_partners_of_a_tool_and_the_order_of_its_pairs(
    first: list[float], second: list[float]
) -> None:
    old, new = pairs(first), pairs(second)
    before, after = (hashes_of(some).of_tools(HASHES) for some in (old, new))
    for slug in SLUGS:
        assert (before[slug] == after[slug]) == (row_of(old, slug) == row_of(new, slug))


@given(STRENGTHS, st.lists(st.sampled_from(SLUGS), unique=True))
def test_rows_of_some_tools_are_those_of_all(strengths: list[float], some: list[str]) -> None:
    made = hashes_of(pairs(strengths))
    every = made.of_tools(HASHES)
    found = made.of_some(some, dict(zip(SLUGS, HASHES, strict=True)).__getitem__)
    assert found == {slug: every[slug] for slug in some}


EQUAL = pairs([1.0] * len(BOTH))


@pytest.mark.parametrize("place", range(len(BOTH)))
def test_an_edit_changes_the_rows_of_the_partners_of_a_tool(place: int) -> None:
    """Its step, its reasons, and what the hash of a tool is over."""
    made, pair = hashes_of(EQUAL), EQUAL[place]
    nearer = [*EQUAL[:place], pair._replace(step=Step.NEAR), *EQUAL[place + 1 :]]
    reasoned = [*EQUAL[:place], pair._replace(reasons=("Other.",)), *EQUAL[place + 1 :]]

    def reasons(of: PartnerHashes) -> dict[str, bytes]:
        return dict(of.of_reasons(SLUGS))

    def differ(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
        return {slug for slug in SLUGS if before[slug] != after[slug]}

    rows = dict(made.of_tools(HASHES))
    assert differ(rows, dict(hashes_of(nearer).of_tools(HASHES))) == {pair.a, pair.b}
    assert differ(reasons(made), reasons(hashes_of(reasoned))) == {pair.a, pair.b}
    edited = [
        hash_of([b"edited"]) if slug == pair.a else HASHES[at] for at, slug in enumerate(SLUGS)
    ]
    assert differ(rows, dict(made.of_tools(edited))) == {*SLUGS} - {pair.a}


def test_documents_cover_the_order_of_partners_in_lists_and_whose_strongest_pairs_they_are() -> (
    None
):
    """Of `a`, whose partners are `b` and `c`; the strongest pair of `c` is that with `d`."""
    some = [
        Pair(a=a, b=b, strength=strength, reasons=())
        for a, b, strength in (("a", "b", 1.0), ("a", "c", 1.0), ("c", "d", 2.0))
    ]
    in_lists = {slug: place for place, slug in enumerate(SLUGS)}

    def of_a(some: Sequence[Pair], order: str = SLUGS, most: int = 1) -> bytes:
        return hashes_of(some).of_documents(
            SLUGS, {slug: order.index(slug) for slug in SLUGS}, most
        )["a"]

    before = of_a(some)
    assert len(before) == HASH_BYTES
    assert before == hashes_of(some).of_documents(SLUGS, in_lists, 1)["a"] == of_a(some, "bacfed")
    assert before != of_a(some, "acbdef")
    assert before != of_a(some, most=2)
    assert before != of_a([*some[:2], some[2]._replace(strength=0.5)])


def test_tools_without_pairs_have_a_row_too() -> None:
    made = hashes_of([])
    assert set(made.of_tools(HASHES).values()) == {bytes(HASH_BYTES)}
    nothing = np.zeros(0, np.intp)
    assert made.order(nothing, nothing).shape == (0, 2)
