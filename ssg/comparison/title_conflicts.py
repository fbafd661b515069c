"""Titles that name opposites, or different numbers: such capabilities are not the same thing."""

import re
from functools import lru_cache
from typing import NamedTuple

from ssg.tokenizer import stem, tokens

__all__ = ["Marks", "conflict", "marks"]

OPPOSITES = (
    "import export",
    "push pull",
    "client server",
    "upload download",
    "read write",
    "inbound outbound",
    "incoming outgoing",
    "input output",
    "producer consumer",
    "encryption decryption",
    "encoding decoding",
    "training inference",
    "synchronous asynchronous",
    "sync async",
    "mobile desktop",
    "android ios",
    "windows linux",
    "private public",
    "internal external",
    "internal public",
    "local remote",
    "local cloud",
    "online offline",
    "manual automatic",
    "static dynamic",
    "horizontal vertical",
    "logical physical",
    "full incremental",
    "sparse dense",
    "row column",
    "image video",
    "photo video",
    "image audio",
    "video audio",
    "video voice",
    "text voice",
    "text image",
    "light dark",
    "metrics logs",
    "metrics traces",
    "logs traces",
    "sms email",
    "agent agentless",
    "cookie cookieless",
    "password passwordless",
    "server serverless",
    "hosted selfhosted",
    "managed selfhosted",
    "cloud selfhosted",
    "free paid",
    "buyer seller",
    "customer vendor",
    "rest graphql",
    "rest soap",
    "vector raster",
    "forward reverse",
    "source sink",
    "ingress egress",
    "upstream downstream",
    "split merge",
    "batch streaming",
    "debit credit",
    "teacher student",
)
_OPPOSITE: dict[str, set[str]] = {}
for _one, _other in map(str.split, OPPOSITES):
    _OPPOSITE.setdefault(stem(_one), set()).add(stem(_other))
    _OPPOSITE.setdefault(stem(_other), set()).add(stem(_one))
SELF_HOSTED = re.compile(r"self.host(?:ed|ing)?", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NONE: frozenset[str] = frozenset()
"""Most titles have neither: each other empty set takes 216 bytes."""


class Marks(NamedTuple):
    """What of a title may be in conflict with another one."""

    words: frozenset[str]
    """Stems that have an opposite."""
    numbers: frozenset[str]


def conflict(one: Marks, other: Marks) -> bool:
    """Return whether a title has the opposite of a word of the other, or both other numbers.

    A title with both words, like "Import and export", is in no conflict with any.
    """
    (words, numbers), (others, other_numbers) = one, other
    if not words and not numbers:
        return False
    return any(
        not _OPPOSITE[word].isdisjoint(others)
        and word not in others
        and _OPPOSITE[word].isdisjoint(words)
        for word in words
    ) or bool(numbers and other_numbers and numbers.isdisjoint(other_numbers))


def marks(title: str) -> Marks:
    """Return what of a title may be in conflict with another one."""
    read = SELF_HOSTED.sub("selfhosted", title) if "elf" in title.lower() else title
    words = frozenset(filter(None, map(_with_opposite, tokens(read))))
    return Marks(words or NONE, frozenset(NUMBER.findall(title)) or NONE)


@lru_cache(maxsize=20_000)
def _with_opposite(word: str) -> str:
    """Return the stem of a word if that has an opposite, else nothing."""
    found = stem(word)
    return found if found in _OPPOSITE else ""
