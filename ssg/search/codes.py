"""Numbers and words -> few bytes, in the forms that the browser's half reads."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass

__all__ = ["as_json", "browser_order", "fronted", "packed", "varints"]


def packed(body: bytes) -> bytes:
    """Return the bytes compressed, without the time: the same bytes, the same result.

    Every file of the search is compressed by us and unpacked by the script, so that its size does not depend on the host.
    """
    return gzip.compress(body, 9, mtime=0)


def as_json(value: object) -> bytes:
    """Return the value as JSON, without blanks."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_plain).encode("utf-8")


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


def fronted(word: str, before: str) -> bytes:
    """Write a word that follows another: how many bytes they share at the front, how many more there are, and these."""
    new, old = word.encode("utf-8"), before.encode("utf-8")
    same = next((place for place, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old)))
    return bytes((same, len(new) - same)) + new[same:]


def browser_order(word: str) -> bytes:
    """Return what words are sorted by, so that they stand as JavaScript orders them."""
    return word.encode("utf-16-be")
