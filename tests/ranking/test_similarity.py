"""How much two tools have to do with each other."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog, Signal, Tool
from ssg.ranking import feature_table
from ssg.ranking.pairing import pair
from ssg.settings import Category, PairPolicy, PairSettings, RankingSettings, Scale, SignalSpec
from support.similarity_by_slug import SimilarityBySlug
from support.strategies import a_capability, a_catalog, a_tool, catalogs, catalogs_in_two_orders


def test_a_tool_that_shares_nothing_is_near_nothing() -> None:
    """Not even where it has no category, no capability and no word."""
    similarity = SimilarityBySlug(a_catalog(a_tool("a"), a_tool("b", categories=("data",))))
    assert similarity.nearest("a") == similarity.nearest("b") == []
    assert similarity.reasons("a", "b") == ("same type: Framework",)


@given(catalogs())
def test_similarity_is_the_same_from_both_sides(catalog: Catalog) -> None:
    """In strength and in reasons, and as strong as the list of the nearest says."""
    similarity = SimilarityBySlug(catalog)
    slugs = [tool.slug for tool in catalog.tools]
    for a in slugs:
        nearest = dict(similarity.nearest(a))
        assert a not in nearest
        for b in slugs:
            if a != b:
                assert similarity.strength(a, b) == similarity.strength(b, a) >= 0
                assert similarity.reasons(a, b) == similarity.reasons(b, a)
                assert nearest.get(b, similarity.strength(a, b)) == pytest.approx(
                    similarity.strength(a, b)
                )
                assert (b in nearest) == (a in dict(similarity.nearest(b)))


@given(catalog=catalogs(), coarse=st.booleans())
def test_many_pairs_are_graded_as_each_of_them(catalog: Catalog, *, coarse: bool) -> None:
    """A tool is compared with all others at once where each has many pairs."""
    similarity = SimilarityBySlug(catalog)
    pairs = list(combinations(sorted(tool.slug for tool in catalog.tools), 2))
    one_by_one = similarity.steps_and_strengths(pairs, coarse=coarse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feature_table, "DENSE", 0)
        together = similarity.steps_and_strengths(pairs, coarse=coarse)
    assert [step for step, _ in together] == [step for step, _ in one_by_one]
    assert [strength for _, strength in together] == pytest.approx(
        [strength for _, strength in one_by_one], abs=1e-8
    )


@pytest.mark.parametrize("policy", [PairPolicy.ALL, PairPolicy.RELATED])
def test_another_word_changes_no_strength_where_all_tools_are_paired(policy: PairPolicy) -> None:
    """Else it would change the order of lists on the pages of all other tools."""
    texts = "Maps of cities", "Charts of streets", "Maps of streets and rivers", "Charts of rivers"
    tools = [
        a_tool(slug, summary=text, capabilities=(a_capability("Fast"),))
        for slug, text in zip("abcd", texts, strict=True)
    ]
    before = a_catalog(*tools, pairs=PairSettings(policy=policy))
    edited = replace(tools[0], summary="Maps and charts")
    after = replace(before, tools=(edited, *tools[1:]))
    first, second = (
        next(one.strength for one in pair(each)[0] if (one.a, one.b) == ("a", "c"))
        for each in (before, after)
    )
    assert (first == second) == (policy is PairPolicy.ALL)


@given(catalogs_in_two_orders())
def test_the_nearest_are_the_same_in_any_order_of_the_entries(
    both: tuple[Catalog, Catalog],
) -> None:
    """Strongest first, equal ones by slug."""
    one, other = map(SimilarityBySlug, both)
    for tool in both[0].tools:
        nearest = one.nearest(tool.slug)
        assert [slug for slug, _ in nearest] == [slug for slug, _ in other.nearest(tool.slug)]
        assert nearest == sorted(nearest, key=lambda found: (-found[1], found[0]))


@given(catalogs(), st.integers(1, 9))
def test_the_first_of_the_nearest_are_the_first_of_all(catalog: Catalog, most: int) -> None:
    """However few are asked for."""
    similarity = SimilarityBySlug(catalog)
    for tool in catalog.tools:
        assert similarity.first(tool.slug, most) == similarity.nearest(tool.slug)[:most]


def test_each_thing_in_common_brings_tools_nearer() -> None:
    """Type, category, main category, a shared capability, words."""
    base = {
        "categories": ("data", "training"),
        "capabilities": (a_capability("fast attention", id="sharding"),),
    }
    others = [
        a_tool("b0", type="dataset", categories=("training",)),
        a_tool("b1", categories=("training",)),
        a_tool("b2", categories=("data",)),
        a_tool("b3", categories=("data", "training")),
        a_tool(
            "b4", categories=("data", "training"), capabilities=(a_capability("x", id="sharding"),)
        ),
        a_tool("b5", **base),
    ]
    similarity = SimilarityBySlug(a_catalog(a_tool("a", **base), *others))
    assert [slug for slug, _ in similarity.nearest("a")] == ["b5", "b4", "b3", "b2", "b1", "b0"]


def test_a_rare_capability_says_more_than_a_common_one() -> None:
    """As with words."""
    common, rare = a_capability("A", id="streaming"), a_capability("B", id="sharding")
    similarity = SimilarityBySlug(
        a_catalog(
            a_tool("a", capabilities=(common, rare)),
            a_tool("b", capabilities=(common,)),
            a_tool("c", capabilities=(rare,)),
            a_tool("d", capabilities=(common,)),
        )
    )
    assert similarity.strength("a", "c") > similarity.strength("a", "b")


def test_reasons_are_sentences_with_the_names_that_readers_know() -> None:
    """Categories and capabilities by name, at most six of a kind."""
    ids = (
        "checkpointing",
        "quantization",
        "streaming",
        "sharding",
        "masking",
        "packing",
        "tracing",
        "tuning",
    )
    facts = {
        "categories": ("training", "data"),
        "capabilities": tuple(a_capability("Loads parquet", id=one) for one in ids),
    }
    similarity = SimilarityBySlug(
        a_catalog(a_tool("a", **facts), a_tool("b", **facts), a_tool("c"))
    )
    assert similarity.reasons("a", "b") == (
        "both in Data and Training",
        (
            "8 shared capabilities: Checkpointing, Quantization, Sharding, Streaming, masking, "
            "packing and 2 more"
        ),
        "same type: Framework",
    )
    assert similarity.shared_words("a", "b") == ["loads", "parquet"]


def test_words_without_content_are_no_reason() -> None:
    """Stop words and single letters do not make tools alike."""
    similarity = SimilarityBySlug(
        a_catalog(
            a_tool("a", capabilities=(a_capability("How to use a model with x"),)),
            a_tool(
                "b", type="dataset", capabilities=(a_capability("This is how to train x models"),)
            ),
        )
    )
    assert similarity.nearest("a") == []


MEDIA = (
    a_tool("kodi", name="Kodi", summary="Plays films and music on a television."),
    a_tool("emby", name="Emby", summary="Server that streams films to any device."),
    a_tool("plex", name="Plex", summary="Server that streams films, an alternative to Emby."),
    a_tool("mixtape", name="Mixtape", summary="Shares playlists of songs with friends."),
    a_tool("gitea", name="Gitea", summary="Hosts git repositories."),
)


def test_summaries_bring_tools_without_any_category_together() -> None:
    """By stems, so that forms of a word match; a mention of the other's name counts most."""
    similarity = SimilarityBySlug(a_catalog(*MEDIA))
    assert next(slug for slug, _ in similarity.nearest("emby")) == "plex"
    assert "gitea" not in dict(similarity.nearest("emby"))
    assert similarity.reasons("emby", "plex") == ("Plex mentions Emby", "same type: Framework")
    assert similarity.shared_words("kodi", "plex") == ["films"]


