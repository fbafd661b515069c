"""The words that capabilities share are those that both texts have, counted pair by pair."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.shared_words import SharedWords, WordCells
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


def shared_words(vectors: CapabilityVectors, slug: str) -> SharedWords:
    """Return the words of a tool, ready to be compared with those of others."""
    return SharedWords(vectors.words(slug), (np.zeros(0, np.int32),), vectors.weights.exact)


def stacked(vectors: CapabilityVectors, *slugs: str) -> WordCells:
    """Return the words of several tools, one after the other."""
    cells = zip(*map(vectors.words, slugs), strict=True)
    return WordCells(*map(np.concatenate, cells))


@given(TOOLS, TOOLS, TOOLS)
def test_pairs_are_compared_together_as_one_by_one(
    one: list[tuple[str, str]], other: list[tuple[str, str]], third: list[tuple[str, str]]
) -> None:
    vectors = vectors_of(one, other, third)
    texts = [*other, *third]

    def weight_of(term: str) -> float:
        number = vectors.number(term)
        assert number is not None
        return float(vectors.weights.words[number])

    rows, columns = np.indices((len(one), len(texts))).reshape(2, -1)
    found = shared_words(vectors, "t0").of(rows, stacked(vectors, "t1", "t2"), columns)
    for pair, terms_across in enumerate(found.across(np.arange(len(rows)))):
        (title, body), (other_title, other_body) = map(
            in_texts, (one[rows[pair]], texts[columns[pair]])
        )
        weight = math.fsum(map(weight_of, body & other_body))
        assert (found.bodies[pair] == 0) == (weight == 0)
        assert found.bodies[pair] <= weight + 1e-6
        across = (title & other_body) | (body & other_title)
        assert terms_across == {vectors.number(term) for term in across}


def test_words_count_less_where_both_texts_are_long() -> None:
    short = "A walrus swims."
    long, other = f"{short} Seals, whales, otters.", f"{short} Penguins, puffins, gannets."
    vectors = vectors_of([("One", short), ("Two", long)], [("Three", short), ("Four", other)])
    words = shared_words(vectors, "t0")
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    *with_short, of_long = words.of(rows, vectors.words("t1"), columns).bodies.tolist()
    assert len(set(with_short)) == 1
    assert 0 < of_long < with_short[0]


def test_a_word_of_a_title_is_not_counted_with_the_texts() -> None:
    vectors = vectors_of([("Walrus", "")], [("Teapots", "A walrus swims.")], [("Walrus", "")])
    words = shared_words(vectors, "t0")
    stack = stacked(vectors, "t1", "t2")
    found = words.of(np.zeros(2, int), stack, np.arange(2))
    assert found.bodies.tolist() == [0, 0]
