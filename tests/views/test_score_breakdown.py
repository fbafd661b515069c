"""The breakdown of a score says where each number comes from, and how old it is."""

from datetime import date, timedelta
from typing import Any

import pytest

from ssg.messages import ENGLISH
from ssg.ranking.scoring import rank
from ssg.scores import ComponentScore, Score, SignalReading
from ssg.views.score_breakdown import components
from support.strategies import a_catalog, a_tool

DAY = date(2026, 11, 23)


def reading(raw: str = "6,500", **fields: Any) -> SignalReading:
    """Return a reading of a signal."""
    return SignalReading(id="stars", label="Stars", raw=raw, value=0.5, **fields)


def shown(found: SignalReading) -> tuple[str, str]:
    """Return the raw value of a reading, and why it is stale, as the page has them."""
    part = ComponentScore(
        name="adoption",
        label="Adoption",
        weight=40,
        points=20,
        most=40,
        value=0.5,
        readings=(found,),
    )
    score = Score(slug="flax", total=20, components=(part,))
    (component,) = components(score, ENGLISH, DAY)
    (view,) = component.readings
    return view.raw, view.stale


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("6,500", "6,500"),
        ("yes", "yes"),
        ("3 of 5", "3 of 5"),
        ("2026-10-02", "2026-10-02"),
    ],
)
def test_a_raw_value_is_shown_as_it_is_in_english(raw: str, text: str) -> None:
    assert shown(reading(raw)) == (text, "")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "no source"),
        ({"source": "https://example.org"}, "no date"),
        ({"source": "https://example.org", "measured": DAY - timedelta(400)}, "400 days old"),
        ({"source": "https://example.org", "measured": DAY - timedelta(1)}, "1 day old"),
    ],
)
def test_a_stale_signal_has_its_reason(fields: dict[str, Any], reason: str) -> None:
    assert shown(reading(stale="stale", **fields)) == ("6,500", reason)


def test_the_points_of_all_components_add_up_to_the_score() -> None:
    tool = a_tool(updated=DAY, summary="Trains models.", license="MIT")
    (score,) = rank(a_catalog(tool), DAY).scores
    rows = components(score, ENGLISH, DAY)
    assert [row.label for row in rows] == [part.label for part in score.components]
    points = sum(float(row.points) for row in rows if row.score.value is not None)
    assert score.total is None or points == pytest.approx(score.total, abs=0.1 * len(rows))
    assert any(row.score.value is not None for row in rows)
