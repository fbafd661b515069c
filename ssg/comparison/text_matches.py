"""`TextMatches`: the matches by text of pairs of tools, kept for documents that are made later."""

from collections.abc import Sequence
from typing import TypeAlias

from ssg.comparison.alignment import Alignment
from ssg.recent import Recent
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
    """Matches of the last pairs that it is given, as many as there is room for."""

    def __init__(self) -> None:
        self._matches: Recent[tuple[str, str], Sequence[TextMatch]] = Recent(MOST_MATCHES)

    def keep(self, a: str, b: str, alignment: Alignment) -> None:
        """Keep the matches of two tools, of which `a` is the first by slug."""
        matches = by_text(alignment)
        self._matches.add((a, b), matches, max(1, len(matches)))

    def of(self, a: str, b: str) -> Sequence[TextMatch] | None:
        """Return the matches of two tools, in either order; None if they are not kept."""
        found = self._matches.get(ordered(a, b))
        return None if found is None else in_order(found, turned=b < a)
