"""Quick keys of pages and documents about one tool: those of many tools are made at once."""

from collections.abc import Mapping, Sequence

import numpy as np

from ssg.build.alternative_hashes import AlternativeHashes
from ssg.build.input_hashes import InputHashes, OfTools
from ssg.build.partner_hashes import Lanes, joined, lanes_of, mixed
from ssg.build.site_hashes import NO_SEARCHES, SiteHashes
from ssg.build.tool_hashes import NOTHING_MORE, ToolHashes
from ssg.views.alternatives import others_listed
from ssg.views.context import Context
from ssg.views.likely_partners import MOST_PARTNERS
from ssg.views.tool import credit

__all__ = ["ToolKeys", "shown_of"]


class ToolKeys:
    """The keys of the pages about single tools of one site, in one language."""

    def __init__(
        self,
        context: Context,
        hashes: InputHashes,
        tools: ToolHashes,
        site: SiteHashes,
        alternatives: AlternativeHashes,
    ) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._hashes, self._tools, self._site = context, hashes, tools, site
        self._alternatives = alternatives
        self._rows: dict[bool, dict[str, bytes]] = {True: {}, False: {}}
        """Whether it is the page of a tool -> a hash for each tool that was asked for."""

    def of(self, kind: str, slugs: Sequence[str], shapes: Sequence[object]) -> Lanes:
        """Return a key of each page of a kind, given by its tool and all else of its description.

        It covers the inputs of the first key. The kind is one of tools, their alternatives and
        documents.
        """
        numbers: dict[object, int] = {}
        places = [numbers.setdefault(shape, len(numbers)) for shape in shapes]
        texts = self._site.texts() if kind == "api-tool" else b""
        own = lanes_of([self._hashes.of_text(repr((kind, each)), texts) for each in numbers])
        return joined([own[places], lanes_of(self._of_tools(slugs, is_page=kind == "tool"))])

    def _of_tools(self, slugs: Sequence[str], *, is_page: bool) -> list[bytes]:
        """Return for each tool a hash over what its page shows, or the documents about it."""
        known = self._rows[is_page]
        missing = [*dict.fromkeys(slug for slug in slugs if slug not in known)]
        if missing:
            partners = self._tools.pairs().of_some(missing, self._tools.tool)
            columns = [
                lanes_of([*map(self._tools.tool, missing)]),
                lanes_of([*map(partners.__getitem__, missing)]),
                self._in_category(missing),
                self.places(missing),
                self._searched(missing),
            ]
            rows = joined(
                [*columns, *(self._own(missing) if is_page else self._documents(missing))]
            )
            known.update(zip(missing, map(bytes, rows), strict=True))
        return [*map(known.__getitem__, slugs)]

    def places(self, slugs: Sequence[str]) -> Lanes:
        """Return hashes over the places of the scores of tools."""
        scores = self._context.scores
        return mixed(np.array([scores[slug].place for slug in slugs], np.int64))

    def _in_category(self, slugs: Sequence[str]) -> Lanes:
        """Return for each tool a hash over the entries of lists that are common in its category."""
        tools = map(self._context.tools.__getitem__, slugs)
        main, common = ["".join(tool.categories[:1]) for tool in tools], OfTools(self._site.common)
        return lanes_of([*map(common.__getitem__, main)])

    def _searched(self, slugs: Sequence[str]) -> Lanes:
        """Return hashes over texts and recorded searches of tools to which some led, else zeros."""
        if not self._context.graph().by_tool:
            return lanes_of([NO_SEARCHES])
        texts, searches = self._site.texts(), self._site.searches
        found = (searches((slug,)) for slug in slugs)
        return lanes_of(
            [each if each == NO_SEARCHES else self._hashes.of((texts, each)) for each in found]
        )

    def shown(self, slugs: Sequence[str]) -> Lanes:
        """Return hashes over what pages of tools show of each, as `shown_of` has it."""
        rows = (shown_of(self._context, self._site, slug) for slug in slugs)
        return lanes_of([self._hashes.of(row) if any(row) else NOTHING_MORE for row in rows])

    def _own(self, slugs: Sequence[str]) -> list[Lanes]:
        """Return what pages of tools show of each, and of the site."""
        return [lanes_of([self._hashes.of(self._context.firm_scores())]), self.shown(slugs)]

    def in_lists(self, slugs: Sequence[str]) -> Lanes:
        """Return hashes over what documents about tools use of the order of others in lists."""
        return self._tools.pairs().of_documents(slugs, self._context.places(), MOST_PARTNERS).lanes

    def _documents(self, slugs: Sequence[str]) -> list[Lanes]:
        """Return what documents use of each tool and its partners."""
        context, pairs = self._context, self._tools.pairs()
        others = pairs.of_some(slugs, self._alternatives.among_others)
        return [
            lanes_of([*map(others.__getitem__, slugs)]),
            pairs.of_reasons(slugs).lanes,
            self.in_lists(slugs),
            mixed(np.array([others_listed(context, slug) for slug in slugs], np.int64)),
        ]


def shown_of(context: Context, site: SiteHashes, slug: str) -> tuple[object, ...]:
    """Return what the page of a tool shows of it that is neither in its hash nor of the site.

    That is all nothing for most tools.
    """
    history: Mapping[str, object] = context.site.catalog.history
    return (
        context.tools[slug].summary.casefold() in context.repeated_summaries(),
        credit(context, slug),
        history.get(slug),
        slug in site.tools_with_feed(),
    )
