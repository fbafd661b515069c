"""Words in small files by letter: where the browser looks for what a mistyped word was to be."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ssg.search.codes import browser_order, fronted
from ssg.search.words import Tokenizer

__all__ = ["dictionaries", "words_in"]

SHORTEST = 3
MOST_WORDS = 12_000
"""Words of a file: some 40 KB."""


def words_in(tokens: Mapping[str, int], tokenizer: Tokenizer) -> dict[str, int]:
    """Return the words that a mistyped one may have been, of letters and not too short, and how often each comes."""
    found: Counter[str] = Counter()
    for token, times in tokens.items():
        words, joined = tokenizer.words_of(token)
        for word in (*words, joined):
            if len(word) >= SHORTEST and word.isalpha():
                found[word] += times
    return found


def dictionaries(words: Mapping[str, int], place: int) -> tuple[str, list[bytes]]:
    """Return the letters that words have at a place, 0 or 1, and for each letter the file of its words.

    `words` says how often each comes. A file gives each word after the one before it, then a byte: the base 2 logarithm
    of that number.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[place], []).append(word)
    letters = sorted(by_letter)
    return "".join(letters), [b"".join(_file(by_letter[letter], words)) for letter in letters]


def _file(chosen: Collection[str], words: Mapping[str, int]) -> Iterator[bytes]:
    common = sorted(chosen, key=lambda word: (-words[word], browser_order(word)))[:MOST_WORDS]
    before = ""
    for word in sorted(common, key=browser_order):
        yield fronted(word, before) + bytes((words[word].bit_length() - 1,))
        before = word
