"""Compact binary encodings of numbers and words, read by layouts/scripts/index-reader.js."""

import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from itertools import accumulate, islice, pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["as_json", "browser_order", "is_packed_within", "listed", "packed", "packs", "varints"]

PACK = 6 * 1024
"""Most bytes of a file before compression, two thirds on average; larger files waste transfer,
smaller ones are too many."""

BATCH = 4_096
"""Words that are taken at once."""
Numbers = npt.NDArray[np.int64]

GZIP_HEADER = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3))
"""RFC 1952: magic, deflate, no flags, no time, best compression, Unix."""
GZIP_END = struct.Struct("<II")
"""Checksum and size of the content."""


LARGE = 16 * 1024
"""Bytes of a file before compression from which on several ways to compress it are tried."""
LARGE_FILE = ((8, zlib.Z_DEFAULT_STRATEGY), (5, zlib.Z_DEFAULT_STRATEGY), (6, zlib.Z_RLE))
"""zlib's memory level and strategy, the first of them for other files. With less memory the codes
change more often; with RLE the short repetitions of columns, which are chance, are no matches."""


def packed(body: bytes) -> bytes:
    """Return the bytes as one gzip member.

    The header is fixed: `gzip.compress` writes another OS byte from Python 3.13 on. The deflate
    stream comes from the zlib that Python is linked with. zlib 1.2 and 1.3 give the same stream;
    replacements such as zlib-ng may give another one, which decompresses to the same bytes.

    Index files are compressed here and decompressed by the search script, so that their size
    does not depend on the host. Of a large file, columns and texts one after the other, the
    shortest stream is kept of several ways to compress it.
    """
    stream = min((_deflated(body, *way) for way in _ways(body)), key=len)
    return GZIP_HEADER + stream + GZIP_END.pack(zlib.crc32(body), len(body) & 0xFFFFFFFF)


def is_packed_within(body: bytes, most: int) -> bool:
    """Return whether `packed(body)` has at most so many bytes; far larger ones take less time."""
    around = len(GZIP_HEADER) + GZIP_END.size
    return any(_is_deflated_within(body, most - around, *way) for way in _ways(body))


def _is_deflated_within(body: bytes, most: int, memory: int, strategy: int) -> bool:
    deflate, size = _deflater(memory, strategy), 0
    for start in range(0, len(body), LARGE):
        size += len(deflate.compress(body[start : start + LARGE]))
        if size > most:
            return False
    return size + len(deflate.flush()) <= most


def _ways(body: bytes) -> Sequence[tuple[int, int]]:
    """Return zlib's memory levels and strategies by which a file is compressed."""
    return LARGE_FILE if len(body) > LARGE else LARGE_FILE[:1]


def _deflated(body: bytes, memory: int, strategy: int) -> bytes:
    deflate = _deflater(memory, strategy)
    return deflate.compress(body) + deflate.flush()


def _deflater(memory: int, strategy: int) -> "zlib._Compress":
    return zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, memory, strategy)


def as_json(value: object) -> bytes:
    """Return the value as JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_plain).encode(
        "utf-8"
    )


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value)} cannot be written as JSON")


def varints(numbers: Iterable[int]) -> bytes:
    """Encode numbers as varints: seven bits a byte, lowest first, last byte below 128."""
    body = bytearray()
    for number in numbers:
        rest = number
        while rest > 127:
            body.append(rest & 127 | 128)
            rest >>= 7
        body.append(rest)
    return bytes(body)


def packs(
    entries: Iterable[tuple[str, bytes]], most: int = PACK, group: int = 1
) -> tuple[list[str], list[bytes]]:
    """Return the first word of each file, and the files, for words in `browser_order`.

    A file holds front-coded words, each followed by its bytes; single entries may be larger than
    `most` bytes. The files come in groups of so many. A change of a few entries changes the groups
    that hold them, and seldom where others begin. In a group of large entries some files are empty:
    they have the first word of the next file.
    """
    words, values = _Words(), _Words()
    checksums, rest = array("q"), iter(entries)
    while some := list(islice(rest, BATCH)):
        encoded = [word.encode("utf-8") for word, _ in some]
        words.extend(encoded)
        values.extend([value for _, value in some])
        checksums.extend(map(zlib.crc32, encoded))
    if not words:
        return [""], [b""]
    shared = words.shared()
    lengths = _lengths_of_first_parts(words, shared)
    sizes = 2 + words.sizes() - shared + values.sizes()
    offsets = np.cumsum(np.concatenate([[0], sizes]))
    ranks = lengths << 32 | np.frombuffer(checksums, dtype=np.int64)
    starts = _starts(offsets, ranks, most * group, group)
    firsts = [words[start].decode()[: lengths[start]] if start else "" for start in starts]
    ranges = pairwise([*starts, len(words)])
    known = bytes(shared.tolist())
    return firsts, [_file(words, values, known, range(start, end)) for start, end in ranges]


class _Words:
    """A list of byte strings in a single buffer: a tenth of the memory of as many objects."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        return bytes(self._bytes[self._ends[place] : self._ends[place + 1]])

    def between(self, places: range) -> list[bytes]:
        """Return the strings at consecutive places."""
        ends = self._ends[places.start : places.stop + 1]
        content = bytes(self._bytes[ends[0] : ends[-1]])
        return [content[one - ends[0] : two - ends[0]] for one, two in pairwise(ends)]

    def extend(self, words: Sequence[bytes]) -> None:
        ends = accumulate(map(len, words), initial=len(self._bytes))
        self._ends.extend(islice(ends, 1, None))
        self._bytes += b"".join(words)

    def sizes(self) -> Numbers:
        """Return the length of each string in bytes."""
        ends = np.array(self._ends, np.int64)
        found: Numbers = ends[1:] - ends[:-1]
        return found

    def is_ascii(self) -> npt.NDArray[np.bool_]:
        """Return whether each string is of ASCII characters only."""
        others = np.frombuffer(bytes(self._bytes), np.uint8) > 127
        before = np.concatenate([[0], np.cumsum(others, dtype=np.int32)])[self._ends]
        found: npt.NDArray[np.bool_] = before[1:] == before[:-1]
        return found

    def shared(self) -> Numbers:
        """Return how many leading bytes each string has in common with the one before."""
        ends, content = np.array(self._ends, np.int64), np.frombuffer(bytes(self._bytes), np.uint8)
        sizes, found = np.diff(ends), np.zeros(len(self), np.int64)
        most = np.minimum(sizes[1:], sizes[:-1])
        left = np.flatnonzero(most) + 1  # those whose first bytes are equal so far
        while len(left):
            place = found[left]
            equal = content[ends[left] + place] == content[ends[left - 1] + place]
            left = left[equal]
            found[left] += 1
            left = left[found[left] < most[left - 1]]
        return found


