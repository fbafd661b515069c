"""Write a content file in canonical form: order of keys, wrapping, quoting.

The layout is decided here, and ruamel.yaml emits it. Comments stay with their entry.
"""

import io
import re
import textwrap
import types
import typing
from collections.abc import Collection
from dataclasses import dataclass

import yaml
from pydantic import BaseModel, RootModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import BaseResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)
from ruamel.yaml.tokens import CommentToken

from ssg.authoring.yaml_comments import Comments, comments_of, texts
from ssg.content.document import YamlDocument, parse_yaml
from ssg.content.field_types import fields_by_key
from ssg.content.yaml_nodes import CORE_SCALARS, TAG
from ssg.errors import Problem
from ssg.fields import Keys
from ssg.json_value import JsonValue

__all__ = ["canonical"]

MAX_PASSES = 5
"""Limit of passes until the text no longer changes; two are usually enough."""
WIDTH = 120
"""Columns at which prose is wrapped; a longer list gets one line per entry."""
ON_ONE_LINE = (
    ("pricing",),
    ("scores",),
    ("signals", "*"),
    ("capabilities", "*", "sources", "*"),
    ("attributes", "*"),
    ("ranking", "signals", "*"),
    ("ranking", "weights"),
    ("ranking", "by_type", "*"),
    ("markdown",),
)
"""Mappings in flow style, on one line regardless of length; `*` is any key or index."""
OLD_SCALARS = (
    r"(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|=|<<"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?[0-9][0-9_.]*|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+)$"
)
"""Texts that YAML 1.1 does not read as strings, and that are quoted; dates stay unquoted."""


class _Number(str):
    """A number in its original spelling."""

    __slots__ = ()


class _Resolver(BaseResolver):
    """Decides which texts need quotes."""

    def __init__(self, version: object = None, loader: object = None) -> None:  # noqa: ARG002  (as ruamel.yaml calls it)
        super().__init__(loader)

    @property
    def processing_version(self) -> tuple[int, int]:
        """The YAML version of the output."""
        return 1, 2


class _Emitter(Emitter):
    """Uses double quotes only."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


class _Representer(RoundTripRepresenter):
    """Keeps the spelling of numbers."""

    def number(self, data: _Number) -> ScalarNode:
        kind = "float" if re.search(r"[.eE]", data) and not data.startswith("0x") else "int"
        return self.represent_scalar(TAG + kind, str(data))


for _name, _pattern, _first in CORE_SCALARS:
    _Resolver.add_implicit_resolver(TAG + _name, re.compile(_pattern), list(_first))
_Resolver.add_implicit_resolver(TAG + "old", re.compile(OLD_SCALARS), list("yYnNoO=<-+0123456789"))
_Representer.add_representer(_Number, _Representer.number)


def canonical(text: str, path: str, model: type[BaseModel]) -> str | None:
    """Return the canonical form of a valid file; formatting it again changes nothing.

    Return None if formatting would change a value, a significant order of keys, or a comment.
    """
    for _ in range(MAX_PASSES):
        written = _written(text, path, model)
        if written is None or written == text:
            return written
        text = written
    return None


def _written(text: str, path: str, model: type[BaseModel]) -> str | None:
    """Format a file once. A moved comment may change the layout in the next pass."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    document, _ = parse_yaml(plain, path)
    if document.node is None:
        return None
    comments = comments_of(plain, document.node)
    commented = [keys for keys, lines in comments.above.items() if any(lines)]
    commented += comments.behind
    within = {keys[:length] for keys in commented for length in range(len(keys))}
    for fold in (True, False):
        written = _Writer(comments, within, fold=fold).write(document.node, model)
        parsed = parse_yaml(written, path)
        if _same(_ordered(document.value, model), parsed) and texts(plain) == texts(written):
            return written
    return None


def _same(wanted: JsonValue, parsed: tuple[YamlDocument, list[Problem]]) -> bool:
    document, problems = parsed
    return not problems and _listed(wanted) == _listed(document.value)


def _listed(value: JsonValue) -> object:
    """Return a form of a value whose equality respects order of keys and types of numbers."""
    if isinstance(value, dict):
        return [(key, _listed(entry)) for key, entry in value.items()]
    if isinstance(value, list):
        return ["list", *map(_listed, value)]
    return type(value), value


