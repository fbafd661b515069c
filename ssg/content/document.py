"""Parse YAML and Markdown files into plain data with a location for each value.

libyaml parses, with the scalar types of the YAML 1.2 core schema: `no` and `on` are strings, dates
are strings, `0123` is a decimal number. Reported as problems, because content may be hostile:
duplicate keys, anchors, tags, keys that are not strings, nesting over 12 levels, more than 20,000
nodes, invisible characters, files that are too large or not UTF-8.
"""

import codecs
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ssg.content.files import MAX_FILE_BYTES
from ssg.content.location import Location
from ssg.content.yaml_nodes import (
    CORE_PATTERNS,
    CORE_SCALARS,
    MAPPING,
    MAX_DEPTH,
    MAX_PROBLEMS,
    SEQUENCE,
    STRING,
    TAG,
    TOO_DEEP,
    NodeConverter,
    character_problem,
)
from ssg.errors import Code, Problem
from ssg.json_value import JsonValue
from ssg.text import may_be_unsafe, printable, unsafe_character

__all__ = [
    "YamlDocument",
    "decode",
    "parse_yaml",
    "read_text",
    "split_front_matter",
]

MAX_NODES = 20_000
"""Scalars, lists and mappings of a document; a long entry has 1,000."""
TOO_MANY = f"has more than {MAX_NODES:,} values"
SUSPICIOUS_OPENERS = 1_000
"""Number of brackets and dashes above which the depth is checked before parsing."""
HINTS = (
    ("mapping values", 'put text with ": " in quotes, or check the indentation and the line above'),
    ("tab character", "indent with spaces, not tabs"),
    ("any token", "indent with spaces, not tabs; put text that begins with @ or ` in quotes"),
    ("',' or ']'", 'close the list by "]"; put entries with brackets or colons in quotes'),
    ("',' or '}'", 'close it by "}"; put values with braces or colons in quotes'),
    ("another document", 'remove the line "---"'),
)
"""Part of libyaml's description of an error -> what to do."""
ANY_HINT = "check indentation (no tabs), quotes and colons near this line"
PLAIN_BYTES = bytes([*range(0x20, 0x7F), *b"\t\n\r"])
"""Bytes that need no check for invisible characters."""
CORE_BY_FIRST: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
"""First character of a scalar (`""` for an empty one) -> tags to try, in order, with patterns."""
for _name, _, _first in CORE_SCALARS:
    for _character in _first:
        CORE_BY_FIRST.setdefault(_character, []).append((TAG + _name, CORE_PATTERNS[TAG + _name]))


