"""Generated parts of docs/: from commands, explanations of codes, schemas and views."""

import ast
import dataclasses
import enum
import inspect
import json
import re
import textwrap
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from markupsafe import Markup

from ssg.authoring.json_schema import KINDS, format_schema
from ssg.authoring.yaml_writer import canonical
from ssg.cli.group import cli
from ssg.cli.lazy_group import imported
from ssg.content.field_types import MAX_LINE
from ssg.rendering.renderer import Renderer
from ssg.review.error_codes import explanations
from ssg.views.page_head import SiteView
from support.code_examples import BASE, arguments, make_example
from support.site_fixtures import Run, build_site

__all__ = [
    "code_pages",
    "command_reference",
    "content_reference",
    "example_files",
    "layout_reference",
    "table",
]

FILES = {
    "tool": "content/tools/<slug>.yaml",
    "site": "content/site.yaml",
    "capabilities": "content/capabilities.yaml",
    "synonyms": "content/synonyms.yaml",
    "comparison": "content/comparisons/<a>-vs-<b>.md",
    "page": "content/pages/<slug>.md",
}
FRONT_MATTER = ("comparison", "page")


def table(*rows: Sequence[str]) -> str:
    """Write a Markdown table; the first row is its head."""
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


# --- docs/cli.md ---


def command_reference() -> str:
    """Return the help of the program and of each command."""
    return "\n".join(
        f"{'#' * (1 + len(path))} {' '.join(('ssg', *path))}\n\n```\n{_help(path)}```\n"
        for path in [(), *_commands(cli, ())]
    )


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, command in sorted(group.commands.items()):
        yield (*path, name)
        if isinstance(subgroup := imported(command), click.Group):
            yield from _commands(subgroup, (*path, name))


def _help(path: tuple[str, ...]) -> str:
    result = CliRunner().invoke(cli, [*path, "--help"], prog_name="ssg", terminal_width=100)
    assert result.exit_code == 0
    return result.output


# --- docs/codes.md ---


def code_pages(run: Run, root: Path) -> str:
    """Return all explanations, each with the program's output for its example."""
    parts = [
        table(
            ("code", "meaning"),
            *((f"[{one.code}](#{one.code.lower()})", one.title) for one in explanations()),
        )
    ]
    parts.append(
        "The examples use this `content/site.yaml` and `content/capabilities.yaml`:\n\n"
        + "\n".join(f"```yaml\n{text}```\n" for text in BASE.values())
    )
    for one in explanations():
        folder = root / one.code
        make_example(one, folder)
        reported = [
            line
            for line in run(*arguments(one, folder)).err.splitlines()
            if f"[{one.code}]" in line
        ]
        meaning, example, rest = re.split(r"^## (?:Example|Fix)\n", one.text, flags=re.MULTILINE)
        output = "\nOutput:\n\n```\n" + "\n".join(reported) + "\n```\n" if reported else ""
        parts.append(
            f"### {one.code}\n\n**{one.title}.** {meaning.strip()}\n\n{example.strip()}\n{output}\n"
            f"{rest.strip()}\n"
        )
    return "\n".join(parts)


# --- docs/content.md ---


def content_reference() -> str:
    """Return every key of every kind of file, and a file of each kind with all of them."""
    parts = []
    for kind, path in FILES.items():
        schema: Any = format_schema(kind)
        parts.append(f"## `{path}`\n\n{schema['description'].partition(': ')[2].capitalize()}\n")
        root = (
            schema
            if "properties" in schema
            else schema["$defs"][_target(schema["items"])]
            if "$defs" in schema
            else None
        )
        parts.append(
            _keys(root, schema)
            if root
            else f"A list of these: {_value(schema['items'], schema)}.\n"
        )
        others = {name: one for name, one in schema.get("$defs", {}).items() if one is not root}
        parts += [
            f"### {one['title']}\n\n{one['description']}\n\n{_keys(one, schema)}"
            for one in others.values()
        ]
        body = example_files()[path]
        parts.append(
            f"### All of it\n\n```{'markdown' if kind in FRONT_MATTER else 'yaml'}\n{body}```\n"
        )
    return "\n".join(parts)


