"""Find entries that readers could take for another one: look-alike names, slugs of derived pages.

Names are compared by their skeletons (Unicode Technical Standard 39, section 4): a character is
replaced by the one that it looks like. Letter case, width, spacing and invisible characters do not
count.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import filterfalse
from pathlib import Path

from ssg.catalog import Tool
from ssg.content.source_map import SourceMap
from ssg.errors import Code, Problem
from ssg.text import is_invisible, printable

__all__ = ["check_lookalikes", "skeletons", "undeclared"]

TABLE = Path(__file__).with_name("confusables.txt")
DERIVED_SLUG = "-alternatives"
DERIVED_NAME = " alternatives"
"""Slug and title of a page that is made for each tool end like this."""
VERSUS = re.compile(r"\s+vs\.?\s+", re.IGNORECASE)


@cache
def _prototypes() -> Mapping[int, str]:
    """Return code point -> the text that it looks like."""
    prototypes: dict[int, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        prototype, tab, characters = line.partition("\t")
        prototypes |= dict.fromkeys(map(ord, characters), prototype) if tab else {}
    return prototypes


@cache
def skeletons(name: str) -> frozenset[str]:
    """Return the skeletons of a name; two names look alike if they share one.

    There are two, as `I` looks like `l`, and `i` does not.
    """
    plain = name.isascii() and name.isprintable()
    visible = name if plain else "".join(filterfalse(is_invisible, name))
    forms = {_skeleton(visible), _skeleton(visible.casefold())}
    return frozenset(forms)


def _skeleton(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).translate(_prototypes())
    if plain.isascii():
        return " ".join(plain.lower().split())
    return " ".join(unicodedata.normalize("NFKD", plain.casefold()).split())


def check_lookalikes(tools: Sequence[Tool], source_map: SourceMap) -> Iterator[Problem]:
    """Yield each tool whose name or slug could be taken for another tool or its pages.

    Two tools may share a name if each lists the other in `distinct_from`.
    """
    names: dict[str, list[Tool]] = defaultdict(list)
    for tool in tools:
        for skeleton in sorted(skeletons(tool.name)):
            names[skeleton].append(tool)
    for tool in tools:
        owner = _first_undeclared(tool, names)
        if owner:
            yield source_map.locate(tool.path, ("name",)).problem(
                Code.SAME_NAME,
                f'the name "{printable(tool.name)}" looks like that of {owner.path}',
                "if they are different tools, choose a name that tells them apart, or add "
                f'"distinct_from" in {undeclared(tool, owner)}; otherwise merge them',
            )
    yield from _derived(tools, names, source_map)


def _first_undeclared(tool: Tool, names: Mapping[str, Sequence[Tool]]) -> Tool | None:
    """Return the first tool before this one that looks like it without both saying so.

    One is enough: many entries of one name would otherwise be a list of all their pairs.
    """
    for skeleton in sorted(skeletons(tool.name)):
        for other in names[skeleton]:
            if other.slug < tool.slug and undeclared(tool, other):
                return other
    return None


def _derived(
    tools: Sequence[Tool], names: Mapping[str, Sequence[Tool]], source_map: SourceMap
) -> Iterator[Problem]:
    """Yield each tool that is named like a page about other tools."""
    slugs = {tool.slug: tool for tool in tools}
    for tool in tools:
        owner = slugs.get(tool.slug.removesuffix(DERIVED_SLUG))
        if owner and owner is not tool and undeclared(tool, owner):
            yield source_map.locate(tool.path, ()).problem(
                Code.SAME_NAME,
                f'the slug "{tool.slug}" looks like the page of alternatives to {owner.path}',
                f'rename the file, or add "distinct_from" in {undeclared(tool, owner)}',
            )
        if shown := _page_title(tool.name, names):
            yield source_map.locate(tool.path, ("name",)).problem(
                Code.SAME_NAME,
                f'the name "{printable(tool.name)}" looks like the title of {shown}',
                "choose another name",
            )


def _page_title(name: str, names: Mapping[str, Sequence[Tool]]) -> str:
    """Return the kind of page whose title a name is; empty if it is no title."""

    def is_listed(part: str) -> bool:
        return any(names.get(skeleton) for skeleton in skeletons(part))

    sides = VERSUS.split(name.strip())
    if len(sides) == 2 and all(map(is_listed, sides)):
        return "a comparison"
    plain = " ".join(name.split())
    start = plain[: -len(DERIVED_NAME)]
    is_list = plain.casefold().endswith(DERIVED_NAME) and is_listed(start)
    return "a page of alternatives" if is_list else ""


def undeclared(tool: Tool, other: Tool) -> str:
    """Return the files, of two tools, that do not list the other in `distinct_from`."""
    pairs = ((tool, other), (other, tool))
    return " and ".join(
        first.path for first, second in pairs if second.slug not in first.distinct_from
    )
