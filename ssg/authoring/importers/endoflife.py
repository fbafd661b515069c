"""The data of endoflife.date (folder `products/`, or the repository above it) -> records.

Format: https://github.com/endoflife-date/endoflife.date, one Markdown file per product with YAML
front matter.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    plain_line,
    plain_slug,
    plain_summary,
)
from ssg.content.document import parse_yaml, read_text, split_front_matter
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["read"]

NAMES = {
    "lang": "Languages",
    "os": "Operating systems",
    "db": "Databases",
    "app": "Applications",
    "framework": "Frameworks",
    "server-app": "Server applications",
    "service": "Services",
    "device": "Devices",
    "standard": "Standards",
}
"""Category of a product -> its name; other categories keep their own."""
QUOTED = re.compile(r"^>\s?(.*(?:\n>.*)*)", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(source: Path) -> Imported:
    """Read the products; raise UsageError if the folder has none."""
    folder = source / "products" if (source / "products").is_dir() else source
    skipped: list[Skipped] = []
    records = [
        record for file in sorted(folder.glob("*.md")) if (record := _product(file, skipped))
    ]
    if not records:
        raise UsageError(
            f'"{printable(str(source), 300)}" has no products; name the folder "products"'
        )
    used = sorted(
        {str(category) for record in records for category in _list(record.fields["categories"])}
    )
    return Imported(
        site={
            "title": "End of life",
            "base_url": "https://example.org/",
            "description": "Products, their releases and how long they are supported.",
            "types": {"product": "Product"},
            "categories": {
                name: {"name": NAMES.get(name, name.replace("-", " ").capitalize())}
                for name in used
            },
            "attributes": {
                "latest_cycle": {"label": "Latest release cycle", "kind": "text"},
                "latest_version": {"label": "Latest version", "kind": "text"},
                "released": {"label": "Latest cycle released", "kind": "date"},
                "end_of_life": {"label": "Latest cycle supported until", "kind": "date"},
                "long_term": {"label": "Latest cycle has long-term support", "kind": "bool"},
                "cycles": {"label": "Release cycles", "kind": "number"},
                "release_policy": {"label": "Release policy", "kind": "url"},
            },
        },
        records=tuple(records),
        skipped=tuple(skipped),
    )


def _product(file: Path, skipped: list[Skipped]) -> Record | None:
    path = f"products/{file.name}"
    text, problems = read_text(file, path)
    front, body, _ = split_front_matter(text)
    document, faults = parse_yaml(front, path, first_line=2)
    product = document.value
    title = plain_line(product.get("title"), 80) if isinstance(product, dict) else ""
    if problems or not title or not isinstance(product, dict):
        skipped.append(Skipped.of_file(path, [*problems, *faults], "the product has no title"))
        return None
    releases = _list(product.get("releases"))
    latest = releases[0] if releases and isinstance(releases[0], dict) else {}
    quoted = QUOTED.search(body)
    about = quoted[1].replace("\n>", " ") if quoted else ""
    category = plain_slug(str(product.get("category") or ""), "other")
    return Record(
        key=file.stem,
        origin=f"{path}:1",
        fields={
            "name": title,
            "type": "product",
            "summary": plain_summary(about) or f"{title} has {len(releases)} release cycles.",
            "homepage": _address(product.get("permalink")),
            "categories": [category],
            "updated": _day(latest.get("latestReleaseDate")),
            "attributes": _attributes(product, latest, len(releases)),
        },
    )


def _attributes(
    product: Mapping[str, JsonValue], latest: Mapping[str, JsonValue], cycles: int
) -> dict[str, JsonValue]:
    policy, lts = product.get("releasePolicyLink"), latest.get("lts")
    attributes: dict[str, JsonValue] = {
        "latest_cycle": plain_line(str(latest.get("releaseCycle") or "")),
        "latest_version": plain_line(str(latest.get("latest") or "")),
        "released": _day(latest.get("releaseDate")),
        "end_of_life": _day(latest.get("eol")),
        "long_term": lts if isinstance(lts, bool) else (True if _day(lts) else None),
        "cycles": cycles or None,
        "release_policy": policy,
    }
    return {key: value for key, value in attributes.items() if value not in (None, "")}


def _address(permalink: JsonValue) -> str | None:
    """Return the page of the product on endoflife.date."""
    return (
        f"https://endoflife.date{permalink}"
        if isinstance(permalink, str) and permalink.startswith("/")
        else None
    )


def _day(value: JsonValue) -> str | None:
    return value if isinstance(value, str) and DAY.fullmatch(value) else None


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
