"""Catalog -> what pairing reads in the texts of its tools; the next build reads only changed ones.

What is kept of a tool is found again by a hash of its texts, or of all of it, and of the names of
its categories.
"""

import hashlib
import json
import struct
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, TypeAlias

import numpy as np

from ssg.catalog import Catalog, Tool, ToolDigests
from ssg.ranking.feature_table import Numbers
from ssg.ranking.mentions import Mentions
from ssg.ranking.summary_facts import SummaryFacts, read_summary
from ssg.ranking.tool_words import WordCounts, count_words, texts_of
from ssg.sealed_file import opened, sealed

__all__ = ["ReadTexts"]

HEADER = b"ssg texts 1\n"
SIZES = struct.Struct("<5Q")
"""Tools, words of all tools, and the bytes of three parts: names, stems, summaries."""
KEY_BYTES = 16
NUMBER = np.dtype("<u4")
DAMAGES = (ValueError, TypeError, LookupError, struct.error, RecursionError, MemoryError)


_Summary: TypeAlias = tuple[Sequence[Sequence[str]], Sequence[str], Sequence[str]]


class _Stored(NamedTuple):
    """What an earlier build has read; a row is a tool."""

    rows: Mapping[bytes, int]
    """Place of a tool by its key."""
    words: WordCounts
    names: Collection[str]
    """All names that were searched for."""
    found: Sequence[Collection[str]]
    """Those in the texts of each tool."""
    summaries: Sequence[_Summary]


NOTHING = _Stored({}, WordCounts([], *[np.zeros(0, np.int64)] * 3), (), (), ())


class ReadTexts:
    """What the texts of tools say, in the order of their slugs."""

    def __init__(self, catalog: Catalog, stored: bytes = b"", program: bytes = b"") -> None:
        """Take a catalog, and what `to_store` of an earlier build returned.

        `program`: the hash of the program; what another one has stored is not used.
        """
        self._tools = sorted(catalog.tools, key=attrgetter("slug"))
        self._categories, self._program = catalog.settings.categories, program
        self._stored = NOTHING
        with suppress(*DAMAGES):
            content = opened(HEADER, stored, program)
            self._stored = NOTHING if content is None else _decoded(content)
        names = {category.id: category.name for category in self._categories}
        self.keys = [_key(tool, names, catalog.digests) for tool in self._tools]
        """A hash over the texts of each tool, and so over all that is read in them alone."""
        self._rows = [self._stored.rows.get(key, -1) for key in self.keys]

    @cached_property
    def _mentions(self) -> Mentions:
        before = [self._stored.found[row] if row >= 0 else None for row in self._rows]
        return Mentions(self._tools, self._stored.names, before)

    @cached_property
    def mentioned(self) -> dict[str, set[str]]:
        """Slug -> slugs of the tools that its summary and description name."""
        return self._mentions.by_slug()

    @cached_property
    def words(self) -> WordCounts:
        """How often each word occurs in the texts of each tool."""
        rows = np.array(self._rows, np.int64)
        missing = np.flatnonzero(rows < 0)
        read = count_words([self._tools[place] for place in missing.tolist()], self._categories)
        if len(missing) == len(rows):
            return read
        rows[missing] = np.arange(len(missing)) + len(self._stored.words.counts)
        return self._stored.words.with_more(read).only(rows)

    @cached_property
    def summaries(self) -> dict[str, SummaryFacts]:
        """Slug -> what its summary says."""
        return {
            tool.slug: read_summary(tool) if row < 0 else _known(*self._stored.summaries[row])
            for tool, row in zip(self._tools, self._rows, strict=True)
        }

    def to_store(self) -> bytes:
        """Return all that the next build need not read; nothing if it is what was stored."""
        mentions = self._mentions
        is_same = self._rows == list(range(len(self._stored.rows)))
        if is_same and mentions.names == set(self._stored.names) and self._tools:
            return b""
        words = self.words
        summaries = [
            _plain(facts) if row < 0 else self._stored.summaries[row]
            for facts, row in zip(self.summaries.values(), self._rows, strict=True)
        ]
        found = [names if isinstance(names, list) else sorted(names) for names in mentions.found]
        parts = [
            json.dumps(each).encode()
            for each in ([sorted(mentions.names), found], list(words.stems), summaries)
        ]
        columns = [each.astype(NUMBER) for each in (words.counts, words.numbers, words.amounts)]
        content = [
            SIZES.pack(len(self.keys), len(words.numbers), *map(len, parts)),
            *self.keys,
            *(each.tobytes() for each in columns),
            *parts,
        ]
        return sealed(HEADER, content, self._program)


def _key(tool: Tool, names: Mapping[str, str], known: Mapping[str, ToolDigests]) -> bytes:
    """Return a hash of the texts of a tool and of the names of its categories.

    If the tool is `known` as its files have it, it is one over the tool as a whole.
    """
    found = known.get(tool.slug)
    if found and found.tool is tool:
        texts = [names.get(category, "") for category in tool.categories]
    else:
        found, texts = None, [text for _, text in texts_of(tool, names)]
    sizes = " ".join([str(len(text)) for text in texts])
    body = "\n".join([sizes, *texts]).encode("utf-8", "surrogatepass")
    whole = found.whole if found else b""
    return hashlib.blake2b(whole + body, digest_size=KEY_BYTES).digest()


def _plain(facts: SummaryFacts) -> _Summary:
    return sorted(facts.kinds), sorted(facts.stems), sorted(facts.replaced)


def _known(
    kinds: Sequence[Sequence[str]], stems: Sequence[str], replaced: Sequence[str]
) -> SummaryFacts:
    """Return what is stored of a summary."""
    return SummaryFacts(frozenset(map(tuple, kinds)), frozenset(stems), frozenset(replaced))


def _decoded(content: memoryview) -> _Stored:
    """Return what is stored; raise one of `DAMAGES` if it is not what `to_store` returns."""
    tools, number, *sizes = SIZES.unpack(content[: SIZES.size])
    start = SIZES.size
    columns: list[Numbers] = []
    keys = bytes(content[start : start + tools * KEY_BYTES])
    start += tools * KEY_BYTES
    for length in (tools, number, number):
        size = length * NUMBER.itemsize
        columns.append(np.frombuffer(content[start : start + size], NUMBER).astype(np.int64))
        start += size
    parts = []
    for size in sizes:
        parts.append(json.loads(bytes(content[start : start + size])))
        start += size
    (names, found), stems, summaries = parts
    words = WordCounts(stems, columns[1], columns[2], columns[0])
    if not tools == len(found) == len(summaries) or words.counts.sum() != number:
        raise ValueError(tools)
    if number and words.numbers.max() >= len(stems):
        raise ValueError(number)
    every = range(0, tools * KEY_BYTES, KEY_BYTES)
    rows = {keys[place : place + KEY_BYTES]: row for row, place in enumerate(every)}
    return _Stored(rows, words, names, found, summaries)
