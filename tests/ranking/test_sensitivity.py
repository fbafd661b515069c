"""How much a lead depends on the weights: shares of all weightings."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.ranking.sensitivity import share_ahead
from ssg.settings import DEFAULT_COMPONENTS

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=6)
PAIRS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6)


@given(PAIRS)
def test_the_shares_of_both_sides_add_up_to_all(pairs: list[tuple[float, float]]) -> None:
    a, b = [one for one, _ in pairs], [two for _, two in pairs]
    there, back = share_ahead(a, b), share_ahead(b, a)
    assert there is not None
    assert back is not None
    assert 0 <= there <= 1
    assert there + back == 1


@given(VALUES)
def test_equals_have_half_of_the_weightings_each(values: list[float]) -> None:
    assert share_ahead(values, list(values)) == 0.5


@given(VALUES, st.data())
def test_better_in_everything_is_ahead_under_every_weighting(
    values: list[float], data: st.DataObject
) -> None:
    better = [value + data.draw(st.floats(1e-6, 0.1)) for value in values]
    assert share_ahead(better, values) == 1
    assert share_ahead(values, better) == 0


@pytest.mark.parametrize("components", [2, 3, 5, 8])
def test_the_share_is_that_of_weightings_drawn_at_random(components: int) -> None:
    """Weights in proportion to exponential draws are spread evenly over all weightings."""
    chance = random.Random(components)  # noqa: S311
    a, b = ([chance.random() for _ in range(components)] for _ in range(2))
    draws, ahead = 4000, 0
    for _ in range(draws):
        weights = [chance.expovariate(1) for _ in range(components)]
        ahead += sum(w * (one - two) for w, one, two in zip(weights, a, b, strict=True)) > 0
    assert share_ahead(a, b) == pytest.approx(ahead / draws, abs=0.03)


def test_better_in_one_component_and_worse_in_none_is_ahead_under_every_weighting() -> None:
    even = [0.5] * len(DEFAULT_COMPONENTS)
    assert share_ahead([0.6, *even[1:]], even) == 1


def test_two_components_that_mirror_each_other_split_the_weightings() -> None:
    assert share_ahead([1.0, 0.0], [0.0, 1.0]) == 0.5
    assert share_ahead([0.9, 0.0], [0.0, 0.1]) == pytest.approx(0.9)


def test_without_a_component_there_is_no_share() -> None:
    assert share_ahead([], []) is None
