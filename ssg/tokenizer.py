"""Tokenizer, stop words and stemmer: the one place where text becomes terms.

The search indexes what `Tokenizer` returns; the browser receives the same `Table` with the index
and runs the same rules, so patterns mean the same in Python and in JavaScript (flag `u`).
Alignment, similarity and the text checks use the functions at the end, which apply the English
table, split names in code, and drop filler words as well.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

__all__ = [
    "Table",
    "Tokenizer",
    "has_inner_capital",
    "letters",
    "means_something",
    "stem",
    "table_for",
    "terms",
    "terms_of_parts",
    "tokens",
    "words",
]

Step = tuple[tuple[str, str], ...]

ACCENTS = "\u0300-\u036f"
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Letters of scripts written without spaces: Thai, Lao, Burmese, Khmer, kana and Han."""
LETTERS = (
    "0-9a-z\u00df-\u00f6\u00f8-\u02af\u0370-\u037d\u037f-\u0386\u0388-\u0559\u0561-\u0588\u0591-\u05bd\u05bf\u05c1\u05c2"
    "\u05c4-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u0963\u0966-\u0dff\u0f18-\u0f39"
    "\u0f3e-\u0fbc\u10a0-\u135f\u1369-\u13ff\u1401-\u166c\u166f-\u167f\u1681-\u177f\u1810-\u1fff\u2c00-\u2dff"
    "\ua000-\ud7ff\ufb1d-\ufdff\U00010000-\U0001bcff\U0001e000-\U0001efff"
)
"""Letters and digits of all other scripts, after `Tokenizer.normal`."""
WORD = rf"[{SPACELESS}]+|[a-z](?:\+\+|#)(?![{LETTERS}])|[{LETTERS}]+(?:[-._][{LETTERS}]+)*"
STOP_WORDS = (
    "a after all also am an and any are as at be because been before being both but by can could "
    "did do does each either else every few for from had has have he how i if in instead into is "
    "it its itself just many may me more most much must my no nor not of off on once only onto or "
    "other others our out over own per same she should so some still such than that the their them "
    "then "
    "there these they this those through to too under until up upon us very via was we were what "
    "when where whether which while who whose why will with within without would yes you your"
)
"""English function words. They are neither indexed, searched for nor compared."""
FILLER_WORDS = (
    "come comes first four get gets give given gives go goes keep keeps kept let lets like made "
    "make makes need needs new one plain run running runs say says second set take taken takes "
    "three two use used user users uses using way well whole work working works"
)
"""Content words too general to compare texts by; a search for `users` or `run` still finds them."""
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
"""English stemmer: the first matching rule of each step keeps group 1 and appends the ending."""

IN_R1 = "[^aeiouy]*[aeiouy]+[^aeiouy].*"
IN_R2 = "[^aeiouy]*[aeiouy]+[^aeiouy]+[aeiouy]+[^aeiouy].*"
"""Snowball's regions R1 and R2: a suffix is removed only after a stem of this form."""
GERMAN_STEPS: tuple[Step, ...] = (
    (
        (f"^(?=.{{3,}}(?:ern|em|er)$)({IN_R1})(?:ern|em|er)$", ""),
        (f"^({IN_R1}nis)s(?:e|en|es)$", ""),
        (f"^(?=.{{3,}}(?:e|en|es)$)({IN_R1}?)(?:e|en|es)$", ""),
        (f"^(?=.{{4,}}$)({IN_R1}(?<=[bdfghklmnrt]))s$", ""),
    ),
    (
        (f"^(?=.{{3,}}(?:en|er|est)$)({IN_R1}?)(?:est|en|er)$", ""),
        (f"^(?=.{{6,}}$)({IN_R1}(?<=[bdfghklmnt]))st$", ""),
    ),
    (
        (f"^({IN_R2}(?<!e))ig(?:end|ung)$", ""),
        (f"^({IN_R2})(?:end|ung)$", ""),
        (f"^({IN_R2}(?<!e))(?:ig|ik|isch)$", ""),
        (f"^(?={IN_R2}(?:lich|heit)$)({IN_R1}?)(?:er|en)(?:lich|heit)$", ""),
        (f"^({IN_R2})(?:lich|heit)$", ""),
        (f"^({IN_R2}?)(?:lich|ig)keit$", ""),
        (f"^({IN_R2})keit$", ""),
    ),
)
"""German stemmer of Snowball 2 as rules, for words whose accents are removed."""
STEMMED_BY_RULES, STEMMED_BY_STEMMER = "^[a-z]{4,}$", "^[^0-9]{3,}$"
STEPS_BY_LANGUAGE = {"en": STEPS, "de": GERMAN_STEPS}


