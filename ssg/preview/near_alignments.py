"""Alignments while the exact ones are computed: those of a similar catalog as far as they fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner, Alignment, KnownAlignments

__all__ = ["NearAlignments"]


def _ignore() -> None:
    """Do nothing about a guess."""


class NearAlignments:
    """Alignments of any two tools of a catalog, at once."""

    def __init__(
        self,
        catalog: Catalog,
        exact: KnownAlignments | None = None,
        tools: Mapping[str, Tool] | None = None,
        on_guess: Callable[[], None] = _ignore,
    ) -> None:
        """Take the exact alignments of this or a similar catalog, with its tools by slug.

        `on_guess` is called when an answer is none of them.
        """
        self._catalog, self._exact, self._on_guess = catalog, exact, on_guess
        self._tools = tools or {}
        self.guessed = False
        """Whether there was such an answer."""

    def of(self, catalog: Catalog) -> "NearAlignments":
        """Return the alignments of another catalog as far as these fit."""
        return NearAlignments(catalog, self._exact, self._tools)

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> list[Alignment]:
        """Return the alignment of each two tools; as if the site had no others, if none fits."""
        return [self._alignment(a, b) for a, b in pairs]

    def _alignment(self, a: Tool, b: Tool) -> Alignment:
        one, other = self._fitting(a), self._fitting(b)
        found = self._exact.alignments([(one, other)])[0] if self._exact and one and other else None
        if found is None:
            self._guess()
            found = Aligner(replace(self._catalog, tools=(a, b))).align(a.slug, b.slug)
        return found

    def nearest(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of the most similar tools; none if they are not known."""
        known = self._tools.get(slug)
        if known and not known.capabilities:
            return ()
        found = self._exact.nearest(slug) if self._exact and known else None
        if found is None:
            self._guess()
            return ()
        slugs = {tool.slug for tool in self._catalog.tools}
        return tuple(other for other in found if other in slugs)

    def has(self, *slugs: str) -> bool:
        """Return whether these tools are among those of the exact alignments."""
        return self._exact is not None and self._exact.has(*slugs)

    def _guess(self) -> None:
        self.guessed = True
        self._on_guess()

    def _fitting(self, tool: Tool) -> Tool | None:
        """Return what a tool was, if its capabilities are at the same places."""
        known = self._tools.get(tool.slug)
        if known is None or known is tool:
            return known
        ids = [[each.id for each in one.capabilities] for one in (known, tool)]
        return known if ids[0] == ids[1] else None
