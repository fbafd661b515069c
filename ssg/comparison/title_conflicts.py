"""Titles that name opposites, or different numbers: such capabilities are not the same thing."""

import re
from functools import lru_cache

from ssg.tokenizer import stem, tokens

__all__ = ["conflict"]

OPPOSITES = (
    "import export",
    "push pull",
    "client server",
    "upload download",
    "read write",
    "inbound outbound",
    "incoming outgoing",
    "input output",
    "producer consumer",
    "encryption decryption",
    "encoding decoding",
    "training inference",
    "synchronous asynchronous",
    "mobile desktop",
    "android ios",
    "windows linux",
    "private public",
)
_OPPOSITE = {
    stem(word): stem(other)
    for pair in map(str.split, OPPOSITES)
    for word, other in (pair, reversed(pair))
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def conflict(one: str, other: str) -> bool:
    """Return whether a title has the opposite of a word of the other, or both other numbers.

    A title with both words, like "Import and export", is in no conflict with any.
    """
    (words, numbers), (others, other_numbers) = _marks(one), _marks(other)
    return any(
        _OPPOSITE[word] in others and word not in others and _OPPOSITE[word] not in words
        for word in words
    ) or bool(numbers and other_numbers and numbers.isdisjoint(other_numbers))


@lru_cache(maxsize=10_000)
def _marks(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that have an opposite, and the numbers."""
    stems = frozenset(stem(word) for word in tokens(title))
    return stems & _OPPOSITE.keys(), frozenset(NUMBER.findall(title))
