"""CSV, JSON and YAML tables -> records, by a guessed mapping from columns to fields.

The user can correct the mapping.

A mapping is `column -> field`. A field is a key of a tool's file, `attributes.<id>`,
`attributes.<id>:<kind>`, `signals.<id>`, or `-` to leave a column out.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.attribute_values import normal
from ssg.authoring.importers.price_texts import pricing_of
from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    Slugs,
    plain_line,
    plain_summary,
    single_license,
)
from ssg.authoring.importers.table_files import (
    ADDRESSES,
    GROUPS,
    NAMES,
    SUMMARIES,
    Table,
    words_of,
)
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.settings import AttributeKind
from ssg.text import did_you_mean, printable, slugify

__all__ = [
    "SYNONYMS",
    "UNKNOWN",
    "guess_mapping",
    "kind_of",
    "records_of",
    "typed",
]

LICENCE_NAME = "licence_name"
"""Attribute for a licence that is not an SPDX expression."""
MAPPED = (
    rf"(?:attributes\.[a-z][a-z0-9_]*(?::(?:{'|'.join(AttributeKind)}))?|signals\.[a-z][a-z0-9_]*)"
)
MAX_NUMBER = 1e15
"""Larger numbers would lose digits; they are kept as text."""
REPOSITORIES = frozenset(
    header for header in ADDRESSES if re.search(r"repo|source|git|code|gh url", header)
)
SYNONYMS: Mapping[str, Collection[str]] = {
    "name": NAMES,
    "summary": SUMMARIES,
    "homepage": ADDRESSES - REPOSITORIES,
    "repository": REPOSITORIES,
    "license": {"license", "licence", "spdx", "licenses", "licences", "license name", "license id"},
    "pricing": {"pricing", "pricing model", "price", "cost", "preis"},
    "categories": {"category", "categories", "group", GROUPS, "subcategory", "topic"},
    "tags": {"tags", "topics", "keywords", "labels", "tag"},
    "status": {"status", "state"},
    "updated": {
        "updated", "last updated", "last commit", "last release", "updated at", "last update",
    },
    "type": {"type", "kind"},
}  # fmt: skip
"""Field -> the headers that mean it, in lower case with blanks."""
LAST_WORDS = ("homepage", "repository")
"""Fields that the last part of a nested column may mean: `links.website`."""
SIGNALS = {
    "stars": "github_stars",
    "github stars": "github_stars",
    "stargazers count": "github_stars",
    "stargazers": "github_stars",
    "downloads": "downloads",
    "forks": "forks",
}
CONVERTED = {"pricing", "summary"}
"""Fields whose values `typed` converts."""
FIELDS = (*SYNONYMS, "slug", "description", "identifiers", "aliases", "-")
LEFT_OUT = "-"
TRUE = {"true", "yes", "y", "✓", "✔", "✅", "x", "wahr", "ja", "vrai", "oui", "sí", "si"}
FALSE = {"false", "no", "n", "✗", "✘", "❌", "falsch", "nein", "faux", "non"}
UNKNOWN = {"-", "\u2013", "\u2014", "?", "n/a", "na", "n.a.", "unknown", "tbd", "null", "#n/a"}
"""Texts that mean that there is no value, in lower case."""
THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,15})?")
DECIMAL_COMMA = re.compile(r"(\d),(\d{1,2})(?!\d)")
AMOUNT = re.compile(r"([^\d.,-]{0,5}-?)(\d[\d.,]*)([^\d.,]{0,20})")
"""A number, and a currency or a unit before or after it."""
DOTTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,15})?")
"""A number with dots between thousands, as in German, and perhaps a decimal comma."""
PATH = re.compile(r"[\w.-]+/[\w.-]+")
"""Owner and name of a repository."""
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
"""An address without `https://`."""
SHORT_ENTRY = 40
"""Characters that an entry of a list in a text has at most."""
SHORT = 80
"""Most characters of the values of a column that may be the name."""
SENTENCE = 4
"""Words that a column has on average that may be the summary."""
VERSION_HEADERS = {"version", "latest version", "latest release", "current version", "release"}
"""Columns whose values are versions even if all of them could be numbers: 3.10 is not 3.1."""
STATES = {"active", "maintenance", "archived"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTHS = 12
DAY_FORMS = (
    re.compile(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})"),
    re.compile(r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})"),
)
SHARE = 0.9
"""Share of a column's values, 0 to 1, that must be of a kind for the column to be of it."""


