"""Popularity of tools: the order of lists, and the choice of what the home page shows."""

import hashlib
import math
from enum import Enum
from typing import NamedTuple, TypeAlias

from ssg.catalog import Tool
from ssg.comparison.category_tree import category_nodes
from ssg.pair_table import PairTable
from ssg.ranking.mentions import count_mentions
from ssg.ranking.tool_features import popularity_signal
from ssg.scores import Score
from ssg.site import Site

__all__ = ["Criterion", "PopularOrder", "in_popular_order"]

PopularityKey: TypeAlias = tuple[bool, int, float, int, int, int, bytes]
"""Sort key of a tool, most popular first."""


class Criterion(Enum):
    """What decides first about the order of tools."""

    SCORE = "score"
    MENTIONS = "mentions"
    FACTS = "facts"


class PopularOrder(NamedTuple):
    """The tools of a site, most popular first."""

    tools: tuple[Tool, ...]
    by: Criterion


def in_popular_order(site: Site) -> PopularOrder:
    """Order all tools by score, then popularity, number of facts and number of comparisons.

    Popularity is the signal that counts users. On a site without scores, which has no signals, the
    number of other entries that name a tool comes first. A name in small letters, or that of a
    category, does not count for this: texts may mean the word, or the subject. A hash of the slug
    decides between equal tools, so that the alphabet never does.
    """
    pairs = PairTable.of(site.pairs)
    scores = {score.slug: score for score in site.ranking.scores}
    spec = popularity_signal(site.settings.ranking.signals)
    signal, ranked = spec.id if spec else "", site.settings.ranking.enabled
    tools = site.catalog.tools
    mentions = {} if ranked else count_mentions(tools)
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

    return PopularOrder(
        tuple(sorted(tools, key=key)),
        Criterion.SCORE
        if ranked
        else Criterion.MENTIONS
        if any(named.values())
        else Criterion.FACTS,
    )


def _key(
    tool: Tool, score: Score | None, signal: str, mentions: int, comparisons: int
) -> PopularityKey:
    raw = next((entry.value for entry in tool.signals if entry.id == signal), 0.0)
    value = float(raw) if isinstance(raw, (int, float)) else 0.0
    facts = len(tool.attributes) + len(tool.capability_ids) + len(tool.signals)
    return (
        score is None or score.total is None,
        score.place if score else 0,
        -math.log1p(max(value, 0.0)),
        -mentions,
        -facts,
        -comparisons,
        hashlib.blake2b(tool.slug.encode(), digest_size=8).digest(),
    )
