"""The content folder -> `Catalog`, with every problem of every file in one run."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ssg.collisions import check_always, check_collisions
from ssg.config import SITE_FILE, load_settings
from ssg.document import Document, parse_yaml, read_text, split_front_matter
from ssg.errors import Code, Problem
from ssg.fields import MAX_LONG_TEXT, SLUG_HINT, check_slug
from ssg.folder import Entry, entries, static_files, unread
from ssg.markdown import rendered_fault
from ssg.model import Catalog, Editorial, FreePage, SharedCapability, Tool
from ssg.references import check_references
from ssg.schema import validate
from ssg.settings import Settings
from ssg.text import closest, printable
from ssg.tool_memory import ReadTool, ToolMemory
from ssg.tool_schema import EditorialFile, FreePageFile, ToolFile, VocabularyFile, shared_capabilities, tool_from

__all__ = ["VOCABULARY", "Loaded", "load"]

VOCABULARY = "content/capabilities.yaml"
MAX_PAGE_TEXT = 40_000
"""Characters of a free page; a text made to be slow takes two seconds at this length."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the content folder holds; without a usable site.yaml there is no catalog."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    """Sorted by place; with an error among them the catalog must not be built from."""


def load(root: Path, memory: ToolMemory | None = None, only: Callable[[str], bool] | None = None) -> Loaded:
    """Read everything below `root/content`; reads only, follows no links.

    With a memory, files of tools that have not changed since are not read again; `only` says of which slugs they are read.
    """
    settings, problems = load_settings(root)
    shared, found = _vocabulary(root)
    problems += found
    vocabulary = None if shared is None else frozenset(one.id for one in shared)
    (memory := memory or ToolMemory()).expect(settings, vocabulary)
    tools, slugs, found = _tools(
        root, only, lambda entry, body: memory.recall(entry, body, lambda: _tool(entry, body, settings, vocabulary)))
    locate = lambda path, keys: _document(root, path).locate(keys)  # noqa: E731
    problems += [*found, *check_collisions(tools, slugs, locate)]
    editorials, found = _editorials(root, slugs)
    problems += found
    pages, found = _free_pages(root)
    problems += [*found, *unread(root)]
    static, found = static_files(root)
    problems += found
    if settings:
        problems += check_always(settings.pairs.always, slugs, SITE_FILE, locate)
    ordered = tuple(sorted(problems, key=Problem.place))
    if settings is None:
        return Loaded(None, ordered)
    return Loaded(Catalog(settings=settings, tools=tuple(tools), capabilities=shared or (), editorials=tuple(editorials),
                          pages=tuple(pages), static=tuple(static)), ordered)


def _document(root: Path, path: str) -> Document:
    """Read a file again, only to find a place in it."""
    return parse_yaml(read_text(root / path, path)[0], path)[0]


def _vocabulary(root: Path) -> tuple[tuple[SharedCapability, ...] | None, list[Problem]]:
    if not os.path.lexists(root / VOCABULARY):
        return (), []
    text, problems = read_text(root / VOCABULARY, VOCABULARY)
    if problems:
        return None, problems
    document, problems = parse_yaml(text, VOCABULARY)
    if document.value is None and problems:
        return None, problems
    file, faults = validate(document, VocabularyFile, problems)
    if not file:
        return None, problems + faults
    shared = shared_capabilities(file)
    ids = [one.id for one in file.root]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            line, column = document.locate((index, "id"))
            problems.append(Problem(file=VOCABULARY, line=line, column=column, code=Code.REPEATED,
                                    message=f'the id "{name}" stands here twice', hint="keep one of the two"))
    return shared, problems


def _tools(
    root: Path, only: Callable[[str], bool] | None, read: Callable[[Entry, Entry | None], ReadTool],
) -> tuple[list[Tool], set[str], list[Problem]]:
    """Return the tools, the slugs of all files (also of those with faults, which others may name), and the problems."""
    problems: list[Problem] = []
    found_files = list(entries(root, "content/tools", ".yaml", problems))
    bodies = {entry.stem: entry for entry in found_files if entry.file.suffix == ".md"}
    files = [entry for entry in found_files if entry.file.suffix == ".yaml"]
    slugs = {entry.stem for entry in files}
    problems += [Problem(file=entry.path, code=Code.FILE_NAME, message="there is no tool file beside this text",
                         hint=f'add "{printable(stem)}.yaml" or remove it')
                 for stem, entry in bodies.items() if stem not in slugs]
    tools = []
    for entry in (one for one in files if only is None or only(one.stem)):
        tool, found = read(entry, bodies.get(entry.stem))
        problems += found
        if tool:
            tools.append(tool)
    return sorted(tools, key=lambda tool: tool.slug), slugs, problems


def _tool(
    entry: Entry, body: Entry | None, settings: Settings | None, vocabulary: Collection[str] | None,
) -> tuple[Tool | None, list[Problem]]:
    fault = check_slug(entry.stem)
    problems = [Problem(file=entry.path, code=Code.FILE_NAME, message=f"the file name: {fault}", hint=SLUG_HINT)
                ] if fault else []
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
    prose, found = _body(file, entry, body) if body else ("", [])
    problems += found
    tool = tool_from(file, entry.stem, prose, document)
    problems += _markdown_faults(tool, document)
    if settings:
        tool, unknown = check_references(tool, document, settings, vocabulary)
        problems += unknown
    return tool, problems


