"""Published addresses without a page -> where each of them leads now.

An address that was published stays: a pair keeps its page (`pairing`), and what lost its page
redirects to the nearest page that answers. A tool that left the site leaves a page that says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ssg.catalog import Catalog
from ssg.pair_table import PairIndex, PairTable
from ssg.site import Pair
from ssg.urls import ordered

__all__ = ["Retired", "RetiredPair", "RetiredTool", "locked_pairs", "retire", "withdrawn_pairs"]


class RetiredTool(NamedTuple):
    """A tool that had a page and is no longer in the catalog."""

    slug: str
    name: str
    compared_with: tuple[str, ...]
    """Slugs of tools in the catalog that it had comparisons with, sorted."""


class RetiredPair(NamedTuple):
    """A comparison that had a page and has none now."""

    a: str
    b: str
    """Slugs as they were published."""
    left: str
    """Slug of a tool of the two that is still in the catalog, or of a retired one, or empty."""


class Retired(NamedTuple):
    """Everything that was published and has no page now."""

    tools: tuple[RetiredTool, ...] = ()
    pairs: tuple[RetiredPair, ...] = ()
    alternatives: tuple[str, ...] = ()
    """Slugs of tools in the catalog that had alternatives and have none now."""


def _slugs_by_name(catalog: Catalog) -> dict[str, str]:
    """Return the slug of each tool by its slug and by its aliases."""
    aliases = {alias: tool.slug for tool in catalog.tools for alias in tool.aliases}
    return aliases | {tool.slug: tool.slug for tool in catalog.tools}


def locked_pairs(catalog: Catalog) -> set[tuple[str, str]]:
    """Return the published pairs of tools that the catalog still has, by their slugs of today."""
    slugs = _slugs_by_name(catalog)
    return _resolved(catalog.published.pairs, slugs) - withdrawn_pairs(catalog)


def withdrawn_pairs(catalog: Catalog) -> set[tuple[str, str]]:
    """Return the pairs that were taken down on purpose, by their slugs of today."""
    return _resolved(catalog.published.withdrawn, _slugs_by_name(catalog))


def _resolved(pairs: Iterable[tuple[str, str]], slugs: Mapping[str, str]) -> set[tuple[str, str]]:
    both = ((slugs.get(a, ""), slugs.get(b, "")) for a, b in pairs)
    return {ordered(a, b) for a, b in both if a and b and a != b}


def retire(catalog: Catalog, pairs: Sequence[Pair]) -> Retired:
    """Return what was published and has no page; `pairs` are those that have one."""
    published, slugs = catalog.published, _slugs_by_name(catalog)
    names = dict(published.tools)
    table = PairTable.of(pairs)
    paged = PairIndex(table)
    compared: dict[str, set[str]] = defaultdict(set)
    gone, had = [], set[str]()
    for a, b in (*published.pairs, *published.withdrawn):
        first, second = slugs.get(a, ""), slugs.get(b, "")
        had |= {first, second}
        compared[a].add(second)
        compared[b].add(first)
        if not first or not second or ordered(first, second) not in paged:
            fallback = a if a in names else b if b in names else ""
            gone.append(RetiredPair(a, b, first or second or fallback))
    tools = (
        RetiredTool(slug, name, tuple(sorted(compared[slug] - {""})))
        for slug, name in published.tools
        if slug not in slugs
    )
    without = had.difference(table.paired(), {""})
    return Retired(tuple(tools), tuple(gone), tuple(sorted(without)))
