"""Which entries of the vocabulary a capability is like."""

import math

import pytest

from ssg.concepts import Concepts

STREAM, SHARD = {"stream": 0.8, "data": 0.6}, {"shard": 1.0}
CONCEPTS = Concepts({"streaming": STREAM, "sharding": SHARD})


def test_the_entries_most_like_a_capability_come_first() -> None:
    assert CONCEPTS.likeness({"shard": 0.6, "data": 0.8}) == [(0.6, "sharding"), (0.48, "streaming")]
    assert CONCEPTS.likeness({"other": 1.0}) == []


@pytest.mark.parametrize(("vector", "name"), [
    (STREAM, "streaming"), ({"shard": 0.15}, ""), ({"shard": 0.5, "stream": 0.6}, ""), ({}, "")])
def test_a_capability_clearly_means_an_entry_that_no_other_comes_near(vector: dict[str, float], name: str) -> None:
    assert CONCEPTS.clear(vector) == name


def test_weights_are_a_vector_of_length_one_where_an_entry_fits_and_shorter_where_none_does() -> None:
    assert CONCEPTS.weights(STREAM) == {"streaming": 1.0}
    faint = CONCEPTS.weights({"shard": 0.15})
    assert math.isclose(faint["sharding"], 0.5)
    assert CONCEPTS.weights({"shard": 0.04}) == CONCEPTS.weights({}) == {}
