"""Addresses of pages, and the output file of each address; defined only here."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import urlsplit

from ssg.settings import Settings

__all__ = ["Addresses", "ordered"]


ONCE = ("api", "assets", "badges", "share")
"""First folders of what a site in several languages has once."""


PAIRED = ("compare", "embed")
"""First folders of the pages about two tools."""


def ordered(a: str, b: str) -> tuple[str, str]:
    """Return two slugs in the order of their comparison's address."""
    return (a, b) if a < b else (b, a)


@cache
def _base_path(base_url: str) -> str:
    return urlsplit(base_url).path.rstrip("/")


def _names_of(path: str) -> list[str]:
    """Return the names in a path: `/tools/flax/` -> `tools`, `flax`."""
    return path.removesuffix(".html").strip("/").split("/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses below the site's root; all start with `/`."""

    base_url: str
    """Ends with `/`."""
    file_addresses: bool = False
    """Whether addresses end with `.html` instead of `/`."""
    relative_links: bool = False
    """Whether the links of a finished page are made relative to it."""
    tree: str = ""
    """Language whose pages these are, which is their first folder; empty for the default one."""
    trees: tuple[str, ...] = ()
    """The languages of a site that has several, the default first."""
    left_out: Mapping[str, Mapping[str, None]] = field(default_factory=dict, repr=False, hash=False)
    """Language -> what has no page in it; see `Language.left_out`, also for its `repr`."""

    @classmethod
    def of(cls, settings: Settings, base_url: str = "") -> "Addresses":
        """Return the addresses of a site; `base_url` overrides that of the settings."""
        base = base_url or settings.base_url
        return cls(
            base if base.endswith("/") else base + "/",
            settings.file_addresses,
            settings.relative_links,
            settings.tree,
            tuple(language.code for language in settings.languages),
            {each.code: each.left_out for each in settings.languages if each.left_out},
        )

    @property
    def prefix(self) -> str:
        """What precedes the addresses of pages in this language: empty, or `/de`."""
        return f"/{self.tree}" if self.tree else ""

    def in_tree(self, path: str) -> str:
        """Return the address in this language for one in the default language."""
        return self.prefix + path

    def of_tree(self, tree: str) -> "Addresses":
        """Return the addresses in another language; `tree` is empty for the default one."""
        return self if tree == self.tree else replace(self, tree=tree)

    def search_file(self, path: str) -> str:
        """Return the output file of a file of the search in this language."""
        return self.in_tree(f"/{path}").lstrip("/")

    def in_languages(self, address: str) -> list[tuple[str, str]]:
        """Return language and address of a page of this tree in every language of the site."""
        path, (default, *others) = address.removeprefix(self.prefix), self.trees
        names = _names_of(path)
        having = (code for code in others if not self._leaves_out(code, names))
        return [(default, path), *((code, f"/{code}{path}") for code in having)]

    def has(self, address: str) -> bool:
        """Return whether an address is one of this language."""
        return not self.tree or address.startswith(f"{self.prefix}/")

    def _leaves_out(self, tree: str, names: Sequence[str]) -> bool:
        """Return whether a language has no page at a path; a comparison needs both tools."""
        left_out = self.left_out.get(tree)
        if not left_out or not names:
            return False
        folder, name = names[0], "/".join(names[1:2])
        if folder in PAIRED:
            parts = name.split("-vs-")
            cuts = range(1, len(parts))
            sides = (("-vs-".join(parts[:cut]), "-vs-".join(parts[cut:])) for cut in cuts)
            paged = name == "page"  # a list of fewer comparisons has fewer pages
            return paged or any(f"tools/{slug}" in left_out for pair in sides for slug in pair)
        folder = "tools" if folder == "alternatives" else folder
        return (f"{folder}/{name}" if name else folder) in left_out

    def localized(self, href: str, static: Collection[str]) -> str:
        """Return a link of the content as the pages of this language have it.

        A link to a page leads to the same page in this language; `static` are the addresses of
        files that are copied unchanged, without the first `/`.
        """
        path, rest = self._parts(href)
        first, name = path[1:].partition("/")[0], path.rpartition("/")[2]
        is_file = "." in name and not name.endswith(".html")
        if not self.tree or not path or is_file or first in (*ONCE, *self.trees):
            return href
        if self.file(path) in static or self._leaves_out(self.tree, _names_of(path)):
            return href
        return self.base_path + self.in_tree(path) + rest

    def of_content(self, href: str, static: Container[str]) -> str:
        """Return a link of the content, such as `/tools/flax/`, as the pages of this site have it.

        It is below the base path, which the content may leave out, and ends with `.html` where
        pages do; `static` is as above.
        """
        path, rest = self._parts(href)
        if not path:
            return href
        is_root = path.strip("/") in ("", *self.trees)
        is_page = path.endswith("/") and not is_root and self.file(path) not in static
        ending = ".html" if self.file_addresses and is_page else ""
        return self.base_path + (path.removesuffix("/") + ending if ending else path) + rest

    def _parts(self, href: str) -> tuple[str, str]:
        """Return the path of a link without the base path, and its query and anchor.

        The path is empty if the link is relative or leads to another site.
        """
        if not href.startswith("/") or href.startswith("//"):
            return "", href
        below = f"{href}/".startswith(f"{self.base_path}/")
        address = href.removeprefix(self.base_path) if below else href
        end = min(place if place >= 0 else len(address) for place in map(address.find, "?#"))
        return address[:end] or "/", address[end:]

    def alternates(self, address: str) -> list[tuple[str, str]]:
        """Return `hreflang` and URL of a page of this tree in every language; `x-default` last.

        Empty for a page in one language.
        """
        if not self.trees:
            return []
        pages = [(code, self.absolute(path)) for code, path in self.in_languages(address)]
        return [*pages, ("x-default", pages[0][1])] if len(pages) > 1 else []

    @property
    def base_path(self) -> str:
        """The path of the base URL without the final `/`: empty, or `/sub`."""
        return _base_path(self.base_url)

    def href(self, address: str) -> str:
        """Return the link to an address, with the base path."""
        return self.base_path + address

    def absolute(self, address: str) -> str:
        """Return the URL of an address, with scheme and host."""
        return self.base_url.rstrip("/") + address

    def url(self, href: str) -> str:
        """Return the URL of a link of `href`."""
        return self.base_url.rstrip("/").removesuffix(self.base_path) + href

    def file(self, address: str) -> str:
        """Return the output file of an address, relative to the output folder."""
        return address.lstrip("/") + ("index.html" if address.endswith("/") else "")

    def page(self, *names: str) -> str:
        """Return the address of the page at a path; without names, of the home page.

        It is in the default language if this one does not have the page.
        """
        if not names:
            return f"{self.prefix}/"
        prefix = self.prefix if self.tree and not self._leaves_out(self.tree, names) else ""
        return f"{prefix}/{'/'.join(names)}{'.html' if self.file_addresses else '/'}"

    def markdown(self, address: str) -> str:
        """Return the address of the Markdown of a page: `/tools/flax/` -> `/tools/flax.md`."""
        return address.removesuffix(".html").removesuffix("/") + ".md"

    def api(self, name: str) -> str:
        """Return the address of a JSON document: `tools/flax` -> `/api/v1/tools/flax.json`."""
        return f"{self.prefix}/api/v1/{name}.json"

    def badge(self, slug: str) -> str:
        """Return the address of a tool's badge."""
        return f"/badges/{slug}.svg"

    def share_image(self, *slugs: str) -> str:
        """Return the address of the share image of the site, of a tool, or of two tools."""
        name = "-vs-".join(sorted(slugs))
        folder = ("", "tools/", "compare/")[len(slugs)]
        return f"/share/{folder}{name or 'site'}.png"

    def embed(self, a: str, b: str) -> str:
        """Return the address of the comparison of two tools for frames of other sites."""
        first, second = ordered(a, b)
        return self.page("embed", f"{first}-vs-{second}")

    def feed(self, kind: str = "", name: str = "") -> str:
        """Return the address of a feed: of the site, or of one of the `categories` or `tools`."""
        path = f"/feeds/{kind}/{name}.atom" if kind else "/feeds/changes.atom"
        return path if self._leaves_out(self.tree, (kind, name)) else self.in_tree(path)

    def numbered(self, address: str, number: int) -> str:
        """Return the address of a page of a list: `/tools/`, `/tools/page/2/`, ..."""
        if number == 1:
            return address
        ending = ".html" if self.file_addresses else "/"
        return f"{address.removesuffix(ending)}/page/{number}{ending}"

    def versus(self, a: str, b: str) -> str:
        """Return the address of the comparison of two tools, in either order."""
        first, second = ordered(a, b)
        return self.versus_as_named(first, second)

    def versus_as_named(self, a: str, b: str) -> str:
        """Return the address of a comparison with the slugs in this order."""
        return self.page("compare", f"{a}-vs-{b}")

    def sides(self, address: str) -> list[tuple[str, str]]:
        """Return every pair of slugs that an address may compare: slugs may contain `-vs-`."""
        start, end = self.page("compare", "|").split("|")
        if not address.startswith(start) or not address.endswith(end):
            return []
        parts = address.removeprefix(start).removesuffix(end).split("-vs-")
        return [
            ("-vs-".join(parts[:cut]), "-vs-".join(parts[cut:])) for cut in range(1, len(parts))
        ]

    def tool(self, slug: str) -> str:
        """Return the address of a tool's page."""
        return self.page("tools", slug)

    def alternatives(self, slug: str) -> str:
        """Return the address of a tool's alternatives."""
        return self.page("alternatives", slug)

    def category(self, name: str) -> str:
        """Return the address of a category."""
        return self.page("categories", name)

    def capability(self, name: str) -> str:
        """Return the address of a shared capability."""
        return self.page("capabilities", name)

    def type(self, name: str) -> str:
        """Return the address of a type."""
        return self.page("types", name)
