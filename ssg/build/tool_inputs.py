"""The inputs of pages and documents about one tool that show others, for each of their keys."""

import re
from collections.abc import Mapping

from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes, equal_strengths
from ssg.site import Page, Step
from ssg.views.alternatives import Kinship, has_alternatives, others_listed
from ssg.views.browser_comparison import paired
from ssg.views.context import Context

__all__ = ["ToolInputs"]

ABOVE = re.compile(" / | - ")
"""Separates the name of a category from those of the categories above it; see `category_tree`."""


class ToolInputs:
    """The inputs of the pages and documents about the tools of one site, in one language."""

    def __init__(self, context: Context, tools: ToolHashes, site: SiteHashes) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._tools, self._site = context, tools, site
        self._tops: Mapping[str, str] = {}

    def page(self, page: Page) -> object:
        """Return the inputs of the page of a tool."""
        context, slug = self._context, page.subject[0]
        partners = [(other, context.distinct_name(other)) for other in context.partners(slug)]
        return (
            self._tools.tool(slug),
            context.scores[slug].place,
            context.firm_scores,
            context.distinct_name(slug),
            context.tools[slug].summary.casefold() in context.repeated_summaries,
            context.credit(slug),
            context.site.catalog.history.get(slug),
            slug in self._site.tools_with_feed(),
            self._searched(page),
            partners,
            self._tools.without_page(context.partners(slug)),
            has_alternatives(context, slug),
        )

    def alternatives(self, page: Page) -> object:
        """Return the inputs of a page of alternatives; of strengths, only their order counts."""
        context, slug = self._context, page.subject[0]
        others = [
            self._tools.tool(other)
            if self._may_be_listed(slug, other, kin)
            else self._tools.neighbour(other)
            for other, kin in self._tools.kinships(slug).items()
        ]
        equal = equal_strengths(context.partners(slug))
        name, count = context.distinct_name(slug), others_listed(context, slug)
        common, kin = self._common_entries(slug), self._tools.kin(slug)
        return self._tools.tool(slug), name, others, equal, common, kin, count

    def document(self, page: Page) -> object:
        """Return the inputs of a document about a tool: its page in brief, and why it has pairs."""
        context, slug = self._context, page.subject[0]
        pairs = [(pair.a, pair.b, pair.reasons) for pair in context.related.get(slug, ())]
        partners = context.partners(slug)
        others = [self._tools.neighbour(other) for other in partners], equal_strengths(partners)
        more = self._common_entries(slug), self._tools.kin(slug)
        place = context.scores[slug].place
        return self._tools.tool(slug), others, place, pairs, self._searched(page), more

    def data(self, page: Page) -> object:
        """Return the inputs of a tool as JSON, except for its alignments with likely partners."""
        return self.document(page), self._likely(page.subject[0])

    def quick(self, page: Page) -> object:
        """Return inputs that cover those of the first key."""
        context, slug = self._context, page.subject[0]
        own: object = ()
        match page.kind:
            case "tool":
                own = (
                    context.firm_scores,
                    context.tools[slug].summary.casefold() in context.repeated_summaries,
                    context.credit(slug),
                    context.site.catalog.history.get(slug),
                    slug in self._site.tools_with_feed(),
                    self._tools.kin(slug),
                )
            case "alternatives":
                own = self._tools.kin(slug), others_listed(context, slug)
            case "api-tool":
                own = self._site.texts(), self._likely(slug), self._tools.kin(slug)
            case "markdown-tool":
                own = self._tools.kin(slug)
        return (
            self._tools.around(slug),
            context.scores[slug].place,
            self._site.common("".join(context.tools[slug].categories[:1])),
            self._tools.reasons(slug),
            self._searched(page),
            own,
        )

    def _searched(self, page: Page) -> object:
        """Return hashes over texts and recorded searches if some led to the tool of a page."""
        searches = self._site.searches(page.subject)
        return (self._site.texts(), searches) if searches else ()

    def _likely(self, slug: str) -> list[bool]:
        """Return for each partner of a tool whether texts are compared with it."""
        return [slug in paired(self._context, other) for other in self._context.partners(slug)]

    def _common_entries(self, slug: str) -> list[tuple[str, str]]:
        """Return the entries of a tool's lists that are too common to make another tool near."""
        tool = self._context.tools[slug]
        common = self._context.telling().common_entries("".join(tool.categories[:1]))
        lists = [(key, value) for key, value in tool.attributes if isinstance(value, tuple)]
        return [(key, entry) for key, value in lists for entry in value if (key, entry) in common]

    def _may_be_listed(self, slug: str, other: str, kin: Kinship) -> bool:
        """Return whether a tool may be an alternative to another one, with all that is shown of it.

        That is so if they have a category in common, or a category above their main ones, or if
        their summaries may decide.
        """
        if kin.step >= Step.NEAR or kin.are_rivals:
            return True
        first, second = (self._context.tools[each].categories for each in (slug, other))
        if not first or not second or not set(first).isdisjoint(second):
            return True
        if not self._tops:
            categories = self._context.site.settings.categories
            self._tops = {each.id: ABOVE.split(each.name)[0] for each in categories}
        return self._tops[first[0]] == self._tops[second[0]]
