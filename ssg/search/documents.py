"""Search documents: one for each capability, and one for each tool as a whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.settings import Settings
from ssg.site import Site

__all__ = ["ABOUT", "Field", "SearchDocument", "documents", "in_rank_order"]

ABOUT = 1
"""Documents of a tool before those of its capabilities."""
LINK_TARGET = re.compile(r"\]\([^)]{0,2048}\)|https?://[^\s>)]+")
"""URLs in Markdown, which are not indexed."""


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
    name: str = ""
    """Name of a tool, also indexed as a whole."""


TITLE, TEXT, VERSUS = 6, 2, 1
INTENTS = 3
"""Weight of intents, which use the words of searchers."""
SEPARATOR = "\n"
"""Separates unrelated texts, so that phrases do not span them."""


def in_rank_order(site: Site) -> list[Tool]:
    """Return the tools, best score first; the position is the tool's number in the index."""
    tools = {tool.slug: tool for tool in site.catalog.tools}
    return [tools[score.slug] for score in site.ranking.scores]


def documents(site: Site, tools: Sequence[Tool]) -> Iterator[SearchDocument]:
    """Yield the documents of all tools: for each the tool as a whole, then its capabilities."""
    shared = {capability.id: capability for capability in site.catalog.capabilities}
    for tool in tools:
        yield SearchDocument(tuple(_about(tool, site.settings)), tool.name)
        for capability in tool.capabilities:
            yield SearchDocument(tuple(_capability(capability, shared)))


def _about(tool: Tool, settings: Settings) -> Iterator[Field]:
    """Yield the fields of a tool as a whole."""
    categories = {category.id: category.name for category in settings.categories}
    labels = [
        *tool.aliases,
        *tool.tags,
        *(categories[id_] for id_ in tool.categories),
        settings.type_label(tool.type),
    ]
    yield Field(TITLE, SEPARATOR.join((tool.name, *tool.also_known_as)))
    yield Field(TEXT, tool.summary)
    yield Field(TEXT, SEPARATOR.join(labels))
    yield Field(VERSUS, _without_addresses(tool.description))


def _capability(capability: Capability, shared: Mapping[str, SharedCapability]) -> Iterator[Field]:
    """Yield the fields of a capability."""
    yield Field(TITLE, capability.title)
    yield Field(TEXT, _without_addresses(capability.description))
    yield Field(TEXT, _without_addresses(capability.unique))
    yield Field(VERSUS, _without_addresses(capability.vs_alternatives))
    yield Field(INTENTS, SEPARATOR.join(capability.intents))
    if capability.id in shared:
        entry = shared[capability.id]
        yield Field(TEXT, SEPARATOR.join((entry.name, *entry.aliases)))


def _without_addresses(markdown: str) -> str:
    return LINK_TARGET.sub(" ", markdown) if "](" in markdown or "://" in markdown else markdown
