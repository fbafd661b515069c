"""The words that capabilities share are those that both texts have, counted pair by pair."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.shared_words import SharedWords, stacked_words
from ssg.tokenizer import terms
from support.strategies import a_capability, a_catalog, a_tool

TEXTS = st.lists(
    st.sampled_from(["walrus", "seal", "feeding", "custom", "2FA", "photos", "pictures", "ice"]),
    max_size=4,
).map(" ".join)
TOOLS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3)


def vectors_of(*tools: list[tuple[str, str]]) -> CapabilityVectors:
    """Return the vectors of tools, given by title and text of each capability."""
    return CapabilityVectors(
        a_catalog(
            *(
                a_tool(
                    f"t{number}",
                    capabilities=tuple(
                        a_capability(title, anchor=f"c{place}", description=text)
                        for place, (title, text) in enumerate(capabilities)
                    ),
                )
                for number, capabilities in enumerate(tools)
            )
        )
    )


def in_texts(texts: tuple[str, str]) -> tuple[set[str], set[str]]:
    """Return the words of a title, and those that only the text after it has."""
    title, body = map(set, map(terms, texts))
    return title, body - title


@given(TOOLS, TOOLS, TOOLS)
def test_pairs_are_compared_together_as_one_by_one(
    one: list[tuple[str, str]], other: list[tuple[str, str]], third: list[tuple[str, str]]
) -> None:
    vectors = vectors_of(one, other, third)
    words = SharedWords(vectors.words("t0"), vectors.rounded_weights)
    others = [("t1", place) for place in range(len(other))]
    others += [("t2", place) for place in range(len(third))]
    texts = [*other, *third]

    def weight_of(term: str) -> float:
        number = vectors.number(term)
        assert number is not None
        return vectors.weights[number]

    rows, columns = np.indices((len(one), len(others))).reshape(2, -1)
    stack = stacked_words([vectors.words("t1"), vectors.words("t2")])
    found = words.of(rows, stack, columns)
    titles = found.titles.tolist()
    for pair, shared in enumerate(found.of(np.arange(len(rows)))):
        row, column = int(rows[pair]), int(columns[pair])
        slug, place = others[column]
        left, right = vectors.wordings("t0").of(row), vectors.wordings(slug).of(place)
        (title, body), (other_title, other_body) = in_texts(one[row]), in_texts(texts[column])
        weight = math.fsum(map(weight_of, body & other_body))
        assert (shared.bodies == 0) is (weight == 0)
        assert shared.bodies <= weight + 1e-6
        across = (title & other_body) | (body & other_title)
        assert shared.across == {vectors.number(term) for term in across}
        if {word.term for word in left.words} & {word.term for word in right.words}:
            assert titles[pair]
        if left.title.isdisjoint(right.title):
            assert not titles[pair]


def test_words_count_less_where_both_texts_are_long() -> None:
    short = "A walrus swims."
    long, other = f"{short} Seals, whales, otters.", f"{short} Penguins, puffins, gannets."
    vectors = vectors_of([("One", short), ("Two", long)], [("Three", short), ("Four", other)])
    words = SharedWords(vectors.words("t0"), vectors.rounded_weights)
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    *with_short, of_long = words.of(rows, vectors.words("t1"), columns).bodies.tolist()
    assert len(set(with_short)) == 1
    assert 0 < of_long < with_short[0]


def test_a_word_of_a_title_is_not_counted_with_the_texts() -> None:
    vectors = vectors_of([("Walrus", "")], [("Teapots", "A walrus swims.")], [("Walrus", "")])
    words = SharedWords(vectors.words("t0"), vectors.rounded_weights)
    stack = stacked_words([vectors.words("t1"), vectors.words("t2")])
    found = words.of(np.zeros(2, int), stack, np.arange(2))
    assert found.bodies.tolist() == [0, 0]
    assert found.titles.tolist() == [False, True]
