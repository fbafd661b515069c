"""`PackedPaths`: paths as bytes, each found by its text.

A large site has hundreds of thousands of files, and nearly as many folders. A path as a text takes
some 60 bytes more than its characters, here 8, and 12 once one was looked up.
"""

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice, pairwise
from string import ascii_letters, digits
from typing import BinaryIO
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "CODEC", "PackedPaths", "blocks_of", "folded"]

BLOCK = 8_192
"""Paths that are read at once."""
CHUNK = 1 << 20
"""Bytes that are read from a file at once."""
MOST_PADDING = 4
"""How much longer than a path the longest one may be, on average, to sort them padded."""
LENGTH = np.dtype("<u4")
"""Length of a path in `pieces`."""
LETTER, DOT, SLASH = 1, 2, 3
BYTE_KINDS = np.zeros(256, np.uint8)
"""Byte -> what it is in a plain path; 0 for all others."""
BYTE_KINDS[[*f"{ascii_letters}{digits}-_".encode()]] = LETTER
BYTE_KINDS[ord(".")], BYTE_KINDS[ord("/")] = DOT, SLASH
CODEC = "utf-8", "surrogatepass"
"""Each file name of a system can be a path, also one that is refused later."""


class PackedPaths:
    """Paths in the order of addition, each found by its text."""

    __slots__ = ("_bytes", "_hashes", "_numbers", "_starts")

    def __init__(self) -> None:
        """Begin with no path."""
        self._bytes, self._starts = bytearray(), array("Q", [0])
        self._hashes, self._numbers = array("q"), array("I")
        """Hashes of the paths, sorted, and the number of each; made when a path is looked up."""

    @classmethod
    def read(cls, file: BinaryIO, number: int) -> "PackedPaths":
        """Return what `pieces` has made of so many paths: the rest of a file.

        Raise ValueError for other content.
        """
        paths, lengths = cls(), np.frombuffer(file.read(LENGTH.itemsize * number), LENGTH, number)
        paths._starts.frombytes(np.cumsum(lengths, dtype=np.uint64).tobytes())
        start = file.tell()
        if file.seek(0, os.SEEK_END) - start != paths._starts[-1]:
            raise ValueError(number)
        file.seek(start)
        paths._bytes = bytearray(paths._starts[-1])
        for place in range(0, len(paths._bytes), CHUNK):
            paths._bytes[place : place + CHUNK] = file.read(CHUNK)
        return paths

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield bytes for `read`; no path may be added while these are in use."""
        yield np.diff(np.frombuffer(self._starts, np.uint64)).astype(LENGTH).tobytes()
        yield memoryview(self._bytes)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes[self._starts[number] : self._starts[number + 1]].decode(*CODEC)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self.block, blocks_of(len(self))))

    def block(self, numbers: range, *, fold: bool = False) -> list[str]:
        """Return the paths of a range of numbers; `fold`: as some systems compare them."""
        starts = self._starts[numbers.start : numbers.stop + 1].tolist()
        content = bytes(self._bytes[starts[0] : starts[-1]])
        ends = pairwise([start - starts[0] for start in starts])
        if not content.isascii():
            paths = [content[start:end].decode(*CODEC) for start, end in ends]
            return [folded(path) for path in paths] if fold else paths
        text = (content.lower() if fold else content).decode("ascii")
        return [text[start:end] for start, end in ends]

    def extend(self, paths: Iterable[str]) -> None:
        """Add paths."""
        texts = [path.encode(*CODEC) for path in paths]
        self._bytes += b"".join(texts)
        self._starts.extend(islice(accumulate(map(len, texts), initial=self._starts[-1]), 1, None))

    def are_plain(self) -> bool:
        """Return whether all paths are parts of letters, digits, `-`, `_` and `.` of ASCII.

        None begins with `.`, and `/` separates them.
        """
        starts = np.frombuffer(self._starts, np.uint64).astype(np.intp)
        kinds = BYTE_KINDS[np.frombuffer(self._bytes, np.uint8)]
        parts = np.concatenate([starts[:-1], np.flatnonzero(kinds == SLASH) + 1])
        ends = starts[1:] - 1
        return bool(
            (ends >= starts[:-1]).all()
            and kinds.all()
            and (kinds[ends] != SLASH).all()
            and (kinds[parts] == LETTER).all()
        )

    def order(self) -> NDArray[np.uint32]:
        """Return the numbers of all paths, sorted; UTF-8 has the order of the characters."""
        lengths = np.diff(np.frombuffer(self._starts, np.uint64))
        width = int(lengths.max(initial=1))
        if width * len(self) > MOST_PADDING * len(self._bytes):
            paths = [*self]
            return np.array(sorted(range(len(paths)), key=paths.__getitem__), np.uint32)
        padded = np.empty(len(self), f"S{width}")
        for numbers in blocks_of(len(self)):
            encoded = [path.encode(*CODEC) for path in self.block(numbers)]
            padded[numbers.start : numbers.stop] = encoded
        return np.argsort(padded, kind="stable").astype(np.uint32)

    def number(self, path: str) -> int:
        """Return the number of a path, or -1 without it."""
        if len(self._hashes) != len(self):
            self._index()
        wanted = hash(path)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            if self[self._numbers[place]] == path:
                return self._numbers[place]
            place += 1
        return -1

    def _index(self) -> None:
        hashes = np.fromiter(map(hash, self), np.int64, len(self))
        order = np.argsort(hashes, kind="stable")
        self._hashes = array("q", hashes[order].tobytes())
        self._numbers = array("I", order.astype(np.uint32).tobytes())


def blocks_of(total: int) -> Iterator[range]:
    """Yield the numbers below a total, some at a time."""
    return (range(start, min(start + BLOCK, total)) for start in range(0, total, BLOCK))


def folded(path: str) -> str:
    """Return the form in which two paths are the same on some systems."""
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()
