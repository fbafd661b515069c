"""Responses for one state of the site, as a host would give them; pages render on request."""

import os
import threading
from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TypeAlias, cast
from urllib.parse import quote, unquote_to_bytes

from ssg.build.output_checks import check_addresses
from ssg.build.page_table import PageTable
from ssg.build.page_worker import context_in_languages, render_page
from ssg.build.sitemap import sitemap
from ssg.errors import Problem
from ssg.machine import all_documents
from ssg.media_types import HTML, media_type
from ssg.output.digests import NO_LINKS
from ssg.preview.incremental import SiteState
from ssg.preview.layouts import Layouts
from ssg.preview.search_files import SearchFiles
from ssg.rendering.assets import assets_in_languages
from ssg.search.evidence import RECORDED, recorded_searches
from ssg.site import Page, Pair
from ssg.urls import Addresses
from ssg.views import PAGE_KINDS, Context, all_pages

__all__ = ["Responder", "Response", "plain_path"]

NOT_FOUND = "/404.html"
DOCUMENT_ENDINGS = (".json", ".csv", ".atom", ".ics", ".md", ".svg", ".txt", ".png")
"""Endings of the documents for programs, and of share images; no page has one of them."""
KEPT_BODIES = 64
"""Number of rendered pages to keep: tabs that reload together request the same ones."""
UNPAIRED = (
    "A build does not contain this page, as the tools are not paired. "
    "To pair them, add [{a}, {b}] to pairs.always in content/site.yaml."
)

