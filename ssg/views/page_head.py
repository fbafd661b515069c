"""Page head: site values, title and description, navigation, breadcrumbs, structured data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from json.encoder import encode_basestring
from typing import NamedTuple

from markupsafe import Markup

from ssg.json_value import Json
from ssg.project import REPOSITORY
from ssg.provenance import count_claims
from ssg.settings import Words
from ssg.site import Site
from ssg.theme import HeadElement, ThemeLink, policy
from ssg.urls import Addresses

__all__ = [
    "Alternate",
    "Head",
    "JsonText",
    "LanguageLink",
    "Link",
    "SiteView",
    "encoded",
    "json_ld",
    "site_view",
]


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class JsonText(str):
    """JSON as text without characters of HTML: a part of a larger value that is encoded once."""

    __slots__ = ()


class Link(NamedTuple):
    """A link."""

    text: str
    """Link text."""
    href: str
    """URL as written in the page."""
    note: str = ""
    """Short addition to the text; its meaning depends on the list."""


class Alternate(NamedTuple):
    """The content of a page in another format, for programs."""

    type: str
    """Media type."""
    href: str
    """URL as written in the page."""
    title: str
    """What it is."""


class LanguageLink(NamedTuple):
    """A link to the same page in one of the site's languages."""

    text: str
    """Name of the language in itself."""
    href: str
    """URL as written in the page."""
    language: str
    """BCP 47 tag."""
    direction: str
    """Direction of writing, `ltr` or `rtl`."""
    current: bool
    """Whether it is the language of the page."""
    locale: str = ""
    """Language and region as in Open Graph, e.g. `de_DE`; empty if the page is not in it."""


class SiteView(NamedTuple):
    """The value that every layout receives as `site`."""

    title: str
    """Name of the site."""
    description: str
    """Description of the site."""
    language: str
    """Language code, e.g. `en`."""
    direction: str
    """Direction of writing, `ltr` or `rtl`."""
    home: str
    """URL of the home page."""
    navigation: tuple[Link, ...]
    """Links to the main pages."""
    assets: Mapping[str, str]
    """Asset name -> its URL on this site."""
    repository: str
    """URL of the repository, or empty."""
    words: Words
    """What the pages call things."""
    score_name: str
    """Name of the score."""
    scored: bool
    """Whether the site has scores."""
    documented: bool
    """Whether a tool of the site has capabilities."""
    methodology: str
    """URL of the methodology page."""
    search: str
    """URL of the search page; scripts derive all other URLs from it."""
    from_disk: bool
    """Whether pages can be opened from disk, where browsers run no script of the site."""
    compare: str
    """URL that slugs with commas complete to compare tools; empty without `publish.api`."""
    more: tuple[Link, ...]
    """Links of the footer: free pages, statistics, changes and data."""
    feed: str
    """URL of the feed of changes, or empty."""
    sourced_percent: int
    """Share of the site's claims that name a source, 0 to 100, rounded down."""
    policy: str
    """Content security policy of every page."""
    speculation: Markup
    """Rules by which browsers prefetch pages; the policy allows exactly this text."""
    logo: str
    """URL of the image before the site's name, or empty."""
    icon: str
    """URL of the site's own icon, or empty."""
    footer: tuple[Link, ...]
    """The site's own links in the footer."""
    program: str
    """URL of the program that made the site, or empty if the footer does not name it."""
    head: tuple[HeadElement, ...]
    """The site's own elements of the head: `name` and `attributes`."""
    locale: str = ""
    """Language and region as in Open Graph, e.g. `de_DE`; empty on a site in one language."""


class Head(NamedTuple):
    """Metadata of a page."""

    title: str
    """Page title, without the site's."""
    description: str
    """Meta description."""
    canonical: str
    """Absolute canonical URL; empty if the page has none."""
    indexed: bool = True
    """Whether search engines may index the page."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the home page to the page itself."""
    graph: tuple[Json, ...] = ()
    """What the page is about, as objects of schema.org; `structured` is the same as JSON-LD."""
    previous: str = ""
    """URL of the previous page of the list, or empty."""
    next: str = ""
    """URL of the next page of the list, or empty."""
    image: str = ""
    """Absolute URL of the share image, or empty."""
    alternates: tuple[Alternate, ...] = ()
    """The same content for programs."""
    languages: tuple[LanguageLink, ...] = ()
    """The same page in every language of a site that has several."""
    translations: tuple[tuple[str, str], ...] = ()
    """`hreflang` and absolute URL of these pages; empty if search engines may not index them."""

    @property
    def structured(self) -> Markup | str:
        """JSON-LD for a script element, or empty."""
        return json_ld(self.graph) if self.graph else ""


def _sourced_percent(site: Site) -> int:
    known = site.sourced_percent
    return count_claims(site.catalog).percent if known is None else known


