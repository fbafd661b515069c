"""What the commits of a day changed in a tool: it was added, or facts of its file are different.

Only facts count: no descriptions, signals or scores. A file is not parsed as a whole. Its text is
divided at the keys of the top level, and only the parts that differ are parsed, so a reformatted
file has no changes. Nor is another case of letters a change of an attribute or a capability.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ssg.catalog import Catalog
from ssg.content.git import Blob, FileVersion, file_versions, read_blobs
from ssg.errors import UsageError
from ssg.fields import VALUE
from ssg.json_value import JsonValue
from ssg.settings import FeedScope
from ssg.site import Change, FactChange
from ssg.text import printable

__all__ = ["ChangeHistory", "changed_facts", "changes_of"]

FOLDER = "content/tools"
MOST_COMMITS, MOST_BYTES = 1_000, 8_000_000
"""Limits of the history that is read, newest commits first."""
MOST_COMPARED = 400
"""Changed files whose contents are compared; older changes are left out."""
MAX_FILE_BYTES = 1_000_000
MAX_SHOWN = 200
"""Longest value of a change, in characters."""
FACTS = (
    "name",
    "type",
    "homepage",
    "repository",
    "license",
    "pricing",
    "categories",
    "identifiers",
    "status",
    "attributes",
    "capabilities",
)
"""Keys of a tool's file whose changes are reported."""
FILE = re.compile(rf"{FOLDER}/([^/.]+)\.yaml")
TOP_KEY = re.compile(r"^([a-z_]+)[ \t]*:(?=\s)", re.MULTILINE)
ITEM = re.compile(r"^( *)- ", re.MULTILINE)


class ChangeHistory:
    """The changes of one site's tools, read on first use."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: tuple[Change, ...] | None = None
        self._tried = False

    def changes(self, catalog: Catalog) -> tuple[Change, ...] | None:
        """Return the changes of the tools of a catalog, newest first.

        None where the site has no feeds, without git, outside a repository, and in a shallow clone,
        in which the oldest commit appears to create every file.
        """
        if catalog.settings.publish.feeds is FeedScope.NONE:
            return None
        if not self._tried:
            self._tried, self._read = True, self._from_git()
        return None if self._read is None else tuple(_of_catalog(self._read, catalog))

    def _from_git(self) -> tuple[Change, ...] | None:
        try:
            versions = file_versions(self._root, FOLDER, MOST_COMMITS, MOST_BYTES)
            known = list(_limited(_joined_by_day(versions)))
            blobs = {
                name: Blob(version.path, name, link=False)
                for version in known
                if version.before
                for name in (version.before, version.after)
            }
            contents = read_blobs(self._root, list(blobs.values())) if blobs else []
        except UsageError:
            return None
        return tuple(changes_of(known, dict(zip(blobs, contents, strict=True))))


def _of_catalog(changes: Iterable[Change], catalog: Catalog) -> Iterator[Change]:
    """Yield the changes of existing tools, without attributes that are unknown or refreshed."""
    slugs = {tool.slug for tool in catalog.tools}
    known = {f"attributes.{spec.id}" for spec in catalog.settings.attributes if not spec.origin}
    for change in changes:
        facts = tuple(fact for fact in change.facts if "." not in fact.key or fact.key in known)
        if change.slug in slugs and (facts or not change.facts):
            yield replace(change, facts=facts)


def _joined_by_day(versions: Iterable[FileVersion]) -> Iterator[FileVersion]:
    """Yield one version for the successive versions of a file on one day, newest first.

    It has name and place of the first commit of the day, which stay when another one follows. A
    file that is as it was before that day is left out. Versions of parallel branches are not
    joined.
    """
    joined: dict[int, FileVersion] = {}
    newest: dict[str, int] = {}
    for place, version in enumerate(versions):
        later = joined.get(newest.get(version.path, -1))
        if later and (later.day, later.before) == (version.day, version.after):
            del joined[newest[version.path]]
            version = version._replace(after=later.after)  # noqa: PLW2901  (both as one)
        joined[place] = version
        newest[version.path] = place
    return (version for version in joined.values() if version.before != version.after)


def _limited(versions: Iterable[FileVersion]) -> Iterator[FileVersion]:
    """Yield new and changed files, until too many would be compared."""
    compared = 0
    for version in versions:
        compared += bool(version.before)
        if compared > MOST_COMPARED:
            return
        if version.after:
            yield version


def changes_of(versions: Sequence[FileVersion], bodies: Mapping[str, bytes]) -> Iterator[Change]:
    """Yield the changes of tools; `bodies` are contents by their object name."""
    for version in versions:
        match = FILE.fullmatch(version.path)
        try:
            day = date.fromisoformat(version.day)
        except ValueError:
            continue
        if not match:
            continue
        if not version.before:
            yield Change(day, match[1], version.commit, ())
            continue
        facts = tuple(changed_facts(bodies[version.before], bodies[version.after]))
        if facts:
            yield Change(day, match[1], version.commit, facts)


def changed_facts(before: bytes, after: bytes) -> Iterator[FactChange]:
    """Yield the facts that differ between two versions of a tool's file."""
    if max(len(before), len(after)) > MAX_FILE_BYTES:
        return
    old, new = _parts(before), _parts(after)
    for key in FACTS:
        first, second = old.get(key, ""), new.get(key, "")
        if first == second:
            continue
        if key == "capabilities":
            yield from _listed(key, _titles(first), _titles(second))
        else:
            yield from _compared(key, _value(first, key), _value(second, key))


