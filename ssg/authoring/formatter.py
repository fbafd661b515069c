"""`ssg fmt`: content files -> the same files in canonical form; those with errors are left as they are."""

import difflib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ssg.authoring.editor_files import write_atomically
from ssg.authoring.yaml_writer import canonical
from ssg.config import SITE_FILE
from ssg.content.document import parse_yaml, read_text
from ssg.content.files import entries
from ssg.content.load import VOCABULARY
from ssg.content.site_schema import SiteFile
from ssg.content.synonyms_file import SYNONYMS, SynonymsFile
from ssg.content.tool_schema import ToolFile, VocabularyFile
from ssg.content.validation import validate
from ssg.errors import Code, Problem, UsageError
from ssg.text import printable

__all__ = ["Formatted", "content_files", "diff", "format_file", "not_canonical", "save"]

TOOLS = "content/tools"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file and what becomes of it."""

    path: str
    """Relative to the site, with `/`."""
    before: bytes = b""
    after: bytes = b""
    """Equal to `before` where the file is in form, or has errors."""
    problems: tuple[Problem, ...] = ()
    """Why it was left as it is."""

    @property
    def changed(self) -> bool:
        """Tell whether the file is not in form yet."""
        return self.before != self.after


def content_files(root: Path, asked: Sequence[Path]) -> list[str]:
    """Return the paths of a site's YAML files, of all or of those asked for, also by folder.

    Raise UsageError for a path that is none.
    """
    found = [
        entry.path for entry in entries(root, TOOLS, ".yaml", []) if entry.path.endswith(".yaml")
    ]
    found += [path for path in (VOCABULARY, SYNONYMS, SITE_FILE) if os.path.lexists(root / path)]
    return sorted(
        found if not asked else {path for one in asked for path in _below(root, one, found)}
    )


def _below(root: Path, asked: Path, found: Sequence[str]) -> Iterator[str]:
    try:
        path = Path(os.path.abspath(asked)).relative_to(root).as_posix()  # noqa: PTH100  (resolve would follow a link)
    except ValueError:
        path = ""
    within = (
        [one for one in found if path in {one, "."} or one.startswith(f"{path}/")] if path else []
    )
    if not within:
        raise UsageError(
            f'"{printable(str(asked))}" is no YAML file of the content, and no folder with any'
        )
    yield from within


def format_file(root: Path, path: str) -> Formatted:
    """Return what a file should be; nothing is written."""
    text, problems = read_text(root / path, path)
    if problems:
        return Formatted(path, problems=tuple(problems))
    before, model = (root / path).read_bytes(), _model(path)
    document, problems = parse_yaml(text, path)
    problems += validate(document, model, problems)[1]
    if problems:
        return Formatted(path, before, before, tuple(problems))
    written = canonical(text, path, model)
    if written is None:
        return Formatted(
            path,
            before,
            before,
            (
                Problem(
                    file=path,
                    code=Code.NOT_CANONICAL,
                    message="the common form would change what it says",
                    hint="leave it; and report this, as it is a fault of ssg",
                ),
            ),
        )
    return Formatted(path, before, written.encode())


def _model(path: str) -> type[BaseModel]:
    models: dict[str, type[BaseModel]] = {
        VOCABULARY: VocabularyFile,
        SYNONYMS: SynonymsFile,
        SITE_FILE: SiteFile,
    }
    return models.get(path, ToolFile)


def save(root: Path, done: Formatted) -> None:
    """Write a file whole, or not at all."""
    write_atomically(root / done.path, done.after)


def not_canonical(done: Formatted) -> Problem:
    """Tell of a file that is not in form."""
    pairs = zip(done.before.split(b"\n"), done.after.split(b"\n"), strict=False)
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
    return Problem(
        file=done.path,
        line=line,
        code=Code.NOT_CANONICAL,
        message="is not in the common form",
        hint='run "ssg fmt"',
    )


def diff(done: Formatted) -> str:
    """Show a change as `diff -u` does."""
    old, new = (
        body.decode("utf-8").splitlines(keepends=True) for body in (done.before, done.after)
    )
    return "".join(difflib.unified_diff(old, new, f"a/{done.path}", f"b/{done.path}"))
