"""The inputs of pages and documents about two tools, for each of their keys."""

import re
from collections.abc import Mapping, Sequence

from ssg.build.input_hashes import InputHashes
from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.versus_nearest import nearest_slugs
from ssg.views.versus_reasons import ways_out

__all__ = ["PairInputs"]

WORD = re.compile(r"\w+")


class PairInputs:
    """The inputs of the comparisons of one site, in one language."""

    def __init__(
        self, context: Context, hashes: InputHashes, tools: ToolHashes, site: SiteHashes
    ) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._hashes, self._tools, self._site = context, hashes, tools, site
        self._sides: dict[str, bytes] = {}
        self._whole_sides: dict[str, bytes] = {}
        self._by_word: dict[str, list[str]] = {}

    def first(self, page: Page) -> tuple[bytes, str]:
        """Return the inputs of a page or document except for its alignment.

        These are hashes, as many for each page, and a text.
        """
        a, b = page.subject
        facts = f"{self._facts(a, b)}{self._facts(b, a)}{self._pointed_to(a, b)}"
        hashes = self._side(a) + self._side(b) + self._site.flags() + self._site.synonyms()
        return hashes, f"{facts}{self._of_pair(page)}"

    def quick(self, page: Page) -> tuple[bytes, str]:
        """Return inputs that cover those of `first`, and of an alignment, in the same form.

        With many pairs, all but what the site says about the two together is known for each tool.
        With few, `around` covers the way out and the names of other tools.
        """
        a, b = page.subject
        hashes = self._whole_side(a) + self._whole_side(b) + self._site.shared()
        nearest = () if self._tools.has_many_pairs() else nearest_slugs(self._context, a, b)
        return hashes, f"{nearest}{self._of_pair(page)}"

    def _of_pair(self, page: Page) -> object:
        """Return what the site says about two tools together."""
        context, (a, b) = self._context, page.subject
        reasons = context.pairs[a, b].reasons if page.kind == "api-comparison" else ()
        return reasons, context.editorials.get((a, b))

    def _whole_side(self, slug: str) -> bytes:
        """Return hashes over a tool, and what comparisons of it may use of any other one."""
        known = self._whole_sides.get(slug)
        if known is None:
            tools = self._tools
            near = tools.near(slug) if tools.has_many_pairs() else b""
            known = tools.around(slug) + near + self._site.searches((slug,))
            self._whole_sides[slug] = known
        return known

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
