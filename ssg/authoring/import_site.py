"""`ssg import`: write imported records to the files of a site and keep manual edits.

`content/import.lock` keeps what was imported last, one JSON line per record. A field that the
source changed and people did not is updated; one that people changed is kept; one that both changed
is a conflict, which is reported and kept.
"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssg.authoring.editor_files import modeline, write_atomically
from ssg.authoring.importers.records import Imported, Record, Skipped
from ssg.authoring.yaml_patch import FieldPath, dump_fields, patch_fields
from ssg.callbacks import Progress, no_progress
from ssg.content.collisions import normalized
from ssg.content.document import YamlDocument, parse_yaml
from ssg.content.field_types import MAX_SLUG, check_slug
from ssg.content.lookalikes import skeletons
from ssg.content.references import typed_attribute
from ssg.content.tool_schema import ToolFile
from ssg.content.validation import validate
from ssg.errors import UsageError
from ssg.host_limits import HOSTS
from ssg.json_value import JsonValue
from ssg.settings import SITE_FILE, AttributeKind, AttributeSpec
from ssg.text import printable, slugify, unsafe_character

__all__ = ["LOCK", "ImportReport", "import_site"]

LOCK = "content/import.lock"
TOOLS = "content/tools"
EMPTY: tuple[JsonValue, ...] = (None, "", [], {})
NESTED = {"signals", "attributes", "types", "categories", "ranking", "pairs"}
"""Keys that are merged entry by entry."""
OTHER_FILES = 1_000
"""Files left for lists, the search index, feeds and pages that people add."""
FILES_PER_TOOL = 3
"""Its page, its alternatives, and one for an alias or an export."""
ONE_SIDED, MUTUAL = 0.9, 0.028
"""Pairs per tool: related * (ONE_SIDED - MUTUAL * related); many pairs are chosen by both tools.

Measured: 0.83 * related for 3, 0.65 * related for 8, 0.60 * related for 12.
"""
MOST_RELATED = 12
ORDER = tuple(ToolFile.model_fields)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    created: tuple[str, ...]
    """Paths of new files."""
    updated: tuple[str, ...]
    """Paths of changed files."""
    unchanged: int
    """How many files of the list stayed as they are."""
    gone: tuple[str, ...]
    """Paths of tools that the source no longer lists; they are kept."""
    conflicts: tuple[str, ...]
    """`file:line: field` of what both sides changed; the file keeps its own value."""
    skipped: tuple[Skipped, ...]
    diff: str
    """Unified diff of all changes."""


@dataclass(slots=True)
class _Run:
    """Intermediate results of an import."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    """Path -> new text of files that change."""
    created: list[str] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    lock: dict[str, dict[str, JsonValue]] = field(default_factory=dict)


def import_site(
    root: Path,
    imported: Imported,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Write a foreign list as a site below `root`, or merge it into the site that is there.

    With `dry_run` nothing is written. Raise UsageError when `content/import.lock` is damaged.
    """
    before = _read_lock(root)
    run = _Run(root, skipped=list(imported.skipped))
    slugs = _Slugs(root, before)
    usable = _usable(imported, slugs, run.skipped, progress)
    site = dict(imported.site)
    if "" in before or not (root / SITE_FILE).exists():
        # A list without figures gets no scores: mentions and dates alone would rank by accident.
        site = {"ranking": "none", **site, **_hosting(len(usable))}
    _merge_site(run, site, before.get("", {}))
    for number, (record, fields, slug) in enumerate(_declared_distinct(usable), 1):
        _merge_record(run, record, fields, slug, before.get(record.key))
        progress("merge", number, len(usable))
    gone = sorted(
        f"{TOOLS}/{entry['slug']}.yaml"
        for key, entry in before.items()
        if key and key not in run.lock and (root / f"{TOOLS}/{entry['slug']}.yaml").exists()
    )
    run.lock |= {key: entry for key, entry in before.items() if key not in run.lock}
    report = ImportReport(
        created=tuple(run.created),
        updated=tuple(path for path in run.texts if path not in run.created),
        unchanged=run.unchanged,
        gone=tuple(gone),
        conflicts=tuple(run.conflicts),
        skipped=tuple(run.skipped),
        diff=_diff(root, run.texts),
    )
    if not dry_run:
        for number, (path, text) in enumerate(run.texts.items(), 1):
            progress("write", number, len(run.texts))
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(root / path, text.encode())
        write_atomically(root / LOCK, _lock_text(run.lock).encode())
    return report


