"""Scores and their receipts."""

import math
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssg.catalog import Basis, Catalog, Editorial, Signal, Source, Tool
from ssg.ranking.scoring import BUILT_IN, EPOCH, newest_date, normalize, rank
from ssg.scores import Score
from ssg.settings import COMPONENTS, RankingSettings, Scale, SignalSpec
from support.strategies import SIGNALS, a_capability, a_catalog, a_tool, catalogs, reordered, tools

TODAY = date(2026, 11, 1)


def score(tool: Tool, ranking: RankingSettings | None = None) -> Score:
    """Score one tool alone."""
    (found,) = rank(
        a_catalog(tool, ranking=ranking or RankingSettings(signals=SIGNALS)), TODAY
    ).scores
    return found


def by_slug(catalog: Catalog) -> dict[str, Score]:
    """Score a catalog."""
    return {found.slug: found for found in rank(catalog, TODAY).scores}


@given(catalogs())
def test_scores_lie_between_0_and_100_and_so_does_every_part(catalog: Catalog) -> None:
    """Whatever is measured."""
    for found in rank(catalog).scores:
        assert found.total is None or 0 <= found.total <= 100
        for component in found.components:
            assert component.value is None or 0 <= component.value <= 1
            assert all(0 <= reading.value <= 1 for reading in component.readings)


@given(catalogs())
def test_the_points_of_a_receipt_add_up_to_the_score(catalog: Catalog) -> None:
    """And the most that they could be to a hundred."""
    for found in rank(catalog).scores:
        assert [component.name for component in found.components] == list(COMPONENTS)
        if found.total is not None:
            assert math.fsum(component.points for component in found.components) == pytest.approx(
                found.total, abs=1e-9
            )
            assert math.fsum(component.most for component in found.components) == pytest.approx(100)


def test_the_formula_is_the_one_of_the_methodology_page() -> None:
    """Worked by hand: 25 x 0.5, 25 x 0, 10 x 0 and 15 x 1 of 75."""
    tool = a_tool(scores=(("adoption", 0.5), ("quality", 0.0)), updated=TODAY)
    assert score(tool).total == pytest.approx(100 * (25 * 0.5 + 15 * 1) / 75)


def test_what_is_unknown_is_not_zero() -> None:
    """A tool without a component has the weighted mean of the others."""
    known = score(a_tool(scores=(("quality", 0.8), ("ecosystem", 0.4))))
    assert known.value("adoption") is None
    assert known.known == 2
    assert known.total == pytest.approx(100 * (25 * 0.8 + 10 * 0.4) / 35)
    zero = score(a_tool(scores=(("adoption", 0.0), ("quality", 0.8), ("ecosystem", 0.4))))
    assert zero.total is not None
    assert known.total is not None
    assert zero.total < known.total


@given(tools(), st.sampled_from(COMPONENTS))
def test_giving_a_component_its_mean_changes_nothing(tool: Tool, name: str) -> None:
    """The unknown one counts as the others do on average."""
    found = score(tool)
    assume(found.value(name) is None and found.total is not None)
    assert found.total is not None
    given_mean = replace(
        tool, scores=tuple(sorted({**dict(tool.scores), name: found.total / 100}.items()))
    )
    assert score(given_mean).total == pytest.approx(found.total)


