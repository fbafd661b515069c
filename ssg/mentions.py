"""The built-in signal `mentions`: how many other entries name a tool in their texts."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ssg.model import Capability, Tool

__all__ = ["count_mentions"]

WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")


def count_mentions(tools: Sequence[Tool]) -> dict[str, int]:
    """Count, for each slug, the other tools whose texts contain its name, letter case included.

    Entries of the same name are named together: words cannot tell which one is meant.
    """
    by_first_word: dict[str, set[str]] = defaultdict(set)
    slugs: dict[str, list[str]] = defaultdict(list)
    for tool in tools:
        first = WORD.search(tool.name)
        if first:
            by_first_word[first.group()].add(tool.name)
            slugs[tool.name].append(tool.slug)
    counts = {tool.slug: 0 for tool in tools}
    for tool in tools:
        for name in _names_in(_text(tool), by_first_word) - {tool.name}:
            for slug in slugs[name]:
                counts[slug] += 1
    return counts


def _names_in(text: str, by_first_word: dict[str, set[str]]) -> set[str]:
    """Return the names that stand in a text as whole words."""
    first_words = by_first_word.keys() & set(WORD.findall(text))
    candidates = {name for word in first_words for name in by_first_word[word]}
    return {name for name in candidates if name in first_words or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


def _text(tool: Tool) -> str:
    parts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        parts += _capability_texts(capability)
    return "\n".join(parts)


def _capability_texts(capability: Capability) -> tuple[str, ...]:
    return (capability.title, capability.description, capability.unique, capability.vs_alternatives,
            *capability.best_for, *capability.limitations, *capability.requires)
