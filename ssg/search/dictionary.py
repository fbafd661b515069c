"""Spelling dictionary: words with frequencies in small files, for corrections in the browser."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ssg.catalog import Tool
from ssg.search.encoding import browser_order, packs
from ssg.tokenizer import Tokenizer

__all__ = ["backward", "dictionary", "names_in", "words_in"]

SHORTEST, LONGEST_NAME = 3, 40
IS_NAME = 64
"""Added to the frequency of a word that is a name, or a part of one."""
DICTIONARY_PACK = 4608
"""Most bytes of a file before compression; a misspelled word loads several files."""


def words_in(tokens: Mapping[str, int], tokenizer: Tokenizer) -> dict[str, int]:
    """Return the words offered as corrections, letters only, with their frequencies."""
    frequencies: Counter[str] = Counter()
    for token, times in tokens.items():
        words, joined = tokenizer.words_of(token)
        for word in (*words, joined):
            if len(word) >= SHORTEST and word.isalpha():
                frequencies[word] += times
    return frequencies


def names_in(tools: Sequence[Tool], tokenizer: Tokenizer) -> set[str]:
    """Return the words of the names of tools, and each name as a single word."""
    names = [name for tool in tools for name in (tool.name, *tool.also_known_as)]
    words = {
        word for name in names for word in words_in(Counter(tokenizer.tokens(name)), tokenizer)
    }
    wholes = {tokenizer.whole(name)[1:] for name in names}
    return words | {whole for whole in wholes if SHORTEST <= len(whole) <= LONGEST_NAME}


def backward(words: Mapping[str, int]) -> dict[str, int]:
    """Return the words spelled backwards, to find typos in their first half."""
    return {word[::-1]: times for word, times in words.items()}


def dictionary(words: Mapping[str, int], group: int) -> tuple[list[str], list[bytes]]:
    """Return the first word of each file, and the files: words with log2 of their frequency.

    `group`: as for `packs`. `IS_NAME` is added for words of names, whose frequency is given as a
    negative number. Words are grouped by length: a short word with a typo has few letters in common
    with the right one, which is in the same file if longer words are in other files.
    """
    grouped = sorted(
        (browser_order(key), times) for word, times in words.items() for key in _keys(word)
    )
    return packs(
        ((key.decode("utf-16-be"), bytes((_coded(times),))) for key, times in grouped),
        DICTIONARY_PACK,
        group,
    )


def _keys(word: str) -> set[str]:
    """Return a word with each group that a misspelling may belong to, as in query.js."""
    size = len(browser_order(word)) // 2
    return {
        f"{min(size + typo - 1, 9) // 3}{word}" for typo in (-1, 0, 1) if size + typo > SHORTEST
    }


def _coded(times: int) -> int:
    return abs(times).bit_length() + (IS_NAME if times < 0 else 0)
