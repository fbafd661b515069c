"""Read a tool's YAML file, and the Markdown file with the same slug, into a `Tool`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssg.catalog import Tool
from ssg.content.claims import read_claims
from ssg.content.document import YamlDocument, read_text
from ssg.content.field_types import MAX_LONG_TEXT, SLUG_HINT, check_slug
from ssg.content.files import ContentFile
from ssg.content.location import Location
from ssg.content.references import resolve_references
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.tool_translation import MARKDOWN_HINT, read_translation
from ssg.content.yaml_file import parse_model
from ssg.errors import Code, Problem
from ssg.fields import Role, leaves
from ssg.rendering.markdown import rendered_fault, total_fault

__all__ = [
    "check_markdown_length",
    "check_slug_of",
    "read_tool",
    "read_tools",
]


def read_tools(context: ValidationContext, files: Sequence[ToolFiles]) -> list[ReadTool]:
    """Read several tools, in order."""
    return [read_tool(context, tool_files) for tool_files in files]


def read_tool(context: ValidationContext, files: ToolFiles) -> ReadTool:
    """Read one tool."""
    entry = files.entry
    problems = check_slug_of(entry)
    text, unreadable = read_text(entry.file, entry.path)
    if unreadable:
        return None, problems + unreadable
    file = parse_model(text, entry.path, ToolFile)
    document = file.document
    problems += file.problems
    claims, faults = read_claims(document)
    problems += faults
    if file.model is None:
        return None, problems
    keys = vars(file.model)
    problems += _check_slug_key(keys["slug"], entry, document)
    markdown, faults = _read_body(files, has_description=keys["description"] is not None)
    tool = replace(tool_from(file.model, entry.stem, markdown, document), claims=claims)
    problems += [*faults, *_check_markdown(tool, document)]
    if context.settings:
        tool, unknown = resolve_references(tool, document, context.settings, context.vocabulary)
        problems += unknown
    translations = []
    for each in files.translations:
        translation, faults = read_translation(tool, each)
        problems += faults
        translations += [translation] if translation else []
    return replace(tool, translations=tuple(translations)) if translations else tool, problems


def check_slug_of(entry: ContentFile) -> list[Problem]:
    """Return the problem of a file whose name is not a slug."""
    fault = check_slug(entry.stem)
    message = f"invalid file name: {fault}"
    return [Location(entry.path).problem(Code.FILE_NAME, message, SLUG_HINT)] if fault else []


def _check_slug_key(
    slug: str | None, entry: ContentFile, document: YamlDocument
) -> Iterator[Problem]:
    """Yield a problem if the key `slug` differs from the file name."""
    if not slug or slug == entry.stem:
        return
    location = document.locate(("slug",))
    if entry.file.with_name(f"{slug}.yaml").exists():
        message = f'the slug "{slug}" belongs to content/tools/{slug}.yaml'
        yield location.problem(Code.SLUG_TAKEN, message, "remove the key")
    else:
        message = f'the slug "{slug}" is not the name of this file'
        hint = f'remove the key or rename the file to "{slug}.yaml"'
        yield location.problem(Code.FILE_NAME, message, hint)


def _read_body(files: ToolFiles, *, has_description: bool) -> tuple[str, list[Problem]]:
    """Return the text of the Markdown file, or an empty text and its problems."""
    if files.body is None:
        return "", []
    text, problems = read_text(files.body.file, files.body.path)
    location = Location(files.body.path)
    if has_description:
        message = f"{files.entry.path} also has a description"
        problems.append(location.problem(Code.REPEATED, message, "remove one of them"))
    problems += check_markdown_length(location, text, MAX_LONG_TEXT)
    return "" if problems else text, problems


def check_markdown_length(location: Location, text: str, limit: int) -> Iterator[Problem]:
    """Yield a problem if the text of a Markdown file, or its HTML, is too long."""
    if len(text) > limit:
        yield location.problem(Code.LENGTH, "the text is too long", f"at most {limit:,} characters")
    elif fault := rendered_fault(text):
        yield location.problem(Code.MARKDOWN, fault, MARKDOWN_HINT)


def _check_markdown(tool: Tool, document: YamlDocument) -> Iterator[Problem]:
    """Yield the Markdown of a tool whose HTML is wrong, or much too long in all."""
    sound = []
    for keys, value in leaves(tool, Role.TEXT):  # lines are rendered as Markdown, too
        text = str(value)
        if fault := rendered_fault(text):
            yield document.locate(keys).problem(Code.MARKDOWN, fault, MARKDOWN_HINT)
        else:
            sound.append(text)
    if fault := total_fault(sound):
        yield document.locate(()).problem(Code.MARKDOWN, fault, MARKDOWN_HINT)
