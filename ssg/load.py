"""The content folder -> `Catalog`, with every problem of every file in one run."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.collisions import check_collisions
from ssg.config import SITE_FILE, load_settings
from ssg.document import Document, parse_yaml, read_text, split_front_matter
from ssg.errors import Code, Problem, Severity
from ssg.markdown import rendered_fault
from ssg.model import Catalog, Editorial, FreePage, SharedCapability, StaticFile, Tool
from ssg.references import check_references
from ssg.schema import SLUG_RULE, check_slug, validate
from ssg.settings import Settings
from ssg.text import closest, printable
from ssg.tool_schema import EditorialFile, FreePageFile, ToolFile, VocabularyFile, shared_capabilities, tool_from

__all__ = ["Loaded", "load"]

VOCABULARY = "content/capabilities.yaml"
READ = {"site.yaml", "capabilities.yaml", "tools", "comparisons", "pages", "static"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the content folder holds; without a usable site.yaml there is no catalog."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    """Sorted by place; with an error among them the catalog must not be built from."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of one of the content folders."""

    file: Path
    path: str

    @property
    def stem(self) -> str:
        return self.file.name.rsplit(".", 1)[0]


def load(root: Path) -> Loaded:
    """Read everything below `root/content`; reads only, follows no links."""
    settings, problems = load_settings(root)
    shared, found = _vocabulary(root)
    problems += found
    tools, found = _tools(root, settings, None if shared is None else {one.id for one in shared})
    problems += found
    problems += check_collisions(tools, lambda path, keys: _document(root, path).locate(keys))
    editorials, found = _editorials(root, {tool.slug for tool in tools})
    problems += found
    pages, found = _free_pages(root)
    problems += [*found, *_unread(root)]
    static, found = _static(root)
    problems += found
    if settings:
        problems += _always(root, settings, tools)
    ordered = tuple(sorted(problems, key=Problem.place))
    if settings is None:
        return Loaded(None, ordered)
    return Loaded(Catalog(settings=settings, tools=tuple(tools), capabilities=shared or (), editorials=tuple(editorials),
                          pages=tuple(pages), static=tuple(static)), ordered)


def _document(root: Path, path: str) -> Document:
    """Read a file again, only to find a place in it."""
    return parse_yaml(read_text(root / path, path)[0], path)[0]


def _entries(root: Path, folder: str, suffix: str, problems: list[Problem]) -> Iterator[_Entry]:
    """Yield a folder's files with this ending in the order of their names; tell of what does not belong there."""
    try:
        names = sorted(entry.name for entry in os.scandir(root / folder))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        problems.append(Problem(file=folder, code=Code.UNREADABLE, message="must be a folder"))
        return
    for name in names:
        entry = _Entry(root / folder / name, f"{folder}/{name}")
        if name.startswith("."):
            continue
        if entry.file.is_symlink() or not entry.file.is_file():
            problems.append(Problem(file=entry.path, code=Code.UNREADABLE, message="is a link or not a regular file",
                                    hint=f"only {suffix} files stand in {folder}"))
        elif name.endswith((suffix, ".md")):
            yield entry
        elif name.lower().endswith((".yaml", ".yml", ".md")):
            problems.append(Problem(file=entry.path, code=Code.FILE_NAME, message="the ending is not read",
                                    hint=f'rename it to "{printable(entry.stem.lower())}{suffix}"'))
        else:
            problems.append(_not_read(entry.path))


def _not_read(path: str) -> Problem:
    return Problem(file=path, code=Code.NOT_READ, message="is not read", severity=Severity.WARNING,
                   hint="files to be copied as they are belong in content/static")


def _unread(root: Path) -> list[Problem]:
    """Tell of what stands in the content folder and means nothing."""
    try:
        names = sorted(entry.name for entry in os.scandir(root / "content"))
    except OSError:
        return []
    return [_not_read(f"content/{name}") for name in names if name not in READ and not name.startswith(".")]


def _vocabulary(root: Path) -> tuple[tuple[SharedCapability, ...] | None, list[Problem]]:
    if not os.path.lexists(root / VOCABULARY):
        return (), []
    text, problems = read_text(root / VOCABULARY, VOCABULARY)
    if problems:
        return None, problems
    document, problems = parse_yaml(text, VOCABULARY)
    if document.value is None and problems:
        return None, problems
    file, faults = validate(document, VocabularyFile)
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
    root: Path, settings: Settings | None, vocabulary: Collection[str] | None,
) -> tuple[list[Tool], list[Problem]]:
    problems: list[Problem] = []
    entries = list(_entries(root, "content/tools", ".yaml", problems))
    bodies = {entry.stem: entry for entry in entries if entry.file.suffix == ".md"}
    files = [entry for entry in entries if entry.file.suffix == ".yaml"]
    slugs = {entry.stem for entry in files}
    problems += [Problem(file=entry.path, code=Code.FILE_NAME, message="there is no tool file beside this text",
                         hint=f'add "{printable(stem)}.yaml" or remove it')
                 for stem, entry in bodies.items() if stem not in slugs]
    tools = []
    for entry in files:
        tool, found = _tool(entry, bodies.get(entry.stem), settings, vocabulary)
        problems += found
        if tool:
            tools.append(tool)
    return sorted(tools, key=lambda tool: tool.slug), problems


