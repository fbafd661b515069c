"""Load the content folder into a `Catalog`, and collect the problems of every file."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from ssg.catalog import Catalog, SharedCapability, Tool
from ssg.content.collisions import check_always, check_collisions
from ssg.content.evidence_files import load_evidence
from ssg.content.files import (
    TOOLS,
    ContentFile,
    files_of_tool,
    list_files,
    static_files,
    unused_entries,
)
from ssg.content.future_dates import check_dates
from ssg.content.history_file import load_history
from ssg.content.location import Location
from ssg.content.logo_files import check_logos
from ssg.content.markdown_files import load_editorials, load_free_pages
from ssg.content.published_file import load_published
from ssg.content.screenshot_files import with_screenshot_sizes
from ssg.content.site_file import load_translated_settings
from ssg.content.source_map import SourceMap
from ssg.content.synonyms_file import load_synonyms
from ssg.content.tool_cache import ToolCache
from ssg.content.tool_file import read_tools
from ssg.content.tool_reading import ReadTool, ToolFiles, ValidationContext
from ssg.content.tool_schema import VocabularyFile, shared_capabilities
from ssg.content.translation_files import split_translations, translations_by_name
from ssg.content.translations import load_translations, with_left_out
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem, errors_in
from ssg.parallel import collection_paused, map_chunks
from ssg.settings import SITE_FILE, Settings
from ssg.text import printable
from ssg.tokenizer import Tokenizer, table_for

__all__ = ["VOCABULARY", "Loaded", "load", "with_edits"]


VOCABULARY = "content/capabilities.yaml"


class Loaded(NamedTuple):
    """The result of loading the content folder."""

    catalog: Catalog | None
    """None if site.yaml is invalid."""
    problems: tuple[Problem, ...]
    """Sorted by location. The catalog must not be built if there is an error among them."""


def load(
    root: Path,
    memory: ToolCache | None = None,
    only: Callable[[str], bool] | None = None,
    jobs: int = 1,
    latest: date | None = None,
) -> Loaded:
    """Load everything below `root/content`. Reads only; does not follow links.

    `memory` caches tools whose files have not changed; `only` selects the slugs of the tools to
    read; `jobs` is the number of worker processes. Dates after the day `latest` are errors. Raise
    BuildError if a worker process dies.
    """
    with collection_paused(lasting=True):
        return _load(root, memory, only, jobs, latest)


def with_edits(
    root: Path, before: Catalog, slugs: Collection[str], memory: ToolCache
) -> Catalog | None:
    """Return a catalog of `load` with some of its tools as their files are now.

    Nothing else is read or checked. None if one of these tools has an error, or has no file.
    """
    languages = [each.settings.language for each in before.translations]
    files = [file for slug in sorted(slugs) for file in files_of_tool(root, slug, languages)]
    grouped, _, problems = _grouped(files, None, languages)
    results = _reader(before.settings, before.capabilities, memory, 1)(grouped)
    read = [tool for tool, _ in results if tool]
    tools, faults = with_screenshot_sizes(read, before.static, SourceMap(root))
    problems += [*faults, *(problem for _, each in results for problem in each)]
    if errors_in(problems) or len(tools) < len(slugs):
        return None
    edited = {tool.slug: tool for tool in tools}
    every = tuple(edited.get(tool.slug, tool) for tool in before.tools)
    return with_left_out(replace(before, tools=every))


T = TypeVar("T")


class _Problems:
    """The problems of all files read so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = list(problems)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems."""
        self._problems.extend(problems)

    def keep(self, result: tuple[T, Iterable[Problem]]) -> T:
        """Return the value of a reader's result, and add its problems."""
        value, problems = result
        self._problems.extend(problems)
        return value

    def sorted(self) -> tuple[Problem, ...]:
        """Return all problems by location."""
        return tuple(sorted(self._problems, key=Problem.place))


def _load(
    root: Path,
    memory: ToolCache | None,
    only: Callable[[str], bool] | None,
    jobs: int,
    latest: date | None,
) -> Loaded:
    settings, translated, faults = load_translated_settings(root)
    problems = _Problems(faults)
    vocabulary = problems.keep(_load_vocabulary(root))
    languages = None if settings is None else tuple(each.language for each in translated)
    read = _reader(settings, vocabulary, memory, jobs)
    published = problems.keep(load_published(root))
    tools, slugs, faults = _load_tools(root, languages, only, read, dict(published.tools))
    problems.add(faults)
    static = problems.keep(static_files(root))
    problems.add(check_logos(tools, static, SourceMap(root)))
    tools = problems.keep(with_screenshot_sizes(tools, static, SourceMap(root)))
    editorials = problems.keep(load_editorials(root, slugs, languages))
    pages = problems.keep(load_free_pages(root, languages))
    problems.add(unused_entries(root, languages))
    if latest:
        problems.add(check_dates(root, tools, editorials.original, latest))
    known = settings or Settings()
    tokenizer = Tokenizer(table_for(known.language))
    texts = load_translations(root, translated, vocabulary or (), editorials, pages)
    catalog = Catalog(
        settings=known,
        tools=tuple(tools),
        capabilities=vocabulary or (),
        editorials=tuple(editorials.original),
        pages=tuple(pages.original),
        static=tuple(static),
        published=published,
        synonyms=problems.keep(load_synonyms(root, tokenizer)),
        history=problems.keep(load_history(root, slugs)),
        evidence=problems.keep(load_evidence(root, tools, slugs, known.evidence.min_count)),
        translations=problems.keep(texts),
        digests=dict(memory.digests) if memory else {},
    )
    problems.add(check_always(known.pairs.always, slugs, SITE_FILE, SourceMap(root)))
    return Loaded(with_left_out(catalog) if settings else None, problems.sorted())