def test_tools_that_a_third_one_mentions_are_near_each_other() -> None:
    """As products are that the same add-on works with."""
    third = a_tool("seerr", name="Seerr", summary="Requests for Kodi and Gitea.")
    similarity = SimilarityBySlug(a_catalog(*MEDIA, third))
    assert "gitea" in dict(similarity.nearest("kodi"))
    assert similarity.reasons("gitea", "kodi") == (
        "both mentioned by Seerr",
        "same type: Framework",
    )


def test_a_word_that_all_tools_have_weighs_nothing() -> None:
    """A type that all have counts nothing either."""
    tools = [a_tool(f"t{number}", summary=f"Self-hosted w{number}.") for number in range(9)]
    assert SimilarityBySlug(a_catalog(*tools)).nearest("t0") == []


def test_words_of_one_topic_weigh_more_than_words_of_all_topics() -> None:
    """`lightweight` occurs in every category, `sync` in one."""
    near = SimilarityBySlug(
        a_catalog(
            a_tool("a", categories=("data",), summary="Lightweight sync."),
            a_tool("b", categories=("data",), summary="Lightweight."),
            a_tool("c", categories=("data",), summary="Sync."),
            a_tool("d", categories=("training",), summary="Lightweight."),
            a_tool("e", categories=("serving",), summary="Other."),
            a_tool("f", categories=("serving",), summary="Another."),
            a_tool("g", categories=("serving",), summary="More."),
        )
    )
    assert near.strength("a", "c") > near.strength("a", "b")


