"""Texts -> numbered terms with counts and weights."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.tfidf import (
    Bag,
    Lexicon,
    bag_of,
    counted_weights,
    joined,
    rarities,
    unit,
    weigh,
)
from ssg.tokenizer import stem, words

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
        terms = [lexicon.terms[term] for term in bag.terms[begin : begin + size].tolist()]
        rows.append(dict(zip(terms, values[begin : begin + size], strict=True)))
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
        assert list(found.items()) == list(counts.items())


def test_each_term_knows_the_word_by_which_it_was_first_met() -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, [[("Sharded data", 1.0), ("shards", 1.0)], [("A shard of data", 1.0)]])
    assert [lexicon.words[word] for word in bag.words] == ["sharded", "data", "shard", "data"]
    assert [lexicon.terms[term] for term in bag.terms] == ["shard", "data", "shard", "data"]


def test_a_copy_goes_on_with_the_same_numbers_and_leaves_the_first_as_it_is() -> None:
    first = Lexicon()
    known = bag_of(first, [[("shards of data", 1.0)]])
    second = first.copy()
    more = bag_of(second, [[("the data of streams", 1.0)]])
    assert (first.terms, second.terms) == (["shard", "data"], ["shard", "data", "stream"])
    assert more.terms[0] == known.terms[1]
    assert len(first.codes()) == 2
    assert first.codes().tolist() == second.codes().tolist()[:2]


@given(TEXTS)
def test_weights_are_those_of_the_formula(texts: Texts) -> None:
    """Count, rarity, and how many of the tool's capabilities have the term; of length 1."""
    lexicon = Lexicon()
    bag = bag_of(lexicon, texts)
    spread = np.bincount(bag.terms, minlength=len(lexicon.terms))
    vectors = weigh(bag, rarities(spread, len(texts)))
    rows = by_name(lexicon, bag, vectors.weights.tolist())
    for weights, counts in zip(rows, by_name(lexicon, bag, (bag.halves / 2).tolist()), strict=True):
        raw = {}
        for term, count in counts.items():
            having = int(spread[lexicon.terms.index(term)])
            raw[term] = (
                (1 + math.log(count) if count >= 1 else count)
                * math.log(1 + len(texts) / having)
                * max(0.05, 1 - having / len(texts)) ** 0.5
            )
        length = math.sqrt(math.fsum(one * one for one in raw.values()))
        assert weights == {term: one / length for term, one in raw.items()}, (
            "not almost: to the last digit"
        )


def test_a_term_that_stands_nowhere_is_as_rare_as_one_that_stands_once() -> None:
    assert rarities(np.array([0, 1, 2]), 4).tolist() == [math.log(5), math.log(5), math.log(3)]
    assert rarities(np.zeros(0, np.int64), 0).tolist() == []


def test_vectors_can_be_parted_and_joined() -> None:
    lexicon = Lexicon()
    bag = bag_of(lexicon, [[("shards", 1.0)], [], [("data streams", 1.0)]])
    vectors = unit(bag.sizes, bag.terms, counted_weights(bag, rarities(np.ones(3, np.int64), 3)))
    again = joined([vectors.part(place, place + 1) for place in range(3)])
    assert (again.sizes, again.terms.tolist()) == (vectors.sizes, vectors.terms.tolist())
    assert (
        again.weights.tolist()
        == vectors.weights.tolist()
        == pytest.approx([1.0, 0.5**0.5, 0.5**0.5])
    )
    assert again.rows.tolist() == [0, 2, 2]
    assert joined([]).sizes == ()