def guess_mapping(table: Table) -> dict[str, str]:
    """Return a field for each column, from its header and its values."""
    fields = {column: _field_of(column) for column in table.columns}
    for column in table.columns:
        values = _present(table, column)
        if fields[column] == "pricing" and not _are_prices(values):
            fields[column] = ""
    for field, fits in (("name", _may_be_name), ("homepage", _is_url), ("summary", _is_text)):
        free = [column for column, known in fields.items() if not known]
        if field not in fields.values():
            found = next((column for column in free if fits(_present(table, column))), "")
            fields |= {found: field} if found else {}
    mapping: dict[str, str] = {}
    for column, field in fields.items():
        wanted = "description" if field == "summary" in mapping.values() else field
        taken = not wanted or wanted in mapping.values()
        mapping[column] = _attribute(column, mapping) if taken else wanted
    return mapping


def _field_of(column: str) -> str:
    """Return the field that a header means, or an empty text."""
    if re.fullmatch(MAPPED, column):  # as `ssg export csv` writes it
        return column
    words = words_of(re.sub(r"\([^()]*\)", "", column))
    field = next((name for name, known in SYNONYMS.items() if words in known), "")
    last = words_of(column.rpartition(".")[2])
    if not field and "." in column:
        field = next((name for name in LAST_WORDS if last in SYNONYMS[name]), "")
        first = words_of(column.partition(".")[0])
        if first in SYNONYMS["license"] and last in {"id", "spdx", "spdx id", "key", "name"}:
            field = "license"
    return field or (f"signals.{SIGNALS[words]}" if words in SIGNALS else "")


def _attribute(column: str, mapping: Mapping[str, str]) -> str:
    name = slugify(column).replace("-", "_")
    name = name if name[:1].isalpha() else f"column_{len(mapping) + 1}"
    taken = f"attributes.{name}" in mapping.values()
    return f"attributes.{name}_{len(mapping) + 1}" if taken else f"attributes.{name}"


def _present(table: Table, column: str) -> list[JsonValue]:
    """Return the values of a column that say something."""
    return [value for _, row in table.rows if not _is_empty(value := row.get(column))]


def _are_prices(values: Sequence[JsonValue]) -> bool:
    """Return whether values are pricing models or prices, and not amounts of money alone.

    Those are an attribute of the kind money: they can be compared, sorted and filtered.
    """
    return _share(values, "pricing") >= SHARE > _share(values, "money")


def _is_empty(value: JsonValue) -> bool:
    return value in (None, "", [], {}) or (
        isinstance(value, str) and (not value.strip() or value.strip().lower() in UNKNOWN)
    )


def _may_be_name(values: Sequence[JsonValue]) -> bool:
    """Return whether values are short texts that nearly all differ, and no addresses or numbers."""
    texts = [value for value in values if isinstance(value, str) and len(value) <= SHORT]
    others = ("url", "number", "date", "bool", "money")
    return (
        len(set(texts)) >= SHARE * len(values) > 0
        and all(_share(values, kind) < 1 - SHARE for kind in others)
        and not _is_text(values)
    )


def _is_url(values: Sequence[JsonValue]) -> bool:
    return _share(values, "url") >= SHARE and len(set(map(str, values))) >= SHARE * len(values)


