"""Names of tools, and patterns that find them in texts."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ssg.catalog import Tool

__all__ = ["WORD", "first_words", "name_pattern", "names_of", "pattern_of"]

WORD = re.compile(r"\w+")


def first_words(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first word of each name; empty for a name without a word."""
    found = map(WORD.search, names)
    return tuple(word[0] if word else "" for word in found)


def names_of(tool: Tool) -> tuple[str, ...]:
    """Return all names of a tool, the longest first."""
    return tuple(_longest_first({tool.name, *tool.also_known_as}))


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the names in a text, as a word and with letter case."""
    names = _longest_first(names)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


@lru_cache(maxsize=5_000)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the names of a tool; few texts need it, and it takes a while."""
    return name_pattern(names)
