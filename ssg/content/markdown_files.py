"""Read editorials and free pages: Markdown files with front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ssg.catalog import Editorial, FreePage
from ssg.content.document import read_text, split_front_matter
from ssg.content.field_types import MAX_LONG_TEXT, FileModel
from ssg.content.files import ContentFile, list_files
from ssg.content.location import Location
from ssg.content.tool_file import check_markdown_length, check_slug_of
from ssg.content.tool_schema import EditorialFile, EditorialTextsFile, FreePageFile
from ssg.content.translation_files import split_translations
from ssg.content.yaml_file import parse_model
from ssg.errors import Code, Problem
from ssg.text import did_you_mean, printable

__all__ = ["MarkdownTexts", "load_editorials", "load_free_pages"]

Model = TypeVar("Model", bound=FileModel)

MAX_PAGE_TEXT = 40_000
"""Characters of a free page. A text built to be slow renders in two seconds at this length."""
NAME_HINT = 'name the file "<slug>-vs-<slug>.md"'


def _read_markdown(
    entry: ContentFile, model: type[Model], limit: int
) -> tuple[Model | None, str, list[Problem]]:
    """Return front matter and body of a file, and every problem; `limit` is in characters."""
    text, problems = read_text(entry.file, entry.path)
    front_matter, body, first_line = split_front_matter(text)
    if first_line == 1 and re.match(r"---[ \t]*\r?\n", text):
        message, hint = "the front matter is not closed", 'end it with a line "---"'
        return None, "", [*problems, Location(entry.path).problem(Code.SYNTAX, message, hint)]
    if problems:
        return None, "", problems
    file = parse_model(front_matter or "{}", entry.path, model, 2 if front_matter else 1)
    location = Location(entry.path, first_line)
    too_long = check_markdown_length(location, body, limit)
    return file.model, body.strip(), [*file.problems, *too_long]


Record = TypeVar("Record", Editorial, FreePage)


@dataclass(frozen=True, slots=True)
class MarkdownTexts(Generic[Record]):
    """The Markdown texts of one folder."""

    original: list[Record]
    translated: list[tuple[str, Record]]
    """Language and text of each translation."""


def load_editorials(
    root: Path, slugs: set[str], languages: Sequence[str] | None = ()
) -> tuple[MarkdownTexts[Editorial], list[Problem]]:
    """Return the editorials of `content/comparisons/`, and every problem in these files."""
    files, problems = list_files(root, "content/comparisons", ".md")
    originals, translations, faults = split_translations(files, languages)
    problems += faults
    editorials, translated = [], []
    for entry in originals:
        front_matter, body, faults = _read_markdown(entry, EditorialFile, MAX_LONG_TEXT)
        first, _, second = entry.stem.partition("-vs-")
        problems += [*faults, *_check_file_name(entry, first, second, slugs)]
        if front_matter:
            editorials.append(
                Editorial(
                    slugs=(first, second),
                    text=body,
                    title=front_matter.title or "",
                    author=front_matter.author or "",
                    written=front_matter.date,
                    path=entry.path,
                )
            )
    for each in translations:
        texts, body, faults = _read_markdown(each.file, EditorialTextsFile, MAX_LONG_TEXT)
        problems += faults
        first, _, second = each.name.partition("-vs-")
        if texts:
            editorial = Editorial(
                slugs=(first, second), text=body, title=texts.title or "", path=each.file.path
            )
            translated.append((each.language, editorial))
    return MarkdownTexts(editorials, translated), problems


def _check_file_name(
    entry: ContentFile, first: str, second: str, slugs: set[str]
) -> Iterator[Problem]:
    location = Location(entry.path)
    if not first or not second:
        yield location.problem(Code.FILE_NAME, "the file name is not two slugs", NAME_HINT)
        return
    for slug in sorted({first, second} - slugs):
        hint = did_you_mean(slug, slugs) or NAME_HINT
        yield location.problem(Code.UNKNOWN_TOOL, f'unknown tool "{printable(slug)}"', hint)
    if first == second:
        message = "compares a tool with itself"
        yield location.problem(Code.FILE_NAME, message, "name two different tools")
    elif first > second and slugs >= {first, second}:
        message = "the slugs are not in alphabetical order"
        yield location.problem(Code.FILE_NAME, message, f'rename it to "{second}-vs-{first}.md"')


def load_free_pages(
    root: Path, languages: Sequence[str] | None = ()
) -> tuple[MarkdownTexts[FreePage], list[Problem]]:
    """Return the pages of `content/pages/`, and every problem in these files."""
    files, problems = list_files(root, "content/pages", ".md")
    originals, translations, faults = split_translations(files, languages)
    problems += faults
    pages, translated = [], []
    for entry in originals:
        page, faults = _read_page(entry, entry.stem)
        problems += [*check_slug_of(entry), *faults]
        pages += [page] if page else []
    for each in translations:
        page, faults = _read_page(each.file, each.name)
        problems += faults
        translated += [(each.language, page)] if page else []
    return MarkdownTexts(pages, translated), problems


def _read_page(entry: ContentFile, slug: str) -> tuple[FreePage | None, list[Problem]]:
    front_matter, body, problems = _read_markdown(entry, FreePageFile, MAX_PAGE_TEXT)
    if front_matter is None:
        return None, problems
    description = front_matter.description or ""
    page = FreePage(
        slug=slug, title=front_matter.title, description=description, text=body, path=entry.path
    )
    return page, problems
