"""The correction for positions finds the order of a known truth better than clicks do."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.evidence.attention import FLOOR, attention
from ssg.evidence.graph import match_graph
from support.made_logs import imported, kendall_tau, sessions
from support.strategies import a_catalog, a_tool

TOOLS = [f"tool-{number:02}" for number in range(10)]


def a_log(seed: int) -> tuple[dict[str, float], list[str]]:
    """Return the appeal of each tool, and a log in which poor tools are shown first.

    Each query has a few different orders, as results move when content changes.
    """
    chance = random.Random(seed)  # noqa: S311
    appeal = {slug: chance.uniform(0.1, 0.9) for slug in TOOLS}
    made = sessions(appeal, seed)
    for query in ("jax training", "fast training", "small networks"):
        shown = sorted(TOOLS, key=lambda slug: appeal[slug] + chance.uniform(-0.3, 0.3))
        for _ in range(4):
            made.add(query, shown, 150)
            place = chance.randrange(len(shown) - 1)
            shown[place], shown[place + 1] = shown[place + 1], shown[place]
            shown = [*shown[3:], *shown[:3]] if chance.random() < 0.5 else shown
    return appeal, made.lines


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_corrected_order_is_nearer_to_the_truth_than_clicks(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appeal, lines = a_log(seed)
    report = imported(tmp_path, lines, TOOLS)
    catalog = replace(a_catalog(*map(a_tool, TOOLS)), evidence=report.rows)
    graph = match_graph(catalog)
    clicks, corrected = {}, {}
    for slug in TOOLS:
        edges = graph.by_tool[slug]
        shown, opened = sum(one.row.shown for one in edges), sum(one.row.opened for one in edges)
        clicks[slug] = opened / shown
        trials = sum(one.success.trials for one in edges)
        corrected[slug] = sum(one.success.successes for one in edges) / trials
    before, after = kendall_tau(appeal, clicks), kendall_tau(appeal, corrected)
    with capsys.disabled():
        sys.stdout.write(f"\nKendall's tau of clicks {before:.2f}, corrected {after:.2f} ")
    assert after > before
    assert after >= 0.8


def test_attention_is_that_of_the_made_readers(tmp_path: Path) -> None:
    _, lines = a_log(4)
    rows = imported(tmp_path, lines, TOOLS).rows
    graph = match_graph(replace(a_catalog(*map(a_tool, TOOLS)), evidence=rows))
    for place, value in enumerate(graph.attention[:6], 1):
        assert value == pytest.approx(1 / place, abs=0.12)


def test_attention_has_a_floor_and_is_unknown_without_positions() -> None:
    assert attention([]) == ()
    assert attention([((5, 0), (5, 0))]) == ()
    assert attention([((100_000, 50_000), (100_000, 0))]) == (1.0, FLOOR)


def test_a_tool_at_two_positions_separates_attention_from_appeal() -> None:
    """A: 60 of 100 first, 30 of 100 second. B: 20 of 100 first, 10 of 100 second."""
    cells = [((100_000, 60_000), (100_000, 30_000)), ((100_000, 20_000), (100_000, 10_000))]
    assert attention(cells) == pytest.approx((1.0, 0.5), abs=0.001)
