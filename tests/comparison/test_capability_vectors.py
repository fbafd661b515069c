"""Term vectors of a catalog's capabilities."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog
from ssg.comparison.capability_vectors import GRAIN, VOCABULARY, CapabilityVectors
from ssg.comparison.word_vectors import SHARE, WIDTH
from support.described_tools import described_catalogs
from support.strategies import a_capability, a_catalog, a_tool


def cells(vectors: CapabilityVectors, slug: str) -> list[tuple[int, float]]:
    """Return row and value of each cell of a tool, in an order independent of term numbers."""
    rows = vectors.of(slug)
    return sorted(zip(rows.rows.tolist(), rows.values.tolist(), strict=True))


@given(described_catalogs())
def test_values_are_whole_numbers_and_rows_have_a_greatest_length(catalog: Catalog) -> None:
    vectors = CapabilityVectors(catalog)
    for tool in catalog.tools:
        rows = vectors.of(tool.slug)
        assert rows.height == len(tool.capabilities)
        assert np.array_equal(rows.values, np.rint(rows.values))
        lengths = np.bincount(rows.rows, rows.values.astype(float) ** 2, minlength=1)
        assert (np.sqrt(lengths) <= GRAIN * 1.05 * np.hypot(1, SHARE)).all()


@given(described_catalogs(), described_catalogs())
def test_vectors_after_a_change_are_those_of_a_new_start(one: Catalog, two: Catalog) -> None:
    after, new = CapabilityVectors(two, CapabilityVectors(one)), CapabilityVectors(two)
    for tool in two.tools:
        assert cells(after, tool.slug) == cells(new, tool.slug)


@given(described_catalogs(), st.data())
def test_other_synonyms_are_read_anew(catalog: Catalog, data: st.DataObject) -> None:
    changed = replace(catalog, synonyms=(("shards", "weights"),))
    after, new = CapabilityVectors(changed, CapabilityVectors(catalog)), CapabilityVectors(changed)
    for tool in catalog.tools:
        assert cells(after, tool.slug) == cells(new, tool.slug)


def test_the_vocabulary_is_one_more_tool() -> None:
    assert CapabilityVectors(a_catalog(a_tool("one"))).of(VOCABULARY).height > 0


def test_what_a_single_tool_says_and_its_name_are_in_no_vector() -> None:
    tools = [
        a_tool(
            "one", name="Flax", capabilities=(a_capability("Flax sharks"), a_capability("Parquet"))
        ),
        a_tool("two", name="Orbax", capabilities=(a_capability("Flax sharks"),)),
    ]
    vectors = CapabilityVectors(replace(a_catalog(*tools), capabilities=()))
    for rows in map(vectors.of, ("one", "two")):
        assert rows.rows[rows.columns > WIDTH].tolist() == [0]
