"""Hashes of what pages use of tools: of a tool itself, and of those that it is compared with."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ssg.build.input_hashes import InputHashes, OfTools
from ssg.build.kept_hashes import KeptHashes
from ssg.build.partner_hashes import PartnerHashes
from ssg.build.program_hash import HASH_BYTES
from ssg.build.score_hashes import known_hash
from ssg.catalog import Tool, ToolDigests
from ssg.comparison.definitions import share_a_subject
from ssg.comparison.entries import standing
from ssg.comparison.fact_keys import calls_itself_open
from ssg.comparison.tool_names import names_of
from ssg.comparison.tool_texts import phrase_terms
from ssg.ranking.replaced_names import replacement_keys
from ssg.ranking.subjects import distinctive_stems
from ssg.settings import AttributeSpec
from ssg.tool_digests import known_digests
from ssg.views.context import Context

__all__ = ["NOTHING_MORE", "ToolHashes", "equal_strengths"]

MANY_PAIRS = 16
"""Comparisons per tool that are many; see `has_many_pairs`."""
ENOUGH_STEMS = 2
"""Distinctive stems of a summary from which further ones change nothing."""
MOST_ENTRIES = 300
"""Different entries of lists up to which this pays; they count once per attribute."""
NOTHING_MORE = bytes(HASH_BYTES)
"""In place of a hash over what the pages of most tools do not show."""


def equal_strengths(partners: Mapping[str, float]) -> list[bool]:
    """Return for each partner but the first whether its pair is as strong as the one before."""
    return [first == second for first, second in pairwise(partners.values())]


class ToolHashes:
    """The hashes of the tools of one site, in one language; each is computed once."""

    def __init__(
        self, context: Context, hashes: InputHashes, kept: KeptHashes | None = None
    ) -> None:
        """Take the context of the views; `kept`: what an earlier build has computed."""
        self._context, self._hashes = context, hashes
        self._kept = kept or KeptHashes()
        self._entries: Sequence[tuple[AttributeSpec, str]] | None = None
        self._has_many_pairs: bool | None = None
        self._by_place: Mapping[str, int] = {}
        self._digests: dict[str, ToolDigests] = {}
        self._capabilities: Mapping[str, bytes] = {}
        self._pairs: PartnerHashes | None = None
        self._compared: dict[str, bytes] = {}
        self._scored: dict[frozenset[str], bytes] = {}
        self._kept_of = OfTools(self._made_or_kept)
        self._peers = OfTools(lambda slug: hashes.of(self._of_peer(slug)))
        self._has_few_entries: bool | None = None

    def digests(self, slug: str) -> ToolDigests:
        """Return the digests of a tool; its translations, which are on other pages, do not count.

        They are computed where the tool is not as its files have it.
        """
        found = self._digests.get(slug)
        if found is None:
            known = self._context.site.catalog.digests
            found = self._digests[slug] = known_digests(self._context.tools[slug], known)
        return found

    def capabilities(self) -> Mapping[str, bytes]:
        """Return the digest of the capabilities of each tool, by slug."""
        if not self._capabilities:
            every = self._context.tools
            self._capabilities = {slug: self.digests(slug).capabilities for slug in every}
        return self._capabilities

    def tool(self, slug: str) -> bytes:
        """Return a hash over a tool, its score without its place, and its name on pages."""
        return self._hashes.once("tool", slug, self._tool)

    def _tool(self, slug: str) -> bytes:
        return self.digests(slug).whole + self.score(slug) + self._more(slug)

    def _more(self, slug: str) -> bytes:
        """Return a hash over what pages show of a tool and is not in its file."""
        context = self._context
        of_others = context.has_named_tools() and (
            context.inherited(slug),
            context.listed_bases(slug),
            sorted(context.free_editions(slug)),
        )
        more = (
            context.distinct_names.get(slug),
            of_others and any(of_others) and of_others,
            self.without_page([slug]),
            self._capabilities_without_page(slug),
            sorted(context.pair_keys(slug)),
        )
        return self._hashes.of(more) if any(more) else NOTHING_MORE

    def score(self, slug: str) -> bytes:
        """Return a hash over the score of a tool without its place."""
        return known_hash(self._context.scores[slug], self._context.site.ranking)

    def in_comparisons(self, slugs: Sequence[str]) -> Sequence[bytes]:
        """Return for each tool a hash over it, and what its comparisons use of all others of it.

        With few pairs it covers which of them are stronger than others, else the order of scores.
        """
        if self.has_many_pairs():
            if len(slugs) > 1:
                self._kept.expect(self._context.tools)
            return [self._hashes.once("in comparisons", slug, self._among_many) for slug in slugs]
        missing = [slug for slug in slugs if slug not in self._compared]
        if missing:
            self._kept.expect(self.pairs().partners_of(missing))
            others = self.pairs().of_some(missing, self._as_partner)
            for slug, hashed in others.items():
                self._compared[slug] = self._hashes.of_text("", self.tool(slug) + hashed)
        return [self._compared[slug] for slug in slugs]

    def _among_many(self, slug: str) -> object:
        others = sorted(self._context.partners(slug), key=self._places().__getitem__)
        found = map(self._kept_of.__getitem__, others)
        replaced = b"".join([kept[:HASH_BYTES] for kept in found])
        return self.tool(slug), replaced, self._alike(slug, others)

    def _as_partner(self, slug: str) -> bytes:
        """Return a hash over what a comparison of two other tools may use of a tool.

        It counts reasons, and may link to it: that depends on its jobs and its score. Where texts
        decide by more than the entries of lists, it is the tool as a whole.
        """
        if not self._lists_decide() or not self._context.tools[slug].capability_ids:
            return self.tool(slug)
        return self._kept_of[slug][HASH_BYTES:]

    def _of_partner(self, slug: str, replaced: bytes) -> bytes:
        context = self._context
        score, jobs = context.scores[slug], context.jobs.groups.jobs[slug]
        other = (
            (score.total, score.provisional),
            jobs and sorted(jobs),
            sorted(context.pair_keys(slug)),
            self.without_page([slug]),
        )
        return self._hashes.of_text(repr(other), replaced)

    def _lists_decide(self) -> bool:
        """Return whether the entries of lists, which are few, show what reasons use of texts.

        In other languages the tools of the default one decide, which no entry shows.
        """
        if self._has_few_entries is None:
            context = self._context
            specs = context.site.settings.attributes
            has_contrasts = any(spec.contrast for spec in specs)
            is_few = len(self._listed_entries()) <= MOST_ENTRIES
            self._has_few_entries = is_few and not has_contrasts and context.original is None
        return self._has_few_entries

    def of_all(self) -> list[bytes]:
        """Return the result of `tool` for all tools of the context."""
        return [*map(self.tool, self._context.tools)]

    def pairs(self) -> PartnerHashes:
        """Return hashes over the pairs of all tools."""
        if self._pairs is None:
            context = self._context
            self._pairs = PartnerHashes(context.table, [*context.tools])
        return self._pairs

    def near(self, slug: str) -> bytes:
        """Return a hash over what decides which tools the comparisons of a tool point to.

        With `tool` of both tools and of all of their partners it covers `nearest_slugs` and
        `ways_out`: these look for tools that do the same job as one of the two, by the strengths of
        pairs or the order of scores.
        """
        return self._hashes.once("near", slug, self._near)

    def _near(self, slug: str) -> object:
        context = self._context
        partners = context.partners(slug)
        return (
            [*partners],
            array("d", partners.values()).tobytes(),
            self._scores_of(context.substitutes(slug)),
            self.without_page(partners),
        )

    def _scores_of(self, slugs: frozenset[str]) -> bytes:
        """Return a hash over the scores of tools; many tools have the same substitutes."""
        found = self._scored.get(slugs)
        if found is None:
            scores = [self._context.scores[slug] for slug in sorted(slugs)]
            found = self._scored[slugs] = self._hashes.of(
                [(score.slug, score.total, score.provisional) for score in scores]
            )
        return found

    def _places(self) -> Mapping[str, int]:
        """Return all tools in the order of scores -> their places in it."""
        if not self._by_place:
            scores = self._context.scores
            order = sorted(scores, key=lambda slug: (scores[slug].place, slug))
            self._by_place = {slug: place for place, slug in enumerate(order)}
        return self._by_place

    def has_many_pairs(self) -> bool:
        """Return whether tools have many comparisons, and lists have few entries.

        Keys then cover the strengths of pairs, not which are stronger than others: there are too
        many pairs to compare.
        """
        if self._has_many_pairs is None:
            context = self._context
            many = len(context.pairs) > MANY_PAIRS * len(context.tools)
            self._has_many_pairs = many and len(self._listed_entries()) <= MOST_ENTRIES
        return self._has_many_pairs

    def _alike(self, slug: str, others: Sequence[str]) -> list[str]:
        """Return the tools whose summaries share a subject with that of a tool, where that counts.

        It does for the contrast of two lists, and for licences if neither tool has capabilities.
        """
        context, side = self._context, self._context.side(slug)
        specs = context.site.settings.attributes
        has_contrasts = any(spec.contrast and spec.id in side.attributes for spec in specs)
        decides = bool(side.tool.license) and not side.tool.capability_ids
        if not (has_contrasts or decides):
            return []
        compared = [
            other for other in others if has_contrasts or not context.tools[other].capability_ids
        ]
        return [other for other in compared if share_a_subject(side, context.side(other))]

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

    def _made_or_kept(self, slug: str) -> bytes:
        """Return two hashes: what other comparisons use to count reasons, and all they may use.

        Both depend on the tool and on the entries of all lists, and are kept by these. To count
        reasons, it is of the texts whether they name or deny the entries of lists, have their
        terms, and call the tool open source. Without capabilities it is also what the tool is an
        alternative to, and whether its summary tells anything. What two summaries share is in
        `_alike`.
        """
        inputs = self._hashes.of_text("", self.tool(slug) + self._reasons_by_lists())
        return self._kept.of(slug, inputs, self._to_keep)

    def _to_keep(self, slug: str) -> bytes:
        replaced = self._hashes.of(self._of_replaced(slug))
        return replaced + self._of_partner(slug, replaced)

    def _reasons_by_lists(self) -> bytes:
        """Return a hash over the entries of lists that may be a reason, and all synonyms."""
        synonyms = self._context.site.catalog.synonyms
        return self._hashes.once("entries", "", lambda _: (self._listed_entries(), synonyms))

    def _of_replaced(self, slug: str) -> object:
        side, tool = self._context.side(slug), self._context.tools[slug]
        entries = self._listed_entries()
        terms = side.every_term() if entries else frozenset[str]()
        named = [
            (
                standing(side, entry, spec.entry_synonyms),
                [term in terms for term in phrase_terms(entry)],
            )
            for spec, entry in entries
        ]
        price = tool.pricing.model, tool.pricing.has_free_tier
        licence = tool.license, calls_itself_open(side)
        kind = tool.type, tool.categories, sorted(side.free_editions), sorted(side.jobs or ())
        summary = () if tool.capability_ids else _summary_reasons(tool.original or tool)
        return self._peers[slug], price, licence, tool.status, tool.updated, kind, summary, named

    def partners(self, slug: str) -> bytes:
        """Return a hash over what comparisons of a tool use of its partners."""
        return self._hashes.once("partners", slug, self._partners)

    def _partners(self, slug: str) -> object:
        return b"".join(map(self._peers.__getitem__, sorted(self._context.partners(slug))))

    def _of_peer(self, slug: str) -> object:
        """Return what comparisons of other tools use of a tool."""
        context = self._context
        tool = context.tools[slug]
        return (
            slug,
            context.distinct_name(slug),
            names_of(tool),
            tool.attributes,
            context.inherited(slug),
            sorted(context.free_editions(slug)),
            bool(tool.capability_ids),
            sorted(set(filter(None, tool.capability_ids))),
        )

    def reasons(self, slug: str) -> bytes:
        """Return a hash over the pairs of a tool, and why each has a page."""
        return self._hashes.once("reasons", slug, self._reasons)

    def _reasons(self, slug: str) -> object:
        reasons = self._context.table.reasons(slug)
        numbers = {each: number for number, each in enumerate(dict.fromkeys(reasons))}
        return [*self._context.partners(slug)], [*numbers], [numbers[each] for each in reasons]

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
        if not left_out:
            return []
        return [name for name in tool.capability_ids if f"capabilities/{name}" in left_out]


def _summary_reasons(tool: Tool) -> object:
    """Return what reasons use of a summary alone: what it replaces, and if it is distinctive.

    One stem of each of two summaries is too little, two of one are enough.
    """
    return sorted(replacement_keys(tool)), min(len(distinctive_stems(tool.summary)), ENOUGH_STEMS)
