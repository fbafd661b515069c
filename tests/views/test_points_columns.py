"""The points of one tool on a scale: numbers, cells and bars."""

import pytest

from ssg.ranking.common_scale import CommonScale, ScaledComponent
from ssg.views.points_columns import OTHER_POINTS
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context

SCALE = CommonScale(
    components=(
        ScaledComponent(0, "adoption", "Adoption", 62.5, None, ()),
        ScaledComponent(1, "quality", "Quality", 37.5, None, ()),
    ),
    only_a=(),
    only_b=(),
    not_comparable=(),
    weight=1.0,
    mean_weights=False,
    partial=False,
)
VALUES = (0.5, 0.1)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_column_has_the_points_to_tenths(side: str) -> None:
    column = a_context(a_catalog(a_tool())).columns.of(SCALE, VALUES, side)
    assert column.rounded == (31.2, 3.8)
    assert column.numbers == tuple(f"{points:.1f}" for points in column.rounded)
    assert all(number in cell for number, cell in zip(column.numbers, column.cells, strict=True))


def test_the_text_of_the_chart_has_a_place_for_the_points_of_the_other_tool() -> None:
    columns = a_context(a_catalog(a_tool())).columns
    spoken = columns.of(SCALE, VALUES, "a").spoken
    assert [text.replace(OTHER_POINTS, "9") for text in spoken] == [
        "Adoption 31.2 against 9, of 62.5",
        "Quality 3.8 against 9, of 37.5",
    ]
    assert columns.of(SCALE, VALUES, "b").spoken == ()


def test_the_halves_of_both_tools_are_a_row() -> None:
    columns = a_context(a_catalog(a_tool())).columns
    halves = zip(*(columns.of(SCALE, VALUES, side).cells for side in "ab"), strict=True)
    for first, second in halves:
        assert (first + second).count("<tr") == (first + second).count("</tr>") == 1
        assert (first + second).count("<td") == 2


def test_a_column_is_made_once() -> None:
    columns = a_context(a_catalog(a_tool())).columns
    assert columns.of(SCALE, VALUES, "a") is columns.of(SCALE, VALUES, "a")
    assert columns.of(SCALE, VALUES, "a") is not columns.of(SCALE, (0.5, 0.2), "a")


@pytest.mark.parametrize(
    ("values", "adds_up"),
    [((0.5, 0.1), True), ((0.00064, 0.00112), False)],  # 0.04 + 0.042: 0.0 + 0.0, in all 0.1
)
def test_a_column_knows_whether_its_points_add_up_as_they_are_shown(
    values: tuple[float, float], *, adds_up: bool
) -> None:
    column = a_context(a_catalog(a_tool())).columns.of(SCALE, values, "a")
    total = sum(part.points for part in column.parts)
    assert (f"{sum(column.rounded):.1f}" == f"{total:.1f}") is adds_up
    assert column.is_sum_as_shown is adds_up
