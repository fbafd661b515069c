"""Proposals of shared ids: groups of similar capabilities over the whole site.

Around each capability stands a group: the best partner that it has in each similar tool, as far as
the pair is possible at all. Groups are taken from the most likely down, until each possible pair is
in one; a capability is in at most `MOST_PER_CAPABILITY`. Capabilities that carry different ids, or
that an editor settled by `different_from`, are never in one group. A group with an id of the
vocabulary proposes that id, any other a new one made from its words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.alignment import Aligner, Match
from ssg.comparison.capability_vectors import CapabilityVectors
from ssg.comparison.neighbours import FULL
from ssg.comparison.score_rows import is_settled
from ssg.comparison.sparse_rows import RowProducts
from ssg.text import slugify

__all__ = [
    "MOST_PER_CAPABILITY",
    "Member",
    "Suggestion",
    "accepted_ids",
    "ids_for_title",
    "suggest",
]

MOST_PER_CAPABILITY = 5
LONGEST_ID = 60
NEW = "?"
"""Slug of a tool without a file yet; no other tool has it."""
MOST_IDS, LEAST_LIKE_TITLE = 3, 0.15
"""Entries proposed for a title, and the likeness, 0 to 1, that they need."""
FIRST_COUNTS = 3
"""Weight of the likeness to the first member against that to another."""
ID_COUNTS = 0.9
"""Share of the top two members' strength that a member needs for its id to be proposed."""
LEAST_LINK = 0.03
"""Sum of strengths to the members below which a capability joins no group."""


@dataclass(frozen=True, slots=True)
class Member:
    """A capability of a group."""

    slug: str
    index: int
    title: str
    id: str
    """Its id, if it has one."""
    strength: float
    """Membership likelihood, 0 to 1: by the match with the first, else the mean of the others."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group of capabilities, one per tool, that may share an id."""

    id: str
    """The id that those without one would get."""
    name: str
    """Name of the vocabulary entry; new if `known` is false."""
    known: bool
    """Whether the id is in the vocabulary."""
    members: tuple[Member, ...]
    """Members: the capability most like the others first, then by falling strength."""
    reason: str
    """Why the first two match; may be empty."""
    strength: float
    """That of the strongest pair with the first member, 0 to 1."""


_Place = tuple[str, int]


def ids_for_title(
    catalog: Catalog, vectors: CapabilityVectors, title: str
) -> list[SharedCapability]:
    """Return the entries of the vocabulary that a new title is most like, best first.

    An entry is as like as its own texts, or the nearest capability that has its id.
    """
    new = Tool(
        slug=NEW,
        name="",
        type="",
        summary="",
        path="",
        capabilities=(Capability(title=title, anchor=""),),
    )
    extended = CapabilityVectors(replace(catalog, tools=(*catalog.tools, new)), vectors)
    products = RowProducts(extended.of(NEW), extended.width)
    best: dict[str, float] = {}
    for slug, tool in extended.tools.items():
        likeness = products.with_rows(extended.of(slug))[0].tolist() if tool.capabilities else []
        for value, capability in zip(likeness, tool.capabilities, strict=True):
            if capability.id:
                best[capability.id] = max(best.get(capability.id, 0.0), value)
    named = sorted(
        (-best.get(one.id, 0.0), one.id, one)
        for one in catalog.capabilities
        if best.get(one.id, 0.0) >= LEAST_LIKE_TITLE * FULL
    )
    return [one for _, _, one in named[:MOST_IDS]]


def _likely_pairs(
    aligner: Aligner, slugs: Iterable[str], least: float = 0.0
) -> dict[tuple[_Place, _Place], Match]:
    """Return possible text matches between similar tools with a strength of at least `least`."""
    tools = sorted(
        {tuple(sorted((slug, other))) for slug in slugs for other in aligner.nearest(slug)}
    )
    pairs = {}
    for a, b in tools:
        shown = [match for match in aligner.align(a, b).both if match.strength < 1]
        for match in (*shown, *aligner.likely(a, b, least)):
            pairs[(a, match.a), (b, match.b)] = match
    return pairs


def suggest(
    catalog: Catalog, aligner: Aligner, slugs: Collection[str] = (), least: float = 0.0
) -> list[Suggestion]:
    """Return proposals, most likely first; with `slugs`, those about one of these tools.

    Members whose strength is below `least` are left out; a group needs two, and one of them without
    an id.
    """
    tools = {tool.slug: tool for tool in catalog.tools}
    pairs = _likely_pairs(aligner, slugs or tools, least)
    partners: dict[_Place, dict[_Place, Match]] = {}
    for (one, other), match in pairs.items():
        partners.setdefault(one, {})[other] = match
        partners.setdefault(other, {})[one] = match
    capabilities = {slug: tool.capabilities for slug, tool in tools.items()}
    names = {shared.id: shared.name for shared in catalog.capabilities}
    used, found = set(names), []
    for group in _groups(partners, capabilities):
        strengths = {place: _strength(place, group, partners) for place in group}
        kept = _with_one_id(
            [place for place in group if strengths[place] >= least], strengths, capabilities
        )
        open_places = [slug for slug, index in kept if not capabilities[slug][index].id]
        if len(kept) > 1 and open_places and (not slugs or any(slug in slugs for slug, _ in kept)):
            members = tuple(
                Member(slug, index, each.title, each.id, strengths[slug, index])
                for slug, index in kept
                for each in (capabilities[slug][index],)
            )
            reason = partners[kept[0]][kept[1]].reason if kept[1] in partners[kept[0]] else ""
            found.append(_suggestion(members, reason, names, used))
    return sorted(found, key=lambda one: -one.strength)