def _reader(
    settings: Settings | None,
    vocabulary: Sequence[SharedCapability] | None,
    memory: ToolCache | None,
    jobs: int,
) -> Callable[[Sequence[ToolFiles]], list[ReadTool]]:
    """Return a function that reads tools: from the cache, the others from their files."""
    ids = None if vocabulary is None else frozenset(shared.id for shared in vocabulary)
    context = ValidationContext(settings, ids)
    read = partial(_read, context, jobs=jobs)
    return partial(memory.recall, context, read=read) if memory else read


def _load_vocabulary(
    root: Path,
) -> tuple[tuple[SharedCapability, ...] | None, list[Problem]]:
    """Return the shared capabilities, or None if their file is invalid, and every problem."""
    if not os.path.lexists(root / VOCABULARY):
        return (), []
    file = read_yaml(root, VOCABULARY, VocabularyFile)
    if file.model is None:
        return None, file.problems
    first: dict[str, int] = {}
    duplicates = [
        file.document.locate((index, "id")).problem(
            Code.REPEATED, f'duplicate id "{entry.id}"', "remove one of them"
        )
        for index, entry in enumerate(file.model.root)
        if first.setdefault(entry.id, index) != index
    ]
    return shared_capabilities(file.model), file.problems + duplicates


def _load_tools(
    root: Path,
    languages: Sequence[str] | None,
    only: Callable[[str], bool] | None,
    read: Callable[[Sequence[ToolFiles]], list[ReadTool]],
    removed: Collection[str],
) -> tuple[list[Tool], set[str], list[Problem]]:
    """Return the valid tools, the slugs of all tools, and every problem.

    The slugs include tools with errors, so that references to them are not errors; nor are those
    to tools that had a page and were removed.
    """
    files, slugs, problems = _tool_files(root, only, languages)
    results = read(files)
    tools = sorted((tool for tool, _ in results if tool), key=lambda tool: tool.slug)
    problems += [problem for _, faults in results for problem in faults]
    problems += check_collisions(tools, slugs, SourceMap(root), removed)
    return tools, slugs, problems


def _tool_files(
    root: Path, only: Callable[[str], bool] | None, languages: Sequence[str] | None
) -> tuple[list[ToolFiles], set[str], list[Problem]]:
    """Return the selected files, the slugs of all files, and problems of file names."""
    files, problems = list_files(root, TOOLS, ".yaml")
    selected, slugs, faults = _grouped(files, only, languages)
    return selected, slugs, problems + faults


def _grouped(
    files: Sequence[ContentFile],
    only: Callable[[str], bool] | None,
    languages: Sequence[str] | None,
) -> tuple[list[ToolFiles], set[str], list[Problem]]:
    """Return the files of each selected tool, all slugs, and problems of file names."""
    files, others, problems = split_translations(files, languages)
    translations = dict(translations_by_name(others))
    bodies = {file.stem: file for file in files if file.path.endswith(".md")}
    entries = {file.stem: file for file in files if file.path.endswith(".yaml")}
    problems += [
        Location(body.path).problem(
            Code.FILE_NAME,
            "there is no tool file for this text",
            f'add "{printable(stem)}.yaml" or remove this file',
        )
        for stem, body in bodies.items()
        if stem not in entries
    ]
    selected = [
        ToolFiles(entry, bodies.get(stem), translations.get(stem, ()))
        for stem, entry in entries.items()
        if only is None or only(stem)
    ]
    return selected, set(entries), problems


def _read(context: ValidationContext, files: Sequence[ToolFiles], jobs: int) -> list[ReadTool]:
    """Read tools, in several processes if there are many."""
    chunks = map_chunks(partial(_read_chunk, context), files, jobs)
    return [result for chunk in chunks for result in chunk]


def _read_chunk(context: ValidationContext, files: Sequence[ToolFiles]) -> list[ReadTool]:
    with collection_paused():
        return read_tools(context, files)
