"""The JSON interface below `/api/v1/`: one document for each list and each tool, and a CSV list."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ssg.catalog import PricingModel, Tool
from ssg.json_value import Json
from ssg.machine.schemas import DOCUMENTS, openapi, schema
from ssg.machine.values import (
    comparison_value,
    link_value,
    score_value,
    summary_value,
    tool_value,
)
from ssg.site import Page
from ssg.views import Context

__all__ = [
    "body",
    "comparison_body",
    "comparison_pages",
    "csv_cell",
    "has_texts",
    "pages",
    "tool_body",
    "tool_pages",
]

API = "/api/v1/"
DOCUMENTS_WITH_TEXTS = frozenset({"tools.json", "tools.csv"})
"""Those of all tools that have their texts."""
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Object: TypeAlias = "Mapping[str, Json]"


def has_texts(page: Page) -> bool:
    """Return whether a page is a document of all tools that has their texts."""
    return page.kind == "api" and page.subject[0] in DOCUMENTS_WITH_TEXTS


def pages(context: Context) -> Iterator[Page]:
    """Yield the documents of the interface that are not about one tool or one comparison."""
    if not context.site.settings.publish.api:
        return
    documents = _documents(context)
    names = [f"{name}.json" for name in documents if name not in {"tool", "comparison"}]
    names += [f"schemas/{name}.schema.json" for name in documents]
    for name in (*names, "openapi.json", "tools.csv"):
        yield Page("api", API + name, (name,), indexed=False)


def tool_pages(context: Context) -> Iterator[Page]:
    """Yield a document for each tool."""
    if context.site.settings.publish.api:
        for tool in context.site.catalog.tools:
            address = context.addresses.api(f"tools/{tool.slug}")
            yield Page("api-tool", address, (tool.slug,), indexed=False)


def comparison_pages(context: Context) -> Iterator[Page]:
    """Yield a document for each comparison, if the site is configured so."""
    if context.site.settings.publish.comparisons:
        for pair in context.site.pairs:
            address = context.addresses.api(f"comparisons/{pair.a}-vs-{pair.b}")
            yield Page("api-comparison", address, (pair.a, pair.b), indexed=False)


def body(context: Context, page: Page) -> bytes:
    """Return a document of the interface."""
    name, recorded = page.subject[0], bool(context.graph())
    if name == "tools.csv":
        return _csv(context)
    if name == "openapi.json":
        base = context.addresses.base_url
        documents = _documents(context)
        return _json(openapi(context.site.settings, base, documents, recorded=recorded))
    if name.startswith("schemas/"):
        document = name.removeprefix("schemas/").removesuffix(".schema.json")
        url = context.addresses.absolute(page.address)
        return _json(schema(document, context.site.settings, url, recorded=recorded))
    return _json(LISTS[name](context))


def tool_body(context: Context, page: Page) -> bytes:
    """Return the document of a tool."""
    return _json(tool_value(context, page.subject[0]))


def comparison_body(context: Context, page: Page) -> bytes:
    """Return the document of a comparison."""
    return _json(comparison_value(context, *page.subject))


def _json(value: Json) -> bytes:
    return (ENCODER.encode(value) + "\n").encode("utf-8")


def _documents(context: Context) -> dict[str, str]:
    """Return the documents that the site has, with the template of their path."""
    paths = {name: f"{API}{name}.json" for name in DOCUMENTS}
    paths |= {"tool": f"{API}tools/{{slug}}.json", "comparison": f"{API}comparisons/{{pair}}.json"}
    settings = context.site.settings
    if not settings.publish.comparisons:
        del paths["comparison"]
    if not settings.ranking.enabled:
        del paths["rankings"]
    return paths


def _index(context: Context) -> Object:
    settings, addresses = context.site.settings, context.addresses
    return {
        "title": settings.title,
        "url": addresses.base_url,
        "types": dict(settings.types),
        "documents": {
            name: addresses.absolute(path)
            for name, path in {
                **_documents(context),
                "openapi": f"{API}openapi.json",
                "csv": f"{API}tools.csv",
            }.items()
        },
    }


def _tools(context: Context) -> Object:
    return {
        "as_of": context.site.ranking.as_of.isoformat(),
        "tools": [summary_value(context, tool) for tool in context.ordered],
    }


def _rankings(context: Context) -> Object:
    return {
        "as_of": context.site.ranking.as_of.isoformat(),
        "tools": [
            {**link_value(context, score.slug), "score": score_value(score)}
            for score in context.site.ranking.scores
        ],
    }


def _categories(context: Context) -> Object:
    return {
        "categories": [
            {
                "id": category.id,
                "name": category.name,
                "url": context.addresses.absolute(context.addresses.category(category.id)),
                **({"description": category.description} if category.description else {}),
                "tools": [tool.slug for tool in context.in_category.get(category.id, ())],
            }
            for category in context.site.settings.categories
        ]
    }


def _capabilities(context: Context) -> Object:
    ways: dict[str, list[Json]] = defaultdict(list)
    for tool in context.ordered:
        link, page = link_value(context, tool.slug), context.addresses.tool(tool.slug)
        for capability in tool.capabilities:
            if capability.id:
                at = context.addresses.absolute(f"{page}#c-{capability.anchor}")
                ways[capability.id].append({**link, "title": capability.title, "at": at})
    return {
        "capabilities": [
            {
                "id": shared.id,
                "name": shared.name,
                **({"description": shared.description} if shared.description else {}),
                **({"aliases": list(shared.aliases)} if shared.aliases else {}),
                "tools": ways[shared.id],
            }
            for shared in context.site.catalog.capabilities
        ]
    }


LISTS: Mapping[str, Callable[[Context], Object]] = {
    "index.json": _index,
    "tools.json": _tools,
    "rankings.json": _rankings,
    "categories.json": _categories,
    "capabilities.json": _capabilities,
}


class _Lines(list[str]):
    """Collects the lines of a CSV writer."""

    write = list.append


def _csv(context: Context) -> bytes:
    """Return the list of all tools as CSV (RFC 4180), with a column for each attribute."""
    settings = context.site.settings
    ids = [spec.id for spec in settings.attributes]
    scored = ["score"] if settings.ranking.enabled else []
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow([*COLUMNS, *scored, *map(csv_cell, ids)])
    for tool in context.ordered:
        values = dict(tool.attributes)
        score = [_number(context.scores[tool.slug].total)] if scored else []
        row = [*_columns(context, tool), *score, *(values.get(name) for name in ids)]
        writer.writerow([csv_cell(value) for value in row])
    return "".join(lines).encode("utf-8")


COLUMNS = (
    "slug",
    "name",
    "type",
    "summary",
    "categories",
    "license",
    "pricing",
    "status",
    "updated",
    "homepage",
    "repository",
    "url",
)


def _columns(context: Context, tool: Tool) -> tuple[object, ...]:
    """Return the values of `COLUMNS`."""
    return (
        tool.slug,
        tool.name,
        tool.type,
        tool.summary,
        tool.categories,
        tool.license,
        "" if tool.pricing.model is PricingModel.UNKNOWN else tool.pricing.model.value,
        tool.status.value if tool.status else "",
        tool.updated,
        tool.homepage,
        tool.repository,
        context.addresses.absolute(context.addresses.tool(tool.slug)),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def csv_cell(value: object) -> str:
    """Return a cell as text; an apostrophe keeps a spreadsheet from running it as a formula.

    Lists are joined by `; `. Numbers cannot be formulas, so a negative one stays as it is.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else repr(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"'{text}" if FORMULA.match(text) else text


FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
"""The start of a cell that spreadsheets may take for a formula."""
