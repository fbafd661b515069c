"""Postings: encode term counts of documents as impact levels, in small files."""

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ssg.search.documents import NAME, NAME_LEVELS
from ssg.search.encoding import browser_order, packs, varints
from ssg.search.stored_counts import FRACTION, Column, EncodedTerms
from ssg.search.term_counts import OTHER_FORM, WHOLE, TermCounts

__all__ = [
    "Numbers",
    "Postings",
    "are_tools",
    "encode",
    "encoded",
    "impact_levels",
    "norms_of",
    "posting_files",
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
"""Postings that are encoded at once; about 6 MB."""

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Postings = Mapping[str, "array[int] | Column"]
"""Term -> its postings in document order: `number << FRACTION | OTHER_FORM | halves`."""


def united(lists: Sequence["array[int] | Column"]) -> "array[int] | Column":
    """Return the documents of several posting lists, each with its highest weight."""
    if len(lists) == 1:
        return lists[0]
    postings = np.sort(np.concatenate([np.asarray(each, dtype=np.uint32) for each in lists]))
    documents = postings >> FRACTION
    is_last: Flags = np.append(documents[1:] != documents[:-1], True)[: len(postings)]
    found: Column = postings[is_last]
    return found


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
