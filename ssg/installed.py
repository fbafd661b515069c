"""Installed packages with their versions, by the names of their folders of metadata.

`importlib.metadata.version` parses the metadata of a package: 1 ms each.
"""

import sys
from collections.abc import Iterable
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
    """Return these names for some packages: `markdown-it-py`, `numpy`."""
    starts = tuple(f"{package.replace('-', '_').lower()}-" for package in packages)
    return [name for name in installed_packages() if name.lower().startswith(starts)]
