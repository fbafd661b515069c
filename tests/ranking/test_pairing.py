"""Which pairs get a page."""

import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ssg.catalog import Catalog, Signal
from ssg.errors import UsageError
from ssg.messages import Messages
from ssg.ranking.nearness import Nearness
from ssg.ranking.pairing import explain, pair, same_pairs
from ssg.ranking.read_texts import ReadTexts
from ssg.settings import Category, PairPolicy, PairSettings
from support.similarity_by_slug import SimilarityBySlug
from support.strategies import a_capability, a_catalog, a_tool, catalogs, catalogs_in_two_orders

TOOLS = (
    a_tool("a", categories=("training",)),
    a_tool("b", categories=("training", "data")),
    a_tool("c", categories=("data",)),
    a_tool("d", type="dataset"),
    a_tool("e", type="dataset", categories=("serving",), aliases=("old-e",)),
)


def catalog(policy: PairPolicy, **pairs: Any) -> Catalog:
    """Return the five tools with these settings."""
    return a_catalog(*TOOLS, pairs=replace(PairSettings(policy=policy), **pairs))


def slugs(found: Catalog) -> set[str]:
    """Return the pairs of a catalog, as `ab`."""
    return {one.a + one.b for one in pair(found)[0]}


@given(catalogs())
def test_each_pair_stands_once_in_the_order_of_its_slugs(found: Catalog) -> None:
    """Sorted, never with itself, never more than allowed, always with a reason."""
    pairs, _ = pair(found)
    named = [(one.a, one.b) for one in pairs]
    assert named == sorted(set(named))
    assert all(a < b for a, b in named)
    assert len(named) <= found.settings.pairs.max_pages
    coarse = found.settings.pairs.policy is not PairPolicy.RELATED
    tools = SimilarityBySlug(found)
    graded = tools.steps_and_strengths([(b, a) for a, b in named], coarse=coarse)
    assert [one.strength for one in pairs] == pytest.approx([each for _, each in graded], abs=1e-8)
    assert all(one.reasons for one in pairs)
    steps = Nearness(found, ReadTexts(found)).steps_between(*tools.places(named))
    assert [one.step for one in pairs] == steps.tolist()


@given(catalogs_in_two_orders())
def test_the_pairs_are_the_same_in_any_order_of_the_entries(
    both: tuple[Catalog, Catalog],
) -> None:
    """Which order a folder has does not matter."""
    here, there = ([(one.a, one.b, one.reasons) for one in pair(each)[0]] for each in both)
    assert here == there


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (PairPolicy.NONE, set()),
        (PairPolicy.ALL, {a + b for a, b in itertools.combinations("abcde", 2)}),
        (PairPolicy.TYPE, {"ab", "ac", "bc", "de"}),
        (PairPolicy.CATEGORY, {"ab", "bc"}),
        (PairPolicy.RELATED, {"ab", "bc"}),
    ],
)
def test_each_policy_chooses_its_pairs(policy: PairPolicy, expected: set[str]) -> None:
    """Nothing shared, no page, but by `all` and `type`."""
    assert slugs(catalog(policy)) == expected


def test_well_known_tools_of_a_category_are_paired_only_with_what_is_like_them() -> None:
    """Each tool keeps its five most similar ones."""
    stars = (Signal(id="stars", value=100_000.0),)
    known = [
        a_tool(f"known{name}", summary=f"{word} {word}.", categories=("data",), signals=stars)
        for name, word in enumerate(("Chess", "Invoices", "Radio", "Recipes", "Maps", "Wine"))
    ]
    alike = [
        a_tool(f"near{name}", summary=f"Wiki pages {name}.", categories=("data",))
        for name in range(6)
    ]
    found = slugs(a_catalog(*known, *alike, pairs=PairSettings(related=5)))
    assert {f"near{a}near{b}" for a, b in itertools.combinations(range(6), 2)} <= found
    assert not any("known" in pair and "near" in pair for pair in found)


def test_tools_without_a_text_of_their_own_are_not_paired() -> None:
    """What is known of them is their category alone."""
    tools = [
        a_tool(f"t{place}", summary="No description.", categories=("data",)) for place in range(5)
    ]
    others = [a_tool(f"u{place}", summary=f"Draws {place * 'x'}.") for place in range(5)]
    assert not any("t" in pair for pair in slugs(a_catalog(*tools, *others)))
    described = [replace(tool, description=f"Draws {tool.slug}.") for tool in tools[:2]]
    assert slugs(a_catalog(*described, *tools[2:], *others)) >= {"t0t1"}
    assert len(slugs(a_catalog(*tools))) == 10, "a site of examples"


def test_related_pairs_each_tool_with_its_nearest() -> None:
    """A pair has its page when one side wants it."""
    assert slugs(catalog(PairPolicy.RELATED, related=0)) == set()
    assert slugs(catalog(PairPolicy.RELATED, related=1)) == {"ab", "bc"}


@pytest.mark.parametrize("policy", PairPolicy)
def test_a_pair_that_is_named_has_its_page_under_every_policy(policy: PairPolicy) -> None:
    """In whichever order it is named, once."""
    found = catalog(policy, always=(("e", "a"), ("a", "e"), ("b", "a")))
    assert {"ae", "ab"} <= slugs(found)
    assert next(one for one in pair(found)[0] if (one.a, one.b) == ("a", "e")).reasons == (
        "named in pairs.always",
    )


def test_the_weakest_pairs_are_cut_with_a_warning() -> None:
    """Its words are what the user acts on."""
    pairs, (warning,) = pair(catalog(PairPolicy.ALL, max_pages=2))
    assert [(one.a, one.b) for one in pairs] == [("a", "b"), ("b", "c")]
    assert str(warning) == (
        "content/site.yaml:1:1: warning[SSG060] 8 pairs of 10 cut by pairs.max_pages: 2; the "
        "strongest stay; "
        "raise max_pages or lower pairs.related"
    )


