"""Term counts: how often each document of the search has each term, weighted by field."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ssg.catalog import Tool
from ssg.search.documents import (
    NAME,
    NAME_LEVELS,
    DocumentReader,
    SearchDocument,
    number_of_documents,
)
from ssg.search.stored_counts import FRACTION, NO_COUNTS, Column, EncodedTerms, StoredCounts
from ssg.search.synonyms import Synonyms
from ssg.tokenizer import Tokenizer

__all__ = ["OTHER_FORM", "WHOLE", "TermCounts", "TermSource", "count_terms", "to_store"]

BATCH = 60_000
"""Words that are counted at once; about 6 MB."""
WHOLE = 255
"""Weighted count of a whole name in halves, and the bits of a posting for such a count."""
OTHER_FORM = 256
"""Bit of a posting whose uses are mostly other forms of the word than its stem."""

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class TermSource(NamedTuple):
    """What the terms of tools are read by."""

    reader: DocumentReader
    tokenizer: Tokenizer
    synonyms: Synonyms


class TermCounts(NamedTuple):
    """Term counts of all documents."""

    postings: Mapping[str, "array[int]"]
    lengths: Floats
    """Length of each document in terms, weighted by field up to 1."""
    tokens: Mapping[str, int]
    """Token -> frequency."""
    sizes: Column
    """Number of documents of each tool."""
    words: Column
    """For each tool its tokens: number of the tool, place in `tokens`, times."""


class _Tokens(dict[str, int]):
    """Token -> number, assigned on first access.

    `sizes` and `flat` hold its term numbers, `forms` whether each differs from the word.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.terms: dict[str, int] = {}
        self.sizes, self.flat, self.forms = array("q"), array("q"), array("q")

    def __missing__(self, token: str) -> int:
        if token[0] in "~=":
            words, terms = [token], [token]
        else:
            parts, joined = self.tokenizer.words_of(token)
            words = [*parts, joined] if joined else [*parts]
            terms = [self.tokenizer.stem(word) for word in words]
        self.sizes.append(len(terms))
        self.forms.extend(word != term for word, term in zip(words, terms, strict=True))
        self.flat.extend(self.terms.setdefault(term, len(self.terms)) for term in terms)
        self[token] = number = len(self)
        return number


