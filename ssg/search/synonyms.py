"""Synonym groups: every phrase of a group also yields the term of the group.

Documents get the term. The index has each phrase of questions as a further term, with the
documents of its terms: next to its first word, in a file that a question with the word reads.
"""

import json
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ssg.search.word_tables import general_synonyms, kinds
from ssg.tokenizer import Table, Tokenizer

__all__ = ["LONGEST_PHRASE", "Synonyms", "with_general"]

LONGEST_PHRASE = 6
"""Maximum number of terms of a phrase."""
ASKED = " "
"""Ending of a phrase as a term of the index, as in layouts/scripts/query.js."""
PLURAL = re.compile("(?:(?<=[sxz])z?es|s)$")


def with_general(groups: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of a site, and the general ones that share no phrase with them."""
    own = {phrase.lower() for group in groups for phrase in group}
    return [*groups, *(group for group in general_synonyms() if own.isdisjoint(group))]


class Synonyms:
    """Finds the phrases of synonym groups, and of kinds of software, in texts."""

    def __init__(
        self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer, stored: bytes = b""
    ) -> None:
        """Read the stems of all phrases; `stored`: those of the same groups, by `to_store`."""
        self._tokenizer = tokenizer
        given = tuple(map(tuple, groups))
        tables = _from_json(stored, tokenizer) if stored else _tables(given, tokenizer)
        self._tables = tables
        self._groups = tables.groups.read_by(tokenizer)
        self._named = tables.named.read_by(tokenizer)
        self._asked, self._products = tables.asked, tables.products
        self._wholes = tables.wholes

    def to_store(self) -> bytes:
        """Return the stems of all phrases for a later run; reading them takes 0.1 s."""
        tables = self._tables
        phrases = tables.groups, tables.named, tables.asked, tables.products
        return json.dumps([[each.to_store() for each in phrases], tables.wholes]).encode()

    def in_questions(
        self, known: Container[str], names: Container[str], common: Collection[str] = ()
    ) -> dict[str, list[str]]:
        """Return for each phrase of questions, with `ASKED` at its end, its known terms.

        `names`: those of the site's tools as wholes, which are no products to replace; `common`:
        ordinary words of the site. A product that only shares the stem of these is left out:
        `planner` where texts have `plan`.
        """
        found: dict[str, list[str]] = {}
        is_known = known.__contains__
        ordinary = set(self._tokenizer.terms(" ".join(common)))
        for phrase, terms in self._products.terms.items():
            name = self._wholes[phrase]
            if name not in names and (phrase not in ordinary or name[1:] in common):
                own = [*filter(is_known, (*terms, name))]
                if own:
                    found[phrase + ASKED] = own
        for group in (self._groups, self._asked):
            for phrase, terms in group.terms.items():
                own = [*filter(is_known, terms)]
                if own:
                    found.setdefault(phrase + ASKED, []).extend(own)
        return found

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the term of the group for each phrase found in the tokens of a text."""
        return self._groups.found_in(tokens)

    def kinds_of(self, tokens: Sequence[str], *, is_product: bool) -> dict[str, None]:
        """Return the terms of the kinds that a text names, or that a product is of."""
        if is_product:
            return dict.fromkeys(self._products.terms.get(_key(tokens, self._tokenizer), ()))
        return dict.fromkeys(self._named.found_in(tokens))


class _Stems(dict[str, str]):
    """Phrase -> its stems, separated by spaces; each phrase is read once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, phrase: str) -> str:
        self[phrase] = found = _key(self._tokenizer.tokens(phrase), self._tokenizer)
        return found


class _Phrases:
    """Terms by phrase, as stems separated by spaces.

    `as_written`: texts do not have a phrase of one word by another word of its stem.
    """

    def __init__(self, tokenizer: Tokenizer, *, as_written: bool = False) -> None:
        self._tokenizer, self._as_written = tokenizer, as_written
        self.terms: dict[str, list[str]] = {}
        self._single: dict[str, list[str]] = {}
        self._seen: set[str] = set()
        self._beginnings: set[str] = set()
        self._firsts: set[str] = set()

    def add(self, phrases: Iterable[str], term: str, stems: Mapping[str, str]) -> None:
        """Add a term to phrases; `stems`: those of each phrase, separated by spaces."""
        for phrase in phrases:
            key = stems[phrase]
            forms = key.split(" ") if key else []
            if self._as_written:
                forms = self._forms(self._tokenizer.tokens(phrase))
            terms = self.terms.setdefault(key, [])
            if key and term not in terms:
                terms.append(term)
                self._firsts.add(key.partition(" ")[0])
            if len(forms) == 1 and term not in self._single.setdefault(forms[0], []):
                self._single[forms[0]].append(term)

    def to_store(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        """Return what `stored` takes."""
        return self.terms, self._single

    def stored(self, terms: dict[str, list[str]], single: dict[str, list[str]]) -> "_Phrases":
        """Return phrases with the terms of an earlier run."""
        phrases = _Phrases(self._tokenizer, as_written=self._as_written)
        phrases.terms, phrases._single = terms, single
        phrases._firsts = {key.partition(" ")[0] for key in terms if key}
        return phrases

    def read_by(self, tokenizer: Tokenizer) -> "_Phrases":
        """Return the same phrases, to be found in tokens of a tokenizer with the same rules."""
        phrases = _Phrases(tokenizer, as_written=self._as_written)
        phrases.terms, phrases._single, phrases._firsts = self.terms, self._single, self._firsts
        return phrases

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the terms of each phrase found in the tokens of a text."""
        if not self._may_begin(tokens):
            return
        words, forms = self._tokenizer.plain_terms(tokens), self._forms(tokens)
        for place, word in enumerate(words):
            if word in self._firsts:
                yield from self._single.get(forms[place], ())
                for end in range(place + 2, min(place + LONGEST_PHRASE, len(words)) + 1):
                    yield from self.terms.get(" ".join(words[place:end]), ())

    def _forms(self, tokens: Sequence[str]) -> list[str]:
        """Return for each word of tokens what a phrase of one word is compared by.

        That is its stem; if `as_written`, the word without a plural ending: `booking` is no `book`.
        """
        if not self._as_written:
            return self._tokenizer.plain_terms(tokens)
        forms = []
        for token in tokens:
            words, joined = self._tokenizer.words_of(token)
            # The whole of `e-book` and `no-code`, whose first part is not indexed.
            whole = [joined] if joined and len(words) == 1 else words
            forms += [PLURAL.sub("", word) for word in whole]
        return forms

    def _may_begin(self, tokens: Sequence[str]) -> bool:
        """Return whether a token begins a phrase; results are cached by token."""
        if not self._firsts:
            return False
        for token in set(tokens) - self._seen:
            self._seen.add(token)
            if not self._firsts.isdisjoint(self._tokenizer.terms_of(token)):
                self._beginnings.add(token)
        return not self._beginnings.isdisjoint(tokens)


class _Tables(NamedTuple):
    """Phrases of groups and kinds by their stems; not changed once they are complete."""

    groups: _Phrases
    named: _Phrases
    """Names of kinds in texts."""
    asked: _Phrases
    """Names of kinds in questions."""
    products: _Phrases
    wholes: dict[str, str]
    """Stems of a product -> the term of its name as a whole."""


def _tables(groups: tuple[tuple[str, ...], ...], tokenizer: Tokenizer) -> _Tables:
    """Return the tables for the rules of a tokenizer; from a cache where it has no stemmer."""
    if tokenizer.stemmer:
        return _read(groups, tokenizer)
    return _read_by_rules(groups, tokenizer.table)


@lru_cache(maxsize=4)  # languages of a site
def _read_by_rules(groups: tuple[tuple[str, ...], ...], rules: Table) -> _Tables:
    return _read(groups, Tokenizer(rules))


def _from_json(stored: bytes, tokenizer: Tokenizer) -> _Tables:
    phrases: list[list[dict[str, list[str]]]]
    phrases, wholes = json.loads(stored)
    groups, named, asked, products = phrases
    plain, written = _Phrases(tokenizer), _Phrases(tokenizer, as_written=True)
    return _Tables(
        plain.stored(*groups),
        written.stored(*named),
        plain.stored(*asked),
        plain.stored(*products),
        wholes,
    )


def _read(groups: tuple[tuple[str, ...], ...], tokenizer: Tokenizer) -> _Tables:
    """Return the tables of groups and of all kinds.

    A question for the name of a kind asks for that kind only, though others have it as `asked`.
    """
    named, stems = _Phrases(tokenizer, as_written=True), _Stems(tokenizer)
    tables = _Tables(_Phrases(tokenizer), named, _Phrases(tokenizer), _Phrases(tokenizer), {})
    for number, group in enumerate(groups):
        tables.groups.add(group, f"~{number}", stems)
    ordinary = [phrase for kind in kinds() for phrase in (*kind.names, *kind.asked)]
    words = {word for phrase in ordinary for word in phrase.split()}
    stems_of_words = set(tokenizer.terms(" ".join(words)))
    named_kinds = {name for kind in kinds() for name in kind.names}
    for number, kind in enumerate(kinds()):
        names, asked, whole = (
            _whole(phrases, stems) for phrases in (kind.names, kind.asked, kind.products)
        )
        products = _proper(whole, words, stems_of_words, stems)
        others = [phrase for phrase in asked if phrase not in named_kinds]
        tables.named.add(names, f"~k{number}", stems)
        tables.asked.add((*names, *others), f"~k{number}", stems)
        tables.products.add(products, f"~k{number}", stems)
        for product in products:
            tables.wholes[stems[product]] = tokenizer.whole(product)
    return tables


def _key(tokens: Sequence[str], tokenizer: Tokenizer) -> str:
    """Return the stems of a phrase, separated by spaces."""
    return " ".join(tokenizer.plain_terms(tokens))


def _whole(phrases: Iterable[str], stems: Mapping[str, str]) -> list[str]:
    """Return the phrases of which more than a word is left without stop words.

    `own cloud` is no `cloud`; a phrase of a single word is kept.
    """
    return [phrase for phrase in phrases if " " not in phrase or " " in stems[phrase]]


def _proper(
    products: Iterable[str],
    words: Container[str],
    ordinary: Container[str],
    stems: Mapping[str, str],
) -> list[str]:
    """Return the products without those that look like another form of an ordinary word.

    `feedly` has the stem of `feed`. `ordinary`: the stems of such words.
    """
    return [
        product
        for product in products
        if product in words or stems[product] == product or stems[product] not in ordinary
    ]
