"""CSV, JSON and YAML files -> tables: rows of columns, each row with its line.

Spreadsheets are exported in many forms: with commas, semicolons or tabs, in UTF-8, UTF-16 or
Windows-1252, with a title above the header. JSON and YAML may nest the rows in groups, and facts in
the rows.
"""

import codecs
import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import cast

import yaml

from ssg.authoring.importers.records import Skipped
from ssg.authoring.importers.source_bytes import source_bytes
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["ADDRESSES", "GROUPS", "NAMES", "SUMMARIES", "Row", "Table", "read_table", "words_of"]

MAX_BYTES = 100_000_000
MAX_COLUMNS = 300
MAX_LINES = 5_000_000
"""Characters of a JSON file from which rows have numbers in place of lines."""
MAX_DEPTH = 8
"""Levels in which rows are looked for."""
FLAT_DEPTH = 3
"""Levels of mappings in a row that become columns, such as `links.website`."""
DELIMITERS = ",;\t|"
SAMPLE = 200
"""Rows that show the delimiter and the header."""
GROUPS = "section"
"""Column of the groups around the rows of a nested file."""
NAMES = frozenset({
    "name", "tool", "title", "product", "project", "software", "app", "application", "service",
    "library", "package", "solution", "tool name", "product name", "project name", "app name",
    "software name", "service name", "package name", "full name",
})  # fmt: skip
SUMMARIES = frozenset({
    "summary", "description", "tagline", "about", "abstract", "short description", "desc", "intro",
    "what it does", "what is it", "what it is", "details", "blurb", "short desc",
})  # fmt: skip
ADDRESSES = frozenset({
    "homepage", "website", "url", "link", "web", "site", "homepage url", "website url", "home",
    "home url", "home page", "web site", "site url", "website link",
    "repository", "repo", "source", "source code", "github", "gitlab", "git", "repo url",
    "repository url", "source code url", "github url", "github link", "gh url", "git url",
    "source url", "gitlab url", "code", "github repo", "github repository",
})  # fmt: skip
"""Headers of the name, the summary and the addresses of a tool, in lower case with blanks."""

LINKS = frozenset({"link", "links", "url", "urls", "addresses", "resources", "web", "sites"})
"""Keys of mappings of addresses."""

Row = tuple[int, Mapping[str, JsonValue]]
"""Line, or number, of a row, and its values by column."""
Path_ = tuple[str, ...]
_Nested = tuple[int, Mapping[str, JsonValue], tuple[str, ...]]
"""A row, and the names of the groups around it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file, each with its line."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    """What the file has apart from rows."""
    decimal_comma: bool = False
    """Whether its cells are separated by semicolons, as where numbers have a decimal comma."""


def read_table(source: Path, kind: str) -> Table:
    """Read a table; `kind` is csv, json or yaml. Raise UsageError when the file is not one."""
    name, skipped = source.name, list[Skipped]()
    text = _decoded(source_bytes(source, MAX_BYTES), name, skipped)
    try:
        rows = tuple(READERS[kind](text, name, skipped))
    except (ValueError, RecursionError, csv.Error, yaml.YAMLError) as error:
        message = printable(str(error), 200)
        raise UsageError(f'"{printable(name)}" is not valid {kind}: {message}') from error
    columns = tuple(dict.fromkeys(column for _, row in rows for column in row))
    if not rows or not columns or len(columns) > MAX_COLUMNS:
        raise UsageError(f'"{printable(name)}" has no rows, or more than {MAX_COLUMNS} columns')
    decimal_comma = kind == "csv" and _csv_start(text)[0] == ";"
    return Table(name, columns, rows, tuple(skipped), decimal_comma)


def _decoded(body: bytes, name: str, skipped: list[Skipped]) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark, or Windows-1252 as Excel writes it."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        skipped.append(Skipped(f"{name}:1", "not UTF-8; read as Windows-1252"))
        return body.decode("cp1252", errors="replace")


def _csv_rows(text: str, name: str, skipped: list[Skipped]) -> Iterator[Row]:
    delimiter, start = _csv_start(text)
    rows = [*_records(text[start:], delimiter, text.count("\n", 0, start))]
    width = _usual([len(row) for _, row in rows[:SAMPLE]])
    at = next(
        (at for at, (_, row) in enumerate(rows) if 2 * sum(map(bool, row)) > width or width == 1), 0
    )
    for line, row in rows[:at]:
        above = printable(" ".join(filter(None, row)), 60)
        skipped.append(Skipped(f"{name}:{line}", f'"{above}" is above the header'))
    header = _headers(rows[at][1], max((len(row) for _, row in rows), default=0)) if rows else []
    for line, row in rows[at + 1 :]:
        cells = zip_longest(header, row, fillvalue="")
        yield line, {column: value for column, value in cells if value or column in rows[at][1]}


def _csv_start(text: str) -> tuple[str, int]:
    """Return the delimiter, and where the rows begin: after a line `sep=;`, if there is one."""
    first, _, _ = text.partition("\n")
    declared = first.strip().lower()
    if declared.startswith("sep=") and len(declared) == len("sep=;"):
        return declared[-1], min(len(first) + 1, len(text))
    return _delimiter(text), 0


def _records(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield start + before, cells
        start = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the delimiter that most rows have equally often."""

    def evenness(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
        widths = [len(row) for _, row in zip(range(SAMPLE), reader, strict=False) if any(row)]
        width = _usual(widths)
        return (widths.count(width) / len(widths) if width > 1 else 0.0, width)

    return max(DELIMITERS, key=evenness)


def _usual(numbers: Sequence[int]) -> int:
    """Return the most frequent number; of several, the largest; 0 without numbers."""
    counts = Counter(numbers)
    return max(counts, key=lambda number: (counts[number], number), default=0)


def _headers(cells: Sequence[str], width: int) -> list[str]:
    """Return a name for each column; one that is used before gets a number."""
    names: list[str] = []
    for number in range(width):
        cell = " ".join((cells[number] if number < len(cells) else "").split())
        name = plain = cell or f"column {number + 1}"
        again = 2
        while name in names:
            name, again = f"{plain} {again}", again + 1
        names.append(name)
    return names


def _json_rows(text: str, _: str, __: list[Skipped]) -> Iterator[Row]:
    value: object
    try:
        value = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
            raise
        value = [json.loads(line) for line in lines]
        return iter(_best_table(value, None))
    return iter(_best_table(value, _nodes(text) if len(text) < MAX_LINES else None))


def _nodes(text: str) -> yaml.Node | None:
    """Return the nodes of a JSON text, for their lines; JSON is nearly always YAML too."""
    try:
        return yaml.compose(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return None


def _yaml_rows(text: str, _: str, __: list[Skipped]) -> Iterator[Row]:
    value = yaml.load(text, yaml.CBaseLoader)  # noqa: S506  (texts, lists and mappings only)
    return iter(_best_table(value, yaml.compose(text, yaml.CBaseLoader)))


READERS: Mapping[str, Callable[[str, str, list[Skipped]], Iterator[Row]]] = {
    "csv": _csv_rows,
    "json": _json_rows,
    "yaml": _yaml_rows,
}


def _best_table(value: object, node: yaml.Node | None) -> list[Row]:
    """Return the rows of the outermost list of tools, or else of the longest list.

    An entry with a name and an address is a tool. One with a name and a text is a tool too, unless
    it is a group: unless it holds a list of tools.
    """
    tables: dict[Path_, list[_Nested]] = {}
    for path, nested in _rows(value, node, (), ()):
        tables.setdefault(path, []).append(nested)
    tools = {path: sum(_is_tool(row) for _, row, _ in rows) for path, rows in tables.items()}
    likely = [path for path, rows in tables.items() if 2 * tools[path] >= len(rows)]
    if likely:
        path = min(likely, key=lambda path: (len(path), -len(tables[path])))
    else:
        path = max(tables, key=lambda path: (-len(path), len(tables[path])), default=())
    rows = tables.get(path, [])
    shared = _shared([groups for _, _, groups in rows])
    return [
        (line, {**row, GROUPS: " / ".join(groups[shared:])} if groups[shared:] else row)
        for line, row, groups in rows
    ]


def _shared(paths: Sequence[Path_]) -> int:
    """Return how many first entries all paths have in common."""
    columns = zip(*paths, strict=False)
    return sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, columns))