def _groups(
    partners: Mapping[_Place, Mapping[_Place, Match]],
    capabilities: Mapping[str, Sequence[Capability]],
) -> Iterator[list[_Place]]:
    """Yield groups, best first, that cover each possible pair, as far as the limit allows."""

    def weight(place: _Place) -> tuple[float, str, int]:
        return -sum(match.strength for match in partners[place].values()), *place

    missing = {
        (min(one, other), max(one, other)) for one, others in partners.items() for other in others
    }
    uses: Counter[_Place] = Counter()
    for first in sorted(partners, key=weight):
        if uses[first] < MOST_PER_CAPABILITY:
            free = {place for place in partners if uses[place] < MOST_PER_CAPABILITY}
            group = _grown(first, free, partners, capabilities)
            new = {(a, b) for a in group for b in group if a < b} & missing
            if new:
                missing -= new
                uses.update(group)
                yield group


def _grown(
    first: _Place,
    free: Collection[_Place],
    partners: Mapping[_Place, Mapping[_Place, Match]],
    capabilities: Mapping[str, Sequence[Capability]],
) -> list[_Place]:
    """Return the group around a capability: its partners, then those like several members."""
    group, links = [first], defaultdict[_Place, float](float)
    while True:
        for place, match in partners[group[-1]].items():
            links[place] += match.strength * (FIRST_COUNTS if len(group) == 1 else 1)
        fitting = [
            (-strength, place)
            for place, strength in links.items()
            if place in free and strength >= LEAST_LINK and _fits(place, group, capabilities)
        ]
        if not fitting:
            return group
        group.append(min(fitting)[1])


def _fits(
    place: _Place, group: Sequence[_Place], capabilities: Mapping[str, Sequence[Capability]]
) -> bool:
    """Return whether a capability may share an id with a group.

    A group has one capability per tool and one id, and no pair that `different_from` excludes.
    """
    slug, index = place
    one = capabilities[slug][index]
    for other_slug, other_index in group:
        other = capabilities[other_slug][other_index]
        if other_slug == slug or (one.id and other.id and one.id != other.id):
            return False
        if is_settled(slug, one, other_slug, other):
            return False
    return True


def _with_one_id(
    group: Sequence[_Place],
    strengths: Mapping[_Place, float],
    capabilities: Mapping[str, Sequence[Capability]],
) -> list[_Place]:
    """Leave out members with an id if two members without an id are clearly more alike."""
    ids = {place for place in group if capabilities[place[0]][place[1]].id}
    weakest = ID_COUNTS * min([1.0, *sorted(strengths[each] for each in group)[-2:]])
    own = bool(ids) and len(group) > len(ids) + 1 and max(strengths[each] for each in ids) < weakest
    return [place for place in group if not (own and place in ids)]


def _suggestion(
    members: tuple[Member, ...], reason: str, names: Mapping[str, str], used: set[str]
) -> Suggestion:
    """Name a group: by the id of a member, else by a phrase of the reason, else by a title."""
    known = next((each.id for each in members if each.id), "")
    name = names.get(known, "") or _new_name(members, reason)
    if not known:
        name = name[:1].upper() + name[1:]
        known = _free_id(name, used)
        used.add(known)
    return Suggestion(known, name, known in names, members, reason, members[0].strength)


def _new_name(members: Sequence[Member], reason: str) -> str:
    """Return the phrase of the reason; if it has none of several words, the shortest good title."""
    phrase = reason.removeprefix("both mention ")
    if " " in phrase and " and " not in phrase:
        return phrase
    likeliest = [each for each in members if each.strength >= ID_COUNTS] or members[:2]
    return min((each.title for each in likeliest), key=lambda title: (len(title), title))


def _strength(
    place: _Place, group: Sequence[_Place], partners: Mapping[_Place, Mapping[_Place, Match]]
) -> float:
    matches = partners[place]
    if place == group[0]:
        return matches[group[1]].strength
    if group[0] in matches:
        return matches[group[0]].strength
    linked = [matches[other].strength for other in group if other in matches]
    return round(math.fsum(linked) / (len(group) - 1), 2)


def _free_id(name: str, used: Collection[str]) -> str:
    """Return an id made from a name that is not in use."""
    base = slugify(name)[:LONGEST_ID].strip("-") or "capability"
    number, free = 2, base
    while free in used:
        free, number = f"{base}-{number}", number + 1
    return free


def accepted_ids(
    found: Iterable[Suggestion], catalog: Catalog
) -> tuple[dict[str, dict[int, str]], list[SharedCapability]]:
    """Return path -> index of a capability -> id to write, and the new entries of the vocabulary.

    Proposals are taken in order: a capability gets the first id, and a tool has each id once. An id
    that would be left to a single capability is not written.
    """
    tools = {tool.slug: tool for tool in catalog.tools}
    owned = {(slug, each.id) for slug, tool in tools.items() for each in tool.capabilities}
    ids: dict[str, dict[int, str]] = {}
    entries = []
    for one in found:
        free = [
            each
            for each in one.members
            if not each.id
            and (each.slug, one.id) not in owned
            and each.index not in ids.get(tools[each.slug].path, {})
        ]
        if len(free) + one.known < 2:
            continue
        for each in free:
            ids.setdefault(tools[each.slug].path, {})[each.index] = one.id
            owned.add((each.slug, one.id))
        if not one.known:
            entries.append(SharedCapability(id=one.id, name=one.name))
    return ids, entries
