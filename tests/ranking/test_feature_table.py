"""What tools share, computed for many at once, is what two of them share by their features."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.ranking import feature_table
from ssg.ranking.feature_table import FeatureTable, Products

FEATURES = 6
VECTORS = st.lists(
    st.dictionaries(st.integers(0, FEATURES - 1), st.sampled_from([0.5, 1.0, 4.0])), min_size=1
)


def shared(one: Mapping[int, float], other: Mapping[int, float]) -> Counter[float]:
    """Return the products of the weights of two tools."""
    return Counter(one[feature] * other[feature] for feature in one.keys() & other.keys())


def found(products: Products, row: int, other: int) -> Counter[float]:
    """Return the products of one row with one tool."""
    chosen = (products.rows == row) & (products.others == other)
    return Counter(products.values[chosen].tolist())


@given(VECTORS)
def test_tools_share_the_products_of_their_weights(vectors: Sequence[Mapping[int, float]]) -> None:
    table = FeatureTable.of(vectors, FEATURES)
    places = np.arange(len(vectors))
    all_products = table.with_all(places)
    backward = places[::-1]
    between = table.between(places, backward)
    for row, one in enumerate(vectors):
        for other, another in enumerate(vectors):
            assert found(all_products, row, other) == shared(one, another)
        assert found(between, row, len(vectors) - 1 - row) == shared(one, vectors[-1 - row])
    assert set(zip(between.rows.tolist(), between.others.tolist(), strict=True)) <= set(
        zip(places.tolist(), backward.tolist(), strict=True)
    )


@given(VECTORS)
def test_each_product_has_its_feature(vectors: Sequence[Mapping[int, float]]) -> None:
    table = FeatureTable.of(vectors, FEATURES)
    places = np.arange(len(vectors))
    for products in (table.with_all(places), table.between(places, places)):
        for row, other, feature, value in zip(
            products.rows.tolist(),
            products.others.tolist(),
            products.features.tolist(),
            products.values.tolist(),
            strict=True,
        ):
            assert value == vectors[row][feature] * vectors[other][feature]


@given(VECTORS, st.booleans())
def test_totals_are_the_sums_of_the_products(
    vectors: Sequence[Mapping[int, float]],
    is_dense: bool,  # noqa: FBT001  (of hypothesis)
) -> None:
    table = FeatureTable.of(vectors, FEATURES)
    places = np.arange(len(vectors))
    first, second = (each.ravel() for each in np.meshgrid(places, places, indexing="ij"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feature_table, "DENSE", 0 if is_dense else len(first) + 1)
        patch.setattr(feature_table, "BLOCK", 2)
        patch.setattr(feature_table, "CELLS", 2 * FEATURES)
        patch.setattr(feature_table, "ENTRIES", 7)
        totals = table.totals(first, second)
    expected = [
        sum(shared(vectors[one], vectors[other]).elements())
        for one, other in zip(first.tolist(), second.tolist(), strict=True)
    ]
    assert totals.tolist() == expected
    assert np.concatenate([*table.blocks(places)]).tolist() == places.tolist()


@given(VECTORS)
def test_two_tables_are_joined(vectors: Sequence[Mapping[int, float]]) -> None:
    others = [{3: 2.0}, *vectors[1:]]
    joined = FeatureTable.of(vectors, FEATURES).with_more(FeatureTable.of(others, FEATURES))
    expected = FeatureTable.of(
        [
            {**one, **{feature + FEATURES: weight for feature, weight in other.items()}}
            for one, other in zip(vectors, others, strict=True)
        ],
        2 * FEATURES,
    )
    for name in FeatureTable.__slots__:
        assert getattr(joined, name).tolist() == getattr(expected, name).tolist()
