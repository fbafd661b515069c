"""From rows to the match graph and to the component of the score: numbers computed by hand."""

from dataclasses import replace
from datetime import date

import pytest

from ssg.catalog import Catalog, Evidence
from ssg.evidence.aggregation import Aggregator, without_rare
from ssg.evidence.graph import intent_key, match_graph, wilson
from ssg.evidence.match_values import match_values
from ssg.ranking.scoring import measured_components, rank
from ssg.settings import RankingSettings
from ssg.tokenizer import Tokenizer, table_for
from support.strategies import a_catalog, a_tool

DAY = date(2026, 11, 20)


def a_row(query: str, tool: str, **counts: object) -> Evidence:
    """Make a row from its query, tool and any other fields."""
    given = {"first": DAY, "last": DAY, "source": "web", **counts}
    return Evidence(query=query, tool=tool, **given)  # type: ignore[arg-type]


def a_site(*rows: Evidence, slugs: str = "alpha beta gamma") -> Catalog:
    """Make a catalog with this evidence."""
    aggregator = Aggregator()
    for row in rows:
        aggregator.add(row)
    catalog = a_catalog(*map(a_tool, slugs.split()))
    return replace(catalog, evidence=tuple(aggregator.rows()))


def test_wilson_is_that_of_the_literature() -> None:
    """Brown, Cai and DasGupta (2001) use the same interval: 0 of n has the bound 0."""
    assert wilson(0, 10) == 0.0
    assert wilson(0, 0) == 0.0
    assert wilson(10, 10) == pytest.approx(10 / (10 + 3.8414588))
    assert wilson(8, 10) == pytest.approx(0.490162, abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fine-tune a model", "model fine tuning"),
        ("JAX networks", "network in jax"),
        ("training models", "train model"),
    ],
)
def test_the_same_words_in_another_order_or_form_are_one_intent(one: str, other: str) -> None:
    tokenizer = Tokenizer(table_for("en"))
    assert intent_key(one, tokenizer) == intent_key(other, tokenizer)


def test_a_query_without_content_words_is_its_own_intent() -> None:
    assert intent_key("what is it", Tokenizer(table_for("en"))) == "what is it"


def test_counts_of_one_intent_are_added_up() -> None:
    graph = match_graph(
        a_site(
            a_row("train networks", "alpha", shown=10, opened=4, positions=((10, 4),)),
            a_row("networks training", "alpha", shown=10, opened=2, positions=((0, 0), (10, 2))),
            a_row("train networks", "beta", shown=10, opened=1, positions=((0, 0), (10, 1))),
            a_row("networks training", "beta", shown=10, opened=3, positions=((10, 3),)),
            a_row("train networks", "alpha", capability="trains", chosen=2, helped=1, failed=1),
        )
    )
    (intent,) = graph.intents.values()
    assert intent.query == "train networks"
    assert intent.queries == ("networks training", "train networks")
    edges = {edge.tool: edge for edge in intent.edges}
    assert (edges["alpha"].row.shown, edges["alpha"].row.opened) == (20, 6)
    attention = graph.attention[1]
    assert edges["alpha"].success.trials == pytest.approx(10 + 10 * attention + 4)
    assert edges["alpha"].success.successes == 9
    assert edges["alpha"].capabilities == (("trains", 3),)
    assert [found[0].query for found in graph.head_to_head("beta", "alpha")] == [intent.query]


def test_the_value_is_the_rate_against_that_of_all_tools() -> None:
    """Trials without positions: alpha 30 of 60, beta 10 of 40; r = 40 / 100."""
    values = match_values(
        match_graph(
            a_site(
                a_row("a", "alpha", shown=60, opened=30), a_row("a", "beta", shown=40, opened=10)
            )
        )
    )
    assert values["alpha"].base_rate == pytest.approx(0.4)
    assert values["alpha"].rate == pytest.approx((30 + 8) / (60 + 20))
    assert values["alpha"].value == pytest.approx(0.475 / 0.875)
    assert values["beta"].value == pytest.approx(0.3 / 0.7)
    assert "gamma" not in values


def test_a_source_counts_for_at_most_100_trials() -> None:
    one = a_row("a", "alpha", shown=100, opened=20)
    many = a_row("a", "alpha", shown=1_000_000, opened=900_000, source="forum")
    shares = match_values(match_graph(a_site(one, many)))["alpha"].sources
    assert [(share.source, share.counted) for share in shares] == [("forum", 100), ("web", 100)]


def test_without_opens_there_is_no_value() -> None:
    assert match_values(match_graph(a_site(a_row("a", "alpha", shown=9)))) == {}


def test_without_evidence_the_component_does_not_exist() -> None:
    assert "match_graph" not in [one.id for one in measured_components(a_site(), DAY)]
    row = a_row("a", "alpha", shown=9, opened=3)
    assert "match_graph" in [one.id for one in measured_components(a_site(row), DAY)]
    without = RankingSettings(built_in=())
    settings = replace(a_site(row).settings, ranking=without)
    assert "match_graph" not in [
        one.id for one in measured_components(replace(a_site(row), settings=settings), DAY)
    ]


def test_the_points_of_a_receipt_add_up_to_the_score() -> None:
    catalog = a_site(a_row("a", "alpha", shown=60, opened=30), a_row("b", "beta", opened=4))
    for score in rank(catalog, DAY).scores:
        assert sum(one.points for one in score.components) == pytest.approx(score.total or 0)
        component = next(one for one in score.components if one.name == "match_graph")
        readings = [reading.value for reading in component.readings]
        assert component.value == (readings[0] if readings else None)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([a_row("q", "alpha", shown=2), a_row("q", "beta", shown=2)], False),
        ([a_row("q", "alpha", shown=3)], True),
        ([a_row("q", "alpha", opened=2), a_row("q", "beta", opened=1)], True),
        ([a_row("q", "alpha", opened=1, chosen=1, helped=1)], False),
        ([a_row("q", "alpha", helped=1, failed=2)], True),
    ],
)
def test_rare_queries_are_left_out(rows: list[Evidence], kept: bool) -> None:  # noqa: FBT001
    assert bool(list(without_rare(rows, 3))) is kept


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [a_row(query, tool, opened=1) for query in "ab" for tool in ("alpha", "beta")]
    assert a_site(*rows).evidence == a_site(*reversed(rows)).evidence
