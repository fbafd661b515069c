"""What a repository tells of its last commits -> who changed each tool's file last, and when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ssg.text import printable

__all__ = ["Commit", "Credit", "Credits", "credits_of"]

MAX_NAME = 60
"""Characters of an author's name that a page shows."""
FILE = re.compile(r"content/tools/([^/]+)\.(?:yaml|md)")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as its author made it."""

    day: str
    """The author's own calendar day, `2026-11-19`; the same wherever it is read."""
    author: str
    """As the author wrote it: it may hold anything."""
    paths: tuple[str, ...]
    """The files that it changes, relative to the site, with `/`."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who changed a tool's file last, and when."""

    day: date
    """The author's own calendar day."""
    name: str
    """Of the author; nothing where it is none that may be shown."""
    others: int
    """How many other authors its history has; 0 also where not all of it was read."""


Credits: TypeAlias = Mapping[str, Credit]
"""Slug of a tool -> its credit, sorted; tools of which nothing is known are missing."""


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
