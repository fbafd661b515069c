"""Cache keys: a hash of every input of a page. Equal keys imply equal output.

Keys are computed without aligning or rendering: from hashes of tools, which are computed once per
tool. `program_fingerprint` covers the inputs that all pages share: program and libraries, layouts,
settings, addresses, and names.

The alignment of two tools depends on the texts of all tools. So the pages and documents about a
comparison have a second key: it covers the matches of the two tools instead of those texts, and is
used where the first one differs. In the same way, the capability that a recorded search asks for
depends on the texts of all tools: the second key covers the capability itself.

Most of a key of a comparison are facts that a page gives as reasons, of its tools and of all that
these are compared with. A third key, the quick one, covers those tools as a whole instead, or what
reasons use of them where each tool has many comparisons. It takes a tenth of the time and is
compared first: pages with an equal one need no other. Pages and documents about a tool have one
where tools have few comparisons.

The first key of a page of a list is a hash over its view, which is all that its layout receives.
Its quick key covers more: of all tools what lists are made of, and the texts that are on the page.
Documents about the whole site have a key of all content, as nearly every change of content is one
of theirs.
"""

import hashlib
import platform
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from itertools import chain, pairwise
from pathlib import Path

from ssg.catalog import Tool
from ssg.comparison.definitions import share_a_subject
from ssg.comparison.entries import standing
from ssg.comparison.fact_rules import calls_itself_open
from ssg.comparison.profile import ENDED, phrase_terms
from ssg.machine import host_files
from ssg.ranking.nearness import Step
from ssg.ranking.subjects import telling_stems
from ssg.settings import AttributeSpec, ImageScope
from ssg.site import Page
from ssg.views import PAGE_KINDS
from ssg.views.alternatives import has_alternatives, kinship, others_listed
from ssg.views.browser_comparison import paired, text_matches
from ssg.views.changes import feed_entries
from ssg.views.comparison_index import compared
from ssg.views.context import Context
from ssg.views.evidence import versus_evidence
from ssg.views.listing import listed_tools
from ssg.views.paging import entries_of
from ssg.views.versus import nearest_slugs, ways_out

__all__ = [
    "ALIGNED_KINDS",
    "PageFingerprints",
    "files_below",
    "hash_of",
    "program_fingerprint",
    "program_hash",
]

HASH_BYTES = 16
WORD = re.compile(r"\w+")
ABOVE = re.compile(" / | - ")
"""Separates the name of a category from those of the categories above it; see `category_tree`."""
KEPT_INPUTS = 128
"""Pages whose first hash is kept for their second key; more than a batch has."""
MANY_PAIRS = 16
"""Comparisons per tool from which the quick key of a comparison is a close one."""
MOST_ENTRIES = 300
"""Different entries of lists up to which this pays; they count once per attribute."""
LIBRARIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "numpy",
    "pydantic",
    "pyyaml",
    "snowballstemmer",
)
"""Packages whose version may change the bytes of a page."""
ALIGNED_KINDS = frozenset({"versus", "embed", "api-tool", "api-comparison", "markdown-comparison"})
"""Kinds of pages and documents that need the alignment of tools."""
PAIR_KINDS = ALIGNED_KINDS - {"api-tool"}
"""Kinds of pages and documents about two tools."""
TOOL_KINDS = frozenset({"tool", "alternatives", "api-tool", "markdown-tool"})
"""Kinds of pages and documents about one tool that show others."""
SITE_KINDS = ("api", "llms", "calendar")
"""Kinds of documents about all tools or many of them."""
VIEWED_KINDS = frozenset(
    {
        "home",
        "listing",
        "categories",
        "capabilities",
        "capability",
        "rankings",
        "methodology",
        "stats",
        "changes",
        "search",
    }
)
"""Kinds of pages about all tools or many of them."""


