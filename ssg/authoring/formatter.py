"""`ssg fmt`: rewrite content files in canonical form. Files with errors are not changed."""

import difflib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ssg.authoring.editor_files import write_atomically
from ssg.authoring.yaml_writer import canonical
from ssg.content.document import read_text
from ssg.content.files import list_files, translated_entries
from ssg.content.load import VOCABULARY
from ssg.content.location import Location
from ssg.content.site_schema import SiteFile
from ssg.content.site_translation import SiteTranslationFile
from ssg.content.synonyms_file import SYNONYMS, SynonymsFile
from ssg.content.tool_schema import ToolFile, VocabularyFile, VocabularyTextsFile
from ssg.content.tool_translation import ToolTranslationFile
from ssg.content.yaml_file import parse_model
from ssg.errors import Code, Problem, UsageError
from ssg.settings import SITE_FILE
from ssg.text import printable

__all__ = ["Formatted", "content_files", "diff", "format_file", "not_canonical", "save"]

TOOLS = "content/tools"
MODELS: dict[str, type[BaseModel]] = {
    VOCABULARY: VocabularyFile,
    SYNONYMS: SynonymsFile,
    SITE_FILE: SiteFile,
}
"""Path -> model; every other file is a tool's, or a translation."""
TRANSLATIONS: dict[str, type[BaseModel]] = {
    VOCABULARY: VocabularyTextsFile,
    SYNONYMS: SynonymsFile,
    SITE_FILE: SiteTranslationFile,
}
"""Path -> model of its translations; every other translation is of a tool."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after formatting."""

    path: str
    """Relative to the site, with `/`."""
    before: bytes = b""
    after: bytes = b""
    """Equal to `before` if the file is canonical or has errors."""
    problems: tuple[Problem, ...] = ()
    """Why the file was not formatted."""

    @property
    def changed(self) -> bool:
        """Whether formatting changes the file."""
        return self.before != self.after


def content_files(root: Path, selection: Sequence[Path]) -> list[str]:
    """Return the paths of a site's YAML files, or of those at or below the selected paths.

    Raise UsageError for a selected path without such a file.
    """
    tool_files, _ = list_files(root, TOOLS, ".yaml")
    paths = [file.path for file in tool_files if file.path.endswith(".yaml")]
    paths += [path for path in (VOCABULARY, SYNONYMS, SITE_FILE) if os.path.lexists(root / path)]
    paths += translated_entries(root)
    if not selection:
        return sorted(paths)
    return sorted({path for selected in selection for path in _below(root, selected, paths)})


def _below(root: Path, selected: Path, paths: Sequence[str]) -> Iterator[str]:
    """Yield the paths at or below a selected one, which is relative to the working directory."""
    try:
        # Path.resolve would follow links.
        prefix = Path(os.path.abspath(selected)).relative_to(root).as_posix()  # noqa: PTH100
    except ValueError:
        prefix = ""
    matching = [
        path
        for path in paths
        if prefix and (prefix in {path, "."} or path.startswith(f"{prefix}/"))
    ]
    if not matching:
        shown = printable(str(selected), 300)
        raise UsageError(f'"{shown}" is not a YAML file of the content or a folder with such files')
    yield from matching


def model_of(path: str) -> type[BaseModel]:
    """Return the model of a YAML file of the content, by its path."""
    folder, _, name = path.rpartition("/")
    stem, _, language = name.removesuffix(".yaml").partition(".")
    if language:
        return TRANSLATIONS.get(f"{folder}/{stem}.yaml", ToolTranslationFile)
    return MODELS.get(path, ToolFile)


def format_file(root: Path, path: str) -> Formatted:
    """Return a file before and after formatting; nothing is written."""
    text, problems = read_text(root / path, path)
    if problems:
        return Formatted(path, problems=tuple(problems))
    before, model = (root / path).read_bytes(), model_of(path)
    problems = parse_model(text, path, model).problems
    if problems:
        return Formatted(path, before, before, tuple(problems))
    after = canonical(text, path, model)
    if after is None:
        problem = Location(path).problem(
            Code.NOT_CANONICAL,
            "formatting would change the content of the file",
            "leave it as it is; please report this bug of ssg",
        )
        return Formatted(path, before, before, (problem,))
    return Formatted(path, before, after.encode())


def save(root: Path, formatted: Formatted) -> None:
    """Write a formatted file atomically."""
    write_atomically(root / formatted.path, formatted.after)


def not_canonical(formatted: Formatted) -> Problem:
    """Return the problem of a file that formatting would change, at the first such line."""
    old_lines, new_lines = formatted.before.split(b"\n"), formatted.after.split(b"\n")
    numbered = enumerate(zip(old_lines, new_lines, strict=False), 1)
    line = next((number for number, (old, new) in numbered if old != new), 1)
    location = Location(formatted.path, line)
    return location.problem(Code.NOT_CANONICAL, "is not formatted", 'run "ssg fmt"')


def diff(formatted: Formatted) -> str:
    """Return the change as a unified diff."""
    old, new = (
        body.decode("utf-8").splitlines(keepends=True)
        for body in (formatted.before, formatted.after)
    )
    path = formatted.path
    return "".join(difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"))
