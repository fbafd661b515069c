"""Installed packages with their versions, by the names of their folders of metadata.

`importlib.metadata.version` parses the metadata of a package: 1 ms each.
"""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

__all__ = ["installed_packages", "installed_versions"]


@cache
def installed_packages() -> tuple[str, ...]:
    """Return the names of all folders of metadata, sorted: `jinja2-3.1.6.dist-info`."""
    names: list[str] = []
    for folder in sys.path:
        with suppress(OSError):  # a file, or missing
            names += [path.name for path in Path(folder).iterdir()]
    return tuple(sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))


def installed_versions(packages: Iterable[str]) -> list[str]:
    """Return these names for some packages: `markdown-it-py`, `numpy`.

    Packages without such a folder, as in a zip file, follow with the version that their importer
    knows: `numpy 2.1`. Those that are not installed are left out.
    """
    folders = [(name.lower(), name) for name in installed_packages()]
    found: list[str] = []
    missing: list[str] = []
    for package in packages:
        start = f"{package.replace('-', '_').lower()}-"
        own = [name for lower, name in folders if lower.startswith(start)]
        found += own
        missing += [] if own else [package]
    return [*sorted(found), *_other_versions(missing)]


def _other_versions(packages: Sequence[str]) -> list[str]:
    """Return name and version of packages by their importers; the library takes 20 ms to load."""
    if not packages:
        return []
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    found: list[str] = []
    for package in packages:
        with suppress(PackageNotFoundError):
            found.append(f"{package} {version(package)}")
    return found
