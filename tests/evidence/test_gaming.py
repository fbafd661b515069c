"""Attempts to raise a tool by made evidence, and how far each moves its rank."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssg.catalog import Catalog
from ssg.ranking.scoring import rank
from support.made_logs import FIREFOX, Reader, combined, imported, opened, sessions
from support.strategies import a_catalog, a_tool

DAY = date(2026, 11, 20)
TOOLS = [f"tool-{number:02}" for number in range(20)]
APPEAL = {slug: 0.2 + 0.03 * number for number, slug in enumerate(TOOLS)}
TARGET = TOOLS[0]
"""The tool with the least appeal."""


def honest() -> list[str]:
    """Return a log of 600 readers of two searches."""
    made = sessions(APPEAL)
    for start in (0, 5, 10):
        shown = [*TOOLS[start:], *TOOLS[:start]]
        made.add("small networks", shown, 100)
        made.add("fast training", shown[::-1], 100)
    return made.lines


def a_site(folder: Path, lines: Iterable[str]) -> Catalog:
    """Make a catalog whose scores come from a log only."""
    report = imported(folder, lines, TOOLS)
    return replace(a_catalog(*map(a_tool, TOOLS)), evidence=report.rows)


def place(catalog: Catalog, slug: str = TARGET) -> int:
    """Return the place of a tool."""
    return next(score.place for score in rank(catalog, DAY).scores if score.slug == slug)


def print_places(capsys: pytest.CaptureFixture[str], attack: str, before: int, after: int) -> None:
    """Print how far an attack moves the tool."""
    with capsys.disabled():
        sys.stdout.write(f"\n{attack}: place {before} of {len(TOOLS)} -> {after} ")


def test_clicks_of_a_program_move_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """5,000 opens by 5 addresses with changing agents; 2,000 by many with the agent of a bot."""
    target = opened(TARGET, "small networks", TOOLS[:10])
    clicks = [
        combined(target, Reader(f"198.51.100.{number % 5}", agent=f"{FIREFOX} {number}"))
        for number in range(5_000)
    ]
    clicks += [
        combined(target, Reader(f"10.9.{number // 250}.{number % 250}", agent="FastBot/1.0"))
        for number in range(2_000)
    ]
    before, after = a_site(tmp_path, honest()), a_site(tmp_path, [*honest(), *clicks])
    print_places(capsys, "program", place(before), place(after))
    assert after.evidence == before.evidence


def test_links_on_another_site_move_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """5,000 people follow a link, with the parameters of a search, on a large site."""
    target = opened(TARGET, "small networks", TOOLS[:10])
    visits = [
        combined(
            target,
            Reader(f"10.8.{number // 250}.{number % 250}", referrer="https://big.example/"),
        )
        for number in range(5_000)
    ]
    before, after = a_site(tmp_path, honest()), a_site(tmp_path, [*honest(), *visits])
    print_places(capsys, "referrer", place(before), place(after))
    assert after.evidence == before.evidence


def test_a_flooded_source_is_capped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second source reports a million opens of one tool: it counts for 100 trials."""
    before = a_site(tmp_path, honest())
    row = next(one for one in before.evidence if one.tool == TARGET)
    flood = replace(
        row, shown=1_000_000, opened=1_000_000, positions=((1_000_000, 1_000_000),), source="other"
    )
    after = replace(before, evidence=(*before.evidence, flood))
    print_places(capsys, "flooded source", place(before), place(after))
    points = {
        name: next(one for one in rank(site, DAY).scores if one.slug == TARGET).total or 0.0
        for name, site in (("before", before), ("after", after))
    }
    assert points["after"] - points["before"] < 15


def test_keywords_in_a_description_move_no_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The description has every recorded word, and the tool's own names a hundred times."""
    before = a_site(tmp_path, honest())
    stuffed = tuple(
        replace(tool, description=f"small networks fast training {tool.name} " * 100)
        if tool.slug == TARGET
        else tool
        for tool in before.tools
    )
    after = replace(before, tools=stuffed)
    print_places(capsys, "keywords", place(before), place(after))
    assert rank(after, DAY).scores == rank(before, DAY).scores