class _CoreLoader(yaml.CSafeLoader):
    """libyaml with the scalar types of the YAML 1.2 core schema only."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return the implicit tag of a node; called for each, and 4 times as fast as PyYAML's."""
        if kind is yaml.ScalarNode:
            if implicit[0]:
                for tag, pattern in CORE_BY_FIRST.get(value[:1], ()):
                    if pattern.match(value):
                        return tag
            return STRING
        return MAPPING if kind is yaml.MappingNode else SEQUENCE


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The value of one YAML file, and the location of each part of it."""

    path: str
    """Relative to the site, with `/`."""
    value: JsonValue
    node: yaml.Node | None
    """The root of the tree that `value` was built from."""
    first_line: int = 1
    """Line of the file on which the YAML begins; over 1 for front matter."""

    def locate(self, keys: Sequence[str | int], *, at_key: bool = False) -> Location:
        """Return the location of a value, or of its nearest existing parent.

        With `at_key`, the location of the last key itself.
        """
        node, found_node = self.node, None
        for step, key in enumerate(keys):
            child = _child(node, key)
            if child is None:
                break
            key_node, node = child
            found_node = key_node if at_key and step == len(keys) - 1 else node
        found_node = found_node or self.node
        if found_node is None:
            return Location(self.path, self.first_line)
        mark = found_node.start_mark
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

    def at(self, keys: Sequence[str | int], value: JsonValue) -> "YamlDocument":
        """Return the part of the document below a path as a document, with a value of its own."""
        node = self.node
        for key in keys:
            child = _child(node, key)
            node = child[1] if child else None
        return YamlDocument(self.path, value, node, self.first_line)

    def lines(self, key: str) -> list[int]:
        """Return the line of each entry of the list under a key."""
        child = _child(self.node, key)
        entries = child[1].value if child and isinstance(child[1], yaml.SequenceNode) else []
        return [entry.start_mark.line + self.first_line for entry in entries]


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the key node and the value node under a key; for a list both are the entry."""
    if isinstance(node, yaml.MappingNode):
        if isinstance(key, int):  # a list that is written with its source
            child = _child(node, "value")
            return _child(child[1], key) if child else None
        return next(((name, value) for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None


def read_text(file: Path, path: str, max_bytes: int = MAX_FILE_BYTES) -> tuple[str, list[Problem]]:
    """Return the text of a regular file, or an empty text and the problem.

    `path` is the file's path in messages.
    """
    location = Location(path)
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            message, hint = "is a link or not a regular file", "replace it by a regular file"
            return "", [location.problem(Code.UNREADABLE, message, hint)]
        if status.st_size > max_bytes:
            message = f"the file has {status.st_size:,} bytes"
            hint = f"shorten it to at most {max_bytes:,} bytes"
            return "", [location.problem(Code.TOO_LARGE, message, hint)]
        return decode(file.read_bytes(), path)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        hint = "check that it exists and that you have permission"
        return "", [location.problem(Code.UNREADABLE, message, hint)]


def decode(body: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode UTF-8 with or without a byte order mark, and report invisible characters."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        column = error.start - body.rfind(b"\n", 0, error.start)
        message = f"not UTF-8 at byte {error.start}"
        location = Location(path, line, column)
        return "", [location.problem(Code.UNREADABLE, message, "save the file as UTF-8")]
    rare = body.removeprefix(codecs.BOM_UTF8).translate(None, PLAIN_BYTES)
    if not rare or not may_be_unsafe(rare.decode("utf-8")):
        return text, []
    return text, list(_unsafe_characters(text, path))


def _unsafe_characters(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n")[:MAX_FILE_BYTES], 1):
        unsafe = unsafe_character(line)
        if unsafe:
            yield character_problem(Location(path, number, unsafe.start() + 1), unsafe.group())


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split a Markdown file into front matter, body and the first line of the body.

    Without front matter, the whole text is the body.
    """
    match = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not match:
        return "", text, 1
    return match.group(1), text[match.end() :], text.count("\n", 0, match.end()) + 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlDocument, list[Problem]]:
    """Parse the YAML of one file; with problems, the document holds what could be parsed."""
    try:
        if _may_be_deep(text) or _may_be_many(text):
            _check_events(text)
        node = yaml.compose(text, _CoreLoader)
    except yaml.YAMLError as error:
        return YamlDocument(path, None, None, first_line), [
            _syntax_problem(error, path, first_line)
        ]
    converter = NodeConverter(path, first_line, aliased="*" in text)
    value = converter.build(node, 0) if node else None
    if node and "\\" in text and not converter.problems:
        converter.check_characters(node)
    return YamlDocument(path, value, node, first_line), converter.problems[:MAX_PROBLEMS]


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        message = f"not valid YAML: {printable(str(error), 200)}"
        return Location(path, first_line).problem(Code.SYNTAX, message, "use plain text only")
    begin = error.context_mark
    if begin and "quoted scalar" in str(error.context) and "end of stream" in str(error.problem):
        location = Location(path, begin.line + first_line, begin.column + 1)
        message = "not valid YAML: the quotation that begins here does not end"
        return location.problem(Code.SYNTAX, message, "add the closing quotation mark")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    location = Location(path, line, column)
    if error.problem == TOO_DEEP:
        return location.problem(Code.TOO_DEEP, TOO_DEEP, "reduce the nesting")
    if error.problem == TOO_MANY:
        return location.problem(Code.TOO_LARGE, f"the document {TOO_MANY}", "shorten it")
    message = f"not valid YAML: {printable(_reason(error, first_line), 200)}"
    return location.problem(Code.SYNTAX, message, _hint(error))


def _hint(error: yaml.MarkedYAMLError) -> str:
    """Return what to do about a syntax error."""
    found = f"{error.context} {error.problem}"
    return next((hint for part, hint in HINTS if part in found), ANY_HINT)


def _reason(error: yaml.MarkedYAMLError, first_line: int) -> str:
    """Return libyaml's description of an error, with the line on which its context begins."""
    start, end = error.context_mark, error.problem_mark
    context = str(error.context)
    if not start or not end or start.line == end.line or not context.startswith("while "):
        return " ".join(part for part in (error.context, error.problem) if part)
    return f"{context} that begins on line {start.line + first_line}: {error.problem}"


def _may_be_deep(text: str) -> bool:
    """Return whether a text has enough openers or indentation to nest deeply."""
    if sum(map(text.count, "[{-?")) <= SUSPICIOUS_OPENERS and " " * 128 not in text:
        return False
    openers = sum(map(text.count, ("[", "{", "- ", "? ", "-\t", "?\t", "-\n", "?\n")))
    return openers > SUSPICIOUS_OPENERS or "\n" + " " * 128 in text


def _may_be_many(text: str) -> bool:
    """Return whether a text has enough separators for too many nodes: at most 2 for each."""
    return len(text) > MAX_NODES and 2 * sum(map(text.count, ",:-?[{")) > MAX_NODES


def _check_events(text: str) -> None:
    """Raise MarkedYAMLError for deep nesting, or for too many nodes.

    libyaml produces events without recursion, but `compose` recurses and overflows the C stack.
    """
    depth = nodes = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            if nodes > MAX_NODES:
                mark = event.start_mark
                raise yaml.MarkedYAMLError(problem=TOO_MANY, problem_mark=mark)  # type: ignore[arg-type]
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=mark)  # type: ignore[arg-type]
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