def _keys(mapping: Any, schema: Any) -> str:
    required = mapping.get("required", ())
    rows = [
        (
            f"`{key}`" + (" (required)" if key in required else ""),
            _value(field, schema),
            field["description"] + _default(field),
        )
        for key, field in mapping["properties"].items()
    ]
    return table(("key", "value", "meaning"), *rows)


def _default(field: Any) -> str:
    if "default" not in field or isinstance(field["default"], dict):
        return ""
    return f" Default: `{json.dumps(field['default'])}`."


def _target(field: Any) -> str:
    return str(field["$ref"]).rpartition("/")[2]


def _choices(fields: Any, schema: Any) -> str:
    """Return the alternatives of a schema, in words."""
    choices = [field for field in fields if field != {"type": "null"}]
    if not any("type" in field or "$ref" in field for field in choices):
        return "address"
    return ", or ".join(dict.fromkeys(_value(field, schema) for field in choices))


def _value(field: Any, schema: Any) -> str:
    """Say in words what a schema allows."""
    if "$ref" in field:
        title = schema["$defs"][_target(field)]["title"]
        return f"[{title}](#{title.lower()})"
    if "enum" in field:
        return ", ".join(
            f"`{json.dumps(one).strip(chr(34))}`" for one in field["enum"] if one is not None
        )
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "anyOf" in field:
        return _choices(field["anyOf"], schema)
    if "type" not in field:
        return "anything"
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    match next(kind for kind in kinds if kind != "null"):
        case "array":
            return (
                f"list of {_value(field['items'], schema)}".replace("one line", "lines")
                .replace("slug", "slugs")
                .replace("package URL", "package URLs")
            )
        case "object":
            inner = field.get("additionalProperties") or next(
                iter(field["patternProperties"].values())
            )
            return f"names, each with {_value(inner, schema)}"
        case "boolean":
            return "`true` or `false`"
        case "number" | "integer":
            return _number(field)
    return _text(field)


def _number(field: Any) -> str:
    low, high = field.get("minimum"), field.get("maximum")
    whole = "whole number" if field["type"] == "integer" else "number"
    if field.get("exclusiveMinimum") == 0:
        return f"{whole}, more than 0"
    if low is None:
        return whole
    return f"{whole}, {low:g} or more" if high is None else f"{whole}, {low:g} to {high:g}"


def _text(field: Any) -> str:
    forms = {
        "Write one line": "one line",
        "Write a date": "date",
        "Write a public": "address",
        "Write an SPDX": "SPDX expression",
        "Write a package": "package URL",
        "Write lower case": "slug",
    }
    message = field.get("patternErrorMessage", "")
    form = next((name for start, name in forms.items() if message.startswith(start)), "text")
    limited = form in {"text", "one line"} and field.get("maxLength", MAX_LINE) != MAX_LINE
    return f"{form} of at most {field['maxLength']:,} characters" if limited else form


def example_files() -> dict[str, str]:
    """Return a file of each kind that has every key, made of the examples in the schemas."""
    files = {}
    for kind, path in FILES.items():
        value: Any = _example(KINDS[kind])
        model = KINDS[kind]
        pairs = value.items() if isinstance(value, dict) else ()
        body = canonical(
            "\n".join(f"{key}: {json.dumps(one)}" for key, one in pairs) or json.dumps(value),
            path,
            model,
        )
        assert body
        files[path] = f"---\n{body}---\nText in Markdown.\n" if kind in FRONT_MATTER else body
    return files


def _example(model: Any) -> Any:
    """Build a value of a model of the examples of its fields, and of those of the models below."""
    if "root" in model.model_fields:
        inner = _model_in(model.model_fields["root"].annotation)
        return [_example(inner) if inner else ["out of memory", "oom"]]
    value = {}
    for key, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if field.examples:
            value[key] = field.examples[0]
        elif inner:
            value[key] = [_example(inner)] if "list" in str(field.annotation) else _example(inner)
    return value


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    return next((found for found in map(_model_in, typing.get_args(annotation)) if found), None)


# --- docs/layouts.md ---


