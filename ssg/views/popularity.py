"""Popularity of tools: the order of lists, and the choice of what the home page shows."""

import hashlib
import math
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.comparison.category_tree import category_nodes
from ssg.pair_table import PairTable
from ssg.ranking.mentions import count_mentions
from ssg.scores import Score
from ssg.settings import Scale
from ssg.site import Site

__all__ = ["in_popular_order"]

PopularityKey: TypeAlias = tuple[bool, int, float, int, int, int, bytes]
"""Sort key of a tool, most popular first."""


def in_popular_order(site: Site) -> tuple[Tool, ...]:
    """Return all tools by score, then first signal, number of facts and number of comparisons.

    Where neither scores nor a signal exist, the number of other entries that name a tool comes
    first. A name in small letters, or that of a category, does not count for this: texts may mean
    the word, or the subject. A hash of the slug decides between equal tools, so that the alphabet
    never does.
    """
    pairs = PairTable.of(site.pairs)
    scores = {score.slug: score for score in site.ranking.scores}
    signal = _first_signal(site)
    tools = site.catalog.tools
    mentions = {} if signal or site.settings.ranking.enabled else count_mentions(tools)
    nodes = category_nodes(site.settings.categories).values()
    subjects = {name for node in nodes for name in (*node.parents, node.label)}
    named = {
        tool.slug: mentions.get(tool.slug, 0)
        for tool in tools
        if not tool.name.islower() and tool.name not in subjects
    }

    def key(tool: Tool) -> PopularityKey:
        counts = named.get(tool.slug, 0), pairs.count(tool.slug)
        return _key(tool, scores.get(tool.slug), signal, *counts)

    return tuple(sorted(tools, key=key))


def _first_signal(site: Site) -> str:
    """Return the first signal with a logarithmic scale, such as stars or downloads, or any."""
    signals = site.settings.ranking.signals
    return next(
        (signal.id for signal in signals if signal.scale is Scale.LOG),
        signals[0].id if signals else "",
    )


def _key(
    tool: Tool, score: Score | None, signal: str, mentions: int, comparisons: int
) -> PopularityKey:
    raw = next((entry.value for entry in tool.signals if entry.id == signal), 0.0)
    value = float(raw) if isinstance(raw, (int, float)) else 0.0
    facts = len(tool.attributes) + len(tool.capabilities) + len(tool.signals)
    return (
        score is None or score.total is None,
        score.place if score else 0,
        -math.log1p(max(value, 0.0)),
        -mentions,
        -facts,
        -comparisons,
        hashlib.blake2b(tool.slug.encode(), digest_size=8).digest(),
    )