def _slug_faults(file: ToolFile, entry: Entry, document: Document) -> Iterator[Problem]:
    if file.slug and file.slug != entry.stem:
        line, column = document.locate(("slug",))
        taken = entry.file.with_name(f"{file.slug}.yaml").exists()
        message = (f'the slug "{file.slug}" belongs to content/tools/{file.slug}.yaml' if taken
                   else f'the slug "{file.slug}" is not the name of this file')
        yield Problem(file=entry.path, line=line, column=column, code=Code.SLUG_TAKEN if taken else Code.FILE_NAME,
                      message=message, hint=f'remove the key or rename the file to "{file.slug}.yaml"'
                      if not taken else "remove the key")


def _body(file: ToolFile, entry: Entry, body: Entry) -> tuple[str, list[Problem]]:
    """Read the text beside a tool's file; with a fault there is no text."""
    prose, problems = read_text(body.file, body.path)
    if file.description is not None:
        problems.append(Problem(file=body.path, code=Code.REPEATED, message=f"{entry.path} has a description as well",
                                hint="keep one of the two"))
    problems += _prose_faults(body, 1, prose, MAX_LONG_TEXT)
    return "" if problems else prose, problems


def _prose_faults(entry: Entry, line: int, text: str, most: int) -> Iterator[Problem]:
    """Tell of Markdown in a file of its own that is too long or would grow out of all proportion."""
    if len(text) > most:
        yield Problem(file=entry.path, line=line, code=Code.LENGTH, message="the text is too long",
                      hint=f"at most {most:,} characters")
    elif fault := rendered_fault(text):
        yield Problem(file=entry.path, line=line, code=Code.MARKDOWN, message=fault, hint=GROWTH_HINT)


GROWTH_HINT = "shorten it or write it without a table"


def _markdown_faults(tool: Tool, document: Document) -> list[Problem]:
    """Tell of Markdown that would grow out of all proportion as HTML."""
    texts: list[tuple[tuple[str | int, ...], str]] = [(("description",), tool.description)]
    for index, capability in enumerate(tool.capabilities):
        texts += [(("capabilities", index, "description"), capability.description),
                  (("capabilities", index, "unique"), capability.unique),
                  (("capabilities", index, "vs_alternatives"), capability.vs_alternatives)]
    problems = []
    for keys, text in texts:
        fault = rendered_fault(text)
        if fault:
            line, column = document.locate(keys)
            problems.append(Problem(file=document.path, line=line, column=column, code=Code.MARKDOWN, message=fault,
                                    hint=GROWTH_HINT))
    return problems


def _front_matter(entry: Entry, most: int) -> tuple[Document, str, list[Problem]]:
    text, problems = read_text(entry.file, entry.path)
    front, body, first_line = split_front_matter(text)
    if first_line == 1 and re.match(r"---[ \t]*\r?\n", text):
        problems.append(Problem(file=entry.path, code=Code.SYNTAX, message="the front matter is not closed",
                                hint='end it with a line "---"'))
    document, faults = parse_yaml(front or "{}", entry.path, first_line=2 if front else 1)
    return document, body.strip(), [*problems, *faults, *_prose_faults(entry, first_line, body, most)]


def _editorials(root: Path, slugs: set[str]) -> tuple[list[Editorial], list[Problem]]:
    problems: list[Problem] = []
    editorials = []
    for entry in entries(root, "content/comparisons", ".md", problems):
        document, body, faults = _front_matter(entry, MAX_LONG_TEXT)
        file, wrong = validate(document, EditorialFile)
        problems += faults or wrong
        a, _, b = entry.stem.partition("-vs-")
        problems += _editorial_faults(entry, a, b, slugs)
        if file:
            editorials.append(Editorial(slugs=(a, b), text=body, title=file.title or "", author=file.author or "",
                                        written=file.date, path=entry.path))
    return editorials, problems


def _editorial_faults(entry: Entry, a: str, b: str, slugs: set[str]) -> Iterator[Problem]:
    if not a or not b:
        yield Problem(file=entry.path, code=Code.FILE_NAME, message="the file name is not two slugs",
                      hint='name the file "<slug>-vs-<slug>.md"')
        return
    for slug in sorted({a, b}):
        if slug not in slugs:
            yield Problem(file=entry.path, code=Code.UNKNOWN_TOOL, message=f'there is no tool "{printable(slug)}"',
                          hint=closest(slug, slugs) or 'name the file "<slug>-vs-<slug>.md"')
    if a == b:
        yield Problem(file=entry.path, code=Code.FILE_NAME, message="compares a tool with itself",
                      hint="name two different tools")
    elif a > b and slugs >= {a, b}:
        yield Problem(file=entry.path, code=Code.FILE_NAME, message="the slugs are not in alphabetical order",
                      hint=f'rename it to "{b}-vs-{a}.md"')


def _free_pages(root: Path) -> tuple[list[FreePage], list[Problem]]:
    problems: list[Problem] = []
    pages = []
    for entry in entries(root, "content/pages", ".md", problems):
        fault = check_slug(entry.stem)
        if fault:
            problems.append(Problem(file=entry.path, code=Code.FILE_NAME, message=f"the file name: {fault}",
                                    hint=SLUG_HINT))
        document, body, faults = _front_matter(entry, MAX_PAGE_TEXT)
        file, wrong = validate(document, FreePageFile)
        problems += faults or wrong
        if file:
            pages.append(FreePage(slug=entry.stem, title=file.title, description=file.description or "", text=body,
                                  path=entry.path))
    return pages, problems