def _ordered(value: JsonValue, shape: object) -> JsonValue:
    """Return a value with keys in the order of the model's fields."""
    if isinstance(value, dict):
        return {key: _ordered(value[key], _below(shape, key)) for key in _order(list(value), shape)}
    if isinstance(value, list):
        return [_ordered(entry, _below(shape, 0)) for entry in value]
    return value


def _order(keys: list[str], shape: object) -> list[str]:
    model = _container(shape)
    known = (
        list(fields_by_key(model))
        if isinstance(model, type) and issubclass(model, BaseModel)
        else []
    )
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def _below(shape: object, key: str | int) -> object:
    """Return the type annotation of a key of a mapping, or of the entries of a list."""
    container = _container(shape)
    if isinstance(container, type) and issubclass(container, BaseModel):
        is_root = issubclass(container, RootModel) and key != "root"
        field = fields_by_key(container).get("root" if is_root else str(key))
        inner = field.annotation if field else None
        return _below(inner, key) if issubclass(container, RootModel) else inner
    arguments = typing.get_args(container)
    return arguments[-1] if arguments else None


def _container(shape: object) -> object:
    """Return the model, dict or list in an annotation such as `PricingFile | None`."""
    if typing.get_origin(shape) in {typing.Annotated, typing.Union, types.UnionType}:
        parts = typing.get_args(shape)
        parts = parts[:1] if typing.get_origin(shape) is typing.Annotated else parts
        return next(filter(None, map(_container, parts)), None)
    is_model = isinstance(shape, type) and issubclass(shape, BaseModel)
    return shape if is_model or typing.get_origin(shape) in {dict, list} else None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Converts a node tree to the values that ruamel.yaml emits in canonical form."""

    comments: Comments
    within: Collection[Keys]
    """The values that contain a comment."""
    fold: bool

    def write(self, root: yaml.Node, model: type[BaseModel]) -> str:
        emitter = YAML(pure=True)
        emitter.Resolver, emitter.Emitter, emitter.Representer = _Resolver, _Emitter, _Representer
        emitter.width = 1_000_000
        emitter.indent(mapping=2, sequence=4, offset=2)
        stream = io.StringIO()
        listed = isinstance(root, yaml.SequenceNode)
        emitter.dump(self.value(root, (), model, 2 if listed else 0, inline=False), stream)
        body = stream.getvalue()
        if listed:
            body = "".join(line.removeprefix("  ") for line in body.splitlines(keepends=True))
        head, tail = (
            "\n".join(self.comments.head).lstrip("\n"),
            "\n".join(self.comments.tail).rstrip("\n"),
        )
        return (
            (f"{head}\n" if head else "") + body.rstrip("\n") + "\n" + (f"{tail}\n" if tail else "")
        )

    def value(
        self, node: yaml.Node, keys: Keys, shape: object, column: int, *, inline: bool
    ) -> object:
        """Return the value to emit for a node whose text begins at a column."""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, keys, shape, column, inline=inline)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, keys, shape, column, inline=inline)
        if not isinstance(node, yaml.ScalarNode):
            raise TypeError(node)
        return self.scalar(node, column, inline=inline)

    def mapping(
        self, node: yaml.MappingNode, keys: Keys, shape: object, column: int, *, inline: bool
    ) -> CommentedMap:
        output = CommentedMap()
        inline = inline or not node.value or (_matches(keys) and keys not in self.within)
        if inline:
            output.fa.set_flow_style()
        values = {name.value: value for name, value in node.value}
        for index, key in enumerate(_order(list(values), shape)):
            output[key] = self.value(
                values[key], (*keys, key), _below(shape, key), column + 2, inline=inline
            )
            self.comment(output, key, (*keys, key), column, first=index == 0)
        return output

    def sequence(
        self, node: yaml.SequenceNode, keys: Keys, shape: object, column: int, *, inline: bool
    ) -> CommentedSeq:
        output = CommentedSeq()
        inline = inline or not node.value or (keys not in self.within and _fits(node, keys, column))
        if inline:
            output.fa.set_flow_style()
        dash = column if keys else 0
        for index, entry in enumerate(node.value):
            output.append(
                self.value(entry, (*keys, index), _below(shape, index), dash + 2, inline=inline)
            )
            self.comment(output, index, (*keys, index), column if keys else 2, first=index == 0)
            _lift(output, index, column if keys else 2)
        return output

    def scalar(self, node: yaml.ScalarNode, column: int, *, inline: bool) -> object:
        text = str(node.value)
        match node.tag.removeprefix(TAG):
            case "null":
                return None
            case "bool":
                return text[0] in "tT"
            case "int" | "float":
                return _Number(text)
        return text if inline else self.text(text, column, folded=node.style == ">")

    def text(self, text: str, column: int, *, folded: bool) -> str:
        """Return a text in plain, folded or literal style."""
        lines = text.removesuffix("\n").split("\n")
        wide = max(WIDTH - column, WIDTH // 2)
        if "\n" in text and (text[0].isspace() or text.endswith("\n\n")):
            # A block scalar would need an indentation or chomping indicator.
            return str.__new__(DoubleQuotedScalarString, text)
        otherwise: str = LiteralScalarString(text) if "\n" in text else text
        if not self.fold or (not folded if len(lines) > 1 else len(text) <= wide):
            return otherwise
        places, start = [], 0
        for line in lines:
            wrapped = textwrap.wrap(line, wide, break_long_words=False, break_on_hyphens=False)
            if " ".join(wrapped) != line:
                return otherwise
            for part in wrapped[:-1]:
                start += len(part)
                places.append(start)
                start += 1
            start += len(wrapped[-1]) + 1 if wrapped else 1
        output: str = FoldedScalarString(text)
        output.fold_pos = places  # type: ignore[attr-defined]
        return output

    def comment(
        self,
        output: CommentedMap | CommentedSeq,
        key: str | int,
        keys: Keys,
        column: int,
        *,
        first: bool,
    ) -> None:
        """Set the comments of an entry; a comment behind a multi-line value moves above it."""
        if output.fa.flow_style():
            return
        above, behind = list(self.comments.above.get(keys, ())), self.comments.behind.get(keys)
        value = output[key]
        flow = isinstance(value, (CommentedMap, CommentedSeq)) and value.fa.flow_style()
        if (
            behind
            and isinstance(
                value, (CommentedMap, CommentedSeq, FoldedScalarString, LiteralScalarString)
            )
            and not flow
        ):
            above, behind = [*above, behind], None
        while first and above and not above[0]:
            del above[0]
        marks: list[object] = [None, None, None, None]
        if above:
            marks[1] = [
                CommentToken(f"{line}\n", CommentMark(column if line else 0), None)
                for line in above
            ]
        if behind:
            marks[2 if isinstance(output, CommentedMap) else 0] = CommentToken(
                f"{behind}\n", CommentMark(0), None
            )
        if above or behind:
            output.ca.items[key] = marks


def _lift(output: CommentedSeq, index: int, column: int) -> None:
    """Move a comment above the first key of an item above the item's dash."""
    item = output[index]
    marks = item.ca.items.get(next(iter(item), None)) if isinstance(item, CommentedMap) else None
    if marks and marks[1]:
        own = output.ca.items.setdefault(index, [None, None, None, None])
        own[1] = [
            *(own[1] or ()),
            *(CommentToken(token.value, CommentMark(column), None) for token in marks[1]),
        ]
        marks[1] = None


def _matches(keys: Keys) -> bool:
    return any(
        len(pattern) == len(keys)
        and all(part in {"*", key} for part, key in zip(pattern, keys, strict=True))
        for pattern in ON_ONE_LINE
    )


def _fits(node: yaml.SequenceNode, keys: Keys, column: int) -> bool:
    """Return whether a list is written in brackets on one line; a list in a list always is."""
    if not keys or not all(
        isinstance(entry, yaml.ScalarNode) and "\n" not in entry.value for entry in node.value
    ):
        return False
    if isinstance(keys[-1], int):
        return True
    width = sum(
        len(entry.value) + (2 if re.search(r"[^\w ./+-]", entry.value) else 0) + 2
        for entry in node.value
    )
    return column + len(str(keys[-1])) + 2 + width <= WIDTH
