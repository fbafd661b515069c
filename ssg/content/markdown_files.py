"""Editorials and free pages: Markdown files with front matter."""

import re
from collections.abc import Iterator
from pathlib import Path

from ssg.catalog import Editorial, FreePage
from ssg.content.document import YamlDocument, parse_yaml, read_text, split_front_matter
from ssg.content.field_types import MAX_LONG_TEXT, SLUG_HINT, check_slug
from ssg.content.files import ContentFile, entries
from ssg.content.tool_file import check_markdown_length
from ssg.content.tool_schema import EditorialFile, FreePageFile
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.text import did_you_mean, printable

__all__ = ["load_editorials", "load_free_pages"]


MAX_PAGE_TEXT = 40_000
"""Characters of a free page; a text made to be slow takes two seconds at this length."""


def _front_matter(entry: ContentFile, most: int) -> tuple[YamlDocument, str, list[Problem]]:
    text, problems = read_text(entry.file, entry.path)
    front, body, first_line = split_front_matter(text)
    if first_line == 1 and re.match(r"---[ \t]*\r?\n", text):
        problems.append(
            Problem(
                file=entry.path,
                code=Code.SYNTAX,
                message="the front matter is not closed",
                hint='end it with a line "---"',
            )
        )
    document, faults = parse_yaml(front or "{}", entry.path, first_line=2 if front else 1)
    return (
        document,
        body.strip(),
        [*problems, *faults, *check_markdown_length(entry, first_line, body, most)],
    )


def load_editorials(root: Path, slugs: set[str]) -> tuple[list[Editorial], list[Problem]]:
    """Read `content/comparisons/`; return the editorials, and every problem in them."""
    problems: list[Problem] = []
    editorials = []
    for entry in entries(root, "content/comparisons", ".md", problems):
        document, body, faults = _front_matter(entry, MAX_LONG_TEXT)
        file, wrong = validate(document, EditorialFile)
        problems += faults or wrong
        a, _, b = entry.stem.partition("-vs-")
        problems += _editorial_faults(entry, a, b, slugs)
        if file:
            editorials.append(
                Editorial(
                    slugs=(a, b),
                    text=body,
                    title=file.title or "",
                    author=file.author or "",
                    written=file.date,
                    path=entry.path,
                )
            )
    return editorials, problems


def _editorial_faults(entry: ContentFile, a: str, b: str, slugs: set[str]) -> Iterator[Problem]:
    if not a or not b:
        yield Problem(
            file=entry.path,
            code=Code.FILE_NAME,
            message="the file name is not two slugs",
            hint='name the file "<slug>-vs-<slug>.md"',
        )
        return
    for slug in sorted({a, b}):
        if slug not in slugs:
            yield Problem(
                file=entry.path,
                code=Code.UNKNOWN_TOOL,
                message=f'there is no tool "{printable(slug)}"',
                hint=did_you_mean(slug, slugs) or 'name the file "<slug>-vs-<slug>.md"',
            )
    if a == b:
        yield Problem(
            file=entry.path,
            code=Code.FILE_NAME,
            message="compares a tool with itself",
            hint="name two different tools",
        )
    elif a > b and slugs >= {a, b}:
        yield Problem(
            file=entry.path,
            code=Code.FILE_NAME,
            message="the slugs are not in alphabetical order",
            hint=f'rename it to "{b}-vs-{a}.md"',
        )


def load_free_pages(root: Path) -> tuple[list[FreePage], list[Problem]]:
    """Read `content/pages/`; return the pages, and every problem in them."""
    problems: list[Problem] = []
    pages = []
    for entry in entries(root, "content/pages", ".md", problems):
        fault = check_slug(entry.stem)
        if fault:
            problems.append(
                Problem(
                    file=entry.path,
                    code=Code.FILE_NAME,
                    message=f"the file name: {fault}",
                    hint=SLUG_HINT,
                )
            )
        document, body, faults = _front_matter(entry, MAX_PAGE_TEXT)
        file, wrong = validate(document, FreePageFile)
        problems += faults or wrong
        if file:
            pages.append(
                FreePage(
                    slug=entry.stem,
                    title=file.title,
                    description=file.description or "",
                    text=body,
                    path=entry.path,
                )
            )
    return pages, problems