def _file(words: _Words, values: _Words, shared: bytes, places: range) -> bytes:
    """Front-code words, each with its value: shared prefix length, rest length, rest."""
    body = bytearray()
    of_words, of_values = words.between(places), values.between(places)
    for place, word, value in zip(places, of_words, of_values, strict=True):
        same = shared[place] if place > places.start else 0
        body += bytes((same, len(word) - same)) + word[same:] + value
    return bytes(body)


def _lengths_of_first_parts(words: _Words, shared: Numbers) -> Numbers:
    """Return the length in characters of `_between` for each word and the one before."""
    is_ascii = words.is_ascii()
    are_both = is_ascii & np.concatenate([[True], is_ascii[:-1]])
    lengths: Numbers = shared + 1
    for place in np.flatnonzero(~are_both | (shared >= words.sizes())).tolist():
        before = words[place - 1] if place else b""
        lengths[place] = len(_between(before.decode(), words[place].decode()))
    return lengths


def _starts(offsets: Numbers, ranks: Numbers, most: int, group: int) -> list[int]:
    """Return the first entry of each file. `offsets`: bytes before each entry, and all bytes.

    A part of more than `most` bytes is cut before the entry of the lowest rank in its middle third:
    after a small change, that is nearly always the same entry. Then each part is cut into `group`
    files.
    """
    cuts, parts = [0], [(0, len(ranks))]
    while parts:
        start, end = parts.pop()
        if end - start > 1 and offsets[end] - offsets[start] > most:
            cut = _cut(offsets, ranks, (start, end), (1 / 3, 2 / 3))
            cuts.append(cut)
            parts += [(start, cut), (cut, end)]
    starts = []
    for start, end in pairwise([*sorted(cuts), len(ranks)]):
        inner = [
            _cut(offsets, ranks, (start, end), ((part - 0.3) / group, (part + 0.3) / group))
            if end - start > 1
            else start
            for part in range(1, group)
        ]
        starts += [start, *np.maximum.accumulate(inner).tolist()]
    return starts


def _cut(
    offsets: Numbers, ranks: Numbers, part: tuple[int, int], shares: tuple[float, float]
) -> int:
    """Return the entry of the lowest rank that begins between two shares of the bytes of a part.

    If none does, return the entry that begins nearest to the middle of the two.
    """
    start, end = part
    first, size = offsets[start], offsets[end] - offsets[start]
    low, high = np.searchsorted(offsets, [first + share * size for share in shares])
    low, high = max(start + 1, int(low)), min(end, int(high))
    if low < high:
        return low + int(np.argmin(ranks[low:high]))
    middle = first + sum(shares) / 2 * size
    near = range(max(start + 1, high - 1), min(low, end - 1) + 1)
    return min(near, key=lambda entry: abs(offsets[entry] - middle))


def _between(before: str, word: str) -> str:
    """Return the shortest prefix of a word that sorts after the word before it."""
    return word[
        : next(
            (place for place, (a, b) in enumerate(zip(before, word, strict=False)) if a != b),
            len(before),
        )
        + 1
    ]


def listed(words: Sequence[str]) -> tuple[str, str]:
    """Front-code sorted words for JSON: prefix lengths as characters, endings as lines."""
    ends, same = [], []
    for before, word in pairwise(["", *words]):
        shared = next(
            (place for place, (a, b) in enumerate(zip(before, word, strict=False)) if a != b),
            len(before),
        )
        same.append(chr(ord("0") + len(word[:shared].encode("utf-16-le")) // 2))
        ends.append(word[shared:])
    return "".join(same), "\n".join(ends)


def browser_order(word: str) -> bytes:
    """Return the sort key that orders words like JavaScript: by UTF-16 code units."""
    return word.encode("utf-16-be")
