"""Tools of which a catalog says nothing but a name."""

from collections import Counter, defaultdict
from dataclasses import replace

from ssg.catalog import Catalog, Tool

__all__ = ["undescribed", "without_set_phrases"]

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
        if times[tool.summary] >= REPEATED and not (tool.capability_ids or tool.description)
    )


def without_set_phrases(catalog: Catalog) -> dict[str, Tool]:
    """Return slug -> tool; the summary of those that are `undescribed` is empty.

    A summary that only tools of one main category share says what these are, and stays.
    """
    tools = {tool.slug: tool for tool in catalog.tools}
    mains = defaultdict[str, set[tuple[str, ...]]](set)
    alike = undescribed(catalog)
    for slug in alike:
        mains[tools[slug].summary].add(tools[slug].categories[:1])
    phrases = {text for text, found in mains.items() if len(found) > 1 or () in found}
    return tools | {
        slug: replace(tools[slug], summary="") for slug in alike if tools[slug].summary in phrases
    }
