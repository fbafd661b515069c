"""Charts say in shapes what the numbers say, and nothing that a content security policy forbids."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.messages import ENGLISH
from ssg.ranking.scoring import rank
from ssg.rendering.charts import (
    PointsPart,
    bar_chart,
    dial,
    points_bar,
    points_bars,
    points_chart,
    trend_line,
)
from ssg.scores import ComponentScore, Score
from support.html_pages import parse
from support.strategies import a_catalog, tools

POINTS = st.lists(st.floats(0, 20), min_size=1, max_size=5)


def a_score(total: float | None) -> Score:
    """Make a score of one total."""
    value = None if total is None else total / 100
    component = ComponentScore(
        name="quality", label="Quality", value=value, weight=1, points=total or 0, most=100
    )
    return Score(slug="flax", total=total, components=(component,))


def test_a_site_without_scores_has_no_dial() -> None:
    assert dial(Score(slug="flax", total=None, components=()), ENGLISH) == ""


def components(points: list[float]) -> tuple[ComponentScore, ...]:
    """Make components of so many points."""
    return tuple(
        ComponentScore(
            name=f"c{number}", label=f"C{number}", value=0.5, weight=1, points=one, most=20
        )
        for number, one in enumerate(points)
    )


@given(st.floats(0, 100))
def test_a_dial_is_as_full_as_the_score(total: float) -> None:
    svg = parse(dial(a_score(total), ENGLISH)).first("svg")
    assert svg.attributes["aria-label"] == f"Score {round(total)} of 100"
    assert str(round(total)) in svg.text
    arcs = svg.all("circle", class_="arc")
    assert len(arcs) == (total >= 1)
    for arc in arcs:
        drawn, whole = map(float, arc.attributes["stroke-dasharray"].split())
        assert drawn / whole == pytest.approx(total / 100, abs=0.001)


def test_an_unrated_tool_has_an_empty_dial_and_says_so() -> None:
    svg = parse(dial(a_score(None), ENGLISH)).first("svg")
    assert svg.attributes["aria-label"].startswith("No score")
    assert svg.all("circle", class_="arc") == []
    assert not re.search(r"\b0\b", svg.text)


@given(POINTS)
def test_a_bar_has_a_piece_for_each_component_with_points(points: list[float]) -> None:
    pieces = [
        one
        for one in parse(points_bar(components(points))).all("rect")
        if one.attributes.get("class") != "track"
    ]
    assert [piece.attributes["class"] for piece in pieces] == [
        f"c{number}" for number, one in enumerate(points, 1) if one > 0
    ]
    end = 0.0
    for piece in pieces:
        start, width = float(piece.attributes["x"]), float(piece.attributes["width"])
        assert start >= end - 0.3
        assert width > 0
        end = start + width
    assert end <= sum(points) + 0.3


@given(tools())
def test_charts_carry_no_style_and_no_script(tool: object) -> None:
    (score,) = rank(a_catalog(tool), date(2026, 1, 1)).scores  # type: ignore[arg-type]
    for one in parse(dial(score, ENGLISH) + points_bar(score.components)).walk():
        assert one.tag in {"#document", "svg", "circle", "rect", "text"}
        assert not {"style", "onload", "href"} & set(one.attributes)


@given(
    st.dictionaries(st.integers(700_000, 800_000), st.floats(-1e12, 1e12), min_size=2, max_size=40)
)
def test_a_trend_stays_within_its_frame_and_goes_from_left_to_right(
    values: dict[int, float],
) -> None:
    svg = parse(trend_line(sorted(values.items()), 'a <b> "c"')).first("svg")
    assert svg.attributes["aria-label"] == 'a <b> "c"'
    width, height = map(float, svg.attributes["viewbox"].split()[2:])
    pairs = [
        tuple(map(float, pair.split(",")))
        for pair in svg.first("polyline").attributes["points"].split()
    ]
    assert len(pairs) == len(values)
    assert [x for x, _ in pairs] == sorted(x for x, _ in pairs)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in pairs)


def places(chart: str) -> list[tuple[str, float, float, str]]:
    """Return class, x, width and anchor of each part of a chart."""
    return [
        (
            part.attributes.get("class", ""),
            float(part.attributes.get("x", 0)),
            float(part.attributes.get("width", 0)),
            part.attributes.get("text-anchor", ""),
        )
        for part in parse(chart.encode()).walk()
        if part.tag in {"rect", "text"}
    ]


def test_charts_with_text_are_mirrored_where_text_begins_on_the_right() -> None:
    """Each part is as far from the right edge as it is from the left edge in English."""
    rtl = replace(ENGLISH, direction="rtl")
    a, b = PointsPart("Adoption", 20.0, 12.0), PointsPart("Adoption", 20.0, 3.5)
    charts = (
        [bar_chart([("MIT", 3), ("Apache-2.0", 1)], "Licences", way) for way in (ENGLISH, rtl)],
        [
            points_chart(points_bars([a], "a", way), points_bars([b], "b", way), "Points")
            for way in (ENGLISH, rtl)
        ],
    )
    for english, mirrored in charts:
        frame = float(re.findall(r'viewBox="0 0 (\d+)', english)[0])
        expected = [
            (kind, frame - x - width, width, anchor) for kind, x, width, anchor in places(english)
        ]
        assert [part[0] for part in expected] == [part[0] for part in places(mirrored)]
        for there, here in zip(expected, places(mirrored), strict=True):
            assert here[1:3] == pytest.approx(there[1:3], abs=0.15)
            assert here[3] == there[3]
