"""The path and query of a request -> what the reader searched for, was shown and opened.

Search of a site makes three kinds of requests: the search page, `/search/?q=...`; a result,
`/tools/<slug>/?from=search&q=...&shown=a.b.c`, where `shown` has the results in their order and `c`
may name a capability; and the beacon of the site, if it has one, with `q` and `shown`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote_plus

from ssg.evidence.rows import CAPABILITY, MAX_POSITION, clean_query, is_personal

__all__ = ["Dropped", "SiteAddresses", "Target", "target_of"]

MAX_TARGET = 8_192
"""Longest path and query, in bytes."""
MAX_FIELDS = 40


class Dropped(StrEnum):
    """Why a request is not counted."""

    OTHER = "not searches"
    QUERY = "with an empty or unreadable query"
    PERSONAL = "with an address or an identifier in the query"
    TOOL = "about tools that the site does not have"
    FAILED = "not answered with 200 or 304"
    ROBOT = "of robots"
    REFERRER = "from links on other hosts"
    DAY = "without a valid date"
    MANY = "of addresses with too many requests a day"
    REPEAT = "repeated by the same reader on the same day"
    RARE = "with queries of too few readers"


@dataclass(frozen=True, slots=True)
class Target:
    """A search, or a tool opened from its results."""

    query: str
    tool: str
    """Slug of the opened tool; empty for a search."""
    capability: str
    shown: tuple[str, ...]
    """Slugs of the results in their order; empty for a tool that the site does not have."""


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """The addresses that a site's own search requests."""

    base_path: str
    """Path of the site's root, without a trailing slash."""
    slugs: Mapping[str, str]
    """Slugs and former slugs -> slug."""
    hosts: frozenset[str]
    """Names of the site's hosts, in lower case, without `www.`."""
    beacon: str = ""

    def is_own(self, referrer: str) -> bool:
        """Return whether a referrer is a page of the site, or is not known."""
        if referrer in {"", "-"}:
            return True
        host = referrer.partition("://")[2].partition("/")[0].rpartition("@")[2]
        name = re.sub(r":\d*$", "", host).lower().removeprefix("www.")
        return name in self.hosts


def target_of(raw: bytes, site: SiteAddresses) -> Target | Dropped:
    """Parse the target of a request."""
    if len(raw) > MAX_TARGET:
        return Dropped.QUERY
    path, _, query = raw.decode("ascii", "replace").partition("?")
    if not path.startswith(f"{site.base_path}/"):
        return Dropped.OTHER
    place = path.removeprefix(site.base_path).removesuffix("index.html").removesuffix(".html")
    folder, _, slug = place.strip("/").partition("/")
    is_search = place.strip("/") == "search" or (bool(site.beacon) and place == site.beacon)
    if not is_search and (folder != "tools" or not slug or "/" in slug):
        return Dropped.OTHER
    fields: dict[str, str] = {}
    for part in query.split("&")[:MAX_FIELDS]:
        name, _, value = part.partition("=")
        joined = f"{fields[name]}+vs+{value}" if name == "q" and fields.get("q") else value
        fields[name] = joined
    if not is_search and fields.get("from") != "search":
        return Dropped.OTHER
    return _target(fields, "" if is_search else slug, site)


def _target(fields: Mapping[str, str], slug: str, site: SiteAddresses) -> Target | Dropped:
    """Return the target with these fields, which are still percent-encoded."""
    try:
        text = clean_query(unquote_plus(fields.get("q", ""), errors="strict"))
    except UnicodeDecodeError:
        return Dropped.QUERY
    if not text:
        return Dropped.QUERY
    if is_personal(text):
        return Dropped.PERSONAL
    if slug and slug not in site.slugs:
        return Dropped.TOOL
    capability, listed = fields.get("c", ""), fields.get("shown", "")
    shown = [site.slugs.get(name, "") for name in listed.split(".")[:MAX_POSITION]]
    unique = tuple(name if name not in shown[:place] else "" for place, name in enumerate(shown))
    return Target(
        query=text,
        tool=site.slugs[slug] if slug else "",
        capability=capability if slug and CAPABILITY.fullmatch(capability) else "",
        shown=unique if any(unique) else (),
    )
