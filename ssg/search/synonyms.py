"""Groups of words that mean the same -> a term for each group, which stands beside every phrase of the group.

Both halves put it there: the index where a text has one of the phrases, the browser where the words typed do.
"""

from collections.abc import Iterator, Mapping, Sequence

from ssg.tokenizer import Tokenizer

__all__ = ["LONGEST_PHRASE", "Synonyms"]

LONGEST_PHRASE = 6
"""Terms of a phrase."""


class Synonyms:
    """Finds the phrases of groups in a text."""

    def __init__(self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.phrases: Mapping[str, str] = {
            " ".join(tokenizer.plain_terms(tokenizer.tokens(phrase))): f"~{number}"
            for number, group in enumerate(groups)
            for phrase in group
        }
        """The terms of a phrase with blanks between them -> the term of its group."""
        self._seen: set[str] = set()
        self._beginnings: set[str] = set()
        self._firsts = {phrase.split(" ")[0] for phrase in self.phrases}

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the term of a group for each of its phrases in a text, which is given as its tokens."""
        if not self._may_begin(tokens):
            return
        words = self._tokenizer.plain_terms(tokens)
        for place, word in enumerate(words):
            if word in self._firsts:
                for end in range(place + 1, min(place + LONGEST_PHRASE, len(words)) + 1):
                    if group := self.phrases.get(" ".join(words[place:end])):
                        yield group

    def _may_begin(self, tokens: Sequence[str]) -> bool:
        """Tell whether one of the words begins a phrase; tokens are remembered, as there are few different ones."""
        if not self._firsts:
            return False
        for token in set(tokens) - self._seen:
            self._seen.add(token)
            if not self._firsts.isdisjoint(self._tokenizer.terms_of(token)):
                self._beginnings.add(token)
        return not self._beginnings.isdisjoint(tokens)
