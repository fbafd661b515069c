"""Comparing two tools: symmetric, and without a statement about unknown values."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from ssg.catalog import Catalog, Pricing, Signal, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.profile import ToolProfile, profile_of
from ssg.comparison.table import Row
from ssg.comparison.verdict import CLOSE_CALL, NEARLY_ALL, VerdictKind, compare, judge
from ssg.ranking.common_basis import common_basis
from ssg.ranking.scoring import rank
from ssg.scores import PROVISIONAL_BELOW, ComponentScore, Score
from ssg.settings import Category, RankingSettings
from support.compared_tools import ATTRIBUTES, DAY, PAIRS, comparison, sides
from support.strategies import a_capability, a_catalog, a_tool, weighted

SETTINGS = a_catalog(attributes=ATTRIBUTES).settings


def unrated(tool: Tool) -> ToolProfile:
    """Return a side of whose score nothing is known."""
    (score,) = rank(Catalog(settings=SETTINGS, tools=(tool,)), DAY).scores
    components = tuple(
        one._replace(value=None, points=0.0, most=0.0, readings=()) for one in score.components
    )
    return profile_of(tool, Score(slug=tool.slug, total=None, components=components), SETTINGS)


TURNED = {"a": "b", "b": "a", "": ""}


def turned(row: Row) -> Row:
    """Return a row with its sides changed over."""
    return row._replace(a=row.b, b=row.a, better=TURNED[row.better])


@given(PAIRS)
def test_a_mirrored_comparison_has_a_mirrored_verdict(pair: tuple[Tool, Tool]) -> None:
    a, b = (replace(tool, name=name) for tool, name in zip(pair, ("Aaa", "Bbb"), strict=True))
    there, back = comparison(a, b), comparison(b, a)
    assert list(map(turned, there.rows)) == list(back.rows)
    assert (there.ahead, there.margin) == (TURNED[back.ahead], back.margin)
    assert (there.oldest, there.different_jobs) == (back.oldest, back.different_jobs)
    assert (there.points_a, there.points_b) == (back.points_b, back.points_a)
    one, two = there.verdict, back.verdict
    assert (one.kind, one.in_ten) == (two.kind, two.in_ten)
    assert one.tens == (two.tens[::-1] if two.tens else None)
    assert one.bar == (two.bar[::-1] if two.bar else None)
    assert (one.headline, one.reasons) == (two.headline, two.reasons)
    assert {" ".join(sorted(words.split())) for words in one.facts} == {
        " ".join(sorted(words.split())) for words in two.facts
    } or there.verdict.facts


OPEN_HEADLINES = (
    r"|Too little is known about (Aaa|Bbb|Aaa and Bbb|both) to compare the scores\."
    r"|Both score the same\.|Neither clearly scores higher\."
    r"|Which of the two scores higher depends on the weights\."
)


@given(PAIRS)
def test_words_and_bar_follow_from_the_kind_of_the_verdict(pair: tuple[Tool, Tool]) -> None:
    a, b = (replace(tool, name=name) for tool, name in zip(pair, ("Aaa", "Bbb"), strict=True))
    verdict = comparison(a, b).verdict
    leader = {"a": "Aaa", "b": "Bbb", "": ""}[verdict.ahead]
    assert bool(leader) == (verdict.kind is not VerdictKind.OPEN)
    match verdict.kind:
        case VerdictKind.CLEAR:
            assert verdict.headline == f"{leader} scores higher."
        case VerdictKind.LIKELY:
            assert verdict.headline == f"{leader} probably scores higher."
        case VerdictKind.OPEN:
            assert re.fullmatch(OPEN_HEADLINES, verdict.headline)
            assert verdict.in_ten == 0
    words = " ".join(verdict.reasons)
    if leader:
        assert re.search(rf"\b{leader} has [0-9.]+ points?(?: \([^)]*\))? and", words)
        assert verdict.in_ten > 6
        assert verdict.basis.weight >= PROVISIONAL_BELOW
        assert not re.search(rf"\b(?!{leader})\w+ leads in", words)
    if verdict.bar:
        assert min(verdict.bar) >= 1
        assert sum(verdict.bar) == 10


@given(PAIRS)
def test_a_verdict_is_open_only_where_the_leader_does_not_lead_in_nearly_all(
    pair: tuple[Tool, Tool],
) -> None:
    found = comparison(*pair)
    verdict, share = found.verdict, found.verdict.basis.share_a
    if share is None or not found.margin:
        assert verdict.kind is VerdictKind.OPEN
        return
    assert verdict.tens
    leads = verdict.tens[0 if found.points_a > found.points_b else 1]
    high, low = (found.a, found.b) if found.points_a > found.points_b else (found.b, found.a)
    agreed = (high.score.rounded or 0) > (low.score.rounded or 0)
    agreed = agreed and found.margin >= CLOSE_CALL and not verdict.facts
    if leads >= NEARLY_ALL and found.verdict.basis.weight >= PROVISIONAL_BELOW:
        assert (verdict.kind is not VerdictKind.OPEN) == agreed
    if verdict.kind is VerdictKind.CLEAR:
        assert leads >= NEARLY_ALL
        assert found.margin >= CLOSE_CALL
        high, low = (found.a, found.b) if verdict.ahead == "a" else (found.b, found.a)
        assert high.score.total is not None
        assert low.score.total is not None
        assert high.score.total > low.score.total


@given(PAIRS)
def test_points_are_compared_on_components_known_for_both(pair: tuple[Tool, Tool]) -> None:
    found = comparison(*pair)
    known = [
        one.label
        for one, two in zip(found.a.score.components, found.b.score.components, strict=True)
        if one.value is not None and two.value is not None and comparable(one, two)
    ]
    assert [one.label for one in found.shared_components] == known
    assert found.points_a == pytest.approx(sum(one.points_a for one in found.shared_components))
    assert found.points_b == pytest.approx(sum(one.points_b for one in found.shared_components))
    assert found.margin == pytest.approx(abs(found.points_a - found.points_b), abs=1e-8)
    if known:
        assert sum(one.most for one in found.shared_components) == pytest.approx(100)
    words = " ".join(found.verdict.reasons).lower()
    basis = found.verdict.basis
    has_totals = None not in (found.a.score.total, found.b.score.total)
    if basis.partial and has_totals:
        for label in (*known, *basis.not_comparable):
            assert label.lower() in words
    assert not {*basis.not_comparable} & {*known}


def comparable(one: ComponentScore, two: ComponentScore) -> bool:
    """Return whether a component is known by a common signal, or given by a file."""
    ids, others = ({reading.id for reading in side.readings} for side in (one, two))
    return one.given or two.given or bool(ids & others)


def starred(slug: str, **values: float) -> Tool:
    """Return a tool with a given component and these signals of adoption."""
    signals = tuple(Signal(id=name, value=value) for name, value in values.items())
    return a_tool(slug, signals=signals, **given_scores(quality=0.5, ecosystem=0.5))


def test_a_signal_of_one_side_does_not_decide() -> None:
    """The leader of the means has less of the only figure that both have."""
    one, two = starred("one", share=50, stars=99_999), starred("two", share=60)
    found = comparison(one, two)
    assert (found.a.score.total or 0) > (found.b.score.total or 0)
    adoption = found.shared_components[0]
    assert adoption.points_a / adoption.most == pytest.approx(0.5)
    assert adoption.points_b / adoption.most == pytest.approx(0.6)
    assert (found.ahead, found.verdict.headline) == ("", "Neither clearly scores higher.")
    assert found.verdict.reasons == (
        (
            "Counting only what is known for both (adoption, quality and ecosystem), Two has 54.2 "
            "points and One 50 (60.4 on its own page)."
        ),
        "Left out, as only one of the two has a current value: stars of One.",
        "By all figures of each, the order is the other way round.",
    )
    assert not any(row.better for row in found.rows if row.key == "component-adoption")


def test_a_component_without_a_common_signal_is_not_compared() -> None:
    found = comparison(starred("one", share=50), starred("two", stars=60))
    assert [part.label for part in found.shared_components] == ["Quality", "Ecosystem"]
    assert found.verdict.basis.not_comparable == ("Adoption",)
    words = "Not compared, as both have different figures: adoption."
    assert words in found.verdict.reasons


def given_scores(**values: float) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the field of a tool that gives components directly."""
    return {"scores": tuple(values.items())}