@given(tools(), st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_of_a_signal_never_lowers_a_score(tool: Tool, one: int, other: int) -> None:
    """More stars are no worse."""
    rest = tuple(signal for signal in tool.signals if signal.id != "stars")
    totals = [
        score(replace(tool, signals=(*rest, Signal(id="stars", value=stars)))).total
        for stars in sorted((one, other))
    ]
    assert totals[0] is not None
    assert totals[1] is not None
    assert totals[0] <= totals[1] + 1e-9


@given(catalogs(most=5), st.data())
def test_editing_one_tool_moves_no_other_tools_signals(
    catalog: Catalog, data: st.DataObject
) -> None:
    """The scales are absolute; only `mentions` looks across entries."""
    assume(catalog.tools)
    edited = data.draw(tools(catalog.tools[0].slug))
    before, after = by_slug(catalog), by_slug(replace(catalog, tools=(edited, *catalog.tools[1:])))
    for tool in catalog.tools[1:]:
        for one, two in zip(before[tool.slug].components, after[tool.slug].components, strict=True):
            assert one.name == "ecosystem" or one == two


@given(catalogs(), st.randoms(use_true_random=False))
def test_the_ranking_is_the_same_in_any_order_of_the_entries(
    catalog: Catalog, chance: random.Random
) -> None:
    """Best first, equal ones by slug with one place, unknown ones last."""
    shuffled = list(catalog.tools)
    chance.shuffle(shuffled)
    ranking = rank(catalog)
    assert rank(reordered(catalog, shuffled)) == ranking
    totals = [-1.0 if found.total is None else found.total for found in ranking.scores]
    assert totals == sorted(totals, reverse=True)
    for index, found in enumerate(ranking.scores):
        assert found.place == totals.index(totals[index]) + 1


def test_a_tool_of_which_nothing_counts_has_no_score() -> None:
    """It stands last and is not called 0."""
    ranking = RankingSettings(weights=(("adoption", 1.0),))
    catalog = a_catalog(a_tool("a"), a_tool("b", scores=(("adoption", 0.0),)), ranking=ranking)
    assert [(found.slug, found.total, found.place) for found in rank(catalog).scores] == [
        ("b", 0.0, 1),
        ("a", None, 2),
    ]


def test_a_type_may_have_weights_of_its_own() -> None:
    """The same facts, another score."""
    ranking = RankingSettings(by_type=(("dataset", (("adoption", 100.0),)),))
    scores = (("adoption", 1.0), ("quality", 0.0), ("ecosystem", 0.0))
    framework, dataset = (
        score(a_tool(scores=scores), ranking),
        score(a_tool(type="dataset", scores=scores), ranking),
    )
    assert framework.total == pytest.approx(100 * 25 / 60)
    assert dataset.total == pytest.approx(100 * 100 / 135)


def test_a_component_given_directly_wins_over_its_signals() -> None:
    """And the receipt says so, but still shows the signals."""
    found = score(a_tool(signals=(Signal(id="stars", value=10**6),), scores=(("adoption", 0.25),)))
    adoption = found.components[0]
    assert (adoption.value, adoption.given, adoption.readings[0].raw) == (0.25, True, "1,000,000")


def test_a_component_is_the_mean_of_its_signals() -> None:
    """Each brought to 0-1 by its own scale."""
    found = score(a_tool(signals=(Signal(id="stars", value=100_000), Signal(id="share", value=50))))
    assert found.value("adoption") == pytest.approx(0.75)


def test_a_receipt_shows_raw_values_sources_and_days() -> None:
    """In words, built-in signals first."""
    stars = Signal(id="stars", value=6500, source="https://a.example/", measured=TODAY)
    found = score(
        a_tool(
            updated=TODAY,
            signals=(stars, Signal(id="signed", value=True), Signal(id="released", value=TODAY)),
        )
    )
    readings = {component.name: component.readings for component in found.components}
    assert [(one.label, one.raw, one.source, one.measured) for one in readings["adoption"]] == [
        ("Stars", "6,500", "https://a.example/", TODAY)
    ]
    assert [(one.id, one.raw) for one in readings["quality"]] == [
        ("checklist", "5"),
        ("signed", "yes"),
    ]
    assert [(one.id, one.raw) for one in readings["freshness"]] == [
        ("updated", "2026-11-01"),
        ("released", "2026-11-01"),
    ]


@pytest.mark.parametrize(
    ("scale", "raw", "value"),
    [
        (Scale.LOG, 0, 0),
        (Scale.LOG, 100, 1),
        (Scale.LOG, 10**9, 1),
        (Scale.LOG, math.sqrt(101) - 1, 0.5),
        (Scale.LINEAR, 0, 0),
        (Scale.LINEAR, 25, 0.25),
        (Scale.LINEAR, 101, 1),
    ],
)
def test_numbers_are_brought_to_0_1_by_their_scale(scale: Scale, raw: float, value: float) -> None:
    """Clipped at both ends, whole at `full`."""
    assert normalize(
        raw,
        SignalSpec(id="s", component="adoption", scale=scale, full=100.0, label="S"),
        365,
        TODAY,
    ) == (pytest.approx(value))


def test_a_switch_is_nothing_or_all() -> None:
    """In between there is nothing."""
    signed = SIGNALS[2]
    assert [normalize(value, signed, 365, TODAY) for value in (False, True)] == [0, 1]


@pytest.mark.parametrize(
    ("days", "value"), [(0, 1), (-10, 1), (100, 0.5), (200, 0.25), (50, 0.5**0.5)]
)
def test_a_date_is_worth_half_after_each_half_life(days: int, value: float) -> None:
    """One in the future counts as today."""
    assert normalize(TODAY - timedelta(days=days), SIGNALS[3], 100, TODAY) == pytest.approx(value)


def test_ages_are_counted_to_the_newest_date_in_the_content() -> None:
    """Never to the clock; another day may be given."""
    source = Source(basis=Basis.CITED, checked=date(2026, 3, 3))
    tool = a_tool(updated=date(2026, 1, 1), capabilities=(a_capability(sources=(source,)),))
    catalog = a_catalog(tool)
    assert newest_date(catalog) == rank(catalog).as_of == date(2026, 3, 3)
    text = Editorial(slugs=("a", "b"), text="", written=date(2026, 4, 4), path="p")
    assert newest_date(replace(catalog, editorials=(text,))) == date(2026, 4, 4)
    assert rank(catalog, TODAY).as_of == TODAY
    assert newest_date(a_catalog(a_tool())) == EPOCH


def test_built_in_signals_belong_to_their_components() -> None:
    """As the methodology page lists them."""
    assert {(spec.id, spec.component) for spec in BUILT_IN} == {
        ("checklist", "quality"),
        ("mentions", "ecosystem"),
        ("updated", "freshness"),
    }
