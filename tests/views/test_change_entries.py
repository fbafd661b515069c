"""Changes as readers see them."""

from dataclasses import replace
from datetime import date
from typing import TypeAlias

from ssg.catalog import HistoryPoint
from ssg.ranking.scoring import rank
from ssg.site import Site
from ssg.views.change_entries import EVERY_TOOL, change_entries
from support.strategies import a_catalog, a_tool

Scores: TypeAlias = dict[str, list[tuple[int, float]]]


def leaders(scores: Scores) -> list[tuple[int, str, str]]:
    """Return day of the month, scope and tool of each change of the best score, newest first.

    `scores`: day and score of each tool.
    """
    catalog = a_catalog(*(a_tool(slug, categories=("training",)) for slug in scores))
    history = {
        slug: tuple(HistoryPoint(day=date(2026, 2, day), score=score) for day, score in points)
        for slug, points in scores.items()
    }
    site = Site(
        catalog=replace(catalog, history=history),
        ranking=rank(catalog, date(2026, 11, 1)),
        pairs=(),
        changes=(),
    )
    return [(entry.day.day, entry.scope, entry.slug) for entry in change_entries(site)]


def test_a_tool_with_a_better_score_is_the_new_leader_of_all_and_of_its_category() -> None:
    found = leaders({"alpha": [(1, 50), (3, 60)], "beta": [(1, 55)]})
    assert found == [(3, EVERY_TOOL, "alpha"), (3, "training", "alpha")]


def test_a_tool_with_the_same_score_does_not_replace_the_leader() -> None:
    assert leaders({"alpha": [(1, 50), (3, 55)], "beta": [(1, 55)]}) == []


def test_the_first_leader_is_no_change() -> None:
    assert leaders({"alpha": [(1, 50)], "beta": [(1, 55)]}) == []


def test_a_leader_that_falls_behind_is_replaced_on_that_day() -> None:
    found = leaders({"alpha": [(1, 50)], "beta": [(1, 55), (4, 45)]})
    assert {(day, slug) for day, _, slug in found} == {(4, "alpha")}
