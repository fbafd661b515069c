"""The inputs of pages and documents about one tool that show others, for each of their keys."""

from ssg.build.alternative_hashes import AlternativeHashes
from ssg.build.site_hashes import NO_SEARCHES, SiteHashes
from ssg.build.tool_hashes import ToolHashes, equal_strengths
from ssg.build.tool_keys import shown_of
from ssg.site import Page
from ssg.views.alternatives import others_listed
from ssg.views.context import Context
from ssg.views.likely_partners import paired
from ssg.views.partner_groups import common_entries, has_alternatives

__all__ = ["ToolInputs"]


class ToolInputs:
    """The inputs of the pages and documents about the tools of one site, in one language."""

    def __init__(
        self,
        context: Context,
        tools: ToolHashes,
        site: SiteHashes,
        alternatives: AlternativeHashes,
    ) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._tools, self._site = context, tools, site
        self._alternatives = alternatives
        self._paired: dict[str, frozenset[str]] = {}

    def page(self, page: Page) -> object:
        """Return the inputs of the page of a tool."""
        context, slug = self._context, page.subject[0]
        partners = [(other, context.distinct_name(other)) for other in context.partners(slug)]
        return (
            self._own(slug),
            context.scores[slug].place,
            self._searched(page),
            partners,
            self._tools.without_page(context.partners(slug)),
            has_alternatives(context, slug),
        )

    def alternatives(self, page: Page) -> object:
        """Return the inputs of a page of alternatives; of strengths, only their order counts."""
        context, slug = self._context, page.subject[0]
        alike, same_job = self._alternatives.alike(slug), context.jobs.substitutes(slug)
        listed = b"".join(
            self._tools.tool(other)
            for other in context.partners(slug)
            if other in alike or other in same_job
        )
        others = self._alternatives.neighbours(slug)
        equal = equal_strengths(context.partners(slug))
        name, count = context.distinct_name(slug), others_listed(context, slug)
        common = self._common_entries(slug)
        partners = self._alternatives.partners(slug), self._alternatives.in_lists(slug)
        return self._tools.tool(slug), name, listed, others, equal, common, partners, count

    def document(self, page: Page) -> object:
        """Return the inputs of a document about a tool: its page in brief, and why it has pairs."""
        context, slug = self._context, page.subject[0]
        others = self._alternatives.neighbours(slug), equal_strengths(context.partners(slug))
        more = (
            self._common_entries(slug),
            self._alternatives.partners(slug),
            self._alternatives.in_lists(slug),
        )
        place, reasons = context.scores[slug].place, self._tools.reasons(slug)
        return self._tools.tool(slug), others, place, reasons, self._searched(page), more

    def data(self, page: Page) -> object:
        """Return the inputs of a tool as JSON, except for its alignments with likely partners."""
        return self.document(page), self._likely(page.subject[0])

    def many(self, page: Page) -> object:
        """Return inputs that cover those of the first key of the page of a tool with many pairs.

        Its partners are covered as those that may be alternatives, without their texts.
        """
        slug = page.subject[0]
        return (
            self._own(slug),
            self._context.scores[slug].place,
            self._alternatives.neighbours(slug),
            self._alternatives.partners(slug),
            self._searched(page),
        )

    def _own(self, slug: str) -> object:
        """Return what the page of a tool shows of it, and of the site."""
        shown = shown_of(self._context, self._site, slug)
        return self._tools.tool(slug), self._context.firm_scores(), shown

    def _searched(self, page: Page) -> object:
        """Return hashes over texts and recorded searches if some led to the tool of a page."""
        searches = self._site.searches(page.subject)
        return (self._site.texts(), searches) if searches != NO_SEARCHES else ()

    def _likely(self, slug: str) -> list[bool]:
        """Return for each partner of a tool whether texts are compared with it."""
        return [slug in self._paired_of(other) for other in self._context.partners(slug)]

    def _paired_of(self, slug: str) -> frozenset[str]:
        """Return the tools that a tool is paired with and whose texts are compared with its own."""
        known = self._paired.get(slug)
        if known is None:
            known = self._paired[slug] = frozenset(paired(self._context, slug))
        return known

    def _common_entries(self, slug: str) -> list[tuple[str, str]]:
        """Return the entries of a tool's lists that are too common to make another tool near."""
        tool = self._context.tools[slug]
        common = common_entries(self._context).of("".join(tool.categories[:1]))
        lists = [(key, value) for key, value in tool.attributes if isinstance(value, tuple)]
        return [(key, entry) for key, value in lists for entry in value if (key, entry) in common]
