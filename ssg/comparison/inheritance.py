"""What a tool has from the tools that it is built on, as far as these are tools of the site."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.comparison.jobs import BUILT_ON
from ssg.comparison.profile import MUST_BE_PAID, Base
from ssg.settings import AttributeSpec, Inheritance

__all__ = ["ToolsByName", "free_editions", "inherited_entries", "listed_bases", "tools_by_name"]

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
    """Return id of each list attribute -> the entries that a tool has from other tools.

    Attributes that the site inherits have those of all bases, and bases of bases. A paid edition
    has those of the free one. An attribute without entries is left out.
    """
    inherited = [spec.id for spec in attributes if spec.inherited is not Inheritance.NONE]
    bases = [dict(base.attributes) for base in _bases(tool, named)] if inherited else []
    found: dict[str, tuple[str, ...]] = {
        name: tuple(entry for base in bases for entry in _entries(base.get(name)))
        for name in inherited
    }
    for edition in _free_editions(tool, named):
        for name, value in edition.attributes:
            found[name] = (*found.get(name, ()), *_entries(value))
    return {name: each for name, each in found.items() if each}


def listed_bases(
    tool: Tool, named: ToolsByName, attributes: Sequence[AttributeSpec]
) -> dict[str, tuple[Base, ...]]:
    """Return id of each list attribute -> the tools that a tool has entries of, and their lists.

    These are the tools that it is built on directly, for attributes that the site inherits, and
    the free editions of a paid one.
    """
    inherited = {spec.id for spec in attributes if spec.inherited is not Inheritance.NONE}
    found: dict[str, list[Base]] = defaultdict(list)
    parts = _entries(dict(tool.attributes).get(BUILT_ON)) if inherited else ()
    direct = {base.slug: base for part in parts for base in named.get(part, ())}
    editions = {base.slug: base for base in _free_editions(tool, named)}
    for base in (*direct.values(), *editions.values()):
        for key, value in base.attributes:
            if isinstance(value, tuple) and (base.slug in editions or key in inherited):
                entries = tuple(map(str.lower, value))
                found[key].append(Base(base.slug, base.name, entries, base.slug in editions))
    found.pop(BUILT_ON, None)
    return {key: tuple(bases) for key, bases in found.items()}


def free_editions(tool: Tool, named: ToolsByName) -> frozenset[str]:
    """Return the slugs of the free tools of which a tool is a paid edition."""
    return frozenset(each.slug for each in _free_editions(tool, named))


def _free_editions(tool: Tool, named: ToolsByName) -> Iterator[Tool]:
    """Yield the free tools of which a tool is a paid edition.

    The two files declare that they are related, and have a repository or a website in common.
    """
    if tool.distinct_from and tool.pricing.model in MUST_BE_PAID:
        tools = {each.slug: each for same_name in named.values() for each in same_name}
        for slug in tool.distinct_from:
            other = tools.get(slug)
            if other and other.pricing.has_free_tier and _have_one_source(tool, other):
                yield other


def _have_one_source(tool: Tool, other: Tool) -> bool:
    """Return whether two tools have one repository, or the website of one is part of the other's.

    `https://a.example/docs` is part of `https://a.example`.
    """
    if tool.repository and tool.repository == other.repository:
        return True
    sites = sorted(f"{each.homepage.rstrip('/')}/" for each in (tool, other) if each.homepage)
    return len(sites) > 1 and sites[1].startswith(sites[0])


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
