"""Responses on disk: URL -> JSON document, its ETag and the day on which it was fetched.

One file per URL in `.ssg-cache/refresh/` of the site, which may be deleted at any time. Damaged
files are ignored.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from ssg.authoring.editor_files import write_atomically
from ssg.errors import BuildError
from ssg.json_value import JsonValue

__all__ = ["CACHE", "CachedResponse", "ResponseCache"]

CACHE = ".ssg-cache/refresh"
"""The folder of the cache, relative to the site."""
VERSION = 1


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A response that was received."""

    url: str
    day: str
    """ISO day on which the host confirmed it last."""
    etag: str
    modified: str
    """The header `Last-Modified`."""
    moved_to: str
    """URL after permanent redirects; empty if there were none."""
    value: JsonValue

    def age(self, day: date) -> int:
        """Return its age in days."""
        return (day - date.fromisoformat(self.day)).days


class ResponseCache:
    """The cache of one site."""

    def __init__(self, root: Path) -> None:
        """Take the site's folder; raise BuildError if the folder of the cache is a link."""
        self._folder = root / CACHE
        for folder in (self._folder.parent, self._folder):
            if folder.is_symlink():
                raise BuildError(f'"{folder.relative_to(root)}" is a link; remove it')

    def get(self, url: str) -> CachedResponse | None:
        """Return the response of a URL, or None."""
        try:
            entry = json.loads(self._file(url).read_bytes())
            if entry.pop("version") != VERSION:
                return None
            cached = CachedResponse(**entry)
            date.fromisoformat(cached.day)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return cached if cached.url == url else None

    def put(self, response: CachedResponse) -> None:
        """Keep a response; raise BuildError if it cannot be written."""
        entry = {"version": VERSION, **asdict(response)}
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        try:
            write_atomically(self._file(response.url), text.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise BuildError(f'cannot write "{CACHE}": {error.strerror}') from error

    def _file(self, url: str) -> Path:
        digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{digest[:2]}/{digest}.json"