def _tool(
    entry: _Entry, body: _Entry | None, settings: Settings | None, vocabulary: Collection[str] | None,
) -> tuple[Tool | None, list[Problem]]:
    fault = check_slug(entry.stem)
    problems = [Problem(file=entry.path, code=Code.FILE_NAME, message=f"the file name: {fault}", hint=SLUG_RULE)
                ] if fault else []
    text, unreadable = read_text(entry.file, entry.path)
    if unreadable:
        return None, problems + unreadable
    document, faults = parse_yaml(text, entry.path)
    if document.value is None and faults:
        return None, problems + faults
    file, wrong = validate(document, ToolFile)
    problems += faults + wrong
    if not file:
        return None, problems
    prose, found = read_text(body.file, body.path) if body else ("", [])
    problems += found + _file_faults(file, entry, document, body)
    tool = tool_from(file, entry.stem, prose, document)
    problems += _markdown_faults(tool, document)
    if settings:
        tool, unknown = check_references(tool, document, settings, vocabulary)
        problems += unknown
    return tool, problems


def _file_faults(file: ToolFile, entry: _Entry, document: Document, body: _Entry | None) -> list[Problem]:
    problems = []
    if file.slug and file.slug != entry.stem:
        line, column = document.locate(("slug",))
        other = entry.file.with_name(f"{file.slug}.yaml")
        taken = f", which content/tools/{file.slug}.yaml already has" if other.exists() else ""
        problems.append(Problem(
            file=entry.path, line=line, column=column, code=Code.SLUG_TAKEN if taken else Code.FILE_NAME,
            message=f'the slug "{file.slug}"{taken} is not the name of this file', hint="remove the key or rename the file"))
    if body and file.description is not None:
        problems.append(Problem(file=body.path, code=Code.REPEATED, message=f"{entry.path} has a description as well",
                                hint="keep one of the two"))
    return problems


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
                                    hint="shorten it or write it without a table"))
    return problems


def _front_matter(entry: _Entry) -> tuple[Document, str, list[Problem]]:
    text, problems = read_text(entry.file, entry.path)
    front, body, _ = split_front_matter(text)
    document, faults = parse_yaml(front or "{}", entry.path, first_line=2 if front else 1)
    return document, body.strip(), problems + faults


def _editorials(root: Path, slugs: Collection[str]) -> tuple[list[Editorial], list[Problem]]:
    problems: list[Problem] = []
    editorials = []
    for entry in _entries(root, "content/comparisons", ".md", problems):
        document, body, faults = _front_matter(entry)
        file, wrong = validate(document, EditorialFile)
        problems += faults or wrong
        a, _, b = entry.stem.partition("-vs-")
        problems += _editorial_faults(entry, a, b, slugs)
        if file:
            editorials.append(Editorial(slugs=(a, b), text=body, title=file.title or "", author=file.author or "",
                                        written=file.date, path=entry.path))
    return editorials, problems


def _editorial_faults(entry: _Entry, a: str, b: str, slugs: Collection[str]) -> Iterator[Problem]:
    for slug in (a, b):
        if slug not in slugs:
            yield Problem(file=entry.path, code=Code.UNKNOWN_TOOL, message=f'there is no tool "{printable(slug)}"',
                          hint=closest(slug, slugs) or 'name the file "<slug>-vs-<slug>.md"')
    if a in slugs and b in slugs and a >= b:
        yield Problem(file=entry.path, code=Code.FILE_NAME, message="the slugs are not in alphabetical order",
                      hint=f'rename it to "{b}-vs-{a}.md"' if a != b else "name two different tools")


def _free_pages(root: Path) -> tuple[list[FreePage], list[Problem]]:
    problems: list[Problem] = []
    pages = []
    for entry in _entries(root, "content/pages", ".md", problems):
        fault = check_slug(entry.stem)
        if fault:
            problems.append(Problem(file=entry.path, code=Code.FILE_NAME, message=f"the file name: {fault}",
                                    hint=SLUG_RULE))
        document, body, faults = _front_matter(entry)
        file, wrong = validate(document, FreePageFile)
        problems += faults or wrong
        if file:
            pages.append(FreePage(slug=entry.stem, title=file.title, description=file.description or "", text=body,
                                  path=entry.path))
    return pages, problems


def _static(root: Path) -> tuple[list[StaticFile], list[Problem]]:
    """List the files below content/static; links are not followed but told of."""
    top = root / "content" / "static"
    files, problems = [], []
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted([*names, *folders]):
            file = Path(folder, name)
            address = file.relative_to(top).as_posix()
            if file.is_symlink():
                problems.append(Problem(file=f"content/static/{address}", code=Code.UNREADABLE, message="is a link",
                                        hint="copy the file itself here"))
            elif file.is_file() and address.isprintable():
                files.append(StaticFile(address=address, source=str(file)))
    return sorted(files, key=lambda file: file.address), problems


def _always(root: Path, settings: Settings, tools: Sequence[Tool]) -> list[Problem]:
    """Hold `pairs.always` against the tools that there are."""
    slugs = {tool.slug for tool in tools}
    wrong = [pair for pair in settings.pairs.always if pair[0] == pair[1] or not slugs.issuperset(pair)]
    if not wrong:
        return []
    document = _document(root, SITE_FILE)
    problems = []
    for index, pair in enumerate(settings.pairs.always):
        for side, slug in enumerate(pair):
            if slug not in slugs:
                line, column = document.locate(("pairs", "always", index, side))
                problems.append(Problem(file=SITE_FILE, line=line, column=column, code=Code.UNKNOWN_TOOL,
                                        message=f'there is no tool "{slug}"', hint=closest(slug, slugs) or "use the slug of an entry in content/tools"))
        if pair[0] == pair[1]:
            line, column = document.locate(("pairs", "always", index))
            problems.append(Problem(file=SITE_FILE, line=line, column=column, code=Code.REPEATED,
                                    message=f'"{pair[0]}" is paired with itself', hint="name two different tools"))
    return problems
