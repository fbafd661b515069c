"""Tools of which a catalog says nothing but a name."""

from collections import Counter

from ssg.catalog import Catalog

__all__ = ["undescribed"]

REPEATED = 5
"""Tools with the same summary from which it says nothing about each of them."""


def undescribed(catalog: Catalog) -> frozenset[str]:
    """Return the tools of which nothing is known but a name: a comparison would say nothing.

    They have no text but a summary that several others have word by word, as an import writes for
    what its source does not describe. There are none where less than half of all summaries differ.
    """
    times = Counter(tool.summary for tool in catalog.tools)
    if 2 * len(times) < len(catalog.tools):
        return frozenset()
    return frozenset(
        tool.slug
        for tool in catalog.tools
        if times[tool.summary] >= REPEATED and not (tool.description or tool.capabilities)
    )
