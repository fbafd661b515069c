"""Nested categories: `A / B` is B in A; so is `A - B` where another category begins with `A`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ssg.settings import Category

__all__ = ["CategoryNode", "category_nodes"]

SLASH, DASH = " / ", " - "


class CategoryNode(NamedTuple):
    """A category and the names above it."""

    category: Category
    parents: tuple[str, ...]
    """Names of the parents, the top one first."""
    label: str
    """Its name without those of the parents."""

    @property
    def top(self) -> str:
        """Name of the top parent, or of the category itself."""
        return self.parents[0] if self.parents else self.label


@lru_cache(maxsize=4)
def category_nodes(categories: tuple[Category, ...]) -> Mapping[str, CategoryNode]:
    """Return id -> category with its parents, in the order of the site."""
    return _nodes(tuple(categories))


@lru_cache(maxsize=4)
def _nodes(categories: tuple[Category, ...]) -> Mapping[str, CategoryNode]:
    names = {category.name for category in categories}
    dashed = Counter(
        prefix for category in categories for prefix in _prefixes(category.name.split(DASH))
    )
    return {
        category.id: _node(category, _path(category.name, names, dashed)) for category in categories
    }


def _prefixes(parts: Sequence[str]) -> list[str]:
    return [DASH.join(parts[:length]) for length in range(1, len(parts))]


def _path(name: str, names: set[str], dashed: Mapping[str, int]) -> list[str]:
    """Return the names from the top parent to the category itself.

    A dash may be part of a name, so it divides only where another category has the same beginning.
    """
    if SLASH in name:
        return [part.strip() for part in name.split(SLASH) if part.strip()] or [name]
    path, rest = [], name
    for prefix in _prefixes(name.split(DASH)):
        if dashed[prefix] > 1 or prefix in names:
            length = len(name) - len(rest)
            path.append(prefix[length:])
            rest = name[len(prefix) + len(DASH) :]
    return [*path, rest]


def _node(category: Category, path: Sequence[str]) -> CategoryNode:
    return CategoryNode(category, tuple(path[:-1]), path[-1])
