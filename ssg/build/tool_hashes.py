"""Hashes of what pages use of tools: of a tool itself, and of those that it is compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ssg.build.input_hashes import InputHashes
from ssg.catalog import Tool
from ssg.comparison.definitions import share_a_subject
from ssg.comparison.entries import standing
from ssg.comparison.fact_rules import calls_itself_open
from ssg.comparison.profile import ENDED, phrase_terms
from ssg.ranking.subjects import telling_stems
from ssg.settings import AttributeSpec
from ssg.views.alternatives import Kinship, kinship
from ssg.views.context import Context

__all__ = ["ToolHashes", "equal_strengths"]

MANY_PAIRS = 16
"""Comparisons per tool from which the quick key of a comparison is a close one."""
MOST_ENTRIES = 300
"""Different entries of lists up to which this pays; they count once per attribute."""


def equal_strengths(partners: Mapping[str, float]) -> list[bool]:
    """Return for each partner but the first whether its pair is as strong as the one before."""
    return [first == second for first, second in pairwise(partners.values())]


class ToolHashes:
    """The hashes of the tools of one site, in one language; each is computed once."""

    def __init__(self, context: Context, hashes: InputHashes) -> None:
        """Take the context of the views."""
        self._context, self._hashes = context, hashes
        self._entries: Sequence[tuple[AttributeSpec, str]] | None = None
        self._has_many_pairs: bool | None = None
        self._last_kinships: tuple[str, Mapping[str, Kinship]] = ("", {})

    def tool(self, slug: str) -> bytes:
        """Return a hash over a tool, its score without its place, and its name on pages."""
        return self._hashes.once("tool", slug, self._tool)

    def _tool(self, slug: str) -> object:
        context = self._context
        return (
            _untranslated(context.tools[slug]),
            replace(context.scores[slug], place=0),
            context.distinct_name(slug),
            context.inherited(slug),
            context.listed_bases(slug),
            self.without_page([slug]),
            self._capabilities_without_page(slug),
            sorted(context.free_editions(slug)),
            sorted(context.pair_keys(slug)),
        )

    def around(self, slug: str) -> bytes:
        """Return a hash over a tool and all that it is compared with, in the order of scores.

        With few pairs it covers all of these tools, and which pairs are stronger than others.
        """
        return self._hashes.once("around", slug, self._around)

    def _around(self, slug: str) -> object:
        scores, partners = self._context.scores, self._context.partners(slug)
        others = sorted(partners, key=lambda other: (scores[other].place, other))
        if self.has_many_pairs():
            rivals = [(other, self._rival(other)) for other in others]
            return self.tool(slug), rivals, self._alike(slug, others)
        known = [(other, self.tool(other)) for other in others]
        return self.tool(slug), known, [*partners], equal_strengths(partners)

    def has_many_pairs(self) -> bool:
        """Return whether it pays to look closely at what a comparison uses of a third tool.

        With few comparisons of each tool, few change with it, and their second look is cheap.
        """
        if self._has_many_pairs is None:
            context = self._context
            many = len(context.pairs) > MANY_PAIRS * len(context.tools)
            self._has_many_pairs = many and len(self._listed_entries()) <= MOST_ENTRIES
        return self._has_many_pairs

    def _alike(self, slug: str, others: Sequence[str]) -> list[str]:
        """Return the tools whose summaries share a subject with that of a tool."""
        context, side = self._context, self._context.side(slug)
        return [other for other in others if share_a_subject(side, context.side(other))]

    def _listed_entries(self) -> Sequence[tuple[AttributeSpec, str]]:
        """Return all entries of lists that may be a reason, each once per attribute."""
        if self._entries is None:
            catalog = self._context.site.catalog
            reasons = {spec.id: spec for spec in catalog.settings.attributes if spec.is_reason}
            entries = {
                (key, entry)
                for tool in catalog.tools
                for key, value in tool.attributes
                if key in reasons and isinstance(value, tuple)
                for entry in value
            }
            self._entries = [(reasons[key], entry) for key, entry in sorted(entries)]
        return self._entries

    def _rival(self, slug: str) -> bytes:
        """Return a hash over what comparisons of other tools use of a tool, to count reasons.

        Of its texts, that is whether they name or deny the entries of lists, have their terms, and
        call the tool open source, what it is an alternative to, and how much its summary tells.
        What two summaries share is in `_alike`.
        """
        return self._hashes.once("rival", slug, self._of_rival)

    def _of_rival(self, slug: str) -> object:
        side, tool = self._context.side(slug), self._context.tools[slug]
        named = [
            (
                standing(side, entry, spec.entry_synonyms),
                [side.has_terms([term]) for term in phrase_terms(entry)],
            )
            for spec, entry in self._listed_entries()
        ]
        price = tool.pricing.model, tool.pricing.has_free_tier
        licence = tool.license, calls_itself_open(side)
        jobs = sorted(side.jobs or ()), len(telling_stems(tool.summary))
        kind = tool.type, tool.categories, sorted(side.free_editions), jobs
        return self._peer(slug), price, licence, tool.status, tool.updated, kind, named

    def partners(self, slug: str) -> bytes:
        """Return a hash over what comparisons of a tool use of its partners."""
        return self._hashes.once("partners", slug, self._partners)

    def _partners(self, slug: str) -> object:
        return [self._peer(other) for other in sorted(self._context.partners(slug))]

    def _peer(self, slug: str) -> bytes:
        """Return a hash over what comparisons of other tools use of a tool."""
        return self._hashes.once("peer", slug, self._of_peer)

    def _of_peer(self, slug: str) -> object:
        context = self._context
        tool = context.tools[slug]
        return (
            slug,
            context.distinct_name(slug),
            context.side(slug).names,
            tool.attributes,
            context.inherited(slug),
            sorted(context.free_editions(slug)),
            bool(tool.capabilities),
            sorted({each.id for each in tool.capabilities if each.id}),
        )

    def neighbour(self, slug: str) -> bytes:
        """Return a hash over a tool as one that is compared: its name, place and what it shares."""
        return self._hashes.once("neighbour", slug, self._neighbour)

    def _neighbour(self, slug: str) -> object:
        tool, score = self._context.tools[slug], self._context.scores[slug]
        ids = sorted({each.id for each in tool.capabilities if each.id})
        ended = tool.status in ENDED
        shared = tool.type, tool.categories, tool.tags, tool.attributes, ids, ended
        name = self._context.distinct_name(slug)
        return slug, name, score.total, shared, self.without_page([slug])

    def reasons(self, slug: str) -> bytes:
        """Return a hash over the pairs of a tool, and why each has a page."""
        return self._hashes.once("reasons", slug, self._reasons)

    def _reasons(self, slug: str) -> object:
        pairs = self._context.related.get(slug, ())
        return [(pair.a, pair.b, pair.reasons) for pair in pairs]

    def kinships(self, slug: str) -> Mapping[str, Kinship]:
        """Return slug -> what makes the tools that a tool is compared with alternatives.

        Those of the last tool are kept.
        """
        if self._last_kinships[0] != slug:
            context = self._context
            found = {other: kinship(context, slug, other) for other in context.partners(slug)}
            self._last_kinships = slug, found
        return self._last_kinships[1]

    def kin(self, slug: str) -> bytes:
        """Return a hash over `kinships`."""
        return self._hashes.once("kin", slug, lambda tool: [*self.kinships(tool).values()])

    def without_page(self, slugs: Iterable[str]) -> list[str]:
        """Return the tools whose links lead to the default language, as this one lacks them."""
        context = self._context
        if not context.leaves_pages_out():
            return []
        has, tool = context.addresses.has, context.addresses.tool
        return [slug for slug in slugs if not has(tool(slug))]

    def left_out(self) -> Mapping[str, None]:
        """Return all that has no page in this language; see `Language.left_out`."""
        addresses = self._context.addresses
        return addresses.left_out.get(addresses.tree, {})

    def _capabilities_without_page(self, slug: str) -> list[str]:
        """Return the shared capabilities of a tool that this language has no page of."""
        left_out, tool = self.left_out(), self._context.tools[slug]
        return [each.id for each in tool.capabilities if f"capabilities/{each.id}" in left_out]


def _untranslated(tool: Tool) -> Tool:
    """Return a tool without its texts in other languages, which are on other pages."""
    return replace(tool, translations=()) if tool.translations else tool
