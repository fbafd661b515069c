"""The built-in signal `mentions`: how many other entries name a tool in their texts.

A tool goes by its name and by the names that its file lists under `also_known_as`. A name is
matched as a whole word or phrase, letter case included. A name of one or two characters is too
ambiguous to be searched for, unless the file lists it. So is a name that is an ordinary word in the
texts of the site: "Tracks" where others write "tracks", "reader" where others write "readers".

An acronym in brackets is no mention, nor is what the tool replaces: what a text calls it an
alternative to, a fork of or a replacement for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ssg.catalog import Tool
from ssg.fields import Role, values_of

__all__ = [
    "REPLACED",
    "REPLACING",
    "FoundNames",
    "MentionCounter",
    "Mentions",
    "count_mentions",
    "mentioned_tools",
]

WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
REPLACING = (
    r"alternatives? (?:to|for)|(?:drop-in )?replacements? (?:for|of|to)|clones? of|forks? of"
    r"|forked from|successors? (?:to|of)"
)
"""Words before the names of what a tool is used in place of."""
REPLACED = r"(?:(?![.;:!?](?:\s|$)|[()\n]|\s(?:that|which|with|for|by|built|using|written)\s).)"
"""A character of these names: they end with the sentence, or where it goes on."""
NAMES_OF_REPLACED = re.compile(
    rf"\b(?=[acdfirs])(?:{REPLACING}|instead of|replac(?:es|ing|ed?))\s{REPLACED}*", re.IGNORECASE
)
"""A phrase with what a tool is used in place of: the text names it as an alternative.

Most words begin with no letter of these phrases; to look at it first takes a third less time.
"""
ACRONYM = re.compile(r"\([A-Z][A-Z0-9/&-]+s?\)")
"""Initials in brackets after the words that they abbreviate, as in `Learning management (LMS)`."""
RUN = re.compile(r"\w+")
SHORTEST_NAME = 3
"""Characters of a name that is searched for without being listed."""
FEW = 20
"""Up to this number of names, one search per name is faster than tokenizing the text."""
MOST_SEEN = 200_000
"""Parts of texts that are remembered; a language has fewer, only random text has more."""


def count_mentions(tools: Sequence[Tool]) -> dict[str, int]:
    """Count, for each slug, the other tools whose texts contain one of its names.

    Entries that share a name are named together: words cannot show which of them is meant. They do
    not count each other. Nor do entries of one repository: they share their count, as they share
    its other figures. Names that are ordinary words are not counted, unless they are listed under
    `also_known_as`.
    """
    return MentionCounter().count(tools)


def _names(tool: Tool) -> set[str]:
    """Return the names by which texts may refer to a tool."""
    name = {tool.name} if len(tool.name) >= SHORTEST_NAME else set[str]()
    return {one for one in {*name, *tool.also_known_as} if WORD.search(one)}


def _slugs_by_name(tools: Sequence[Tool]) -> Mapping[str, Sequence[str]]:
    slugs: dict[str, list[str]] = defaultdict(list)
    for tool in tools:
        for name in _names(tool):
            slugs[name].append(tool.slug)
    return slugs


def _of_one_repository(tools: Sequence[Tool]) -> Mapping[str, Collection[str]]:
    """Return slug -> slugs of all entries of its repository, where it has several."""
    groups: dict[str, list[str]] = defaultdict(list)
    for tool in tools:
        if tool.repository:
            groups[tool.repository_key].append(tool.slug)
    return {slug: group for group in groups.values() if len(group) > 1 for slug in group}


def _ordinary_forms(tools: Sequence[Tool]) -> Mapping[str, str]:
    """Return for names of one word, unless listed, how texts write them as ordinary words."""
    listed = {name for tool in tools for name in tool.also_known_as}
    words = {
        tool.name for tool in tools if WORD.fullmatch(tool.name) and tool.name.isalpha()
    } - listed
    plural = {name: f"{name}s" for name in words if name.islower()}
    return plural | {name: name.lower() for name in words if name[1:].islower() and name.istitle()}


def _ordinary(
    forms: Mapping[str, str], slugs: Collection[str], found: Sequence[Collection[str]]
) -> frozenset[str]:
    """Return the names that are ordinary words in texts; `found` is what each text contains.

    That is so for a name in small letters with a plural in any text, and for a capitalized name
    that is in small letters in at least as many texts, unless that is the name of another tool.
    """
    counts = Counter(name for names in found for name in names)
    return frozenset(
        name
        for name, form in forms.items()
        if form not in slugs and counts[form] >= (1 if name.islower() else max(counts[name], 1))
    )


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The names that were searched for, and for each tool those that its texts contain."""

    names: Collection[str] = ()
    by_slug: dict[str, Collection[str]] = field(default_factory=dict)


