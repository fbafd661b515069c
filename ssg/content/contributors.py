"""The last author of each tool's files and the day of the change, from the git history."""

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
"""Limits of the history that is read, newest commits first; about a second for 10,000 tools.

Older changes are ignored.
"""


class ContributorHistory:
    """The history of one site's tools, read on first use."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: Credits | None = None

    def credits(self, settings: Settings) -> Credits:
        """Return the credits by slug.

        Empty without `repository` in site.yaml, without git, outside a repository, and in a shallow
        clone, in which the oldest commit appears to create every file.
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
"""Longest author name on a page, in characters."""


FILE = re.compile(r"content/tools/([^/.]+)\.(?:yaml|md)")


def credits_of(commits: Sequence[Commit], *, whole: bool) -> Credits:
    """Return the credits by slug, from commits with the newest first.

    `whole` is whether the history is complete. A tool's Markdown file counts as part of the tool.
    Commits with an invalid date are ignored.
    """
    history: dict[str, tuple[date, list[str]]] = {}
    for commit in commits:
        day, name = _day(commit.day), _display_name(commit.author)
        for slug in dict.fromkeys(map(_slug, commit.paths)) if day else ():
            if day and slug:
                history.setdefault(slug, (day, []))[1].append(name)
    return {
        slug: Credit(day, names[0], len({*names} - {names[0], ""}) if whole else 0)
        for slug, (day, names) in sorted(history.items())
    }


def _slug(path: str) -> str:
    match = FILE.fullmatch(path)
    return match.group(1) if match else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _display_name(author: str) -> str:
    """Return the name as a page shows it; empty for an e-mail address."""
    name = " ".join(author.split())
    return "" if re.search(r"\S@\S", name) else printable(name, MAX_NAME)
