"""A site's folder -> its lines, and the places of values in its files: read again, and only when a message asks for it."""

from collections.abc import Sequence
from pathlib import Path

from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.text_fields import Place

__all__ = ["SourceMap"]


class SourceMap:
    """Finds places; what was read of a file is kept, so make it anew when files may have changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, list[str]] = {}
        self._documents: dict[str, YamlDocument] = {}

    def line(self, path: str, number: int) -> str:
        """Return a line of a file, or nothing where there is none that may be read."""
        lines = self._lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def find(self, path: str, keys: Sequence[str | int], words: str = "") -> Place:
        """Return where words stand in the value under these keys; a tool's description may be in the Markdown beside it."""
        if path.endswith(".md"):
            return self._below(path, 1, 1, words)
        document = self._document(path)
        value = document.value
        if (
            tuple(keys) == ("description",)
            and isinstance(value, dict)
            and "description" not in value
        ):
            return self._below(path.removesuffix(".yaml") + ".md", 1, 1, words)
        return self._below(path, *document.locate(keys), words)

    def _below(self, path: str, line: int, column: int, words: str) -> Place:
        """Return the first place of the words from here on, or this place."""
        for number, text in enumerate(self._lines(path)[line - 1 :], line) if words else ():
            at = text.find(words, column - 1 if number == line else 0)
            if at >= 0:
                return path, number, at + 1
        return path, line, column

    def _lines(self, path: str) -> list[str]:
        if path not in self._texts:
            self._texts[path] = read_text(self._root / path, path)[0].split("\n")
        return self._texts[path]

    def _document(self, path: str) -> YamlDocument:
        if path not in self._documents:
            self._documents[path] = parse_yaml("\n".join(self._lines(path)), path)[0]
        return self._documents[path]
