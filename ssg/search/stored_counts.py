"""Term counts of tools, for the next build: only tools with other texts are counted again.

What a tool adds to the index depends on its own documents, the tokenizer and the synonyms only. So
its counts are reused by a hash of its documents, and the whole file has one key for all else.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ssg.search.documents import SearchDocument
from ssg.search.state import opened, sealed

__all__ = [
    "FRACTION",
    "NO_COUNTS",
    "StoredCounts",
    "as_bytes",
    "digest_of",
    "from_bytes",
]

HEADER = b"ssg counts 1\n"
FRACTION = 9
"""Bits of a posting for the form and the weighted count; the others are the document number."""
DIGEST_BYTES = 16
SIZE = struct.Struct("<Q")
PART_TYPES = ("<u4", "<f8", "<u4", "<u4", "<u4")
"""Number types of the parts of a file that are arrays, in the order of `_arrays`."""

Column = npt.NDArray[np.uint32]


def _none() -> Column:
    return np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class StoredCounts:
    """Counts of all tools, in the order that they had in the index."""

    digests: Sequence[bytes] = ()
    """`digest_of` each tool."""
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
    words: Column = field(default_factory=lambda: np.zeros((0, 3), dtype=np.uint32))
    """Three numbers for each token of a tool: tool, token, times."""


NO_COUNTS = StoredCounts()


def digest_of(documents: Sequence[SearchDocument]) -> bytes:
    """Return a hash over the documents of a tool."""
    text = repr(documents).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=DIGEST_BYTES).digest()


def as_bytes(counts: StoredCounts, key: bytes) -> bytes:
    """Return the content of a file; `key` is a hash of all that is not in the documents."""
    texts = ("\n".join(counts.terms), "\n".join(counts.tokens))
    parts = [
        b"".join(counts.digests),
        *(text.encode("utf-8", "surrogatepass") for text in texts),
        *(
            array.astype(kind).tobytes()
            for array, kind in zip(_arrays(counts), PART_TYPES, strict=True)
        ),
    ]
    content = b"".join(piece for part in parts for piece in (SIZE.pack(len(part)), part))
    return sealed(HEADER, content, key)


def _arrays(counts: StoredCounts) -> tuple[npt.NDArray[np.generic], ...]:
    return counts.sizes, counts.lengths, counts.frequencies, counts.postings, counts.words


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
    digests, terms, tokens = map(bytes, parts[:3])
    sizes, lengths, frequencies, postings, words = (
        np.frombuffer(part, kind) for part, kind in zip(parts[3:], PART_TYPES, strict=True)
    )
    places = range(0, len(digests), DIGEST_BYTES)
    return StoredCounts(
        digests=[digests[place : place + DIGEST_BYTES] for place in places],
        terms=_lines(terms.decode("utf-8", "surrogatepass")),
        tokens=_lines(tokens.decode("utf-8", "surrogatepass")),
        sizes=sizes,
        lengths=lengths,
        frequencies=frequencies,
        postings=postings,
        words=words.reshape(-1, 3),
    )


def _is_sound(counts: StoredCounts) -> bool:
    """Return whether all numbers refer to what is there."""
    tools, tokens = counts.words[:, 0], counts.words[:, 1]
    return (
        len(counts.digests) == len(counts.sizes)
        and len(counts.terms) == len(counts.frequencies)
        and int(counts.sizes.sum(dtype=np.uint64)) == len(counts.lengths)
        and int(counts.frequencies.sum(dtype=np.uint64)) == len(counts.postings)
        and int(counts.postings.max(initial=0)) >> FRACTION < max(1, len(counts.lengths))
        and int(tools.max(initial=0)) < max(1, len(counts.sizes))
        and int(tokens.max(initial=0)) < max(1, len(counts.tokens))
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []
