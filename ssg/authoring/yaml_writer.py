"""The text of a content file -> the same content in the one form that all have: order of keys, wrapping, quoting.

ruamel.yaml writes it; what goes where is decided here. Comments stay with the entry that they stand above or behind.
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

from ssg.authoring.yaml_comments import Comments, Keys, comments_of, texts
from ssg.content.document import JsonValue, YamlDocument, parse_yaml
from ssg.content.yaml_nodes import CORE_SCALARS, TAG

__all__ = ["canonical"]

MOST_PASSES = 5
"""Times that a file is written anew until nothing changes; two do nearly always."""
WIDTH = 120
"""Columns; prose is wrapped at it, and a list that passes it gets a line for each entry."""
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
"""Mappings that are written in braces, however long: one source, one line."""
OLD_SCALARS = (
    r"(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|=|<<|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?[0-9][0-9_.]*|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+)$"
)
"""Texts that YAML 1.1 takes for something else, so that they get quotes; dates do not, which are written plain."""


class _Number(str):
    """A number as its author has written it."""

    __slots__ = ()


class _Resolver(BaseResolver):
    """Knows which texts need quotes."""

    def __init__(self, version: object = None, loader: object = None) -> None:  # noqa: ARG002  (as ruamel.yaml calls it)
        super().__init__(loader)

    @property
    def processing_version(self) -> tuple[int, int]:
        """Return the version of YAML that is written."""
        return 1, 2


class _Emitter(Emitter):
    """Quotes with double quotes only."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


class _Representer(RoundTripRepresenter):
    """Writes numbers as they were written."""

    def number(self, data: _Number) -> ScalarNode:
        kind = "float" if re.search(r"[.eE]", data) and not data.startswith("0x") else "int"
        return self.represent_scalar(TAG + kind, str(data))


for _name, _pattern, _first in CORE_SCALARS:
    _Resolver.add_implicit_resolver(TAG + _name, re.compile(_pattern), list(_first))
_Resolver.add_implicit_resolver(TAG + "old", re.compile(OLD_SCALARS), list("yYnNoO=<-+0123456789"))
_Representer.add_representer(_Number, _Representer.number)


def canonical(text: str, path: str, model: type[BaseModel]) -> str | None:
    """Return the text of a file without errors in its canonical form; the form of that is the very same.

    None where that would change a value, the order of keys that mean something, or a comment.
    """
    for _ in range(MOST_PASSES):
        written = _written(text, path, model)
        if written is None or written == text:
            return written
        text = written
    return None


def _written(text: str, path: str, model: type[BaseModel]) -> str | None:
    """Write a file anew; a comment that this moves may ask for another form of what it now stands by."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    document, _ = parse_yaml(plain, path)
    if document.node is None:
        return None
    comments = comments_of(plain, document.node)
    told = [*(keys for keys, lines in comments.above.items() if any(lines)), *comments.behind]
    within = {keys[:length] for keys in told for length in range(len(keys))}
    for fold in (True, False):
        written = _Writer(comments, within, fold=fold).write(document.node, model)
        if _same(_ordered(document.value, model), parse_yaml(written, path)) and texts(
            plain
        ) == texts(written):
            return written
    return None


def _same(wanted: JsonValue, found: tuple[YamlDocument, object]) -> bool:
    return not found[1] and _listed(wanted) == _listed(found[0].value)


def _listed(value: JsonValue) -> object:
    """Return a value in a form whose equality minds the order of keys and the types of numbers."""
    if isinstance(value, dict):
        return [(key, _listed(one)) for key, one in value.items()]
    if isinstance(value, list):
        return ["list", *map(_listed, value)]
    return type(value), value


def _ordered(value: JsonValue, shape: object) -> JsonValue:
    """Return a value with the keys of models in the models' order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key], _below(shape, key)) for key in _order(list(value), shape)}
    if isinstance(value, list):
        return [_ordered(one, _below(shape, 0)) for one in value]
    return value


def _order(keys: list[str], shape: object) -> list[str]:
    model = _container(shape)
    known = (
        list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []
    )
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def _below(shape: object, key: str | int) -> object:
    """Return the annotation of what stands under a key or in a list."""
    container = _container(shape)
    if isinstance(container, type) and issubclass(container, BaseModel):
        found = container.model_fields.get(
            "root" if issubclass(container, RootModel) and key != "root" else str(key)
        )
        inner = found.annotation if found else None
        return _below(inner, key) if issubclass(container, RootModel) else inner
    arguments = typing.get_args(container)
    return arguments[-1] if arguments else None


