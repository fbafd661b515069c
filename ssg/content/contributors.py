"""A site's folder -> who changed its tools last, and when, where git tells it and the site wants it told."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ssg.content.git import Commit, recent_commits
from ssg.errors import UsageError
from ssg.settings import Settings
from ssg.site import Credit, Credits
from ssg.text import printable

__all__ = ["ContributorHistory", "credits_of"]


MOST_COMMITS, MOST_BYTES = 2_000, 16_000_000
"""So many commits are read, the newest, and so much of what git says of them: in a repository of 10,000 tools that takes about
a second. What changed before is not told.
"""


class ContributorHistory:
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


MAX_NAME = 60
"""Characters of an author's name that a page shows."""


FILE = re.compile(r"content/tools/([^/]+)\.(?:yaml|md)")


def credits_of(commits: Sequence[Commit], *, whole: bool) -> Credits:
    """Return the credits; the newest commit comes first, and `whole` says whether the oldest is among them.

    The text beside a tool's file counts as part of it. A commit whose day is none is passed over.
    """
    found: dict[str, tuple[date, list[str]]] = {}
    for commit in commits:
        day, name = _day(commit.day), _shown(commit.author)
        for slug in dict.fromkeys(map(_slug, commit.paths)) if day else ():
            if day and slug:
                found.setdefault(slug, (day, []))[1].append(name)
    return {
        slug: Credit(day, names[0], len({*names} - {names[0], ""}) if whole else 0)
        for slug, (day, names) in sorted(found.items())
    }


def _slug(path: str) -> str:
    found = FILE.fullmatch(path)
    return found.group(1) if found else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(author: str) -> str:
    """Return the name as a page shows it; an e-mail address is none."""
    name = " ".join(author.split())
    return "" if re.search(r"\S@\S", name) else printable(name, MAX_NAME)
