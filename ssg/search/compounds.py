"""Compounds: a document with `Passwortverwaltung` is also found by `Verwaltung` and `Passwort`.

Words are split into two words of the site, as German and its neighbours write compounds.
"""

from array import array
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssg.search.stored_counts import FRACTION
from ssg.search.term_counts import OTHER_FORM, WHOLE, TermCounts
from ssg.tokenizer import Tokenizer

__all__ = ["COMPOUNDING", "with_parts"]

COMPOUNDING = frozenset({"da", "de", "nb", "nl", "nn", "no", "sv"})
"""Codes of languages that write compounds as one word."""
SHORTEST_PART, SHORTEST = 4, 9
"""Letters of a part and of a compound."""
LINKS = ("", "s", "es", "n", "en", "er", "e")
"""Letters between the parts."""


def with_parts(counts: TermCounts, tokenizer: Tokenizer) -> TermCounts:
    """Return the counts with the documents of each compound also under the terms of its parts."""
    known = {
        word
        for token in counts.tokens
        for word in tokenizer.words_of(token)[0]
        if word.isalpha() and len(word) >= SHORTEST_PART
    }
    postings = dict(counts.postings)
    for word in sorted(known):
        whole = counts.postings.get(tokenizer.stem(word))
        if len(word) >= SHORTEST and whole is not None:
            for term in {tokenizer.stem(part): None for part in _parts(word, known)}:
                if term in postings and term != tokenizer.stem(word):
                    postings[term] = _merged(postings[term], whole)
    return counts._replace(postings=postings)


def _parts(word: str, known: AbstractSet[str]) -> Iterator[str]:
    """Yield the two parts of a compound, of which the second is as long as possible."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if tail in known:
            for link in LINKS:
                stem = head.removesuffix(link)
                if head.endswith(link) and len(stem) >= SHORTEST_PART and stem in known:
                    yield from (stem, tail)
                    return


def _merged(a: "array[int]", b: "array[int]") -> "array[int]":
    """Return postings with those of a compound, in document order; a compound counts by half."""
    merged = {posting >> FRACTION: posting for posting in a}
    for posting in b:
        document, weight = posting >> FRACTION, posting & WHOLE
        merged.setdefault(document, document << FRACTION | OTHER_FORM | (weight + 1) // 2)
    return array("I", (merged[document] for document in sorted(merged)))
