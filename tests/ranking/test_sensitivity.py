"""How surely one score is above another: shares of a fixed grid of weightings."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.ranking.sensitivity import PARTS, WEIGHTINGS, share_ahead, totals
from ssg.scores import ComponentScore, Score
from ssg.settings import COMPONENTS

VALUES = st.dictionaries(st.sampled_from(COMPONENTS), st.floats(0, 1), min_size=1)


def a_score(values: Mapping[str, float]) -> Score:
    """Make a score of components of which these are known."""
    return Score(
        slug="flax",
        total=None,
        components=tuple(
            ComponentScore(name=name, value=values.get(name), weight=1.0, points=0.0, most=0.0)
            for name in COMPONENTS
        ),
    )


def share(a: Mapping[str, float], b: Mapping[str, float]) -> float | None:
    """Return the share of weightings under which the first is ahead."""
    return share_ahead(totals(a_score(a)), totals(a_score(b)))


def test_there_are_495_weightings_and_each_gives_every_component_something() -> None:
    assert len(set(WEIGHTINGS)) == len(WEIGHTINGS) == 495
    for weights in WEIGHTINGS:
        assert len(weights) == len(COMPONENTS)
        assert sum(weights) == PARTS
        assert min(weights) >= 1


@given(VALUES, VALUES)
def test_the_shares_of_both_sides_add_up_to_all(a: dict[str, float], b: dict[str, float]) -> None:
    there, back = share(a, b), share(b, a)
    assert there is not None
    assert back is not None
    assert 0 <= there <= 1
    assert there + back == 1


@given(VALUES)
def test_equals_have_half_of_the_weightings_each(values: dict[str, float]) -> None:
    assert share(values, dict(values)) == 0.5


@given(st.fixed_dictionaries(dict.fromkeys(COMPONENTS, st.floats(0, 0.9))), st.data())
def test_who_is_better_in_everything_is_ahead_under_every_weighting(
    worse: dict[str, float], data: st.DataObject
) -> None:
    better = {name: value + data.draw(st.floats(1e-6, 0.1)) for name, value in worse.items()}
    assert share(better, worse) == 1
    assert share(worse, better) == 0


def test_who_is_better_in_one_thing_and_worse_in_none_is_ahead_under_every_weighting() -> None:
    even = dict.fromkeys(COMPONENTS, 0.5)
    assert share({**even, "quality": 0.6}, even) == 1


def test_two_components_that_mirror_each_other_are_a_matter_of_taste() -> None:
    assert share({"adoption": 1.0, "quality": 0.0}, {"adoption": 0.0, "quality": 1.0}) == 0.5


def test_the_unknown_drops_out_under_every_weighting() -> None:
    assert totals(a_score({"quality": 0.25})) == pytest.approx([0.25] * 495)
    assert share({"quality": 0.5}, {"adoption": 0.4, "freshness": 0.4}) == 1


@given(VALUES)
def test_totals_lie_between_the_least_and_the_most_value(values: dict[str, float]) -> None:
    found = totals(a_score(values))
    assert min(values.values()) - 1e-9 <= min(found)
    assert max(found) <= max(values.values()) + 1e-9


def test_nobody_is_ahead_of_an_unrated_tool() -> None:
    assert len(totals(a_score({}))) == 0
    assert share({}, {"quality": 0.5}) is None
    assert share({"quality": 0.5}, {}) is None
    assert share({}, {}) is None
