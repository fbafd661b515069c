"""Change single fields in the text of a YAML mapping; all other text is left unchanged.

A field is a key of the file's mapping, or a key of a mapping in it: `("summary",)`, `("attributes",
"license")`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import yaml

from ssg.content.yaml_nodes import CORE_SCALARS, TAG
from ssg.json_value import JsonValue

__all__ = ["FieldPath", "dump_fields", "patch_fields", "set_values"]

FieldPath: TypeAlias = tuple[str, ...]
WIDTH = 100
LONGEST_LINE = 1_000_000
"""Values that are set in place are never wrapped."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Dumper(yaml.CSafeDumper):
    """Quotes every text that YAML 1.1 or the YAML 1.2 core schema would read as another type."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """Write repeated values in full: the content format has no aliases."""
        return True


for _name, _pattern, _first in CORE_SCALARS:
    _Dumper.add_implicit_resolver(TAG + _name, re.compile(_pattern), list(_first))


def dump_fields(fields: Mapping[str, JsonValue]) -> str:
    """Return fields as YAML: one key per line, inner lists and mappings on one line."""
    node = yaml.representer.SafeRepresenter(sort_keys=False).represent_data(
        {key: _dated(value) for key, value in fields.items()}
    )
    _set_style(node, 0)
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=WIDTH)
    return text


def _set_style(node: yaml.Node, depth: int) -> None:
    """Write the two outer mappings one entry per line, and scalar-only inner ones on one line."""
    if isinstance(node, yaml.MappingNode):
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    else:
        return
    flat = all(isinstance(child, yaml.ScalarNode) for child in children)
    node.flow_style = flat and not (isinstance(node, yaml.MappingNode) and depth < 2)
    for child in children:
        _set_style(child, depth + 1)


def _dated(value: JsonValue) -> object:
    """Return the value with days as dates, which are written without quotes."""
    if isinstance(value, dict):
        return {key: _dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a key and its value are in the text."""

    first: int
    """Line of the key, from 0."""
    end: int
    """Line after the value."""
    node: yaml.Node


def patch_fields(
    text: str, changes: Mapping[FieldPath, JsonValue], order: Sequence[str] = ()
) -> str:
    """Return the text with fields set, or removed where the value is None.

    A new key is inserted after the last key that comes before it in `order`, at the end otherwise.
    The text must be a mapping in block style, as every content file is. A mapping inside it that is
    written in braces is rewritten as a whole.
    """
    inner: dict[str, dict[str, JsonValue]] = {}
    for path, value in changes.items():
        if len(path) > 1:
            inner.setdefault(path[0], {})[path[1]] = value
    flat = {path[0]: value for path, value in changes.items() if len(path) == 1}
    for key, values in inner.items():
        text = _patch_inner(text, key, values, order)
    return _patch_mapping(text, flat, order) if flat else text


def _patch_inner(text: str, key: str, values: Mapping[str, JsonValue], order: Sequence[str]) -> str:
    field = _fields(text).get(key)
    if field is None:
        kept: JsonValue = {name: value for name, value in values.items() if value is not None}
        return _patch_mapping(text, {key: kept}, order) if kept else text
    old = _plain(field.node)
    merged: dict[str, JsonValue] = {**old, **values} if isinstance(old, dict) else dict(values)
    new: JsonValue = {name: value for name, value in merged.items() if value is not None}
    node = field.node
    if not new or not isinstance(node, yaml.MappingNode) or node.flow_style:
        return _patch_mapping(text, {key: new or None}, order)
    lines = text.splitlines(keepends=True)
    first = node.start_mark.line
    body = "".join(lines[first : field.end])
    indent = " " * node.start_mark.column
    shallow = "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))
    patched = _patch_mapping(shallow, values, ())
    deep = "".join(
        indent + line if line.strip() else line for line in patched.splitlines(keepends=True)
    )
    return "".join([*lines[:first], deep, *lines[field.end :]])


def _plain(node: yaml.Node) -> JsonValue:
    loader = yaml.SafeLoader("")
    try:
        value: JsonValue = loader.construct_document(node)
        return value
    finally:
        loader.dispose()


def _patch_mapping(text: str, values: Mapping[str, JsonValue], order: Sequence[str]) -> str:
    """Set or remove keys of a mapping in block style."""
    for key, value in values.items():
        fields = _fields(text)
        lines = text.splitlines(keepends=True)
        new = "" if value is None else dump_fields({key: value})
        if key in fields:
            lines[fields[key].first : fields[key].end] = [new]
        elif new:
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += "\n"
            lines.insert(_place(fields, key, order, len(lines)), new)
        text = "".join(lines)
    return text


