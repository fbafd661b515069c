"""What a tool has from the tools that it is built on, as far as these are tools of the site."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.comparison.jobs import BUILT_ON
from ssg.settings import AttributeSpec, Inheritance

__all__ = ["ToolsByName", "inherited_entries", "tools_by_name"]

ToolsByName: TypeAlias = Mapping[str, Sequence[Tool]]
"""Name of a tool, or another name that its file gives -> the tools of that name."""


def tools_by_name(tools: Iterable[Tool]) -> ToolsByName:
    """Return the tools of a site by all their names."""
    named: dict[str, list[Tool]] = defaultdict(list)
    for tool in tools:
        for name in dict.fromkeys((tool.name, *tool.also_known_as)):
            named[name].append(tool)
    return named


def inherited_entries(
    tool: Tool, named: ToolsByName, attributes: Sequence[AttributeSpec]
) -> dict[str, tuple[str, ...]]:
    """Return id of each inherited list attribute -> the entries of all bases of a tool.

    Bases of bases count too. An attribute without entries is left out.
    """
    inherited = [spec.id for spec in attributes if spec.inherited is not Inheritance.NONE]
    if not inherited:
        return {}
    bases = [dict(base.attributes) for base in _bases(tool, named)]
    entries = {
        name: tuple(entry for base in bases for entry in _entries(base.get(name)))
        for name in inherited
    }
    return {name: each for name, each in entries.items() if each}


def _bases(tool: Tool, named: ToolsByName) -> Iterator[Tool]:
    """Yield each tool of the site that a tool is built on, directly or through another one."""
    seen, open_ = {tool.slug}, [tool]
    while open_:
        parts = _entries(dict(open_.pop().attributes).get(BUILT_ON))
        for base in (base for part in parts for base in named.get(part, ())):
            if base.slug not in seen:
                seen.add(base.slug)
                open_.append(base)
                yield base


def _entries(value: object) -> tuple[str, ...]:
    """Return the entries of a list attribute; none for another value."""
    return value if isinstance(value, tuple) else ()