def _rows(
    value: object, node: yaml.Node | None, path: Path_, groups: tuple[str, ...]
) -> Iterator[tuple[Path_, _Nested]]:
    """Yield each mapping in a list, or in a mapping of mappings, with the keys above it."""
    if len(path) > MAX_DEPTH:
        return
    keyed = _is_keyed(value)
    if isinstance(value, dict) and not keyed:
        for key, inner in value.items():
            yield from _rows(inner, _child(node, str(key)), (*path, str(key)), groups)
        return
    if not isinstance(value, list | dict):
        return
    children = _children(node)
    pairs = (
        value.items()
        if isinstance(value, dict)
        else ((str(at), entry) for at, entry in enumerate(value))
    )
    for number, (key, entry) in enumerate(pairs):
        if not isinstance(entry, dict):
            continue
        inner_node = children[number] if number < len(children) else None
        line = inner_node.start_mark.line + 1 if inner_node else number + 1
        row: dict[str, JsonValue] = {"name": str(key)} if keyed else {}
        flat = _flat(entry)
        row = flat if any(words_of(column) in NAMES for column in flat) else {**row, **flat}
        yield (*path, "*"), (line, row, groups)
        label = next(
            (str(flat[c]) for c in flat if words_of(c) in NAMES), str(key) if keyed else ""
        )
        inner_groups = (*groups, label.replace(" / ", "/")) if label else groups
        for name, inner in entry.items():
            group = (str(name),) if _is_keyed(inner) else ()
            below = (*path, "*", "*" if group else str(name))
            yield from _rows(inner, _child(inner_node, str(name)), below, (*inner_groups, *group))


def _is_keyed(value: object) -> bool:
    """Return whether a value is a mapping of mappings, by their names."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(entry, dict) for entry in value.values())
    )


def _is_tool(row: Mapping[str, JsonValue]) -> bool:
    words = {words_of(column): value for column, value in row.items() if value not in ("", None)}
    parts = [column.split(".") for column in row]
    last = {words_of(part[-1]) for part in parts if words_of(part[-2 % len(part)]) in LINKS}
    holds = any(
        isinstance(value, list)
        and any(isinstance(entry, dict) and _is_tool(_flat(entry)) for entry in value)
        for value in row.values()
    )
    addressed = not ADDRESSES.isdisjoint({*words, *last})
    described = not SUMMARIES.isdisjoint(words)
    return not NAMES.isdisjoint(words) and (addressed or described) and not holds


def words_of(column: str) -> str:
    """Return a header in lower case, with blanks in place of other signs."""
    return " ".join("".join(c if c.isalnum() else " " for c in column.lower()).split())


def _flat(entry: Mapping[str, object], prefix: str = "", depth: int = 1) -> dict[str, JsonValue]:
    """Return the facts of a mapping with those of mappings in it: `links.website`."""
    flat: dict[str, JsonValue] = {}
    for key, value in entry.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value and depth < FLAT_DEPTH:
            flat |= _flat(value, f"{name}.", depth + 1)
        else:
            flat[name] = cast("JsonValue", value)
    return flat


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _children(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