@dataclass(frozen=True, slots=True)
class Table:
    """Tokenizer rules of a language, serialised as JSON into the search index."""

    word: str = WORD
    """Pattern of a token; all other characters separate tokens."""
    spaceless: str = f"^[{SPACELESS}]"
    """Pattern of a token that is split into overlapping pairs of letters."""
    accents: str = f"[{ACCENTS}]"
    """Combining marks to remove, so that `cafe` finds `caf\u00e9`."""
    stop: str = ""
    """Stop words, separated by spaces."""
    steps: tuple[Step, ...] = ()
    """Stemmer rules by step; a stem need not be a word."""
    stemmed: str = STEMMED_BY_RULES
    """Pattern of words that are stemmed."""
    indexed: str = "^(?:[0-9]|.{2,40})$"
    """Pattern of an indexed word: not a single letter, nor a key or a checksum."""
    joined: str = "^(?=.{1,22}$)[^-._0-9]+[-._][^-._0-9]+$"
    """Pattern of a token that is also indexed joined: `fine-tune` as `finetune`."""
    letters: str = f"[{LETTERS}{SPACELESS}]"
    """Characters of a name that is indexed as a whole."""
    longest_whole: int = 60
    """Length limit of such a name, in characters."""
    fold: tuple[str, str] = ("", "")
    """Letters to replace, and their replacements: traditional and simplified Han."""


def table_for(language: str, fold: tuple[str, str] = ("", ""), *, stems_any: bool = False) -> Table:
    """Return the rules of a language.

    English and German have stemming rules; only English has stop words, as those of others are few
    and often names. `stems_any`: words of all letters are stemmed, by a stemmer.
    """
    code = language.lower().split("-")[0]
    return Table(
        stop=STOP_WORDS if code == "en" else "",
        steps=STEPS_BY_LANGUAGE.get(code, ()),
        stemmed=STEMMED_BY_STEMMER if stems_any else STEMMED_BY_RULES,
        fold=fold,
    )


SEPARATOR = re.compile("[-._]")
SEPARATORS_TO_SPACES = str.maketrans("-._", "   ")
ASCII_TO_WORDS = str.maketrans(
    {mark: mark.lower() if mark.isalnum() else " " for mark in map(chr, range(128))}
)
"""Makes an ASCII text its words in lower case, with spaces between them."""
CASE_CHANGE = re.compile(r"([a-z0-9])([A-Z][a-z])")
"""Word boundary inside a name: `DeepSpeed` has two words; `LoRA` and `vLLM` are one each."""
MAY_CHANGE_CASE = re.compile(r"[A-Z](?<=[a-z0-9].)(?=[a-z])")
"""Matches where `CASE_CHANGE` does, four times as fast; most texts have no match."""


def letters() -> str:
    """Return all word characters of any script, as the inside of a character class."""
    return LETTERS + SPACELESS


