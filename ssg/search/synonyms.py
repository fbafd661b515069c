"""Synonym groups: every phrase of a group also yields the term of the group.

The index adds the term to documents, the browser to queries.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from ssg.search.word_tables import general_synonyms, kinds
from ssg.tokenizer import Tokenizer

__all__ = ["LONGEST_PHRASE", "Synonyms", "with_general"]

LONGEST_PHRASE = 6
"""Maximum number of terms of a phrase."""


def with_general(groups: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the groups of a site, and the general ones that share no phrase with them."""
    own = {phrase.lower() for group in groups for phrase in group}
    return [*groups, *(group for group in general_synonyms() if own.isdisjoint(group))]


class Synonyms:
    """Finds the phrases of synonym groups, and of kinds of software, in texts."""

    def __init__(self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._groups = _Phrases(tokenizer)
        self._named, self._asked = _Phrases(tokenizer), _Phrases(tokenizer)
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

    def in_questions(self, known: Container[str], names: Container[str]) -> dict[str, str]:
        """Return for each known term the phrases of questions that mean it, each between `|`.

        A term begins with a space where the phrases are products; the name of a product as a
        whole is a term, too. `names`: those of the site's tools as wholes, which are no products
        to replace.
        """
        phrases: dict[str, list[str]] = {}
        for phrase, terms in self._products.terms.items():
            if (name := self._wholes[phrase]) not in names:
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
    """Terms by phrase, as stems separated by spaces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.terms: dict[str, list[str]] = {}
        self._seen: set[str] = set()
        self._beginnings: set[str] = set()
        self._firsts: set[str] = set()

    def add(self, phrases: Iterable[str], term: str) -> None:
        """Add a term to phrases."""
        for phrase in phrases:
            key = self.key(self._tokenizer.tokens(phrase))
            terms = self.terms.setdefault(key, [])
            if key and term not in terms:
                terms.append(term)
                self._firsts.add(key.split(" ")[0])

    def key(self, tokens: Sequence[str]) -> str:
        """Return the stems of a phrase, separated by spaces."""
        return " ".join(self._tokenizer.plain_terms(tokens))

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the terms of each phrase found in the tokens of a text."""
        if not self._may_begin(tokens):
            return
        words = self._tokenizer.plain_terms(tokens)
        for place, word in enumerate(words):
            if word in self._firsts:
                for end in range(place + 1, min(place + LONGEST_PHRASE, len(words)) + 1):
                    yield from self.terms.get(" ".join(words[place:end]), ())

    def _may_begin(self, tokens: Sequence[str]) -> bool:
        """Return whether a token begins a phrase; results are cached by token."""
        if not self._firsts:
            return False
        for token in set(tokens) - self._seen:
            self._seen.add(token)
            if not self._firsts.isdisjoint(self._tokenizer.terms_of(token)):
                self._beginnings.add(token)
        return not self._beginnings.isdisjoint(tokens)
