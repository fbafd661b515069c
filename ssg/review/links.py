"""Catalog -> the links that its texts and facts hold, and those inside the site that lead nowhere."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from ssg.catalog import Catalog, Tool
from ssg.content.text_fields import Find, Keys, Passage, passages
from ssg.errors import Code, Problem, Severity
from ssg.rendering.markdown import hrefs
from ssg.text import did_you_mean, printable
from ssg.urls import Addresses

__all__ = ["Use", "check_inside", "outside_links"]

AnchorsOf: TypeAlias = Callable[[str], Collection[str] | None]
"""A file of the site -> the ids in it; None for one that is no page."""
PLAIN = {"summary", "title"}
"""Texts that are not Markdown."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an address stands."""

    path: str
    keys: Keys
    words: str
    """The address as the file writes it."""


def check_inside(
    catalog: Catalog,
    addresses: Addresses,
    files: Collection[str],
    anchors: AnchorsOf,
    find: Find,
) -> list[Problem]:
    """Return a warning for each link to an address of the site at which there is nothing, or to no place of its page.

    `files` are those of the site, as `Addresses.file` names them.
    """
    problems = []
    for use, target in _inside(catalog, addresses):
        file = _file(target.path, addresses)
        if file not in files:
            problems.append(_dead(use, target.path, addresses, files, find))
            continue
        place = unquote(target.fragment.partition(":~:")[0])
        known = anchors(file) if place and place.lower() != "top" else None
        if known is not None and place not in known:
            problems.append(_lost(use, place, known, find))
    return problems


def _inside(catalog: Catalog, addresses: Addresses) -> Iterator[tuple[Use, SplitResult]]:
    """Yield the links that stay on the site, each with the address that a browser would go to."""
    for passage in passages(catalog, addresses):
        for href in _hrefs(passage):
            if not _leaves(href):
                yield (
                    Use(passage.path, passage.keys, href),
                    urlsplit(urljoin(addresses.href(passage.page), href)),
                )


def _hrefs(passage: Passage) -> Sequence[str]:
    return () if passage.keys and passage.keys[-1] in PLAIN else hrefs(passage.text)


def _leaves(href: str) -> bool:
    return bool(urlsplit(href).scheme or urlsplit(href).netloc)


def _file(target: str, addresses: Addresses) -> str:
    """Return the file that a path leads to; nothing for one beside the site."""
    inside = target.startswith(addresses.base_path + "/")
    return addresses.file(unquote(target.removeprefix(addresses.base_path))) if inside else ""


def _is_there(target: str, addresses: Addresses, files: Collection[str]) -> bool:
    return _file(target, addresses) in files


def _dead(
    use: Use, target: str, addresses: Addresses, files: Collection[str], find: Find
) -> Problem:
    file, line, column = find(use.path, use.keys, use.words)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=Code.DEAD_LINK,
        severity=Severity.WARNING,
        message=f'the link "{printable(use.words)}" leads to no page of this site',
        hint=_advice(target, addresses, files),
    )


def _lost(use: Use, place: str, known: Collection[str], find: Find) -> Problem:
    file, line, column = find(use.path, use.keys, use.words)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=Code.DEAD_LINK,
        severity=Severity.WARNING,
        message=f'the link "{printable(use.words)}" leads to a page that has no place "{printable(place)}"',
        hint=did_you_mean(place, known) or "mend what follows the # or remove it",
    )


def _advice(target: str, addresses: Addresses, files: Collection[str]) -> str:
    if _is_there(target + "/", addresses, files):
        return f'write it as "{printable(target)}/"'
    if addresses.base_path and _is_there(addresses.base_path + target, addresses, files):
        return f'write it as "{printable(addresses.base_path + target)}": the site lies below {addresses.base_path}/'
    start = target.removeprefix(addresses.base_path).lstrip("/").split("/")[0] + "/"
    pages = [
        addresses.href("/" + file.removesuffix("index.html"))
        for file in files
        if file.startswith(start)
    ]
    return did_you_mean(target, pages) or "mend the address or remove the link"


def outside_links(catalog: Catalog, addresses: Addresses) -> Mapping[str, list[Use]]:
    """Return every address outside the site that the content names, with all its places; what follows a `#` is left out."""
    found: dict[str, list[Use]] = defaultdict(list)
    for tool in catalog.tools:
        for keys, address in _facts(tool):
            _note(found, Use(tool.path, keys, address))
    for passage in passages(catalog, addresses):
        for href in _hrefs(passage):
            _note(found, Use(passage.path, passage.keys, href))
    return dict(sorted(found.items()))


def _note(found: dict[str, list[Use]], use: Use) -> None:
    address = use.words.partition("#")[0]
    if urlsplit(address).scheme.lower() in {"http", "https"}:
        found[address].append(use)


def _facts(tool: Tool) -> Iterator[tuple[Keys, str]]:
    """Yield the addresses that stand in a tool's file as values of their own."""
    yield from (
        (("homepage",), tool.homepage),
        (("repository",), tool.repository),
        (("pricing", "url"), tool.pricing.url),
    )
    for signal in tool.signals:
        yield ("signals", signal.id, "source"), signal.source
    for key, value in tool.attributes:
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            yield ("attributes", key), value
    for index, capability in enumerate(tool.capabilities):
        for number, source in enumerate(capability.sources):
            yield ("capabilities", index, "sources", number, "url"), source.url
