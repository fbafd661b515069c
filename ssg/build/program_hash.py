"""A hash over the program and its libraries, which all pages of all sites share."""

import hashlib
import platform
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

__all__ = ["HASH_BYTES", "files_below", "hash_of", "program_hash"]

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
