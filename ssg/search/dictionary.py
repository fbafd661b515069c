"""Spelling dictionary: words with frequencies in small files, for corrections in the browser."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from ssg.catalog import Tool
from ssg.search.encoding import browser_order, packs
from ssg.tokenizer import Tokenizer

__all__ = ["backward", "dictionary", "names_in", "words_in"]

SHORTEST, LONGEST_NAME = 3, 40
IS_NAME = 64
"""Added to the frequency of a word that is a name, or a part of one."""
GROUPS = (1, 2, 3)
"""Lengths of words: 4 to 6, 7 to 9, and more letters. Shorter words are not corrected."""
CODES = [bytes((code,)) for code in range(2 * IS_NAME)]
"""What follows a word in a file."""
DICTIONARY_PACK = 3328
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
    words = {*words_in(Counter(chain.from_iterable(map(tokenizer.tokens, names))), tokenizer)}
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
    sized: dict[int, list[str]] = {size: [] for size in GROUPS}
    for word in words:
        for size in _groups(word):
            sized[size].append(word)
    return packs(
        (
            (f"{size}{word}", CODES[_coded(words[word])])
            for size, some in sized.items()
            for word in sorted(some, key=browser_order)
        ),
        DICTIONARY_PACK,
        group,
    )


def _groups(word: str) -> range:
    """Return the groups that a misspelling of a word may have the length of, as in query.js."""
    size = len(word) if word.isascii() else len(browser_order(word)) // 2
    return range(max(GROUPS[0], min(size - 2, 9) // 3), min(size, 9) // 3 + 1)


def _coded(times: int) -> int:
    return abs(times).bit_length() + (IS_NAME if times < 0 else 0)