def _read_lock(root: Path) -> dict[str, dict[str, JsonValue]]:
    """Return the last import: key of each record -> slug and fields; site.yaml has an empty key."""
    try:
        lines = (root / LOCK).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{LOCK}: cannot be read; check it, or restore it from git") from error
    entries: dict[str, dict[str, JsonValue]] = {}
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            entries[entry["key"]] = {"slug": str(entry["slug"]), "fields": dict(entry["fields"])}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{LOCK}:{number}:1: not a record of an import; restore the file from git"
            ) from error
    return entries


def _lock_text(entries: Mapping[str, Mapping[str, JsonValue]]) -> str:
    lines = ({"key": key, **entry} for key, entry in sorted(entries.items()))
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


class _Slugs:
    """Chooses the slug of each record: the previous slug, or a free one made from its name."""

    def __init__(self, root: Path, before: Mapping[str, Mapping[str, JsonValue]]) -> None:
        self._kept = {key: str(entry["slug"]) for key, entry in before.items() if key}
        files = (root / TOOLS).glob("*.yaml")
        self._taken = {*self._kept.values(), *(file.stem for file in files)}

    def of(self, record: Record) -> str:
        """Return the slug of a record; empty when its name has no letters that a slug may have."""
        if record.key in self._kept:
            return self._kept[record.key]
        plain = slugify(str(record.fields["name"])) or slugify(record.key)
        plain = "-".join("versus" if word == "vs" else word for word in plain.split("-"))
        plain = plain[: MAX_SLUG - 5].strip("-")
        if not plain:
            return ""
        if check_slug(plain):
            plain = f"{plain}-tool"
        slug, number = plain, 1
        while slug in self._taken:
            number += 1
            slug = f"{plain}-{number}"
        self._taken.add(slug)
        return slug


def _hosting(tools: int) -> dict[str, JsonValue]:
    """Return `pairs` and `host` for a number of tools, such that the site fits the host.

    A comparison has up to two files: its page, and a redirect from the reverse order if wanted.
    """
    for host in ("cloudflare-pages", "cloudflare-pages-paid"):
        pages = max(0, HOSTS[host].files - OTHER_FILES - FILES_PER_TOOL * tools) // 2
        if pages >= tools:
            break
    fitting = [
        related
        for related in range(1, MOST_RELATED + 1)
        if tools * related * (ONE_SIDED - MUTUAL * related) <= pages
    ]
    return {
        "pairs": {
            "policy": "related",
            "related": max(fitting, default=1),
            "max_pages": pages,
        },
        "host": host,
    }


def _merge_site(
    run: _Run, wanted: Mapping[str, JsonValue], before: Mapping[str, JsonValue]
) -> None:
    """Write site.yaml, or add to it what the source has and it lacks."""
    last = before.get("fields")
    run.lock[""] = {"slug": "", "fields": dict(wanted)}
    _merge_file(run, SITE_FILE, wanted, last if isinstance(last, dict) else {}, "site")