def layout_reference(monkeypatch: pytest.MonkeyPatch, small: Path) -> str:
    """Return the values that each layout sees, found by building a site that uses all layouts."""
    seen: dict[str, type] = {}
    render = Renderer._render  # noqa: SLF001  (every layout goes through it)

    def watched(self: Renderer, layout: str, view: object) -> list[str]:
        assert seen.setdefault(layout, type(view)) is type(view), layout
        return render(self, layout, view)

    monkeypatch.setattr(Renderer, "_render", watched)
    build_site(small, jobs=1)
    parts = [f"## `site`\n\n{_fields(SiteView)}"]
    for name, view in sorted(seen.items(), key=lambda pair: ("/" in pair[0], pair[0])):
        about = (
            f"{_said(inspect.getdoc(view))}\n\n{_fields(view)}"
            if _is_record(view)
            else "nothing.\n"
        )
        parts.append(f"## `{name}`\n\n`view`: {about}")
    below = sorted(
        {one for view in (SiteView, *seen.values()) for one in _below(view)}
        - {SiteView, *seen.values()},
        key=lambda one: one.__name__,
    )
    parts.append("## Values\n\nWhat the tables above name.\n")
    parts += [
        f"### {one.__name__}\n\n{_said(inspect.getdoc(one))}\n\n{_fields(one)}" for one in below
    ]
    return "\n".join(parts)


def _said(text: str | None) -> str:
    return " ".join((text or "").split())


def _fields(one: type[Any]) -> str:
    if issubclass(one, enum.Enum):
        return "One of " + ", ".join(f"`{value.value}`" for value in one) + ".\n"
    hints, descriptions = typing.get_type_hints(one), _field_descriptions(one)
    rows = [
        (
            f"`{name}`",
            _type(hints[name]),
            descriptions.get(name, "") or _about(hints[name]),
        )
        for name in _shown_fields(one)
    ]
    return table(("name", "type", "meaning"), *rows)


def _is_record(one: type[Any]) -> bool:
    return dataclasses.is_dataclass(one) or hasattr(one, "_fields")


def _shown_fields(one: type[Any]) -> list[str]:
    """Return the fields of a class that are values, and no caches."""
    if dataclasses.is_dataclass(one):
        return [field.name for field in dataclasses.fields(one) if field.init]
    return [*one._fields]


def _about(annotation: Any) -> str:
    """Return the docstring of a class of this package, for fields without a text."""
    return _said(inspect.getdoc(annotation)) if _documented(annotation) else ""


def _field_descriptions(one: type) -> Mapping[str, str]:
    """Return the text below each field in the source of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]
    assert isinstance(body, ast.ClassDef)
    descriptions = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
        ):
            value = text.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                descriptions[field.target.id] = _said(value.value)
    return descriptions


def _type(annotation: Any) -> str:
    arguments, origin = typing.get_args(annotation), typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        if "Mapping[str, Json]" in str(annotation):  # `Json`, which refers to itself
            return "JSON value"
        return " or ".join(_type(one) for one in arguments)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return f"{len(arguments)} values: " + ", ".join(map(_type, arguments))
    if origin in {tuple, list} or origin is Sequence or str(origin).endswith("Sequence'>"):
        return f"list of {_type(arguments[0])}"
    if str(origin or annotation).startswith("<class 'numpy"):
        return "numbers"
    if arguments:
        return f"{_type(arguments[0])} -> {_type(arguments[1])}"
    simple = {
        str: "text",
        Markup: "HTML",
        bool: "true or false",
        type(None): "none",
        int: "whole number",
        float: "number",
    }
    if annotation in simple:
        return simple[annotation]
    name = getattr(annotation, "__name__", str(annotation))
    return f"[{name}](#{name.lower()})" if _documented(annotation) else name


def _documented(annotation: object) -> bool:
    return (
        isinstance(annotation, type)
        and (_is_record(annotation) or issubclass(annotation, enum.Enum))
        and (annotation.__module__.startswith("ssg"))
    )


def _below(one: type, seen: set[type] | None = None) -> set[type]:
    """Return the classes of this package that a class holds, at any depth."""
    seen = set() if seen is None else seen
    if _is_record(one):
        hints = typing.get_type_hints(one)
        todo = [hints[name] for name in _shown_fields(one)]
        while todo:
            kind = todo.pop()
            todo += typing.get_args(kind)
            if _documented(kind) and kind not in seen:
                seen.add(kind)
                _below(kind, seen)
    return seen
