"""CSV, JSON and YAML tables -> records, by a guessed mapping from columns to fields.

The user can correct the mapping.

A mapping is `column -> field`. A field is a key of a tool's file, `attributes.<id>`,
`attributes.<id>:<kind>`, `signals.<id>`, or `-` to leave a column out.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ssg.attribute_values import normal
from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    Slugs,
    plain_line,
    plain_summary,
    single_license,
)
from ssg.content.document import decode
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.settings import AttributeKind
from ssg.text import did_you_mean, printable, slugify

__all__ = [
    "SYNONYMS",
    "Table",
    "guess_mapping",
    "kind_of",
    "read_table",
    "records_of",
    "typed",
]

MAX_BYTES = 100_000_000
LICENCE_NAME = "licence_name"
"""Attribute for a licence that is not an SPDX expression."""
MAPPED = (
    rf"(?:attributes\.[a-z][a-z0-9_]*(?::(?:{'|'.join(AttributeKind)}))?|signals\.[a-z][a-z0-9_]*)"
)
MAX_COLUMNS = 300
MAX_NUMBER = 1e15
"""Larger numbers would lose digits; they are kept as text."""
SYNONYMS = {
    "name": ("name", "tool", "title", "product", "project", "software"),
    "summary": ("summary", "description", "tagline", "about", "abstract", "short description"),
    "homepage": (
        "homepage",
        "website",
        "url",
        "link",
        "web",
        "site",
        "homepage url",
        "website url",
    ),
    "repository": (
        "repository",
        "repo",
        "source",
        "source code",
        "github",
        "git",
        "repo url",
        "source code url",
    ),
    "license": ("license", "licence", "spdx"),
    "pricing": ("pricing", "pricing model"),
    "categories": ("category", "categories", "group", "section"),
    "tags": ("tags", "topics", "keywords", "labels"),
    "status": ("status", "state"),
    "updated": ("updated", "last updated", "last commit", "last release", "updated at"),
    "type": ("type", "kind"),
}
"""Field -> the headers that mean it, in lower case with blanks."""
SIGNALS = {
    "stars": "github_stars",
    "github stars": "github_stars",
    "stargazers count": "github_stars",
    "stargazers": "github_stars",
    "downloads": "downloads",
    "forks": "forks",
}
FIELDS = (*SYNONYMS, "slug", "description", "identifiers", "aliases", "-")
LEFT_OUT = "-"
TRUE, FALSE = {"true", "yes", "y", "✓", "✔", "✅", "x"}, {"false", "no", "n", "✗", "✘", "❌"}
VERSION_HEADERS = {"version", "latest version", "latest release", "current version", "release"}
"""Columns whose values are versions even if all of them could be numbers: 3.10 is not 3.1."""
STATES = {"active", "maintenance", "archived"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = 0.9
"""Share of a column's values, 0 to 1, that must be of a kind for the column to be of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file, each with its line."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, JsonValue]], ...]


def read_table(source: Path, kind: str) -> Table:
    """Read a table; `kind` is csv, json or yaml. Raise UsageError when the file is not one."""
    try:
        if source.stat().st_size > MAX_BYTES:
            raise UsageError(f'"{printable(source.name)}" has more than {MAX_BYTES:,} bytes')
        text = decode(source.read_bytes(), source.name)[0]
    except OSError as error:
        raise UsageError(f'"{printable(str(source))}" cannot be read: {error.strerror}') from error
    try:
        rows = tuple(READERS[kind](text))
    except (ValueError, RecursionError, csv.Error, yaml.YAMLError) as error:
        message = printable(str(error), 200)
        raise UsageError(f'"{printable(source.name)}" is not valid {kind}: {message}') from error
    columns = tuple(dict.fromkeys(column for _, row in rows for column in row))
    if not rows or not columns or len(columns) > MAX_COLUMNS:
        raise UsageError(
            f'"{printable(source.name)}" has no rows, or more than {MAX_COLUMNS} columns'
        )
    return Table(source.name, columns, rows)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect, strict=True)
    for row in reader:
        yield (
            reader.line_num,
            {
                str(key).strip(): value
                for key, value in row.items()
                if key and isinstance(value, str)
            },
        )


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    yield from _list_rows(json.loads(text))


def _yaml_rows(text: str) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    yield from _list_rows(yaml.load(text, yaml.CBaseLoader))  # noqa: S506  (texts, lists and mappings only)


def _list_rows(value: object) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    """Yield the entries of a list or a mapping of mappings, or of the longest list in a mapping."""
    if isinstance(value, dict):
        if value and all(isinstance(entry, dict) for entry in value.values()):
            value = [{"name": key, **entry} for key, entry in value.items()]
        else:
            lists = [entry for entry in value.values() if isinstance(entry, list)]
            value = max(lists, key=len, default=[])
    for number, entry in enumerate(value if isinstance(value, list) else (), 1):
        if isinstance(entry, dict):
            yield number, {str(key): inner for key, inner in entry.items()}


