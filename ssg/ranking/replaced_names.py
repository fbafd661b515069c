"""What a summary says of other tools by name: what it replaces, and what it works with.

"Alternative to JIRA" names a tool with the same job, "frontend for WeeChat" one with another.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from ssg.catalog import Tool
from ssg.ranking.mentions import REPLACED, REPLACING

__all__ = ["is_part_of", "parts", "replaced_as_written", "replaced_names", "replacement_keys"]

AFTER = re.compile(rf"\b(?:{REPLACING})\s({REPLACED}+)", re.IGNORECASE)
"""A phrase with the names of what a tool is used in place of."""
BEFORE = re.compile(r"\b([A-Z][\w.+-]*(?:[/ ][A-Z][\w.+-]*)*) (?:alternative|clone|replacement)\b")
"""Names before such a word, as in `Plex/Jellyfin alternative`."""
BETWEEN = re.compile(r"\s*(?:[,/&]|\band\b|\bor\b)\s*", re.IGNORECASE)
NO_NAMES = re.compile(
    r"based|fast|free|(?:self-?)?hosted|lightweight|minimalist|modern|open|simple|source|web",
    re.IGNORECASE,
)
"""Words that begin with a capital letter before `alternative`, but name nothing."""
MOST_WORDS = 3
"""Words of a name."""
LIKENED = re.compile(
    r"(?:inspired by|similar to|compatible|federat\w+|replac\w+|ideas of|\blike|instead of|from)"
    r"(?:\s[^.;()]*)?\s$",
    re.IGNORECASE,
)
"""Before a name: the tool is likened to what is named, or replaces it."""
LINKED = re.compile(
    r"(?:\b(?:for|of|on|with|to|into|through|using|around|by|via|and|or)|,|/|\()\s?$", re.IGNORECASE
)
"""Before a name: the tool has to do with what is named."""
SHORTEST = 3
"""Characters of a name that is looked for."""
WORD = re.compile(r"[\w.-]*\w")


def replacement_keys(tool: Tool) -> frozenset[str]:
    """Return a key for a tool's own names and for each name that its summary is an alternative to.

    Tools with a key in common are alternatives: one names the other, or both replace a third one.
    """
    return _keys((tool.name, *tool.also_known_as), tool.summary)


@lru_cache(maxsize=20_000)
def _keys(names: tuple[str, ...], summary: str) -> frozenset[str]:
    """Return `replacement_keys`: each comparison of a tool asks for them."""
    return frozenset(f"like {name.casefold()}" for name in (*names, *_replaced(summary)))


def replaced_names(tool: Tool) -> frozenset[str]:
    """Return the names of what a summary is an alternative to, without case."""
    return frozenset(name.casefold() for name in _replaced(tool.summary))


def replaced_as_written(tool: Tool) -> tuple[str, ...]:
    """Return the names of what a summary is an alternative to, each once."""
    return _replaced(tool.summary)


@lru_cache(maxsize=20_000)
def _replaced(summary: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_names(summary)))


def _names(summary: str) -> Iterator[str]:
    for found in AFTER.finditer(summary):
        for piece in BETWEEN.split(found[1]):
            words = piece.strip(" .\"'").removeprefix("the ").split()
            if 0 < len(words) <= MOST_WORDS and all(word != word.lower() for word in words):
                yield " ".join(words)
    for found in BEFORE.finditer(summary):
        for piece in re.split("/", found[1]):
            last = piece.split()[-1] if piece.split() else ""
            if last and not NO_NAMES.fullmatch(last):
                yield last


def is_part_of(tool: Tool, other: Tool) -> bool:
    """Return whether a summary names another tool as what it is for, built on or used with."""
    text = tool.summary
    return any(
        name in text and len(name) >= SHORTEST and _is_linked(text, name)
        for name in (other.name, *other.also_known_as)
    )


def _is_linked(text: str, name: str) -> bool:
    """Return whether a text has a name after a word that links it, and not as what it replaces."""
    replaced = {each.casefold() for each in _replaced(text)}
    if name.casefold() in replaced or name == name.lower():
        return False  # in small letters it may be an ordinary word
    places = re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", text)
    starts = (text[: place.start()] for place in places)
    return any(LINKED.search(start) and not LIKENED.search(start) for start in starts)


def parts(
    tools: Sequence[Tool], mentioned: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Return slug -> tools that it is a part of, or that are a part of it."""
    by_slug = {tool.slug: tool for tool in tools}
    found: dict[str, set[str]] = defaultdict(set)
    for slug, others in mentioned.items():
        for other in others:
            one, two = by_slug[slug], by_slug[other]
            if is_part_of(one, two) and replacement_keys(one).isdisjoint(replacement_keys(two)):
                found[slug].add(other)
                found[other].add(slug)
    for slug, other in _named_in_one_word(tools):
        found[slug].add(other)
        found[other].add(slug)
    return {slug: frozenset(others) for slug, others in found.items()}


def _named_in_one_word(tools: Sequence[Tool]) -> Iterator[tuple[str, str]]:
    """Yield slugs of a tool and of one that it names as `Jitsi Videobridge` for Jitsi Video Bridge.

    Such a name is that of a part: alternatives are named as they write themselves.
    """
    named = {
        tool.name.replace(" ", "").casefold(): (tool.name, tool.slug)
        for tool in tools
        if " " in tool.name
    }
    texts = [tool.summary.split() for tool in tools] if named else []
    tokens = {token: WORD.findall(token) for token in {*chain.from_iterable(texts)}}
    every = {*chain.from_iterable(tokens.values())}
    beginnings = _beginnings(named, every)
    found = _beginnings([name[::-1] for name in named], {word.casefold()[::-1] for word in every})
    ends = {word for word in every if word.casefold()[::-1] in found}
    begin, end = (
        {token for token, words in tokens.items() if not some.isdisjoint(words)}
        for some in (beginnings, ends)
    )
    for tool, parts_of_text in zip(tools, texts, strict=False):
        if begin.isdisjoint(parts_of_text) or end.isdisjoint(parts_of_text):
            continue  # as nearly all
        words = chain.from_iterable([tokens[token] for token in parts_of_text])
        for first, second in pairwise(words):
            if first not in beginnings or second not in ends:
                continue
            name, other = named.get(f"{first}{second}".casefold(), ("", tool.slug))
            if other != tool.slug and name.casefold() != f"{first} {second}".casefold():
                yield tool.slug, other


def _beginnings(names: Iterable[str], words: Iterable[str]) -> set[str]:
    """Return the words with which one of some names begins, letter case ignored."""
    ordered = sorted(names)
    found = set()
    for word in words:
        folded = word.casefold()
        place = bisect_left(ordered, folded)
        if place < len(ordered) and ordered[place].startswith(folded):
            found.add(word)
    return found