class Tokenizer:
    """Applies a table; caches the stems of words and tokens, and whole names.

    `stemmer` stems a lower-case word with its accents, in place of the table's rules.
    """

    def __init__(self, table: Table, stemmer: Callable[[str], str] | None = None) -> None:
        self.table, self.stemmer = table, stemmer
        self._fold = str.maketrans(*table.fold)
        self._word, self._accents, self._letters = map(
            re.compile, (table.word, table.accents, table.letters)
        )
        self._spaceless, self._stemmed = re.compile(table.spaceless), re.compile(table.stemmed)
        self._indexed, self._joined = re.compile(table.indexed), re.compile(table.joined)
        self._stop = frozenset(table.stop.split())
        self._steps = [
            [(re.compile(pattern), end) for pattern, end in step] for step in table.steps
        ]
        self._stems: dict[str, str] = {}
        self._plain: dict[str, tuple[str, ...]] = {}
        self._wholes: dict[str, str] = {}

    def normal(self, text: str) -> str:
        """Return the text in lower case, without accents, in Unicode normal form C."""
        return text.lower() if text.isascii() else self._unaccented(self._lower(text))

    def _lower(self, text: str) -> str:
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).lower())
        return text.translate(self._fold)

    def _unaccented(self, text: str) -> str:
        plain = self._accents.sub("", unicodedata.normalize("NFKD", text))
        return unicodedata.normalize("NFC", plain)

    def tokens(self, text: str) -> list[str]:
        """Return the normalised tokens of a text in order, stop words included.

        They have their accents where a stemmer needs them.
        """
        return self._word.findall(self._lower(text) if self.stemmer else self.normal(text))

    def whole(self, name: str) -> str:
        """Return the term of a whole name: `=` and its letters and digits."""
        found = self._wholes.get(name)
        if found is None:
            letters = self._letters.findall(self.normal(name))
            found = self._wholes[name] = "=" + "".join(letters[: self.table.longest_whole])
        return found

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text, in order, with repetitions."""
        return [term for token in self.tokens(text) for term in self.terms_of(token)]

    def plain_terms(self, tokens: Iterable[str]) -> list[str]:
        """Return the stems of the words of tokens, without the joined forms."""
        plain, found = self._plain, list[str]()
        for token in tokens:
            stems = plain.get(token)
            if stems is None:
                stems = plain[token] = tuple(map(self.stem, self.words_of(token)[0]))
            found += stems
        return found

    def terms_of(self, token: str) -> tuple[str, ...]:
        """Return the stems of a token's words, then the stem of its joined form, if it has one."""
        words, joined = self.words_of(token)
        return tuple(map(self.stem, [*words, joined] if joined else words))

    def words_of(self, token: str) -> tuple[Sequence[str], str]:
        """Return the words of a token without stop words, and its joined form or ''.

        A token of stop words is a word as a whole: `to-do` is `todo`.
        """
        if token.isascii() and token.isalpha():
            is_word = token not in self._stop and self._indexed.match(token)
            return ([token] if is_word else []), ""
        parts = self.parts_of(token)
        if self._spaceless.match(token):
            return parts, ""
        words = [part for part in parts if part not in self._stop and self._indexed.match(part)]
        joined = "".join(parts) if self._joined.match(token) else ""
        return (words, joined) if words or not joined else ([joined], "")

    def is_stop_word(self, word: str) -> bool:
        """Return whether a normalised word is neither indexed nor searched for."""
        return word in self._stop

    def parts_of(self, token: str) -> list[str]:
        """Split a token at `-`, `.` and `_`; one of a spaceless script into pairs of letters."""
        if self._spaceless.match(token):
            return [token[start : start + 2] for start in range(max(1, len(token) - 1))]
        return SEPARATOR.split(token)

    def stem(self, word: str) -> str:
        """Return the stem of a lower-case word; the word itself where the language has no rules."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stem(word) if self._stemmed.match(word) else word
            stem = self._stems[word] = self._unaccented(stem) if self.stemmer else stem
        return stem

    def _stem(self, word: str) -> str:
        if self.stemmer:
            return self.stemmer(word)
        for step in self._steps:
            for pattern, end in step:
                match = pattern.search(word)
                if match:
                    word = match[1] + end
                    break
        return word


@cache
def _english() -> Tokenizer:
    return Tokenizer(table_for("en"))


NOT_COMPARED = frozenset(f"{STOP_WORDS} {FILLER_WORDS}".split())


def stem(word: str) -> str:
    """Return the English stem of a lower-case word; a stem need not be a word."""
    return _english().stem(word)


def has_inner_capital(text: str) -> bool:
    """Return whether a word of a text is split where its case changes, like `DeepSpeed`."""
    return not text.islower() and MAY_CHANGE_CASE.search(text) is not None


def tokens(text: str) -> list[str]:
    """Return all words of a text in lower case; names in code are split into their words."""
    split = CASE_CHANGE.sub(r"\1 \2", text) if has_inner_capital(text) else text
    if text.isascii() and "+" not in text and "#" not in text:
        return split.translate(ASCII_TO_WORDS).split()  # a third of the time
    tokenizer = _english()
    found = tokenizer.tokens(split.translate(SEPARATORS_TO_SPACES))
    if text.isascii():
        return found
    return [part for token in found for part in tokenizer.parts_of(token)]


def means_something(token: str) -> bool:
    """Return whether texts are compared by a token: not a stop word, filler or single letter."""
    return token not in NOT_COMPARED and len(token) > 1


def words(text: str) -> list[str]:
    """Return the tokens of a text that `means_something` accepts."""
    return [token for token in tokens(text) if means_something(token)]


def terms(text: str) -> list[str]:
    """Return the stems of `words(text)`, in order, with repetitions."""
    return list(filter(None, map(_english_terms().__getitem__, tokens(text))))


def terms_of_parts(text: str, parts: Iterable[tuple[int, int]]) -> Iterator[Iterable[str]]:
    """Yield the `terms` of parts of a text, given by the first character and the end of each.

    An ASCII text in lower case is split in half the time that `terms` of each part takes.
    """
    known = _english_terms().__getitem__
    if text.isascii() and text.islower() and "+" not in text and "#" not in text:
        words = text.translate(ASCII_TO_WORDS)
        for start, end in parts:
            yield filter(None, map(known, words[start:end].split()))
    else:
        for start, end in parts:
            yield terms(text[start:end])


MOST_TERMS = 200_000
"""Tokens whose stems are kept: more than the texts of 10,000 tools have."""


class _Terms(dict[str, str]):
    """Token -> its stem; empty for one that `means_something` refuses.

    Equal stems are the same object: then dictionaries with stems as keys need not compare them.
    It is emptied when it has `MOST_TERMS`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stems: dict[str, str] = {}

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_TERMS:
            self.clear()
            self._stems.clear()
        found = stem(token) if means_something(token) else ""
        self[token] = found = self._stems.setdefault(found, found)
        return found


@cache
def _english_terms() -> _Terms:
    return _Terms()
