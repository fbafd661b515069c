"""Locate values in source files for diagnostics; files are read lazily and cached."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.location import Location
from ssg.fields import Keys

__all__ = ["Find", "SourceMap"]

Find: TypeAlias = Callable[[str, Keys, str], Location]
"""`SourceMap.locate`: path of a file, keys of a value, part of its text -> location."""


class SourceMap:
    """Positions of values in the files of one site.

    Files are read once; create a new map when they may have changed.
    """

    def __init__(self, root: Path, documents: Mapping[str, YamlDocument] | None = None) -> None:
        """Take the site's folder, and documents that are used instead of files by path."""
        self._root = root
        self._lines_by_path: dict[str, list[str]] = {}
        self._documents: dict[str, YamlDocument] = dict(documents or {})

    def line(self, path: str, number: int) -> str:
        """Return a line of a file; empty if there is no such line or the file cannot be read."""
        lines = self._lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def locate(self, path: str, keys: Sequence[str | int], text: str = "") -> Location:
        """Return where a value is, or where `text` is within the value.

        A key that does not exist is located at its nearest parent. A tool without `description` in
        its YAML file has it in the Markdown file with the same slug.
        """
        if path.endswith(".md"):
            return self._search(Location(path), text)
        document = self._document(path)
        value = document.value
        in_markdown = isinstance(value, dict) and "description" not in value
        if tuple(keys) == ("description",) and in_markdown:
            return self._search(Location(path.removesuffix(".yaml") + ".md"), text)
        return self._search(document.locate(keys), text)

    def _search(self, start: Location, text: str) -> Location:
        """Return the first occurrence of a text from a location on, or that location."""
        path, line, column = start
        for number, content in enumerate(self._lines(path)[line - 1 :], line) if text else ():
            index = content.find(text, column - 1 if number == line else 0)
            if index >= 0:
                return Location(path, number, index + 1)
        return start

    def _lines(self, path: str) -> list[str]:
        if path not in self._lines_by_path:
            self._lines_by_path[path] = read_text(self._root / path, path)[0].split("\n")
        return self._lines_by_path[path]

    def _document(self, path: str) -> YamlDocument:
        if path not in self._documents:
            self._documents[path] = parse_yaml("\n".join(self._lines(path)), path)[0]
        return self._documents[path]