def _is_text(values: Sequence[JsonValue]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return bool(texts) and sum(len(text.split()) for text in texts) >= SENTENCE * len(values)


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
    table = _with_days(_without_thousands(table))
    kinds = {
        column: field.partition(":")[2]
        or kind_of(
            column.rpartition(".")[2].strip().lower(), [row.get(column) for _, row in table.rows]
        )
        for column, field in mapping.items()
        if field.startswith("attributes.")
    }
    skipped = [*table.skipped]
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
        records=_unique(records),
        skipped=tuple(skipped),
    )


def _with_days(table: Table) -> Table:
    """Return the table with days such as 31.12.2025 or 12/31/2025 as 2025-12-31.

    Whether the month is first shows a day of more than 12 in the column. If none has one, slashes
    stay as they are.
    """
    days: dict[str, re.Pattern[str]] = {}
    for column in table.columns:
        texts = [str(value).strip() for value in _present(table, column)]
        for form in DAY_FORMS:
            fitting = [match for text in texts if (match := form.fullmatch(text))]
            known = "." in form.pattern or any(int(match["d"]) > MONTHS for match in fitting)
            if (
                known
                and texts
                and all(int(match["m"]) <= MONTHS for match in fitting)
                and len(fitting) >= SHARE * len(texts)
            ):
                days[column] = form
    rows = [
        (line, {column: _day(value, days.get(column)) for column, value in row.items()})
        for line, row in table.rows
    ]
    return replace(table, rows=tuple(rows)) if days else table


def _without_thousands(table: Table) -> Table:
    """Return a table with decimal commas without the dots between thousands.

    1.200 is 1200 if every number with a dot in its column has such dots; else they are decimals.
    """
    if not table.decimal_comma:
        return table
    columns = {
        column
        for column in table.columns
        if words_of(column) not in VERSION_HEADERS
        and (dotted := [str(value) for value in _present(table, column) if "." in str(value)])
        and all(
            (match := AMOUNT.fullmatch(text)) and DOTTED_THOUSANDS.fullmatch(match[2])
            for text in dotted
        )
    }
    rows = [
        (
            line,
            {
                column: str(value).replace(".", "") if column in columns and value else value
                for column, value in row.items()
            },
        )
        for line, row in table.rows
    ]
    return replace(table, rows=tuple(rows)) if columns else table


