"""Result of an importer: records in terms of the content format, and what was left out.

An importer is a function `read(source: Path) -> Imported`. It maps; it does not write.
`import_site` turns the result into files, so every importer gets validation, slugs, and merging
with what people have edited.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ssg.content.field_types import MAX_SLUG, check_license, check_slug
from ssg.json_value import JsonValue
from ssg.text import slugify, without_unsafe

__all__ = [
    "Imported",
    "Importer",
    "Record",
    "Skipped",
    "plain_line",
    "plain_lists",
    "single_license",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One tool of a foreign list."""

    key: str
    """Stable id of the record in its source: a file's stem, a name or a URL."""
    origin: str
    """File of the source and line, for messages: `software/gitea.yml:1`."""
    fields: Mapping[str, JsonValue]
    """Keys of a tool's file; `name` and `summary` at least."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record, or a part of a record, that was not imported."""

    origin: str
    """File of the source and line."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A foreign list in the terms of the content format."""

    site: Mapping[str, JsonValue]
    """Keys of site.yaml: title, description, types, categories, attributes, ranking."""
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...] = ()
    unmapped: Mapping[str, int] | None = None
    """Keys of the source that have no place in the content format -> how many records have them."""


Importer: TypeAlias = Callable[[Path], Imported]


def plain_line(text: object, most: int = 300) -> str:
    """Return a text on one line, cut at a word to `most` characters; empty for other types."""
    line = " ".join(without_unsafe(text).split()) if isinstance(text, str) else ""
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def plain_lists(records: tuple[Record, ...], attribute: str) -> Counter[str]:
    """Return how often each entry of a list attribute occurs."""
    found: Counter[str] = Counter()
    for record in records:
        attributes = record.fields.get("attributes")
        entries = attributes.get(attribute) if isinstance(attributes, dict) else None
        found.update(str(entry) for entry in entries if entry) if isinstance(
            entries, list
        ) else None
    return found


def single_license(names: Sequence[object]) -> str | None:
    """Return the licence if there is exactly one and it is a valid SPDX expression, else None."""
    lines = [plain_line(name) for name in names]
    return lines[0] if len(lines) == 1 and lines[0] and not check_license(lines[0])[0] else None


def plain_slug(name: str, otherwise: str) -> str:
    """Return an id for a category or a type, or a fallback if no letter of the name is allowed."""
    slug = slugify(name)[:MAX_SLUG].strip("-")
    return slug if slug and not check_slug(slug) else otherwise