def _usable(
    imported: Imported, slugs: _Slugs, skipped: list[Skipped], progress: Progress
) -> list[tuple[Record, dict[str, JsonValue], str]]:
    """Return each record that the content format accepts, with its fields and its slug."""
    usable = []
    records = sorted(imported.records, key=lambda record: record.key)
    specs = _specs(imported.site)
    for number, record in enumerate(records, 1):
        progress("check", number, len(records))
        fields = _valid_fields(record, specs, skipped)
        slug = slugs.of(record) if fields else ""
        if slug:
            usable.append((record, fields, slug))
        else:
            skipped.append(Skipped(record.origin, "the record has no usable name or summary"))
    return usable


def _declared_distinct(
    usable: list[tuple[Record, dict[str, JsonValue], str]],
) -> Iterator[tuple[Record, dict[str, JsonValue], str]]:
    """Yield the records; those that share a repository or a name say that they are distinct."""
    owners: dict[str, set[str]] = {}
    for _, fields, slug in usable:
        for key in _identity(fields):
            owners.setdefault(key, set()).add(slug)
    for record, fields, slug in usable:
        group = set[str]().union(*(owners[key] for key in _identity(fields))) - {slug}
        if group:
            others: list[JsonValue] = [*sorted(group)]
            yield record, {**fields, "distinct_from": others}, slug
        else:
            yield record, fields, slug


def _identity(fields: Mapping[str, JsonValue]) -> Iterator[str]:
    """Yield what two entries may only share if both declare it: repository and looks of a name."""
    if "repository" in fields:
        yield normalized(str(fields["repository"]))
    for skeleton in skeletons(str(fields["name"])):
        yield f"name {skeleton}"


def _merge_record(
    run: _Run,
    record: Record,
    fields: dict[str, JsonValue],
    slug: str,
    before: Mapping[str, JsonValue] | None,
) -> None:
    run.lock[record.key] = {"slug": slug, "fields": fields}
    last = before["fields"] if before else {}
    _merge_file(run, f"{TOOLS}/{slug}.yaml", fields, last if isinstance(last, dict) else {}, "tool")


def _valid_fields(
    record: Record, specs: Mapping[str, AttributeSpec], skipped: list[Skipped]
) -> dict[str, JsonValue]:
    """Return the fields that the content format accepts; each that it refuses is reported."""
    given = {key: value for key, value in record.fields.items() if value not in EMPTY}
    if isinstance(given.get("categories"), list):
        given["categories"] = _unique(given["categories"])
    if isinstance(given.get("attributes"), dict):
        given["attributes"] = _fitting(record.origin, given["attributes"], specs, skipped)
    document = YamlDocument(record.origin, dict(given), None)
    if not validate(document, ToolFile)[1] and not _is_unsafe(given):
        return {key: value for key, value in given.items() if value not in EMPTY}
    least: dict[str, JsonValue] = {"name": "x", "type": "x", "summary": "x"}
    accepted: dict[str, JsonValue] = {}
    for key, value in given.items():
        problems = validate(YamlDocument(record.origin, {**least, key: value}, None), ToolFile)[1]
        if problems or _is_unsafe(value):
            reason = problems[0].message if problems else "it has an invisible character"
            skipped.append(Skipped(record.origin, f"{printable(key)} left out: {reason}"))
        elif value not in EMPTY:
            accepted[key] = value
    return accepted if {"name", "type", "summary"} <= accepted.keys() else {}


def _unique(values: JsonValue) -> list[JsonValue]:
    kept: list[JsonValue] = []
    for value in values if isinstance(values, list) else ():
        if value not in kept:
            kept.append(value)
    return kept


def _fitting(
    origin: str, values: JsonValue, specs: Mapping[str, AttributeSpec], skipped: list[Skipped]
) -> dict[str, JsonValue]:
    """Return the attributes with values of the declared kind; report the others."""
    fitting: dict[str, JsonValue] = {}
    for key, value in values.items() if isinstance(values, dict) else ():
        plain = tuple(map(str, value)) if isinstance(value, list) else value
        if (
            key in specs
            and isinstance(plain, str | int | float | tuple)
            and typed_attribute(plain, specs[key]) is not None
        ):
            fitting[key] = value
        elif value not in EMPTY:
            kind = specs[key].kind if key in specs else "declared attribute"
            skipped.append(Skipped(origin, f"{printable(key)} left out: it is not a {kind}"))
    return fitting