class _TermCounter:
    """Collects the words of documents and counts them in batches."""

    def __init__(self, tokenizer: Tokenizer, synonyms: Synonyms) -> None:
        self.tokenizer, self.synonyms = tokenizer, synonyms
        self.tokens = _Tokens(tokenizer)
        self.postings: dict[int, array[int]] = defaultdict(lambda: array("I"))
        self.firsts = array("q")
        """First document of each tool."""
        self.words: list[Column] = []
        self.lengths: list[Floats] = []
        self.documents = self.counted = 0
        self.numbers = array("q")
        self.pieces = array("q")
        """Three numbers for each text: document, weight of a word in halves, number of words."""

    def read(self, document: SearchDocument) -> None:
        """Add a document, which gets the next number."""
        for field in document.fields:
            tokens = self.tokenizer.tokens(field.text)
            parts = len(self._parts_of_name(tokens)) if field.halves == NAME else 1
            self._take(tokens, field.halves // max(1, min(parts, NAME_LEVELS)))
            if parts > 1:
                self._take([self.tokenizer.whole(field.text)[1:]], NAME)
            self._take(list(self.synonyms.found_in(tokens)), field.halves)
        for halves, text, is_product in document.kinds:
            tokens = self.tokenizer.tokens(text)
            self._take(list(self.synonyms.kinds_of(tokens, is_product=is_product)), halves)
        wholes = dict.fromkeys(self.tokenizer.whole(name) for name in document.names)
        self._take(list(wholes), WHOLE)
        for halves, names in document.near_names:
            self._take([self.tokenizer.whole(name) for name in names if name], halves)
        self.documents += 1
        if len(self.numbers) > BATCH:
            self.count()

    def _parts_of_name(self, tokens: Sequence[str]) -> list[str]:
        """Return the parts of the tokens of a name without stop words; single letters count."""
        parts = (part for token in tokens for part in self.tokenizer.parts_of(token))
        return [part for part in parts if not self.tokenizer.is_stop_word(part)]

    def _take(self, tokens: Sequence[str], halves: int) -> None:
        if tokens:
            self.numbers.extend(map(self.tokens.__getitem__, tokens))
            self.pieces.extend((self.documents, halves, len(tokens)))

    def count(self) -> None:
        """Count the terms of the collected words."""
        if not self.numbers:
            return
        numbers = np.frombuffer(self.numbers, dtype=np.int64)
        document, halves, words = np.frombuffer(self.pieces, dtype=np.int64).reshape(-1, 3).T
        sizes, flat = (
            np.frombuffer(self.tokens.sizes, dtype=np.int64),
            np.frombuffer(self.tokens.flat, dtype=np.int64),
        )
        self._add_words(np.repeat(document, words), numbers)
        many = sizes[numbers]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        places = np.repeat((np.cumsum(sizes) - sizes)[numbers], many) + within
        terms, forms = flat[places], np.frombuffer(self.tokens.forms, dtype=np.int64)[places]
        documents, worth = (
            np.repeat(np.repeat(values, words), many) for values in (document, halves)
        )
        weights = np.minimum(worth, 2) / 2 * (worth < WHOLE)
        lengths = np.bincount(documents - self.counted, weights, self.documents - self.counted)
        self.lengths.append(lengths.astype(np.float64))
        self._add(terms << 32 | documents, worth, forms)
        self.counted = self.documents
        self.numbers, self.pieces = array("q"), array("q")

    def _add_words(self, documents: Numbers, tokens: Numbers) -> None:
        """Add how often each tool has each token."""
        firsts = np.frombuffer(self.firsts, dtype=np.int64)
        tools = np.searchsorted(firsts, documents, side="right") - 1
        pairs, times = np.unique(tools << 32 | tokens, return_counts=True)
        columns = pairs >> 32, pairs & 2**32 - 1, times
        self.words.append(np.stack(columns, axis=1).astype(np.uint32))

    def _add(self, keys: Numbers, worth: Numbers, forms: Numbers) -> None:
        """Add postings, given as `term << 32 | document` and the weight and form of each word."""
        order = np.argsort(keys, kind="stable")
        keys, firsts = np.unique(keys[order], return_index=True)
        halves = np.add.reduceat(worth[order], firsts)
        others = 2 * np.add.reduceat((worth * forms)[order], firsts) > halves
        halves = np.minimum(halves, WHOLE) | others * OTHER_FORM
        packed = ((keys & 2**32 - 1) << FRACTION | halves).astype(np.uint32)
        terms, starts = np.unique(keys >> 32, return_index=True)
        for term, start, end in zip(
            terms.tolist(), starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True
        ):
            self.postings[term].frombytes(packed[start:end].tobytes())


def count_terms(
    source: TermSource,
    tools: Sequence[Tool],
    digests: Sequence[bytes] = (),
    stored: StoredCounts = NO_COUNTS,
) -> TermCounts:
    """Count the terms of the documents of tools, numbered in order.

    `digests`: those of all tools, by the reader; `stored`: counts of an earlier build by an equal
    tokenizer and synonyms. Both or none.
    """
    counter = _TermCounter(source.tokenizer, source.synonyms)
    places = {digest: place for place, digest in enumerate(stored.digests)}
    kept: list[tuple[int, int]] = []
    for number, tool in enumerate(tools):
        place = places.pop(digests[number], None) if digests else None
        counter.firsts.append(counter.documents)
        if place is None:
            for document in source.reader.documents(tool):
                counter.read(document)
        else:
            kept.append((place, number))
            counter.documents += number_of_documents(tool)
    counter.count()
    counter.lengths.append(np.zeros(counter.documents - counter.counted))
    lengths = np.concatenate(counter.lengths)
    if kept:
        _recall(counter, stored, np.array(kept, dtype=np.int64), lengths)
    sizes = np.diff(np.append(np.frombuffer(counter.firsts, dtype=np.int64), counter.documents))
    words = np.concatenate(counter.words) if counter.words else np.zeros((0, 3), dtype=np.uint32)
    times = np.bincount(words[:, 1], words[:, 2], len(counter.tokens)).astype(np.int64)
    # In place: a second dictionary would take a tenth of all memory.
    counter.tokens.update(zip(counter.tokens, times.tolist(), strict=True))
    return TermCounts(
        postings={term: counter.postings[number] for term, number in counter.tokens.terms.items()},
        lengths=lengths,
        tokens=counter.tokens,
        sizes=sizes.astype(np.uint32),
        words=words,
    )


def _recall(counter: _TermCounter, stored: StoredCounts, kept: Numbers, lengths: Floats) -> None:
    """Add stored counts of tools, given as pairs of their stored and their new number."""
    tools = np.full(len(stored.sizes), -1)
    tools[kept[:, 0]] = kept[:, 1]
    sizes = stored.sizes.astype(np.int64)
    moved = np.repeat(np.frombuffer(counter.firsts, dtype=np.int64)[tools], sizes)
    moved += np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    moved[np.repeat(tools < 0, sizes)] = -1
    lengths[moved[moved >= 0]] = stored.lengths[moved >= 0]
    _recall_words(counter, stored, tools)
    documents = moved[stored.postings >> FRACTION]
    packed = documents << FRACTION | stored.postings & 2**FRACTION - 1
    terms = np.repeat(np.arange(len(stored.terms)), stored.frequencies)
    keys = (terms << 32 | packed)[documents >= 0]
    keys.sort(kind="stable")
    terms, starts = np.unique(keys >> 32, return_index=True)
    values = keys.astype(np.uint32)
    for term, start, end in zip(
        terms.tolist(), starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True
    ):
        number = counter.tokens.terms.setdefault(stored.terms[term], len(counter.tokens.terms))
        postings = values[start:end]
        if number in counter.postings:
            new = np.frombuffer(counter.postings[number], dtype=np.uint32)
            postings = np.sort(np.concatenate([postings, new]))
        counter.postings[number] = array("I", postings.tobytes())


def _recall_words(counter: _TermCounter, stored: StoredCounts, tools: Numbers) -> None:
    """Add the stored tokens of tools. `tools`: new number by stored number, -1 for no tool."""
    words = stored.words[tools[stored.words[:, 0]] >= 0]
    numbers = np.zeros(len(stored.tokens), dtype=np.int64)
    for place in np.unique(words[:, 1]).tolist():
        token = stored.tokens[place]
        numbers[place] = dict.setdefault(counter.tokens, token, len(counter.tokens))
    columns = tools[words[:, 0]], numbers[words[:, 1]], words[:, 2]
    counter.words.append(np.stack(columns, axis=1).astype(np.uint32))


def to_store(counts: TermCounts, digests: Sequence[bytes], encoded: EncodedTerms) -> StoredCounts:
    """Return counts as a later build takes them."""
    postings = b"".join(each.tobytes() for each in counts.postings.values())
    words = counts.words
    if (words[1:, 0] < words[:-1, 0]).any():
        words = words[np.argsort(words[:, 0], kind="stable")]
    return StoredCounts(
        digests=digests,
        terms=list(counts.postings),
        tokens=list(counts.tokens),
        sizes=counts.sizes,
        lengths=counts.lengths,
        frequencies=np.array([len(each) for each in counts.postings.values()], dtype=np.uint32),
        postings=np.frombuffer(postings, dtype=np.uint32),
        times=np.array(list(counts.tokens.values()), dtype=np.uint32),
        words=words,
        encoded=encoded,
    )
