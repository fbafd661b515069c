"""A catalog that differs little from the one before -> its ranking, pairs and alignment, without doing all of it again.

Two steps, for the sake of whoever waits for the page: `quick` does what takes a moment at any size, and says whether that
is all of the truth; `full` does the rest. What is not yet true after `quick` are the pairs, when something changed that
they come from, and what the shared vocabulary brings to alignments, when the text of a capability did.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.ranking.pairing import pair, same_pairs
from ssg.ranking.scoring import Ranker
from ssg.settings import Settings
from ssg.site import Credits, Pair, Site

__all__ = ["Again", "SiteState"]


CreditsUnder: TypeAlias = Callable[[Settings], Credits]
"""A site's settings -> who changed its tools last."""


def nobody(_: Settings) -> Credits:
    """Know of nobody who changed a tool."""
    return {}


@dataclass(frozen=True, slots=True)
class SiteState:
    """What follows from a catalog."""

    site: Site
    aligner: Aligner
    complete: bool
    """Whether it is what a build would deduce."""

    @property
    def catalog(self) -> Catalog:
        """The catalog that it follows from."""
        return self.site.catalog


class Again:
    """Deduces again and again; what did not change is kept."""

    def __init__(self, as_of: date | None = None, credits_under: CreditsUnder = nobody) -> None:
        """Take the day that ages are counted to, and what tells who changed the tools of a site with such settings."""
        self._as_of, self._credits_under = as_of, credits_under
        self._ranker = Ranker()

    def quick(self, catalog: Catalog, before: SiteState) -> SiteState:
        """Deduce what takes a moment; the pairs may be those of before."""
        same = same_pairs(before.catalog, catalog)
        pairs = before.site.pairs if same else _still_there(before.site.pairs, catalog)
        aligned = not (catalog.capabilities or before.catalog.capabilities) or _same_texts(
            before.catalog, catalog
        )
        site = self._site(catalog, pairs)
        return SiteState(
            site, Aligner(catalog, before.aligner), before.complete and same and aligned
        )

    def first(self, catalog: Catalog) -> SiteState:
        """Deduce all of it for the first time."""
        nothing = Aligner(replace(catalog, tools=(), capabilities=()))
        return self.full(
            SiteState(self._site(catalog, ()), Aligner(catalog, nothing), complete=False)
        )

    def _site(self, catalog: Catalog, pairs: tuple[Pair, ...]) -> Site:
        return Site(
            catalog=catalog,
            ranking=self._ranker.rank(catalog, self._as_of),
            pairs=pairs,
            credits=self._credits_under(catalog.settings),
        )

    def full(self, quick: SiteState) -> SiteState:
        """Deduce what `quick` left open."""
        catalog = quick.catalog
        aligner = Aligner(catalog) if catalog.capabilities else quick.aligner
        return SiteState(replace(quick.site, pairs=pair(catalog)[0]), aligner, complete=True)


def _still_there(pairs: tuple[Pair, ...], catalog: Catalog) -> tuple[Pair, ...]:
    slugs = {tool.slug for tool in catalog.tools}
    return tuple(one for one in pairs if one.a in slugs and one.b in slugs)


def _same_texts(before: Catalog, after: Catalog) -> bool:
    """Tell whether the vocabulary and all capabilities are the same."""
    return (
        before.capabilities == after.capabilities
        and len(before.tools) == len(after.tools)
        and all(
            one is other or (one.slug, one.capabilities) == (other.slug, other.capabilities)
            for one, other in zip(before.tools, after.tools, strict=True)
        )
    )
