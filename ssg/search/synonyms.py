"""Groups of words that mean the same -> a term for each group, which stands beside every phrase of the group.

Both halves put it there: the index where a text has one of the phrases, the browser where the words typed do.
"""

from collections.abc import Iterable, Mapping, Sequence

from ssg.search.words import Tokenizer

__all__ = ["LONGEST_PHRASE", "Synonyms"]

LONGEST_PHRASE = 6
"""Terms of a phrase."""


class Synonyms:
    """Finds the phrases of groups in a text."""

    def __init__(self, groups: Sequence[Sequence[str]], tokenizer: Tokenizer) -> None:
        self.phrases: Mapping[str, str] = {
            " ".join(tokenizer.terms(phrase)): f"~{number}" for number, group in enumerate(groups) for phrase in group}
        """The terms of a phrase with blanks between them -> the term of its group."""
        self._firsts = {phrase.split(" ")[0] for phrase in self.phrases}

    def found_in(self, terms: Sequence[str]) -> Iterable[str]:
        """Yield the term of a group for each of its phrases in a text, which is given as its terms in order."""
        if self._firsts.isdisjoint(terms):
            return
        for place, term in enumerate(terms):
            if term in self._firsts:
                for length in range(1, LONGEST_PHRASE + 1):
                    group = self.phrases.get(" ".join(terms[place: place + length]))
                    if group and place + length <= len(terms):
                        yield group