def _container(shape: object) -> object:
    """Return the model, dict or list in an annotation that may also allow nothing, or a short form."""
    if typing.get_origin(shape) in {typing.Annotated, typing.Union, types.UnionType}:
        parts = typing.get_args(shape)
        parts = parts[:1] if typing.get_origin(shape) is typing.Annotated else parts
        return next((found for found in map(_container, parts) if found), None)
    is_model = isinstance(shape, type) and issubclass(shape, BaseModel)
    return shape if is_model or typing.get_origin(shape) in {dict, list} else None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes of a tree what ruamel.yaml writes as the canonical text."""

    comments: Comments
    within: Collection[Keys]
    """What has a comment somewhere within."""
    fold: bool

    def write(self, root: yaml.Node, model: type[BaseModel]) -> str:
        output = YAML(pure=True)
        output.Resolver, output.Emitter, output.Representer = _Resolver, _Emitter, _Representer
        output.width = 1_000_000
        output.indent(mapping=2, sequence=4, offset=2)
        stream = io.StringIO()
        listed = isinstance(root, yaml.SequenceNode)
        output.dump(self.value(root, (), model, 2 if listed else 0, inline=False), stream)
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
        """Return what to write for a node whose text begins at a column."""
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
        made = CommentedMap()
        inline = inline or not node.value or (_matches(keys) and keys not in self.within)
        if inline:
            made.fa.set_flow_style()
        values = {name.value: value for name, value in node.value}
        for index, key in enumerate(_order(list(values), shape)):
            made[key] = self.value(
                values[key], (*keys, key), _below(shape, key), column + 2, inline=inline
            )
            self.comment(made, key, (*keys, key), column, first=index == 0)
        return made

    def sequence(
        self, node: yaml.SequenceNode, keys: Keys, shape: object, column: int, *, inline: bool
    ) -> CommentedSeq:
        made = CommentedSeq()
        inline = inline or not node.value or (keys not in self.within and _fits(node, keys, column))
        if inline:
            made.fa.set_flow_style()
        dash = column if keys else 0
        for index, one in enumerate(node.value):
            made.append(
                self.value(one, (*keys, index), _below(shape, index), dash + 2, inline=inline)
            )
            self.comment(made, index, (*keys, index), column if keys else 2, first=index == 0)
            _lift(made, index, column if keys else 2)
        return made

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
        """Choose how a text is written: on one line, folded at the width, or line by line."""
        lines = text.removesuffix("\n").split("\n")
        wide = max(WIDTH - column, WIDTH // 2)
        if "\n" in text and (text[0].isspace() or text.endswith("\n\n")):
            return str.__new__(
                DoubleQuotedScalarString, text
            )  # a block would need a hint of its depth, or of its end
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
        made: str = FoldedScalarString(text)
        made.fold_pos = places  # type: ignore[attr-defined]
        return made

    def comment(
        self,
        made: CommentedMap | CommentedSeq,
        key: str | int,
        keys: Keys,
        column: int,
        *,
        first: bool,
    ) -> None:
        """Set the comments of an entry; one behind a value of several lines moves above it."""
        if made.fa.flow_style():
            return
        above, behind = list(self.comments.above.get(keys, ())), self.comments.behind.get(keys)
        value = made[key]
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
            marks[2 if isinstance(made, CommentedMap) else 0] = CommentToken(
                f"{behind}\n", CommentMark(0), None
            )
        if above or behind:
            made.ca.items[key] = marks


def _lift(made: CommentedSeq, index: int, column: int) -> None:
    """Move a comment above the first key of an item above the item: nothing can stand between it and its dash."""
    item = made[index]
    marks = item.ca.items.get(next(iter(item), None)) if isinstance(item, CommentedMap) else None
    if marks and marks[1]:
        own = made.ca.items.setdefault(index, [None, None, None, None])
        own[1] = [
            *(own[1] or ()),
            *(CommentToken(one.value, CommentMark(column), None) for one in marks[1]),
        ]
        marks[1] = None


def _matches(keys: Keys) -> bool:
    return any(
        len(one) == len(keys)
        and all(part in {"*", key} for part, key in zip(one, keys, strict=True))
        for one in ON_ONE_LINE
    )


def _fits(node: yaml.SequenceNode, keys: Keys, column: int) -> bool:
    """Tell whether a list can stand in brackets on the line of its key; one within another list always does."""
    if not keys or not all(
        isinstance(one, yaml.ScalarNode) and "\n" not in one.value for one in node.value
    ):
        return False
    if isinstance(keys[-1], int):
        return True
    width = sum(
        len(one.value) + (2 if re.search(r"[^\w ./+-]", one.value) else 0) + 2 for one in node.value
    )
    return column + len(str(keys[-1])) + 2 + width <= WIDTH
