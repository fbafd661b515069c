"""`Peers`: the tools that one tool is compared with, and which rules may be given where.

A reason that would be given on more than a third of a tool's comparisons is general: it belongs to
the tool's own page. It is only given on comparisons that would have no reason from a fact
otherwise, and on a third of all comparisons at most. That the other tool is no longer developed is
never general.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ssg.comparison.fact_keys import Key, fact_keys, is_denied
from ssg.comparison.profile import ToolProfile
from ssg.settings import AttributeSpec

__all__ = ["Peers"]

FEW_PEERS = 4
"""Tools with fewer comparisons have no general rules: a third of them is one page at most."""
DECISIVE: frozenset[Key] = frozenset({("ended", "", ""), ("free", "", "")})
"""Reasons against a tool that is no longer developed or not free: always given."""
LEAST_REASONS = 2
"""Reasons from facts that each comparison gets, if it can have them."""


class Peers:
    """Peers of a tool (all tools it is compared with)."""

    def __init__(self, me: ToolProfile, profiles: Sequence[ToolProfile]) -> None:
        """Take the profiles of a tool and of all tools that it is compared with."""
        self._me, self._profiles, self._total = me, profiles, len(profiles)
        self._allowed: Mapping[str, tuple[Key, ...]] | None = None
        self._general: Mapping[str, tuple[Key, ...]] = {}
        self._ids: Counter[str] | None = None

    def is_general(self, count: int) -> bool:
        """Return whether a rule that applies against so many peers is general."""
        return self._total >= FEW_PEERS and 3 * count > self._total

    def allowed(self, other: str, attributes: Sequence[AttributeSpec]) -> tuple[Key, ...]:
        """Return the keys of facts that are given as a reason against a peer.

        Entries that the texts of the peer deny come first, then those that more peers have: they
        are what more readers look for.
        """
        if self._allowed is None:
            applying = [
                (peer, keys)
                for peer in self._profiles
                if (keys := [*self._keys_against(peer, attributes)])
            ]
            common = self._commonness(key for _, keys in applying for key in keys)
            specs = {spec.id: spec for spec in attributes}
            ordered = {
                peer.tool.slug: _ordered(keys, peer, specs, common) for peer, keys in applying
            }
            given = self._shared_out(ordered)
            general = {
                slug: tuple(key for key in keys if key not in given[slug])
                for slug, keys in ordered.items()
            }
            self._allowed, self._general = _packed(given), _packed(general)
            self._drop_profiles()
        return self._allowed.get(other, ())

    def general(self, other: str, attributes: Sequence[AttributeSpec]) -> tuple[Key, ...]:
        """Return the best of the reasons against a peer that are too general to be given.

        It is for a comparison on which only the other side has reasons. The licences of two tools
        are a reason for both or for neither.
        """
        self.allowed(other, attributes)
        return tuple(key for key in self._general.get(other, ()) if key[0] != "licence")[:1]

    def has_reasons(self, other: str, attributes: Sequence[AttributeSpec]) -> bool:
        """Return whether a fact is a reason against a peer, even one too general to be shown."""
        return bool(self.allowed(other, attributes) or self._general.get(other))

    def _keys_against(
        self, peer: ToolProfile, attributes: Sequence[AttributeSpec]
    ) -> Iterator[Key]:
        return (key for key in fact_keys(self._me, peer, attributes) if not self._is_free(key))

    def _is_free(self, key: Key) -> bool:
        """Return whether the free edition of a paid tool has the value: no reason to pay for it."""
        kind, name, entry = key
        if kind not in {"answer", "entry"}:
            return False
        mine = self._me.attributes.get(name)
        values = [
            peer.attributes.get(name)
            for peer in self._profiles
            if peer.tool.slug in self._me.free_editions
        ]
        return any(
            entry in map(str.lower, value) if isinstance(value, tuple) else value is mine
            for value in values
        )

    def _commonness(self, keys: Iterable[Key]) -> Counter[Key]:
        """Return for each entry of a list how many peers have it, more than all for other keys."""
        found: Counter[Key] = Counter()
        for key in set(keys):
            kind, name, entry = key
            lists = (peer.attributes.get(name) for peer in self._profiles)
            found[key] = (
                sum(isinstance(each, tuple) and entry in map(str.lower, each) for each in lists)
                if kind == "entry"
                else self._total + 1
            )
        return found

    def _shared_out(self, applying: Mapping[str, Sequence[Key]]) -> dict[str, tuple[Key, ...]]:
        """Keep what is not general; give general reasons where there are few others.

        `applying`: slugs of the peers against which there are reasons -> these. Peers with the
        fewest reasons come first, and each gets its first reason that is left.
        """
        counts = Counter(key for keys in applying.values() for key in keys if key not in DECISIVE)
        given = {
            slug: [key for key in keys if not self.is_general(counts[key])]
            for slug, keys in applying.items()
        }
        left = dict.fromkeys(counts, self._total // 3)
        for _ in range(LEAST_REASONS):
            for slug in sorted(applying, key=lambda slug: (len(applying[slug]), slug)):
                free = [key for key in applying[slug] if key not in given[slug] and left[key]]
                free = [key for key in free if self.is_general(counts[key])]
                if free and len(given[slug]) < LEAST_REASONS:
                    given[slug].append(free[0])
                    left[free[0]] -= 1
        return {
            slug: tuple(key for key in keys if key in given[slug])
            for slug, keys in applying.items()
        }

    def without_capability(self, capability_id: str) -> int:
        """Return how many peers document capabilities, and not this one."""
        if self._ids is None:
            self._ids = Counter(_ids(self._profiles))
            self._drop_profiles()
        return self._ids[""] - (self._ids[capability_id] if capability_id else 0)

    def _drop_profiles(self) -> None:
        """Drop the profiles of all peers once nothing more is found in them."""
        if self._allowed is not None and self._ids is not None:
            self._profiles = ()


def _ordered(
    keys: Iterable[Key],
    peer: ToolProfile,
    attributes: Mapping[str, AttributeSpec],
    common: Mapping[Key, int],
) -> list[Key]:
    """Order the keys against a peer: entries of lists last, of these first the denied ones."""

    def place(key: Key) -> tuple[int, int]:
        kind, name, entry = key
        group = 0 if kind != "entry" else 1 if is_denied(peer, entry, attributes[name]) else 2
        return group, -common[key]

    return sorted(keys, key=place)


def _packed(found: Mapping[str, tuple[Key, ...]]) -> Mapping[str, tuple[Key, ...]]:
    """Return the keys of peers, if they have any; equal ones are the same object."""
    known: dict[tuple[Key, ...], tuple[Key, ...]] = {}
    return {slug: known.setdefault(keys, keys) for slug, keys in found.items() if keys}


def _ids(profiles: Iterable[ToolProfile]) -> Iterable[str]:
    """Yield each shared id once per tool, and an empty text per tool with capabilities."""
    for profile in profiles:
        ids = set(profile.tool.capability_ids)
        if ids:
            yield from {"", *ids}
