"""Cache keys: a hash of every input of a comparison page. Equal keys imply equal output.

Only comparisons have one: they are many, and each depends on few values. `program_fingerprint`
covers the inputs that they share: program and libraries, layouts, settings, addresses, and names.
"""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from ssg.site import Page
from ssg.views.context import Context
from ssg.views.evidence import versus_evidence
from ssg.views.versus import decision, nearest

__all__ = ["PageFingerprints", "files_below", "hash_of", "program_fingerprint"]

HASH_BYTES = 16
LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "numpy")
"""Packages whose version may change the bytes of a page."""


def program_fingerprint(context: Context, layouts: tuple[Path, ...]) -> bytes:
    """Return a hash over the inputs that all pages of a site share."""
    settings, catalog = context.site.settings, context.site.catalog
    inputs = [
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
            (text.encode("utf-8", "surrogatepass") for text in inputs),
            files_below(Path(__file__).parents[1], "*.py"),
            *(files_below(folder) for folder in layouts),
        )
    )


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


class PageFingerprints:
    """Computes the fingerprints of the pages of one site."""

    def __init__(self, context: Context, program: bytes) -> None:
        """Take the context of the views and the result of `program_fingerprint`."""
        self._context, self._program = context, program
        self._tools: dict[str, bytes] = {}

    def of(self, page: Page) -> bytes:
        """Return the fingerprint of a page; empty unless it is a comparison."""
        if page.kind != "versus":
            return b""
        context, (a, b) = self._context, page.subject
        alignment = context.aligner.align(a, b)
        matches = [(match.a, match.b, match.reason, match.strength) for match in alignment.both]
        rules = decision(context, a, b)
        inputs = (
            self._tool(a),
            self._tool(b),
            matches,
            context.editorials.get((a, b)),
            page.indexed,
            (context.distinct_name(a), context.distinct_name(b)),
            rules,
            [context.tools[rule.see].name for rule in rules.neither if rule.see],
            nearest(context, a, b),
            versus_evidence(context, a, b),
        )
        return hashlib.blake2b(
            repr(inputs).encode("utf-8", "surrogatepass"),
            key=self._program,
            digest_size=HASH_BYTES,
        ).digest()

    def _tool(self, slug: str) -> bytes:
        """Return a hash over a tool and its score."""
        if slug not in self._tools:
            context = self._context
            inputs = repr((context.tools[slug], context.scores[slug]))
            self._tools[slug] = hashlib.blake2b(
                inputs.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES
            ).digest()
        return self._tools[slug]