def test_a_component_known_for_one_side_only_does_not_decide() -> None:
    """One has less on all that is known of both; only its own component makes its score higher."""
    one = a_tool("one", **given_scores(adoption=0.5, ecosystem=0.5, quality=1.0))
    two = a_tool("two", **given_scores(adoption=0.6, ecosystem=0.6))
    found = comparison(one, two)
    assert found.verdict.basis.only_a == ("Quality",)
    assert (found.a.score.rounded, found.b.score.rounded) == (71, 60)
    assert (found.ahead, found.verdict.kind) == ("", VerdictKind.OPEN)
    assert found.verdict.headline == "Neither clearly scores higher."
    assert found.verdict.reasons == (
        (
            "Counting only what is known for both (adoption and ecosystem), "
            "Two has 60 points and One 50 (70.8 on its own page)."
        ),
        "Left out, as only one of the two has a current value: quality of One.",
        "By all figures of each, the order is the other way round.",
    )


def test_better_in_everything_by_enough_is_clear() -> None:
    one = a_tool("one", **given_scores(adoption=0.9, ecosystem=0.8))
    two = a_tool("two", **given_scores(adoption=0.4, ecosystem=0.3))
    verdict = comparison(one, two).verdict
    assert (verdict.kind, verdict.ahead, verdict.in_ten) == (VerdictKind.CLEAR, "a", 10)
    assert (verdict.tens, verdict.bar) == ((10, 0), None)
    assert verdict.headline == "One scores higher."