def _day(value: JsonValue, form: re.Pattern[str] | None) -> JsonValue:
    match = form.fullmatch(str(value).strip()) if form else None
    return f"{match['y']}-{match['m']:0>2}-{match['d']:0>2}" if match else value


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
        if field == LEFT_OUT or _is_empty(value):
            continue
        kind = kinds.get(column) or ("number" if field.startswith("signals.") else "")
        lost = bool(kind) and typed(value, kind) is None
        if field == "status":
            lost, kind = str(value).lower() not in STATES, "status"
        if field == "pricing":
            lost, kind = typed(value, "pricing") is None, "price"
        if lost:
            reason = f'"{printable(str(value), 40)}" is not a {kind}'
            yield Skipped(origin, f"{printable(column)} left out: {reason}")


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _unique(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records; one that is listed twice with the same homepage is in both categories."""
    kept: dict[str, Record] = {}
    for record in records:
        homepage = record.fields.get("homepage")
        key = record.key
        if key in kept and kept[key].fields.get("homepage") != homepage:
            key = f"{key} {homepage or record.origin}"
        if key in kept:
            first = kept[key]
            both = [*_as_list(first.fields["categories"]), *_as_list(record.fields["categories"])]
            merged = dict[str, JsonValue](record.fields)
            merged |= {name: value for name, value in first.fields.items() if value}
            merged["categories"] = [*dict.fromkeys(map(str, both))]
            kept[key] = replace(first, fields=merged)
        else:
            kept[key] = replace(record, key=key)
    return tuple(kept.values())


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
    return {**site, "ranking": {"name": "Score", "signals": signals}} if signals else site


def _fields(
    row: Mapping[str, JsonValue], mapping: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, JsonValue]:
    fields: dict[str, JsonValue] = {}
    attributes: dict[str, JsonValue] = {}
    signals: dict[str, JsonValue] = {}
    for column, field in mapping.items():
        value = row.get(column)
        if field == LEFT_OUT or _is_empty(value):
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
        elif field in CONVERTED:
            fields[field] = typed(value, field)
        elif field in {"homepage", "repository"}:
            fields[field] = _address(str(value).strip(), column)
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


def _address(text: str, column: str) -> str:
    """Return an address; `owner/name` of a code host and `www.example.org` are completed."""
    host = next((name for name in ("gitlab", "codeberg") if name in column.lower()), "github")
    if "git" in column.lower() and PATH.fullmatch(text):
        return f"https://{host}.{'org' if host == 'codeberg' else 'com'}/{text}"
    return f"https://{text}" if HOST.fullmatch(text) else plain_line(text)


def kind_of(header: str, values: Sequence[JsonValue]) -> str:
    """Return the kind of attribute that fits nearly all of a column's values."""
    present = [value for value in values if not _is_empty(value)]
    if header in VERSION_HEADERS and _share(present, "version") >= SHARE:
        return "version"
    for kind in ("bool", "number", "date", "money", "url", "range", "version"):
        fitting = [value for value in present if kind != "version" or "." in str(value)]
        if _share(fitting, kind) * len(fitting) >= SHARE * len(present) > 0:
            return kind
    return "list" if _are_lists(present) else "text"


def _are_lists(values: Sequence[JsonValue]) -> bool:
    """Return whether values are lists; a single entry is one if it is in a list of another row."""
    several = [value for value in values if isinstance(value, list) or _is_listing(value)]
    entries = {str(entry).lower() for value in several for entry in _as_list(value)}
    single = [value for value in values if str(value).strip().lower() in entries]
    return len(several) + len(single) >= SHARE * len(values) > 0 and bool(several)


def _is_listing(value: JsonValue) -> bool:
    """Return whether a text is a list of short entries."""
    several = isinstance(value, str) and any(sign in value for sign in ("; ", ", ", "|", ";"))
    return several and max(map(len, map(str, _as_list(value))), default=0) < SHORT_ENTRY


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
            if kind == "money" and isinstance(plain, str):
                plain = DECIMAL_COMMA.sub(r"\1.\2", plain)
            return normal(plain, AttributeKind(kind))
        case "url":
            return text if isinstance(text, str) and re.match(r"https?://\S+$", text) else None
        case "list":
            return _as_list(text) if isinstance(text, list | str) else None
        case "summary":
            return plain_summary(str(value))
        case "pricing":
            return pricing_of(text) if isinstance(text, str) else None
    return plain_line(
        ", ".join(map(str, _as_list(text))) if isinstance(text, list) else _shown(text)
    )


def _number(value: JsonValue) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) < MAX_NUMBER else None
    text = value if isinstance(value, str) else ""
    text = text.replace(",", "") if THOUSANDS.fullmatch(text) else DECIMAL_COMMA.sub(r"\1.\2", text)
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", text) else None


def _shown(value: JsonValue) -> str:
    """Return a value in a list as text: `name: Pro, price: 5` for a mapping."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(entry)}" for key, entry in value.items() if entry)
    return "; ".join(map(_shown, value)) if isinstance(value, list) else str(value)


def _as_list(value: JsonValue) -> list[JsonValue]:
    """Return the entries of a list, or of a text separated by semicolons, bars or commas."""
    if isinstance(value, list):
        return [line for entry in value if (line := plain_line(_shown(entry)))]
    text = str(value or "")
    separator = next((one for one in (";", "|", ",") if one in text), ";")
    return [line for entry in text.split(separator) if (line := plain_line(entry))]
