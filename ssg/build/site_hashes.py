"""Hashes of what pages use of a whole site: settings, layouts, names, texts, pairs, changes."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from ssg.build.input_hashes import InputHashes
from ssg.build.program_hash import HASH_BYTES, files_below, hash_of, program_hash
from ssg.build.tool_hashes import ToolHashes
from ssg.comparison.alignment_inputs import general_inputs
from ssg.settings import ImageScope
from ssg.views.changes import all_changes
from ssg.views.context import Context
from ssg.views.partner_groups import common_entries
from ssg.views.row_rules import flags

__all__ = ["NO_SEARCHES", "SiteHashes", "program_fingerprint"]

NO_SEARCHES = bytes(HASH_BYTES)
"""In place of a hash over searches."""


def program_fingerprint(context: Context, layouts: tuple[Path, ...]) -> bytes:
    """Return a hash over the inputs that all pages of a site share."""
    settings = context.site.settings
    inputs = [version("pillow") if settings.publish.share_images is not ImageScope.NONE else ""]
    for each in context.in_languages():
        inputs += [
            repr(each.site.settings),
            repr(each.site.catalog.capabilities),
            repr(each.site.ranking.as_of),
            repr(each.addresses),
            repr(each.renderer.site),
        ]
    if context.addresses.file_addresses:  # links to pages and to static files then differ
        inputs += sorted(file.address for file in context.site.catalog.static)
    font = context.static_file(settings.publish.share_font)
    return hash_of(
        chain(
            (text.encode("utf-8", "surrogatepass") for text in inputs),
            (program_hash(),),
            *(files_below(folder) for folder in layouts),
            [Path(font).read_bytes()] if font else [],
        )
    )


class SiteHashes:
    """The hashes of one site, in one language; each is computed once."""

    def __init__(
        self,
        context: Context,
        hashes: InputHashes,
        tools: ToolHashes,
        original: "SiteHashes | None" = None,
    ) -> None:
        """Take the context of the views; `original`: the hashes in the default language."""
        self._context, self._hashes, self._tools = context, hashes, tools
        self._original = original
        self._aligned = b""
        self._fed: frozenset[str] | None = None

    def shared(self) -> bytes:
        """Return a hash over what all comparisons use of all tools."""
        return self._hashes.once(
            "shared", "", lambda _: (self._all_names(), sorted(flags(self._context)), self.texts())
        )

    def flags(self) -> bytes:
        """Return a hash over the attributes whose absence says nothing."""
        return self._hashes.once("flags", "", lambda _: sorted(flags(self._context)))

    def names(self) -> list[tuple[str, str]]:
        """Return slug and name of all tools."""
        return [(tool.slug, tool.name) for tool in self._context.site.catalog.tools]

    def _all_names(self) -> bytes:
        """Return a hash over all names of all tools."""
        tools = self._context.site.catalog.tools
        return self._hashes.once(
            "names", "", lambda _: [(tool.slug, tool.name, tool.also_known_as) for tool in tools]
        )

    def common(self, category: str) -> bytes:
        """Return a hash over the entries of lists that are common in a category."""
        entries = common_entries(self._context).of
        return self._hashes.once("common", category, lambda name: sorted(entries(name)))

    def comparisons(self) -> bytes:
        """Return a hash over the index of comparisons: all pairs in their order, and all names."""
        return self._hashes.once("comparisons", "", self._comparisons)

    def _comparisons(self, _: str) -> object:
        context = self._context
        places = hash_of([context.pairs_in_order().places.tobytes()])
        return places, [(tool.slug, context.distinct_name(tool.slug)) for tool in context.ordered]

    def synonyms(self) -> bytes:
        """Return a hash over the synonyms of the site, by which texts name entries of lists."""
        return self._hashes.once("synonyms", "", lambda _: self._context.site.catalog.synonyms)

    def texts(self) -> bytes:
        """Return a hash over all that alignments and searches depend on."""
        return self._hashes.once("texts", "", lambda _: (self.alignments(), self.synonyms()))

    def alignments(self) -> bytes:
        """Return the key of all alignments: the program, and texts of the default language.

        Reasons are sentences in that language.
        """
        if self._original:
            return self._original.alignments()
        if not self._aligned:
            catalog = self._context.site.catalog
            general = repr(general_inputs(catalog)).encode("utf-8", "surrogatepass")
            texts = (self._tools.digests(tool.slug).capabilities for tool in catalog.tools)
            self._aligned = hash_of(chain((program_hash(), general), texts))
        return self._aligned

    def searches(self, slugs: Sequence[str]) -> bytes:
        """Return a hash over all recorded searches if some led to one of some tools, else zeros."""
        found = self._context.graph().by_tool
        are_found = found and any(slug in found for slug in slugs)
        return self.evidence() if are_found else NO_SEARCHES

    def evidence(self) -> bytes:
        """Return a hash over all recorded searches."""
        return self._hashes.once("evidence", "", lambda _: self._context.site.catalog.evidence)

    def changes(self) -> bytes:
        """Return a hash over all changes as readers see them."""
        return self._hashes.once("changes", "", lambda _: all_changes(self._context))

    def tools_with_feed(self) -> frozenset[str]:
        """Return the tools that have an entry in a feed."""
        if self._fed is None:
            self._fed = frozenset(entry.slug for entry in all_changes(self._context))
        return self._fed

    def summaries(self) -> bytes:
        """Return a hash over the summaries of all tools as lists show them."""
        tools = self._context.ordered
        return self._hashes.once("summaries", "", lambda _: [tool.summary for tool in tools])

    def listed(self) -> bytes:
        """Return a hash over all tools in the order of lists, without their texts."""
        ordered, digests = self._context.ordered, self._tools.digests
        return self._hashes.once(
            "listed", "", lambda _: b"".join([digests(tool.slug).listed for tool in ordered])
        )

    def lists(self) -> bytes:
        """Return a hash over what lists are made of: all but the texts of tools."""
        return self._hashes.once("lists", "", self._lists)

    def _lists(self, _: str) -> object:
        site = self._context.site
        return (
            self._context.ordered_by.value,
            self.listed(),
            [(self._tools.score(score.slug), score.place) for score in site.ranking.scores],
            self._reasons(),
            site.credits,
            site.catalog.history,
            self.changes(),
            self.evidence(),
            self.texts() if site.catalog.evidence else (),
            self._tools.left_out(),
        )

    def everything(self) -> bytes:
        """Return a hash over all tools, scores, pairs, searches, and what git has of them."""
        return self._hashes.once("site", "", self._everything)

    def _everything(self, _: str) -> object:
        site = self._context.site
        return (
            b"".join(self._tools.tool(tool.slug) for tool in self._context.ordered),
            [(score.slug, score.place) for score in site.ranking.scores],
            self._reasons(),
            site.credits,
            site.catalog.history,
            self.changes(),
            self.evidence(),
            self.texts(),
            self._tools.left_out(),
        )

    def _reasons(self) -> bytes:
        """Return a hash over all pairs, and why each has a page."""
        return self._hashes.once("pairs", "", lambda _: hash_of(self._context.table.pieces()))
