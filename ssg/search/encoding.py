"""Compact binary encodings of numbers and words, read by layouts/scripts/index-reader.js."""

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from itertools import pairwise

__all__ = ["as_json", "browser_order", "listed", "packed", "packs", "varints"]

PACK = 4 * 1024
"""File size in bytes before compression; larger files waste transfer, smaller ones are too many."""


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


def _front_coded(new: bytes, old: bytes) -> bytes:
    """Front-code a word after another: shared prefix length, rest length, rest."""
    same = 0
    for a, b in zip(new, old, strict=False):
        if a != b:
            break
        same += 1
    return bytes((same, len(new) - same)) + new[same:]


def packs(entries: Iterable[tuple[str, bytes]], most: int = PACK) -> tuple[list[str], list[bytes]]:
    """Return the first word of each file, and the files, for words in `browser_order`.

    A file holds front-coded words, each followed by its bytes. It has at most `most` bytes, unless
    a single entry is larger.
    """
    firsts, files = [], []
    body, before, old = bytearray(), "", b""
    for word, more in entries:
        if body and len(body) + len(more) > most:
            files.append(bytes(body))
            body = bytearray()
        if not body:
            firsts.append(_between(before, word))
            old = b""
        new = word.encode("utf-8")
        body += _front_coded(new, old) + more
        before, old = word, new
    return firsts, [*files, bytes(body)] if body else files


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
