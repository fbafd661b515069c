"""Texts -> numbered terms with counts and weights."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.lexicon_files import general_synonyms, related_words
from ssg.comparison.tfidf import Bag, Lexicon, bag_of, rarities, shipped_background, weigh
from ssg.tokenizer import stem, tokens, words

TEXTS = st.lists(
    st.lists(
        st.tuples(
            st.text("abct sgin-DE", max_size=30) | st.just("Shards the shards of sharding"),
            st.sampled_from([0.5, 1.0, 1.5, 3.0]),
        ),
        max_size=3,
    ),
    max_size=4,
)
Texts = list[list[tuple[str, float]]]


def by_name(lexicon: Lexicon, bag: Bag, values: list[float]) -> list[dict[str, float]]:
    """Return the values of each capability's terms by the terms themselves."""
    rows, begin = [], 0
    for size in bag.sizes:
        names = [lexicon.terms[term] for term in bag.terms[begin : begin + size].tolist()]
        rows.append(dict(zip(names, values[begin : begin + size], strict=True)))
        begin += size
    return rows


@given(TEXTS)
def test_terms_are_counted_for_each_capability_in_the_order_of_the_text(texts: Texts) -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, texts)
    for found, capability in zip(
        by_name(lexicon, bag, (bag.halves / 2).tolist()), texts, strict=True
    ):
        counts: Counter[str] = Counter()
        for text, weight in capability:
            for word in words(text):
                counts[stem(word)] += weight  # type: ignore[assignment]
        of_words = [(term, count) for term, count in found.items() if term[:1] not in "=~&"]
        assert of_words == list(counts.items())


def test_a_copy_goes_on_with_the_same_numbers_and_leaves_the_first_as_it_is() -> None:
    first = Lexicon()
    known = bag_of(first, [[("sharks of data", 1.0)]])
    second = first.copy()
    more = bag_of(second, [[("the data of whales", 1.0)]])
    assert second.terms == [*first.terms, "whal"]
    assert more.terms[0] == known.terms[1]


@given(TEXTS)
def test_weights_are_those_of_the_formula(texts: Texts) -> None:
    """Count, rarity in site and background, share of the tool's capabilities; length 1."""
    lexicon, background = Lexicon(), shipped_background()
    bag = bag_of(lexicon, texts)
    frequencies = np.bincount(bag.terms, minlength=len(lexicon.terms))
    vectors = weigh(bag, rarities(lexicon, frequencies, len(texts), background))
    rows = by_name(lexicon, bag, vectors.weights.tolist())
    for weights, counts in zip(rows, by_name(lexicon, bag, (bag.halves / 2).tolist()), strict=True):
        raw = {}
        for term, count in counts.items():
            having = int(frequencies[lexicon.terms.index(term)])
            in_background = math.log(1 + background.texts / (1 + background.counts.get(term, 0)))
            raw[term] = (
                (1 + math.log(count) if count >= 1 else count)
                * ((math.log(1 + len(texts) / having) + in_background) / 2)
                * max(0.05, 1 - having / len(texts)) ** 0.5
                * {"~": 0.7, "&": 0.5}.get(term[:1], 1)
            )
        length = math.sqrt(math.fsum(one * one for one in raw.values()))
        assert weights == pytest.approx({term: one / length for term, one in raw.items()})


def test_terms_that_are_left_out_are_not_counted() -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, [[("Flax sharks data", 1.0)]], frozenset(["flax"]))
    assert [lexicon.terms[term] for term in bag.terms] == ["shark", "data"]


def test_phrases_of_a_synonym_group_count_as_one_term() -> None:
    lexicon = Lexicon([("rl", "reinforcement learning"), ("the", "")])
    bag = bag_of(lexicon, [[("RL", 1.0)], [("Reinforcement learning at scale", 1.0)]])
    first, second = by_name(lexicon, bag, (bag.halves / 2).tolist())
    assert first.keys() & second.keys() == {"=reinforcement learning rl"}


def test_general_synonyms_count_as_one_term_unless_the_site_groups_them() -> None:
    texts = [[("SSO by Okta", 1.0)], [("Log in by SAML", 1.0)]]
    for lexicon, shared in (
        (Lexicon(), {"~single sign-on"}),
        (Lexicon([("saml", "ws-fed")]), set()),
    ):
        bag = bag_of(lexicon, texts)
        first, second = by_name(lexicon, bag, (bag.halves / 2).tolist())
        assert first.keys() & second.keys() == shared


def test_phrases_with_stop_words_are_found_as_written_or_by_two_other_words() -> None:
    lexicon = Lexicon([("ship-in", "parcels"), ("box for whales", "crate")])
    texts = ["Ships in", "Ships", "A box of whales", "The box", "Parcels in crates"]
    bag = bag_of(lexicon, [[(text, 1.0)] for text in texts])
    groups = [
        {term for term in row if term.startswith("=")}
        for row in by_name(lexicon, bag, (bag.halves / 2).tolist())
    ]
    parcels, crate = "=parcels ship-in", "=box for whales crate"
    assert groups == [{parcels}, set(), {crate}, set(), {parcels, crate}]


@pytest.mark.parametrize("groups", [general_synonyms(), related_words()])
def test_shipped_groups_have_several_phrases_and_a_name_of_their_own(
    groups: tuple[tuple[str, ...], ...],
) -> None:
    assert len({group[0] for group in groups}) == len(groups)
    for group in groups:
        assert all(phrase == phrase.strip() and tokens(phrase) for phrase in group), group
        assert len({tuple(map(stem, tokens(phrase))) for phrase in group}) > 1, group


def test_the_title_is_the_first_text() -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, [[("Whales sharks", 3.0), ("Sharks of tundra", 1.0)], []])
    assert bag.in_title.tolist() == [True, True, False]
    assert bag.sizes == (3, 0)


def test_terms_of_the_background_are_rare_or_common() -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, [[("model zeppelin", 1.0)]])
    once = np.ones(len(lexicon.terms), np.int64)
    model, zeppelin = rarities(lexicon, once, 4, shipped_background())[bag.terms].tolist()
    assert model < zeppelin
