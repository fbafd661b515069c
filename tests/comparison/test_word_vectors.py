"""Vectors of words: what is used alike is near in any subject."""

import numpy as np

from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.word_vectors import WIDTH, shipped_word_vectors
from ssg.tokenizer import stem
from support.strategies import a_capability, a_catalog, a_tool


def likeness(one: str, other: str) -> float:
    places, rows = shipped_word_vectors()
    a, b = (rows[places[stem(word)]].astype(float) for word in (one, other))
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_each_word_has_a_row_and_the_last_row_is_of_unknown_words() -> None:
    places, rows = shipped_word_vectors()
    assert rows.shape == (len(places) + 1, WIDTH)
    assert rows[:-1].any(axis=1).all()
    assert not rows[-1].any()


def test_words_that_are_used_alike_are_near() -> None:
    for one, other, unlike in (
        ("secret", "credential", "photo"),
        ("invoice", "payment", "password"),
        ("login", "password", "invoice"),
    ):
        assert likeness(one, other) > 0.3 > likeness(one, unlike)


def test_capabilities_without_a_common_word_are_near_if_their_words_are() -> None:
    titles = (
        ("Secrets for deployment jobs", "Invoices, prices and discounts"),
        ("Encrypted credentials of accounts", "Payments to vendors by check"),
    )
    tools = [
        a_tool(slug, capabilities=tuple(map(a_capability, own)))
        for slug, own in zip("ab", titles, strict=True)
    ]
    vectors = CapabilityVectors(a_catalog(*tools))
    dense = []
    for tool in tools:
        rows = vectors.of(tool.slug)
        dense.append(np.zeros((rows.height, vectors.width)))
        dense[-1][rows.rows, rows.columns] = rows.values
    products = dense[0] @ dense[1].T
    assert products[0, 0] > 0 > products[0, 1]
    assert products[1, 1] > 0 > products[1, 0]
