"""Signals without source, without date or measured long ago are marked, and can weigh less."""

from dataclasses import replace
from datetime import date

import pytest

from ssg.catalog import Catalog, Signal
from ssg.ranking.scoring import rank
from ssg.scores import Score
from support.strategies import a_catalog, a_tool

DAY = date(2026, 11, 20)
SOURCE = "https://example.com/"


def a_site(stale_signals: int, stale_weight: float, **signal: object) -> Catalog:
    """Make a site with one tool: a fresh signal of value 0.5, and another of value 1."""
    other = Signal(**{"id": "stars", "value": 100_000.0, **signal})  # type: ignore[arg-type]
    fresh = Signal(id="share", value=50.0, source=SOURCE, measured=DAY)
    catalog = a_catalog(a_tool("flax", signals=(other, fresh)))
    ranking = replace(
        catalog.settings.ranking, stale_signals=stale_signals, stale_weight=stale_weight
    )
    return replace(catalog, settings=replace(catalog.settings, ranking=ranking))


def score_of(catalog: Catalog) -> Score:
    """Return the score of the only tool."""
    return rank(catalog, DAY).scores[0]


@pytest.mark.parametrize(
    ("signal", "reason"),
    [
        ({}, "no source"),
        ({"source": SOURCE}, "no date"),
        ({"source": SOURCE, "measured": date(2025, 11, 19)}, "366 days old"),
        ({"source": SOURCE, "measured": date(2025, 11, 20)}, ""),
    ],
)
def test_stale_signals_are_marked(signal: dict[str, object], reason: str) -> None:
    adoption = score_of(a_site(365, 1.0, **signal)).components[0]
    assert [reading.stale for reading in adoption.readings] == [reason, ""]
    assert adoption.value == 0.75
    assert [one.stale for one in score_of(a_site(0, 0.5, **signal)).components[0].readings] == [
        "",
        "",
    ]


def test_stale_signals_weigh_less() -> None:
    """(0.5 * 1 + 1 * 0.5) / 1.5, with 25 * (0.5 + 1) / 2 of the weight."""
    score = score_of(a_site(365, 0.5))
    adoption = score.components[0]
    assert adoption.value == pytest.approx(1 / 1.5)
    assert adoption.weight == pytest.approx(18.75)
    assert sum(one.points for one in score.components) == pytest.approx(score.total or 0)
