"""Documents -> which terms they have and how much: the body of the index, cut into small files."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ssg.search.codes import browser_order, fronted, varints
from ssg.search.documents import Document
from ssg.search.synonyms import Synonyms
from ssg.search.words import Tokenizer

__all__ = ["MOST_POSTINGS", "Gathered", "gather", "shards"]

K1, B = 1.2, 0.6
"""BM25: how soon more of a word says no more, and how much a long text is held against it."""
LEAST, STEP, MOST = 0.15, 0.05, 15
"""What a word counts, from 0 to 1, is written as one of 16 levels: `LEAST + STEP * level`."""
MOST_POSTINGS = 20_000
"""A word that more documents have keeps those where it counts most: in the others it says next to nothing."""
SHARD = 6 * 1024
"""Bytes of a file before it is packed; a term is not divided, so that a common one makes a larger file."""
BATCH = 100_000
"""Postings that are encoded at once."""
FRACTION = 8
"""Bits for what a term counts in a document, in halves; the rest is the number of the document."""

Numbers = npt.NDArray[np.int64]


@dataclass(slots=True)
class _Terms:
    """What is gathered while documents go by."""

    postings: dict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    lengths: "array[float]" = field(default_factory=lambda: array("f"))
    tokens: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All terms of all documents."""

    postings: Mapping[str, "array[int]"]
    """Term -> its documents in order, each with what the term counts in it: `number << FRACTION | halves`."""
    lengths: "array[float]"
    """Document -> how many terms it has; those of lesser fields count less."""
    tokens: Mapping[str, int]
    """Token -> how often it comes; how words are spelled is known from it."""


def gather(documents: Iterable[Document], tokenizer: Tokenizer, synonyms: Synonyms) -> Gathered:
    """Return the terms of documents, which are numbered as they come."""
    found = _Terms()
    for number, document in enumerate(documents):
        counts: dict[str, int] = {}
        length = 0.0
        for one in document.fields:
            tokens = tokenizer.tokens(one.text)
            found.tokens.update(tokens)
            terms = [term for token in tokens for term in tokenizer.terms_of(token)]
            length += len(terms) * min(one.halves, 2) / 2
            for term in terms:
                counts[term] = counts.get(term, 0) + one.halves
            for term in synonyms.found_in(tokens, terms):
                counts[term] = counts.get(term, 0) + one.halves
        found.lengths.append(length)
        for term, halves in counts.items():
            found.postings[term].append(number << FRACTION | min(halves, 255))
        if document.name:
            found.postings[tokenizer.whole(document.name)].append(number << FRACTION | 255)
    return Gathered(found.postings, found.lengths, found.tokens)


def shards(gathered: Gathered) -> tuple[list[str], list[bytes]]:
    """Return the first term of each file, and the files; terms stand in the order of JavaScript."""
    firsts, files = [], []
    body, before = bytearray(), ""
    for term, frequency, encoded in _encoded(gathered):
        if body and len(body) + len(encoded) > SHARD:
            files.append(bytes(body))
            body, before = bytearray(), ""
        if not body:
            firsts.append(term)
        body += fronted(term, before) + varints((frequency, len(encoded))) + encoded
        before = term
    if body:
        files.append(bytes(body))
    return firsts, files


def _encoded(gathered: Gathered) -> Iterator[tuple[str, int, bytes]]:
    """Yield each term, how many documents have it, and its postings as bytes."""
    lengths = np.asarray(gathered.lengths, dtype=np.float64)
    norms = K1 * (1 - B + B * lengths / (lengths.mean() or 1.0))
    batch: list[str] = []
    size = 0
    for term in sorted(gathered.postings, key=browser_order):
        batch.append(term)
        size += len(gathered.postings[term])
        if size > BATCH:
            yield from _batch(gathered, batch, norms)
            batch, size = [], 0
    yield from _batch(gathered, batch, norms)


def _batch(gathered: Gathered, terms: Sequence[str], norms: npt.NDArray[np.float64]) -> Iterator[tuple[str, int, bytes]]:
    """Encode the postings of some terms: the gaps between documents as varints, then the levels, two to a byte."""
    frequencies = [len(gathered.postings[term]) for term in terms]
    kept = [_kept(gathered.postings[term], norms) for term in terms]
    counts = np.array([len(documents) for documents, _ in kept], dtype=np.int64)
    if not terms:
        return
    documents = np.concatenate([documents for documents, _ in kept])
    levels = np.concatenate([levels for _, levels in kept])
    ends = np.cumsum(counts)
    starts = ends - counts
    gaps = np.diff(documents, prepend=-1) - 1
    gaps[starts] = documents[starts]
    body, places = _varints(gaps)
    for term, frequency, start, end in zip(terms, frequencies, starts, ends, strict=True):
        yield term, frequency, body[places[start]: places[end]] + _pairs(levels[start:end])


def _kept(postings: "array[int]", norms: npt.NDArray[np.float64]) -> tuple[Numbers, Numbers]:
    """Return the documents of a term in order, and what it counts in each as a level; of too many only the best."""
    raw = np.asarray(postings, dtype=np.int64)
    documents, counts = raw >> FRACTION, (raw & (2**FRACTION - 1)) / 2
    share = counts / (counts + norms[documents])
    levels = np.clip(np.floor((share - LEAST) / STEP + 0.5), 0, MOST).astype(np.int64)
    if len(documents) > MOST_POSTINGS:
        best = np.sort(np.argsort(-levels, kind="stable")[:MOST_POSTINGS])
        documents, levels = documents[best], levels[best]
    return documents, levels


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
