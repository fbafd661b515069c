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
    """Yield every text of the site: of tools, editorials and free pages."""
    for tool in catalog.tools:
        yield from tool_passages(tool, addresses)
    for editorial in catalog.editorials:
        yield Passage(editorial.path, (), editorial.text, addresses.versus(*editorial.slugs))
    for page in catalog.pages:
        yield Passage(page.path, (), page.text, addresses.page(page.slug))


def tool_passages(tool: Tool, addresses: Addresses) -> Iterator[Passage]:
    """Yield the texts of one tool that are not empty."""
    page = addresses.tool(tool.slug)
    for keys, text in leaves(tool, Role.TEXT):
        yield Passage(tool.path, keys, str(text), page)