def test_a_lead_that_depends_on_the_weights_is_open() -> None:
    one = a_tool("one", **given_scores(adoption=0.9, ecosystem=0.1))
    two = a_tool("two", **given_scores(adoption=0.4, ecosystem=0.6))
    verdict = comparison(one, two).verdict
    assert (verdict.kind, verdict.ahead, verdict.in_ten) == (VerdictKind.OPEN, "", 0)
    assert verdict.bar == (5, 5)
    assert verdict.reasons[-1] == "Each leads in about half of the ways to weigh the score."


def test_points_that_look_equal_are_given_once() -> None:
    one = a_tool("one", **given_scores(adoption=0.5004, ecosystem=0.5))
    two = a_tool("two", **given_scores(adoption=0.5, ecosystem=0.5003))
    verdict = comparison(one, two).verdict
    assert verdict.headline == "Neither clearly scores higher."
    assert verdict.reasons[0] == "Both have 50 points."


def test_a_small_lead_is_open_even_under_every_weighting() -> None:
    one = a_tool("one", **given_scores(adoption=0.51, ecosystem=0.51))
    two = a_tool("two", **given_scores(adoption=0.5, ecosystem=0.5))
    verdict = comparison(one, two).verdict
    assert (verdict.kind, verdict.ahead, verdict.in_ten) == (VerdictKind.OPEN, "", 0)
    assert verdict.sentences == (
        "Neither clearly scores higher.",
        "One has 51 points and Two 50.",
    )


@pytest.mark.parametrize("ecosystem", [0.5, 0.4])
def test_who_is_ahead_or_level_on_each_part_is_not_behind_on_any(ecosystem: float) -> None:
    one = a_tool("one", **given_scores(adoption=0.9, quality=0.8, ecosystem=0.5))
    two = a_tool("two", **given_scores(adoption=0.5, quality=0.5, ecosystem=ecosystem))
    sentences = comparison(one, two).verdict.sentences
    assert "One is not behind on any part that is compared." in sentences


def test_a_lead_on_less_than_half_of_the_weight_is_open() -> None:
    """Even where the ranges of the two scores do not overlap: they are estimates."""
    one = a_tool("one", **given_scores(ecosystem=0.9))
    two = a_tool("two", **given_scores(ecosystem=0.1, adoption=0.5))
    catalog = a_catalog(one, two, a_tool("three", **given_scores(quality=0.5, adoption=0.2)))
    found = sides(catalog)
    verdict = judge(found["one"], found["two"], catalog.settings, different_jobs=False)
    assert (verdict.kind, verdict.ahead, verdict.bar) == (VerdictKind.OPEN, "", None)
    assert verdict.headline == "Too little is known about One to compare the scores."
    assert verdict.reasons[0] == "Only ecosystem is known for both, less than half of the score."


def test_tools_of_two_types_are_weighed_alike() -> None:
    """Neither side is scored by weights that favour its own type."""
    ranking = RankingSettings(by_type=(("dataset", (("adoption", 75.0), ("ecosystem", 30.0))),))
    facts = given_scores(adoption=1.0, ecosystem=0.0, quality=0.0)
    tools = a_tool("one", type="framework", **facts), a_tool("two", type="dataset", **facts)
    scores = rank(a_catalog(*tools, ranking=ranking), DAY).scores
    assert scores[0].total != scores[1].total
    assert common_basis(scores[0], scores[1]).difference == 0