@pytest.mark.parametrize("policy", [PairPolicy.ALL, PairPolicy.TYPE, PairPolicy.CATEGORY])
def test_of_pairs_that_lists_rank_equally_the_most_similar_stay(policy: PairPolicy) -> None:
    """One more shared tag counts, though it is too little to change the order of a list."""
    tags = {"a": ("x",), "b": ("y",), "c": ("x", "z"), "d": ("y", "w")}
    tools = [
        a_tool(
            slug,
            summary=f"Tool{slug}.",
            categories=("data",),
            tags=tags.get(slug, (slug,)),
            capabilities=(a_capability(f"Makes {slug}"),),
        )
        for slug in "abcdef"
    ]
    whole, cut = (
        a_catalog(*tools, pairs=PairSettings(policy=policy, max_pages=most)) for most in (15, 2)
    )
    assert len({one.strength for one in pair(whole)[0]}) == 1
    assert slugs(cut) == {"ac", "bd"}


def test_as_many_pairs_as_allowed_are_no_reason_to_warn() -> None:
    """The limit itself is allowed."""
    assert len(pair(catalog(PairPolicy.ALL, max_pages=10))[0]) == 10
    assert pair(catalog(PairPolicy.ALL, max_pages=10))[1] == []


def test_named_pairs_are_cut_last() -> None:
    """However weak they are."""
    assert slugs(catalog(PairPolicy.ALL, max_pages=2, always=(("d", "a"),))) == {"ad", "ab"}


def test_a_pair_with_a_page_is_explained() -> None:
    """By its reasons, and its places among the nearest."""
    found = explain(catalog(PairPolicy.RELATED), "b", "a")
    assert (found.a, found.b, found.paired) == ("a", "b", True)
    assert found.reasons == (
        "both in Training",
        "same type: Framework",
        "b is number 1 of the tools nearest to a (the first 12 are paired, if they share enough)",
        "a is number 1 of the tools nearest to b (the first 12 are paired, if they share enough)",
    )


def test_a_pair_without_a_page_is_explained_with_the_way_to_get_one() -> None:
    """Also when it is named by an alias."""
    found = explain(catalog(PairPolicy.RELATED), "old-e", "a")
    assert (found.a, found.b, found.paired) == ("a", "e", False)
    assert found.reasons == (
        "the policy is pairs.policy: related",
        "they share no category, no capability and no rare word",
        "e is not among the tools near a",
        "a is not among the tools near e",
        "add [a, e] to pairs.always to force it",
    )


def test_a_pair_that_was_cut_is_explained_by_the_cut() -> None:
    """The policy alone would have given it a page."""
    reasons = explain(catalog(PairPolicy.ALL, max_pages=2), "a", "e").reasons
    assert "8 pairs of 10 cut by pairs.max_pages: 2; the strongest stay" in reasons


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("a", "a", '"a" is one tool; name two'),
        ("e", "old-e", '"e" is one tool; name two'),
        ("a", "zzz", 'there is no tool "zzz"; see "ssg rank" for all slugs'),
        ("old", "a", 'there is no tool "old"; see "ssg rank" for all slugs'),
    ],
)
def test_what_cannot_be_explained_is_said(a: str, b: str, words: str) -> None:
    """A wrong slug on the command line is an error of the user."""
    with pytest.raises(UsageError) as error:
        explain(catalog(PairPolicy.ALL), a, b)
    assert str(error.value) == words


def test_popular_tools_choose_more_partners_than_others() -> None:
    """On average as many as `related`."""
    tools = [
        a_tool(f"t{number:02}", categories=("data",), scores=(("adoption", number / 40),))
        for number in range(40)
    ]
    found = a_catalog(*tools, pairs=PairSettings(related=4))
    degree = Counter(slug for one in pair(found)[0] for slug in (one.a, one.b))
    assert degree["t39"] > degree["t20"] > degree["t00"] >= 2
    assert "the first 6 are paired" in explain(found, "t39", "t38").reasons[-1]
    assert len(pair(found)[0]) <= 4 * 40


def test_a_change_of_a_text_or_of_popularity_may_change_the_pairs() -> None:
    """So that the preview and `ssg diff` recompute them."""
    before = a_catalog(a_tool("a"), a_tool("b"))
    for fields in (
        {"summary": "Other."},
        {"description": "Other."},
        {"tags": ("x",)},
        {"signals": (Signal(id="stars", value=3.0),)},
    ):
        assert not same_pairs(before, a_catalog(a_tool("a", **fields), a_tool("b")))
    assert not same_pairs(before, a_catalog(*before.tools, language="de"))
    reworded = Messages(translations={"same type: {type}": ("one type: {type}",)})
    assert not same_pairs(before, a_catalog(*before.tools, messages=reworded))
    assert same_pairs(before, a_catalog(a_tool("a", homepage="https://a.example"), a_tool("b")))


def test_tools_that_share_only_a_category_for_the_rest_are_no_pair() -> None:
    rest = Category(id="rest", name="Miscellaneous"), Category(id="radio", name="Radio")
    tools = [
        a_tool("a", categories=("rest",), summary="Log your amateur radio contacts."),
        a_tool("b", categories=("rest",), summary="Amateur radio log."),
        a_tool("c", categories=("rest",), summary="Quiz games."),
        a_tool("d", categories=("radio",), summary="Streams."),
        a_tool("e", categories=("radio",), summary="Tuner."),
    ]
    found = a_catalog(*tools, categories=rest, pairs=PairSettings(policy=PairPolicy.RELATED))
    assert slugs(found) == {"ab", "de"}
