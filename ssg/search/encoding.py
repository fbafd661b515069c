"""Numbers and words -> few bytes, in the forms that the browser's half reads."""

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from itertools import pairwise

__all__ = ["as_json", "browser_order", "listed", "packed", "packs", "varints"]

PACK = 4 * 1024
"""Bytes of a file before it is compressed: larger ones are fetched in vain, of smaller ones there are too many to list."""


GZIP_HEADER = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3))
"""RFC 1952: magic, deflate, no flags, no time, best compression, Unix."""


def packed(body: bytes) -> bytes:
    """Return the bytes as one gzip member.

    The header is fixed: `gzip.compress` writes another OS byte from Python 3.13 on. The deflate
    stream comes from the zlib that Python is linked with. zlib 1.2 and 1.3 give the same stream;
    replacements such as zlib-ng may give another one, which decompresses to the same bytes.

    Index files are compressed here and decompressed by the search script, so that their size
    does not depend on the host.
    """
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    stream = deflate.compress(body) + deflate.flush()
    return GZIP_HEADER + stream + struct.pack("<II", zlib.crc32(body), len(body) & 0xFFFFFFFF)


def as_json(value: object) -> bytes:
    """Return the value as JSON, without blanks."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_plain).encode(
        "utf-8"
    )


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value)} cannot be written as JSON")


def varints(numbers: Iterable[int]) -> bytes:
    """Write numbers with seven bits a byte, the lowest first; the last byte of each is below 128."""
    body = bytearray()
    for number in numbers:
        rest = number
        while rest > 127:
            body.append(rest & 127 | 128)
            rest >>= 7
        body.append(rest)
    return bytes(body)


def _fronted(word: str, before: str) -> bytes:
    """Write a word that follows another: how many bytes they share at the front, how many more there are, and these."""
    new, old = word.encode("utf-8"), before.encode("utf-8")
    same = next(
        (place for place, (a, b) in enumerate(zip(new, old, strict=False)) if a != b),
        min(len(new), len(old)),
    )
    return bytes((same, len(new) - same)) + new[same:]


def packs(entries: Iterable[tuple[str, bytes]], most: int = PACK) -> tuple[list[str], list[bytes]]:
    """Return a word from which on each file holds the words, and the files, of words that come as JavaScript orders them.

    A file has `most` bytes, unless one word has more. It gives each word after the one before it, followed by its bytes. A
    word is not divided.
    """
    firsts, files = [], []
    body, before = bytearray(), ""
    for word, more in entries:
        if body and len(body) + len(more) > most:
            files.append(bytes(body))
            body = bytearray()
        if not body:
            firsts.append(_between(before, word))
            before = ""
        body += _fronted(word, before) + more
        before = word
    return firsts, [*files, bytes(body)] if body else files


def _between(before: str, word: str) -> str:
    """Return the shortest beginning of a word that still comes after the one before it."""
    return word[
        : next(
            (place for place, (a, b) in enumerate(zip(before, word, strict=False)) if a != b),
            len(before),
        )
        + 1
    ]


def listed(words: Sequence[str]) -> tuple[str, str]:
    """Return words in order in less space: how much each shares with the one before, as a letter, and the rest line by line."""
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
    """Return what words are sorted by, so that they stand as JavaScript orders them."""
    return word.encode("utf-16-be")
