"""`ssg new tool SLUG`: facts -> a commented file to start from, that has no errors and is in canonical form."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ssg.authoring.editor_files import modeline
from ssg.authoring.yaml_writer import canonical
from ssg.catalog import Catalog
from ssg.content.collisions import check_collisions
from ssg.content.document import JsonValue, YamlDocument, decode, parse_yaml, read_text
from ssg.content.field_types import check_slug
from ssg.content.references import resolve_references
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.validation import validate
from ssg.errors import BuildError, Problem, Severity, UsageError
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
"""Keys that stand in a new file as a comment when nothing is known; the rest are for rare cases."""
START = """\
## "ssg check" says what is wrong, "ssg serve" shows the page. Lines with one # are examples: take it away and write what
## you know. What nobody knows may stay away.
"""
CAPABILITY = """\
capabilities:
  - title: What it does, in a few words
    description: How it works, in a sentence or two.
    unique: What sets its way apart.
    vs_alternatives: Against whom, and how.
    intents: [what somebody wants when they need it]
    best_for: [whom it suits]
    limitations: [what it cannot do]
    sources:
      - {url: https://example.com/docs, basis: vendor, checked: 2026-11-01}
"""
VALUES = {
    AttributeKind.TEXT: "words",
    AttributeKind.NUMBER: "1",
    AttributeKind.BOOL: "true",
    AttributeKind.DATE: "2026-11-01",
    AttributeKind.LIST: "[one, two]",
    AttributeKind.URL: "https://example.com/",
}
MEASURED = "{value: 1, source: https://example.com/, measured: 2026-11-01}"


def free_path(root: Path, slug: str) -> str:
    """Return the path of a new tool's file; raise UsageError for a slug that cannot be, or is taken."""
    fault = check_slug(slug)
    if fault:
        raise UsageError(f'the slug {fault}; choose one such as "my-tool-2"')
    taken = [
        file for file in (root / FOLDER).glob("*") if file.name.rsplit(".", 1)[0].lower() == slug
    ]
    if taken:
        raise UsageError(
            f'"{FOLDER}/{printable(taken[0].name)}" is there already; nothing is overwritten'
        )
    return f"{FOLDER}/{slug}.yaml"


def usable(facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the fetched facts that the format accepts, as one line of visible characters each.

    Empty and invalid values are left out.
    """
    accepted: dict[str, JsonValue] = {}
    for key, raw in facts.items():
        value = _cleaned(raw)
        _, problems = validate(YamlDocument(key, {**LEAST, key: value}, None), ToolFile)
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


LEAST: Mapping[str, JsonValue] = {"name": "x", "type": "x", "summary": "x"}


def new_tool_text(facts: Mapping[str, JsonValue], catalog: Catalog) -> str:
    """Return the text of a file with these facts, which hold name, type and summary, and places for the rest."""
    lines = [modeline("tool"), START]
    for key, field in ToolFile.model_fields.items():
        if key in facts:
            lines.append(f"{key}: {json.dumps(facts[key], ensure_ascii=False)}\n")
        elif key in OFFERED and (example := _example(key, catalog.settings)):
            lines += [f"\n## {field.description}\n", *(f"# {line}\n" for line in example)]
    for key, value in facts.items():
        unsafe = unsafe_character(value) if isinstance(value, str) else None
        if unsafe:
            code_point = f"U+{ord(unsafe.group()):04X}"
            raise UsageError(f"{key}: invisible or control character {code_point}; remove it")
    written = canonical("".join(lines), "new", ToolFile)
    if written is None:
        raise BuildError("the facts cannot be written as YAML")
    return written


def _example(key: str, settings: Settings) -> list[str]:
    """Return lines that show how a key is written, with the site's own names; none where the site has none."""
    example = str((ToolFile.model_fields[key].examples or [""])[0])
    categories = [one.id for one in settings.categories]
    signals = [
        f"  {one.id}: {MEASURED}"
        for one in settings.ranking.signals
        if one.scale in {Scale.LOG, Scale.LINEAR}
    ]
    attributes = [f"  {one.id}: {VALUES[one.kind]}" for one in settings.attributes]
    match key:
        case "categories":
            return [f"categories: [{categories[0]}]"] if categories else []
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
    """Return the errors that a site would have with this file and has not without."""
    unseen = decode(text.encode(), path)[1]
    document, problems = parse_yaml(text, path)
    file, faults = validate(document, ToolFile, problems)
    if file is None:
        return [*unseen, *problems, *faults]
    slug = path.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
    tool, unknown = resolve_references(
        tool_from(file, slug, "", document),
        document,
        catalog.settings,
        {one.id for one in catalog.capabilities},
    )

    def locate(where: str, keys: Sequence[str | int]) -> tuple[int, int]:
        found = (
            document if where == path else parse_yaml(read_text(root / where, where)[0], where)[0]
        )
        return found.locate(keys)

    slugs = {one.slug for one in catalog.tools}
    before = check_collisions(catalog.tools, slugs, locate)
    both = check_collisions(
        sorted([*catalog.tools, tool], key=lambda one: one.slug), {*slugs, slug}, locate
    )
    return [
        one
        for one in (*unseen, *problems, *unknown, *both)
        if one.severity is Severity.ERROR and one not in before
    ]


def write_tool(root: Path, path: str, text: str) -> None:
    """Write a file that is not there yet; raise UsageError when another was quicker."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with (root / path).open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UsageError(f'"{path}" is there already; nothing is overwritten') from error
