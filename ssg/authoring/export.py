"""Export the catalog as a CSV, JSON or Markdown list.

The README of a list can thus be generated from a site.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ssg.catalog import AttributeValue, Catalog, Tool
from ssg.labels import STATUS_LABELS
from ssg.settings import Category
from ssg.text import slugify

__all__ = ["FORMATS", "as_csv", "as_json", "as_markdown"]

COLUMNS = (
    *("slug", "name", "type", "summary", "homepage", "repository", "license", "pricing"),
    *("categories", "tags", "status", "updated"),
)
FORMULA = "=+-@\t\r"
"""Spreadsheets run a cell with such a prefix as a formula; it gets an apostrophe (OWASP)."""


def _values(tool: Tool) -> dict[str, AttributeValue | None]:
    """Return the facts of a tool by column; attributes and signals have a prefix."""
    return {
        "slug": tool.slug,
        "name": tool.name,
        "type": tool.type,
        "summary": tool.summary,
        "homepage": tool.homepage,
        "repository": tool.repository,
        "license": tool.license,
        "pricing": str(tool.pricing.model),
        "categories": tool.categories,
        "tags": tool.tags,
        "status": str(tool.status) if tool.status else None,
        "updated": tool.updated,
        **{f"signals.{signal.id}": signal.value for signal in tool.signals},
        **{f"attributes.{name}": value for name, value in tool.attributes},
    }


def as_csv(catalog: Catalog) -> str:
    """Return one row per tool (RFC 4180, but lines end with LF); lists are joined by semicolons."""
    rows = [_values(tool) for tool in catalog.tools]
    settings = catalog.settings
    columns = [
        *COLUMNS,
        *(f"signals.{signal.id}" for signal in settings.ranking.signals),
        *(f"attributes.{attribute.id}" for attribute in settings.attributes),
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def _cell(value: AttributeValue | None) -> str:
    shown = "; ".join(value) if isinstance(value, tuple) else _plain(value)
    text = "" if shown is None else str(shown).lower() if isinstance(shown, bool) else str(shown)
    number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(tuple(FORMULA)) and not number else text


def _plain(value: AttributeValue | None) -> str | float | bool | list[str] | None:
    """Return a value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def as_json(catalog: Catalog) -> str:
    """Return a list of objects, one per tool, without the facts that its file does not have."""
    entries = [
        {key: _plain(value) for key, value in _values(tool).items() if value not in (None, "", ())}
        for tool in catalog.tools
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def as_markdown(catalog: Catalog) -> str:
    """Return the usual Markdown list: a section per category, each tool in its main category."""
    settings = catalog.settings
    sections: dict[str, list[Tool]] = {category.id: [] for category in settings.categories}
    for tool in sorted(catalog.tools, key=lambda tool: (tool.name.casefold(), tool.slug)):
        sections.setdefault(next(iter(tool.categories), ""), []).append(tool)
    known = {category.id: category for category in settings.categories}
    used = [(known.get(key), tools) for key, tools in sections.items() if tools]
    lines = [f"# {_escaped(settings.title)}", "", _escaped(settings.description), ""]
    if len(used) > 1:
        names = [category.name if category else "Other" for category, _ in used]
        lines += ["## Contents", "", *(f"- [{_escaped(name)}](#{_anchor(name)})" for name in names)]
        lines.append("")
    for category, tools in used:
        lines += _section(category, tools)
    return "\n".join(lines).rstrip() + "\n"


def _section(category: Category | None, tools: Sequence[Tool]) -> list[str]:
    heading = [f"## {_escaped(category.name if category else 'Other')}", ""]
    about = [_escaped(category.description), ""] if category and category.description else []
    return [*heading, *about, *map(_entry, tools), ""]


def _entry(tool: Tool) -> str:
    address = tool.homepage or tool.repository
    name = f"[{_escaped(tool.name)}]({_address(address)})" if address else _escaped(tool.name)
    source = tool.repository if tool.repository != address else ""
    link = f" ([Source code]({_address(source)}))" if source else ""
    status = STATUS_LABELS[tool.status] if tool.status and tool.status != "active" else ""
    badges = "".join(f" `{badge}`" for badge in (tool.license, status) if badge)
    return f"- {name} - {_escaped(tool.summary)}{link}{badges}"


def _escaped(text: str) -> str:
    """Return a text with all characters escaped that are special in Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>&|#~])", r"\\\1", " ".join(text.split()))


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") or slugify(heading)


FORMATS: Mapping[str, Callable[[Catalog], str]] = {
    "csv": as_csv,
    "json": as_json,
    "md": as_markdown,
}
"""Name of a format -> the function that writes it."""
