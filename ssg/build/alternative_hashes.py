"""Hashes of what makes the tools that a tool is compared with alternatives to it.

A tool has values such as tags that no other one has. They make it an alternative to none, so they
are in no hash: an edit of them leaves the pages of all other tools as they are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from ssg.build.input_hashes import InputHashes, OfTools
from ssg.catalog import Tool
from ssg.comparison.jobs import BUILT_ON
from ssg.comparison.profile import ENDED
from ssg.comparison.tool_names import names_of
from ssg.ranking.replaced_names import is_part_of, replacement_keys
from ssg.site import Step
from ssg.views.context import Context
from ssg.views.partner_groups import at_best

__all__ = ["AlternativeHashes"]

WORD = re.compile(r"\w+")


class AlternativeHashes:
    """The hashes of one site, in one language; each is computed once."""

    def __init__(self, context: Context, hashes: InputHashes) -> None:
        """Take the context of the views."""
        self._context, self._hashes = context, hashes
        self._keys = OfTools(self._keys_of)
        self._parts = OfTools(self._parts_in)
        self._words = OfTools(self._first_words)
        self._tags: Counter[str] | None = None
        self._entries: Counter[tuple[str, str]] | None = None
        self._neighbours = OfTools(lambda slug: hashes.of(self._neighbour(slug)))

    def partners(self, slug: str) -> bytes:
        """Return a hash over what makes each partner of a tool an alternative by its texts.

        That is how near it is, whether the two are alternatives by name, and whether one is a
        part of the other.
        """
        return self._hashes.once("alternatives", slug, self._partners)

    def _partners(self, slug: str) -> object:
        steps = self._context.steps(slug)
        by_name, of = self._replaceable_by(slug), self._parts
        named = of[slug]
        parts = [other for other in steps if other in named or slug in of[other]]
        parts = [other for other in parts if other not in by_name]
        return bytes(steps.values()), [*by_name], parts

    def in_lists(self, slug: str) -> bytes:
        """Return a hash over the order of a tool's partners in lists.

        It decides between alternatives that are equal in all else.
        """
        return self._hashes.once("in lists", slug, self._in_lists)

    def _in_lists(self, slug: str) -> object:
        return sorted(self._context.steps(slug), key=self._context.places().__getitem__)

    def alike(self, slug: str) -> set[str]:
        """Return the partners of a tool that are alternatives whatever their categories are."""
        steps = self._context.steps(slug)
        near = {other for other, step in steps.items() if step >= Step.NEAR}
        return near | self._replaceable_by(slug).keys()

    def neighbour(self, slug: str) -> bytes:
        """Return a hash over a tool as one that is compared: its name, scores and what it shares.

        Its possible score and what it shares depend on other tools, and are in no hash of a tool.
        """
        return self._neighbours[slug]

    def among_others(self, slug: str) -> bytes:
        """Return a hash over what is in `neighbour` and depends on other tools."""
        tool = self._context.tools[slug]
        shared = self._shared_tags(tool), [*self._shared_entries(tool)]
        return self._hashes.of((at_best(self._context, slug), shared))

    def neighbours(self, slug: str) -> bytes:
        """Return a hash over all partners of a tool as `neighbour`, the strongest pair first."""
        partners, neighbour = self._context.partners, self._neighbours.__getitem__
        return self._hashes.once(
            "neighbours", slug, lambda each: b"".join(map(neighbour, partners(each)))
        )

    def _neighbour(self, slug: str) -> object:
        context, tool = self._context, self._context.tools[slug]
        ids = sorted(set(filter(None, tool.capability_ids)))
        of_job = tool.type, tool.categories, self._shared_tags(tool), [*self._shared_entries(tool)]
        has_page = context.addresses.has(context.addresses.tool(slug))
        names = context.distinct_name(slug), names_of(tool)
        ended = tool.status in ENDED
        scores = context.scores[slug].total, at_best(context, slug)
        return slug, names, scores, of_job, ids, ended, has_page

    def _shared_tags(self, tool: Tool) -> list[str]:
        """Return the tags of a tool that another one has too."""
        if self._tags is None:
            self._tags = Counter(tag for each in self._context.ordered for tag in {*each.tags})
        return [tag for tag in tool.tags if self._tags[tag] > 1]

    def _shared_entries(self, tool: Tool) -> Iterator[tuple[str, list[str]]]:
        """Yield for each list of a tool what another one has too, and all that it is built on.

        Lists without such an entry are left out.
        """
        if self._entries is None:
            tools = self._context.ordered
            self._entries = Counter(chain.from_iterable(set(_entries(each)) for each in tools))
        for key, value in tool.attributes:
            if isinstance(value, tuple):
                shared = [
                    entry for entry in value if key == BUILT_ON or self._entries[key, entry] > 1
                ]
                if shared:
                    yield key, shared

    def _replaceable_by(self, slug: str) -> Mapping[str, None]:
        """Return the partners that are alternatives to a tool or to the same third one, by name."""
        of = self._keys
        keys, partners = of[slug], self._context.partners(slug)
        return {other: None for other in partners if not keys.isdisjoint(of[other])}

    def _keys_of(self, slug: str) -> frozenset[str]:
        """Return what two tools have in common if they are alternatives by name."""
        return frozenset(replacement_keys(_original(self._context.tools[slug])))

    def _parts_in(self, slug: str) -> frozenset[str]:
        """Return the partners that a summary names as what its tool is for, or built on.

        A name in a text begins where a word does, so that its first word is one of the text.
        """
        tool, of = _original(self._context.tools[slug]), self._words
        words = {*WORD.findall(tool.summary), ""}
        partners = self._context.partners(slug)
        named = [each for each in partners if not words.isdisjoint(of[each])]
        tools = map(self._context.tools.__getitem__, named)
        return frozenset(each.slug for each in tools if is_part_of(tool, _original(each)))

    def _first_words(self, slug: str) -> frozenset[str]:
        """Return the first words of the names of a tool; an empty one for a name without words."""
        tool = _original(self._context.tools[slug])
        names = (WORD.search(name) for name in (tool.name, *tool.also_known_as))
        return frozenset(first[0] if first else "" for first in names)


def _original(tool: Tool) -> Tool:
    """Return a tool in the default language, whose texts decide."""
    return tool.original or tool


def _entries(tool: Tool) -> Iterator[tuple[str, str]]:
    """Yield attribute and entry of all lists of a tool."""
    lists = ((key, value) for key, value in tool.attributes if isinstance(value, tuple))
    return ((key, entry) for key, value in lists for entry in value)
