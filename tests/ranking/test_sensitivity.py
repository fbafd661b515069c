"""How much a lead depends on the weights: shares of a fixed grid of weightings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.ranking.sensitivity import parts_for, share_ahead, weightings
from ssg.settings import DEFAULT_COMPONENTS

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=6)
PAIRS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("components", "number"), [(1, 1), (2, 12), (5, 495), (9, 495), (12, 1365)]
)
def test_each_weighting_shares_out_all_parts_and_gives_every_component_one(
    components: int, number: int
) -> None:
    grid = weightings(components)
    assert len({tuple(row) for row in grid.tolist()}) == len(grid) == number
    assert set(grid.sum(axis=1).tolist()) == {parts_for(components)}
    assert grid.min() >= 1


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


def test_better_in_one_component_and_worse_in_none_is_ahead_under_every_weighting() -> None:
    even = [0.5] * len(DEFAULT_COMPONENTS)
    assert share_ahead([0.6, *even[1:]], even) == 1


def test_two_components_that_mirror_each_other_split_the_weightings() -> None:
    assert share_ahead([1.0, 0.0], [0.0, 1.0]) == 0.5


def test_without_a_component_there_is_no_share() -> None:
    assert share_ahead([], []) is None
