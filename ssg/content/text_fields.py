"""Every text of the catalog, with its file, its keys and the page that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.catalog import Catalog, Tool
from ssg.fields import Keys, Role, leaves
from ssg.urls import Addresses

__all__ = ["Passage", "passages", "tool_passages"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the content."""

    path: str
    """Its file, relative to the site."""
    keys: Keys
    """The keys of the value; empty for the body of a Markdown file."""
    text: str
    """Markdown, except for summaries and titles."""
    page: str
    """Address of the page that shows the whole text."""


def passages(catalog: Catalog, addresses: Addresses) -> Iterator[Passage]:
    """Yield every text of the site: of tools, editorials and free pages, and translations."""
    for tool in catalog.tools:
        yield from tool_passages(tool, addresses)
        yield from _translated_passages(tool, addresses)
    others = catalog.translations
    for editorial in (*catalog.editorials, *(text for each in others for text in each.editorials)):
        yield Passage(editorial.path, (), editorial.text, addresses.versus(*editorial.slugs))
    for page in (*catalog.pages, *(text for each in others for text in each.pages)):
        yield Passage(page.path, (), page.text, addresses.page(page.slug))


def _translated_passages(tool: Tool, addresses: Addresses) -> Iterator[Passage]:
    """Yield the texts of the translations of a tool, whose files name capabilities by anchor."""
    page = addresses.tool(tool.slug)
    for translation in tool.translations:
        for keys, value in translation.texts:
            written = tuple(
                tool.capabilities[key].anchor if isinstance(key, int) else key for key in keys
            )
            for text in value if isinstance(value, tuple) else (value,):
                yield Passage(translation.path, written, text, page)


def tool_passages(tool: Tool, addresses: Addresses) -> Iterator[Passage]:
    """Yield the texts of one tool that are not empty."""
    page = addresses.tool(tool.slug)
    for keys, text in leaves(tool, Role.TEXT):
        yield Passage(tool.path, keys, str(text), page)
