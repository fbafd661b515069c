"""Two tools compared: fair to both sides, and silent about what nobody knows."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from ssg.catalog import Catalog, Pricing, PricingModel, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.profile import ToolProfile, side_of
from ssg.comparison.table import Row
from ssg.comparison.verdict import CLOSE_CALL, SHARE_OF_CHANCE, compare, too_close
from ssg.labels import COMPONENT_LABELS
from ssg.ranking.scoring import rank
from ssg.scores import Score
from support.compared_tools import ATTRIBUTES, DAY, PAIRS, comparison
from support.strategies import a_capability, a_catalog, a_tool

SETTINGS = a_catalog(attributes=ATTRIBUTES).settings


def unrated(tool: Tool) -> ToolProfile:
    """Return a side of whose score nothing is known."""
    score = next(
        one for one in rank(Catalog(settings=a_catalog().settings, tools=(tool,)), DAY).scores
    )
    components = tuple(
        replace(one, value=None, points=0.0, most=0.0, readings=()) for one in score.components
    )
    return side_of(tool, Score(slug=tool.slug, total=None, components=components), SETTINGS, DAY)


TURNED = {"a": "b", "b": "a", "": ""}


def turned(row: Row) -> Row:
    """Return a row with its sides changed over."""
    return replace(row, a=row.b, b=row.a, better=TURNED[row.better])


@given(PAIRS)
def test_a_comparison_turned_round_is_its_mirror_image(pair: tuple[Tool, Tool]) -> None:
    there, back = comparison(*pair), comparison(*reversed(pair))
    assert list(map(turned, there.rows)) == list(back.rows)
    assert (there.ahead, there.margin, there.close) == (TURNED[back.ahead], back.margin, back.close)
    assert (there.oldest, there.different_jobs) == (back.oldest, back.different_jobs)
    assert (there.share is None) == (back.share is None)
    assert there.share is None or back.share is None or there.share + back.share == pytest.approx(1)


@given(PAIRS)
def test_the_verdict_says_the_same_from_both_sides(pair: tuple[Tool, Tool]) -> None:
    a, b = (replace(tool, name=name) for tool, name in zip(pair, ("Aaa", "Bbb"), strict=True))
    there, back = ("".join(comparison(*order).verdict) for order in ((a, b), (b, a)))
    assert (
        sorted(re.findall(r"\w+|/", there)) == sorted(re.findall(r"\w+|/", back))
        or "stronger" in there
    )
    assert leads(there) == leads(back)
    for words in ("scores higher", "has a free tier", "too close to call", "no score yet"):
        assert re.findall(rf"\w+ {words}", there) == re.findall(rf"\w+ {words}", back)


def leads(verdict: str) -> dict[str, str]:
    """Return who is said to lead on what."""
    found = re.search(r"(\w+) leads on ([^.]+), while (\w+) is stronger on ([^.]+)\.", verdict)
    return {found[1]: found[2], found[3]: found[4]} if found else {}


@given(PAIRS)
def test_the_side_that_is_ahead_has_the_higher_score(pair: tuple[Tool, Tool]) -> None:
    found = comparison(*pair)
    first, second = found.a.score.total, found.b.score.total
    assert first is not None
    assert second is not None
    assert found.margin == pytest.approx(abs(first - second))
    assert found.ahead == ("" if found.margin == 0 else "a" if first > second else "b")
    if found.ahead:
        high = found.a if found.ahead == "a" else found.b
        assert found.verdict[0].startswith(
            f"{high.tool.name} scores higher at {high.score.rounded}/100"
        )


@given(PAIRS)
def test_leads_agree_with_the_rows(pair: tuple[Tool, Tool]) -> None:
    a, b = (replace(tool, name=name) for tool, name in zip(pair, ("Aaa", "Bbb"), strict=True))
    found = comparison(a, b)
    better = {
        side: [
            row.label.lower()
            for row in found.rows
            if row.label in COMPONENT_LABELS.values() and row.better == side
        ]
        for side in "ab"
    }
    said = leads(" ".join(found.verdict))
    if better["a"] and better["b"]:
        assert {name: set(re.split(", | and ", words)) for name, words in said.items()} == {
            "Aaa": set(better["a"]),
            "Bbb": set(better["b"]),
        }
    else:
        assert said == {}


def test_a_tool_equals_itself() -> None:
    tool = a_tool("one", scores=(("adoption", 0.5),))
    found = comparison(tool, replace(tool, slug="two", path="content/tools/two.yaml", name="Two"))
    assert (found.ahead, found.margin) == ("", 0)
    assert found.verdict[0] == f"One and Two have the same score, {found.a.score.rounded}/100."
    assert all(row.same for row in found.rows)


def test_who_is_unrated_is_named_and_nobody_is_ahead() -> None:
    rated = comparison(a_tool("one", scores=(("quality", 1.0),)), a_tool("two")).a
    alignment = Aligner(a_catalog(a_tool("one"), a_tool("two"))).align("one", "two")
    found = compare(rated, unrated(a_tool("two")), alignment, SETTINGS)
    assert (found.ahead, found.margin, found.close, found.share) == ("", 0, False, None)
    assert found.verdict[0] == "Two has no score yet, so the ranking cannot decide."
    both = compare(unrated(a_tool("two")), unrated(a_tool("one")), alignment, SETTINGS)
    assert both.verdict[0] == "One and Two have no score yet, so the ranking cannot decide."
    assert next(row for row in both.rows if row.label == "Rank").a.text == "unknown"


FREE = (PricingModel.FREE, PricingModel.FREEMIUM, PricingModel.OPEN_SOURCE)
PAID = (PricingModel.PAID, PricingModel.USAGE)


@pytest.mark.parametrize("free", FREE)
@pytest.mark.parametrize("paid", PAID)
def test_a_free_tier_is_told_when_the_other_side_costs(
    free: PricingModel, paid: PricingModel
) -> None:
    one, two = (
        a_tool("one", pricing=Pricing(model=free)),
        a_tool("two", pricing=Pricing(model=paid)),
    )
    for order in ((one, two), (two, one)):
        assert "One has a free tier; Two has none." in comparison(*order).verdict


@pytest.mark.parametrize(
    ("one", "two"),
    [
        *((one, two) for one in FREE for two in (*FREE, PricingModel.UNKNOWN)),
        *((one, two) for one in PAID for two in (*PAID, PricingModel.UNKNOWN)),
    ],
)
def test_a_free_tier_is_no_news_otherwise(one: PricingModel, two: PricingModel) -> None:
    found = comparison(
        a_tool("one", pricing=Pricing(model=one)), a_tool("two", pricing=Pricing(model=two))
    )
    assert "free tier" not in " ".join(found.verdict)


@pytest.mark.parametrize(
    ("margin", "share", "close"),
    [
        (CLOSE_CALL - 0.01, 1.0, True),
        (CLOSE_CALL, 1.0, False),
        (20.0, 0.5, True),
        (0.0, None, False),
        (20.0, SHARE_OF_CHANCE, True),
        (20.0, SHARE_OF_CHANCE + 0.01, False),
    ],
)
def test_a_small_or_doubtful_lead_is_too_close_to_call(
    margin: float, share: float | None, *, close: bool
) -> None:
    assert too_close(margin, share) is close


def test_tools_for_different_jobs_are_not_ranked_against_each_other() -> None:
    one = a_tool("one", type="framework", categories=("training",), scores=(("quality", 1.0),))
    two = a_tool("two", type="dataset", categories=("data",), scores=(("quality", 0.1),))
    found = comparison(one, two)
    assert found.different_jobs
    assert found.verdict[-1].startswith("The two do different jobs")
    shared = a_capability(id="streaming")
    assert not comparison(
        replace(one, capabilities=(shared,)), replace(two, capabilities=(shared,))
    ).different_jobs


def test_the_oldest_fact_is_that_of_either_side() -> None:
    one, two = a_tool("one", updated=date(2024, 1, 1)), a_tool("two", updated=date(2023, 1, 1))
    assert comparison(one, two).oldest == date(2023, 1, 1)
    assert comparison(one, a_tool("two")).oldest == date(2024, 1, 1)
    assert comparison(a_tool("one"), a_tool("two")).oldest is None
