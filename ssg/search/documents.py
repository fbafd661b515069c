"""Tools -> the texts that are scored: one for each capability, and one that says what the tool is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.settings import Settings
from ssg.site import Site

__all__ = ["ABOUT", "Field", "SearchDocument", "documents", "in_rank_order"]

ABOUT = 1
"""Documents of a tool that are no capability: the first one."""
LINK_TARGET = re.compile(r"\]\([^)]{0,2048}\)|https?://[^\s>)]+")
"""Addresses in Markdown, which nobody searches for."""


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a document."""

    halves: int
    """What a word in it counts, in halves: 6 is three times a word of the description."""
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What is scored as one."""

    fields: tuple[Field, ...]
    name: str = ""
    """The name of a tool, which is also found as a whole."""


TITLE, TEXT, VERSUS = 6, 2, 1
INTENTS = 3
"""Said in the words of somebody who searches."""
APART = "\n"
"""Stands between texts that have nothing to do with each other."""


def in_rank_order(site: Site) -> list[Tool]:
    """Return the tools, best first: a tool's place in this list is its number in the whole index."""
    tools = {tool.slug: tool for tool in site.catalog.tools}
    return [tools[score.slug] for score in site.ranking.scores]


def documents(site: Site, tools: Sequence[Tool]) -> Iterator[SearchDocument]:
    """Yield the documents of all tools: of each first what it is, then its capabilities in order."""
    shared = {one.id: one for one in site.catalog.capabilities}
    for tool in tools:
        yield SearchDocument(tuple(_about(tool, site.settings)), tool.name)
        for capability in tool.capabilities:
            yield SearchDocument(tuple(_capability(capability, shared)))


def _about(tool: Tool, settings: Settings) -> Iterator[Field]:
    """Yield what a tool as a whole is found by."""
    categories = {category.id: category.name for category in settings.categories}
    words = [
        *tool.aliases,
        *tool.tags,
        *(categories[one] for one in tool.categories),
        settings.type_label(tool.type),
    ]
    yield Field(TITLE, APART.join((tool.name, *tool.also_known_as)))
    yield Field(TEXT, tool.summary)
    yield Field(TEXT, APART.join(words))
    yield Field(VERSUS, _without_addresses(tool.description))


def _capability(capability: Capability, shared: Mapping[str, SharedCapability]) -> Iterator[Field]:
    """Yield what a capability is found by."""
    yield Field(TITLE, capability.title)
    yield Field(TEXT, _without_addresses(capability.description))
    yield Field(TEXT, _without_addresses(capability.unique))
    yield Field(VERSUS, _without_addresses(capability.vs_alternatives))
    yield Field(INTENTS, APART.join(capability.intents))
    if capability.id in shared:
        one = shared[capability.id]
        yield Field(TEXT, APART.join((one.name, *one.aliases)))


def _without_addresses(markdown: str) -> str:
    return LINK_TARGET.sub(" ", markdown) if "](" in markdown or "://" in markdown else markdown
