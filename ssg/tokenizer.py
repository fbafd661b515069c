"""A text -> the terms that the index knows it by. The rules are a table that the browser gets with the index and follows too.

The patterns mean the same to Python and to JavaScript (flag `u`); a rule of the stemmer keeps its first group.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Table", "Tokenizer", "letters", "table_for"]

Step = tuple[tuple[str, str], ...]

ACCENTS = "\u0300-\u036f"
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana and Han."""
LETTERS = (
    "0-9a-z\u00df-\u00f6\u00f8-\u02af\u0370-\u037d\u037f-\u0386\u0388-\u0559\u0561-\u0588\u0591-\u05bd\u05bf\u05c1\u05c2"
    "\u05c4-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u0963\u0966-\u0dff\u0f18-\u0f39"
    "\u0f3e-\u0fbc\u10a0-\u135f\u1369-\u13ff\u1401-\u166c\u166f-\u167f\u1681-\u177f\u1810-\u1fff\u2c00-\u2dff"
    "\ua000-\ud7ff\ufb1d-\ufdff\U00010000-\U0001bcff\U0001e000-\U0001efff"
)
"""Letters and digits of the other scripts, as they are after `normal`."""
WORD = rf"[{SPACELESS}]+|[a-z](?:\+\+|#)(?![{LETTERS}])|[{LETTERS}]+(?:[-._][{LETTERS}]+)*"
STOP_WORDS = (
    "a am an and are as at be because been but by can could do does for from had has have he how i if in into is it its me "
    "more my no not of on or our she should so such than that the their them then there these they this those to us was we "
    "were what when where which who why will with would you your"
)
STEPS: tuple[Step, ...] = (
    (("^(.{2,})ies$", "y"), ("^(.+(?:ss|ch|sh|[xz]))es$", ""), ("^(.*[^us])s$", "")),
    (("^(.{4,})ly$", ""),),
    (("^(?=.*[aeiouy].*ing$)(.{3,})ing$", ""), ("^(?!embed$)(?=.*[aeiouy].*ed$)(.{3,})ed$", "")),
    (("^(.{2,}e)ed$", ""),),
    (
        ("^(.{3,}i[sz])ation$", ""),
        ("^(.{3,}(?:at|ct|it|ss|ut))ion$", ""),
        ("^(.{4,}?)e?ment$", ""),
        ("^(.{5,})[eo]r$", ""),
    ),
    (("^(.{2,}(.))\\2$", ""),),
    (("^(.{3,})e$", ""),),
    (("^(.{3,}i)s$", "z"), ("^(.{2,}[aou])s$", "")),
    (("^(.{2,}[^aeiouy])y$", "i"),),
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of a language, ready to be written as JSON."""

    word: str = WORD
    """What a token is; everything else stands between tokens."""
    spaceless: str = f"^[{SPACELESS}]"
    """A token that is taken apart into pairs of letters."""
    accents: str = f"[{ACCENTS}]"
    """They go, so that `cafe` finds `caf\u00e9`."""
    stop: str = ""
    """Words that say nothing."""
    steps: tuple[Step, ...] = ()
    """What a word loses, step by step; in each step the first rule that fits. A stem need not be a word."""
    stemmed: str = "^[a-z]{4,}$"
    longest: int = 40
    """Longer words are keys and checksums, which nobody types."""
    longest_joined: int = 22
    letters: str = f"[{LETTERS}{SPACELESS}]"
    longest_whole: int = 60
    """Letters of a name that is found as a whole."""


def table_for(language: str) -> Table:
    """Return the rules for a language: stop words and stems for English, words as they are for every other."""
    return (
        Table(stop=STOP_WORDS, steps=STEPS) if language.lower().split("-")[0] == "en" else Table()
    )


SIGNS, DIGIT = re.compile("[-._]"), re.compile("[0-9]")


def letters() -> str:
    """Return what may stand in a word, of any script, as it is written between the brackets of a pattern."""
    return LETTERS + SPACELESS


class Tokenizer:
    """Follows a table; remembers the stems that it has found."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._word, self._accents, self._letters = map(
            re.compile, (table.word, table.accents, table.letters)
        )
        self._spaceless, self._stemmed = re.compile(table.spaceless), re.compile(table.stemmed)
        self._stop = frozenset(table.stop.split())
        self._steps = [
            [(re.compile(pattern), end) for pattern, end in step] for step in table.steps
        ]
        self._stems: dict[str, str] = {}

    def normal(self, text: str) -> str:
        """Return a text in lower case and without accents, each letter in its usual form."""
        if text.isascii():
            return text.lower()
        return unicodedata.normalize(
            "NFC", self._accents.sub("", unicodedata.normalize("NFKD", text).lower())
        )

    def tokens(self, text: str) -> list[str]:
        """Return what stands between blanks and punctuation, in order."""
        return self._word.findall(self.normal(text))

    def whole(self, name: str) -> str:
        """Return the term that a whole name is found by: its letters and digits, however they are set apart."""
        return "=" + "".join(self._letters.findall(self.normal(name))[: self.table.longest_whole])

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text, in order, with repetitions."""
        return [term for token in self.tokens(text) for term in self.terms_of(token)]

    def plain_terms(self, tokens: Iterable[str]) -> list[str]:
        """Return the stems of the words of tokens, without those that a sign joins."""
        return [self.stem(word) for token in tokens for word in self.words_of(token)[0]]

    def terms_of(self, token: str) -> tuple[str, ...]:
        """Return the terms of a token: the stems of its words, and the stem of two that are joined by a sign."""
        words, joined = self.words_of(token)
        return tuple(map(self.stem, [*words, joined] if joined else words))

    def words_of(self, token: str) -> tuple[Sequence[str], str]:
        """Return the words of a token that say something, and both as one when a sign joins two, as in `fine-tune`."""
        if self._spaceless.match(token):
            return [token[start : start + 2] for start in range(max(1, len(token) - 1))], ""
        parts = SIGNS.split(token)
        words = [part for part in parts if part not in self._stop and self._says_something(part)]
        joins = (
            len(parts) == 2 and len(token) <= self.table.longest_joined and not DIGIT.search(token)
        )
        return words, "".join(parts) if joins else ""

    def _says_something(self, part: str) -> bool:
        """Leave out single letters and what is too long."""
        return len(part) <= self.table.longest if len(part) > 1 else part in "0123456789"

    def stem(self, word: str) -> str:
        """Cut a word to what its forms have in common, where the language has rules for it."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._stem(word)
        return known

    def _stem(self, word: str) -> str:
        if not self._stemmed.match(word):
            return word
        for step in self._steps:
            for pattern, end in step:
                match = pattern.search(word)
                if match:
                    word = match[1] + end
                    break
        return word
