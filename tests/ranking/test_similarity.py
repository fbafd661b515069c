"""How much two tools have to do with each other."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog
from ssg.ranking.similarity import Likeness
from support.strategies import a_capability, a_catalog, a_tool, catalogs, reordered


def test_a_tool_that_shares_nothing_is_near_nothing() -> None:
    """Not even where it has no category, no capability and no word."""
    likeness = Likeness(a_catalog(a_tool("a"), a_tool("b", categories=("data",))))
    assert likeness.nearest("a") == likeness.nearest("b") == []
    assert likeness.reasons("a", "b") == ("same type: Framework",)


@given(catalogs())
def test_likeness_is_the_same_from_both_sides(catalog: Catalog) -> None:
    """In strength and in reasons, and as strong as the list of the nearest says."""
    likeness = Likeness(catalog)
    slugs = [tool.slug for tool in catalog.tools]
    for a in slugs:
        nearest = dict(likeness.nearest(a))
        assert a not in nearest
        for b in slugs:
            if a != b:
                assert likeness.strength(a, b) == likeness.strength(b, a) >= 0
                assert likeness.reasons(a, b) == likeness.reasons(b, a)
                assert nearest.get(b, likeness.strength(a, b)) == pytest.approx(
                    likeness.strength(a, b)
                )
                assert (b in nearest) == (a in dict(likeness.nearest(b)))


@given(catalogs(), st.randoms(use_true_random=False))
def test_the_nearest_are_the_same_in_any_order_of_the_entries(
    catalog: Catalog, chance: random.Random
) -> None:
    """Strongest first, equal ones by slug."""
    shuffled = list(catalog.tools)
    chance.shuffle(shuffled)
    one, other = Likeness(catalog), Likeness(reordered(catalog, shuffled))
    for tool in catalog.tools:
        nearest = one.nearest(tool.slug)
        assert [slug for slug, _ in nearest] == [slug for slug, _ in other.nearest(tool.slug)]
        assert nearest == sorted(nearest, key=lambda found: (-found[1], found[0]))


@given(catalogs(), st.integers(1, 9))
def test_the_first_of_the_nearest_are_the_first_of_all(catalog: Catalog, most: int) -> None:
    """However few are asked for."""
    likeness = Likeness(catalog)
    for tool in catalog.tools:
        assert likeness.first(tool.slug, most) == likeness.nearest(tool.slug)[:most]


def test_each_thing_in_common_brings_tools_nearer() -> None:
    """Type, category, main category, a shared capability, words."""
    base = {
        "categories": ("data", "training"),
        "capabilities": (a_capability("fast attention", id="sharding"),),
    }
    others = [
        a_tool("b0", type="dataset", categories=("training",)),
        a_tool("b1", categories=("training",)),
        a_tool("b2", categories=("data",)),
        a_tool("b3", categories=("data", "training")),
        a_tool(
            "b4", categories=("data", "training"), capabilities=(a_capability("x", id="sharding"),)
        ),
        a_tool("b5", **base),
    ]
    likeness = Likeness(a_catalog(a_tool("a", **base), *others))
    assert [slug for slug, _ in likeness.nearest("a")] == ["b5", "b4", "b3", "b2", "b1", "b0"]


def test_a_rare_capability_says_more_than_a_common_one() -> None:
    """As with words."""
    common, rare = a_capability("A", id="streaming"), a_capability("B", id="sharding")
    likeness = Likeness(
        a_catalog(
            a_tool("a", capabilities=(common, rare)),
            a_tool("b", capabilities=(common,)),
            a_tool("c", capabilities=(rare,)),
            a_tool("d", capabilities=(common,)),
        )
    )
    assert likeness.strength("a", "c") > likeness.strength("a", "b")


def test_reasons_are_sentences_with_the_names_that_readers_know() -> None:
    """Categories and capabilities by name, at most six of a kind."""
    ids = (
        "checkpointing",
        "quantization",
        "streaming",
        "sharding",
        "masking",
        "packing",
        "tracing",
        "tuning",
    )
    facts = {
        "categories": ("training", "data"),
        "capabilities": tuple(a_capability("Loads parquet", id=one) for one in ids),
    }
    likeness = Likeness(a_catalog(a_tool("a", **facts), a_tool("b", **facts)))
    assert likeness.reasons("a", "b") == (
        "both in Data and Training",
        "8 shared capabilities: Checkpointing, Quantization, Sharding, Streaming, masking, packing and 2 more",
        "alike in the words loads and parquet",
        "same type: Framework",
    )


def test_words_without_content_are_no_reason() -> None:
    """Stop words and single letters do not make tools alike."""
    likeness = Likeness(
        a_catalog(
            a_tool("a", capabilities=(a_capability("How to use a model with x"),)),
            a_tool(
                "b", type="dataset", capabilities=(a_capability("This is how to train x models"),)
            ),
        )
    )
    assert likeness.nearest("a") == []
