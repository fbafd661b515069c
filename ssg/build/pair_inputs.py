"""The inputs of pages and documents about two tools, for each of their keys."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ssg.build.input_hashes import InputHashes
from ssg.build.page_table import PairPages, Shape
from ssg.build.partner_hashes import LANES
from ssg.build.program_hash import HASH_BYTES
from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.versus_nearest import nearest_slugs
from ssg.views.versus_reasons import ways_out

__all__ = ["PairInputs"]

WORD = re.compile(r"\w+")
ORDERED = 1_024
"""Comparisons of which the order of pairs is hashed at a time.

Their arrays are smaller than `free_memory.LARGE_BLOCK`: the system clears the pages of larger ones.
"""
WITH_REASONS = "api-comparison"
"""The kind of document that shows why a pair has a page."""


class PairInputs:
    """The inputs of the comparisons of one site, in one language."""

    def __init__(
        self, context: Context, hashes: InputHashes, tools: ToolHashes, site: SiteHashes
    ) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._hashes, self._tools, self._site = context, hashes, tools, site
        self._sides: dict[str, bytes] = {}
        self._reasons_of: Mapping[str, bytes] | None = None
        self._shapes: dict[Shape, bytes] = {}
        self._editorials: dict[str, list[object]] | None = None
        self._by_word: dict[str, list[str]] = {}

    def first(self, page: Page) -> tuple[bytes, str]:
        """Return the inputs of a page or document except for its alignment.

        These are hashes, as many for each page, and a text.
        """
        a, b = page.subject
        facts = f"{self._facts(a, b)}{self._facts(b, a)}{self._pointed_to(a, b)}"
        hashes = self._side(a) + self._side(b) + self._site.flags() + self._site.synonyms()
        written = self._context.editorials.get((a, b))
        return hashes, f"{facts}{self._reasons(page), written}"

    def tag_of(self, shape: Shape) -> np.void:
        """Return a hash over a shape alone."""
        return np.void(self._hashes.of(shape)[: LANES.itemsize])

    def quick_of(self, pages: PairPages) -> NDArray[np.void]:
        """Return a key for each page that covers the inputs of `first`, and those of an alignment.

        It is the exclusive or of a hash for each tool and one for the shape. With few pairs it is
        also that of one for both tools: `near` has strengths, of which only the order counts.
        """
        if not len(pages.first):
            return np.zeros(0, f"V{HASH_BYTES}")
        with_reasons = pages.shape.kind == WITH_REASONS
        self._tools.in_comparisons(pages.slugs)  # those of many tools are made at once
        keys = [self._key_of(slug, with_reasons=with_reasons) for slug in pages.slugs]
        halves = np.frombuffer(b"".join(keys), LANES).reshape(-1, 2)
        own = np.frombuffer(self._of_shape(pages.shape), LANES)
        # The halves of the second one are turned: two tools with equal keys do not cancel out.
        joined = own ^ halves[pages.first] ^ halves[pages.second, ::-1]
        if not self._tools.has_many_pairs():
            pairs = self._tools.pairs()
            numbers = pairs.numbers(pages.slugs)
            for start in range(0, len(joined), ORDERED):
                some = slice(start, start + ORDERED)
                first, second = numbers[pages.first[some]], numbers[pages.second[some]]
                joined[some] ^= pairs.order(first, second)
        return joined.view(f"V{HASH_BYTES}").ravel()

    def _of_shape(self, shape: Shape) -> bytes:
        """Return a hash over a shape, and what all comparisons use of the site."""
        known = self._shapes.get(shape)
        if known is None:
            known = self._shapes[shape] = self._hashes.of_text(repr(shape), self._site.shared())
        return known

    def _reasons(self, page: Page) -> tuple[str, ...]:
        """Return why a pair has a page, where the document shows it."""
        a, b = page.subject
        return self._context.pairs[a, b].reasons if page.kind == WITH_REASONS else ()

    def _key_of(self, slug: str, *, with_reasons: bool) -> bytes:
        """Return a hash over a tool, and what comparisons of it may use of any other one."""
        key = self._hashes.once("comparisons", slug, self._of_comparisons)
        if not with_reasons:
            return key
        if self._reasons_of is None:
            self._reasons_of = self._tools.pairs().of_reasons([*self._context.tools])
        return self._hashes.of((key, self._reasons_of[slug]))

    def _of_comparisons(self, slug: str) -> object:
        tools, left_out = self._tools, self._context.addresses.left_out
        return (
            tools.in_comparisons([slug]),
            tools.near(slug) if tools.has_many_pairs() else (),
            self._site.searches((slug,)),
            self._written(slug),
            [tree for tree, names in left_out.items() if f"tools/{slug}" in names],
        )

    def _written(self, slug: str) -> object:
        """Return the editorials about a tool."""
        if self._editorials is None:
            self._editorials = defaultdict(list)
            for pair, editorial in self._context.editorials.items():
                for each in pair:
                    self._editorials[each].append((pair, editorial))
        return self._editorials.get(slug, ())

    def _side(self, slug: str) -> bytes:
        """Return hashes over what all comparisons of a tool use of it and of others."""
        known = self._sides.get(slug)
        if known is None:
            named = self._hashes.once("named", slug, self._named)
            known = self._tools.tool(slug) + self._tools.partners(slug) + named
            self._sides[slug] = known
        return known

    def _facts(self, slug: str, other: str) -> object:
        """Return the facts that are given as reasons for a tool against another one."""
        peers, attributes = self._context.peers(slug), self._context.site.settings.attributes
        return peers.allowed(other, attributes), peers.general(other, attributes)

    def _pointed_to(self, a: str, b: str) -> object:
        """Return the tools to which a comparison links and in which rules, and if there are any."""
        nearest, ways = nearest_slugs(self._context, a, b), ways_out(self._context, a, b)
        without = self._tools.without_page([*nearest, *(slug for _, slug in ways)])
        return nearest, ways, without, self._context.has_others()

    def _named(self, slug: str) -> object:
        """Return the names of tools in what a tool states about others."""
        side = self._context.side(slug)
        texts = [each.vs_alternatives for each in side.tool.capabilities]
        text = "\n".join([side.about_others, *(texts if side.tool.original else [])])
        of_original = WORD.findall(side.about_others) if side.tool.original else ()
        words = {*side.named_words, *of_original, ""}
        known = [name for word in words for name in self._names_by_word().get(word, ())]
        return sorted({name for name in known if name in text})

    def _names_by_word(self) -> Mapping[str, Sequence[str]]:
        """Return the names of all tools by their first word."""
        if not self._by_word:
            for tool in self._context.site.catalog.tools:
                for name in (tool.name, *tool.also_known_as):
                    first = WORD.search(name)
                    self._by_word.setdefault(first[0] if first else "", []).append(name)
        return self._by_word