READERS: Mapping[str, Callable[[str], Iterator[tuple[int, dict[str, JsonValue]]]]] = {
    "csv": _csv_rows,
    "json": _json_rows,
    "yaml": _yaml_rows,
}


def guess_mapping(table: Table) -> dict[str, str]:
    """Return a field for each column, from its header and its values."""
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for column in table.columns:
        words = " ".join(re.findall(r"[a-z0-9]+", column.lower()))
        field = next((name for name, known in SYNONYMS.items() if words in known), "")
        if re.fullmatch(MAPPED, column):  # as `ssg export csv` writes it
            field = column
        elif not field and words in SIGNALS:
            field = f"signals.{SIGNALS[words]}"
        if not field or field in taken:
            name = slugify(column).replace("-", "_")
            field = f"attributes.{name}" if name and f"attributes.{name}" not in taken else LEFT_OUT
        taken.add(field)
        mapping[column] = field
    return mapping


def check_mapping(table: Table, mapping: Mapping[str, str]) -> None:
    """Raise UsageError for an unknown column or field, or if no column is mapped to the name."""
    for column, field in mapping.items():
        if column not in table.columns:
            hint = did_you_mean(column, table.columns)
            raise UsageError(
                f'{table.file} has no column "{printable(column)}"; {hint or "check --map"}'
            )
        if field not in FIELDS and not re.fullmatch(MAPPED, field):
            hint = did_you_mean(field, FIELDS)
            raise UsageError(
                f'unknown field "{printable(field)}"; {hint or "or write attributes.NAME"}'
            )
    if "name" not in mapping.values():
        raise UsageError(f"no column of {table.file} is the name; add --map COLUMN=name")


def records_of(table: Table, mapping: Mapping[str, str]) -> Imported:
    """Return the rows as records; raise UsageError for a mapping that does not fit."""
    check_mapping(table, mapping)
    kinds = {
        column: field.partition(":")[2]
        or kind_of(
            column.rpartition(".")[2].strip().lower(), [row.get(column) for _, row in table.rows]
        )
        for column, field in mapping.items()
        if field.startswith("attributes.")
    }
    skipped: list[Skipped] = []
    records, categories, types = [], Slugs("other"), Slugs("tool")
    for line, row in table.rows:
        origin = f"{table.file}:{line}"
        fields = _fields(row, mapping, kinds)
        skipped += _lost(origin, row, mapping, kinds)
        if not fields.get("name"):
            skipped.append(Skipped(origin, "the row has no name"))
            continue
        for key, ids in (("categories", categories), ("type", types)):
            slugs: list[JsonValue] = [ids.of(str(label)) for label in _as_list(fields.get(key))]
            fields[key] = slugs if key == "categories" else (slugs[0] if slugs else "tool")
        records.append(Record(key=str(fields["name"]), origin=origin, fields=fields))
    attributes: dict[str, JsonValue] = {
        _id(field): {"label": plain_line(column, 80), "kind": kinds[column]}
        for column, field in mapping.items()
        if field.startswith("attributes.")
    }
    if any(LICENCE_NAME in _mapping(record.fields.get("attributes")) for record in records):
        attributes.setdefault(LICENCE_NAME, {"label": "Licence", "kind": "text"})
    return Imported(
        site=_site(table, mapping, attributes, categories.names, types.names),
        records=_unique(records, skipped),
        skipped=tuple(skipped),
    )


def _id(field: str) -> str:
    """Return the id in `attributes.<id>:<kind>` or `signals.<id>`."""
    return field.partition(".")[2].partition(":")[0]


def _lost(
    origin: str,
    row: Mapping[str, JsonValue],
    mapping: Mapping[str, str],
    kinds: Mapping[str, str],
) -> Iterator[Skipped]:
    """Yield the values of a row that do not fit the field of their column."""
    for column, field in mapping.items():
        value = row.get(column)
        if field == LEFT_OUT or value in (None, "", [], {}) or not str(value).strip():
            continue
        kind = kinds.get(column) or ("number" if field.startswith("signals.") else "")
        lost = bool(kind) and typed(value, kind) is None
        if field == "status":
            lost, kind = str(value).lower() not in STATES, "status"
        if lost:
            reason = f'"{printable(str(value), 40)}" is not a {kind}'
            yield Skipped(origin, f"{printable(column)} left out: {reason}")


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _unique(records: Sequence[Record], skipped: list[Skipped]) -> tuple[Record, ...]:
    found: dict[str, Record] = {}
    for record in records:
        if record.key in found:
            skipped.append(
                Skipped(
                    record.origin, f"{printable(record.key)} is listed twice; the first is kept"
                )
            )
        found.setdefault(record.key, record)
    return tuple(found.values())


