"""`TextMatches`: the matches by text of pairs of tools, kept for documents that are made later."""

from collections.abc import Sequence
from typing import TypeAlias

from ssg.comparison.alignment import Alignment
from ssg.urls import ordered

__all__ = ["TextMatch", "TextMatches", "by_text", "in_order"]

MOST_MATCHES = 30_000
"""Matches that are kept, about 0.2 KB each; a pair without any counts as one."""

TextMatch: TypeAlias = tuple[int, int, str]
"""Index of a capability of each tool, and the reason."""


def by_text(alignment: Alignment) -> Sequence[TextMatch]:
    """Return the matches of an alignment without those by a shared id."""
    return [(match.a, match.b, match.reason) for match in alignment.both if match.strength < 1]


def in_order(matches: Sequence[TextMatch], *, turned: bool) -> Sequence[TextMatch]:
    """Return matches, or those of the same tools in the other order."""
    return [(j, i, reason) for i, j, reason in matches] if turned else matches


class TextMatches:
    """Matches of the first pairs that it is given, as many as there is room for."""

    def __init__(self) -> None:
        self._matches: dict[tuple[str, str], Sequence[TextMatch]] = {}
        self._room = MOST_MATCHES

    @property
    def has_room(self) -> bool:
        """Whether matches of another pair will be kept."""
        return self._room > 0

    def keep(self, a: str, b: str, alignment: Alignment) -> None:
        """Keep the matches of two tools, of which `a` is the first by slug, if there is room."""
        if self.has_room and (a, b) not in self._matches:
            matches = self._matches[a, b] = by_text(alignment)
            self._room -= max(1, len(matches))

    def of(self, a: str, b: str) -> Sequence[TextMatch] | None:
        """Return the matches of two tools, in either order; None if they are not kept."""
        found = self._matches.get(ordered(a, b))
        return None if found is None else in_order(found, turned=b < a)
