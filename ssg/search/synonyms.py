"""Synonym groups: every phrase of a group also yields the term of the group.

The index adds the term to documents, the browser to queries.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from ssg.search.word_tables import general_synonyms, kinds
from ssg.tokenizer import Tokenizer

__all__ = ["LONGEST_PHRASE", "Synonyms", "with_general"]

LONGEST_PHRASE = 6
"""Maximum number of terms of a phrase."""
PLURAL = re.compile("(?:(?<=[sxz])z?es|s)$")


def with_general(groups: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of a site, and the general ones that share no phrase with them."""
    own = {phrase.lower() for group in groups for phrase in group}
    return [*groups, *(group for group in general_synonyms() if own.isdisjoint(group))]


class Synonyms:
    """Finds the phrases of synonym groups, and of kinds of software, in texts."""

    def __init__(self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._groups = _Phrases(tokenizer)
        self._named, self._asked = _Phrases(tokenizer, as_written=True), _Phrases(tokenizer)
        self._products = _Phrases(tokenizer)
        for number, group in enumerate(groups):
            self._groups.add(group, f"~{number}")
        ordinary = [phrase for kind in kinds() for phrase in (*kind.names, *kind.asked)]
        self._words = {word for phrase in ordinary for word in phrase.split()}
        self._stems = set(tokenizer.terms(" ".join(self._words)))
        for number, kind in enumerate(kinds()):
            names, asked = map(self._whole, (kind.names, kind.asked))
            products = self._proper(kind.products)
            self._named.add(names, f"~k{number}")
            self._asked.add((*names, *asked), f"~k{number}")
            self._products.add(products, f"~k{number}")
        self._wholes = {
            self._products.key(tokenizer.tokens(product)): tokenizer.whole(product)
            for kind in kinds()
            for product in self._proper(kind.products)
        }

    def _whole(self, phrases: Iterable[str]) -> list[str]:
        """Return the phrases of which more than a word is left without stop words.

        `own cloud` is no `cloud`; a phrase of a single word is kept.
        """
        key = self._named.key
        return [
            phrase
            for phrase in phrases
            if " " not in phrase or " " in key(self._tokenizer.tokens(phrase))
        ]

    def _proper(self, products: Iterable[str]) -> list[str]:
        """Return the products without those that look like another form of an ordinary word.

        `feedly` has the stem of `feed`.
        """
        key = self._named.key
        return [
            product
            for product in self._whole(products)
            if product in self._words
            or (stem := key(self._tokenizer.tokens(product))) == product
            or stem not in self._stems
        ]

    def in_questions(
        self, known: Container[str], names: Container[str], common: Collection[str] = ()
    ) -> dict[str, str]:
        """Return for each known term the phrases of questions that mean it, each between `|`.

        A term begins with a space where the phrases are products; the name of a product as a
        whole is a term, too. `names`: those of the site's tools as wholes, which are no products
        to replace; `common`: ordinary words of the site. A product that only shares the stem of
        these is left out: `planner` where texts have `plan`.
        """
        phrases: dict[str, list[str]] = {}
        ordinary = set(self._tokenizer.terms(" ".join(common)))
        for phrase, terms in self._products.terms.items():
            name = self._wholes[phrase]
            if name not in names and (phrase not in ordinary or name[1:] in common):
                for term in filter(known.__contains__, (*terms, name)):
                    phrases.setdefault(f" {term}", []).append(phrase)
        for group in (self._groups, self._asked):
            for phrase, terms in group.terms.items():
                for term in filter(known.__contains__, terms):
                    phrases.setdefault(term, []).append(phrase)
        return {term: f"|{'|'.join(found)}|" for term, found in phrases.items()}

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the term of the group for each phrase found in the tokens of a text."""
        return self._groups.found_in(tokens)

    def kinds_of(self, tokens: Sequence[str], *, is_product: bool) -> dict[str, None]:
        """Return the terms of the kinds that a text names, or that a product is of."""
        if is_product:
            return dict.fromkeys(self._products.terms.get(self._products.key(tokens), ()))
        return dict.fromkeys(self._named.found_in(tokens))


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

    def add(self, phrases: Iterable[str], term: str) -> None:
        """Add a term to phrases."""
        for phrase in phrases:
            tokens = self._tokenizer.tokens(phrase)
            key, forms = self.key(tokens), self._forms(tokens)
            terms = self.terms.setdefault(key, [])
            if key and term not in terms:
                terms.append(term)
                self._firsts.add(key.split(" ")[0])
            if len(forms) == 1 and term not in self._single.setdefault(forms[0], []):
                self._single[forms[0]].append(term)

    def key(self, tokens: Sequence[str]) -> str:
        """Return the stems of a phrase, separated by spaces."""
        return " ".join(self._tokenizer.plain_terms(tokens))

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
