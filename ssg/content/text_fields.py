"""Catalog -> its texts, each with the file and the keys under which it stands and the page that shows it whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ssg.catalog import Capability, Catalog, Tool
from ssg.urls import Addresses

__all__ = ["Find", "Keys", "Passage", "Place", "passages", "tool_passages"]

Keys: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[str, int, int]
"""File, line and column; 1 is the first line and the first character."""
Find: TypeAlias = Callable[[str, Keys, str], Place]
"""A file, the keys of a value in it and some words of the value -> where the words stand, or at least the value."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that somebody wrote."""

    path: str
    """Its file, relative to the site."""
    keys: Keys
    """The keys of its value; none where it is the body of a Markdown file."""
    text: str
    """Markdown, but for summaries and titles."""
    page: str
    """Address of the page that shows all of it."""


def passages(catalog: Catalog, addresses: Addresses) -> Iterator[Passage]:
    """Yield every text of the site: of tools, of comparisons, of free pages."""
    for tool in catalog.tools:
        yield from tool_passages(tool, addresses)
    for editorial in catalog.editorials:
        yield Passage(editorial.path, (), editorial.text, addresses.versus(*editorial.slugs))
    for page in catalog.pages:
        yield Passage(page.path, (), page.text, addresses.page(page.slug))


def tool_passages(tool: Tool, addresses: Addresses) -> Iterator[Passage]:
    """Yield the texts of one tool that are not empty."""
    page = addresses.tool(tool.slug)
    for key, text in (("summary", tool.summary), ("description", tool.description)):
        if text:
            yield Passage(tool.path, (key,), text, page)
    for index, capability in enumerate(tool.capabilities):
        for keys, text in _capability_texts(capability):
            if text:
                yield Passage(tool.path, ("capabilities", index, *keys), text, page)


def _capability_texts(one: Capability) -> Iterator[tuple[Keys, str]]:
    yield from (
        (("title",), one.title),
        (("description",), one.description),
        (("unique",), one.unique),
        (("vs_alternatives",), one.vs_alternatives),
    )
    for key, entries in (
        ("best_for", one.best_for),
        ("limitations", one.limitations),
        ("requires", one.requires),
        ("inputs", one.inputs),
        ("outputs", one.outputs),
    ):
        yield from (((key, index), text) for index, text in enumerate(entries))
