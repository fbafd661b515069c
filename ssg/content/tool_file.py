"""A tool's file, and the text beside it -> the tool and every problem with it, one by one or in chunks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.field_types import MAX_LONG_TEXT, SLUG_HINT, check_slug
from ssg.content.files import ContentFile
from ssg.content.references import resolve_references
from ssg.content.field_types import FileModel
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.rendering.markdown import rendered_fault
from ssg.settings import Settings

__all__ = [
    "ReadTool",
    "ToolFiles",
    "ValidationContext",
    "check_markdown_length",
    "read_tool",
    "read_tools",
]

ReadTool: TypeAlias = tuple[Tool | None, list[Problem]]
"""What comes of reading a tool's file."""


@dataclass(frozen=True, slots=True)
class ToolFiles:
    """The files of one tool."""

    entry: ContentFile
    body: ContentFile | None
    """The text beside it."""


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """What tools are held against."""

    settings: Settings | None
    """None when the site's own file could not be read."""
    vocabulary: Collection[str] | None
    """The ids of the shared capabilities; None when their file could not be read."""


def read_tools(basis: ValidationContext, files: Sequence[ToolFiles]) -> list[ReadTool]:
    """Read several tools, in order."""
    return [read_tool(basis, one) for one in files]


def read_tool(basis: ValidationContext, files: ToolFiles) -> ReadTool:
    """Read a tool; with a fault of its form there is none."""
    entry = files.entry
    fault = check_slug(entry.stem)
    problems = (
        [
            Problem(
                file=entry.path,
                code=Code.FILE_NAME,
                message=f"the file name: {fault}",
                hint=SLUG_HINT,
            )
        ]
        if fault
        else []
    )
    text, unreadable = read_text(entry.file, entry.path)
    if unreadable:
        return None, problems + unreadable
    document, faults = parse_yaml(text, entry.path)
    if document.value is None and faults:
        return None, problems + faults
    file, wrong = validate(document, ToolFile, faults)
    problems += faults + wrong
    if not file:
        return None, problems
    problems += _slug_faults(file, entry, document)
    prose, found = _body(file, entry, files.body) if files.body else ("", [])
    problems += found
    tool = tool_from(file, entry.stem, prose, document)
    problems += _markdown_faults(tool, document)
    if basis.settings:
        tool, unknown = resolve_references(tool, document, basis.settings, basis.vocabulary)
        problems += unknown
    return tool, problems


def _slug_faults(file: FileModel, entry: ContentFile, document: YamlDocument) -> Iterator[Problem]:
    slug = vars(file)["slug"]
    if slug and slug != entry.stem:
        line, column = document.locate(("slug",))
        taken = entry.file.with_name(f"{slug}.yaml").exists()
        message = (
            f'the slug "{slug}" belongs to content/tools/{slug}.yaml'
            if taken
            else f'the slug "{slug}" is not the name of this file'
        )
        yield Problem(
            file=entry.path,
            line=line,
            column=column,
            code=Code.SLUG_TAKEN if taken else Code.FILE_NAME,
            message=message,
            hint=f'remove the key or rename the file to "{slug}.yaml"'
            if not taken
            else "remove the key",
        )


def _body(file: FileModel, entry: ContentFile, body: ContentFile) -> tuple[str, list[Problem]]:
    """Read the text beside a tool's file; with a fault there is no text."""
    prose, problems = read_text(body.file, body.path)
    if vars(file)["description"] is not None:
        problems.append(
            Problem(
                file=body.path,
                code=Code.REPEATED,
                message=f"{entry.path} has a description as well",
                hint="keep one of the two",
            )
        )
    problems += check_markdown_length(body, 1, prose, MAX_LONG_TEXT)
    return "" if problems else prose, problems


def check_markdown_length(entry: ContentFile, line: int, text: str, most: int) -> Iterator[Problem]:
    """Tell of Markdown in a file of its own that is too long or would grow out of all proportion."""
    if len(text) > most:
        yield Problem(
            file=entry.path,
            line=line,
            code=Code.LENGTH,
            message="the text is too long",
            hint=f"at most {most:,} characters",
        )
    elif fault := rendered_fault(text):
        yield Problem(
            file=entry.path, line=line, code=Code.MARKDOWN, message=fault, hint=GROWTH_HINT
        )


GROWTH_HINT = "shorten it or write it without a table"


def _markdown_faults(tool: Tool, document: YamlDocument) -> Iterator[Problem]:
    """Tell of Markdown that would grow out of all proportion as HTML."""
    if fault := rendered_fault(tool.description):
        yield _grown(document, ("description",), fault)
    for index, one in enumerate(tool.capabilities):
        for key, text in (
            ("description", one.description),
            ("unique", one.unique),
            ("vs_alternatives", one.vs_alternatives),
        ):
            if fault := rendered_fault(text):
                yield _grown(document, ("capabilities", index, key), fault)


def _grown(document: YamlDocument, keys: tuple[str | int, ...], fault: str) -> Problem:
    line, column = document.locate(keys)
    return Problem(
        file=document.path,
        line=line,
        column=column,
        code=Code.MARKDOWN,
        message=fault,
        hint=GROWTH_HINT,
    )
