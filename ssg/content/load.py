"""The content folder -> `Catalog`, with every problem of every file in one run."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ssg.catalog import Catalog, SharedCapability
from ssg.config import SITE_FILE
from ssg.content.collisions import check_always, check_collisions
from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.files import entries, static_files, unread
from ssg.content.future_dates import check_dates
from ssg.content.markdown_files import load_editorials, load_free_pages
from ssg.content.site_file import load_settings
from ssg.content.synonyms_file import load_synonyms
from ssg.content.tool_cache import ToolCache
from ssg.content.tool_file import ReadTool, ToolFiles, ValidationContext, read_tools
from ssg.content.tool_schema import VocabularyFile, shared_capabilities
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.parallel import map_chunks
from ssg.settings import Settings
from ssg.text import printable
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["VOCABULARY", "Loaded", "load"]


VOCABULARY = "content/capabilities.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the content folder holds; without a usable site.yaml there is no catalog."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    """Sorted by place; with an error among them the catalog must not be built from."""


def load(
    root: Path,
    memory: ToolCache | None = None,
    only: Callable[[str], bool] | None = None,
    jobs: int = 1,
    latest: date | None = None,
) -> Loaded:
    """Read everything below `root/content`; reads only, follows no links.

    Dates after the day `latest` are errors.

    With a memory, files of tools that have not changed since are not read again; `only` says of which slugs they are read.
    Many tools are read by so many `jobs`; raise BuildError when one of these processes dies.
    """
    with _collector_at_rest():
        return _load(root, memory, only, jobs, latest)


def _load(
    root: Path,
    memory: ToolCache | None,
    only: Callable[[str], bool] | None,
    jobs: int,
    latest: date | None,
) -> Loaded:
    settings, problems = load_settings(root)
    shared, found = _vocabulary(root)
    problems += found
    basis = ValidationContext(
        settings, None if shared is None else frozenset(one.id for one in shared)
    )
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
    editorials, found = load_editorials(root, slugs)
    problems += found
    pages, found = load_free_pages(root)
    problems += [*found, *unread(root)]
    synonyms, found = load_synonyms(root, Tokenizer(table_for((settings or Settings()).language)))
    problems += found
    static, found = static_files(root)
    problems += found
    if latest:
        problems += check_dates(root, tools, editorials, latest)
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


def _document(root: Path, path: str) -> YamlDocument:
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


def _read(basis: ValidationContext, files: Sequence[ToolFiles], jobs: int) -> list[ReadTool]:
    """Read tools, many of them in several processes."""
    return [one for chunk in map_chunks(partial(_read_chunk, basis), files, jobs) for one in chunk]


def _read_chunk(basis: ValidationContext, files: Sequence[ToolFiles]) -> list[ReadTool]:
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
