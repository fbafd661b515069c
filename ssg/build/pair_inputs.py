"""The inputs of pages and documents about two tools, for each of their keys."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import xor

import numpy as np
from numpy.typing import NDArray

from ssg.build.input_hashes import InputHashes
from ssg.build.page_table import PairPages, Shape
from ssg.build.program_hash import HASH_BYTES
from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.versus_nearest import nearest_slugs
from ssg.views.versus_reasons import ways_out

__all__ = ["PairInputs"]

WORD = re.compile(r"\w+")
LANES, HALF = np.dtype("<u8"), HASH_BYTES // 2
"""Half of a hash as a number."""
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
        self._keys: dict[str, bytes] = {}
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

    def quick(self, page: Page) -> bytes:
        """Return a key that covers the inputs of `first`, and those of an alignment.

        It is the exclusive or of a hash for each tool and one for the page.
        """
        first, second = map(self._key_of, page.subject)
        numbers = (int.from_bytes(each, "little") for each in (first, _turned(second)))
        shape = Shape.of(page) if self.is_by_shape(page.kind) else None
        own = self._of_shape(shape) if shape else self._of_page(page)
        return reduce(xor, numbers, int.from_bytes(own, "little")).to_bytes(HASH_BYTES, "little")

    def quick_of(self, pages: PairPages) -> NDArray[np.void]:
        """Return `quick` of pages of a kind that `is_by_shape`."""
        keys = list(map(self._key_of, pages.slugs))
        first = np.frombuffer(b"".join(keys), LANES).reshape(-1, 2)
        second = np.frombuffer(b"".join(map(_turned, keys)), LANES).reshape(-1, 2)
        own = np.frombuffer(self._of_shape(pages.shape), LANES)
        joined = own ^ first[pages.first] ^ second[pages.second]
        return joined.view(f"V{HASH_BYTES}").ravel()

    def is_by_shape(self, kind: str) -> bool:
        """Return whether all but the tools of a page is known by its shape.

        With few pairs, `around` does not cover the way out and the names of other tools.
        """
        languages = self._context.addresses.trees
        return self._tools.has_many_pairs() and kind != WITH_REASONS and not languages

    def _of_shape(self, shape: Shape) -> bytes:
        """Return a hash over a shape, and what all comparisons use of the site."""
        known = self._shapes.get(shape)
        if known is None:
            known = self._shapes[shape] = self._hashes.of_text(repr(shape), self._site.shared())
        return known

    def _of_page(self, page: Page) -> bytes:
        """Return a hash over a page, and what the site says about its two tools together."""
        context, (a, b) = self._context, page.subject
        nearest = () if self._tools.has_many_pairs() else nearest_slugs(context, a, b)
        languages = context.addresses.in_languages(page.address) if context.addresses.trees else ()
        own = page, languages, nearest, self._reasons(page)
        return self._hashes.of_text(repr(own), self._site.shared())

    def _reasons(self, page: Page) -> tuple[str, ...]:
        """Return why a pair has a page, where the document shows it."""
        a, b = page.subject
        return self._context.pairs[a, b].reasons if page.kind == WITH_REASONS else ()

    def _key_of(self, slug: str) -> bytes:
        """Return a hash over a tool, and what comparisons of it may use of any other one."""
        known = self._keys.get(slug)
        if known is None:
            tools = self._tools
            near = tools.near(slug) if tools.has_many_pairs() else b""
            hashes = tools.around(slug) + near + self._site.searches((slug,))
            known = self._keys[slug] = self._hashes.of_text(repr(self._written(slug)), hashes)
        return known

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
        """Return the tools to which a comparison links, and in which rules."""
        nearest, ways = nearest_slugs(self._context, a, b), ways_out(self._context, a, b)
        without = self._tools.without_page([*nearest, *(slug for _, slug in ways)])
        return nearest, ways, without

    def _named(self, slug: str) -> object:
        """Return the names of tools in what a tool states about others."""
        side = self._context.side(slug)
        texts = [each.vs_alternatives for each in side.tool.capabilities]
        text = "\n".join([side.rivals, *(texts if side.tool.original else [])])
        of_original = WORD.findall(side.rivals) if side.tool.original else ()
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


def _turned(key: bytes) -> bytes:
    """Return a key for the second place: two tools with equal keys do not cancel each other."""
    return key[HALF:] + key[:HALF]
