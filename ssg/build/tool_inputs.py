"""The inputs of pages and documents about one tool that show others, for each of their keys."""

from ssg.build.kin_hashes import KinHashes
from ssg.build.site_hashes import NO_SEARCHES, SiteHashes
from ssg.build.tool_hashes import ToolHashes, equal_strengths
from ssg.site import Page
from ssg.views.alternatives import others_listed
from ssg.views.context import Context
from ssg.views.kinship import has_alternatives, telling
from ssg.views.likely_partners import paired
from ssg.views.tool import credit

__all__ = ["ToolInputs"]


class ToolInputs:
    """The inputs of the pages and documents about the tools of one site, in one language."""

    def __init__(
        self, context: Context, tools: ToolHashes, kin: KinHashes, site: SiteHashes
    ) -> None:
        """Take the context of the views, and the hashes of tools and of the site."""
        self._context, self._tools, self._kin, self._site = context, tools, kin, site
        self._paired_with: dict[str, set[str]] = {}
        """Slug -> the tools whose texts are compared with it as one that they are paired with."""

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
        alike, same_job = self._kin.alike(slug), context.jobs.substitutes(slug)
        listed = b"".join(
            self._tools.tool(other)
            for other in context.partners(slug)
            if other in alike or other in same_job
        )
        others = self._kin.neighbours(slug)
        equal = equal_strengths(context.partners(slug))
        name, count = context.distinct_name(slug), others_listed(context, slug)
        common, kin = self._common_entries(slug), (self._kin.kin(slug), self._kin.in_lists(slug))
        return self._tools.tool(slug), name, listed, others, equal, common, kin, count

    def document(self, page: Page) -> object:
        """Return the inputs of a document about a tool: its page in brief, and why it has pairs."""
        context, slug = self._context, page.subject[0]
        others = self._kin.neighbours(slug), equal_strengths(context.partners(slug))
        more = self._common_entries(slug), self._kin.kin(slug), self._kin.in_lists(slug)
        place, reasons = context.scores[slug].place, self._tools.reasons(slug)
        return self._tools.tool(slug), others, place, reasons, self._searched(page), more

    def data(self, page: Page) -> object:
        """Return the inputs of a tool as JSON, except for its alignments with likely partners."""
        return self.document(page), self._likely(page.subject[0])

    def quick(self, page: Page) -> object:
        """Return inputs that cover those of the first key."""
        context, slug = self._context, page.subject[0]
        if self._tools.has_many_pairs():
            return self._of_many(page)
        own: object = ()
        shown = self._kin.kin(slug), self._kin.neighbours(slug), self._kin.in_lists(slug)
        match page.kind:
            case "tool":
                own = self._own(slug), self._kin.kin(slug)
            case "alternatives":
                own = shown, others_listed(context, slug)
            case "api-tool":
                own = shown, self._site.texts(), self._likely(slug)
            case "markdown-tool":
                own = shown
        return (
            self._tools.around(slug),
            context.scores[slug].place,
            self._site.common("".join(context.tools[slug].categories[:1])),
            self._tools.reasons(slug),
            self._searched(page),
            own,
        )

    def _of_many(self, page: Page) -> object:
        """Return inputs that cover those of the page of a tool with many comparisons.

        Its partners are covered as those that may be alternatives, without their texts.
        """
        slug = page.subject[0]
        return (
            self._own(slug),
            self._context.scores[slug].place,
            self._kin.neighbours(slug),
            self._kin.kin(slug),
            () if page.kind == "tool" else self._kin.in_lists(slug),
            self._searched(page),
        )

    def _own(self, slug: str) -> object:
        """Return what the page of a tool shows of it, and of the site."""
        context = self._context
        return (
            self._tools.tool(slug),
            context.firm_scores(),
            context.tools[slug].summary.casefold() in context.repeated_summaries(),
            context.summary(context.tools[slug]),
            credit(context, slug),
            context.site.catalog.history.get(slug),
            slug in self._site.tools_with_feed(),
        )

    def _searched(self, page: Page) -> object:
        """Return hashes over texts and recorded searches if some led to the tool of a page."""
        searches = self._site.searches(page.subject)
        return (self._site.texts(), searches) if searches != NO_SEARCHES else ()

    def _likely(self, slug: str) -> list[bool]:
        """Return for each partner of a tool whether texts are compared with it."""
        if not self._paired_with:
            for other in self._context.tools:
                for each in paired(self._context, other):
                    self._paired_with.setdefault(each, set()).add(other)
        likely = self._paired_with.get(slug, set())
        return [other in likely for other in self._context.partners(slug)]

    def _common_entries(self, slug: str) -> list[tuple[str, str]]:
        """Return the entries of a tool's lists that are too common to make another tool near."""
        tool = self._context.tools[slug]
        common = telling(self._context).common_entries("".join(tool.categories[:1]))
        lists = [(key, value) for key, value in tool.attributes if isinstance(value, tuple)]
        return [(key, entry) for key, value in lists for entry in value if (key, entry) in common]
