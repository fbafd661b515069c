"""Trends of a tool: from the first recorded value to the last one."""

from dataclasses import replace
from datetime import date

from ssg.catalog import HistoryPoint
from ssg.views.trends import trends
from support.strategies import SIGNALS, a_catalog, a_tool
from support.view_contexts import a_context

FIRST, SECOND, THIRD = (date(2026, month, 1) for month in (1, 5, 9))
STARS = SIGNALS[0]
HISTORY = (
    HistoryPoint(day=FIRST, score=40.0, signals=((STARS.id, 1_200.0),)),
    HistoryPoint(day=SECOND, signals=((STARS.id, 1_500.0), ("unknown", 1.0))),
    HistoryPoint(day=THIRD, score=45.5),
)


def test_the_score_comes_first_and_only_declared_signals_follow() -> None:
    context = a_context(replace(a_catalog(a_tool("flax")), history={"flax": HISTORY}))
    score, stars = trends(context, "flax")
    assert (score.label, stars.label) == (context.site.settings.ranking.name, STARS.label)
    assert (score.first, score.first_day) == ("40", "2026-01-01")
    assert (score.last, score.last_day) == ("45.5", "2026-09-01")
    assert (stars.first, stars.last, stars.last_day) == ("1,200", "1,500", "2026-05-01")
    assert "<svg" in stars.chart
    assert "1,200 on 2026-01-01, 1,500 on 2026-05-01" in stars.chart


def test_a_single_value_is_no_trend() -> None:
    context = a_context(replace(a_catalog(a_tool("flax")), history={"flax": HISTORY[:1]}))
    assert trends(context, "flax") == ()
    assert trends(context, "unknown") == ()