def test_a_score_is_compared_by_its_own_values_not_by_those_of_an_earlier_one() -> None:
    """What is kept of a score on a scale belongs to that score, not to its slug."""
    other = a_tool("two", **given_scores(quality=0.5, adoption=0.5))
    for quality in (0.9, 0.1, 0.9):
        tool = a_tool("one", **given_scores(quality=quality, adoption=0.5))
        scores = {one.slug: one for one in rank(a_catalog(tool, other), DAY).scores}
        basis = common_basis(scores["one"], scores["two"])
        assert (basis.difference > 0) == (quality > 0.5)


def test_a_tool_equals_itself() -> None:
    tool = a_tool("one", scores=(("adoption", 0.5),))
    found = comparison(tool, replace(tool, slug="two", path="content/tools/two.yaml", name="Two"))
    assert (found.ahead, found.margin) == ("", 0)
    assert found.verdict.kind is VerdictKind.OPEN
    assert found.verdict.headline == "Both score the same."
    assert all(row.same for row in found.rows)


def test_a_tool_without_a_score_is_not_judged() -> None:
    rated = comparison(a_tool("one", scores=(("quality", 1.0),)), a_tool("two")).a
    alignment = Aligner(a_catalog(a_tool("one"), a_tool("two"))).align("one", "two")
    found = compare(rated, _nothing_known(rated), alignment, SETTINGS)
    assert (found.ahead, found.margin, found.verdict.tens) == ("", 0, None)
    assert found.verdict.sentences == (
        "No score for One: this site has no current measurements of it.",
    )
    both = compare(unrated(a_tool("two")), unrated(a_tool("one")), alignment, SETTINGS)
    assert both.verdict.sentences == ()
    assert "Rank" not in {row.label for row in both.rows}


def _nothing_known(profile: ToolProfile) -> ToolProfile:
    components = tuple(
        one._replace(value=None, points=0.0, most=0.0) for one in profile.score.components
    )
    score = replace(profile.score, total=None, components=components, range=None)
    return replace(profile, score=score)


def test_a_site_without_scores_has_a_verdict_without_words() -> None:
    catalog = a_catalog(
        a_tool("one"), a_tool("two"), ranking=RankingSettings(components=(), built_in=())
    )
    found = sides(catalog)
    made = compare(
        found["one"], found["two"], Aligner(catalog).align("one", "two"), catalog.settings
    )
    assert made.verdict.sentences == ()
    assert (made.shared_components, made.verdict.bar, made.ahead) == ((), None, "")


def test_tools_for_different_jobs_are_not_ranked_against_each_other() -> None:
    one = a_tool("one", type="framework", categories=("training",), scores=(("quality", 1.0),))
    two = a_tool("two", type="dataset", categories=("data",), scores=(("quality", 0.1),))
    found = comparison(one, two)
    assert found.different_jobs
    assert found.verdict.answer == ("Choose by job: Training (One) or Data (Two).")
    assert found.verdict.explanation == ("One has 71.4 points and Two 7.1.",)
    assert (found.ahead, found.verdict.kind) == ("", VerdictKind.OPEN)
    shared = a_capability(id="streaming")
    assert not comparison(
        replace(one, capabilities=(shared,)), replace(two, capabilities=(shared,))
    ).different_jobs


def test_tools_without_a_common_category_are_first_named_by_their_categories() -> None:
    """The type does not count where both have categories; a shared capability proves less."""
    shared = (a_capability(id="streaming"),)
    one = a_tool("one", categories=("training",), scores=(("quality", 1.0),), capabilities=shared)
    two = a_tool("two", categories=("data",), scores=(("quality", 0.1),), capabilities=shared)
    found = comparison(one, two)
    assert not found.different_jobs
    assert re.match(r"Choose by job: .+ \(One\) or .+ \(Two\)\.", found.verdict.answer)
    assert found.verdict.sentences[0] == found.verdict.facts[0]
    assert comparison(one, replace(two, categories=("data", "training"))).verdict.facts == ()


