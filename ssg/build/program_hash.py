"""Hashes over what all pages of a site share: the program, its libraries, layouts and settings."""

import hashlib
import platform
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from ssg.settings import ImageScope
from ssg.views.context import Context

__all__ = ["HASH_BYTES", "files_below", "hash_of", "program_fingerprint", "program_hash"]

HASH_BYTES = 16
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
