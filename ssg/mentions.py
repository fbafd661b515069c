"""The built-in signal `mentions`: how many other entries name a tool in their texts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ssg.model import Capability, Tool

__all__ = ["MentionCounter", "count_mentions"]

WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
FEW = 20
"""So many names are looked for one by one sooner than a text is taken apart into words."""


def count_mentions(tools: Sequence[Tool]) -> dict[str, int]:
    """Count, for each slug, the other tools whose texts contain its name, letter case included.

    Entries of the same name are named together: words cannot tell which one is meant.
    """
    return MentionCounter().count(tools)


class MentionCounter:
    """Counts mentions again and again; only texts that changed, or that may hold a new name, are searched again."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Tool, set[str]]] = {}
        self._names: set[str] = set()

    def count(self, tools: Sequence[Tool]) -> dict[str, int]:
        """Count like `count_mentions`."""
        slugs: dict[str, list[str]] = defaultdict(list)
        for tool in tools:
            if WORD.search(tool.name):
                slugs[tool.name].append(tool.slug)
        self._find(tools, set(slugs))
        counts = {tool.slug: 0 for tool in tools}
        for tool, names in self._found.values():
            for name in names - {tool.name}:
                for slug in slugs[name]:
                    counts[slug] += 1
        return counts

    def _find(self, tools: Sequence[Tool], names: set[str]) -> None:
        """Find the names that each text holds."""
        added, removed = names - self._names, self._names - names
        of_all, of_added = _by_first_word(names), _by_first_word(added)
        found: dict[str, tuple[Tool, set[str]]] = {}
        for tool in tools:
            before, held = self._found.get(tool.slug, (None, set[str]()))
            if before is not tool:
                held = _names_in(_text(tool), of_all)
            elif added or removed:
                held = (held - removed) | _names_in(_text(tool), of_added)
            found[tool.slug] = tool, held
        self._found, self._names = found, names


def _by_first_word(names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for first in WORD.findall(name)[:1]:
            found[first].add(name)
    return found


def _names_in(text: str, by_first_word: dict[str, set[str]]) -> set[str]:
    """Return the names that stand in a text as whole words."""
    if len(by_first_word) < FEW and not any(word in text for word in by_first_word):
        return set()
    first_words = by_first_word.keys() & set(WORD.findall(text))
    candidates = {name for word in first_words for name in by_first_word[word] if name in text}
    return {name for name in candidates if name in first_words or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


def _text(tool: Tool) -> str:
    parts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        parts += _capability_texts(capability)
    return "\n".join(parts)


def _capability_texts(capability: Capability) -> tuple[str, ...]:
    return (capability.title, capability.description, capability.unique, capability.vs_alternatives,
            *capability.best_for, *capability.limitations, *capability.requires)