def test_subcategories_of_the_same_category_are_near() -> None:
    """If their summaries are about one thing; less near than those of the same one."""
    catalog = a_catalog(
        *(
            a_tool(slug, categories=(slug[:-1],), summary=text)
            for slug, text in (
                ("audio1", "Plays songs."),
                ("audio2", "Radio."),
                ("video1", "Plays films."),
                ("mail1", "Sends post."),
            )
        ),
        categories=tuple(
            Category(id=id_, name=name)
            for id_, name in (
                ("audio", "Media / Audio"),
                ("video", "Media / Video"),
                ("mail", "Mail"),
            )
        ),
    )
    similarity = SimilarityBySlug(catalog)
    assert [slug for slug, _ in similarity.nearest("audio1")] == ["audio2", "video1"]
    assert similarity.reasons("audio1", "video1")[0] == "both in Media"


def popular(slug: str, stars: float | None, **fields: object) -> Tool:
    signals = () if stars is None else (Signal(id="stars", value=stars),)
    return a_tool(slug, categories=("data",), signals=signals, **fields)


STARS = RankingSettings(
    signals=(
        SignalSpec(id="age", component="freshness", scale=Scale.DATE, label="Age"),
        SignalSpec(id="stars", component="adoption", scale=Scale.LOG, full=1000, label="Stars"),
    )
)


def test_of_equally_similar_tools_the_popular_come_first() -> None:
    """By the first signal with a logarithmic scale; what is unknown is not the last."""
    catalog = a_catalog(
        popular("a", 10),
        popular("b", 1),
        popular("c", 900),
        popular("d", None),
        popular("e", 5),
        popular("f", 7),
        ranking=STARS,
    )
    near = [slug for slug, _ in SimilarityBySlug(catalog).nearest("a")]
    assert near == ["c", "f", "d", "e", "b"]


def test_a_tool_that_others_mention_is_known() -> None:
    """Its popularity was not measured."""
    catalog = a_catalog(
        popular("a", 10),
        popular("plex", None, name="Plex"),
        popular("other", None),
        popular("x1", 5, summary="Feeds Plex."),
        popular("x2", 5, summary="Reads Plex."),
        ranking=STARS,
    )
    similarity = SimilarityBySlug(catalog)
    assert similarity.popularity("plex") == pytest.approx(2 / 3)
    assert similarity.popularity("other") < similarity.popularity("plex")
