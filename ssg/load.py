"""The content folder -> `Catalog`, with every problem of every file in one run."""

import gc
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ssg.collisions import check_always, check_collisions
from ssg.config import SITE_FILE, load_settings
from ssg.document import Document, parse_yaml, read_text, split_front_matter
from ssg.errors import Code, Problem
from ssg.fields import MAX_LONG_TEXT, SLUG_HINT, check_slug
from ssg.folder import Entry, entries, static_files, unread
from ssg.model import Catalog, Editorial, FreePage, SharedCapability
from ssg.pool import map_chunks
from ssg.schema import validate
from ssg.search.words import Tokenizer, table_for
from ssg.settings import Settings
from ssg.synonyms import load_synonyms
from ssg.text import closest, printable
from ssg.tool_file import Basis, ReadTool, ToolFiles, prose_faults, read_tools
from ssg.tool_memory import ToolMemory
from ssg.tool_schema import EditorialFile, FreePageFile, VocabularyFile, shared_capabilities

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


def load(
    root: Path,
    memory: ToolMemory | None = None,
    only: Callable[[str], bool] | None = None,
    jobs: int = 1,
) -> Loaded:
    """Read everything below `root/content`; reads only, follows no links.

    With a memory, files of tools that have not changed since are not read again; `only` says of which slugs they are read.
    Many tools are read by so many `jobs`; raise BuildError when one of these processes dies.
    """
    with _collector_at_rest():
        return _load(root, memory, only, jobs)


def _load(
    root: Path, memory: ToolMemory | None, only: Callable[[str], bool] | None, jobs: int
) -> Loaded:
    settings, problems = load_settings(root)
    shared, found = _vocabulary(root)
    problems += found
    basis = Basis(settings, None if shared is None else frozenset(one.id for one in shared))
    files, slugs, found = _tools(root, only)
    problems += found
    read = (
        memory.recall(basis, files, partial(_read, basis, jobs=jobs))
        if memory
        else _read(basis, files, jobs)
    )
    tools = sorted((tool for tool, _ in read if tool), key=lambda tool: tool.slug)
    locate = lambda path, keys: _document(root, path).locate(keys)  # noqa: E731
    problems += [
        *(problem for _, faults in read for problem in faults),
        *check_collisions(tools, slugs, locate),
    ]
    editorials, found = _editorials(root, slugs)
    problems += found
    pages, found = _free_pages(root)
    problems += [*found, *unread(root)]
    synonyms, found = load_synonyms(root, Tokenizer(table_for((settings or Settings()).language)))
    problems += found
    static, found = static_files(root)
    problems += found
    if settings:
        problems += check_always(settings.pairs.always, slugs, SITE_FILE, locate)
    ordered = tuple(sorted(problems, key=Problem.place))
    if settings is None:
        return Loaded(None, ordered)
    return Loaded(
        Catalog(
            settings=settings,
            tools=tuple(tools),
            capabilities=shared or (),
            editorials=tuple(editorials),
            pages=tuple(pages),
            static=tuple(static),
            synonyms=synonyms,
        ),
        ordered,
    )


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
            problems.append(
                Problem(
                    file=VOCABULARY,
                    line=line,
                    column=column,
                    code=Code.REPEATED,
                    message=f'the id "{name}" stands here twice',
                    hint="keep one of the two",
                )
            )
    return shared, problems


def _tools(
    root: Path, only: Callable[[str], bool] | None
) -> tuple[list[ToolFiles], set[str], list[Problem]]:
    """Return the files to be read, the slugs of all (also of those with faults, which others may name), and problems."""
    problems: list[Problem] = []
    found_files = list(entries(root, "content/tools", ".yaml", problems))
    bodies = {entry.stem: entry for entry in found_files if entry.path.endswith(".md")}
    files = {entry.stem: entry for entry in found_files if entry.path.endswith(".yaml")}
    problems += [
        Problem(
            file=entry.path,
            code=Code.FILE_NAME,
            message="there is no tool file beside this text",
            hint=f'add "{printable(stem)}.yaml" or remove it',
        )
        for stem, entry in bodies.items()
        if stem not in files
    ]
    return (
        [
            ToolFiles(entry, bodies.get(stem))
            for stem, entry in files.items()
            if only is None or only(stem)
        ],
        set(files),
        problems,
    )


def _nothing(_: None) -> None:
    """Make a worker ready that needs nothing."""


def _read(basis: Basis, files: Sequence[ToolFiles], jobs: int) -> list[ReadTool]:
    """Read tools, many of them in several processes."""
    return [
        one
        for chunk in map_chunks(partial(_read_chunk, basis), files, jobs, _nothing, None)
        for one in chunk
    ]


def _read_chunk(basis: Basis, files: Sequence[ToolFiles]) -> list[ReadTool]:
    with _collector_at_rest():
        return read_tools(basis, files)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let nobody look for cycles while many values are made that have none: that takes longer than to make them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _front_matter(entry: Entry, most: int) -> tuple[Document, str, list[Problem]]:
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
        [*problems, *faults, *prose_faults(entry, first_line, body, most)],
    )


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


def _editorial_faults(entry: Entry, a: str, b: str, slugs: set[str]) -> Iterator[Problem]:
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
                hint=closest(slug, slugs) or 'name the file "<slug>-vs-<slug>.md"',
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


def _free_pages(root: Path) -> tuple[list[FreePage], list[Problem]]:
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
