"""What every page has around its own content: head, navigation, breadcrumbs, structured data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.settings import Settings
from ssg.urls import Addresses

__all__ = ["Head", "Json", "Link", "SiteView", "json_ld", "site_view"]

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    """What is read."""
    href: str
    """Address, as it stands in the page."""
    note: str = ""
    """A word beside it; what it means is said where the link is listed."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every layout sees as `site`."""

    title: str
    """Name of the site."""
    description: str
    """What the site is about."""
    language: str
    """Code of the language, e.g. `en`."""
    home: str
    """Address of the home page."""
    navigation: tuple[Link, ...]
    """The main pages."""
    assets: Mapping[str, str]
    """File name -> the address that it has on this site."""
    repository: str
    """Address of the repository, or nothing."""
    score_name: str
    """What the score is called."""
    scored: bool
    """Whether the site has scores."""
    methodology: str
    """Address of the page that explains the score."""
    search: str
    """Address of the search page; scripts read the shape of all addresses from it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself."""

    title: str
    """Title of the page, without that of the site."""
    description: str
    """What the page is about, for search engines."""
    canonical: str
    """Absolute address; empty for a page that has none of its own."""
    indexed: bool = True
    """Whether search engines may list it."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the home page down; the last one is the page itself."""
    structured: Markup | str = ""
    """JSON-LD, ready to stand in a script element."""


def site_view(settings: Settings, addresses: Addresses, assets: Mapping[str, str]) -> SiteView:
    """Make what every layout sees as `site`."""
    categories = (("Categories", "categories"),) if settings.categories else ()
    rankings = (("Rankings", "rankings"),) if settings.ranking.enabled else ()
    named = (
        ("Tools", "tools"),
        ("Compare", "compare"),
        *rankings,
        *categories,
        ("Method", "methodology"),
        ("Search", "search"),
    )
    return SiteView(
        title=settings.title,
        description=settings.description,
        language=settings.language,
        home=addresses.href("/"),
        assets={name: addresses.href(address) for name, address in assets.items()},
        navigation=tuple(Link(text, addresses.href(addresses.page(name))) for text, name in named),
        repository=settings.repository.url if settings.repository else "",
        score_name=settings.ranking.name,
        scored=settings.ranking.enabled,
        methodology=addresses.href(addresses.page("methodology")),
        search=addresses.href(addresses.page("search")),
    )


def json_ld(graph: Sequence[Json]) -> Markup:
    """Write structured data so that no text in it can end the script element that it stands in."""
    text = ENCODER.encode({"@context": "https://schema.org", "@graph": graph})
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped)  # noqa: S704  (no character of HTML is left in it)
