"""Rankings, receipts and pairs as text for a terminal and as JSON."""

import json
from datetime import date

import pytest
from hypothesis import given

from ssg.catalog import Catalog
from ssg.cli.tables import (
    breakdown_text,
    explanation_text,
    pairs_text,
    ranking_text,
    uniqueness_text,
)
from ssg.errors import UsageError
from ssg.ranking.pairing import Explanation
from ssg.ranking.scoring import rank
from ssg.settings import RankingSettings
from ssg.site import Pair
from support.strategies import a_catalog, a_tool, catalogs

DAY = date(2026, 11, 1)
PAIR = Pair(a="flax", b="jax", strength=2.5, reasons=("same type: Framework", "both stream"))


@given(catalogs())
def test_a_ranking_lists_every_tool_best_first(catalog: Catalog) -> None:
    ranking = rank(catalog, DAY)
    lines = ranking_text(catalog, ranking, "text").splitlines()
    assert [line.split()[1] for line in lines[1:]] == [score.slug for score in ranking.scores]
    found = json.loads(ranking_text(catalog, ranking, "json"))
    assert (found["schema_version"], found["date"]) == (1, "2026-11-01")
    assert [one["score"] for one in found["tools"]] == [score.total for score in ranking.scores]
    assert all(line == line.rstrip() for line in lines)


def test_the_unknown_is_a_dash_and_null() -> None:
    catalog = a_catalog(
        a_tool("flax", scores=(("ecosystem", 0.5),)), a_tool("jax", scores=(("adoption", 0.5),))
    )
    ranking = rank(catalog, DAY)
    lines = ranking_text(catalog, ranking, "text").splitlines()
    assert "-" in next(line for line in lines if "flax" in line).split()
    tools = json.loads(ranking_text(catalog, ranking, "json"))["tools"]
    flax = next(tool for tool in tools if tool["slug"] == "flax")
    assert flax["components"]["adoption"]["value"] is None
    assert flax["provisional"]
    assert flax["range"]["low"] <= flax["range"]["centre"] <= flax["range"]["high"]
    assert "provisional" in next(line for line in lines if "flax" in line)


@given(catalogs())
def test_a_receipt_adds_up_to_the_score(catalog: Catalog) -> None:
    ranking = rank(catalog, DAY)
    for score in ranking.scores:
        found = json.loads(breakdown_text(catalog, ranking, score.slug, "json"))
        points = sum(component["points"] for component in found["components"].values())
        assert found["score"] is None or points == pytest.approx(found["score"])
        lines = breakdown_text(catalog, ranking, score.slug, "text").splitlines()
        total = next(line for line in lines if line.startswith("total"))
        assert total.split()[-1] == ("-" if score.total is None else f"{score.total:.2f}")
        parts = [line.split()[-1] for line in lines[1 : lines.index(total)] if line[0] != " "]
        printed = sum(float(part) for part in parts if part != "-")
        assert printed == pytest.approx(score.total or 0.0, abs=0.005 * len(parts) + 0.005)
        assert score.coverage in lines


def test_a_receipt_names_what_is_given_and_what_is_unknown() -> None:
    catalog = a_catalog(
        a_tool("flax", scores=(("quality", 0.5),)), a_tool("jax", scores=(("adoption", 0.5),))
    )
    text = breakdown_text(catalog, rank(catalog, DAY), "flax", "text")
    for words in ("given in the file", "mean of its signals", "unknown: left out", "most likely"):
        assert words in text


def test_a_site_without_scores_says_so() -> None:
    catalog = a_catalog(a_tool("flax"), ranking=RankingSettings(components=(), built_in=()))
    ranking = rank(catalog, DAY)
    assert "has no scores" in ranking_text(catalog, ranking, "text")
    assert "has no scores" in breakdown_text(catalog, ranking, "flax", "text")


def test_an_unknown_slug_is_answered_with_the_nearest() -> None:
    catalog = a_catalog(a_tool("flax"))
    with pytest.raises(UsageError, match='unknown tool "flaks"; did you mean "flax"'):
        breakdown_text(catalog, rank(catalog, DAY), "flaks", "text")
    with pytest.raises(UsageError, match="ssg rank"):
        breakdown_text(catalog, rank(catalog, DAY), "zzzzzzzz", "text")


def test_pairs_are_listed_with_their_reasons() -> None:
    shares = {("flax", "jax"): 0.4567}
    assert pairs_text([PAIR], shares, "text").splitlines()[1].split(maxsplit=4) == [
        "flax",
        "jax",
        "2.50",
        "46%",
        "same type: Framework; both stream",
    ]
    assert pairs_text([], {}, "text") == "no pairs"
    assert json.loads(pairs_text([PAIR], shares, "json"))["pairs"] == [
        {
            "a": "flax",
            "b": "jax",
            "strength": 2.5,
            "unique": 0.457,
            "reasons": ["same type: Framework", "both stream"],
        }
    ]
    assert json.loads(pairs_text([], {}, "json"))["pairs"] == []


def test_pages_are_listed_by_how_much_of_their_text_is_their_own() -> None:
    text = uniqueness_text({("flax", "jax"): 0.5, ("flax", "peft"): 0.25, ("jax", "peft"): 0.75})
    assert [line.split()[0] for line in text.splitlines()] == ["25.0%", "50.0%", "75.0%", "50.0%"]
    assert uniqueness_text({}) == "no pairs"


@pytest.mark.parametrize(
    ("paired", "words"),
    [(True, "flax and jax have a page:"), (False, "flax and jax have no page:")],
)
def test_an_explanation_says_whether_and_why(words: str, *, paired: bool) -> None:
    explanation = Explanation("flax", "jax", paired=paired, reasons=("one", "two"))
    assert explanation_text(explanation, "text") == f"{words}\n- one\n- two"
    found = json.loads(explanation_text(explanation, "json"))
    assert (found["paired"], found["reasons"]) == (paired, ["one", "two"])
