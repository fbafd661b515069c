"""A `landscape.yml` of landscape2 (CNCF and others) -> records.

Format: https://github.com/cncf/landscape2, `docs/config/schema/data.schema.json`: categories,
subcategories, items.
"""

import re
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
    nested_name,
    plain_line,
    plain_summary,
    single_license,
)
from ssg.authoring.importers.source_bytes import source_bytes
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import count, printable

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
    "joined",
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
    "annual_review_date": "Last annual review",
}
TEXTS = {
    "licence_name": "Licence",
    "summary_personas": "Made for",
    "summary_use_case": "Use case",
    "summary_business_use_case": "Business use case",
    "summary_release_rate": "Release rate",
    "summary_integrations": "Integrations",
    "parent_project": "Part of",
}
TOPICS = "summary_tags"
"""Key of the topics of an item, separated by commas."""
ORGANIZATIONS = re.compile(
    r"\bmembers?$|\b(?:service|training|certified)\b.*\b(?:partners?|providers?)$", re.IGNORECASE
)
"""Name of a category or subcategory that lists organizations."""
UNDESCRIBED = "The landscape has no description."
PROJECT, OPEN, PRODUCT = "project", "open-source", "product"
"""Types: a project of the foundation, other open source, and the rest."""
OF_PROJECTS = ("summary_personas", "summary_release_rate", "summary_integrations", "accepted")
"""Keys that only projects of the foundation have, besides their maturity."""
USES = ("summary_use_case", "summary_business_use_case")
"""Keys of what an item is used for, for the summary of an item without a description."""
NOT_COMPARED = (
    *USES,
    "parent_project",
    "incubating",
    "graduated",
    "archived",
    "annual_review_date",
)
"""Keys of texts that describe an item, and of days that its maturity stands for."""
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
    items = _without_organizations(source.name, list(_items(source, skipped)), skipped)
    if not items:
        raise UsageError(f'"{printable(source.name)}" has no items in landscape, subcategories')
    unmapped = Counter(key for item in items for key in item.values if key not in _mapped())
    slugs = Slugs("other")
    records = tuple(_records(source.name, items, slugs, skipped))
    categories: dict[str, JsonValue] = {
        slug: {"name": nested_name(*path.split(" / "))} for slug, path in slugs.names.items()
    }
    return Imported(
        site=_site(categories), records=records, skipped=tuple(skipped), unmapped=dict(unmapped)
    )


def _mapped() -> set[str]:
    return {
        TOPICS,
        *TAKEN,
        *LINKS,
        *DAYS,
        *TEXTS,
        "url_for_bestpractices",
        "unnamed_organization",
    }


def _without_organizations(file: str, items: list[_Item], skipped: list[Skipped]) -> list[_Item]:
    """Leave out members, partners and the like, which are no tools, unless there is nothing else.

    Each of their categories is reported with its number of items.
    """
    left_out = [item for item in items if _is_organization(item)]
    if len(left_out) == len(items):
        return items
    for path, number in Counter(_path(item) for item in left_out).items():
        line = next(item.line for item in left_out if _path(item) == path)
        reason = f'the category "{printable(path)}" is left out: {count(number, "organization")}'
        skipped.append(Skipped(f"{file}:{line}", reason))
    return [item for item in items if not _is_organization(item)]


def _is_organization(item: _Item) -> bool:
    return any(map(ORGANIZATIONS.search, (item.category, item.subcategory)))


def _items(source: Path, skipped: list[Skipped]) -> Iterator[_Item]:
    """Yield the items of all subcategories with their lines."""
    name = source.name
    try:
        text = source_bytes(source, MAX_BYTES).decode("utf-8")
        root = yaml.compose(text, yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise UsageError(f'"{printable(name)}" is not UTF-8: {error}') from error
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
    labels = {MATURITY: "Maturity", **TEXTS, **DAYS, **LINKS}
    attributes: dict[str, JsonValue] = {}
    for key, label in labels.items():
        spec: dict[str, JsonValue] = {"label": label, "kind": "text"}
        if key in LINKS:
            spec |= {"kind": "url", "group": "Links"}
        elif key in DAYS:
            spec |= {"kind": "date", "group": "Dates"}
        if key == MATURITY or key in OF_PROJECTS:
            spec["for"] = [PROJECT]
        if key in NOT_COMPARED:
            spec["compare"] = False
        attributes[key] = spec
    return {
        "title": "Landscape",
        "base_url": "https://example.org/",
        "description": "Projects and products of a landscape, compared.",
        "types": {PROJECT: "Hosted project", OPEN: "Open source", PRODUCT: "Product"},
        "categories": dict(categories),
        "attributes": attributes,
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
        "type": PROJECT if values.get("project") else OPEN if values.get("repo_url") else PRODUCT,
        "summary": plain_summary(values.get("description"))
        or use[:1].upper() + use[1:]
        or UNDESCRIBED,
        "homepage": values.get("homepage_url"),
        "repository": values.get("repo_url"),
        "categories": list(dict.fromkeys(slugs.of(_path(item)) for item in items)),
        "license": single_license([values.get("license")]),
        "tags": _topics(values.get(TOPICS)),
        "status": "archived" if archived else None,
        "attributes": {key: value for key, value in attributes.items() if value},
    }


def _topics(text: JsonValue) -> list[JsonValue]:
    """Return the topics of a text, each once in any case."""
    topics = (topic.strip(" .") for topic in str(text or "").split(","))
    return [*{topic.lower(): topic for topic in topics if topic}.values()]
