"""A YAML or Markdown file -> plain data that knows where each value stands.

YAML is read as YAML 1.2 core by libyaml: `no` and `on` are strings, dates are strings, `0123` is a decimal number.
Whatever a stranger could use to surprise us is a problem with a line: duplicate keys, anchors, tags, keys that are not
strings, nesting over 12, invisible characters, files that are not UTF-8 or too large.
"""

import codecs
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

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
    JsonValue,
    character_problem,
)
from ssg.errors import Code, Problem
from ssg.text import printable, unsafe_character

__all__ = [
    "MAX_FILE_BYTES",
    "JsonValue",
    "YamlDocument",
    "decode",
    "parse_yaml",
    "read_text",
    "split_front_matter",
]

MAX_FILE_BYTES = 128 * 1024
"""A long entry with 16 capabilities is 30 KB; beyond this it is a mistake or an attack."""
SUSPICIOUS_OPENERS = 1_000
"""So many brackets or dashes can nest deep enough to matter; fewer cannot, and need no second look."""
PLAIN_BYTES = bytes([*range(0x20, 0x7F), *b"\t\n\r"])
"""What nearly all of a text is made of; only the rest can be invisible."""
CORE_BY_FIRST: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
"""First character of a scalar, or nothing for an empty one -> the tags that it may have, in order."""
for _name, _, _first in CORE_SCALARS:
    for _character in _first:
        CORE_BY_FIRST.setdefault(_character, []).append((TAG + _name, CORE_PATTERNS[TAG + _name]))


class _CoreLoader(yaml.CSafeLoader):
    """libyaml with the scalar types of YAML 1.2 core and nothing else."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node without one; PyYAML asks for each, and its own way takes four times as long."""
        if kind is yaml.ScalarNode:
            if implicit[0]:
                for tag, pattern in CORE_BY_FIRST.get(value[:1], ()):
                    if pattern.match(value):
                        return tag
            return STRING
        return MAPPING if kind is yaml.MappingNode else SEQUENCE


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What one file says, and where."""

    path: str
    """Relative to the site, with `/`."""
    value: JsonValue
    node: yaml.Node | None
    """The root of the tree that `value` was built from."""
    first_line: int = 1
    """Line of the file on which the YAML begins."""

    def locate(self, keys: Sequence[str | int], *, at_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value under these keys, or of the nearest one above that exists.

        With `at_key` the place of the last key itself.
        """
        node, place = self.node, None
        for step, key in enumerate(keys):
            found = _child(node, key)
            if found is None:
                break
            key_node, node = found
            place = key_node if at_key and step == len(keys) - 1 else node
        place = place or self.node
        mark = place.start_mark if place else None
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def lines(self, key: str) -> list[int]:
        """Return the lines on which the entries of the list under a key begin."""
        found = _child(self.node, key)
        entries = found[1].value if found and isinstance(found[1], yaml.SequenceNode) else []
        return [entry.start_mark.line + self.first_line for entry in entries]


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the key node and the value node under a key; in a list both are the value."""
    if isinstance(node, yaml.MappingNode):
        return next(((name, value) for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None


def read_text(file: Path, path: str) -> tuple[str, list[Problem]]:
    """Read a text file that somebody else wrote; `path` is how messages call it."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            return "", [
                Problem(
                    file=path,
                    code=Code.UNREADABLE,
                    message="is a link or not a regular file",
                    hint="put the text itself here",
                )
            ]
        if status.st_size > MAX_FILE_BYTES:
            return "", [
                Problem(
                    file=path,
                    code=Code.TOO_LARGE,
                    message=f"the file has {status.st_size:,} bytes",
                    hint=f"at most {MAX_FILE_BYTES:,} are read; shorten it",
                )
            ]
        return decode(file.read_bytes(), path)
    except OSError as error:
        return "", [
            Problem(
                file=path,
                code=Code.UNREADABLE,
                message=f"cannot be read: {error.strerror}",
                hint="check that it exists and may be read",
            )
        ]


def decode(body: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode UTF-8 with or without a byte order mark, and name every character that nobody could see."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        column = error.start - body.rfind(b"\n", 0, error.start)
        return "", [
            Problem(
                file=path,
                line=line,
                column=column,
                code=Code.UNREADABLE,
                message=f"not UTF-8 at byte {error.start}",
                hint="save the file as UTF-8",
            )
        ]
    rare = body.removeprefix(codecs.BOM_UTF8).translate(None, PLAIN_BYTES)
    if not rare or not unsafe_character(rare.decode("utf-8")):
        return text, []
    return text, list(_unsafe_characters(text, path))


def _unsafe_characters(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n")[:MAX_FILE_BYTES], 1):
        found = unsafe_character(line)
        if found:
            yield character_problem(path, number, found.start() + 1, found.group())


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split a Markdown file into front matter, body and the body's first line; without front matter it is all body."""
    found = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not found:
        return "", text, 1
    return found.group(1), text[found.end() :], text.count("\n", 0, found.end()) + 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlDocument, list[Problem]]:
    """Parse the YAML of one file; with problems the document holds what could be read of it."""
    empty = YamlDocument(path, None, None, first_line)
    try:
        if _may_be_deep(text):
            _check_depth(text)
        node = yaml.compose(text, _CoreLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        deep = error.problem == TOO_DEEP
        return empty, [
            Problem(
                file=path,
                line=line,
                column=column,
                code=Code.TOO_DEEP if deep else Code.SYNTAX,
                message=TOO_DEEP
                if deep
                else f"not valid YAML: {printable(_reason(error, first_line), 200)}",
                hint="flatten it"
                if deep
                else "check indentation (no tabs), quotes and colons near here",
            )
        ]
    except yaml.YAMLError as error:
        return empty, [
            Problem(
                file=path,
                line=first_line,
                code=Code.SYNTAX,
                hint="remove what is not plain text",
                message=f"not valid YAML: {printable(str(error), 200)}",
            )
        ]
    builder = NodeConverter(path, first_line, aliased="*" in text)
    value = builder.build(node, 0) if node else None
    if node and "\\" in text and not builder.problems:
        builder.check_characters(node)
    return YamlDocument(path, value, node, first_line), builder.problems[:MAX_PROBLEMS]


def _reason(error: yaml.MarkedYAMLError, first_line: int) -> str:
    begun, end = error.context_mark, error.problem_mark
    if (
        not begun
        or not end
        or begun.line == end.line
        or not str(error.context).startswith("while ")
    ):
        return " ".join(part for part in (error.context, error.problem) if part)
    return f"{error.context} that begins on line {begun.line + first_line}: {error.problem}"


def _may_be_deep(text: str) -> bool:
    if sum(map(text.count, "[{-?")) <= SUSPICIOUS_OPENERS and " " * 128 not in text:
        return False
    openers = sum(
        text.count(opener) for opener in ("[", "{", "- ", "? ", "-\t", "?\t", "-\n", "?\n")
    )
    return openers > SUSPICIOUS_OPENERS or "\n" + " " * 128 in text


def _check_depth(text: str) -> None:
    """Refuse deep nesting by events, which libyaml makes without recursion (evidence: `compose` overflows the stack)."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=event.start_mark)  # type: ignore[arg-type]
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