def program_fingerprint(context: Context, layouts: tuple[Path, ...]) -> bytes:
    """Return a hash over the inputs that all pages of a site share."""
    settings = context.site.settings
    inputs = [version("pillow") if settings.publish.share_images is not ImageScope.NONE else ""]
    for each in context.in_languages():
        inputs += [
            repr(each.site.settings),
            repr(each.site.catalog.capabilities),
            repr(each.site.ranking.as_of),
            repr(each.addresses),
            repr(each.renderer.site),
        ]
    if context.addresses.file_addresses:  # links to pages and to static files then differ
        inputs += sorted(file.address for file in context.site.catalog.static)
    font = context.static_file(settings.publish.share_font)
    return hash_of(
        chain(
            (text.encode("utf-8", "surrogatepass") for text in inputs),
            (program_hash(),),
            *(files_below(folder) for folder in layouts),
            [Path(font).read_bytes()] if font else [],
        )
    )


@cache
def program_hash() -> bytes:
    """Return a hash over the running program and its libraries."""
    versions = platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, *map(version, LIBRARIES)
    folder = Path(__file__).parents[1]
    tables = (files_below(folder / room / "data") for room in ("comparison", "search"))
    program = chain(files_below(folder, "*.py"), *tables)
    return hash_of(chain((text.encode() for text in versions), program))


def hash_of(pieces: Iterable[bytes]) -> bytes:
    """Return a hash over pieces; each is preceded by its length, so that borders count."""
    total = hashlib.blake2b(digest_size=HASH_BYTES)
    for piece in pieces:
        total.update(len(piece).to_bytes(8, "big"))
        total.update(piece)
    return total.digest()


def files_below(folder: Path, pattern: str = "*") -> Iterator[bytes]:
    """Yield the name and the content of each file below a folder."""
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        yield path.read_bytes()


def _equal_strengths(partners: Mapping[str, float]) -> list[bool]:
    """Return for each partner but the first whether its pair is as strong as the one before."""
    return [first == second for first, second in pairwise(partners.values())]


