"""Documents -> which terms they have and how much: the body of the index, cut into small files."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ssg.search.documents import SearchDocument
from ssg.search.encoding import browser_order, packs, varints
from ssg.search.synonyms import Synonyms
from ssg.tokenizer import Tokenizer

__all__ = ["MOST_POSTINGS", "Gathered", "count_terms", "encode_postings"]

K1, B = 1.2, 0.6
"""BM25: how soon more of a word says no more, and how much a long text is held against it."""
LEAST, STEP, MOST = 0.15, 0.05, 15
"""What a word counts, from 0 to 1, is written as one of 16 levels: `LEAST + STEP * level`."""
MOST_POSTINGS = 20_000
"""A word that more documents have keeps those where it counts most: in the others it says next to nothing."""
BATCH = 200_000
"""Words, and later postings, that are worked on at once: some 20 MB."""
FRACTION = 8
"""Bits for what a term counts in a document, in halves; the rest is the number of the document."""
WHOLE = 2**FRACTION - 1
"""What a name counts where it is found as a whole."""

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All terms of all documents."""

    postings: Mapping[str, "array[int]"]
    """Term -> its documents in order, each with what the term counts in it: `number << FRACTION | halves`."""
    lengths: Floats
    """Document -> how many terms it has; those of lesser fields count less."""
    tokens: Mapping[str, int]
    """Token -> how often it comes."""


