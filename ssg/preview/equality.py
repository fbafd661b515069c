"""What an update leaves as it was: the content, the addresses of pages, and files of layouts."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from operator import eq
from pathlib import Path

from ssg.catalog import Catalog, Tool
from ssg.content.files import TOOLS, is_dropping
from ssg.pair_table import PairTable
from ssg.site import Site

__all__ = [
    "edited_tools",
    "have_same_pages",
    "same_addresses",
    "same_content",
    "stamp",
    "tree_stamps",
]


def edited_tools(root: Path, changed: Collection[Path]) -> frozenset[str]:
    """Return the slugs of the tools whose files have changed; empty if any other file has.

    What editors leave for a moment does not count.
    """
    folder = root / TOOLS
    files = {path for path in changed if path != folder and not _is_unread(path)}
    if any(file.parent != folder for file in files):
        return frozenset()
    return frozenset(file.name.partition(".")[0] for file in files)


def _is_unread(path: Path) -> bool:
    return path.name.startswith(".") or is_dropping(path.name)


def same_content(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs are equal; unchanged tools are the same object."""
    return (
        len(before.tools) == len(after.tools)
        and all(
            old is new or old == new for old, new in zip(before.tools, after.tools, strict=True)
        )
        and replace(before, tools=()) == replace(after, tools=())
    )


def same_addresses(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs with the same pairs have the same pages."""
    pages = [tuple(page.slug for page in catalog.pages) for catalog in (before, after)]
    static = [tuple(file.address for file in catalog.static) for catalog in (before, after)]
    return (
        (before.settings, before.published) == (after.settings, after.published)
        and before.translations == after.translations
        and len(before.tools) == len(after.tools)
        and pages[0] == pages[1]
        and static[0] == static[1]
        and all(
            old is new or _addresses_of(old) == _addresses_of(new)
            for old, new in zip(before.tools, after.tools, strict=True)
        )
    )


def _addresses_of(tool: Tool) -> tuple[object, ...]:
    """Return what the addresses of pages and the number of lists depend on."""
    ids = [capability.id for capability in tool.capabilities]
    return tool.slug, tool.aliases, tool.type, tool.categories, ids


def have_same_pages(before: Site, after: Site) -> bool:
    """Return whether two sites have the same pages."""
    return (
        same_addresses(before.catalog, after.catalog)
        and (before.catalog.published, before.catalog.capabilities)
        == (after.catalog.published, after.catalog.capabilities)
        and len(before.pairs) == len(after.pairs)
        and all(map(eq, PairTable.of(before.pairs).slugs(), PairTable.of(after.pairs).slugs()))
    )


def tree_stamps(folders: Sequence[Path]) -> Iterator[object]:
    """Yield a stamp of each file in some folders."""
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                yield stamp(os.path.join(folder, name))  # noqa: PTH118


def stamp(path: str) -> tuple[object, ...]:
    """Return values that change when a file does."""
    try:
        status = os.lstat(path)
    except OSError:
        return (path,)
    return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
