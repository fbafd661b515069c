"""Postings: count the terms of documents and encode them as impact levels in small files."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ssg.search.documents import NAME, NAME_LEVELS, SearchDocument
from ssg.search.encoding import browser_order, packs, varints
from ssg.search.synonyms import Synonyms
from ssg.tokenizer import Tokenizer

__all__ = [
    "FRACTION",
    "MOST_POSTINGS",
    "OTHER_FORM",
    "WHOLE",
    "TermCounts",
    "count_terms",
    "encode_postings",
]

K1, B = 1.2, 0.6
"""BM25 term-frequency saturation (k1) and length normalisation (b)."""
LEAST, STEP, MOST = 0.2, 0.05, 15
"""The impact of a term, 0-1, is quantised to 16 levels: `LEAST + STEP * level`.

In documents about a capability the impact has 8 even levels. A level is odd where most uses of the
term are other forms of the word than its stem (`trains` for `train`): a question in the same form
is a better match.
"""
MOST_POSTINGS = 20_000
"""Postings limit of a term; only those with the highest impact are kept."""
BATCH = 60_000
"""Words, or postings, processed at once; about 6 MB."""
FRACTION = 9
"""Bits of a posting for the form and the weighted count; the others are the document number."""
WHOLE = 255
"""Weighted count of a whole name in halves, and the bits of a posting for such a count."""
OTHER_FORM = 256
"""Bit of a posting whose uses are mostly other forms of the word than its stem."""

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Term counts of all documents."""

    postings: Mapping[str, "array[int]"]
    """Term -> its postings in document order: `number << FRACTION | OTHER_FORM | halves`."""
    lengths: Floats
    """Length of each document in terms, weighted by field up to 1."""
    tokens: Mapping[str, int]
    """Token -> frequency."""
    is_tool: npt.NDArray[np.bool_]
    """Whether each document is about a tool as a whole."""


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
        self.times: Numbers = np.zeros(0, dtype=np.int64)
        self.lengths: list[Floats] = []
        self.is_tool: list[bool] = []
        self.documents = self.counted = 0
        self.numbers = array("q")
        self.pieces = array("q")
        """Three numbers for each text: document, weight of a word in halves, number of words."""

    def read(self, document: SearchDocument) -> None:
        """Add a document, which gets the next number."""
        for field in document.fields:
            tokens = self.tokenizer.tokens(field.text)
            parts = len(self.tokenizer.plain_terms(tokens)) if field.halves == NAME else 1
            self._take(tokens, field.halves // max(1, min(parts, NAME_LEVELS)))
            self._take(list(self.synonyms.found_in(tokens)), field.halves)
        for halves, text, is_product in document.kinds:
            tokens = self.tokenizer.tokens(text)
            self._take(list(self.synonyms.kinds_of(tokens, is_product=is_product)), halves)
        wholes = dict.fromkeys(self.tokenizer.whole(name) for name in document.names)
        self._take(list(wholes), WHOLE)
        for halves, names in document.near_names:
            self._take([self.tokenizer.whole(name) for name in names if name], halves)
        self.is_tool.append(document.is_tool)
        self.documents += 1
        if len(self.numbers) > BATCH:
            self.count()

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
        earlier = np.pad(self.times, (0, len(sizes) - len(self.times)))
        self.times = np.bincount(numbers, minlength=len(sizes)) + earlier
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
    documents: Iterable[SearchDocument], tokenizer: Tokenizer, synonyms: Synonyms
) -> TermCounts:
    """Count the terms of documents, numbered in order."""
    counter = _TermCounter(tokenizer, synonyms)
    for document in documents:
        counter.read(document)
    counter.count()
    counter.lengths.append(np.zeros(counter.documents - counter.counted))
    # In place: a second dictionary would take a tenth of all memory.
    counter.tokens.update(zip(counter.tokens, counter.times.tolist(), strict=True))
    return TermCounts(
        postings={term: counter.postings[number] for term, number in counter.tokens.terms.items()},
        lengths=np.concatenate(counter.lengths),
        tokens=counter.tokens,
        is_tool=np.array(counter.is_tool, dtype=np.bool_),
    )