def site_view(site: Site, addresses: Addresses, assets: Mapping[str, str]) -> SiteView:
    """Return the value that every layout receives as `site`."""
    gettext = site.settings.messages.gettext
    settings, words = site.settings, site.settings.words
    categories = ((words.categories, "categories"),) if settings.categories else ()
    rankings = ((words.rankings, "rankings"),) if settings.ranking.enabled else ()
    named = (
        (words.tools_title, "tools"),
        (gettext("Compare"), "compare"),
        *rankings,
        *categories,
        (gettext("Method"), "methodology"),
        (gettext("Search"), "search"),
    )
    theme, rules = settings.theme, _speculation_rules(addresses.href("/"))
    locales = {language.code: language.locale for language in settings.languages}
    return SiteView(
        title=settings.title,
        description=settings.description,
        language=settings.language,
        direction=settings.messages.direction,
        home=addresses.href(addresses.page()),
        assets={name: addresses.href(address) for name, address in assets.items()},
        navigation=(
            *(Link(text, addresses.href(addresses.page(name))) for text, name in named),
            *_links(theme.menu, site, addresses),
        ),
        repository=settings.repository.url if settings.repository else "",
        words=words,
        score_name=settings.ranking.name,
        scored=settings.ranking.enabled,
        documented=any(tool.capability_ids for tool in site.catalog.tools),
        methodology=addresses.href(addresses.page("methodology")),
        search=addresses.href(addresses.page("search")),
        from_disk=addresses.relative_links,
        compare=_compare(site, addresses),
        more=tuple(_more(site, addresses)),
        feed=addresses.href(addresses.feed()) if site.changes else "",
        sourced_percent=_sourced_percent(site),
        policy=policy(theme, rules),
        speculation=Markup(rules),  # noqa: S704  (JSON without characters of HTML)
        logo=_local(theme.logo, addresses),
        icon=_local(theme.icon, addresses),
        footer=_links(theme.footer, site, addresses),
        program=REPOSITORY if theme.credits else "",
        head=tuple(_element(element, addresses) for element in theme.head),
        locale=locales.get(settings.language, ""),
    )


def _compare(site: Site, addresses: Addresses) -> str:
    api = site.settings.publish.api
    return f"{addresses.href(addresses.page('compare'))}?tools=" if api else ""


def _links(links: Sequence[ThemeLink], site: Site, addresses: Addresses) -> tuple[Link, ...]:
    static = {file.address for file in site.catalog.static}
    return tuple(
        Link(link.text, addresses.localized(_local(link.url, addresses), static)) for link in links
    )


def _local(url: str, addresses: Addresses) -> str:
    """Return a path of the site with its base path, and any other URL as it is."""
    return addresses.href(url) if url.startswith("/") else url


def _element(element: HeadElement, addresses: Addresses) -> HeadElement:
    """Return an element with its URLs as written in the page."""
    urls = {"src", "href"}
    attributes = tuple(
        (name, _local(value, addresses) if name in urls else value)
        for name, value in element.attributes
    )
    return replace(element, attributes=attributes)


def _speculation_rules(home: str) -> str:
    """Return rules to prefetch the page whose link a reader is about to open."""
    where: list[Json] = [{"href_matches": f"{home}*"}]
    where += [{"not": {"href_matches": f"{home}{folder}/*"}} for folder in ("api", "feeds")]
    return encoded({"prefetch": [{"where": {"and": where}, "eagerness": "moderate"}]})


def _more(site: Site, addresses: Addresses) -> Iterator[Link]:
    """Yield the links of the footer."""
    gettext = site.settings.messages.gettext
    for page in site.catalog.pages:
        yield Link(page.title, addresses.href(addresses.page(page.slug)))
    if site.catalog.capabilities:
        yield Link(
            site.settings.words.capabilities_title, addresses.href(addresses.page("capabilities"))
        )
    yield Link(gettext("Statistics"), addresses.href(addresses.page("stats")))
    if site.changes:
        yield Link(gettext("Changes"), addresses.href(addresses.page("changes")))
    if site.settings.publish.api:
        yield Link(gettext("Data"), addresses.href("/api/v1/index.json"))


def json_ld(graph: Sequence[Json]) -> Markup:
    """Return structured data as JSON-LD, escaped so that no text can close the script element."""
    things = ",".join([each if type(each) is JsonText else encoded(each) for each in graph])
    text = f'{{"@context":"https://schema.org","@graph":[{things}]}}'
    return Markup(text)  # noqa: S704  (no HTML character is left)


def encoded(value: Json) -> JsonText:
    """Return JSON without characters that have a meaning in HTML."""
    text = encode_basestring(value) if type(value) is str else ENCODER.encode(value)
    return JsonText(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
