"""One page of the site, before it is rendered: an address, a layout and a subject; tiny, so that a million fit."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Page"]


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
