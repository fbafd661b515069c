"""Spelling dictionary: words with frequencies in small files, for corrections in the browser."""

from collections import Counter
from collections.abc import Mapping

from ssg.search.encoding import browser_order, packs
from ssg.tokenizer import Tokenizer

__all__ = ["dictionary", "rotated", "words_in"]

SHORTEST = 3
DICTIONARY_PACK = 6 * 1024
"""File size in bytes before compression; a misspelled word loads several files."""


def words_in(tokens: Mapping[str, int], tokenizer: Tokenizer) -> dict[str, int]:
    """Return the words offered as corrections, letters only, with their frequencies."""
    frequencies: Counter[str] = Counter()
    for token, times in tokens.items():
        words, joined = tokenizer.words_of(token)
        for word in (*words, joined):
            if len(word) >= SHORTEST and word.isalpha():
                frequencies[word] += times
    return frequencies


def rotated(words: Mapping[str, int]) -> dict[str, int]:
    """Return the words with their first letter moved to the end, to find typos in it."""
    return {word[1:] + word[0]: times for word, times in words.items()}


def dictionary(words: Mapping[str, int]) -> tuple[list[str], list[bytes]]:
    """Return the first word of each file, and the files: words with log2 of their frequency."""
    return packs(
        ((word, bytes((words[word].bit_length(),))) for word in sorted(words, key=browser_order)),
        DICTIONARY_PACK,
    )