class _Tokens(dict[str, int]):
    """Token -> its number, given when it is first asked for; `terms` has the numbers of the terms of each."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.terms: dict[str, int] = {}
        self.sizes, self.flat = array("q"), array("q")

    def __missing__(self, token: str) -> int:
        found = (token,) if token[0] in "~=" else self.tokenizer.terms_of(token)
        self.sizes.append(len(found))
        self.flat.extend(self.terms.setdefault(term, len(self.terms)) for term in found)
        self[token] = number = len(self)
        return number


class _Gatherer:
    """Reads documents; their words wait until there are enough of them to be counted at once."""

    def __init__(self, tokenizer: Tokenizer, synonyms: Synonyms) -> None:
        self.tokenizer, self.synonyms = tokenizer, synonyms
        self.tokens = _Tokens(tokenizer)
        self.postings: dict[int, array[int]] = defaultdict(lambda: array("I"))
        self.times: Numbers = np.zeros(0, dtype=np.int64)
        self.lengths: list[Floats] = []
        self.documents = self.counted = 0
        self.numbers = array("q")
        self.pieces = array("q")
        """Of each piece of text three numbers: its document, what a word in it counts, how many words it has."""

    def read(self, document: SearchDocument) -> None:
        """Take the words of a document, which gets the next number."""
        for field in document.fields:
            tokens = self.tokenizer.tokens(field.text)
            self._take(tokens, field.halves)
            self._take(list(self.synonyms.found_in(tokens)), field.halves)
        if document.name:
            self._take([self.tokenizer.whole(document.name)], WHOLE)
        self.documents += 1
        if len(self.numbers) > BATCH:
            self.count()

    def _take(self, tokens: Sequence[str], halves: int) -> None:
        if tokens:
            self.numbers.extend(map(self.tokens.__getitem__, tokens))
            self.pieces.extend((self.documents, halves, len(tokens)))

    def count(self) -> None:
        """Add up what each term counts in each of the documents that wait."""
        if not self.numbers:
            return
        numbers = np.frombuffer(self.numbers, dtype=np.int64)
        document, halves, words = np.frombuffer(self.pieces, dtype=np.int64).reshape(-1, 3).T
        sizes, flat = (
            np.frombuffer(self.tokens.sizes, dtype=np.int64),
            np.frombuffer(self.tokens.flat, dtype=np.int64),
        )
        self.times = np.bincount(numbers, minlength=len(sizes)) + np.pad(
            self.times, (0, len(sizes) - len(self.times))
        )
        many = sizes[numbers]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        terms = flat[np.repeat((np.cumsum(sizes) - sizes)[numbers], many) + within]
        documents, worth = (np.repeat(np.repeat(one, words), many) for one in (document, halves))
        self.lengths.append(
            np.bincount(
                documents - self.counted,
                np.minimum(worth, 2) / 2 * (worth < WHOLE),
                minlength=self.documents - self.counted,
            ).astype(np.float64)
        )
        self._add(terms << 32 | documents, worth)
        self.counted = self.documents
        self.numbers, self.pieces = array("q"), array("q")

    def _add(self, keys: Numbers, worth: Numbers) -> None:
        """Add the postings of some documents, given as `term << 32 | document` and what each word counts."""
        order = np.argsort(keys, kind="stable")
        keys, firsts = np.unique(keys[order], return_index=True)
        halves = np.minimum(np.add.reduceat(worth[order], firsts), WHOLE)
        packed = ((keys & 2**32 - 1) << FRACTION | halves).astype(np.uint32)
        terms, starts = np.unique(keys >> 32, return_index=True)
        for term, start, end in zip(
            terms.tolist(), starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True
        ):
            self.postings[term].frombytes(packed[start:end].tobytes())


def count_terms(
    documents: Iterable[SearchDocument], tokenizer: Tokenizer, synonyms: Synonyms
) -> Gathered:
    """Return the terms of documents, which are numbered as they come."""
    gatherer = _Gatherer(tokenizer, synonyms)
    for document in documents:
        gatherer.read(document)
    gatherer.count()
    gatherer.lengths.append(np.zeros(gatherer.documents - gatherer.counted))
    return Gathered(
        postings={
            term: gatherer.postings[number] for term, number in gatherer.tokens.terms.items()
        },
        lengths=np.concatenate(gatherer.lengths),
        tokens=dict(zip(gatherer.tokens, gatherer.times.tolist(), strict=True)),
    )


def encode_postings(gathered: Gathered) -> tuple[list[str], list[bytes]]:
    """Return a term from which on each file holds the terms, and the files."""
    return packs(
        (term, varints((frequency, len(encoded))) + encoded)
        for term, frequency, encoded in _encoded(gathered)
    )


def _encoded(gathered: Gathered) -> Iterator[tuple[str, int, bytes]]:
    """Yield each term, how many documents have it, and its postings as bytes."""
    lengths = gathered.lengths
    norms = K1 * (1 - B + B * lengths / (float(lengths.mean()) or 1.0)) if len(lengths) else lengths
    batch: list[str] = []
    size = 0
    for term in sorted(gathered.postings, key=browser_order):
        batch.append(term)
        size += len(gathered.postings[term])
        if size > BATCH:
            yield from _batch(gathered, batch, norms)
            batch, size = [], 0
    if batch:
        yield from _batch(gathered, batch, norms)


def _batch(
    gathered: Gathered, terms: Sequence[str], norms: Floats
) -> Iterator[tuple[str, int, bytes]]:
    """Encode the postings of some terms: the gaps between documents as varints, then the levels, two to a byte."""
    frequencies = np.array([len(gathered.postings[term]) for term in terms])
    raw = np.frombuffer(
        b"".join(gathered.postings[term].tobytes() for term in terms), dtype=np.uint32
    ).astype(np.int64)
    documents, counts = raw >> FRACTION, (raw & WHOLE) / 2
    share = counts / (counts + norms[documents])
    levels = np.clip(np.floor((share - LEAST) / STEP + 0.5), 0, MOST).astype(np.int64)
    kept = _kept(levels, frequencies)
    documents, levels = documents[kept], levels[kept]
    ends = np.cumsum(np.minimum(frequencies, MOST_POSTINGS))
    starts = np.concatenate([[0], ends[:-1]])
    gaps = np.diff(documents, prepend=-1) - 1
    gaps[starts] = documents[starts]
    body, places = _varints(gaps)
    for term, frequency, start, end in zip(
        terms, frequencies.tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        yield term, frequency, body[places[start] : places[end]] + _pairs(levels[start:end])


def _kept(levels: Numbers, frequencies: Numbers) -> npt.NDArray[np.bool_]:
    """Tell which postings stay: of a term that has too many, those of the highest levels, of equals the first."""
    kept = np.ones(len(levels), dtype=np.bool_)
    ends = np.cumsum(frequencies)
    for place in np.flatnonzero(frequencies > MOST_POSTINGS).tolist():
        start, end = ends[place] - frequencies[place], ends[place]
        kept[start + np.argsort(-levels[start:end], kind="stable")[MOST_POSTINGS:]] = False
    return kept


def _varints(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write many varints at once; return them, and where each begins, with the end of all as the last."""
    sizes = 1 + (numbers >= 1 << 7).astype(np.int64) + (numbers >= 1 << 14) + (numbers >= 1 << 21)
    places = np.concatenate([[0], np.cumsum(sizes)])
    body = np.zeros(places[-1], dtype=np.uint8)
    for byte in range(4):
        has = sizes > byte
        more = (sizes[has] > byte + 1) * 128
        body[places[:-1][has] + byte] = numbers[has] >> 7 * byte & 127 | more
    return body.tobytes(), places


def _pairs(levels: Numbers) -> bytes:
    """Write levels two to a byte, the first in the lower half."""
    even = np.append(levels, 0) if len(levels) % 2 else levels
    return (even[::2] | even[1::2] << 4).astype(np.uint8).tobytes()
