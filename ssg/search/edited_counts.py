"""Term counts of a site in which few tools differ from those of an earlier build.

Only posting lists with another document or another level are encoded again.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

import numpy as np

from ssg.catalog import Tool
from ssg.distinct import distinct
from ssg.search.documents import number_of_documents
from ssg.search.postings import (
    Numbers,
    Postings,
    are_tools,
    encode,
    impact_levels,
    norms_of,
    united,
    usual_length,
)
from ssg.search.stored_counts import FRACTION, Column, EncodedTerms, StoredCounts
from ssg.search.term_counts import TermSource, count_terms

__all__ = ["EditedCounts", "edited_tools"]

MOST_EDITED, EDITED_SHARE = 20, 0.005
"""Tools that may differ from the stored ones, or this share of all: each is counted again in every
build until all counts are stored again."""


def edited_tools(
    stored: StoredCounts, tools: Sequence[Tool], digests: Sequence[bytes]
) -> list[int] | None:
    """Return the numbers of the tools whose counts are not the stored ones.

    None if all are to be counted: many differ, or documents have other numbers.
    """
    if len(tools) != len(stored.digests) or not tools:
        return None
    sizes = list(map(number_of_documents, tools))
    edited = [
        number
        for number, (new, old) in enumerate(zip(digests, stored.digests, strict=True))
        if new != old
    ]
    few = len(edited) <= max(MOST_EDITED, EDITED_SHARE * len(tools))
    return edited if few and sizes == stored.sizes.tolist() else None


class EditedCounts:
    """Stored counts with those of some tools replaced."""

    def __init__(
        self,
        stored: StoredCounts,
        edited: Sequence[int],
        tools: Sequence[Tool],
        source: TermSource,
    ) -> None:
        """Count the terms of the edited tools, given by their numbers among all tools."""
        self._stored = stored
        counts = count_terms(source, [tools[number] for number in edited])
        ends = np.cumsum(stored.sizes, dtype=np.int64).tolist()
        places = [
            place
            for number in edited
            for place in range(ends[number] - int(stored.sizes[number]), ends[number])
        ]
        self._is_edited = np.zeros(len(stored.lengths), dtype=np.bool_)
        self._is_edited[places] = True
        self.lengths = stored.lengths.copy()
        self.lengths[places] = counts.lengths
        self._new = dict(_moved(counts.postings, np.array(places, dtype=np.int64)))
        self.tokens = _tokens(stored, edited, counts.tokens)

    def number_of_postings(self) -> int:
        """Return the number of all postings."""
        new, old = (sum(map(len, each.values())) for each in (self._new, self._old))
        return len(self._stored.postings) - old + new

    @cached_property
    def terms(self) -> set[str]:
        """All terms."""
        frequencies = self._stored.frequencies
        gone = {
            term
            for term, its in self._old.items()
            if len(its) == frequencies[self._numbers[term]] and term not in self._new
        }
        return {*self._stored.terms, *self._new} - gone

    def has_stored_usual_length(self) -> bool:
        """Return whether the usual length of documents is the stored one: levels depend on it."""
        return usual_length(self.lengths) == self._stored.encoded.usual_length

    def encoded(self, phrases: Mapping[str, Sequence[str]]) -> EncodedTerms:
        """Return the encoded postings of all terms and phrases.

        Requires `has_stored_usual_length`.
        """
        before, changed = self._stored.encoded, self._changed()
        of_terms = {term: self._postings_of(term) for term in changed & self.terms}
        of_phrases = {
            phrase: united([self._postings_of(term) for term in terms])
            for phrase, terms in phrases.items()
            if before.phrases.get(phrase) != [*terms] or not changed.isdisjoint(terms)
        }
        norms = norms_of(self.lengths, before.usual_length)
        new = encode({**of_terms, **of_phrases}, norms, self._stored.sizes)
        values = {**before.values, **dict(new)}
        for term in (changed - self.terms) | (before.phrases.keys() - phrases.keys()):
            values.pop(term, None)
        return EncodedTerms(values, phrases, before.usual_length)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Stored term -> its number."""
        return {term: number for number, term in enumerate(self._stored.terms)}

    @cached_property
    def _starts(self) -> Numbers:
        """Where the postings of each stored term begin, followed by the end."""
        return np.append(0, np.cumsum(self._stored.frequencies, dtype=np.int64))

    @cached_property
    def _rows(self) -> Numbers:
        """Places of the stored postings in documents of edited tools."""
        return np.flatnonzero(self._is_edited[self._stored.postings >> FRACTION])

    @cached_property
    def _terms_of_rows(self) -> Numbers:
        """The number of the stored term of each of `_rows`."""
        found: Numbers = np.searchsorted(self._starts, self._rows, side="right") - 1
        return found

    @cached_property
    def _old(self) -> dict[str, Column]:
        """Stored term -> its postings in documents of edited tools."""
        numbers, firsts = np.unique(self._terms_of_rows, return_index=True)
        lists = np.split(self._stored.postings[self._rows], firsts[1:])
        terms = map(self._stored.terms.__getitem__, numbers.tolist())
        return dict(zip(terms, lists, strict=False))

    def _changed(self) -> set[str]:
        """Return the terms with other postings or levels."""
        old, new = (
            {term: its.tobytes() for term, its in each.items()} for each in (self._old, self._new)
        )
        stored, usual = self._stored, self._stored.encoded.usual_length
        raw = stored.postings[self._rows].astype(np.int64)
        documents, is_tool = raw >> FRACTION, are_tools(stored.sizes)
        before, after = (
            impact_levels(raw, norms_of(lengths[documents], usual), is_tool[documents])
            for lengths in (stored.lengths, self.lengths)
        )
        others = distinct(self._terms_of_rows[before != after]).tolist()
        return {
            *(term for term in old.keys() | new.keys() if old.get(term) != new.get(term)),
            *map(stored.terms.__getitem__, others),
        }

    def _postings_of(self, term: str) -> Column:
        """Return all postings of a term, in document order."""
        number, new = self._numbers.get(term), self._new.get(term)
        if number is None:
            return self._new[term]
        kept: Column = self._stored.postings[self._starts[number] : self._starts[number + 1]]
        if term in self._old:
            kept = kept[~self._is_edited[kept >> FRACTION]]
        return kept if new is None else np.sort(np.concatenate([kept, new]))


def _moved(postings: Postings, places: Numbers) -> Iterator[tuple[str, Column]]:
    """Yield each term with its postings. `places`: the new number of each document."""
    for term, its in postings.items():
        raw = np.asarray(its, dtype=np.int64)
        yield term, (places[raw >> FRACTION] << FRACTION | raw & 2**FRACTION - 1).astype(np.uint32)


def _tokens(
    stored: StoredCounts, edited: Sequence[int], added: Mapping[str, int]
) -> dict[str, int]:
    """Return how often all tools have each token; `added`: those of the edited tools."""
    times = stored.times.astype(np.int64)
    tools = np.array(edited, dtype=np.uint32)
    sides: tuple[Literal["left"], Literal["right"]] = "left", "right"
    starts, ends = (np.searchsorted(stored.words[:, 0], tools, side) for side in sides)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        _, tokens, times_of_tool = stored.words[start:end].T
        # A tool whose words were counted in two batches has two rows for one token.
        np.subtract.at(times, tokens, times_of_tool.astype(np.int64))
    whole = zip(stored.tokens, times.tolist(), strict=True)
    found = {token: number for token, number in whole if number}
    for token, number in added.items():
        found[token] = found.get(token, 0) + number
    return found
