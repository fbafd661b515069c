"""A site's folder -> who changed its tools last, and when, where git tells it and the site wants it told."""

from pathlib import Path

from ssg.credit import Credits, credits_of
from ssg.errors import UsageError
from ssg.gittree import recent_commits
from ssg.settings import Settings

__all__ = ["History"]

MOST_COMMITS, MOST_BYTES = 2_000, 16_000_000
"""So many commits are read, the newest, and so much of what git says of them: in a repository of 10,000 tools that takes about
a second. What changed before is not told.
"""


class History:
    """The history of one site's tools; read when it is first asked for, and once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: Credits | None = None

    def credits(self, settings: Settings) -> Credits:
        """Return the credits; none without a `repository` in site.yaml, and none where git cannot tell all of it.

        That is so outside a repository, without git, and in a shallow clone, whose oldest commit seems to make every file.
        """
        if not settings.repository or not settings.repository.credits:
            return {}
        if self._read is None:
            try:
                commits, whole = recent_commits(self._root, MOST_COMMITS, MOST_BYTES)
                self._read = credits_of(commits, whole=whole)
            except UsageError:
                self._read = {}
        return self._read
