"""Quick keys of pages and documents about one tool: those of all tools are made at once."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ssg.build.alternative_hashes import AlternativeHashes
from ssg.build.input_hashes import InputHashes
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
        self._rows: dict[bool, Lanes] = {}
        """Whether it is the page of a tool -> a hash for each tool."""

    def of(self, kind: str, slugs: Sequence[str], shapes: Sequence[object]) -> Lanes:
        """Return a key of each page of a kind, given by its tool and all else of its description.

        It covers the inputs of the first key. The kind is one of tools, their alternatives and
        documents.
        """
        numbers: dict[object, int] = {}
        places = [numbers.setdefault(shape, len(numbers)) for shape in shapes]
        texts = self._site.texts() if kind == "api-tool" else b""
        own = lanes_of([self._hashes.of_text(repr((kind, each)), texts) for each in numbers])
        tools = self._tools.pairs().numbers(slugs)
        return joined([own[places], self._of_tools(is_page=kind == "tool")[tools]])

    def _of_tools(self, *, is_page: bool) -> Lanes:
        """Return for each tool a hash over what its page shows, or the documents about it."""
        if is_page not in self._rows:
            own = self._own() if is_page else self._documents()
            columns = [
                lanes_of(self._tools.of_all()),
                self._tools.of_all_partners().lanes,
                self._in_category(),
                mixed(np.array([self._context.scores[each].place for each in self._slugs()])),
                self._searched(),
            ]
            self._rows[is_page] = joined([*columns, *own])
        return self._rows[is_page]

    def _slugs(self) -> Iterable[str]:
        return self._context.tools

    def _in_category(self) -> Lanes:
        """Return for each tool a hash over the entries of lists that are common in its category."""
        common, tools = self._site.common, self._context.tools.values()
        return lanes_of([common("".join(tool.categories[:1])) for tool in tools])

    def _searched(self) -> Lanes:
        """Return hashes over texts and recorded searches of tools to which some led, else zeros."""
        if not self._context.graph().by_tool:
            return lanes_of([NO_SEARCHES])
        texts, searches = self._site.texts(), self._site.searches
        found = ((slug, searches((slug,))) for slug in self._slugs())
        return lanes_of(
            [each if each == NO_SEARCHES else self._hashes.of((texts, each)) for _, each in found]
        )

    def _own(self) -> list[Lanes]:
        """Return what pages of tools show of each, and of the site."""
        rows = (shown_of(self._context, self._site, slug) for slug in self._slugs())
        own = [self._hashes.of(row) if any(row) else NOTHING_MORE for row in rows]
        return [lanes_of([self._hashes.of(self._context.firm_scores())]), lanes_of(own)]

    def _documents(self) -> list[Lanes]:
        """Return what documents use of each tool and its partners."""
        context, pairs = self._context, self._tools.pairs()
        others = [self._alternatives.among_others(slug) for slug in self._slugs()]
        return [
            pairs.of_tools(others).lanes,
            pairs.of_reasons(self._hashes.of).lanes,
            pairs.of_documents(context.places(), MOST_PARTNERS).lanes,
            mixed(np.array([others_listed(context, slug) for slug in self._slugs()])),
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
