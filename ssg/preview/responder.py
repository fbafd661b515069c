"""A site that is deduced -> the answer to each address, as a host would give it; pages are rendered when they are asked for."""

import os
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote_to_bytes

from jinja2 import Environment

from ssg.build.output_checks import check_addresses
from ssg.build.page_worker import render_page
from ssg.build.sitemap import sitemap
from ssg.errors import Problem
from ssg.preview.incremental import SiteState
from ssg.rendering.assets import assets
from ssg.rendering.renderer import Renderer
from ssg.search.index import search_files
from ssg.site import Output, Page, Pair, Site
from ssg.urls import Addresses
from ssg.views import Context, all_pages
from ssg.views.page_head import site_view

__all__ = ["HTML", "Responder", "Response", "SearchFiles", "plain_path"]


HTML = "text/html; charset=utf-8"


TYPES = {
    ".html": HTML,
    ".htm": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
"""Ending -> what hosts say of such a file; a table of our own, as the system's differs from machine to machine."""


UNKNOWN_TYPE = "application/octet-stream"


NOT_FOUND = "/404.html"


KEPT_BODIES = 64
"""Rendered pages kept: tabs that load again at once ask for the same ones."""


UNPAIRED = "No page in a build: these two are not paired. To pair them, add [{a}, {b}] to pairs.always in content/site.yaml."


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a browser gets."""

    status: int = 200
    type: str = HTML
    body: bytes = b""
    location: str = ""
    """Where else to go, for a redirect."""
    note: str = ""
    """What whoever looks at the preview should know about the page."""


def plain_path(target: str) -> str:
    """Return the path of a request's target with escapes resolved once; nothing when it is no plain path."""
    try:
        path = unquote_to_bytes(target.split("?", 1)[0].split("#", 1)[0]).decode("utf-8")
    except UnicodeError:
        return ""
    usual = path.startswith("/") and path.isprintable() and "\\" not in path and "//" not in path
    return path if usual and not {".", ".."} & set(path.split("/")) else ""


class Responder:
    """Answers for one state of the site. Threads take turns at rendering: it keeps one core busy anyway."""

    def __init__(
        self,
        deduced: SiteState,
        base_url: str,
        layouts: Sequence[Path],
        environment: Environment,
        before: "Responder | None" = None,
    ) -> None:
        catalog = deduced.catalog
        self._addresses = Addresses.of(catalog.settings, base_url)
        names, files = assets(layouts)
        self._files = {f"/{file.path}": file.body for file in files}
        self._static = {f"/{file.address}": file.source for file in catalog.static}
        renderer = Renderer(environment, site_view(catalog.settings, self._addresses, names))
        known = before.context if before else None
        self.context: Context = Context.of(
            deduced.site, self._addresses, renderer, deduced.aligner, known
        )
        self.searched: SearchFiles = SearchFiles(deduced.site, before.searched if before else None)
        self._bodies: dict[str, bytes] = {}
        self._lock = threading.RLock()

    def answer(self, path: str) -> Response:
        """Answer a path as `plain_path` returns it; raise BuildError when a layout is at fault."""
        base = self._addresses.base_path
        if path in {"", "/", base} and base:
            return Response(status=302, location=f"{base}/") if path else self._not_found()
        address = path.removeprefix(base) if path.startswith(f"{base}/") else ""
        found = self.searched.file(address)
        if found is not None:
            return Response(type=TYPES.get(PurePosixPath(address).suffix, UNKNOWN_TYPE), body=found)
        with self._lock:
            return self._at(
                address.removesuffix("index.html") if address.endswith("/index.html") else address
            )

    def clashes(self) -> list[Problem]:
        """Return the addresses that two things want to have: this looks at all pages."""
        pages = tuple(all_pages(self.context))
        taken = [*self._files, *(f"/{file.path}" for file in sitemap(pages, self._addresses))]
        return check_addresses(
            pages, self.context.site.catalog, self._addresses, (one[1:] for one in taken)
        )

    def _at(self, address: str) -> Response:
        file = address + ("index.html" if address.endswith("/") else "")
        found = self._file(file)
        if found is None and (page := self._page(address)):
            found = Response(body=self._rendered(page))
        found = found or self._comparison(address) or self._machine_file(address)
        if found is None and address and (self._known(f"{address}/")):
            return Response(status=302, location=quote(f"{self._addresses.base_path}{address}/"))
        return found or self._not_found()

    def _known(self, address: str) -> bool:
        """Tell whether something stands at the address of a folder."""
        return (
            bool(self._page(address))
            or f"{address}index.html" in self._static
            or self._comparison(address) is not None
        )

    def _page(self, address: str) -> Page | None:
        """Find any page but a comparison: among those of a site that has only the tools that the address names."""
        slugs = {self._slugs.get(part.removesuffix(".html"), "") for part in address.split("/")} - {
            ""
        }
        catalog = replace(
            self.context.site.catalog,
            tools=tuple(self.context.tools[slug] for slug in sorted(slugs)),
        )
        few = replace(
            self.context,
            site=replace(self.context.site, catalog=catalog, pairs=()),
            tools={tool.slug: tool for tool in catalog.tools},
        )
        return next((page for page in all_pages(few) if page.address == address), None)

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        """Every name of a tool -> its slug."""
        tools = self.context.tools.values()
        return {alias: tool.slug for tool in tools for alias in tool.aliases} | {
            slug: slug for slug in self.context.tools
        }

    def _file(self, address: str) -> Response | None:
        ending = PurePosixPath(address).suffix.lower()
        body = self._files.get(address)
        if body is None and address in self._static:
            body = _read(self._static[address])
        return None if body is None else Response(type=TYPES.get(ending, UNKNOWN_TYPE), body=body)

    def _machine_file(self, address: str) -> Response | None:
        """Answer for the files that list all pages."""
        if address != "/robots.txt" and not address.startswith("/sitemap"):
            return None
        files: list[Output] = sitemap(all_pages(self.context), self._addresses)
        found = next((file.body for file in files if f"/{file.path}" == address), None)
        return (
            None
            if found is None
            else Response(type=TYPES[PurePosixPath(address).suffix], body=found)
        )

    def _comparison(self, address: str) -> Response | None:
        """Answer for any two tools in any order, by any of their names, whether they have a page in a build or not."""
        slugs = [
            (self._slugs.get(first, ""), self._slugs.get(second, ""))
            for first, second in self._addresses.sides(address)
        ]
        pairs = [(min(one), max(one)) for one in slugs if all(one) and one[0] != one[1]]
        if not pairs:
            return None
        a, b = next((pair for pair in pairs if pair in self.context.pairs), pairs[0])
        target, paired = self._addresses.versus(a, b), (a, b) in self.context.pairs
        if address != target:
            text = f"{self.context.tools[a].name} vs {self.context.tools[b].name}"
            return Response(
                body=self._rendered(Page("redirect", address, (target, text), indexed=False))
            )
        page = Page("versus", target, (a, b))
        return Response(
            body=self._rendered(page, None if paired else self._paired(a, b)),
            note="" if paired else UNPAIRED.format(a=a, b=b),
        )

    def _paired(self, a: str, b: str) -> Context:
        """Return the context as if two tools were paired."""
        context = self.context
        related = {slug: context.related.get(slug, []) for slug in (a, b)}
        return replace(
            context,
            pairs={**context.pairs, (a, b): Pair(a=a, b=b, strength=0.0, reasons=())},
            related={**context.related, **related},
        )

    def _not_found(self) -> Response:
        with self._lock:
            return Response(
                status=404, body=self._rendered(Page("not-found", NOT_FOUND, indexed=False))
            )

    def _rendered(self, page: Page, context: Context | None = None) -> bytes:
        if page.address not in self._bodies:
            if len(self._bodies) >= KEPT_BODIES:
                self._bodies.pop(next(iter(self._bodies)))
            self._bodies[page.address] = render_page(context or self.context, page)
        return self._bodies[page.address]


def _read(source: str) -> bytes | None:
    """Read a file that is to be copied as it is; a link that has taken its place since is not followed."""
    try:
        with open(os.open(source, os.O_RDONLY | NO_LINKS), "rb") as file:  # noqa: PTH123  (no links can be asked for only here)
            return file.read()
    except OSError:
        return None


NO_LINKS = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0
"""Neither follow a link nor wait for a pipe."""


ADDRESS = re.compile(r"/search/(?:current\.json|[0-9a-f]{16}/[a-z0-9/]+)")


class SearchFiles:
    """What is found in one state of a site."""

    def __init__(self, site: Site, before: "SearchFiles | None" = None) -> None:
        self.site = site
        self.files: dict[str, bytes] | None = (
            before.files if before and _same(before.site, site) else None
        )
        self._lock = threading.Lock()

    def file(self, address: str) -> bytes | None:
        """Return the file at an address, if it is one of the search; the first takes its time when there are many tools."""
        if not ADDRESS.fullmatch(address):
            return None
        with self._lock:
            if self.files is None:
                self.files = {f"/{file.path}": file.body for file in search_files(self.site)}
        return self.files.get(address)


def _same(before: Site, after: Site) -> bool:
    """Tell whether the search of two sites is the same; tools that were not read again are the same object."""
    scores = [
        [(score.slug, score.rounded) for score in site.ranking.scores] for site in (before, after)
    ]
    a, b = before.catalog, after.catalog
    return scores[0] == scores[1] and (a.tools, a.capabilities, a.settings, a.synonyms) == (
        b.tools,
        b.capabilities,
        b.settings,
        b.synonyms,
    )
