"""Search documents: one for each capability, and one for each tool as a whole."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.fields import searched_keys
from ssg.search.category_words import category_words
from ssg.search.facets import attribute_labels
from ssg.settings import Category, Settings
from ssg.site import Site
from ssg.tokenizer import Tokenizer

__all__ = [
    "ABOUT",
    "ACRONYM",
    "NAME",
    "NAME_LEVELS",
    "Field",
    "SearchDocument",
    "acronym",
    "documents",
    "in_rank_order",
]

ABOUT = 1
"""Documents of a tool before those of its capabilities."""
LINK_TARGET = re.compile(r"\]\([^)]{0,2048}\)|https?://[^\s>)]+")
"""URLs in Markdown, which are not indexed."""
LOWER_CASE_WORD = re.compile("[a-z]+")
REPLACED = re.compile(
    r"(?i:\b(?:alternatives? (?:to|for)|replace(?:s|ments? (?:to|for|of))|similar to|clone of|"
    r"compatible with)) ([^.;:()]{1,80})"
)
"""What a text says that a tool can replace; group 1 begins with its names."""
NEGATION = re.compile(r"\b(?i:no|not|without)\s+(?:an? |any )?([\w-]+)")
"""A word that a summary denies: `no VPN client`."""
CAPITALIZED = re.compile(r"\b\w*[A-Z][\w.+#-]*\w")
MIN_WORDS_OF_ACRONYM = 3
COMMON_TOOLS, COMMON_SHARE = 3, 0.002
"""A name is a common word if the summaries of this many tools, and this share, have it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document."""

    halves: int
    """Weight of a word in halves: 6 is three times a word of the description."""
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A unit of scoring."""

    fields: tuple[Field, ...]
    names: tuple[str, ...] = ()
    """Names of a tool, also indexed as a whole: its name, slug and other names."""
    acronym: str = ""
    """The initials of a name of three words or more."""
    is_tool: bool = False
    """Whether it is about a tool as a whole."""


NAME_LEVELS = 3
"""The impact levels of the words of names: the highest for a name of one word, then of two words,
then of more. They tell the browser which tools a question names."""
NAME = 100
"""Weight of a word of a name, which no other text reaches; divided by the number of words."""
ACRONYM = 20
"""Weight of the initials of a name, which are not its name."""
COMMON_NAME, CATEGORY, LABEL, TEXT, CATEGORY_WORDS, PRODUCTS, NEGATED = 8, 8, 4, 2, 2, 1, 1
"""Weights of fields that are no text of the file, in halves; the others are in `ssg.catalog`."""
SEPARATOR = "\n"
"""Separates unrelated texts, so that phrases do not span them."""


def in_rank_order(site: Site) -> list[Tool]:
    """Return the tools, best score first; the position is the tool's number in the index."""
    tools = {tool.slug: tool for tool in site.catalog.tools}
    return [tools[score.slug] for score in site.ranking.scores]


def documents(site: Site, tools: Sequence[Tool], tokenizer: Tokenizer) -> Iterator[SearchDocument]:
    """Yield the documents of all tools: for each the tool as a whole, then its capabilities."""
    shared = {capability.id: capability for capability in site.catalog.capabilities}
    common = _common_words(tools)
    by_category = {
        category.id: tuple(_category(category, tokenizer)) for category in site.settings.categories
    }
    for tool in tools:
        yield SearchDocument(
            (
                *_about(tool, site.settings, common),
                *(field for id_ in tool.categories for field in by_category.get(id_, ())),
            ),
            names=(tool.name, tool.slug, *tool.also_known_as, *tool.aliases),
            acronym=acronym(tool.name),
            is_tool=True,
        )
        for capability in tool.capabilities:
            yield SearchDocument(tuple(_capability(capability, shared)))


def _common_words(tools: Sequence[Tool]) -> frozenset[str]:
    """Return the words that several summaries use in lower case: names of these are ambiguous."""
    tools_by_word: Counter[str] = Counter()
    for tool in tools:
        tools_by_word.update(set(LOWER_CASE_WORD.findall(tool.summary)))
    least = max(COMMON_TOOLS, COMMON_SHARE * len(tools))
    return frozenset(word for word, many in tools_by_word.items() if many >= least)


def acronym(name: str) -> str:
    """Return the initials of a name of three words or more; empty for shorter ones."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) >= MIN_WORDS_OF_ACRONYM else ""


def _about(tool: Tool, settings: Settings, common: frozenset[str]) -> Iterator[Field]:
    """Yield the fields of a tool as a whole."""
    for name in (tool.name, *tool.also_known_as):
        yield Field(COMMON_NAME if name.lower() in common else NAME, name)
    yield Field(LABEL, settings.type_label(tool.type))
    yield Field(TEXT, SEPARATOR.join(attribute_labels(tool, settings)))
    yield Field(LABEL, SEPARATOR.join(_replaced(tool.summary)))
    yield Field(NEGATED, SEPARATOR.join(NEGATION.findall(tool.summary)))
    yield from _declared(replace(tool, summary=NEGATION.sub(" ", tool.summary)))


def _replaced(summary: str) -> Iterator[str]:
    """Yield the words of the names that a summary compares the tool to: `alternative to Slack`."""
    for match in REPLACED.finditer(summary):
        yield from CAPITALIZED.findall(match[1])


def _category(category: Category, tokenizer: Tokenizer) -> Iterator[Field]:
    """Yield the fields that a category adds to its tools."""
    yield Field(CATEGORY, category.name)
    further, products = category_words((category.name,), tokenizer)
    yield Field(CATEGORY_WORDS, SEPARATOR.join(further))
    yield Field(PRODUCTS, SEPARATOR.join(products))


def _capability(capability: Capability, shared: Mapping[str, SharedCapability]) -> Iterator[Field]:
    """Yield the fields of a capability."""
    yield from _declared(capability)
    if capability.id in shared:
        entry = shared[capability.id]
        yield Field(TEXT, SEPARATOR.join((entry.name, *entry.aliases)))


def _declared(record: Tool | Capability) -> Iterator[Field]:
    """Yield the texts of a record that its declaration has searched."""
    record_type: type = type(record)
    for weight, read in searched_keys(record_type):
        value = read(record)
        text = SEPARATOR.join(value) if isinstance(value, tuple) else str(value)
        yield Field(weight, _without_addresses(text))


def _without_addresses(markdown: str) -> str:
    return LINK_TARGET.sub(" ", markdown) if "](" in markdown or "://" in markdown else markdown
