"""Scripts -> the same scripts, importing each other by the names that carry their hash."""

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath

from ssg.rendering.templates import layout_error
from ssg.text import printable

__all__ = ["link"]

IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"'\n]+)\2""")
"""A module named by a path that begins with `./` or `../`; whatever else is imported stays as it is written."""


def link(
    modules: Mapping[str, str], hashed: Callable[[str, bytes], str]
) -> dict[str, tuple[str, bytes]]:
    """Return for each module, by its name, the name to serve it under and its bytes.

    Names are paths with `/`, relative to one folder; `hashed` makes the new name from the old one and the bytes. A module
    is named after those that it imports, so that a change of one reaches the names of all that rest on it. Raise LayoutError
    for an import of a missing module, and for import cycles. Nothing else of them changes.
    """
    linked: dict[str, tuple[str, bytes]] = {}

    def visit(name: str, importers: tuple[str, ...]) -> str:
        if name not in linked:
            text = IMPORT.sub(lambda match: rename(name, match, (*importers, name)), modules[name])
            linked[name] = hashed(name, text.encode("utf-8")), text.encode("utf-8")
        return linked[name][0]

    def rename(name: str, match: re.Match[str], importers: tuple[str, ...]) -> str:
        keyword, quote, path = match.groups()
        target = normpath(join(dirname(name), path))
        if target not in modules:
            message = f'imports "{printable(path)}", which does not exist'
            raise layout_error(f"assets/{name}", 1, message, "fix the path")
        if target in importers:
            message, hint = f"import cycle with {target}", "move what both need to a third file"
            raise layout_error(f"assets/{name}", 1, message, hint)
        new = visit(target, importers).rsplit("/", 1)[-1]
        return f"{keyword}{quote}{path[: path.rfind('/') + 1]}{new}{quote}"

    for name in sorted(modules):
        visit(name, ())
    return linked
