"""The built-in signal `mentions`: how many other entries name a tool in their texts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ssg.catalog import Capability, Tool

__all__ = ["MentionCounter", "count_mentions"]

WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
RUN = re.compile(r"\w+")
FEW = 20
"""So many names are looked for one by one sooner than a text is taken apart into words."""
MOST_SEEN = 200_000
"""Parts of texts that are remembered: a language has fewer, only texts without any sense have more."""


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
        of_all, of_added = _Finder(names), _Finder(added)
        found: dict[str, tuple[Tool, set[str]]] = {}
        for tool in tools:
            before, held = self._found.get(tool.slug, (None, set[str]()))
            if before is not tool:
                held = of_all.names_in(_text(tool))
            elif added or removed:
                held = (held - removed) | of_added.names_in(_text(tool))
            found[tool.slug] = tool, held
        self._found, self._names = found, names


@dataclass(frozen=True, slots=True)
class _Group:
    """The names with the same first word."""

    names: set[str] = field(default_factory=set)
    spans: set[tuple[int, int]] = field(default_factory=set)
    """Where the names of several words begin before that word, and how long they are: few differ, however many names."""
    ends: set[str] = field(default_factory=set)
    """The last runs of letters of these names: where none of them stands, no name does."""


class _Finder:
    """Finds names in texts; a word that stands in many of them is looked at once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._groups: dict[str, _Group] = defaultdict(_Group)
        for name in names:
            first = WORD.search(name)
            if first:
                group = self._groups[first.group()]
                group.names.add(name)
                if name != first.group():
                    group.spans.add((first.start(), len(name)))
                    group.ends.add(RUN.findall(name)[-1])
        self._ends = {end for group in self._groups.values() for end in group.ends}
        self._seen = set[str]()
        self._top_terms: dict[str, tuple[set[str], set[str]]] = {}
        """What stands between two spaces -> the first words, and the last runs, of names in it; only where there are any."""

    def names_in(self, text: str) -> set[str]:
        """Return the names that stand in a text as whole words."""
        if len(self._groups) < FEW and not any(word in text for word in self._groups):
            return set()
        firsts, ends = self._told(set(text.split()))
        found = set[str]()
        for word in firsts:
            group = self._groups[word]
            if word in group.names:
                found.add(word)
            if not group.ends.isdisjoint(ends):
                found.update(_longer_names(text, word, group))
        return found

    def _told(self, parts: set[str]) -> tuple[set[str], set[str]]:
        """Return the first words, and the last runs, of names that stand in the parts of a text."""
        if len(self._seen) > MOST_SEEN:
            self._seen.clear()
        for part in parts - self._seen:
            firsts, ends = (
                self._groups.keys() & set(WORD.findall(part)),
                self._ends & set(RUN.findall(part)),
            )
            if firsts or ends:
                self._top_terms[part] = firsts, ends
        self._seen |= parts
        told = [self._top_terms[part] for part in self._top_terms.keys() & parts]
        return set[str]().union(*(firsts for firsts, _ in told)), set[str]().union(
            *(ends for _, ends in told)
        )


def _longer_names(text: str, word: str, group: _Group) -> Iterator[str]:
    """Yield the names of several words that stand around a word."""
    place = text.find(word)
    while place >= 0:
        for before, length in group.spans:
            begin = place - before
            name = text[begin : begin + length] if begin >= 0 else ""
            if (
                name in group.names
                and not _goes_on(text, begin - 1)
                and not _goes_on(text, begin + length)
            ):
                yield name
        place = text.find(word, place + 1)


def _goes_on(text: str, place: int) -> bool:
    """Tell whether a letter, a digit or an underscore stands there."""
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _text(tool: Tool) -> str:
    parts = [tool.summary, tool.description]
    for capability in tool.capabilities:
        parts += _capability_texts(capability)
    return "\n".join(parts)


def _capability_texts(capability: Capability) -> tuple[str, ...]:
    return (
        capability.title,
        capability.description,
        capability.unique,
        capability.vs_alternatives,
        *capability.best_for,
        *capability.limitations,
        *capability.requires,
    )
