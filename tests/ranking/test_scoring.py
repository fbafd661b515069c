"""Scores and their receipts."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssg.catalog import Basis, Catalog, Editorial, Signal, Source, Tool
from ssg.ranking.estimation import CatalogStatistics, estimate
from ssg.ranking.scoring import EPOCH, measured_components, newest_date, normalize, rank
from ssg.scores import Score
from ssg.settings import (
    BUILT_IN_SIGNALS,
    ComponentSpec,
    Direction,
    RankingSettings,
    Scale,
    SignalSpec,
)
from ssg.site import Site
from support.strategies import (
    COMPONENT_IDS,
    SIGNALS,
    a_capability,
    a_catalog,
    a_tool,
    catalogs,
    catalogs_in_two_orders,
    tools,
    weighted,
)

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
        declared = measured_components(catalog, TODAY) if found.components else ()
        assert [one.name for one in found.components] == [one.id for one in declared]
        if found.total is not None:
            assert math.fsum(component.points for component in found.components) == pytest.approx(
                found.total, abs=1e-9
            )
            assert math.fsum(component.most for component in found.components) == pytest.approx(100)


def test_the_formula_is_the_one_of_the_methodology_page() -> None:
    """Worked by hand: 25 x 0.5, 25 x 0, 10 x 0 and 15 x 1 of 75."""
    tool = a_tool(scores=(("adoption", 0.5), ("quality", 0.0)), updated=TODAY)
    found = score(tool)
    assert found.total == pytest.approx(100 * (25 * 0.5 + 15 * 1) / 75)
    assert found.coverage == "4 of 4 components known, 75 of 75 weight"


def test_what_is_unknown_is_not_zero() -> None:
    """A tool without a component has the weighted mean of the others."""
    ranking = RankingSettings(signals=SIGNALS)
    other = a_tool("other", scores=(("adoption", 0.5),))
    tool = a_tool("flax", scores=(("quality", 0.8), ("ecosystem", 0.4)))
    known = by_slug(a_catalog(tool, other, ranking=ranking))["flax"]
    assert known.value("adoption") is None
    assert known.coverage == "2 of 3 components known, 35 of 60 weight"
    assert known.known == 2
    assert known.total == pytest.approx(100 * (25 * 0.8 + 10 * 0.4) / 35)
    zero = score(a_tool(scores=(("adoption", 0.0), ("quality", 0.8), ("ecosystem", 0.4))))
    assert zero.total is not None
    assert known.total is not None
    assert zero.total < known.total


@given(tools(), st.sampled_from(COMPONENT_IDS))
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
def test_editing_one_tool_changes_no_other_score(catalog: Catalog, data: st.DataObject) -> None:
    """The scales are absolute. `mentions` is left out here: it counts texts of other entries."""
    assume(catalog.tools)
    ranking = replace(catalog.settings.ranking, built_in=(BUILT_IN_SIGNALS["updated"],))
    catalog = replace(catalog, settings=replace(catalog.settings, ranking=ranking))
    edited = data.draw(tools(catalog.tools[0].slug))
    before, after = by_slug(catalog), by_slug(replace(catalog, tools=(edited, *catalog.tools[1:])))
    for tool in catalog.tools[1:]:
        one, two = before[tool.slug], after[tool.slug]
        assert one.total == pytest.approx(two.total) if one.total is not None else True
        values = {part.name: part.value for part in one.components if part.value is not None}
        assert values == {
            part.name: part.value for part in two.components if part.value is not None
        }


@given(catalogs_in_two_orders())
def test_the_ranking_is_the_same_in_any_order_of_the_entries(
    both: tuple[Catalog, Catalog],
) -> None:
    """Best first, provisional ones below, unknown ones last; equal ones by slug with one place."""
    catalog, other = both
    ranking = rank(catalog)
    assert rank(other) == ranking
    keys = [
        (found.total is None, found.provisional, -(found.total or 0.0)) for found in ranking.scores
    ]
    assert keys == sorted(keys)
    for index, found in enumerate(ranking.scores):
        assert found.place == keys.index(keys[index]) + 1


def test_a_score_from_less_than_half_of_the_weight_is_provisional_and_ranks_below() -> None:
    """However high it is; its range says where it could lie."""
    known = a_tool("known", scores=(("adoption", 0.3), ("quality", 0.3)))
    part = a_tool("part", scores=(("quality", 1.0),))
    ranking = RankingSettings(components=weighted(adoption=26.0, quality=25.0), built_in=())
    first, second = rank(a_catalog(known, part, ranking=ranking)).scores
    assert (first.slug, first.provisional, first.range, first.shown) == ("known", False, None, "30")
    assert (second.slug, second.place, second.provisional) == ("part", 2, True)
    assert second.range is not None
    assert (second.total, second.shown) == (
        100,
        f"{second.range.low}\N{EN DASH}{second.range.high}",
    )
    assert second.range.low <= second.range.centre <= second.range.high < 100
    half = RankingSettings(components=weighted(adoption=25.0, quality=25.0), built_in=())
    assert not any(one.provisional for one in rank(a_catalog(known, part, ranking=half)).scores)


def test_a_component_without_any_value_does_not_exist() -> None:
    """It is in no table and takes no weight, until the first tool has a value for it."""
    one, two = a_tool("one", updated=TODAY), a_tool("two")
    ranking = RankingSettings(signals=SIGNALS)
    found = measured_components(a_catalog(one, two, ranking=ranking), TODAY)
    assert [spec.id for spec in found] == [
        "ecosystem",
        "freshness",
    ]
    rated = replace(two, scores=(("match_graph", 0.5),))
    found = measured_components(a_catalog(one, rated, ranking=ranking), TODAY)
    assert [spec.id for spec in found] == [
        "ecosystem",
        "match_graph",
        "freshness",
    ]


def test_entries_that_name_no_other_one_have_no_score_by_that_alone() -> None:
    """A score of 0 for each, and a first place for all, would tell nothing."""
    catalog = a_catalog(a_tool("one"), a_tool("two"))
    site = Site(catalog=catalog, ranking=rank(catalog, TODAY), pairs=())
    assert [found.total for found in site.ranking.scores] == [None, None]
    assert not site.settings.ranking.enabled
    for text, day in (("Is used with One and others.", None), ("A tool.", TODAY)):
        known = a_catalog(a_tool("one"), a_tool("two", summary=text, updated=day))
        site = Site(catalog=known, ranking=rank(known, TODAY), pairs=())
        assert site.settings == known.settings
        assert site.settings.ranking.enabled


def test_the_completeness_of_an_entry_counts_only_where_the_site_declares_it() -> None:
    """It grades the contributor, not the tool."""
    poor, rich = (
        a_tool("a", scores=(("adoption", 0.5),)),
        a_tool(
            "a", scores=(("adoption", 0.5),), description="x" * 300, homepage="https://a.example/"
        ),
    )
    assert score(poor).total == score(rich).total
    declared = RankingSettings(built_in=(BUILT_IN_SIGNALS["checklist"],))
    assert score(poor, declared).value("quality") == 0.0
    assert score(rich, declared).value("quality") == pytest.approx(0.15)


def test_a_site_without_components_has_no_scores() -> None:
    """Every tool has the same place, and they are ordered by slug."""
    ranking = RankingSettings(components=(), built_in=())
    catalog = a_catalog(a_tool("b", updated=TODAY), a_tool("a"), ranking=ranking)
    assert [(one.slug, one.total, one.components, one.place) for one in rank(catalog).scores] == [
        ("a", None, (), 1),
        ("b", None, (), 1),
    ]


def test_a_lower_value_is_better_where_the_signal_says_so() -> None:
    """And the reading shows the raw value."""
    spec = SignalSpec(
        id="bugs",
        component="care",
        scale=Scale.LINEAR,
        full=100.0,
        label="Open bugs",
        direction=Direction.LOWER,
    )
    ranking = RankingSettings(
        components=(ComponentSpec(id="care", label="Care"),), built_in=(), signals=(spec,)
    )
    few, many = (
        score(a_tool(signals=(Signal(id="bugs", value=value),)), ranking) for value in (10, 90)
    )
    assert few.total == pytest.approx(90)
    assert many.total == pytest.approx(10)
    assert few.components[0].readings[0].raw == "10"


def test_a_tool_of_which_nothing_counts_has_no_score() -> None:
    """It comes last and is not called 0."""
    ranking = RankingSettings(components=weighted(adoption=1.0))
    catalog = a_catalog(a_tool("a"), a_tool("b", scores=(("adoption", 0.0),)), ranking=ranking)
    assert [(found.slug, found.total, found.place) for found in rank(catalog).scores] == [
        ("b", 0.0, 1),
        ("a", None, 2),
    ]


def test_mentions_alone_are_no_score() -> None:
    """Otherwise a tool of which nothing is measured would get a range, and a rank."""
    ranking = RankingSettings(signals=SIGNALS, built_in=(BUILT_IN_SIGNALS["mentions"],))
    named = a_tool("haiku", name="Haiku"), a_tool("flax", summary="Like Haiku.")
    measured = a_tool("c", signals=(Signal(id=SIGNALS[0].id, value=10),))
    found = {one.slug: one for one in rank(a_catalog(*named, measured, ranking=ranking)).scores}
    assert found["haiku"].total is None
    assert found["haiku"].range is None
    assert found["c"].total is not None
    alone = a_catalog(*named, ranking=replace(ranking, signals=()))
    assert all(one.total is not None for one in rank(alone).scores)


def test_what_counts_for_no_tool_of_a_type_gives_it_no_score() -> None:
    """The date of a dataset is that of its scripts: a site may give it the weight 0."""
    weights = (("dataset", (("freshness", 0.0),)),)
    built_in = (BUILT_IN_SIGNALS["mentions"], BUILT_IN_SIGNALS["updated"])
    ranking = RankingSettings(signals=SIGNALS, built_in=built_in, by_type=weights)
    tools = (a_tool("pile", type="dataset", updated=TODAY), a_tool("flax", updated=TODAY))
    found = {each.slug: each for each in rank(a_catalog(*tools, ranking=ranking)).scores}
    assert found["pile"].total is None
    assert found["flax"].total is not None


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
    """The receipt says so and shows no measured value that could contradict it."""
    found = score(a_tool(signals=(Signal(id="stars", value=10**6),), scores=(("adoption", 0.25),)))
    adoption = found.components[0]
    assert (adoption.value, adoption.given, adoption.readings) == (0.25, True, ())


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


def test_ages_are_counted_to_the_newest_date_that_two_files_reach() -> None:
    """Never to the clock; another day may be given."""
    source = Source(basis=Basis.CITED, checked=date(2026, 3, 3))
    tool = a_tool(updated=date(2026, 1, 1), capabilities=(a_capability(sources=(source,)),))
    catalog = a_catalog(tool)
    assert newest_date(catalog) == rank(catalog).as_of == date(2026, 3, 3)
    text = Editorial(slugs=("a", "b"), text="", written=date(2026, 4, 4), path="p")
    assert newest_date(replace(catalog, editorials=(text,))) == date(2026, 3, 3)
    assert newest_date(replace(catalog, editorials=(text, text))) == date(2026, 4, 4)
    assert rank(catalog, TODAY).as_of == TODAY
    assert newest_date(a_catalog(a_tool())) == EPOCH


@given(catalogs(most=5), st.data())
def test_a_date_in_one_file_takes_no_points_from_other_tools(
    catalog: Catalog, data: st.DataObject
) -> None:
    """Not at all with the day given, as in a repository; else no day of a single file counts."""
    assume(len(catalog.tools) > 2)
    ranking = replace(catalog.settings.ranking, built_in=(BUILT_IN_SIGNALS["updated"],))
    catalog = replace(catalog, settings=replace(catalog.settings, ranking=ranking))
    place = data.draw(st.integers(0, len(catalog.tools) - 1))
    source = Source(basis=Basis.CITED, checked=date(2062, 1, 1))
    edited = replace(catalog.tools[place], capabilities=(a_capability(sources=(source,)),))
    changed = list(catalog.tools)
    changed[place] = edited
    after = replace(catalog, tools=tuple(changed))
    before_scores, after_scores = by_slug(catalog), by_slug(after)
    for tool in catalog.tools:
        assert before_scores[tool.slug].total == after_scores[tool.slug].total
    others = [tool for tool in catalog.tools if tool.slug != edited.slug]
    dates = [max(tool.dates()) for tool in others if tool.dates()]
    assert not dates or newest_date(after) == max(dates)


def test_rounding_never_takes_a_score_above_100() -> None:
    """With these weights, the points of a perfect tool add up to a little more."""
    weights = (("adoption", 0.1), ("quality", 0.1), ("ecosystem", 0.7))
    ranking = RankingSettings(by_type=(("framework", weights),))
    found = score(a_tool(scores=tuple((name, 1.0) for name, _ in weights)), ranking)
    assert math.fsum(component.points for component in found.components) > 100
    assert found.total == 100


def test_an_estimate_stays_between_0_and_1() -> None:
    """Components that move together can point beyond both ends."""
    for known, ends in ((1.0, (0.9, 1.0)), (0.0, (0.1, 0.0))):
        mean, expected = ends
        statistics = CatalogStatistics(
            low=(0, 0), high=(1, 1), mean=(mean, mean), covariance=((0.1, 0.9), (0.9, 0.9))
        )
        assert estimate((known, None), statistics) == (known, expected)


@pytest.mark.parametrize(
    ("age", "days", "is_used"), [(365, 365, True), (366, 365, False), (999, 0, True)]
)
def test_a_value_that_is_only_true_for_a_time_is_unknown_afterwards(
    age: int, days: int, *, is_used: bool
) -> None:
    """A value without a date has no age."""
    spec = SignalSpec(
        id="stars",
        component="adoption",
        scale=Scale.LINEAR,
        full=10,
        label="Stars",
        expires_after=days,
    )
    ranking = RankingSettings(signals=(spec,))
    dated = Signal(id="stars", value=5, measured=TODAY - timedelta(days=age))
    found = measured(score(a_tool("one", signals=(dated,)), ranking))
    assert found == ({"adoption": 0.5} if is_used else {})
    assert measured(score(a_tool("one", signals=(replace(dated, measured=None),)), ranking))


def measured(found: Score) -> dict[str, float]:
    """Return the components with readings of signals."""
    return {
        part.name: part.value or 0.0
        for part in found.components
        if any(reading.id == "stars" for reading in part.readings)
    }
