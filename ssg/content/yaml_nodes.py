"""Convert a tree of YAML nodes to plain data, and report what is not allowed.

Allowed are the scalar types of the YAML 1.2 core schema, and unique text keys.
"""

import re

import yaml

from ssg.content.location import Location
from ssg.errors import Code, Problem
from ssg.json_value import JsonValue
from ssg.text import printable, unsafe_character

__all__ = [
    "CORE_PATTERNS",
    "CORE_SCALARS",
    "MAPPING",
    "MAX_DEPTH",
    "MAX_PROBLEMS",
    "SEQUENCE",
    "STRING",
    "TAG",
    "TOO_DEEP",
    "NodeConverter",
    "character_problem",
]


MAX_DEPTH = 12
"""Levels of nesting. The format needs 5; libyaml overflows the C stack beyond about 20,000."""
MAX_PROBLEMS = 100
"""Most problems reported for one file."""
TAG = "tag:yaml.org,2002:"
CORE_SCALARS = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    (
        "float",
        (
            r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
        ),
        "-+.0123456789",
    ),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
)
"""Scalar types of the YAML 1.2 core schema (section 10.3.2): name, pattern, first characters."""
CORE_PATTERNS = {TAG + name: re.compile(pattern) for name, pattern, _ in CORE_SCALARS}


STRING, MAPPING, SEQUENCE = TAG + "str", TAG + "map", TAG + "seq"
TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"


def character_problem(location: Location, character: str) -> Problem:
    """Return the problem of an invisible or control character."""
    message = f"invisible or control character U+{ord(character):04X}"
    return location.problem(Code.CHARACTER, message, "remove it")


class NodeConverter:
    """Converts a node tree in one pass, and collects the problems on the way."""

    def __init__(self, path: str, first_line: int, *, aliased: bool) -> None:
        """Take the file's path and the line on which its YAML begins.

        `aliased`: whether the document may use aliases; if not, alias detection is skipped.
        """
        self.problems: list[Problem] = []
        self._path, self._first_line, self._aliased = path, first_line, aliased
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> JsonValue:
        """Return the value of a node; None if it is not allowed."""
        if self._aliased:
            if id(node) in self._seen:
                return self._refuse(
                    node, Code.ALIAS, "anchors and aliases are not allowed", "write the value out"
                )
            self._seen.add(id(node))
        if depth > MAX_DEPTH:
            return self._refuse(node, Code.TOO_DEEP, TOO_DEEP, "flatten it")
        tag = node.tag
        if isinstance(node, yaml.ScalarNode):
            return str(node.value) if tag == STRING else self._scalar(node)
        if tag == MAPPING and isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if tag == SEQUENCE and isinstance(node, yaml.SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return self._refuse_tag(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> JsonValue:
        result: dict[str, JsonValue] = {}
        for key, value in node.value:
            if key.tag != STRING or not isinstance(key, yaml.ScalarNode):
                self._refuse(key, Code.KEY_TYPE, "a key must be text", "put the key in quotes")
            elif key.value in result:
                self._refuse(
                    key,
                    Code.DUPLICATE_KEY,
                    f'duplicate key "{printable(key.value)}"',
                    "remove one of them",
                )
            else:
                result[key.value] = self.build(value, depth + 1)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> JsonValue:
        text = node.value
        if node.tag in CORE_PATTERNS and not CORE_PATTERNS[node.tag].match(text):  # "!!int abc"
            return self._refuse_tag(node)
        match node.tag.removeprefix(TAG):
            case "int":
                return self._whole_number(node, text)
            case "float":
                return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
            case "bool":
                return text[0] in "tT"
            case "null":
                return None
        return self._refuse_tag(node)

    def _whole_number(self, node: yaml.ScalarNode, text: str) -> JsonValue:
        if len(text) > 18:
            return self._refuse(
                node, Code.RANGE, "the number is too long", "put it in quotes if it is text"
            )
        return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)

    def _refuse_tag(self, node: yaml.Node) -> JsonValue:
        shown = printable(node.tag.replace(TAG, "!!"))
        return self._refuse(
            node,
            Code.TAG,
            f'the tag "{shown}" is not allowed here',
            "remove it and write a plain value",
        )

    def _refuse(self, node: yaml.Node, code: Code, message: str, hint: str) -> JsonValue:
        """Record a problem of a node; return None, its value."""
        problem = self._location(node).problem(code, message, hint)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)
        return None

    def _location(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self._path, mark.line + self._first_line, mark.column + 1)

    def check_characters(self, node: yaml.Node) -> None:
        """Record invisible characters written as escapes, which the raw text does not contain."""
        if isinstance(node, yaml.ScalarNode):
            unsafe = unsafe_character(node.value)
            if unsafe:
                self.problems.append(character_problem(self._location(node), unsafe.group()))
            return
        is_mapping = isinstance(node, yaml.MappingNode)
        pairs = node.value if is_mapping else [(child,) for child in node.value]
        for child in (child for pair in pairs for child in pair):
            self.check_characters(child)
