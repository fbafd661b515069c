"""The kinds of sources that `ssg import` reads, by name; a site may add its own.

`importers/<kind>.py` below a site's root is a Python file with a function `read(source: Path) ->
Imported`. An installed package brings such a function by an entry point of the group
`ssg.importers`. Both run with the rights of the user, so they are loaded only when their kind is
asked for by name.
"""

import importlib.util
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from ssg.authoring.importers import awesome_md, awesome_selfhosted, endoflife, landscape, manifest
from ssg.authoring.importers.records import Imported, Importer
from ssg.errors import UsageError
from ssg.text import did_you_mean, printable

__all__ = ["IMPORTERS", "TABLES", "importer_of"]

GROUP = "ssg.importers"
"""Group of the entry points of installed packages."""

IMPORTERS: Mapping[str, Importer] = {
    "awesome-md": awesome_md.read,
    "awesome-selfhosted": awesome_selfhosted.read,
    "endoflife": endoflife.read,
    "landscape": landscape.read,
    "unfragile-manifest": manifest.read,
}
TABLES = ("csv", "json", "yaml")
"""Kinds that need a mapping from columns to fields."""


def importer_of(kind: str, root: Path) -> Importer:
    """Return the importer of a kind, the site's own first; raise UsageError for an unknown kind."""
    own = root / "importers" / f"{kind.replace('-', '_')}.py"
    if kind.replace("-", "").isalnum() and own.is_file() and not own.is_symlink():
        return _own_importer(own, kind)
    if kind not in IMPORTERS:
        packages = {entry.name: entry for entry in entry_points(group=GROUP)}
        if kind in packages:
            return _of_package(packages[kind])
        kinds = [*IMPORTERS, *TABLES, *packages]
        hint = did_you_mean(kind, kinds) or f"known: {', '.join(sorted(kinds))}"
        raise UsageError(f'unknown kind "{printable(kind)}"; {hint}')
    return IMPORTERS[kind]


def _own_importer(file: Path, kind: str) -> Importer:
    spec = importlib.util.spec_from_file_location(f"ssg_site_importer_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise UsageError(f"importers/{file.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        read = module.__dict__["read"]
    except Exception as error:
        reason = printable(f"{type(error).__name__}: {error}", 200)
        raise UsageError(f"importers/{file.name} cannot be loaded: {reason}") from error
    return _checked(read, f"importers/{file.name}", kind)


def _of_package(entry: EntryPoint) -> Importer:
    try:
        read = entry.load()
    except Exception as error:  # whatever the module of a package raises
        reason = printable(f"{type(error).__name__}: {error}", 200)
        name = printable(entry.name)
        raise UsageError(f'the importer "{name}" cannot be loaded: {reason}') from error
    return _checked(read, f'the importer "{printable(entry.name)}"', entry.name)


def _checked(read: Importer, name: str, kind: str) -> Importer:
    """Return the importer with a check of what it returns."""

    def checked(source: Path) -> Imported:
        result = read(source)
        if not isinstance(result, Imported):
            raise UsageError(f'{name}: read() must return Imported for "{printable(kind)}"')
        return result

    return checked