def test_a_category_of_both_is_not_what_tells_two_tools_apart() -> None:
    """Their texts may, where neither has capabilities."""
    categories = tuple(Category(id=key, name=key.title()) for key in ("training", "data"))
    catalog = a_catalog(
        a_tool("one", name="One", categories=("training", "data")),
        a_tool("two", name="Two", categories=("data",)),
        categories=categories,
    )
    made = sides(catalog)
    apart = {
        slug: replace(side, jobs=frozenset({*(side.jobs or ()), "apart one two"}))
        for slug, side in made.items()
    }
    sentence = "One and Two are both listed under Data: choose by what each is for."
    for first, second in (("one", "two"), ("two", "one")):
        answer = judge(apart[first], apart[second], catalog.settings, different_jobs=False).answer
        assert answer == sentence.replace("One and Two", f"{first.title()} and {second.title()}")


@pytest.mark.parametrize(
    ("one", "two", "ahead"),
    [
        (("training", "data"), ("data", "training"), "a"),
        (("training", "data"), ("training",), "a"),
        (("training", "data"), ("data",), ""),
        (("data",), ("training", "data"), ""),
        (("training", "data"), ("serving", "data"), ""),
        (("training",), (), "a"),
    ],
)
def test_no_tool_scores_higher_than_one_that_does_not_do_its_main_job(
    one: tuple[str, ...], two: tuple[str, ...], ahead: str
) -> None:
    """The points of both are given nevertheless."""
    found = comparison(
        a_tool("one", categories=one, scores=(("quality", 1.0),)),
        a_tool("two", categories=two, scores=(("quality", 0.1),)),
    ).verdict
    assert (found.ahead, bool(found.headline), bool(found.bar)) == (ahead, bool(ahead), False)
    assert found.reasons[:1] == ("One has 71.4 points and Two 7.1.",)


def test_what_two_tools_are_for_is_said_in_the_words_of_the_site() -> None:
    named = {"training": "training models", "data": "storing texts", "serving": ""}
    categories = tuple(
        Category(id=key, name=key.title(), purpose=purpose) for key, purpose in named.items()
    )
    tools = [a_tool(key, categories=(key,)) for key in named]
    catalog = a_catalog(*tools, categories=categories)
    found = sides(catalog)

    def answer(one: str, other: str) -> str:
        settings = catalog.settings
        return judge(found[one], found[other], settings, different_jobs=False).answer

    sentence = "Training is mainly for training models, and Data for storing texts."
    assert answer("training", "data") == sentence
    assert answer("serving", "data") == "Choose by job: Serving (Serving) or Data (Data)."


def test_two_entries_of_one_repository_are_not_ranked_against_each_other() -> None:
    """Both scores count the same stars and commits."""
    one = a_tool("one", repository="https://example.org/x/", scores=(("quality", 1.0),))
    two = a_tool("two", repository="https://example.org/X.git", scores=(("quality", 0.1),))
    assert comparison(one, two).verdict.sentences == ()
    assert comparison(one, replace(two, repository="")).ahead == "a"


@given(PAIRS)
def test_a_lead_that_is_only_probable_is_never_absolute(pair: tuple[Tool, Tool]) -> None:
    verdict = comparison(*pair).verdict
    if verdict.kind is not VerdictKind.CLEAR:
        assert not re.search("however much|nearly any", " ".join(verdict.reasons))
    if verdict.kind is VerdictKind.LIKELY and verdict.gives_points and verdict.in_ten == 10:
        assert re.search("scores of the two overlap", " ".join(verdict.reasons))


def test_more_weightings_for_the_side_with_fewer_points_are_a_contrast() -> None:
    """Two sentences that name different leaders do not follow from each other."""
    one = a_tool("one", scores=(("adoption", 0.62), ("ecosystem", 0.0), ("quality", 0.1)))
    two = a_tool("two", scores=(("adoption", 0.5), ("ecosystem", 0.1), ("quality", 0.2)))
    components = weighted(adoption=98.0, quality=1.0, ecosystem=1.0)
    catalog = a_catalog(one, two, ranking=RankingSettings(components=components))
    found = sides(catalog)
    verdict = judge(found["one"], found["two"], catalog.settings, different_jobs=False)
    assert verdict.basis.difference > 0
    assert verdict.reasons[1].startswith("But Two leads in about ")


def test_the_oldest_check_is_that_of_either_side() -> None:
    """The day of a release is no check."""
    one, two = (
        a_tool(slug, pricing=Pricing(checked=date(year, 1, 1)))
        for slug, year in (("one", 2024), ("two", 2023))
    )
    assert comparison(one, two).oldest == date(2023, 1, 1)
    assert comparison(one, a_tool("two", updated=date(2020, 1, 1))).oldest == date(2024, 1, 1)
    assert comparison(a_tool("one"), a_tool("two")).oldest is None
