"""Rewrite the imports of scripts to names with content hashes."""

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath

from ssg.rendering.templates import layout_error
from ssg.text import printable

__all__ = ["link"]

IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"'\n]+)\2""")
"""An import of a relative path, `./` or `../`; other imports are not changed."""


def link(
    modules: Mapping[str, str], hashed: Callable[[str, bytes], str]
) -> dict[str, tuple[str, bytes]]:
    """Return for each module, by name, the name to serve it under and its bytes.

    Names are paths with `/`, relative to one folder; `hashed` derives the new name from the old one
    and the bytes. Imported modules are renamed first, so a change also changes the names of all
    importers. Raise LayoutError for a missing module and for an import cycle.
    """
    linked: dict[str, tuple[str, bytes]] = {}

    def visit(name: str, importers: tuple[str, ...]) -> str:
        if name not in linked:
            text = IMPORT.sub(lambda match: rename(name, match, (*importers, name)), modules[name])
            linked[name] = hashed(name, text.encode("utf-8")), text.encode("utf-8")
        return linked[name][0]

    def rename(name: str, match: re.Match[str], importers: tuple[str, ...]) -> str:
        keyword, quote, path = match.groups()
        target = _target(name, path, modules, importers)
        new = visit(target, importers).rsplit("/", 1)[-1]
        return f"{keyword}{quote}{path[: path.rfind('/') + 1]}{new}{quote}"

    for name in sorted(modules):
        visit(name, ())
    return linked


def _target(name: str, path: str, modules: Mapping[str, str], importers: tuple[str, ...]) -> str:
    """Return the name of the module that `name` imports as `path`."""
    target = normpath(join(dirname(name), path))
    if target not in modules:
        message = f'imports "{printable(path)}", which does not exist'
        raise layout_error(f"assets/{name}", 1, message, "fix the path")
    if target in importers:
        message = f"import cycle with {target}"
        raise layout_error(f"assets/{name}", 1, message, "move what both need to a third file")
    return target
