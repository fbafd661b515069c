"""What each tool's capabilities are about."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog
from ssg.comparison.capability_vectors import GRAIN, TELLING_TERMS, Descriptions
from support.described_tools import described_catalogs
from support.strategies import a_capability, a_catalog, a_tool


def same(one: Descriptions, other: Descriptions, catalog: Catalog) -> bool:
    """Tell whether two descriptions of a catalog are the same."""
    return all(
        np.array_equal(one.of(tool.slug).matrix(), other.of(tool.slug).matrix())
        and [one.top_terms(one.of(tool.slug), index) for index in range(len(tool.capabilities))]
        == [other.top_terms(other.of(tool.slug), index) for index in range(len(tool.capabilities))]
        for tool in catalog.tools
    )


@given(described_catalogs())
def test_each_capability_is_a_row_of_whole_numbers_of_length_one_at_most(catalog: Catalog) -> None:
    descriptions = Descriptions(catalog)
    for tool in catalog.tools:
        matrix = descriptions.of(tool.slug).matrix()
        assert len(matrix) == len(tool.capabilities)
        assert np.array_equal(matrix * GRAIN, np.rint(matrix * GRAIN))
        assert np.all(np.linalg.norm(matrix, axis=1) < 1.5), (
            "terms that fall into one column add up"
        )


@given(described_catalogs(), st.data())
def test_without_a_vocabulary_a_change_leaves_what_a_new_start_makes(
    catalog: Catalog, data: st.DataObject
) -> None:
    """The vocabulary learns from all texts, and only a new start reads all."""
    catalog = replace(catalog, capabilities=())
    kept = (
        data.draw(st.sets(st.sampled_from([tool.slug for tool in catalog.tools])))
        if catalog.tools
        else set()
    )
    before = replace(catalog, tools=tuple(tool for tool in catalog.tools if tool.slug in kept))
    assert same(Descriptions(catalog, Descriptions(before)), Descriptions(catalog), catalog)
    assert same(Descriptions(before, Descriptions(catalog)), Descriptions(before), before)


def test_the_heaviest_terms_are_told_by_the_words_that_the_text_writes() -> None:
    other = a_tool("other", capabilities=(a_capability("Reads parquet"),))
    tool = a_tool(
        "one",
        capabilities=(a_capability("Sharded checkpoints", description="A checkpoint of shards."),),
    )
    descriptions = Descriptions(a_catalog(tool, other))
    told = descriptions.top_terms(descriptions.of("one"), 0)
    assert {term: word for term, (_, word) in told.items()} == {
        "shard": "sharded",
        "checkpoint": "checkpoints",
    }


def test_of_many_terms_the_heaviest_are_told_and_equal_ones_by_name() -> None:
    names = [f"word{number:02}" for number in range(TELLING_TERMS + 8)]
    tool = a_tool(
        "one", capabilities=(a_capability(names[-1], description=" ".join(reversed(names))),)
    )
    descriptions = Descriptions(a_catalog(tool))
    told = descriptions.top_terms(descriptions.of("one"), 0)
    assert sorted(told) == sorted([*names[: TELLING_TERMS - 1], names[-1]])
