"""Term counts of tools, for the next build: only tools with other texts are counted again.

What a tool adds to the index depends on its own documents, the tokenizer and the synonyms only. So
its counts are reused by a hash of what its documents are made of, and the whole file has one key
for all else. The file also has the encoded postings, for builds in which few tools differ.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ssg.sealed_file import opened, sealed
from ssg.search.documents import DIGEST_BYTES

__all__ = [
    "FRACTION",
    "NOT_ENCODED",
    "NO_COUNTS",
    "Column",
    "EncodedTerms",
    "StoredCounts",
    "as_bytes",
    "from_bytes",
]

HEADER = b"ssg counts 2\n"
FRACTION = 9
"""Bits of a posting for the form and the weighted count; the others are the document number."""
SIZE = struct.Struct("<Q")
PART_TYPES = ("<u4", "<f8", "<u4", "<u4", "<u4", "<u4", "<u4", "<f8")
"""Number types of the parts of a file that are arrays, in the order of `_arrays`."""

Column = npt.NDArray[np.uint32]


def _none() -> Column:
    return np.zeros(0, dtype=np.uint32)


class EncodedTerms(NamedTuple):
    """Encoded postings of terms and of phrases of questions."""

    values: Mapping[str, bytes]
    """Term or phrase -> what a file has of it."""
    phrases: Mapping[str, Sequence[str]]
    """Phrase -> the terms whose documents it has."""
    usual_length: float
    """The length of documents that levels were computed with."""


NOT_ENCODED = EncodedTerms({}, {}, 0.0)


@dataclass(frozen=True, slots=True)
class StoredCounts:
    """Counts of all tools, in the order that they had in the index."""

    digests: Sequence[bytes] = ()
    """Hash over the inputs of each tool, by `DocumentReader.digest`."""
    terms: Sequence[str] = ()
    tokens: Sequence[str] = ()
    sizes: Column = field(default_factory=_none)
    """Number of documents of each tool."""
    lengths: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """As in `TermCounts`."""
    frequencies: Column = field(default_factory=_none)
    """Number of postings of each term."""
    postings: Column = field(default_factory=_none)
    """Those of all terms, one term after another."""
    times: Column = field(default_factory=_none)
    """How often all tools have each token."""
    words: Column = field(default_factory=lambda: np.zeros((0, 3), dtype=np.uint32))
    """Three numbers for each token of a tool: tool, token, times; sorted by tool."""
    encoded: EncodedTerms = NOT_ENCODED


NO_COUNTS = StoredCounts()


def as_bytes(counts: StoredCounts, key: bytes) -> bytes:
    """Return the content of a file; `key` is a hash of all that is not in the documents."""
    encoded = counts.encoded
    phrases = ("\t".join((phrase, *terms)) for phrase, terms in encoded.phrases.items())
    texts = counts.terms, counts.tokens, encoded.values, phrases
    parts = [
        b"".join(counts.digests),
        *("\n".join(lines).encode("utf-8", "surrogatepass") for lines in texts),
        *(
            array.astype(kind, copy=False).tobytes()
            for array, kind in zip(_arrays(counts), PART_TYPES, strict=True)
        ),
        b"".join(encoded.values.values()),
    ]
    return sealed(HEADER, [piece for part in parts for piece in (SIZE.pack(len(part)), part)], key)


def _arrays(counts: StoredCounts) -> tuple[npt.NDArray[np.generic], ...]:
    encoded = counts.encoded
    return (
        counts.sizes,
        counts.lengths,
        counts.frequencies,
        counts.postings,
        counts.times,
        counts.words,
        np.array([len(value) for value in encoded.values.values()], dtype=np.uint32),
        np.array([encoded.usual_length]),
    )


def from_bytes(body: bytes, key: bytes) -> StoredCounts:
    """Return the counts of a file; none if it is missing, damaged or of another key."""
    content = opened(HEADER, body, key)
    if content is None:
        return NO_COUNTS
    try:
        counts = _parsed(list(_parts(content)))
    except (ValueError, struct.error):
        return NO_COUNTS
    return counts if _is_sound(counts) else NO_COUNTS


def _parts(content: memoryview) -> Iterator[memoryview]:
    place = 0
    while place < len(content):
        (size,) = SIZE.unpack_from(content, place)
        place += SIZE.size
        yield content[place : place + size]
        place += size


def _parsed(parts: Sequence[memoryview]) -> StoredCounts:
    """Return the counts of the parts of a file; raise ValueError for others."""
    digests, *texts = map(bytes, parts[:5])
    terms, tokens, encoded, phrases = (
        _lines(text.decode("utf-8", "surrogatepass")) for text in texts
    )
    sizes, lengths, frequencies, postings, times, words, value_sizes, usual_length = (
        np.frombuffer(part, kind) for part, kind in zip(parts[5:-1], PART_TYPES, strict=True)
    )
    places = range(0, len(digests), DIGEST_BYTES)
    ends = np.cumsum(value_sizes, dtype=np.int64).tolist()
    values = (bytes(parts[-1][start:end]) for start, end in pairwise([0, *ends]))
    return StoredCounts(
        digests=[digests[place : place + DIGEST_BYTES] for place in places],
        terms=terms,
        tokens=tokens,
        sizes=sizes,
        lengths=lengths,
        frequencies=frequencies,
        postings=postings,
        times=times,
        words=words.reshape(-1, 3),
        encoded=EncodedTerms(
            values=dict(zip(encoded, values, strict=True)),
            phrases={
                phrase: of_phrase for phrase, *of_phrase in (line.split("\t") for line in phrases)
            },
            usual_length=float(usual_length[0]),
        ),
    )


def _is_sound(counts: StoredCounts) -> bool:
    """Return whether all numbers refer to what is there."""
    tools, tokens = counts.words[:, 0], counts.words[:, 1]
    return (
        len(counts.digests) == len(counts.sizes)
        and len(counts.terms) == len(counts.frequencies)
        and len(counts.tokens) == len(counts.times)
        and int(counts.sizes.sum(dtype=np.uint64)) == len(counts.lengths)
        and int(counts.frequencies.sum(dtype=np.uint64)) == len(counts.postings)
        and int(counts.postings.max(initial=0)) >> FRACTION < max(1, len(counts.lengths))
        and int(tools.max(initial=0)) < max(1, len(counts.sizes))
        and int(tokens.max(initial=0)) < max(1, len(counts.tokens))
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []
