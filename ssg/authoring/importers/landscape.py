"""A `landscape.yml` of landscape2 (CNCF and others) -> records.

Format: https://github.com/cncf/landscape2, `docs/config/schema/data.schema.json`: categories,
subcategories, items.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    Slugs,
    plain_line,
    plain_summary,
    single_license,
)
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["read"]

MAX_BYTES = 20_000_000
"""Maximum size of a landscape file in bytes; the CNCF's has 1.1 million."""
TAKEN = {
    "name",
    "item",
    "description",
    "homepage_url",
    "repo_url",
    "project",
    "extra",
    "second_path",
    "license",
}
LINKS = {
    "crunchbase": "Crunchbase",
    "twitter": "Twitter",
    "blog_url": "Blog",
    "slack_url": "Slack",
    "youtube_url": "YouTube",
    "documentation_url": "Documentation",
    "stack_overflow_url": "Stack Overflow",
    "linkedin_url": "LinkedIn",
    "discord_url": "Discord",
    "mailing_list_url": "Mailing list",
    "docker_url": "Docker image",
    "github_discussions_url": "GitHub discussions",
    "dev_stats_url": "Development statistics",
    "annual_review_url": "Annual review",
}
"""Key of an item or of its `extra` -> label of the attribute."""
DAYS = {
    "accepted": "Accepted",
    "incubating": "Incubating since",
    "graduated": "Graduated",
    "archived": "Archived",
    "joined": "Joined",
    "annual_review_date": "Last annual review",
}
TEXTS = {
    "licence_name": "Licence",
    "summary_personas": "For",
    "summary_use_case": "Use case",
    "summary_business_use_case": "Business use case",
    "summary_release_rate": "Release rate",
    "summary_integrations": "Integrations",
    "summary_tags": "Topics",
    "parent_project": "Part of",
}
USES = ("summary_use_case", "summary_business_use_case")
"""Keys of what an item is used for, for the summary of an item without a description."""
MATURITY = "maturity"
MAX_DEPTH = 2
"""Levels of `item` and `extra` in an item; aliases may nest them without end."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item and where it is."""

    category: str
    subcategory: str
    line: int
    values: dict[str, JsonValue]
    """Keys of the item and of its `extra`."""


def read(source: Path) -> Imported:
    """Read a landscape file; raise UsageError when it is not one."""
    skipped: list[Skipped] = []
    items = list(_items(source, skipped))
    if not items:
        raise UsageError(f'"{printable(source.name)}" has no items in landscape, subcategories')
    unmapped = Counter(key for item in items for key in item.values if key not in _mapped())
    slugs = Slugs("other")
    records = tuple(_records(source.name, items, slugs, skipped))
    categories: dict[str, JsonValue] = {slug: {"name": name} for slug, name in slugs.names.items()}
    return Imported(
        site=_site(categories), records=records, skipped=tuple(skipped), unmapped=dict(unmapped)
    )


def _mapped() -> set[str]:
    return {*TAKEN, *LINKS, *DAYS, *TEXTS, "url_for_bestpractices", "unnamed_organization"}


def _items(source: Path, skipped: list[Skipped]) -> Iterator[_Item]:
    """Yield the items of all subcategories with their lines."""
    name = source.name
    try:
        if source.stat().st_size > MAX_BYTES:
            raise UsageError(f'"{printable(name)}" has more than {MAX_BYTES:,} bytes')
        root = yaml.compose(source.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f'"{printable(str(source))}" cannot be read: {error}') from error
    except yaml.YAMLError as error:
        raise UsageError(
            f'"{printable(name)}" is not valid YAML: {printable(str(error), 200)}'
        ) from error
    for category in _sequence(_entries(root).get("landscape")):
        group = _unwrapped(category, "category")
        for subcategory in _sequence(group.get("subcategories")):
            inner = _unwrapped(subcategory, "subcategory")
            for item in _sequence(inner.get("items")):
                line = item.start_mark.line + 1
                values = _values(item)
                if values:
                    yield _Item(
                        _scalar(group.get("name")), _scalar(inner.get("name")), line, values
                    )
                else:
                    skipped.append(Skipped(f"{name}:{line}", "the item is not a mapping"))


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {str(key.value): value for key, value in pairs}


def _unwrapped(node: yaml.Node, key: str) -> dict[str, yaml.Node]:
    """Return the entries of a mapping, and those of the mapping below a key, if it is one."""
    entries = _entries(node)
    return {**entries, **_entries(entries.get(key))}


def _sequence(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _scalar(node: yaml.Node | None) -> str:
    return plain_line(node.value, 120) if isinstance(node, yaml.ScalarNode) else ""


def _values(item: yaml.Node, depth: int = 0) -> dict[str, JsonValue]:
    """Return the texts of an item; those of its `extra` are among them."""
    values: dict[str, JsonValue] = {}
    for key, node in _entries(item).items():
        if isinstance(node, yaml.ScalarNode) and node.value not in ("", "null", "~"):
            values[key] = plain_line(node.value)
        elif key in {"extra", "item"} and depth < MAX_DEPTH:
            values |= {
                name: value
                for name, value in _values(node, depth + 1).items()
                if name not in values
            }
        elif not isinstance(node, yaml.ScalarNode):
            values[key] = [plain_line(str(inner.value)) for inner in _sequence(node)]
    return values


def _site(categories: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    links: dict[str, JsonValue] = {
        key: {"label": label, "kind": "url", "group": "Links"} for key, label in LINKS.items()
    }
    days: dict[str, JsonValue] = {
        key: {"label": label, "kind": "date", "group": "Dates"} for key, label in DAYS.items()
    }
    texts: dict[str, JsonValue] = {
        key: {"label": label, "kind": "text"} for key, label in TEXTS.items()
    }
    return {
        "title": "Landscape",
        "base_url": "https://example.org/",
        "description": "Projects and products of a landscape, compared.",
        "types": {"project": "Project", "product": "Product"},
        "categories": dict(categories),
        "attributes": {MATURITY: {"label": "Maturity", "kind": "text"}, **texts, **days, **links},
    }


def _records(
    file: str, items: list[_Item], slugs: Slugs, skipped: list[Skipped]
) -> Iterator[Record]:
    """Yield a record per item; an item listed twice becomes one record in both categories."""
    places: dict[tuple[str, str], list[_Item]] = {}
    for item in items:
        name = str(item.values.get("name") or "")
        if not name:
            skipped.append(Skipped(f"{file}:{item.line}", "the item has no name"))
            continue
        places.setdefault((name, str(item.values.get("homepage_url") or "")), []).append(item)
    for (name, homepage), found in places.items():
        values: dict[str, JsonValue] = {}
        for item in reversed(found):
            values |= item.values
        yield Record(
            key=f"{name} {homepage}".strip(),
            origin=f"{file}:{found[0].line}",
            fields=_fields(name, values, found, slugs),
        )


def _path(item: _Item) -> str:
    """Return the name of a nested category: `Runtime / Cloud Native Storage`."""
    names = (name.replace(" / ", "/") for name in (item.category, item.subcategory) if name)
    return " / ".join(dict.fromkeys(names)) or "Other"


def _fields(
    name: str, values: Mapping[str, JsonValue], items: list[_Item], slugs: Slugs
) -> dict[str, JsonValue]:
    first = items[0]
    listed = f"{name} is listed under {_path(first)}."
    use = next((text for key in USES if (text := plain_summary(values.get(key)))), "")
    attributes: dict[str, JsonValue] = {
        MATURITY: values.get("project"),
        **{key: values.get(key) for key in LINKS},
        **{key: plain_summary(values.get(key)) for key in TEXTS},
        **{key: str(values.get(key) or "")[:10] for key in DAYS},
    }
    if not single_license([values.get("license")]):
        attributes["licence_name"] = values.get("license")
    archived = values.get("project") == "archived" or values.get("archived")
    return {
        "name": plain_line(name, 80),
        "type": "project" if values.get("repo_url") else "product",
        "summary": plain_summary(values.get("description")) or use[:1].upper() + use[1:] or listed,
        "homepage": values.get("homepage_url"),
        "repository": values.get("repo_url"),
        "categories": list(dict.fromkeys(slugs.of(_path(item)) for item in items)),
        "license": single_license([values.get("license")]),
        "status": "archived" if archived else None,
        "attributes": {key: value for key, value in attributes.items() if value},
    }
