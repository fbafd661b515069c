"""A subject -> its address and its file: the only place that knows the shape of addresses."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ssg.settings import Settings

__all__ = ["Addresses", "ordered"]


def ordered(a: str, b: str) -> tuple[str, str]:
    """Return two slugs in the order that the address of their comparison has."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses below the site's root, all beginning with `/`."""

    base_url: str
    """Ends with `/`."""
    file_addresses: bool = False

    @classmethod
    def of(cls, settings: Settings, base_url: str = "") -> "Addresses":
        """Return the addresses of a site, at another base URL when one is given."""
        base = base_url or settings.base_url
        return cls(base if base.endswith("/") else base + "/", settings.file_addresses)

    @property
    def base_path(self) -> str:
        """The path of the base URL without its last `/`: empty, or `/sub`."""
        return urlsplit(self.base_url).path.rstrip("/")

    def href(self, address: str) -> str:
        """Return what a link to the address says."""
        return self.base_path + address

    def absolute(self, address: str) -> str:
        """Return the address with scheme and host."""
        return self.base_url.rstrip("/") + address

    def file(self, address: str) -> str:
        """Return the file of an address, relative to the output folder."""
        return address.lstrip("/") + ("index.html" if address.endswith("/") else "")

    def page(self, *names: str) -> str:
        """Return the address of the page with this path; without a path, of the home page."""
        if not names:
            return "/"
        return "/" + "/".join(names) + (".html" if self.file_addresses else "/")

    def versus(self, a: str, b: str) -> str:
        """Return the address of the comparison of two tools, whichever is named first."""
        first, second = ordered(a, b)
        return self.versus_as_named(first, second)

    def versus_as_named(self, a: str, b: str) -> str:
        """Return the address of a comparison with the slugs in just this order."""
        return self.page("compare", f"{a}-vs-{b}")

    def sides(self, address: str) -> list[tuple[str, str]]:
        """Return every way to read an address as that of a comparison: a slug may itself hold `-vs-`."""
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

    def type(self, name: str) -> str:
        """Return the address of a type."""
        return self.page("types", name)