def _site(
    table: Table,
    mapping: Mapping[str, str],
    attributes: Mapping[str, JsonValue],
    categories: Mapping[str, str],
    types: Mapping[str, str],
) -> dict[str, JsonValue]:
    signals: dict[str, JsonValue] = {
        field.removeprefix("signals."): {
            "component": "adoption",
            "scale": "log",
            "full": 100_000,
            "label": plain_line(column, 80),
        }
        for column, field in mapping.items()
        if field.startswith("signals.")
    }
    site: dict[str, JsonValue] = {
        "title": Path(table.file).stem,
        "base_url": "https://example.org/",
        "description": f"The entries of {table.file}, compared.",
        "types": {**types} or {"tool": "Tool"},
        "categories": {key: {"name": name} for key, name in sorted(categories.items())},
        "attributes": dict(attributes),
    }
    return {**site, "ranking": {"signals": signals}} if signals else site


def _fields(
    row: Mapping[str, JsonValue], mapping: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, JsonValue]:
    fields: dict[str, JsonValue] = {}
    attributes: dict[str, JsonValue] = {}
    signals: dict[str, JsonValue] = {}
    for column, field in mapping.items():
        value = row.get(column)
        if field == LEFT_OUT or value in (None, "", [], {}):
            continue
        group, name = field.partition(".")[0], _id(field)
        if group == "attributes":
            attributes[name] = typed(value, kinds[column])
        elif group == "signals":
            number = typed(value, "number")
            signals |= {name: number} if isinstance(number, int | float) and number >= 0 else {}
        elif field in {"categories", "tags", "identifiers", "aliases"}:
            fields[field] = _as_list(value)
        elif field == "license":
            text = typed(value, "text")
            fields[field] = single_license([text])
            attributes |= {} if fields[field] else {LICENCE_NAME: text}
        elif field == "status":
            fields[field] = str(value).lower() if str(value).lower() in STATES else None
        elif field == "summary":
            fields[field] = plain_summary(str(value))
        else:
            fields[field] = (
                value.strip()
                if field == "description" and isinstance(value, str)
                else plain_line(str(value), 80 if field == "name" else 300)
            )
    fields["summary"] = fields.get("summary") or fields.get("name")
    return {
        **fields,
        "attributes": {
            key: value for key, value in attributes.items() if value not in (None, "", [])
        },
        "signals": signals,
    }


def kind_of(header: str, values: Sequence[JsonValue]) -> str:
    """Return the kind of attribute that fits nearly all of a column's values."""
    present = [value for value in values if value not in (None, "", [], {})]
    if header in VERSION_HEADERS and _share(present, "version") >= SHARE:
        return "version"
    for kind in ("bool", "number", "date", "money", "url", "range", "version", "list"):
        fitting = [value for value in present if kind != "version" or "." in str(value)]
        if _share(fitting, kind) * len(fitting) >= SHARE * len(present) > 0:
            return kind
    return "text"


def _share(values: Sequence[JsonValue], kind: str) -> float:
    """Return the share of values of a kind, 0 to 1; 0 without values."""
    fitting = sum(typed(value, kind) is not None for value in values)
    return fitting / len(values) if values else 0.0


def typed(value: JsonValue, kind: str) -> JsonValue:
    """Return a value converted to this kind, or None if that is impossible."""
    text = value.strip() if isinstance(value, str) else value
    match kind:
        case "bool":
            word = str(text).lower()
            return True if word in TRUE else False if word in FALSE else None
        case "number":
            return _number(text)
        case "date":
            return text[:10] if isinstance(text, str) and DAY.match(text) else None
        case "money" | "range" | "version":
            plain = text if isinstance(text, str | int | float) else None
            return normal(plain, AttributeKind(kind))
        case "url":
            return text if isinstance(text, str) and re.match(r"https?://\S+$", text) else None
        case "list":
            several = isinstance(text, list) or (
                isinstance(text, str) and ("; " in text or ", " in text)
            )
            return (
                _as_list(text)
                if several and max(map(len, map(str, _as_list(text))), default=0) < 40
                else None
            )
    return plain_line(", ".join(map(str, _as_list(text))) if isinstance(text, list) else str(text))


def _number(value: JsonValue) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) < MAX_NUMBER else None
    text = value.replace(",", "") if isinstance(value, str) else ""
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", text) else None


def _as_list(value: JsonValue) -> list[JsonValue]:
    """Return the entries of a list, or of a text separated by semicolons, bars or commas."""
    if isinstance(value, list):
        return [line for entry in value if (line := plain_line(str(entry)))]
    text = str(value or "")
    separator = next((one for one in (";", "|", ",") if one in text), ";")
    return [line for entry in text.split(separator) if (line := plain_line(entry))]
