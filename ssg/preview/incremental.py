"""Incremental recomputation for the preview: catalog -> ranking, pairs, alignment.

`update()` is fast at any size and reuses earlier results, which may be outdated; the field
`complete` is then false. `full()` recomputes them. Outdated may be the pairs, after a change of
their input, and the alignments, after a change of a capability's text. `at_once()` is for the
moment until `update()` is done: it takes all that is not in the file of a tool from before.
`first_in()` and `full_in()` leave the slow part of a large site to another process.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from ssg.build.languages import in_all_languages
from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner, KnownAlignments, LazyAligner
from ssg.comparison.alignment_inputs import same_alignments
from ssg.pair_table import PairTable
from ssg.preview.background import Background, PairsInLanguages, pairs_in_languages
from ssg.preview.near_alignments import NearAlignments
from ssg.provenance import count_claims
from ssg.ranking.pairing import same_pairs
from ssg.ranking.scoring import Ranker
from ssg.settings import Settings
from ssg.site import Change, Credits, Pair, Site

__all__ = ["IncrementalSite", "SiteState", "recalled"]

CreditsOf: TypeAlias = Callable[[Settings], Credits]
"""Returns the last contributors, for the settings of a site."""
ChangesOf: TypeAlias = Callable[[Catalog], tuple[Change, ...] | None]
"""Returns the changes of the tools of a catalog."""


def _no_changes(_: Catalog) -> tuple[Change, ...] | None:
    """Return that the history is not known."""
    return None


def _no_pause() -> None:
    """Continue at once."""


def _no_credits(_: Settings) -> Credits:
    """Return no contributors."""
    return {}


@dataclass(frozen=True, slots=True)
class SiteState:
    """Everything that is computed from a catalog."""

    site: Site
    aligner: Aligner | LazyAligner
    paired: bool
    """Whether the pairs are those that a build would choose."""
    aligned: bool
    """Whether the alignments are those that a build would compute."""
    near: NearAlignments | None = None
    """What the aligner knows, if the alignments come from another process or the last build."""

    @property
    def complete(self) -> bool:
        """Whether it equals what a build would compute."""
        return self.paired and self.is_aligned

    @property
    def is_aligned(self) -> bool:
        """Whether the alignments are those of a build, and none was guessed so far."""
        return self.aligned and not (self.near and self.near.guessed)

    @property
    def is_prepared(self) -> bool:
        """Whether any two tools can be aligned at once."""
        return (
            self.near is not None
            or not isinstance(self.aligner, LazyAligner)
            or self.aligner.is_prepared
        )

    @property
    def catalog(self) -> Catalog:
        """The catalog of this state."""
        return self.site.catalog


class IncrementalSite:
    """Recomputes the state of a site; reuses results whose input did not change."""

    def __init__(
        self,
        as_of: date | None = None,
        credits_of: CreditsOf = _no_credits,
        changes_of: ChangesOf = _no_changes,
        pause: Callable[[], None] = _no_pause,
    ) -> None:
        """Take the reference date for ages, and functions that return contributors and changes.

        `pause` is called between the steps of `update`; what it raises ends the update.
        """
        self._as_of, self._credits_of, self._changes_of = as_of, credits_of, changes_of
        self._pause = pause
        self._ranker = Ranker()

    def update(self, catalog: Catalog, before: SiteState) -> SiteState:
        """Recompute what is fast at any size; pairs and alignments may be those of `before`."""
        return self.with_results(self._site(catalog, before.site.pairs), before)

    def with_results(self, site: Site, before: SiteState) -> SiteState:
        """Return the state of a site with the pairs and alignments of `before` that fit it."""
        catalog = site.catalog
        same = same_pairs(before.catalog, catalog)
        same &= before.catalog.translations == catalog.translations
        pairs = before.site.pairs if same else _of_existing_tools(before.site.pairs, catalog)
        translated = _translated_pairs(before.site, catalog)
        site = in_all_languages(replace(site, pairs=pairs, translated=()), translated)
        paired = before.paired and same
        if same_alignments(before.catalog, catalog):
            return SiteState(site, before.aligner, paired, before.aligned, before.near)
        if before.near:
            return _nearly_aligned(site, before.near.of(catalog), paired=paired, aligned=False)
        aligner = _updated(before.aligner, before.catalog, catalog)
        return SiteState(site, aligner, paired, aligned=False)

    def at_once(self, catalog: Catalog, before: SiteState) -> SiteState | None:
        """Show the tools of a catalog with all else of `before`, of the same tools.

        Scores, pairs and alignments are outdated. None if tools differ in more than facts and
        texts.
        """
        if not _same_outlines(before.catalog, catalog):
            return None
        pairs = [each.pairs for each in before.site.translated]
        return replace(before, site=in_all_languages(replace(before.site, catalog=catalog), pairs))

    def first(self, catalog: Catalog) -> SiteState:
        """Compute a complete state; tools are aligned when a page first needs it."""
        pairs, translated = pairs_in_languages(catalog)
        site = in_all_languages(self._site(catalog, pairs), translated)
        return SiteState(site, LazyAligner(catalog), paired=True, aligned=True)

    def first_in(self, background: Background, catalog: Catalog) -> SiteState:
        """Compute a state with the pairs from another process, and without alignments."""
        pairs, translated = background.pairs(catalog)
        site = in_all_languages(self._site(catalog, pairs), translated)
        return _nearly_aligned(site, NearAlignments(catalog), paired=True, aligned=False)

    def _site(self, catalog: Catalog, pairs: Sequence[Pair]) -> Site:
        ranking = self._ranker.rank(catalog, self._as_of)
        self._pause()
        sourced = count_claims(catalog).percent
        self._pause()
        return Site(
            catalog=catalog,
            ranking=ranking,
            pairs=pairs,
            credits=self._credits_of(catalog.settings),
            changes=self._changes_of(catalog),
            sourced_percent=sourced,
        )

    def full(self, state: SiteState) -> SiteState:
        """Recompute the pairs of an incomplete state, the alignments, or both; prepare these."""
        site, aligner = _with_pairs(state, pairs_in_languages), state.aligner
        if not state.is_aligned:
            aligner = Aligner(state.catalog)
        elif isinstance(aligner, LazyAligner):
            aligner.prepare()
        return SiteState(site, aligner, paired=True, aligned=True)

    def full_in(
        self, background: Background, state: SiteState, on_guess: Callable[[], None]
    ) -> SiteState:
        """Do as `full` does in another process; `on_guess` is that of `NearAlignments`."""
        site = _with_pairs(state, background.pairs)
        if state.is_aligned and state.is_prepared:
            return SiteState(site, state.aligner, paired=True, aligned=True, near=state.near)
        exact = background.align(state.catalog)
        near = NearAlignments(state.catalog, exact, _by_slug(state.catalog), on_guess)
        return _nearly_aligned(site, near, paired=True, aligned=True)


def recalled(state: SiteState, stored: KnownAlignments, on_guess: Callable[[], None]) -> SiteState:
    """Return a state of another process with alignments of the last build, of the same texts."""
    near = NearAlignments(state.catalog, stored, _by_slug(state.catalog), on_guess)
    return _nearly_aligned(state.site, near, paired=state.paired, aligned=True)


def _nearly_aligned(site: Site, near: NearAlignments, *, paired: bool, aligned: bool) -> SiteState:
    aligner = LazyAligner(site.catalog)
    aligner.recall(near)
    return SiteState(site, aligner, paired, aligned, near)


def _with_pairs(state: SiteState, pairs_of: Callable[[Catalog], PairsInLanguages]) -> Site:
    """Return the site of a state with the pairs of a build."""
    if state.paired:
        return state.site
    pairs, translated = pairs_of(state.catalog)
    return in_all_languages(replace(state.site, pairs=pairs, translated=()), translated)


def _by_slug(catalog: Catalog) -> dict[str, Tool]:
    return {tool.slug: tool for tool in catalog.tools}


def _of_existing_tools(pairs: Sequence[Pair], catalog: Catalog) -> PairTable:
    """Return the pairs whose tools exist; the same table if all do, as its indexes are reused."""
    slugs = {tool.slug for tool in catalog.tools}
    table = PairTable.of(pairs)
    if slugs.issuperset(table.paired()):
        return table
    return PairTable(known for known in pairs if known.a in slugs and known.b in slugs)


def _translated_pairs(before: Site, catalog: Catalog) -> list[PairTable] | None:
    """Return the pairs in the other languages as far as tools exist; None if languages changed."""
    languages = [each.settings.language for each in before.translated]
    if languages != [each.settings.language for each in catalog.translations]:
        return None
    return [_of_existing_tools(each.pairs, catalog) for each in before.translated]


def _updated(
    known: Aligner | LazyAligner, before: Catalog, catalog: Catalog
) -> Aligner | LazyAligner:
    """Return an approximation of the aligner of a catalog, from one of a similar catalog.

    An aligner that is not prepared is used as it is if it fits: preparing it takes long.
    """
    if not isinstance(known, LazyAligner):
        return Aligner(catalog, known)
    if not known.is_prepared and _same_outlines(before, catalog):
        return known
    return Aligner(catalog, known.prepare())


def _same_outlines(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs have the same tools with capabilities at the same places."""
    return len(before.tools) == len(after.tools) and all(
        old is new or _outline(old) == _outline(new)
        for old, new in zip(before.tools, after.tools, strict=True)
    )


def _outline(tool: Tool) -> tuple[object, ...]:
    """Return what other tools, lists and alignments refer to by name or place."""
    return (
        (tool.slug, tool.aliases, tool.name, tool.also_known_as),
        (tool.type, tool.categories),
        [capability.id for capability in tool.capabilities],
    )
