"""Find the links in texts and values of the content, and report broken internal links."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from ssg.catalog import Catalog
from ssg.content.source_map import Find
from ssg.content.text_fields import Passage, passages
from ssg.errors import Code, Problem, Severity
from ssg.fields import Keys
from ssg.rendering.markdown import hrefs
from ssg.text import did_you_mean, printable
from ssg.urls import Addresses

__all__ = ["LinkUse", "check_internal_links", "external_links"]

AnchorsOf: TypeAlias = Callable[[str], Collection[str] | None]
"""Output file -> its element ids; None if the file is not a page."""
PLAIN_TEXT = {"summary", "title"}
"""Keys of texts that are not Markdown."""


@dataclass(frozen=True, slots=True)
class LinkUse:
    """One occurrence of a link in the content."""

    path: str
    keys: Keys
    text: str
    """The address as written in the file."""


def check_internal_links(
    catalog: Catalog,
    addresses: Addresses,
    files: Collection[str],
    anchors: AnchorsOf,
    find: Find,
) -> list[Problem]:
    """Return a warning for each internal link to a missing page, file or anchor.

    `files` are the output files of the site, named as by `Addresses.file`.
    """
    problems = []
    for use, target in _internal_links(catalog, addresses):
        file = _output_file(target.path, addresses)
        if file not in files:
            message = "leads to no page of this site"
            hint = _suggestion(target.path, addresses, files)
            problems.append(_dead_link(use, message, hint, find))
            continue
        anchor = unquote(target.fragment.partition(":~:")[0])  # without a text fragment
        known = anchors(file) if anchor and anchor.lower() != "top" else None
        if known is not None and anchor not in known:
            message = f'leads to a page without the anchor "{printable(anchor)}"'
            hint = did_you_mean(anchor, known) or "correct or remove the part after the #"
            problems.append(_dead_link(use, message, hint, find))
    return problems


def _internal_links(
    catalog: Catalog, addresses: Addresses
) -> Iterator[tuple[LinkUse, SplitResult]]:
    """Yield each internal link, with its address resolved against the page it is on."""
    static = {file.address for file in catalog.static}
    for passage in passages(catalog, addresses):
        page = addresses.href(passage.page)
        for href in _hrefs(passage):
            parts = urlsplit(href)
            if not parts.scheme and not parts.netloc:
                target = urljoin(page, addresses.of_content(href, static))
                yield LinkUse(passage.path, passage.keys, href), urlsplit(target)


def _hrefs(passage: Passage) -> Sequence[str]:
    is_plain = passage.keys and passage.keys[-1] in PLAIN_TEXT
    return () if is_plain else hrefs(passage.text)


def _output_file(path: str, addresses: Addresses) -> str:
    """Return the output file of a URL path; empty if the path is outside the site."""
    inside = path.startswith(addresses.base_path + "/")
    return addresses.file(unquote(path.removeprefix(addresses.base_path))) if inside else ""


def _dead_link(use: LinkUse, message: str, hint: str, find: Find) -> Problem:
    fault = f'the link "{printable(use.text)}" {message}'
    location = find(use.path, use.keys, use.text)
    return location.problem(Code.DEAD_LINK, fault, hint, Severity.WARNING)


def _suggestion(path: str, addresses: Addresses, files: Collection[str]) -> str:
    """Return a hint: the same path with a slash, or a similar address."""
    base = addresses.base_path
    path = path.removeprefix(base)
    if _output_file(f"{base}{path}/", addresses) in files:
        return f'write "{printable(path)}/"'
    start = path.lstrip("/").split("/")[0] + "/"
    pages = ["/" + file.removesuffix("index.html") for file in files if file.startswith(start)]
    return did_you_mean(path, pages) or "correct the address or remove the link"


def external_links(catalog: Catalog, addresses: Addresses) -> Mapping[str, list[LinkUse]]:
    """Return URL -> uses for all external links of the content, without fragments, sorted."""
    uses: dict[str, list[LinkUse]] = defaultdict(list)
    for use in _all_links(catalog, addresses):
        url = use.text.partition("#")[0]
        if urlsplit(url).scheme.lower() in {"http", "https"}:
            uses[url].append(use)
    return dict(sorted(uses.items()))


def _all_links(catalog: Catalog, addresses: Addresses) -> Iterator[LinkUse]:
    for tool in catalog.tools:
        for keys, url in tool.links():
            yield LinkUse(tool.path, keys, url)
    for passage in passages(catalog, addresses):
        for href in _hrefs(passage):
            yield LinkUse(passage.path, passage.keys, href)
