"""Words in small files, as they are spelled: where the browser looks for what a mistyped word was to be."""

from collections import Counter
from collections.abc import Mapping

from ssg.search.encoding import browser_order, packs
from ssg.tokenizer import Tokenizer

__all__ = ["dictionary", "rotated", "words_in"]

SHORTEST = 3
DICTIONARY_PACK = 6 * 1024
"""Bytes of a file before it is compressed: a mistyped word asks for all words of some beginnings, mostly several files."""


def words_in(tokens: Mapping[str, int], tokenizer: Tokenizer) -> dict[str, int]:
    """Return the words that a mistyped one may have been, of letters and not too short, and how often each comes."""
    found: Counter[str] = Counter()
    for token, times in tokens.items():
        words, joined = tokenizer.words_of(token)
        for word in (*words, joined):
            if len(word) >= SHORTEST and word.isalpha():
                found[word] += times
    return found


def rotated(words: Mapping[str, int]) -> dict[str, int]:
    """Return the words with their first letter at the end, where it may be wrong."""
    return {word[1:] + word[0]: times for word, times in words.items()}


def dictionary(words: Mapping[str, int]) -> tuple[list[str], list[bytes]]:
    """Return a word from which on each file holds the words, and the files; a byte each tells how often it comes, as log 2."""
    return packs(
        ((word, bytes((words[word].bit_length(),))) for word in sorted(words, key=browser_order)),
        DICTIONARY_PACK,
    )
