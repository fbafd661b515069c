"""A page -> its recipe, a hash over all that it is made from: equal recipes, equal bytes.

Only comparisons have one, for they are many and each stands on few things. `program_recipe` covers what all of them stand
on: the program with its libraries, the layouts, and the site's settings, addresses and names.
"""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from ssg.catalog import Tool
from ssg.settings import Better
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.versus import known_tools

__all__ = ["Recipes", "files_below", "hash_of", "program_recipe"]

RECIPE_BYTES = 16
LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "numpy")
"""Whose versions may change the bytes of a page."""


def program_recipe(context: Context, layouts: tuple[Path, ...]) -> bytes:
    """Return a hash over what all pages of a site stand on."""
    settings, catalog = context.site.settings, context.site.catalog
    words = [
        platform.python_version(),
        *map(version, LIBRARIES),
        repr(settings),
        repr(catalog.capabilities),
        repr(context.site.ranking.as_of),
        repr(context.addresses),
        repr(context.renderer.site),
    ]
    return hash_of(
        chain(
            (word.encode("utf-8", "surrogatepass") for word in words),
            files_below(Path(__file__).parents[1], "*.py"),
            *(files_below(folder) for folder in layouts),
        )
    )


def hash_of(pieces: Iterable[bytes]) -> bytes:
    """Return a hash over pieces, each with its length before it, so that no other pieces run together to the same."""
    found = hashlib.blake2b(digest_size=RECIPE_BYTES)
    for piece in pieces:
        found.update(len(piece).to_bytes(8, "big"))
        found.update(piece)
    return found.digest()


def files_below(folder: Path, pattern: str = "*") -> Iterator[bytes]:
    """Yield name and content of each file below a folder."""
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        yield path.read_bytes()


class Recipes:
    """Finds the recipes of one site's pages."""

    def __init__(self, context: Context, program: bytes) -> None:
        """Take what views are made from, and what `program_recipe` returned."""
        self._context, self._program = context, program
        self._tools: dict[str, bytes] = {}

    def of(self, page: Page) -> bytes:
        """Return a page's recipe; empty for a page that has none."""
        if page.kind != "versus":
            return b""
        context, (a, b) = self._context, page.subject
        alignment = context.aligner.align(a, b)
        matches = [(match.a, match.b, match.reason, match.strength) for match in alignment.both]
        stands_on = (
            self._tool(a),
            self._tool(b),
            matches,
            context.pairs[a, b].reasons,
            context.editorials.get((a, b)),
            page.indexed,
            self._pointed_to(a, b),
        )
        return hashlib.blake2b(
            repr(stands_on).encode("utf-8", "surrogatepass"),
            key=self._program,
            digest_size=RECIPE_BYTES,
        ).digest()

    def _tool(self, slug: str) -> bytes:
        """Return a hash over a tool, its score, and the names of the tools that its pages lead to."""
        found = self._tools.get(slug)
        if found is None:
            context = self._context
            stands_on = repr((context.tools[slug], context.scores[slug], context.others(slug)))
            found = hashlib.blake2b(
                stands_on.encode("utf-8", "surrogatepass"), digest_size=RECIPE_BYTES
            ).digest()
            self._tools[slug] = found
        return found

    def _pointed_to(self, a: str, b: str) -> list[tuple[str, str]]:
        """Return slug and name of the tools that a page points to because neither of its two has something."""
        first, second = self._context.side(a).attributes, self._context.side(b).attributes
        lacking = [
            spec.id
            for spec in self._context.site.settings.attributes
            if spec.better is Better.YES
            and first.get(spec.id) is False
            and second.get(spec.id) is False
        ]
        known: list[Tool] = known_tools(self._context, (a, b)) if lacking else []
        best = (
            next((tool for tool in known if dict(tool.attributes).get(one) is True), None)
            for one in lacking
        )
        return [(tool.slug, tool.name) for tool in best if tool]
