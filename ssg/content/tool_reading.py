"""The files of one tool, and what reading them takes and returns: values without a parser."""

from collections.abc import Collection
from typing import NamedTuple, TypeAlias

from ssg.catalog import Tool
from ssg.content.files import ContentFile
from ssg.errors import Problem
from ssg.settings import Settings

__all__ = ["ReadTool", "ToolFiles", "TranslationFiles", "ValidationContext"]

ReadTool: TypeAlias = tuple[Tool | None, list[Problem]]
"""The tool of a file, or None if the file is invalid, and every problem."""


class TranslationFiles(NamedTuple):
    """The files with the texts of a tool in one language."""

    language: str
    entry: ContentFile | None
    """`<slug>.<language>.yaml`."""
    body: ContentFile | None
    """`<slug>.<language>.md`, the description."""


class ToolFiles(NamedTuple):
    """The files of one tool."""

    entry: ContentFile
    body: ContentFile | None
    """The Markdown file with the same slug."""
    translations: tuple[TranslationFiles, ...] = ()
    """Its texts in the other languages of the site, sorted by language."""

    def all(self) -> list[ContentFile]:
        """Return every file."""
        return [self.entry, *([self.body] if self.body else []), *self.translated()]

    def translated(self) -> list[ContentFile]:
        """Return the files of all translations."""
        files = [file for each in self.translations for file in (each.entry, each.body)]
        return [file for file in files if file]


class ValidationContext(NamedTuple):
    """What the references of a tool are resolved against."""

    settings: Settings | None
    """None if site.yaml is invalid."""
    vocabulary: Collection[str] | None
    """The ids of the shared capabilities; None if their file is invalid."""