class PageFingerprints:
    """Computes the keys of the pages of one site."""

    def __init__(
        self, context: Context, program: bytes, original: "PageFingerprints | None" = None
    ) -> None:
        """Take the context of the views and the result of `program_fingerprint`.

        `original`: the keys of the pages in the default language, where these are of another one.
        """
        self._context, self._program, self._original = context, program, original
        self._translated = {
            tree: PageFingerprints(each, program, self) for tree, each in context.translated.items()
        }
        self._kept: dict[tuple[str, str], bytes] = {}
        self._aligned = b""
        self._by_word: dict[str, list[str]] = {}
        self._recent: dict[str, tuple[Page, bytes]] = {}
        self._last_view: tuple[Page | None, object] = (None, None)
        self._last_nearest: tuple[tuple[str, str], list[str]] = (("", ""), [])
        self._last_pointed_to: tuple[tuple[str, str], object] = (("", ""), ())
        self._fed: frozenset[str] | None = None
        self._entries: Sequence[tuple[AttributeSpec, str]] | None = None
        self._tops: Mapping[str, str] = {}
        self.kinds: Mapping[str, Callable[[Page], object]] = {
            **dict.fromkeys(SITE_KINDS, lambda _: self._everything()),
            **dict.fromkeys(VIEWED_KINDS, self.view),
            "versus": self._versus,
            "embed": self._versus,
            "compare": self._compare,
            "tool": self._tool_page,
            "alternatives": self._alternatives,
            "prose": lambda _: self._context.site.catalog.pages,
            "not-found": lambda _: "",
            "retired": lambda _: self._retired(),
            "redirect": lambda _: "",
            "api-tool": self._tool_data,
            "api-comparison": self._comparison_document,
            "markdown-tool": self._tool_document,
            "markdown-comparison": self._versus,
            "feed": self._feed,
            "badge": lambda page: self._tool(page.subject[0]),
            "share-image": self._share_image,
            "indexnow": lambda _: "",
            "host-file": lambda page: host_files.body(self._context, page),
        }
        """Kind of page or document -> its inputs, other than the page's own fields."""

    def are_of(self, context: Context, program: bytes) -> bool:
        """Return whether these are the keys of this context and program."""
        return self._context is context and self._program == program

    def of(self, page: Page) -> bytes:
        """Return the key of a page; empty for an unknown kind, which is always rendered."""
        if page.tree in self._translated:
            return self._translated[page.tree].of(page)
        if page.kind not in self.kinds:
            return b""
        aligned = (self._texts(), self._searches(page)) if page.kind in ALIGNED_KINDS else ()
        return self._hash((self._inputs(page), aligned))

    def view(self, page: Page) -> object:
        """Return the view of a page of a list, the last one is kept; None for other pages."""
        if page.tree in self._translated:
            return self._translated[page.tree].view(page)
        if page.kind not in VIEWED_KINDS:
            return None
        if self._last_view[0] is not page:
            self._last_view = page, PAGE_KINDS[page.kind].view(self._context, page)
        return self._last_view[1]

    def quick(self, page: Page) -> bytes:
        """Return a key that covers all that `of` covers, and more; nothing for some kinds.

        Comparisons, pages and documents about a tool, and pages of lists have one.
        """
        if page.tree in self._translated:
            return self._translated[page.tree].quick(page)
        if page.kind in VIEWED_KINDS:
            return self._hash((self._itself(page), self._lists(), self._shown(page)))
        if page.kind in TOOL_KINDS and not self._has_many_pairs():
            return self._hash((self._itself(page), self._about(page)))
        if page.kind not in PAIR_KINDS:
            return b""
        context, (a, b) = self._context, page.subject
        inputs = (
            self._itself(page),
            self._around(a),
            self._around(b),
            self._shared(),
            context.editorials.get((a, b)),
            # with few pairs, the way out and the names of other tools follow from `_around`
            self._pointed_to(a, b) if self._has_many_pairs() else self._nearest(a, b),
            context.pairs[a, b].reasons if page.kind == "api-comparison" else (),
            self._searches(page),
        )
        return self._hash(inputs)

    def _shared(self) -> bytes:
        """Return a hash over what all comparisons use of all tools."""
        flags = self._context.flags
        return self._once("shared", "", lambda: (self._all_names(), sorted(flags()), self._texts()))

    def _about(self, page: Page) -> object:
        """Return inputs of a page or document about a tool, which cover those of its first key."""
        context, slug = self._context, page.subject[0]
        searches = self._searches(page)
        own: object = ()
        match page.kind:
            case "tool":
                own = (
                    context.firm_scores,
                    context.tools[slug].summary.casefold() in context.repeated_summaries,
                    context.credit(slug),
                    context.site.catalog.history.get(slug),
                    slug in self._tools_with_feed(),
                    self._kinships(slug),
                )
            case "alternatives":
                own = self._kinships(slug), others_listed(context, slug)
            case "api-tool":
                likely = [slug in paired(context, other) for other in context.partners(slug)]
                own = self._texts(), likely, self._kinships(slug)
            case "markdown-tool":
                own = self._kinships(slug)
        return (
            self._around(slug),
            context.scores[slug].place,
            self._common("".join(context.tools[slug].categories[:1])),
            self._reasons_of(slug),
            (self._texts(), searches) if searches else (),
            own,
        )

    def _common(self, category: str) -> bytes:
        """Return a hash over the entries of lists that are common in a category."""
        entries = self._context.telling().common_entries
        return self._once("common", category, lambda: sorted(entries(category)))

    def _reasons_of(self, slug: str) -> bytes:
        """Return a hash over the pairs of a tool, and why each has a page."""
        pairs = self._context.related.get(slug, ())
        return self._once(
            "reasons", slug, lambda: [(pair.a, pair.b, pair.reasons) for pair in pairs]
        )

    def _reasons(self) -> bytes:
        """Return a hash over all pairs, and why each has a page."""
        pairs = self._context.site.pairs
        return self._once("reasons", "", lambda: [(pair.a, pair.b, pair.reasons) for pair in pairs])

    def _nearest(self, a: str, b: str) -> list[str]:
        """Return the tools that a comparison points to; the last ones are kept."""
        if self._last_nearest[0] != (a, b):
            self._last_nearest = (a, b), nearest_slugs(self._context, a, b)
        return self._last_nearest[1]

    def _pointed_to(self, a: str, b: str) -> object:
        """Return the tools to which a comparison links, and in which rules; the last are kept."""
        if self._last_pointed_to[0] != (a, b):
            nearest, ways = self._nearest(a, b), ways_out(self._context, a, b)
            without = self._without_page([*nearest, *(slug for _, slug in ways)])
            self._last_pointed_to = (a, b), (nearest, ways, without)
        return self._last_pointed_to[1]

    def _itself(self, page: Page) -> object:
        """Return a page with its addresses in all languages, to which it links."""
        addresses = self._context.addresses
        links = addresses.trees and page.kind in PAGE_KINDS
        return page, addresses.in_languages(page.address) if links else ()

    def _without_page(self, slugs: Iterable[str]) -> list[str]:
        """Return the tools whose links lead to the default language, as this one lacks them."""
        context = self._context
        if not context.leaves_pages_out():
            return []
        has, tool = context.addresses.has, context.addresses.tool
        return [slug for slug in slugs if not has(tool(slug))]

    def _left_out(self) -> Mapping[str, None]:
        """Return all that has no page in this language; see `Language.left_out`."""
        addresses = self._context.addresses
        return addresses.left_out.get(addresses.tree, {})

    def _around(self, slug: str) -> bytes:
        """Return a hash over a tool and all that it is compared with, in the order of scores.

        With few pairs it covers all of these tools, and which pairs are stronger than others.
        """

        def tools() -> object:
            scores, partners = self._context.scores, self._context.partners(slug)
            others = sorted(partners, key=lambda other: (scores[other].place, other))
            if self._has_many_pairs():
                rivals = [(other, self._rival(other)) for other in others]
                return self._tool(slug), rivals, self._alike(slug, others)
            known = [(other, self._tool(other)) for other in others]
            return self._tool(slug), known, [*partners], _equal_strengths(partners)

        return self._once("around", slug, tools)

    def _has_many_pairs(self) -> bool:
        """Return whether it pays to look closely at what a comparison uses of a third tool.

        With few comparisons of each tool, few change with it, and their second look is cheap.
        """
        context = self._context
        many = len(context.pairs) > MANY_PAIRS * len(context.tools)
        return many and len(self._listed_entries()) <= MOST_ENTRIES

    def _alike(self, slug: str, others: Sequence[str]) -> list[str]:
        """Return the tools whose summaries share a subject with that of a tool."""
        context, side = self._context, self._context.side(slug)
        return [other for other in others if share_a_subject(side, context.side(other))]

    def _listed_entries(self) -> Sequence[tuple[AttributeSpec, str]]:
        """Return all entries of lists that may be a reason, each once per attribute."""
        if self._entries is None:
            catalog = self._context.site.catalog
            reasons = {spec.id: spec for spec in catalog.settings.attributes if spec.is_reason}
            entries = {
                (key, entry)
                for tool in catalog.tools
                for key, value in tool.attributes
                if key in reasons and isinstance(value, tuple)
                for entry in value
            }
            self._entries = [(reasons[key], entry) for key, entry in sorted(entries)]
        return self._entries

    def _rival(self, slug: str) -> bytes:
        """Return a hash over what comparisons of other tools use of a tool, to count reasons.

        Of its texts, that is whether they name or deny the entries of lists, have their terms, and
        call the tool open source, what it is an alternative to, and how much its summary tells.
        What two summaries share is in `_alike`.
        """

        def inputs() -> object:
            side, tool = self._context.side(slug), self._context.tools[slug]
            named = [
                (
                    standing(side, entry, spec.entry_synonyms),
                    [side.has_terms([term]) for term in phrase_terms(entry)],
                )
                for spec, entry in self._listed_entries()
            ]
            price = tool.pricing.model, tool.pricing.has_free_tier
            licence = tool.license, calls_itself_open(side)
            jobs = sorted(side.jobs or ()), len(telling_stems(tool.summary))
            kind = tool.type, tool.categories, sorted(side.free_editions), jobs
            return self._peer(slug), price, licence, tool.status, tool.updated, kind, named

        return self._once("rival", slug, inputs)

    def _all_names(self) -> bytes:
        """Return a hash over all names of all tools."""
        tools = self._context.site.catalog.tools
        return self._once(
            "names", "", lambda: [(tool.slug, tool.name, tool.also_known_as) for tool in tools]
        )

    def matched(self, page: Page) -> bytes:
        """Return the second key of a comparison, which requires its alignment; else nothing."""
        if page.tree in self._translated:
            return self._translated[page.tree].matched(page)
        if page.kind not in ALIGNED_KINDS:
            return b""
        searches = page.kind == "versus" and versus_evidence(self._context, *page.subject)
        return self._hash((self._inputs(page), self._matches(page), searches))

    def _matches(self, page: Page) -> object:
        """Return the matches of two tools, or those of one tool with its likely partners."""
        if page.kind == "api-tool":
            return text_matches(self._context, page.subject[0])
        both = self._context.aligner.align(*page.subject).both
        return [(match.a, match.b, match.reason, match.strength) for match in both]

    def search(self) -> bytes:
        """Return the key of the search index, in all languages."""
        translated = [each.search() for each in self._translated.values()]
        return self._hash((self._everything(), translated)) if translated else self._everything()

    def _inputs(self, page: Page) -> bytes:
        """Return a hash over the inputs of a page except for its alignment; the last are kept."""
        recent = self._recent.get(page.address)
        if recent is None or recent[0] is not page:
            if len(self._recent) >= KEPT_INPUTS:
                self._recent.clear()
            recent = page, self._hash((self._itself(page), self.kinds[page.kind](page)))
            self._recent[page.address] = recent
        return recent[1]

    def _versus(self, page: Page) -> object:
        """Return the inputs of a comparison except for its alignment."""
        context, (a, b) = self._context, page.subject
        return (
            self._side(a, b),
            self._side(b, a),
            context.editorials.get((a, b)),
            (context.distinct_name(a), context.distinct_name(b)),
            self._pointed_to(a, b),
            sorted(context.flags()),
        )

    def _side(self, slug: str, other: str) -> object:
        """Return the inputs of one side of a comparison, which its other comparisons share."""
        peers, attributes = self._context.peers(slug), self._context.site.settings.attributes
        keys = peers.allowed(other, attributes), peers.general(other, attributes)
        return self._tool(slug), self._partners(slug), self._named(slug), keys

    def _named(self, slug: str) -> bytes:
        """Return a hash over the names of tools in what a tool states about others."""

        def names() -> object:
            side = self._context.side(slug)
            texts = [each.vs_alternatives for each in side.tool.capabilities]
            text = "\n".join([side.rivals, *(texts if side.tool.original else [])])
            words = {*WORD.findall(text), ""}
            known = [name for word in words for name in self._names_by_word().get(word, ())]
            return sorted({name for name in known if name in text})

        return self._once("named", slug, names)

    def _names_by_word(self) -> Mapping[str, Sequence[str]]:
        """Return the names of all tools by their first word."""
        if not self._by_word:
            for tool in self._context.site.catalog.tools:
                for name in (tool.name, *tool.also_known_as):
                    first = WORD.search(name)
                    self._by_word.setdefault(first[0] if first else "", []).append(name)
        return self._by_word

    def _compare(self, page: Page) -> object:
        context = self._context
        pairs = compared(context, page)
        names = [context.distinct_name(slug) for pair in pairs for slug in pair]
        return pairs, names, len(context.pairs_in_order())

    def _tool_page(self, page: Page) -> object:
        context, slug = self._context, page.subject[0]
        partners = [(other, context.distinct_name(other)) for other in context.partners(slug)]
        return (
            self._tool(slug),
            context.scores[slug].place,
            context.firm_scores,
            context.distinct_name(slug),
            context.tools[slug].summary.casefold() in context.repeated_summaries,
            context.credit(slug),
            context.site.catalog.history.get(slug),
            slug in self._tools_with_feed(),
            (self._texts(), self._searches(page)) if self._searches(page) else (),
            partners,
            self._without_page(context.partners(slug)),
            has_alternatives(context, slug),
        )

    def _retired(self) -> object:
        """Return the inputs of the pages of removed tools."""
        tools = self._context.retired.tools
        others = (slug for tool in tools for slug in tool.compared_with)
        return tools, self._names(), self._without_page(others)

    def _tools_with_feed(self) -> frozenset[str]:
        """Return the tools that have an entry in a feed."""
        if self._fed is None:
            self._fed = frozenset(entry.slug for entry in self._context.changes())
        return self._fed

    def _searches(self, page: Page) -> bytes:
        """Return a hash over all recorded searches if some led to a tool of a page."""
        found = self._context.graph().by_tool
        return self._evidence() if any(slug in found for slug in page.subject) else b""

    def _evidence(self) -> bytes:
        """Return a hash over all recorded searches."""
        return self._once("evidence", "", lambda: self._context.site.catalog.evidence)

    def _tool_document(self, page: Page) -> object:
        """Return the inputs of a document about a tool: its page in brief, and why it has pairs."""
        context, slug = self._context, page.subject[0]
        pairs = [(pair.a, pair.b, pair.reasons) for pair in context.related.get(slug, ())]
        searches = (self._texts(), self._searches(page)) if self._searches(page) else ()
        partners = context.partners(slug)
        others = [self._neighbour(other) for other in partners], _equal_strengths(partners)
        more = self._common_entries(slug), self._kinships(slug)
        return self._tool(slug), others, context.scores[slug].place, pairs, searches, more

    def _common_entries(self, slug: str) -> list[tuple[str, str]]:
        """Return the entries of a tool's lists that are too common to make another tool near."""
        tool = self._context.tools[slug]
        common = self._context.telling().common_entries("".join(tool.categories[:1]))
        lists = [(key, value) for key, value in tool.attributes if isinstance(value, tuple)]
        return [(key, entry) for key, value in lists for entry in value if (key, entry) in common]

    def _tool_data(self, page: Page) -> object:
        """Return the inputs of a tool as JSON, except for its alignments with likely partners."""
        context, slug = self._context, page.subject[0]
        likely = [slug in paired(context, other) for other in context.partners(slug)]
        return self._tool_document(page), likely

    def _comparison_document(self, page: Page) -> object:
        """Return the inputs of a comparison as JSON, except for its alignment."""
        a, b = page.subject
        return self._versus(page), self._context.pairs[a, b].reasons

    def _share_image(self, page: Page) -> object:
        """Return the inputs of a share image; scores have no place there."""
        context = self._context
        logos = [Path(file) for file in map(context.raster_logo, page.subject) if file]
        return (
            [self._tool(slug) for slug in page.subject],
            [hash_of([logo.read_bytes()]) for logo in logos],
            () if page.subject else (len(context.tools), len(context.pairs)),
        )

    def _feed(self, page: Page) -> object:
        """Return the inputs of a feed: all changes, and the tools that it is about."""
        context, (kind, name) = self._context, page.subject
        tools = context.in_category.get(name, ()) if kind == "categories" else ()
        about = context.tools[name].name if kind == "tools" else ""
        entries = feed_entries(context, kind, name) if kind != "tools" else ()
        linked = self._without_page(entry.slug for entry in entries)
        return self._changes(), about, [tool.slug for tool in tools], linked

    def _changes(self) -> bytes:
        """Return a hash over all changes as readers see them."""
        return self._once("changes", "", self._context.changes)

    def _alternatives(self, page: Page) -> object:
        """Return the inputs of a page of alternatives; of strengths, only their order counts."""
        context, slug = self._context, page.subject[0]
        partners = context.partners(slug)
        others = [
            self._tool(other) if self._may_be_listed(slug, other) else self._neighbour(other)
            for other in partners
        ]
        equal = _equal_strengths(partners)
        name, count = context.distinct_name(slug), others_listed(context, slug)
        common, kin = self._common_entries(slug), self._kinships(slug)
        return self._tool(slug), name, others, equal, common, kin, count

    def _kinships(self, slug: str) -> bytes:
        """Return a hash over what makes the tools that a tool is compared with alternatives."""
        context = self._context
        others = context.partners(slug)
        return self._once("kin", slug, lambda: [kinship(context, slug, other) for other in others])

    def _may_be_listed(self, slug: str, other: str) -> bool:
        """Return whether a tool may be an alternative to another one, with all that is shown of it.

        That is so if they have a category in common, or a category above their main ones, or if
        their summaries may decide.
        """
        kin = kinship(self._context, slug, other)
        if kin.step >= Step.NEAR or kin.are_rivals:
            return True
        first, second = (self._context.tools[each].categories for each in (slug, other))
        if not first or not second or not set(first).isdisjoint(second):
            return True
        if not self._tops:
            categories = self._context.site.settings.categories
            self._tops = {each.id: ABOVE.split(each.name)[0] for each in categories}
        return self._tops[first[0]] == self._tops[second[0]]

    def _neighbour(self, slug: str) -> bytes:
        """Return a hash over a tool as one that is compared: its name, place and what it shares."""

        def inputs() -> object:
            tool, score = self._context.tools[slug], self._context.scores[slug]
            ids = sorted({each.id for each in tool.capabilities if each.id})
            ended = tool.status in ENDED
            shared = tool.type, tool.categories, tool.tags, tool.attributes, ids, ended
            name = self._context.distinct_name(slug)
            return slug, name, score.total, shared, self._without_page([slug])

        return self._once("neighbour", slug, inputs)

    def _lists(self) -> bytes:
        """Return a hash over what lists are made of: all but the texts of tools."""
        context = self._context

        def inputs() -> object:
            site = context.site
            return (
                [_listed(tool) for tool in context.ordered],
                site.ranking.scores,
                self._reasons(),
                site.credits,
                site.catalog.history,
                self._changes(),
                self._evidence(),
                self._texts() if site.catalog.evidence else (),
                self._left_out(),
            )

        return self._once("lists", "", inputs)

    def _shown(self, page: Page) -> object:
        """Return the texts of tools that a page of a list shows."""
        context = self._context
        match page.kind:
            case "listing":
                return [tool.summary for tool in entries_of(page, listed_tools(context, page))]
            case "home":
                return self._summaries(), [
                    sorted(context.pair_keys(slug)) for slug in context.tools
                ]
            case "search":
                return self._summaries()
            case "capability":
                return context.capable[page.subject[0]]
        return ()

    def _summaries(self) -> bytes:
        """Return a hash over the summaries of all tools."""
        tools = self._context.ordered
        return self._once("summaries", "", lambda: [tool.summary for tool in tools])

    def _everything(self) -> bytes:
        """Return a hash over all tools, scores, pairs, searches, and what git has of them."""
        context = self._context

        def inputs() -> object:
            site = context.site
            return (
                [self._tool(tool.slug) for tool in context.ordered],
                [(score.slug, score.place) for score in site.ranking.scores],
                self._reasons(),
                site.credits,
                site.catalog.history,
                self._changes(),
                self._evidence(),
                self._texts(),
                self._left_out(),
            )

        return self._once("site", "", inputs)

    def _texts(self) -> bytes:
        """Return a hash over all that alignments and searches depend on."""
        return self._once(
            "texts", "", lambda: (self.alignments(), self._context.site.catalog.synonyms)
        )

    def alignments(self) -> bytes:
        """Return the key of all alignments: the program, and texts of the default language."""
        if self._original:
            return self._original.alignments()
        if not self._aligned:
            catalog = self._context.site.catalog
            shared = catalog.synonyms, catalog.capabilities, self._names()
            own = (tool.capabilities for tool in catalog.tools)
            texts = map(repr, chain(shared, own))
            pieces = (text.encode("utf-8", "surrogatepass") for text in texts)
            self._aligned = hash_of(chain((program_hash(),), pieces))
        return self._aligned

    def _names(self) -> list[tuple[str, str]]:
        return [(tool.slug, tool.name) for tool in self._context.site.catalog.tools]

    def _tool(self, slug: str) -> bytes:
        """Return a hash over a tool, its score without its place, and its name on pages."""
        context = self._context
        return self._once(
            "tool",
            slug,
            lambda: (
                _untranslated(context.tools[slug]),
                replace(context.scores[slug], place=0),
                context.distinct_name(slug),
                context.inherited(slug),
                context.listed_bases(slug),
                self._without_page([slug]),
                self._capabilities_without_page(slug),
                sorted(context.free_editions(slug)),
                sorted(context.pair_keys(slug)),
            ),
        )

    def _capabilities_without_page(self, slug: str) -> list[str]:
        """Return the shared capabilities of a tool that this language has no page of."""
        left_out, tool = self._left_out(), self._context.tools[slug]
        return [each.id for each in tool.capabilities if f"capabilities/{each.id}" in left_out]

    def _partners(self, slug: str) -> bytes:
        """Return a hash over what comparisons of a tool use of its partners."""
        partners = self._context.partners(slug)
        return self._once(
            "partners", slug, lambda: [self._peer(other) for other in sorted(partners)]
        )

    def _peer(self, slug: str) -> bytes:
        """Return a hash over what comparisons of other tools use of a tool."""
        return self._once("peer", slug, lambda: self._shown_of_peer(slug))

    def _shown_of_peer(self, slug: str) -> object:
        context = self._context
        tool = context.tools[slug]
        ids = sorted({each.id for each in tool.capabilities if each.id})
        names = context.side(slug).names
        return (
            slug,
            context.distinct_name(slug),
            names,
            tool.attributes,
            context.inherited(slug),
            sorted(context.free_editions(slug)),
            bool(tool.capabilities),
            ids,
        )

    def _once(self, what: str, slug: str, inputs: Callable[[], object]) -> bytes:
        """Return the hash of the inputs; it is computed once for each `what` and tool."""
        key = what, slug
        if key not in self._kept:
            self._kept[key] = self._hash(inputs())
        return self._kept[key]

    def _hash(self, inputs: object) -> bytes:
        return hashlib.blake2b(
            repr(inputs).encode("utf-8", "surrogatepass"),
            key=self._program,
            digest_size=HASH_BYTES,
        ).digest()


def _listed(tool: Tool) -> object:
    """Return what lists are made of: all but the texts of a tool and of its capabilities."""
    capabilities = [(each.id, each.anchor, each.title, each.sources) for each in tool.capabilities]
    bare = replace(
        tool, summary="", description="", capabilities=(), translations=(), original=None
    )
    return bare, capabilities, tool.original and _listed(tool.original)


def _untranslated(tool: Tool) -> Tool:
    """Return a tool without its texts in other languages, which are on other pages."""
    return replace(tool, translations=()) if tool.translations else tool
