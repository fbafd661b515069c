"""Which entries of the vocabulary a capability is like."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.tfidf import Vectors
from ssg.comparison.vocabulary_vectors import BEST_CONCEPTS, Concepts, Neighbours, clear, weights

STREAM, DATA, SHARD, OTHER = range(4)
Weights = dict[int, float]


def vectors(*rows: Weights) -> Vectors:
    """Return capabilities whose terms weigh so much."""
    return Vectors(
        tuple(map(len, rows)),
        np.array([term for row in rows for term in row], np.int32),
        np.array([weight for row in rows for weight in row.values()], np.float64),
    )


STREAMING: Weights = {STREAM: 0.8, DATA: 0.6}
CONCEPTS = Concepts(("streaming", "sharding"), vectors(STREAMING, {SHARD: 1.0}), OTHER)


def likest(row: Weights) -> Neighbours:
    """Return the entries most like one capability."""
    (found,) = CONCEPTS.likeness(vectors(row))
    return found


def test_the_entries_most_like_a_capability_come_first() -> None:
    assert CONCEPTS.likeness(vectors({SHARD: 0.6, DATA: 0.8}, {OTHER: 1.0}, {}, STREAMING)) == [
        [(0.6, "sharding"), (0.48, "streaming")],
        [],
        [],
        [(1.0, "streaming")],
    ]
    assert CONCEPTS.likeness(vectors()) == []


def test_without_a_vocabulary_nothing_is_like_an_entry() -> None:
    assert Concepts((), vectors(), OTHER).likeness(vectors(STREAMING, {})) == [[], []]


@given(
    st.lists(st.dictionaries(st.integers(0, 9), st.floats(0.01, 1), max_size=6), max_size=12),
    st.lists(st.dictionaries(st.integers(0, 11), st.floats(0.01, 1), max_size=8), max_size=40),
)
def test_it_is_the_sum_of_the_products_term_by_term(
    entries: list[Weights], rows: list[Weights]
) -> None:
    """Added one after the other, however many capabilities are held against the entries at once."""
    names = [f"entry-{number}" for number in range(len(entries))]
    expected = []
    for row in rows:
        found = [
            (name, sum_in_order(row, entry))
            for name, entry in zip(names, entries, strict=True)
            if row.keys() & entry
        ]
        expected.append(
            sorted(((round(value, 9), name) for name, value in found), reverse=True)[:BEST_CONCEPTS]
        )
    assert Concepts(names, vectors(*entries), 10).likeness(vectors(*rows)) == expected


def sum_in_order(row: Weights, entry: Weights) -> float:
    """Add products as floats are added by hand: `sum` of newer Pythons is more exact."""
    total = 0.0
    for term, weight in row.items():
        total += weight * entry.get(term, 0.0)
    return total


@pytest.mark.parametrize(
    ("row", "name"),
    [(STREAMING, "streaming"), ({SHARD: 0.15}, ""), ({SHARD: 0.5, STREAM: 0.6}, ""), ({}, "")],
)
def test_a_capability_clearly_means_an_entry_that_no_other_comes_near(
    row: Weights, name: str
) -> None:
    assert clear(likest(row)) == name


def test_weights_are_a_vector_of_length_one_where_an_entry_fits_and_shorter_where_none_does() -> (
    None
):
    assert weights(likest(STREAMING)) == {"streaming": 1.0}
    faint = weights(likest({SHARD: 0.15}))
    assert math.isclose(faint["sharding"], 0.5)
    assert weights(likest({SHARD: 0.04})) == weights(likest({})) == {}
