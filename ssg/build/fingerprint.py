"""Cache keys: a hash of every input of a page. Equal keys imply equal output.

Keys are computed without aligning or rendering: from hashes of tools, which are computed once per
tool. `program_fingerprint` covers the inputs that all pages share: program and libraries, layouts,
settings, addresses, and names.

The alignment of two tools depends on the texts of all tools. So the pages and documents about a
comparison have a second key: it covers the matches of the two tools instead of those texts, and is
used where the first one differs. In the same way, the capability that a recorded search asks for
depends on the texts of all tools: the second key covers the capability itself.

Most of a key of a comparison are facts that a page gives as reasons, of its tools and of all that
these are compared with. A third key, the quick one, covers what reasons and links may use of those
tools instead, or these as a whole. It takes a tenth of the time and is compared first: pages with
an equal one need no other. Pages of tools and the index of comparisons have one too, and all that
is about a tool where tools have few comparisons.

The first key of a page of a list is a hash over its view, which is all that its layout receives.
Its quick key covers more: of all tools what lists are made of, and the texts that are on the page.
Documents about the whole site have a key of all content, as nearly every change of content is one
of theirs.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ssg.build.alternative_hashes import AlternativeHashes
from ssg.build.input_hashes import InputHashes
from ssg.build.input_rows import ChangedTools, InputRows
from ssg.build.kept_hashes import KeptHashes
from ssg.build.page_table import NAMES, PageTable
from ssg.build.pair_inputs import PairInputs
from ssg.build.program_hash import HASH_BYTES, hash_of
from ssg.build.quick_keys import (
    NO_QUICK,
    NO_TAG,
    QUICK,
    TAG,
    KnownKeys,
    with_last_keys,
)
from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes
from ssg.build.tool_inputs import ToolInputs
from ssg.build.tool_keys import ToolKeys
from ssg.machine import host_files
from ssg.machine.api import has_texts
from ssg.output.staging import Keys
from ssg.ranking.replaced_names import replaced_as_written
from ssg.recent import Recent
from ssg.site import Page
from ssg.views import PAGE_KINDS
from ssg.views.changes import feed_entries
from ssg.views.comparison_index import compared, has_several_tools
from ssg.views.context import Context
from ssg.views.evidence import versus_evidence
from ssg.views.home import shown_tools
from ssg.views.likely_partners import text_matches
from ssg.views.listing import listed_tools
from ssg.views.paging import entries_of

__all__ = ["ALIGNED_KINDS", "PAIR_KINDS", "PageFingerprints"]

ALIGNED_KINDS = frozenset({"versus", "embed", "api-tool", "api-comparison", "markdown-comparison"})
"""Kinds of pages and documents that need the alignment of tools."""
KEPT_INPUTS = 1_000
"""Pages whose first key is kept: those of an edited tool need it before and after rendering."""
PAIR_KINDS = ALIGNED_KINDS - {"api-tool"}
"""Kinds of pages and documents about two tools."""
TOOL_KINDS = frozenset({"tool", "alternatives", "api-tool", "markdown-tool"})
"""Kinds of pages and documents about one tool that show others."""
SITE_KINDS = ("llms", "calendar")
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


class PageFingerprints:
    """Computes the keys of the pages of one site."""

    def __init__(
        self,
        context: Context,
        program: bytes,
        original: "PageFingerprints | None" = None,
        kept: KeptHashes | None = None,
    ) -> None:
        """Take the context of the views and the result of `program_fingerprint`.

        `original`: the keys of the pages in the default language, where these are of another one.
        `kept`: hashes of tools in the default language, for and from other builds.
        """
        self._context, self._hashes = context, InputHashes(program)
        self.kept = kept or KeptHashes()
        self._tools = ToolHashes(context, self._hashes, self.kept)
        above: SiteHashes | None = original.site if original else None
        self.site: SiteHashes = SiteHashes(context, self._hashes, self._tools, above)
        self._of_pair = PairInputs(context, self._hashes, self._tools, self.site)
        alternatives = AlternativeHashes(context, self._hashes)
        self._of_tool = ToolInputs(context, self._tools, self.site, alternatives)
        self._tool_keys = ToolKeys(context, self._hashes, self._tools, self.site, alternatives)
        self._translated = {
            tree: PageFingerprints(each, program, self) for tree, each in context.translated.items()
        }
        self._inputs_made: Recent[Page, bytes] = Recent(KEPT_INPUTS)
        self._rows: InputRows | None = None
        self._last_view: tuple[Page | None, object] = (None, None)
        self.kinds: Mapping[str, Callable[[Page], object]] = {
            **dict.fromkeys(SITE_KINDS, lambda _: self.site.everything()),
            **dict.fromkeys(VIEWED_KINDS, self.view),
            **dict.fromkeys(PAIR_KINDS, self._of_pair.first),
            "api": self._api,
            "compare": self._compare,
            "tool": self._of_tool.page,
            "alternatives": self._of_tool.alternatives,
            "prose": lambda _: self._context.site.catalog.pages,
            "not-found": lambda _: "",
            "retired": lambda _: self._retired(),
            "redirect": lambda _: "",
            "api-tool": self._of_tool.data,
            "markdown-tool": self._of_tool.document,
            "feed": self._feed,
            "badge": lambda page: self._tools.tool(page.subject[0]),
            "share-image": self._share_image,
            "indexnow": lambda _: "",
            "host-file": lambda page: host_files.body(self._context, page),
        }
        """Kind of page or document -> its inputs, other than the page's own fields."""

    def are_of(self, context: Context, program: bytes) -> bool:
        """Return whether these are the keys of this context and program."""
        return self._context is context and self._hashes.program == program

    def keys(self, pages: Sequence[Page]) -> list[Keys]:
        """Return all keys of pages; those of a comparison require its alignment."""
        quick = self.quick_keys(pages)
        return [self._all_keys(page, known) for page, known in zip(pages, quick, strict=True)]

    def _all_keys(self, page: Page, quick: bytes) -> Keys:
        """Return all keys of a page, given the quick one.

        The second key of a comparison is compared wherever it is rendered, so that it is also its
        first one.
        """
        matched = self.matched(page)
        return Keys(matched if page.kind in PAIR_KINDS else self.of(page), matched, quick)

    def of(self, page: Page) -> bytes:
        """Return the key of a page; empty for an unknown kind, which is always rendered."""
        if page.tree in self._translated:
            return self._translated[page.tree].of(page)
        if page.kind not in self.kinds:
            return b""
        if page.kind not in ALIGNED_KINDS:
            return self._inputs(page)
        texts = self.site.texts() + self.site.searches(page.subject)
        return self._hashes.of_text("", self._inputs(page) + texts)

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

        Comparisons and their index, pages and documents about a tool, and pages of lists have one.
        """
        if page.tree in self._translated:
            return self._translated[page.tree].quick(page)
        if page.kind in PAIR_KINDS or page.kind in TOOL_KINDS:
            [key] = self.quick_keys([page])
            return key
        if page.kind in VIEWED_KINDS:
            return NO_TAG + self._hashes.of(
                (self._itself(page), self.site.lists(), self._shown(page))
            )
        if page.kind == "compare":
            return NO_TAG + self._hashes.of((self._itself(page), self.site.comparisons()))
        return b""

    def _shape(self, page: Page) -> object:
        """Return all of a page about one tool but the tool, which is known by the rest."""
        address = page.address.replace(page.subject[0], NAMES)
        return page.kind, address, page[3:], tuple(self._in_languages(page))

    def quick_keys(self, pages: Sequence[Page]) -> list[bytes]:
        """Return `quick` of each page."""
        if len(pages) == 1 and pages[0].kind not in PAIR_KINDS | TOOL_KINDS:
            return [self.quick(pages[0])]
        keys = self.quick_of(PageTable.of(pages))
        return [b"" if key == NO_QUICK else key for key in map(bytes, keys.tolist())]

    def quick_of(self, pages: PageTable, known: KnownKeys | None = None) -> NDArray[np.void]:
        """Return `quick` of each page, zeros for none; those of comparisons are made at once.

        `known`: those of the last build, which most pages still have.
        """
        keys = np.zeros(len(pages), QUICK)
        rows = self.rows() if known else None
        changed = rows.changed_since(known.rows) if rows and known else None
        last = known.keys.view(QUICK) if known and changed else keys
        for places, alike in pages.by_shape():
            if alike and alike.shape.kind in PAIR_KINDS:
                own = self._in_tree(alike.shape.tree)._of_pair  # noqa: SLF001  (of this class)
                keys["tag"][places] = own.tag_of(alike.shape)
                new = np.ones(len(places), bool)
                if changed and not alike.shape.tree:
                    numbers = self._tools.pairs().numbers(alike.slugs)
                    of_tools = changed.in_pairs[numbers]
                    new = of_tools[alike.first] | of_tools[alike.second]
                new = with_last_keys(keys, last, places, new)
                keys["key"][places[new]] = own.quick_of(alike.only(new))
            else:
                self._fill(keys, pages, places.tolist(), last, changed)
        return keys.view(f"V{QUICK.itemsize}")

    def _fill(
        self,
        keys: NDArray[np.void],
        pages: PageTable,
        places: Sequence[int],
        last: NDArray[np.void],
        changed: ChangedTools | None,
    ) -> None:
        """Fill in `quick` of pages at some places that are not about two tools.

        `last`: the keys of the last build; `changed`: tools whose pages may have others.
        """
        of_tools: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in places:
            page = pages[place]
            if page.kind in TOOL_KINDS:
                of_tools[page.kind, page.tree].append(place)
            elif page.kind not in PAIR_KINDS and (key := self.quick(page)):
                keys[place] = np.frombuffer(key, QUICK)[0]
        for (kind, tree), some in of_tools.items():
            own, alike = self._in_tree(tree), [pages[place] for place in some]
            own._fill_of_tools(kind, alike, some, keys, last, changed)  # noqa: SLF001  (of this class)

    def _fill_of_tools(
        self,
        kind: str,
        pages: Sequence[Page],
        places: Sequence[int],
        keys: NDArray[np.void],
        last: NDArray[np.void],
        changed: ChangedTools | None,
    ) -> None:
        """Fill in `quick` of pages of one of `TOOL_KINDS`; some kinds have none.

        The address of each is known by its tool and the rest of it.
        """
        if self._tools.has_many_pairs():
            if kind == "tool":
                every = ((self._itself(page), self._of_tool.many(page)) for page in pages)
                made = b"".join(map(self._hashes.of, every))
                keys["key"][places] = np.frombuffer(made, f"V{HASH_BYTES}")
            return
        slugs, shapes = [page.subject[0] for page in pages], [*map(self._shape, pages)]
        tags = {shape: self._hashes.of(shape)[: len(NO_TAG)] for shape in {*shapes}}
        at = np.array(places)
        keys["tag"][at] = np.frombuffer(b"".join(map(tags.__getitem__, shapes)), TAG)
        are_new = np.ones(len(pages), bool)
        if changed and self._context.original is None:
            are_new = changed.alone[self._tools.pairs().numbers(slugs)]
        new = np.flatnonzero(with_last_keys(keys, last, at, are_new)).tolist()
        if new:
            some = [slugs[place] for place in new], [shapes[place] for place in new]
            lanes = self._tool_keys.of(kind, *some)
            keys["key"][at[new]] = lanes.view(f"V{HASH_BYTES}").ravel()

    def rows(self) -> InputRows | None:
        """Return hashes over the inputs of quick keys by tool; None where they do not pay off."""
        if self._tools.has_many_pairs():
            return None
        if self._rows is None:
            keys = self._context, self._hashes, self._tools, self.site, self._tool_keys
            self._rows = InputRows.of(*keys)
        return self._rows

    def _in_tree(self, tree: str) -> "PageFingerprints":
        """Return the keys of the pages of a language."""
        return self._translated.get(tree, self)

    def matched(self, page: Page) -> bytes:
        """Return the second key of a comparison, which requires its alignment; else nothing."""
        if page.tree in self._translated:
            return self._translated[page.tree].matched(page)
        if page.kind not in ALIGNED_KINDS:
            return b""
        searches = page.kind == "versus" and versus_evidence(self._context, *page.subject)
        return self._hashes.of_text(f"{self._matches(page)}{searches}", self._inputs(page))

    def search(self) -> bytes:
        """Return the key of the search index, in all languages."""
        everything = self.site.everything()
        translated = [each.search() for each in self._translated.values()]
        return self._hashes.of((everything, translated)) if translated else everything

    def alignments(self) -> bytes:
        """Return the key of all alignments: the program, and texts of the default language."""
        return self.site.alignments()

    def _inputs(self, page: Page) -> bytes:
        """Return a hash over the inputs of a page except for its alignment.

        The last ones are kept, but for those of comparisons, which need it once.
        """
        if page.kind in PAIR_KINDS:
            hashes, text = self._of_pair.first(page)
            return self._hashes.of_text(f"{self._itself(page)}\n{text}", hashes)
        known = self._inputs_made.get(page)
        if known is None:
            known = self._hashes.of((self._itself(page), self.kinds[page.kind](page)))
            self._inputs_made.add(page, known)
        return known

    def _itself(self, page: Page) -> object:
        """Return a page with its addresses in all languages, to which it links."""
        return page, self._in_languages(page)

    def _in_languages(self, page: Page) -> Sequence[tuple[str, str]]:
        addresses = self._context.addresses
        links = addresses.trees and page.kind in PAGE_KINDS
        return addresses.in_languages(page.address) if links else ()

    def _matches(self, page: Page) -> object:
        """Return the matches of two tools, or those of one tool with its likely partners."""
        if page.kind == "api-tool":
            return text_matches(self._context, page.subject[0])
        both = self._context.aligner.align(*page.subject).both
        return [(match.a, match.b, match.reason, match.strength) for match in both]

    def _shown(self, page: Page) -> object:
        """Return the texts of tools that a page of a list shows."""
        context = self._context
        match page.kind:
            case "listing":
                tools = entries_of(page, listed_tools(context, page))
                return [tool.summary for tool in tools]
            case "home":
                # Summaries decide which tools do the same job.
                keys = [sorted(context.pair_keys(slug)) for slug in context.tools]
                tools = context.site.catalog.tools
                replaced = [replaced_as_written(tool.original or tool) for tool in tools]
                return [tool.summary for tool in shown_tools(context)], keys, replaced
            case "search":
                return self.site.summaries()
            case "capability":
                slugs = [slug for slug, _ in context.capable()[page.subject[0]]]
                return slugs, b"".join(map(self._tools.capabilities().__getitem__, slugs))
        return ()

    def _api(self, page: Page) -> bytes:
        """Return the inputs of a document about all tools; few have texts of tools."""
        return self.site.everything() if has_texts(page) else self.site.lists()

    def _compare(self, page: Page) -> object:
        context = self._context
        pairs = compared(context, page)
        names = [context.distinct_name(slug) for pair in pairs for slug in pair]
        return pairs, names, len(context.pairs_in_order()), has_several_tools(context)

    def _retired(self) -> object:
        """Return the inputs of the pages of removed tools."""
        tools = self._context.retired.tools
        others = (slug for tool in tools for slug in tool.compared_with)
        return tools, self.site.names(), self._tools.without_page(others)

    def _share_image(self, page: Page) -> object:
        """Return the inputs of a share image; scores have no place there."""
        context = self._context
        logos = [Path(file) for file in map(context.raster_logo, page.subject) if file]
        return (
            [self._tools.tool(slug) for slug in page.subject],
            [hash_of([logo.read_bytes()]) for logo in logos],
            () if page.subject else (len(context.tools), len(context.pairs)),
        )

    def _feed(self, page: Page) -> object:
        """Return the inputs of a feed: all changes, and the tools that it is about."""
        context, (kind, name) = self._context, page.subject
        tools = context.in_category.get(name, ()) if kind == "categories" else ()
        about = context.tools[name].name if kind == "tools" else ""
        entries = feed_entries(context, kind, name) if kind != "tools" else ()
        linked = self._tools.without_page(entry.slug for entry in entries)
        return self.site.changes(), about, [tool.slug for tool in tools], linked
