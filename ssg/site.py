"""`Site`: everything that pages are made from, and the values that describe its pages and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ssg.catalog import Catalog
from ssg.scores import Ranking
from ssg.settings import Settings

__all__ = ["Credit", "Credits", "Output", "Page", "Pair", "Site"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two tools that get a versus page."""

    a: str
    """The slug that sorts first."""
    b: str
    strength: float
    """How much the two have to do with each other; only the order means anything."""
    reasons: tuple[str, ...]
    """Why the pair has a page, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that pages are made from: complete, frozen, the same on every machine."""

    catalog: Catalog
    ranking: Ranking
    pairs: tuple[Pair, ...]
    credits: Credits = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The site's configuration."""
        return self.catalog.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site."""

    path: str
    """Relative to the output folder, with `/`."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """What is needed to make one page, anywhere."""

    kind: str
    """Key of `views.VIEWS`; it decides view and layout."""
    address: str
    """Begins with `/`, without the base path."""
    subject: tuple[str, ...] = ()
    """What the page is about: slugs or ids."""
    indexed: bool = True
    """Whether search engines should list it; only such pages stand in the sitemap."""
    changed: date | None = None
    """The newest date among the facts that it shows."""