Pairs: TypeAlias = MutableMapping[tuple[str, str], Pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response."""

    status: int = 200
    type: str = HTML
    body: bytes = b""
    location: str = ""
    """Target of a redirect."""
    note: str = ""
    """Text that the preview shows at the top of the page."""


def plain_path(target: str) -> str:
    """Return the unquoted path of a request target; empty if it is not a plain path."""
    try:
        path = unquote_to_bytes(target.split("?", 1)[0].split("#", 1)[0]).decode("utf-8")
    except UnicodeError:
        return ""
    usual = path.startswith("/") and path.isprintable() and "\\" not in path and "//" not in path
    return path if usual and not {".", ".."} & set(path.split("/")) else ""


class Responder:
    """Responds for one state of the site. A lock serializes rendering, which is CPU-bound."""

    def __init__(
        self,
        state: SiteState,
        base_url: str,
        layouts: Layouts,
        before: "Responder | None" = None,
    ) -> None:
        """Take a site and its layouts; parts of an earlier responder that still hold are used."""
        self.state, catalog = state, state.catalog
        self._addresses = Addresses.of(catalog.settings, base_url)
        names, files = assets_in_languages(layouts.folders, state.site, self._addresses)
        self._files = {f"/{file.path}": file.body for file in files}
        self._static = {f"/{file.address}": file.source for file in catalog.static}
        known = before.context if before else None
        self.context: Context = context_in_languages(
            state.site, self._addresses, names, state.aligner, layouts.environment, known
        )
        self.search: SearchFiles = SearchFiles(state.site, before.search if before else None)
        self._bodies: dict[str, bytes] = {}
        self._lock = threading.RLock()

    def answer(self, path: str) -> Response:
        """Return the response for a path of `plain_path`; raise LayoutError if rendering fails."""
        base = self._addresses.base_path
        if path in {"", "/", base} and base:
            return Response(status=302, location=f"{base}/") if path else self._not_found()
        address = path.removeprefix(base) if path.startswith(f"{base}/") else ""
        body = self.search.file(address)
        if body is not None:
            return Response(type=media_type(address), body=body)
        with self._lock:
            return self._at(
                address.removesuffix("index.html") if address.endswith("/index.html") else address
            )

    def conflicts(self) -> list[Problem]:
        """Return a problem for each address that is used twice; this lists all pages."""
        pages = PageTable(chain(all_pages(self.context), all_documents(self.context)))
        taken = [*self._files, *(f"/{file.path}" for file in sitemap(pages, self._addresses))]
        paths = (address[1:] for address in taken)
        return check_addresses(pages, self.context.site.catalog, self._addresses, paths)

    def _at(self, address: str) -> Response:
        file = address + ("index.html" if address.endswith("/") else "")
        response = self._file(file)
        if response is None and (page := self._found(address)):
            response = Response(type=media_type(file), body=self._rendered(page))
        response = response or self._comparison(address) or self._sitemap_file(address)
        if response is None and address and self._exists(f"{address}/"):
            return Response(status=302, location=quote(f"{self._addresses.base_path}{address}/"))
        return response or self._not_found(address)

    def _exists(self, address: str) -> bool:
        """Return whether the address of a folder has a page."""
        return (
            bool(self._page(address))
            or f"{address}index.html" in self._static
            or self._comparison(address) is not None
        )

    def _found(self, address: str) -> Page | None:
        return self._paired_page(address) or self._page(address) or self._frame(address)

    def _paired_page(self, address: str) -> Page | None:
        """Find the comparison of two paired tools, without a look at all other pages."""
        tree, context = self._tree(address)
        return next(
            (
                Page("versus", address, pair, tree=tree)
                for pair in context.addresses.sides(address)
                if pair in context.pairs and context.addresses.versus(*pair) == address
            ),
            None,
        )

    def _page(self, address: str) -> Page | None:
        """Find a page other than a comparison, in a site of the tools that it may be about.

        These are the tools in the address, and those that old addresses lead to.
        """
        if address.endswith(DOCUMENT_ENDINGS):
            documents = all_documents(self.context)
            return next((page for page in documents if page.address == address), None)
        tree, context = self._tree(address)
        slugs = {self._slugs.get(part.removesuffix(".html"), "") for part in address.split("/")}
        slugs.update(context.retired.alternatives, [pair.left for pair in context.retired.pairs])
        tools = tuple(context.tools[slug] for slug in sorted(slugs & context.tools.keys()))
        catalog = replace(context.site.catalog, tools=tools)
        subset = replace(
            context,
            site=replace(context.site, catalog=catalog, pairs=()),
            tools={tool.slug: tool for tool in catalog.tools},
            translated={},
        )
        pages = chain(PAGE_KINDS["tool"].pages(subset), all_pages(subset))
        return next((page._replace(tree=tree) for page in pages if page.address == address), None)

    def _frame(self, address: str) -> Page | None:
        """Find the page of a comparison for frames of other sites, or the redirect to one."""
        if "/embed/" not in address:
            return None
        tree, context = self._tree(address)
        pages = chain(PAGE_KINDS["embed"].pages(context), PAGE_KINDS["redirect"].pages(context))
        return next((page._replace(tree=tree) for page in pages if page.address == address), None)

    def _tree(self, address: str) -> tuple[str, Context]:
        """Return the first folder and the context of the language of an address."""
        tree = address[1:].partition("/")[0]
        context = self.context.translated.get(tree)
        return (tree, context) if context else ("", self.context)

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        """Slug and aliases of each tool -> slug."""
        tools = self.context.tools.values()
        return {alias: tool.slug for tool in tools for alias in tool.aliases} | {
            slug: slug for slug in self.context.tools
        }

    def _file(self, address: str) -> Response | None:
        body = self._files.get(address)
        if body is None and "/assets/" in address and address.endswith(".json"):
            contexts = self.context.in_languages()
            lists = [file for context in contexts for file in context.browse().files]
            body = {f"/{file.path}": file.body for file in lists}.get(address)
        if body is None and address == f"/{RECORDED}":
            recorded = recorded_searches(self.context.graph())
            body = recorded.body if recorded else None
        if body is None and address in self._static:
            body = _read(self._static[address])
        return None if body is None else Response(type=media_type(address), body=body)

    def _sitemap_file(self, address: str) -> Response | None:
        """Return the response for robots.txt and sitemap files."""
        if address != "/robots.txt" and not address.startswith("/sitemap"):
            return None
        files = sitemap(PageTable(all_pages(self.context)), self._addresses)
        body = next((file.body for file in files if f"/{file.path}" == address), None)
        return None if body is None else Response(type=media_type(address), body=body)

    def _comparison(self, address: str) -> Response | None:
        """Return the comparison of any two tools in any order, by slug or alias, paired or not."""
        tree, context = self._tree(address)
        addresses = context.addresses
        slugs = [
            (self._slugs.get(first, ""), self._slugs.get(second, ""))
            for first, second in addresses.sides(address)
        ]
        pairs = [(min(pair), max(pair)) for pair in slugs if all(pair) and pair[0] != pair[1]]
        if not pairs:
            return None
        a, b = next((pair for pair in pairs if pair in context.pairs), pairs[0])
        target, paired = addresses.versus(a, b), (a, b) in context.pairs
        if address != target:
            text = context.versus_text(context.tools[a].name, context.tools[b].name)
            page = Page("redirect", address, (target, text), indexed=False, tree=tree)
            return Response(body=self._rendered(page))
        page = Page("versus", target, (a, b))
        return Response(
            body=self._rendered(page, context if paired else self._paired(context, a, b)),
            note="" if paired else UNPAIRED.format(a=a, b=b),
        )

    def _paired(self, context: Context, a: str, b: str) -> Context:
        """Return a context with two more tools paired."""
        added = {(a, b): Pair(a=a, b=b, strength=0.0, reasons=())}
        return replace(context, pairs=ChainMap(added, cast("Pairs", context.pairs)))

    def _not_found(self, address: str = "") -> Response:
        tree, context = self._tree(address)
        page = Page("not-found", context.addresses.in_tree(NOT_FOUND), indexed=False, tree=tree)
        with self._lock:
            return Response(status=404, body=self._rendered(page))

    def _rendered(self, page: Page, context: Context | None = None) -> bytes:
        if page.address not in self._bodies:
            if len(self._bodies) >= KEPT_BODIES:
                self._bodies.pop(next(iter(self._bodies)))
            self._bodies[page.address] = render_page(context or self.context, page)
        return self._bodies[page.address]


def _read(source: str) -> bytes | None:
    """Read a static file; a link that has replaced it since is not followed."""
    try:
        with open(os.open(source, os.O_RDONLY | NO_LINKS), "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None