def _specs(site: Mapping[str, JsonValue]) -> dict[str, AttributeSpec]:
    """Return the attributes that an importer declares."""
    declared = site.get("attributes")
    return {
        key: AttributeSpec(id=key, label=key, kind=AttributeKind(str(spec.get("kind") or "text")))
        for key, spec in (declared.items() if isinstance(declared, dict) else ())
        if isinstance(spec, dict)
    }


def _is_unsafe(value: JsonValue) -> bool:
    """Return whether a text in a value has an invisible or control character."""
    if isinstance(value, str):
        return unsafe_character(value) is not None
    entries = [*value, *value.values()] if isinstance(value, dict) else value
    return isinstance(entries, list) and any(map(_is_unsafe, entries))


def _merge_file(
    run: _Run, path: str, wanted: Mapping[str, JsonValue], last: Mapping[str, JsonValue], kind: str
) -> None:
    """Merge the imported fields into a file, field by field against what was imported last."""
    try:
        text = (run.root / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        if not last or kind == "site":  # a tool's file that was removed on purpose stays removed
            run.texts[path] = modeline(kind) + dump_fields(
                wanted if kind == "site" else _in_order(wanted)
            )
            run.created.append(path)
        return
    except (OSError, UnicodeDecodeError):
        run.skipped.append(Skipped(path, "the file cannot be read; it was left alone"))
        return
    document, problems = parse_yaml(text, path)
    if problems or not isinstance(document.value, dict):
        run.skipped.append(Skipped(path, "the file has errors; it was left alone"))
        return
    changes = _changes(run, document, _flat(wanted), _flat(last))
    new = patch_fields(text, changes, ORDER) if changes else text
    if new == text:
        run.unchanged += 1
    else:
        run.texts[path] = new


def _in_order(fields: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the fields in the order of the content format."""
    return {key: fields[key] for key in sorted(fields, key=_rank)}


def _rank(key: str) -> int:
    return ORDER.index(key) if key in ORDER else len(ORDER)


def _changes(
    run: _Run,
    document: YamlDocument,
    wanted: Mapping[FieldPath, JsonValue],
    last: Mapping[FieldPath, JsonValue],
) -> dict[FieldPath, JsonValue]:
    """Return the fields to set, or to remove where the value is None."""
    now = _flat(document.value if isinstance(document.value, dict) else {})
    changes: dict[FieldPath, JsonValue] = {}
    for key in (*wanted, *(key for key in last if key not in wanted)):
        mine, theirs, base = now.get(key), wanted.get(key), last.get(key)
        if theirs in (base, mine):
            continue
        if mine == base:
            changes[key] = theirs
        else:
            line = document.locate(key).line
            run.conflicts.append(f"{document.path}:{line}: {'.'.join(key)}")
    return changes


def _flat(fields: Mapping[str, JsonValue]) -> dict[FieldPath, JsonValue]:
    """Return the fields with the entries of nested mappings as fields of their own."""
    flat: dict[FieldPath, JsonValue] = {}
    for key, value in fields.items():
        if key in NESTED and isinstance(value, dict):
            flat |= {(key, name): inner for name, inner in value.items()}
        else:
            flat[(key,)] = value
    return flat


def _diff(root: Path, texts: Mapping[str, str]) -> str:
    """Return a unified diff of all changes."""
    parts: list[Iterable[str]] = []
    for path, text in texts.items():
        file = root / path
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        parts.append(
            difflib.unified_diff(
                old.splitlines(keepends=True),
                text.splitlines(keepends=True),
                path if old else "/dev/null",
                path,
            )
        )
    return "".join(line for part in parts for line in part)
