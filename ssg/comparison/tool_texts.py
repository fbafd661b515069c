"""The texts of a tool, its terms by sentence, and the words by which texts mention a capability.

The texts of the tools that are compared at the moment are cached: each is compared with many.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.foreign_text import in_language_of
from ssg.tokenizer import terms, terms_of_parts

__all__ = [
    "SHORT",
    "Subject",
    "ToolTexts",
    "about_others",
    "about_others_lower",
    "begins_word",
    "forget_texts",
    "is_of_word",
    "is_short_word",
    "own_text",
    "phrase_terms",
    "plain",
    "prose_of",
    "sentences_of_terms",
    "statements",
    "subject_of",
]

NAME = re.compile(r"\w*(?:[a-z][A-Z]|[A-Z]{2}|\d)\w*")
"""A word that is a name or an acronym, such as `QLoRA`, `FSDP2` and `GPU`."""
DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r"[.;:\n](?:(?<=\n)|\s)")
"""A mark before a space, or the end of a line: with all marks at its start it is found faster."""
MOST_TEXTS = 150
"""Tools whose texts are kept, and their words, some 50 KB each: more than those of a tile of tools
(see `PageTable.by_tiles`). To make them again takes 0.7 ms for each tool and tile."""
NO_WORDS: frozenset[str] = frozenset()
"""Most capabilities have no id: each other empty set takes 216 bytes."""
SHORT = 4
"""Characters of a word that longer words may contain by chance."""


@dataclass(frozen=True, slots=True, eq=False)
class ToolTexts:
    """The tool that texts are made of: a key of caches, equal to no other, as comparing is slow."""

    tool: Tool
    """In the default language of the site."""


@lru_cache(maxsize=MOST_TEXTS)
def own_text(texts: ToolTexts) -> str:
    """Return summary, description, capabilities and attributes of a tool in lower case."""
    tool = texts.tool
    limits = (limit for capability in tool.capabilities for limit in capability.limitations)
    found = [prose_of(tool), *limits]
    for _, value in tool.attributes:
        found += value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
    return "\n".join(found).lower()


@lru_cache(maxsize=MOST_TEXTS)
def sentences_of_terms(texts: ToolTexts) -> dict[str, int]:
    """Return in which sentences of the text of a tool each stem occurs, as bits."""
    places: dict[str, int] = {}
    text = own_text(texts)
    for number, found in enumerate(terms_of_parts(text, _sentences(text))):
        bit = _bit(number)
        for term in found:
            if term in places:
                places[term] |= bit
            else:
                places[term] = bit
    return places


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first character and the end of each sentence of a text."""
    start = 0
    for mark in SENTENCE_END.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


@cache
def _bit(number: int) -> int:
    """Return a number with one bit; most terms are in one sentence, and share it."""
    return 1 << number


def prose_of(tool: Tool) -> str:
    """Return the texts of a tool about itself, without what it lacks."""
    texts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        texts += [capability.title, capability.description, capability.unique]
        texts += [*capability.best_for, *capability.requires]
        texts += [*capability.intents, *capability.inputs, *capability.outputs]
    return "\n".join(texts)


@lru_cache(maxsize=MOST_TEXTS)
def about_others(texts: ToolTexts) -> str:
    """Return what a tool states about others."""
    return statements(texts.tool)


@lru_cache(maxsize=MOST_TEXTS)
def about_others_lower(texts: ToolTexts) -> str:
    """Return the text of a tool about others in lower case."""
    return statements(texts.tool).lower()


def statements(tool: Tool) -> str:
    """Return what the entries of a tool state about others."""
    return "\n".join(capability.vs_alternatives for capability in tool.capabilities)


@lru_cache(maxsize=20_000)
def phrase_terms(phrase: str) -> tuple[str, ...]:
    """Return the terms of an entry of a list: it is compared with the texts of many tools."""
    return tuple(terms(phrase))


def forget_texts() -> None:
    """Drop the texts of tools that are cached: only comparisons need them."""
    for kept in (own_text, sentences_of_terms, about_others, about_others_lower):
        kept.cache_clear()


def is_short_word(phrase: str) -> bool:
    """Return whether a phrase is a short word such as `Java`, `deb` or `C`, and no acronym.

    Longer words contain such words by chance, as `JavaScript` does `Java`.
    """
    return len(phrase) <= SHORT and phrase[1:] == phrase[1:].lower()


def begins_word(phrase: str, text: str) -> bool:
    """Return whether a text has a phrase where a word begins: not `oft` in `soft`."""
    start = text.find(phrase)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(phrase, start + 1)
    return start >= 0


def is_of_word(character: str) -> bool:
    r"""Return whether a character, or none, is one that `\w` matches."""
    return character.isalnum() or character == "_"


class Subject(NamedTuple):
    """What texts about a capability contain."""

    names: tuple[str, ...]
    """Names in its title, in lower case."""
    phrases: tuple[tuple[str, ...], ...]
    """Terms of its title and of its id, each once; none is empty."""
    id_words: frozenset[str]


@lru_cache(maxsize=20_000)
def subject_of(title: str, capability_id: str) -> Subject:
    """Return what texts about a capability contain: each comparison of its tool asks for it."""
    title = plain(title)
    may_have_names = not title[1:].islower() or DIGIT.search(title)  # a quick look comes first
    names = {word.lower() for word in NAME.findall(title)} if may_have_names else set()
    phrases = [
        tuple(dict.fromkeys(terms(text))) for text in (title, capability_id.replace("-", " "))
    ]
    id_words = frozenset(capability_id.split("-")) if capability_id else NO_WORDS
    return Subject(tuple(names), tuple(filter(None, phrases)), id_words)


def plain(text: str) -> str:
    """Remove the backquotes of inline code."""
    return in_language_of(text, text.replace("`", ""))
