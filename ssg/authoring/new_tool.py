"""`ssg new tool SLUG`: write a commented file for a new tool, valid and in canonical form."""

import json
from collections.abc import Mapping
from pathlib import Path

from ssg.authoring.editor_files import modeline
from ssg.authoring.yaml_writer import canonical
from ssg.catalog import Catalog
from ssg.content.collisions import check_collisions
from ssg.content.document import YamlDocument, decode
from ssg.content.field_types import check_slug
from ssg.content.references import resolve_references
from ssg.content.source_map import SourceMap
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.validation import validate
from ssg.content.yaml_file import parse_model
from ssg.errors import BuildError, Problem, Severity, UsageError
from ssg.json_value import JsonValue
from ssg.settings import AttributeKind, Scale, Settings
from ssg.text import printable, unsafe_character, without_unsafe

__all__ = ["free_path", "new_tool_problems", "new_tool_text", "usable", "write_tool"]

FOLDER = "content/tools"
OFFERED = (
    "description",
    "homepage",
    "repository",
    "license",
    "pricing",
    "categories",
    "tags",
    "identifiers",
    "status",
    "updated",
    "signals",
    "attributes",
    "capabilities",
)
"""Keys that a new file shows as commented examples; the others are rarely needed."""
START = """\
## "ssg check" reports problems, "ssg serve" shows the page. Lines that begin with a single # are
## examples: remove the # and write the facts. Leave out what is unknown.
"""
CAPABILITY = """\
capabilities:
  - title: Its name in a few words
    description: How it works, in one or two sentences.
    unique: What is special about this tool's approach.
    vs_alternatives: How it differs from named alternatives.
    intents: [what users want to do when they need it]
    best_for: [use cases that it suits]
    limitations: [what it cannot do]
    sources:
      - {url: https://example.com/docs, basis: vendor, checked: 2026-11-01}
"""
VALUES = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "1",
    AttributeKind.BOOL: "true",
    AttributeKind.DATE: "2026-11-01",
    AttributeKind.LIST: "[one, two]",
    AttributeKind.URL: "https://example.com/",
    AttributeKind.MONEY: "20 USD/month",
    AttributeKind.RANGE: "8 to 64",
    AttributeKind.VERSION: '"1.0"',
}
MEASURED = "{value: 1, source: https://example.com/, measured: 2026-11-01}"
REQUIRED: Mapping[str, JsonValue] = {"name": "x", "type": "x", "summary": "x"}
"""Placeholders, to validate other keys one by one."""


def free_path(root: Path, slug: str) -> str:
    """Return the path of a new tool's file; raise UsageError if the slug is invalid or taken."""
    fault = check_slug(slug)
    if fault:
        raise UsageError(f'invalid slug: {fault}; use a name such as "my-tool-2"')
    files = (root / FOLDER).glob("*")
    taken = [file for file in files if file.name.rsplit(".", 1)[0].lower() == slug]
    if taken:
        shown = printable(taken[0].name)
        raise UsageError(f'"{FOLDER}/{shown}" already exists; nothing is overwritten')
    return f"{FOLDER}/{slug}.yaml"


def usable(facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the fetched facts that the format accepts, as one line of visible characters each.

    Empty and invalid values are left out.
    """
    accepted: dict[str, JsonValue] = {}
    for key, raw in facts.items():
        value = _cleaned(raw)
        _, problems = validate(YamlDocument(key, {**REQUIRED, key: value}, None), ToolFile)
        if value and not problems:
            accepted[key] = value
    return accepted


def _cleaned(value: JsonValue) -> JsonValue:
    """Return a value with each text on one line and without control and invisible characters."""
    if isinstance(value, str):
        return " ".join(without_unsafe(value).split())
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {without_unsafe(key): _cleaned(item) for key, item in value.items()}
    return value


def new_tool_text(facts: Mapping[str, JsonValue], catalog: Catalog) -> str:
    """Return the text of a new file: the facts, and commented examples of other keys.

    The facts include name, type and summary. Raise UsageError for an unsafe character in a fact.
    """
    for key, value in facts.items():
        unsafe = unsafe_character(value) if isinstance(value, str) else None
        if unsafe:
            code_point = f"U+{ord(unsafe.group()):04X}"
            raise UsageError(f"{key}: invisible or control character {code_point}; remove it")
    lines = [modeline("tool"), START]
    for key, field in ToolFile.model_fields.items():
        if key in facts:
            lines.append(f"{key}: {json.dumps(facts[key], ensure_ascii=False)}\n")
        elif key in OFFERED and (example := _example(key, catalog.settings)):
            lines += [f"\n## {field.description}\n", *(f"# {line}\n" for line in example)]
    text = canonical("".join(lines), "new", ToolFile)
    if text is None:
        raise BuildError("the facts cannot be written as YAML")
    return text


def _example(key: str, settings: Settings) -> list[str]:
    """Return example lines of a key with the site's own names; none if the site declares none."""
    example = str((ToolFile.model_fields[key].examples or [""])[0])
    signals = [
        f"  {signal.id}: {MEASURED}"
        for signal in settings.ranking.signals
        if signal.scale in {Scale.LOG, Scale.LINEAR}
    ]
    attributes = [f"  {spec.id}: {VALUES[spec.kind]}" for spec in settings.attributes]
    match key:
        case "categories":
            first = settings.categories[0].id if settings.categories else ""
            return [f"categories: [{first}]"] if first else []
        case "signals":
            return ["signals:", *signals] if signals else []
        case "attributes":
            return ["attributes:", *attributes] if attributes else []
        case "capabilities":
            return CAPABILITY.splitlines()
        case "tags" | "identifiers":
            example = example.replace("'", "")
    return [f"{key}: {example}"]


def new_tool_problems(root: Path, path: str, text: str, catalog: Catalog) -> list[Problem]:
    """Return the errors that this file would add to the site."""
    unsafe = decode(text.encode(), path)[1]
    file = parse_model(text, path, ToolFile)
    if file.model is None:
        return [*unsafe, *file.problems]
    slug = path.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
    ids = {shared.id for shared in catalog.capabilities}
    tool = tool_from(file.model, slug, "", file.document)
    tool, unknown = resolve_references(tool, file.document, catalog.settings, ids)
    source_map = SourceMap(root, {path: file.document})
    slugs = {other.slug for other in catalog.tools}
    removed = dict(catalog.published.tools)
    before = check_collisions(catalog.tools, slugs, source_map, removed)
    tools = sorted([*catalog.tools, tool], key=lambda entry: entry.slug)
    after = check_collisions(tools, {*slugs, slug}, source_map, removed)
    return [
        problem
        for problem in (*unsafe, *file.problems, *unknown, *after)
        if problem.severity is Severity.ERROR and problem not in before
    ]


def write_tool(root: Path, path: str, text: str) -> None:
    """Write a new file; raise UsageError if it exists by now."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with (root / path).open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UsageError(f'"{path}" already exists; nothing is overwritten') from error
