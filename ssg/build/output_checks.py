"""Checks of the output: addresses used twice, the address of the site, and what pages lack."""

import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from unicodedata import bidirectional
from urllib.parse import urlsplit

import numpy as np

from ssg.build.page_table import PageTable
from ssg.catalog import Catalog
from ssg.content.location import Location
from ssg.errors import Code, Problem, Severity
from ssg.fields import Keys
from ssg.rendering.share_images import Painter
from ssg.settings import SITE_FILE
from ssg.site import Page
from ssg.text import count, printable
from ssg.urls import Addresses

__all__ = [
    "check_addresses",
    "check_base_url",
    "check_names",
    "check_thin",
]

BLOCK = 4_096
"""Pages that are looked at together."""
PAIRS_SHOWN = 5
NAMES_SHOWN = 5
NO_FONT = "right-to-left letters are not drawn; pages show the image of the site"
OTHER_FONT = "set publish.share_font in content/site.yaml to a font that has them"
RIGHT_TO_LEFT = frozenset({"R", "AL"})
"""Bidirectional classes of letters that share images cannot have in any font."""
PLACEHOLDERS = ("example.org", "example.com", "example.net")
"""Hosts that are reserved for examples (RFC 2606)."""


def check_addresses(
    pages: Sequence[Page], catalog: Catalog, addresses: Addresses, taken: Iterable[str]
) -> list[Problem]:
    """Return a problem for every output path that is used twice, or as file and folder.

    Letter case and Unicode normal forms do not count.

    `taken`: paths of the files that are neither pages nor static, such as assets and sitemap.
    """
    others = list(map(_key, taken))
    files = map(_key, _files(PageTable.of(pages), addresses))
    if _all_differ(chain(others, files), [_key(static.address) for static in catalog.static]):
        return []
    owners = dict.fromkeys(others, "the site itself")
    problems = []
    for page in pages:
        file = _key(addresses.file(page.address))
        if file in owners:
            source = f"content/pages/{page.subject[0]}.md" if page.kind == "prose" else SITE_FILE
            problems.append(_clash(source, page.address, owners[file]))
        owners.setdefault(file, f"the {page.kind} page")
    folders = {folder: owner for path, owner in owners.items() for folder in _parents(path)}
    for static in catalog.static:
        file, source = _key(static.address), f"content/static/{static.address}"
        owner = owners.get(file) or folders.get(file)
        owner = owner or next((owners[name] for name in _parents(file) if name in owners), None)
        if owner:
            problems.append(_clash(source, f"/{static.address}", owner))
        owners.setdefault(file, source)
        folders |= dict.fromkeys(_parents(file), source)
    return problems


def _files(pages: PageTable, addresses: Addresses) -> Iterator[str]:
    """Yield the output file of each page."""
    for start in range(0, len(pages), BLOCK):
        yield from pages.part(start, start + BLOCK).files(addresses)


def _all_differ(files: Iterable[str], static: Collection[str]) -> bool:
    """Return whether all paths surely differ, and no static file is a folder or in a file.

    The hashes of paths take a tenth of their memory.
    """
    as_files, as_folders = set(static), {folder for path in static for folder in _parents(path)}
    hashes = array("q")
    for path in chain(files, static):
        if path in as_folders or (static and not as_files.isdisjoint(_parents(path))):
            return False
        hashes.append(hash(path))
    found = np.sort(np.array(hashes, np.int64))
    return not (found[1:] == found[:-1]).any()


def _key(path: str) -> str:
    """Return the form in which two paths are the same file on some system."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _parents(path: str) -> list[str]:
    """Return the folders above a path, without the output folder itself."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _clash(file: str, address: str, owner: str) -> Problem:
    return Problem(
        file=file,
        code=Code.ADDRESS_TAKEN,
        message=f'the address "{address}" already belongs to {owner}',
        hint="rename one of the two",
    )


def check_base_url(host: str, base_url: str) -> list[Problem]:
    """Return a note if a site that names its host still has the address of a new site."""
    if not host or urlsplit(base_url).hostname not in PLACEHOLDERS:
        return []
    return [
        Problem(
            file=SITE_FILE,
            code=Code.URL,
            message=f'base_url is "{printable(base_url)}", which is only for examples',
            hint="set it to the address of the site, which links, feeds and the sitemap have",
            severity=Severity.NOTE,
        )
    ]


def check_thin(thin: Collection[tuple[str, str]], floor: float) -> list[Problem]:
    """Return one warning that names the pairs whose pages are not indexed.

    `floor`: least share of a page's text, 0-1, that no sibling page has.
    """
    if not thin:
        return []
    named = [f"{a}-vs-{b}" for a, b in sorted(thin)]
    rest = f" and {len(named) - PAIRS_SHOWN} more" if len(named) > PAIRS_SHOWN else ""
    return [
        Problem(
            file=SITE_FILE,
            code=Code.THIN_PAGES,
            severity=Severity.WARNING,
            message=f"{count(len(named), 'comparison')} not indexed, as less than {floor:.0%} "
            f"of the text is on no sibling page: {', '.join(named[:PAIRS_SHOWN])}{rest}",
            hint='see "ssg check --uniqueness"; describe what the two do differently, '
            "or lower pairs.min_unique",
        )
    ]


def check_names(
    catalog: Catalog, painter: Painter, locate: Callable[[str, Keys], Location]
) -> list[Problem]:
    """Return a warning for each name that share images cannot draw; the first ones of many.

    `locate`: file and keys of a value -> its location.
    """
    title = [(SITE_FILE, ("title",), catalog.settings.title)]
    names = [*title, *((tool.path, ("name",), tool.name) for tool in catalog.tools)]
    undrawn = [entry for entry in names if not painter.covers(entry[2])]
    problems = []
    for place, (file, keys, name) in enumerate(undrawn[:NAMES_SHOWN], 1):
        missing = "".join(dict.fromkeys(sign for sign in name if not painter.covers(sign)))
        is_read_leftwards = any(bidirectional(sign) in RIGHT_TO_LEFT for sign in missing)
        message = (
            f'"{printable(name)}" has no share image: the font lacks "{printable(missing, 40)}"'
        )
        if place == NAMES_SHOWN < len(undrawn):
            message += f" (as for {count(len(undrawn) - NAMES_SHOWN, 'further name')})"
        hint = NO_FONT if is_read_leftwards else OTHER_FONT
        location = locate(file, keys)
        problems.append(location.problem(Code.UNDRAWN_NAME, message, hint, Severity.WARNING))
    return problems
