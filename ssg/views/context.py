"""View context: the site indexed by slug, with the fragments of each tool rendered once."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from markupsafe import Markup

from ssg.catalog import Editorial, Tool
from ssg.comparison.alignment import Aligner, LazyAligner
from ssg.comparison.inheritance import (
    ToolsByName,
    free_editions,
    inherited_entries,
    listed_bases,
    tools_by_name,
)
from ssg.comparison.jobs import NEAR, JobIndex, main_category, pair_keys
from ssg.comparison.lexicon_files import general_synonyms
from ssg.comparison.peers import Peers
from ssg.comparison.profile import Base, ToolProfile, profile_of, synonyms_of
from ssg.comparison.tool_names import first_words, name_pattern
from ssg.evidence.graph import MatchGraph, match_graph
from ssg.foreign_text import ForeignText
from ssg.messages import ENGLISH, Messages, is_english
from ssg.pair_table import PairIndex, PairOrder, PairsByTool, PairTable
from ssg.ranking.retired import Retired, retire
from ssg.ranking.subjects import tells_its_job
from ssg.recent import Recent
from ssg.rendering.charts import dial
from ssg.rendering.pictures import picture
from ssg.rendering.renderer import Renderer
from ssg.rendering.share_images import Painter, painter_for
from ssg.scores import Score
from ssg.settings import Inheritance, Words
from ssg.site import Pair, Site, Step, distinct_names_of
from ssg.undescribed import without_set_phrases
from ssg.urls import Addresses, ordered
from ssg.views.browse import BrowseData, browse_data
from ssg.views.nouns import Nouns
from ssg.views.once import once, once_for_each, recent_for_each
from ssg.views.page_head import Link
from ssg.views.points_columns import PointsColumns
from ssg.views.popularity import Criterion, PopularOrder, in_popular_order
from ssg.views.table_rows import Lines
from ssg.views.tool_fragments import ToolParts

__all__ = ["Context"]

MOST_PARTS = 2_000
"""Tools whose fragments are cached, about 15 KB each; the limit bounds memory on large sites."""
TOOLS_OF_COMPARISON = 2
KEPT_LINKS = 4
"""Tools of which all links to comparisons are kept: the pages of a tool follow each other."""
MOST_PARTNERS = 100_000
"""Partners of tools that are cached, some 60 bytes each: with 600 pages for each tool, those of
more tools than `PageTable.by_tiles` has at work."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a view is built from."""

    site: Site
    addresses: Addresses
    renderer: Renderer
    aligner: Aligner | LazyAligner
    lines: Lines
    columns: PointsColumns
    nouns: Nouns
    """What the pages call numbers of tools, capabilities and categories."""
    messages: Messages = ENGLISH
    """The words of the pages in the language of the site."""
    tools: dict[str, Tool] = field(default_factory=dict)
    """Slug -> tool; a summary is empty where an import found none and wrote a set phrase."""
    scores: dict[str, Score] = field(default_factory=dict)
    table: PairTable = field(default_factory=lambda: PairTable(()))
    related: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    """Slug -> pairs of the tool, strongest first."""
    pairs: Mapping[tuple[str, str], Pair] = field(default_factory=dict)
    editorials: dict[tuple[str, str], Editorial] = field(default_factory=dict)
    retired: Retired = field(default_factory=Retired)
    """Published addresses that have no page now."""
    capability_names: dict[str, str] = field(default_factory=dict)
    """Id -> name of each shared capability."""
    documented: bool = False
    """Whether a tool of the site has capabilities."""
    distinct_names: dict[str, str] = field(default_factory=dict)
    """Slug -> name with the slug, for tools whose name another has too, ignoring case."""
    category_names: dict[str, str] = field(default_factory=dict)
    jobs: JobIndex = field(default_factory=JobIndex)
    ordered: tuple[Tool, ...] = ()
    """All tools, most popular first: the order of lists."""
    ordered_by: Criterion = Criterion.FACTS
    in_category: dict[str, list[Tool]] = field(default_factory=dict)
    """Category -> its tools, most popular first."""
    of_type: dict[str, list[Tool]] = field(default_factory=dict)
    """Type -> its tools, most popular first."""
    translated: "dict[str, Context]" = field(default_factory=dict)
    """First folder of the pages in another language -> their context."""
    original: "Context | None" = None
    """The context of the site's default language, where this is another one."""
    kept: dict[str, object] = field(default_factory=dict)
    """Values of the methods and functions that are computed `once`."""
    kept_for_each: defaultdict[str, dict[Hashable, object]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Values of those that are computed `once_for_each` tool or name."""
    kept_recent: dict[str, Recent[Hashable, object]] = field(default_factory=dict)
    """Values of those that are computed `recent_for_each` key."""

    @classmethod
    def of(
        cls,
        site: Site,
        addresses: Addresses,
        renderer: Renderer,
        aligner: Aligner | LazyAligner,
        before: "Context | None" = None,
    ) -> "Context":
        """Index a site.

        The pair indexes of `before` are reused if its site has the same pairs, and the order of its
        tools if the site has the same scores, too.
        """
        same = before if before and before.site.pairs is site.pairs else None
        table = same.table if same else PairTable.of(site.pairs)
        tools = without_set_phrases(site.catalog)
        is_ranked = same and same.site.ranking is site.ranking
        known = PopularOrder(same.ordered, same.ordered_by) if same and is_ranked else None
        order = known or in_popular_order(site)
        ranked = tuple(tools[tool.slug] for tool in order.tools)
        lines = Lines(renderer, site.settings.messages)
        return cls(
            site=site,
            messages=site.settings.messages,
            documented=any(tool.capability_ids for tool in ranked),
            ordered=ranked,
            ordered_by=order.by,
            in_category=_grouped((key, tool) for tool in ranked for key in tool.categories),
            of_type=_grouped((tool.type, tool) for tool in ranked),
            addresses=addresses,
            renderer=renderer,
            aligner=aligner,
            lines=lines,
            nouns=Nouns(site.settings.words, site.settings.messages),
            columns=PointsColumns(lines, site.settings.messages),
            table=table,
            related=PairsByTool(table),
            pairs=PairIndex(table),
            retired=retire(site.catalog, site.pairs),
            editorials={editorial.slugs: editorial for editorial in site.catalog.editorials},
            distinct_names=distinct_names_of(site.catalog.tools),
            capability_names={shared.id: shared.name for shared in site.catalog.capabilities},
            category_names={each.id: each.label for each in site.settings.categories},
            jobs=JobIndex(
                site.catalog.tools, site.settings.categories, before.jobs if before else None
            ),
            tools=tools,
            scores={score.slug: score for score in site.ranking.scores},
        )

    @once
    def repeated_summaries(self) -> frozenset[str]:
        """Return the summaries of several tools, without case."""
        numbers = Counter(tool.summary.casefold() for tool in self.ordered)
        return frozenset(summary for summary, number in numbers.items() if number > 1)

    @once
    def firm_scores(self) -> int:
        """Return how many tools have a score that is not provisional."""
        scores = self.site.ranking.scores
        return sum(score.total is not None and not score.provisional for score in scores)

    def has_others(self) -> bool:
        """Return whether the site has more tools than a comparison has."""
        return len(self.tools) > TOOLS_OF_COMPARISON

    def in_tree(self, tree: str) -> "Context":
        """Return the context of the language whose pages are in a folder; empty for this one."""
        return self.translated[tree] if tree else self

    def in_languages(self) -> "tuple[Context, ...]":
        """Return this context and those of all other languages."""
        return self, *self.translated.values()

    def gettext(self, message: str, /, **places: object) -> str:
        """Return a message in the language of the site with its places filled."""
        return self.messages.gettext(message, **places)

    def ngettext(self, singular: str, plural: str, quantity: int, /, **places: object) -> str:
        """Return the message for a quantity, which is its place `{number}`."""
        return self.messages.ngettext(singular, plural, quantity, **places)

    def href(self, address: str) -> str:
        """Return the `href` of an address of the site."""
        return self.addresses.href(address)

    def link_of_content(self, href: str) -> str:
        """Return a link in a text of the content as the pages have it."""
        return self.addresses.of_content(href, self._static_files())

    @once_for_each
    def tool_link(self, slug: str) -> Link:
        """Return a link to a tool's page."""
        return Link(self.distinct_name(slug), self.href(self.addresses.tool(slug)))

    def distinct_name(self, slug: str) -> str:
        """Return the name of a tool as pages have it: no other has the same."""
        return self.distinct_names.get(slug) or self.tools[slug].name

    def capability_href(self, name: str) -> str:
        """Return the `href` of the page of a shared capability; empty if it has none."""
        return self.href(self.addresses.capability(name)) if name in self.capability_names else ""

    def versus_link(self, a: str, b: str) -> Link:
        """Return a link to the comparison of two tools."""
        first, second = ordered(a, b)
        text = self.versus_text(self.distinct_name(first), self.distinct_name(second))
        return Link(text, self.href(self.addresses.versus(a, b)))

    @recent_for_each(KEPT_LINKS)
    def versus_links(self, slug: str) -> Mapping[str, Link]:
        """Return the links to all comparisons of a tool, by the slug of the other one."""
        return {other: self.versus_link(slug, other) for other in self.partners(slug)}

    @once_for_each
    def main_category(self, slug: str) -> str:
        """Return the name of a tool's first category that is not for the rest, or nothing."""
        return main_category(self.tools[slug], self.category_names)

    @once_for_each
    def search_link(self, words: str) -> Link:
        """Return a link to the search for the name of a category or type, or to the search."""
        href = self.href(self.addresses.page("search"))
        return Link(words, f"{href}?{urlencode({'q': words})}" if words else href)

    @once
    def tools_link(self) -> Link:
        """Return the link to the list of all tools."""
        return Link(self.words.tools_title, self.href(self.addresses.page("tools")))

    @once
    def compare_link(self) -> Link:
        """Return the link to the page on which two tools are chosen."""
        return Link(self.gettext("Compare"), self.href(self.addresses.page("compare")))

    def versus_text(self, a: str, b: str) -> str:
        """Return what a comparison of two tools is called, given their names."""
        return self.gettext("{a} vs {b}", a=a, b=b)

    def foreign(self, text: str) -> str:
        """Return a text of the default language as the pages of this one show it."""
        languages = self.site.settings.languages
        if not text or not languages or self.original is None:
            return text
        return ForeignText(text, languages[0].code, languages[0].direction)

    def painter(self) -> Painter:
        """Return what draws the share images. Raise UsageError without the extra `og`."""
        settings = self.site.settings
        return painter_for(settings.theme, self.static_file(settings.publish.share_font))

    def static_file(self, address: str) -> str:
        """Return the file that is published at an address; empty for no address."""
        return self._static_files().get(address.removeprefix("/"), "")

    @once
    def _static_files(self) -> Mapping[str, str]:
        """Return output file -> source of the files that are copied unchanged."""
        return {file.address: file.source for file in self.site.catalog.static}

    def raster_logo(self, slug: str) -> str:
        """Return the file of a tool's logo if it is PNG or WebP, else an empty text."""
        logo = self.tools[slug].logo
        return "" if logo.endswith(".svg") else self.static_file(logo)

    def edit(self, path: str, line: int = 0) -> str:
        """Return the URL at which a content file is edited, or an empty string."""
        repository = self.site.settings.repository
        if not repository or not repository.edit:
            return ""
        return repository.edit.replace("{path}", path) + (f"#L{line}" if line else "")

    @once
    def capable(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Return the tools of each shared capability, by its id, most popular first.

        With the place of the capability in the tool.
        """
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for tool in self.ordered:
            for place, name in enumerate(tool.capability_ids):
                if name:
                    found[name].append((tool.slug, place))
        return {shared.id: found[shared.id] for shared in self.site.catalog.capabilities}

    @once
    def browse(self) -> BrowseData:
        """Return what lists show of tools, and the files of their filters."""
        return browse_data(self.site, self.ordered, self.distinct_names, self.pairs_in_order())

    @once
    def graph(self) -> MatchGraph:
        """Return the match graph; it is false on a site without evidence."""
        return self.original.graph() if self.original else match_graph(self.site.catalog)

    @once
    def pairs_in_order(self) -> PairOrder:
        """Return all pairs with a page, the more popular tool first, most popular pairs first."""
        pairs = PairOrder(self.table, [tool.slug for tool in self.ordered])
        if not self.leaves_pages_out():
            return pairs
        has, versus = self.addresses.has, self.addresses.versus
        return pairs.only(lambda a, b: has(versus(a, b)))

    def pairs_with_page(self) -> Sequence[Pair]:
        """Return the pairs with a page in this language, sorted by slug."""
        if not self.leaves_pages_out():
            return self.site.pairs
        has, versus = self.addresses.has, self.addresses.versus
        return [pair for pair in self.site.pairs if has(versus(pair.a, pair.b))]

    def leaves_pages_out(self) -> bool:
        """Return whether this language has fewer pages than the default one."""
        return self.addresses.tree in self.addresses.left_out

    @property
    def words(self) -> Words:
        """What the pages call things."""
        return self.site.settings.words

    @once_for_each
    def dial(self, slug: str) -> Markup:
        """Return the dial of a tool's score; empty if it has none."""
        score = self.scores[slug]
        return Markup("") if score.total is None else dial(score, self.messages)

    def shown_type(self, tool: Tool) -> str:
        """Return the label of a tool's type; empty on a site with one type."""
        settings = self.site.settings
        return settings.type_label(tool.type) if len(settings.types) > 1 else ""

    @once_for_each
    def picture(self, slug: str) -> Markup:
        """Return the logo of a tool, or its monogram."""
        tool = self.tools[slug]
        return picture(tool, self.href(tool.logo))

    @once_for_each
    def side(self, slug: str) -> ToolProfile:
        """Return a tool with its score, as the comparison functions take it."""
        profile = profile_of(
            self.tools[slug],
            self.scores[slug],
            self.site.settings,
            self.site.ranking.as_of,
            self.synonyms(),
            self.distinct_name(slug),
        )
        jobs = profile.jobs
        if self.original:  # the names of categories in its language decide
            jobs = self.original.side(slug).jobs
        elif jobs is not None:
            jobs = jobs.union(self.pair_keys(slug))
        return replace(
            profile,
            inherited=self.inherited(slug),
            free_editions=self.free_editions(slug),
            bases=self.listed_bases(slug),
            named_words=profile.named_words & self.name_words(),  # few are names
            jobs=jobs,
        )

    @once_for_each
    def pair_keys(self, slug: str) -> Mapping[str, str]:
        """Return the key of jobs for each comparison about which texts decide -> the other tool.

        Both tools have no capabilities then, and summaries that tell what they are for.
        """
        if self.original:
            return self.original.pair_keys(slug)
        is_decided = is_english(self.site.settings.default_language)
        if not (is_decided and tells_its_job(self.tools[slug])):
            return {}
        return pair_keys(slug, self.steps(slug), self.tools)

    @once_for_each
    def substitutes(self, slug: str) -> frozenset[str]:
        """Return the tools that do the same job as a tool; of compared ones, texts may decide."""
        listed, by_key = self.jobs.substitutes(slug), self.pair_keys(slug)
        near = {other for key, other in by_key.items() if key.startswith(NEAR)}
        apart = set(by_key.values()) - near
        if near <= listed and apart.isdisjoint(listed):
            return listed  # one value for all tools with these jobs
        return (listed - apart) | near

    def inherited(self, slug: str) -> Mapping[str, tuple[str, ...]]:
        """Return the entries that a tool has from those that it is built on, by attribute."""
        attributes = self.site.settings.attributes
        return inherited_entries(self.tools[slug], self._named_tools(), attributes)

    def listed_bases(self, slug: str) -> Mapping[str, tuple[Base, ...]]:
        """Return the tools that a tool has entries of, with their lists, by attribute."""
        attributes = self.site.settings.attributes
        return listed_bases(self.tools[slug], self._named_tools(), attributes)

    def free_editions(self, slug: str) -> frozenset[str]:
        """Return the slugs of the free tools of which a tool is a paid edition."""
        return free_editions(self.tools[slug], self._named_tools())

    def has_named_tools(self) -> bool:
        """Return whether tools may have something from others that they name, as the next ones do.

        Without, `inherited`, `listed_bases` and `free_editions` have nothing of any tool.
        """
        return bool(self._named_tools())

    @once
    def _named_tools(self) -> ToolsByName:
        """Return the tools by all their names; none where lists of a tool need no other one."""
        attributes = self.site.settings.attributes
        is_used = any(spec.inherited is not Inheritance.NONE for spec in attributes)
        is_used |= any(tool.distinct_from for tool in self.ordered)
        return tools_by_name(self.ordered if is_used else ())

    @once
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Return the synonyms of the site and of software in general by phrase."""
        return synonyms_of((*self.site.catalog.synonyms, *general_synonyms()))

    @recent_for_each(MOST_PARTS)
    def parts(self, slug: str) -> ToolParts:
        """Return the rendered fragments of one tool."""
        address, picture = self.href(self.addresses.tool(slug)), self.picture(slug)
        return ToolParts(self.side(slug), address, picture, self.renderer)

    @once
    def names(self) -> re.Pattern[str]:
        """Return a pattern that finds the names of all tools."""
        return name_pattern(set(self._all_names()))

    @once
    def name_words(self) -> frozenset[str]:
        """Return the first words of the names of all tools."""
        return frozenset(first_words(self._all_names()))

    def _all_names(self) -> Iterator[str]:
        return (name for tool in self.ordered for name in (tool.name, *tool.also_known_as))

    @recent_for_each(MOST_PARTNERS, by_length=True)
    def partners(self, slug: str) -> dict[str, float]:
        """Return the tools that a tool is compared with: slug -> strength of the pair."""
        return self.table.partners(slug)

    @recent_for_each(MOST_PARTNERS, by_length=True)
    def steps(self, slug: str) -> Mapping[str, Step]:
        """Return how near a tool is to each that it is compared with."""
        return self.table.steps(slug)

    @once
    def places(self) -> Mapping[str, int]:
        """Return slug -> the place of each tool in lists of all tools, from 0."""
        return {tool.slug: place for place, tool in enumerate(self.ordered)}

    @once_for_each
    def peers(self, slug: str) -> Peers:
        """Return the tools that a tool is compared with, as decision rules count them.

        Those of the default language count in all languages of a site.
        """
        if self.original:
            return self.original.peers(slug)
        return Peers(self.side(slug), [self.side(other) for other in sorted(self.partners(slug))])


def _grouped(entries: Iterable[tuple[str, Tool]]) -> dict[str, list[Tool]]:
    groups: dict[str, list[Tool]] = defaultdict(list)
    for key, tool in entries:
        groups[key].append(tool)
    return dict(groups)