def _place(fields: Mapping[str, _Field], key: str, order: Sequence[str], end: int) -> int:
    """Return the line before which a new key is inserted."""
    if key not in order:
        return max((field.end for field in fields.values()), default=end)
    earlier = set(order[: order.index(key)])
    return max((field.end for name, field in fields.items() if name in earlier), default=0) or (
        min((field.first for field in fields.values()), default=end)
    )


def _fields(text: str) -> dict[str, _Field]:
    """Return the lines of each key; comments and blanks after a value belong to the next key."""
    node = yaml.compose(text, yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode):
        return {}
    lines = text.splitlines()
    starts = [key.start_mark.line for key, _ in node.value] + [len(lines)]
    found = {}
    for (key, value), start, following in zip(node.value, starts, starts[1:], strict=False):
        end = following
        last = max(start, value.end_mark.line - (value.end_mark.column == 0))
        while end > start + 1 and _is_gap(lines[end - 1], comment=end - 1 > last):
            end -= 1
        found[str(key.value)] = _Field(start, end, value)
    return found


def _is_gap(line: str, *, comment: bool) -> bool:
    """Return whether a line is blank or a comment; in a block scalar, `#` is text."""
    return not line.strip() or (comment and line.lstrip().startswith("#"))


def set_values(text: str, changes: Mapping[FieldPath, JsonValue], order: Sequence[str] = ()) -> str:
    """Return the text with values set, each in its place: what else is on its line stays as it is.

    A path may be of any depth; a mapping is set key by key, and its other keys stay. A key that is
    new is added to the end of its mapping, one of the file according to `order`. CRLF line ends are
    kept.
    """
    if "\r\n" in text:
        return set_values(text.replace("\r\n", "\n"), changes, order).replace("\n", "\r\n")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    for path, value in changes.items():
        text = _set_value(text, path, value, order)
    return mark + text


def _set_value(text: str, path: FieldPath, value: JsonValue, order: Sequence[str]) -> str:
    node, depth = yaml.compose(text, yaml.CSafeLoader), 0
    while depth < len(path) and (child := _entry(node, path[depth])) is not None:
        node, depth = child, depth + 1
    if depth < len(path):
        for key in reversed(path[depth + 1 :]):
            value = {key: value}
        if depth == 0:
            return patch_fields(text, {path[:1]: value}, order)
        return _add(text, node, path[depth], value)
    if isinstance(value, dict) and isinstance(node, yaml.MappingNode):
        for key, inner in value.items():
            text = _set_value(text, (*path, key), inner, order)
        return text
    if node is None or _texts(_plain(node)) == _texts(_dated(value)):
        return text
    is_block = (
        node.style in {"|", ">"}
        if isinstance(node, yaml.ScalarNode)
        else isinstance(node, yaml.CollectionNode) and not node.flow_style
    )
    if is_block:
        return patch_fields(text, {path[:2]: value}, order) if len(path) < 3 else text
    return text[: node.start_mark.index] + _inline(value) + text[node.end_mark.index :]


def _entry(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _add(text: str, node: yaml.Node | None, key: str, value: JsonValue) -> str:
    """Add an entry to the end of a mapping."""
    entry = _inline({key: value})[1:-1]
    if not isinstance(node, yaml.MappingNode):
        return text
    if node.flow_style:
        if not node.value:
            start = node.start_mark.index + 1
            return f"{text[:start]}{entry}{text[start:]}"
        start = node.value[-1][1].end_mark.index
        return f"{text[:start]}, {entry}{text[start:]}"
    name, last = node.value[-1]
    lines = text.splitlines(keepends=True)
    end = last.end_mark.line + (last.end_mark.column > 0)
    first = name.start_mark.line + 1
    while end > first and _is_gap(lines[end - 1], comment=last.end_mark.column == 0):
        end -= 1
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    lines.insert(end, f"{' ' * name.start_mark.column}{entry}\n")
    return "".join(lines)


def _inline(value: JsonValue) -> str:
    """Return a value as YAML on one line, as it may be written inside braces."""
    node = yaml.representer.SafeRepresenter(sort_keys=False).represent_data([_dated(value)])
    _set_flow(node)
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=LONGEST_LINE)
    return text.strip()[1:-1]


def _set_flow(node: yaml.Node) -> None:
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = True
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                _set_flow(inner)


def _texts(value: object) -> object:
    """Return a value with days as text, so that dates with and without quotes are equal."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