class MentionCounter:
    """Counts mentions repeatedly; only changed texts and texts with new names are searched."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Tool, set[str]]] = {}
        self._names: set[str] = set()

    def recall(self, tools: Iterable[Tool], found: FoundNames) -> None:
        """Take what was found in the texts of some tools, which must be the same as then."""
        known = found.by_slug
        self._names = set(found.names)
        self._found = {
            tool.slug: (tool, set(known[tool.slug])) for tool in tools if tool.slug in known
        }

    def found(self) -> FoundNames:
        """Return what the last count has found."""
        found = {slug: sorted(names) for slug, (_, names) in self._found.items()}
        return FoundNames(sorted(self._names), {**found})

    def count(self, tools: Sequence[Tool]) -> dict[str, int]:
        """Count like `count_mentions`."""
        slugs, forms = _slugs_by_name(tools), _ordinary_forms(tools)
        self._find(tools, {*slugs, *forms.values()})
        ordinary = _ordinary(forms, slugs, [names for _, names in self._found.values()])
        counts, together = {tool.slug: 0 for tool in tools}, _of_one_repository(tools)
        for tool, names in self._found.values():
            found = (names & slugs.keys()) - _names(tool) - {tool.name} - ordinary
            named = {slug for name in found for slug in slugs[name]}
            named = named.union(*(together.get(slug, ()) for slug in named))
            for slug in named.difference([tool.slug], together.get(tool.slug, ())):
                counts[slug] += 1
        return counts

    def _find(self, tools: Sequence[Tool], names: set[str]) -> None:
        """Find the names in each text."""
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
    """Offset from the name's start to that word, and length, of each name of several words."""
    ends: set[str] = field(default_factory=set)
    """Last letter runs of these names; a text without any of them has no such name."""


class _Finder:
    """Finds names in texts; a word that occurs in many of them is examined once."""

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
        self._seen_parts: dict[str, tuple[set[str], set[str]]] = {}
        """Part of a text between spaces -> first words and last runs of names in it, if any."""

    def names_in(self, text: str) -> set[str]:
        """Return the names that occur in a text as whole words."""
        if len(self._groups) < FEW and not any(word in text for word in self._groups):
            return set()
        firsts, ends = self._parts_of_names(set(text.split()))
        found = set[str]()
        for word in firsts:
            group = self._groups[word]
            if word in group.names:
                found.add(word)
            if not group.ends.isdisjoint(ends):
                found.update(_longer_names(text, word, group))
        return found

    def _parts_of_names(self, parts: set[str]) -> tuple[set[str], set[str]]:
        """Return the first words and the last runs of names in the parts of a text."""
        if len(self._seen) > MOST_SEEN:
            self._seen.clear()
        for part in parts - self._seen:
            firsts, ends = (
                self._groups.keys() & set(WORD.findall(part)),
                self._ends & set(RUN.findall(part)),
            )
            if firsts or ends:
                self._seen_parts[part] = firsts, ends
        self._seen |= parts
        matches = [self._seen_parts[part] for part in self._seen_parts.keys() & parts]
        return set[str]().union(*(firsts for firsts, _ in matches)), set[str]().union(
            *(ends for _, ends in matches)
        )


def _longer_names(text: str, word: str, group: _Group) -> Iterator[str]:
    """Yield the names of several words that occur around a word."""
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
    """Return whether there is a letter, a digit or an underscore at a position."""
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")


def _text(tool: Tool) -> str:
    """Return the prose of a tool's file, without acronyms in brackets and replaced tools."""
    text = "\n".join(map(str, values_of(tool, Role.TEXT)))
    return NAMES_OF_REPLACED.sub(" ", ACRONYM.sub(" ", text))


class Mentions:
    """The names of tools in the summaries and descriptions of tools."""

    def __init__(
        self,
        tools: Sequence[Tool],
        before: Collection[str] = (),
        known: Sequence[Collection[str] | None] = (),
    ) -> None:
        """Take tools, the names that were searched for before, and those found for each tool.

        None stands for a tool whose texts are not known; without `known`, all are searched.
        """
        self._tools, self._slugs, self._forms = tools, _slugs_by_name(tools), _ordinary_forms(tools)
        self.names = {*self._slugs, *self._forms.values()}
        """All names that are searched for."""
        added, removed = self.names.difference(before), set(before) - self.names
        of_all, of_added = _Finder(self.names), _Finder(added)
        self.found: list[Collection[str]] = []
        """The names in the texts of each tool."""
        for tool, names in zip(tools, known or [None] * len(tools), strict=True):
            if names is not None and not added and not removed:
                self.found.append(names)
                continue
            text = f"{tool.summary}\n{tool.description}"
            found = of_all.names_in(text) if names is None else of_added.names_in(text)
            self.found.append(found.union(names or ()) - removed)

    def by_slug(self) -> dict[str, set[str]]:
        """Return slug -> slugs of the tools that its summary and description name."""
        known = self._slugs.keys() - _ordinary(self._forms, self._slugs, self.found)
        mentioned = {}
        for tool, names in zip(self._tools, self.found, strict=True):
            found = known.intersection(names) if names else frozenset[str]()
            others = found - _names(tool) - {tool.name} if found else found
            slugs = (
                {slug for name in others for slug in self._slugs[name]} if others else set[str]()
            )
            mentioned[tool.slug] = slugs - {tool.slug}
        return mentioned


def mentioned_tools(tools: Sequence[Tool]) -> dict[str, set[str]]:
    """Return slug -> slugs of the tools that its summary and description name."""
    return Mentions(tools).by_slug()