def _parts(body: bytes) -> dict[str, str]:
    """Return the text of each key at the top level, with the key.

    In a block mapping all other lines of a value are indented, or begin a list with `- `.
    """
    text = body.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    starts = [(match.start(), match[1]) for match in TOP_KEY.finditer(text)]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return {key: text[start:end] for (start, key), end in zip(starts, ends, strict=False)}


def _value(text: str, key: str) -> JsonValue:
    """Return the value of a part; None if it is missing or cannot be parsed."""
    from ssg.content.document import parse_yaml

    document, problems = parse_yaml(text, "")
    value = document.value
    return value.get(key) if isinstance(value, dict) and not problems else None


def _titles(text: str) -> list[str]:
    """Return the titles of capabilities; those written as blocks, without parsing their texts.

    Lines of texts are indented further than titles.
    """
    first = ITEM.search(text)
    indent = len(first[1]) if first else 0
    if not first or re.search(rf"^ {{{indent}}}- +{{", text, re.MULTILINE):
        value = _value(text, "capabilities") if text else None
        entries = value if isinstance(value, list) else []
        return [str(entry.get("title", "")) for entry in entries if isinstance(entry, dict)]
    pattern = rf"^(?: {{{indent}}}- +| {{{indent + 2}}})title: *(.+)$"
    return [_scalar(title) for title in re.findall(pattern, text, re.MULTILINE)]


def _scalar(text: str) -> str:
    value = _value(f"title: {text}\n", "title") if text[:1] in "'\"" or " #" in text else text
    return str(value or text).strip()


def _listed(key: str, before: Sequence[str], after: Sequence[str]) -> Iterator[FactChange]:
    """Yield what is in one list only, in any case."""
    yield from (FactChange(key, "", _shown(entry)) for entry in _only(after, before))
    yield from (FactChange(key, _shown(entry), "") for entry in _only(before, after))


def _only(entries: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the entries that are not in another list, in any case."""
    known = {entry.casefold() for entry in others}
    return [entry for entry in entries if entry.casefold() not in known]


def _compared(key: str, before: JsonValue, after: JsonValue) -> Iterator[FactChange]:
    if key == "attributes":
        old = before if isinstance(before, dict) else {}
        new = after if isinstance(after, dict) else {}
        for name in dict.fromkeys([*new, *old]):
            yield from _compared(f"{key}.{name}", old.get(name), new.get(name))
        return
    first, second = _shown(before), _shown(after)
    old_entries, new_entries = _entries(before), _entries(after)
    if not old_entries or not new_entries:
        is_attribute = key.startswith("attributes.")
        if first != second and not (is_attribute and first.casefold() == second.casefold()):
            yield FactChange(key, first, second)
        return
    added, removed = _only(new_entries, old_entries), _only(old_entries, new_entries)
    if added:
        yield FactChange(key, "", _joined(added))
    if removed:
        yield FactChange(key, _joined(removed), "")
    if key == "categories" and not added and not removed and first != second:
        yield FactChange(key, first, second)  # the first one is the main category


def _entries(value: JsonValue) -> list[str]:
    """Return the entries of a list as text; none of any other value."""
    if isinstance(value, dict):
        return _entries(value.get(VALUE))
    return list(map(_shown, value)) if isinstance(value, list) else []


def _joined(entries: Sequence[str]) -> str:
    return printable(", ".join(entries), MAX_SHOWN)


def _shown(value: JsonValue) -> str:
    """Return a value as one line of text, without its source."""
    if isinstance(value, dict):
        if VALUE in value:
            return _shown(value[VALUE])
        parts = [f"{key} {_shown(part)}" for key, part in value.items() if key in PRICE_KEYS]
        return printable(", ".join(parts).removeprefix("model "), MAX_SHOWN)
    if isinstance(value, list):
        return _joined(_entries(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else printable(" ".join(str(value).split()), MAX_SHOWN)


PRICE_KEYS = ("model", "starting_price", "amount", "currency", "period", "per")
"""Keys of a price that are facts; the others are its source."""
