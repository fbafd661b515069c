"""Postings: count the terms of documents and encode them as impact levels in small files."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from ssg.search.encoding import browser_order, packs, varints
from ssg.search.stored_counts import FRACTION, NO_COUNTS, Column, EncodedTerms, StoredCounts
from ssg.search.synonyms import Synonyms
from ssg.tokenizer import Tokenizer

__all__ = [
    "FRACTION",
    "OTHER_FORM",
    "WHOLE",
    "Numbers",
    "Postings",
    "TermCounts",
    "are_tools",
    "count_terms",
    "encode",
    "encoded",
    "impact_levels",
    "norms_of",
    "posting_files",
    "to_store",
    "united",
    "usual_length",
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
WHOLE = 255
"""Weighted count of a whole name in halves, and the bits of a posting for such a count."""
OTHER_FORM = 256
"""Bit of a posting whose uses are mostly other forms of the word than its stem."""

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Postings = Mapping[str, "array[int] | Column"]
"""Term -> its postings in document order: `number << FRACTION | OTHER_FORM | halves`."""


@dataclass(frozen=True, slots=True)
class TermCounts:
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
    reader: DocumentReader,
    tools: Sequence[Tool],
    tokenizer: Tokenizer,
    synonyms: Synonyms,
    digests: Sequence[bytes] = (),
    stored: StoredCounts = NO_COUNTS,
) -> TermCounts:
    """Count the terms of the documents of tools, numbered in order.

    `digests`: those of all tools, by `reader`; `stored`: counts of an earlier build by an equal
    tokenizer and synonyms. Both or none.
    """
    counter = _TermCounter(tokenizer, synonyms)
    places = {digest: place for place, digest in enumerate(stored.digests)}
    kept: list[tuple[int, int]] = []
    for number, tool in enumerate(tools):
        place = places.pop(digests[number], None) if digests else None
        counter.firsts.append(counter.documents)
        if place is None:
            for document in reader.documents(tool):
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


def united(lists: Sequence["array[int] | Column"]) -> "array[int] | Column":
    """Return the documents of several posting lists, each with its highest weight."""
    if len(lists) == 1:
        return lists[0]
    postings = np.sort(np.concatenate([np.asarray(each, dtype=np.uint32) for each in lists]))
    documents = postings >> FRACTION
    is_last: Flags = np.append(documents[1:] != documents[:-1], True)[: len(postings)]
    found: Column = postings[is_last]
    return found


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


def posting_files(encoded: EncodedTerms, group: int) -> tuple[list[str], list[bytes]]:
    """Return the first term of each file, and the files. `group`: as for `packs`."""
    values = encoded.values
    terms = sorted(values, key=browser_order)
    return packs(((term, values[term]) for term in terms), group=group)


def encoded(counts: TermCounts, phrases: Mapping[str, Sequence[str]]) -> EncodedTerms:
    """Return the encoded postings of all terms and of phrases.

    A phrase has the documents of all its terms, each with its highest weight.
    """
    known = counts.postings
    further = {phrase: united([known[term] for term in terms]) for phrase, terms in phrases.items()}
    usual = usual_length(counts.lengths)
    values = encode({**known, **further}, norms_of(counts.lengths, usual), counts.sizes)
    return EncodedTerms(dict(values), phrases, usual)


def usual_length(lengths: Floats) -> float:
    """Return the average length of documents, rounded to 5 bits: an edit seldom changes it."""
    mean = float(lengths.mean()) if len(lengths) else 0.0
    step = 2.0 ** (math.frexp(mean)[1] - 5)
    return round(mean / step) * step or 1.0


def norms_of(lengths: Floats, usual: float) -> Floats:
    """Return what the length of each document adds to the count of a term for half its impact."""
    return K1 * (1 - B + B * lengths / usual)


def encode(postings: Postings, norms: Floats, sizes: Column) -> Iterator[tuple[str, bytes]]:
    """Yield each term with its document frequency and its encoded postings, in one.

    `norms`: of all documents; `sizes`: number of documents of each tool.
    """
    is_tool = are_tools(sizes)
    batch: list[str] = []
    size = 0
    for term, its in postings.items():
        batch.append(term)
        size += len(its)
        if size > BATCH:
            yield from _batch(postings, batch, norms, is_tool)
            batch, size = [], 0
    if batch:
        yield from _batch(postings, batch, norms, is_tool)


def are_tools(sizes: Column) -> Flags:
    """Return whether each document is about a tool as a whole; `sizes`: documents of each tool."""
    ends = np.cumsum(sizes, dtype=np.int64)
    found: Flags = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.bool_)
    found[ends - sizes] = True
    return found


def _batch(
    postings: Postings, terms: Sequence[str], norms: Floats, is_tool: Flags
) -> Iterator[tuple[str, bytes]]:
    """Encode postings: gaps between documents as varints, then levels, two per byte."""
    frequencies = np.array([len(postings[term]) for term in terms])
    raw = np.frombuffer(
        b"".join(postings[term].tobytes() for term in terms), dtype=np.uint32
    ).astype(np.int64)
    documents = raw >> FRACTION
    levels = impact_levels(raw, norms[documents], is_tool[documents])
    kept = _kept(levels, frequencies)
    documents, levels = documents[kept], levels[kept]
    ends = np.cumsum(np.minimum(frequencies, MOST_POSTINGS))
    starts = np.concatenate([[0], ends[:-1]])
    gaps = np.diff(documents, prepend=-1) - 1
    gaps[starts] = documents[starts]
    body, offsets = _varints(gaps)
    places = offsets[np.append(starts, len(gaps))].tolist()
    pairs, pair_places = _pairs(levels, starts, ends)
    for number, (term, frequency) in enumerate(zip(terms, frequencies.tolist(), strict=True)):
        gaps_of_term = body[places[number] : places[number + 1]]
        levels_of_term = pairs[pair_places[number] : pair_places[number + 1]]
        content = gaps_of_term + levels_of_term
        yield term, varints((frequency, len(content))) + content


def impact_levels(raw: Numbers, norms: Floats, is_tool: Flags) -> Numbers:
    """Return the levels of postings; `norms` and `is_tool` are those of their documents."""
    halves = raw & WHOLE
    steps = (halves / (halves + 2 * norms) - LEAST) / STEP
    levels = np.clip(np.floor(steps + 0.5), 0, MOST).astype(np.int64)
    even = 2 * np.clip(np.floor(steps / 2 + 0.5), 0, MOST // 2).astype(np.int64)
    found: Numbers = np.where(is_tool, _name_levels(levels, halves), even + raw // OTHER_FORM % 2)
    return found


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


def _pairs(levels: Numbers, starts: Numbers, ends: Numbers) -> tuple[bytes, list[int]]:
    """Pack the levels of each term two per byte, the first in the lower half.

    Return the bytes, and where those of each term start, followed by the end.
    """
    sizes = ends - starts
    places = np.concatenate([[0], np.cumsum((sizes + 1) // 2)])
    in_term = np.arange(len(levels)) - np.repeat(starts, sizes)
    targets = np.repeat(places[:-1], sizes) + in_term // 2
    is_second = in_term % 2 == 1
    body = np.zeros(places[-1], dtype=np.uint8)
    body[targets[~is_second]] = levels[~is_second]
    body[targets[is_second]] |= (levels[is_second] << 4).astype(np.uint8)
    return body.tobytes(), places.tolist()
