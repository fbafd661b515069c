"""The parts of a receipt add up: signals to components, components to the score."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.catalog import Signal
from ssg.machine.values import score_value
from ssg.ranking.scoring import rank
from ssg.settings import ComponentSpec, RankingSettings, Scale, SignalSpec
from support.strategies import a_catalog, a_tool

DAY = date(2026, 11, 20)


@settings(deadline=None)
@given(
    weights=st.lists(st.floats(0.01, 100), min_size=2, max_size=2),
    stars=st.integers(0, 10**6),
    stale=st.floats(0.01, 1),
    given_value=st.none() | st.floats(0, 1),
)
def test_the_parts_of_a_receipt_add_up(
    weights: list[float], stars: int, stale: float, given_value: float | None
) -> None:
    """Signals add up to their component, and components to the score."""
    signals = (
        Signal(id="stars", value=float(stars)),
        Signal(id="downloads", value=stars / 7, source="https://a.b/", measured=DAY),
    )
    tool = replace(a_tool("alpha"), signals=signals, scores=())
    if given_value is not None:
        tool = replace(tool, scores=(("quality", given_value),))
    ranking = RankingSettings(
        components=tuple(
            ComponentSpec(id=name, label=name, weight=weight)
            for name, weight in zip(("adoption", "quality"), weights, strict=True)
        ),
        signals=tuple(
            SignalSpec(id=name, component="adoption", label=name, scale=Scale.LOG, full=1000.0)
            for name in ("stars", "downloads")
        ),
        built_in=(),
        stale_signals=30,
        stale_weight=stale,
    )
    (score,) = rank(a_catalog(tool, ranking=ranking), DAY).scores
    value = score_value(score)
    parts = value["components"]
    assert isinstance(parts, list)
    assert score.total == pytest.approx(math.fsum(one.points for one in score.components))
    assert value["total"] == pytest.approx(sum(one["points"] for one in parts), abs=1e-4)
    for one in score.components:
        assert math.fsum(one.reading_points) == pytest.approx(one.points if one.readings else 0)