def encode_postings(counts: TermCounts, group: int) -> tuple[list[str], list[bytes]]:
    """Return the first term of each file, and the files. `group`: as for `packs`."""
    return packs(
        (
            (term, varints((frequency, len(encoded))) + encoded)
            for term, frequency, encoded in _encoded(counts)
        ),
        group=group,
    )


def _encoded(counts: TermCounts) -> Iterator[tuple[str, int, bytes]]:
    """Yield each term, its document frequency and its encoded postings.

    The average length is rounded to 5 bits: an edit of one text seldom changes it.
    """
    lengths = counts.lengths
    mean = float(lengths.mean()) if len(lengths) else 0.0
    step = 2.0 ** (math.frexp(mean)[1] - 5)
    norms = K1 * (1 - B + B * lengths / (round(mean / step) * step or 1.0))
    batch: list[str] = []
    size = 0
    for term in sorted(counts.postings, key=browser_order):
        batch.append(term)
        size += len(counts.postings[term])
        if size > BATCH:
            yield from _batch(counts, batch, norms)
            batch, size = [], 0
    if batch:
        yield from _batch(counts, batch, norms)


def _batch(
    counts: TermCounts, terms: Sequence[str], norms: Floats
) -> Iterator[tuple[str, int, bytes]]:
    """Encode postings: gaps between documents as varints, then levels, two per byte."""
    frequencies = np.array([len(counts.postings[term]) for term in terms])
    raw = np.frombuffer(
        b"".join(counts.postings[term].tobytes() for term in terms), dtype=np.uint32
    ).astype(np.int64)
    documents, halves = raw >> FRACTION, raw & WHOLE
    share = halves / (halves + 2 * norms[documents])
    steps = (share - LEAST) / STEP
    levels = np.clip(np.floor(steps + 0.5), 0, MOST).astype(np.int64)
    even = 2 * np.clip(np.floor(steps / 2 + 0.5), 0, MOST // 2).astype(np.int64)
    levels = np.where(
        counts.is_tool[documents], _name_levels(levels, halves), even + raw // OTHER_FORM % 2
    )
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


def _name_levels(levels: Numbers, halves: Numbers) -> Numbers:
    """Return the levels of tools as a whole: the highest ones are those of words of names only."""
    parts = np.arange(NAME_LEVELS, 0, -1)
    rank = (halves[:, None] >= NAME // parts).sum(axis=1)
    return np.where(rank, MOST - NAME_LEVELS + rank, np.minimum(levels, MOST - NAME_LEVELS))


def _kept(levels: Numbers, frequencies: Numbers) -> npt.NDArray[np.bool_]:
    """Return which postings to keep: per term the highest levels, the first of equal ones."""
    kept = np.ones(len(levels), dtype=np.bool_)
    ends = np.cumsum(frequencies)
    for place in np.flatnonzero(frequencies > MOST_POSTINGS).tolist():
        start, end = ends[place] - frequencies[place], ends[place]
        kept[start + np.argsort(-levels[start:end], kind="stable")[MOST_POSTINGS:]] = False
    return kept


def _varints(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Encode many varints at once; return the bytes, and all start offsets followed by the end."""
    sizes = 1 + (numbers >= 1 << 7).astype(np.int64) + (numbers >= 1 << 14) + (numbers >= 1 << 21)
    places = np.concatenate([[0], np.cumsum(sizes)])
    body = np.zeros(places[-1], dtype=np.uint8)
    for byte in range(4):
        has = sizes > byte
        more = (sizes[has] > byte + 1) * 128
        body[places[:-1][has] + byte] = numbers[has] >> 7 * byte & 127 | more
    return body.tobytes(), places


def _pairs(levels: Numbers) -> bytes:
    """Pack levels two per byte, the first in the lower half."""
    even = np.append(levels, 0) if len(levels) % 2 else levels
    return (even[::2] | even[1::2] << 4).astype(np.uint8).tobytes()
