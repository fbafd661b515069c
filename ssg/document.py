"""A YAML or Markdown file -> plain data that knows where each value stands.

YAML is read as YAML 1.2 core by libyaml: `no` and `on` are strings, dates are strings, `0123` is a decimal number.
Whatever a stranger could use to surprise us is a problem with a line: duplicate keys, anchors, tags, keys that are not
strings, nesting over 12, invisible characters, files that are not UTF-8 or too large.
"""

import codecs
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from ssg.errors import Code, Problem
from ssg.text import printable, unsafe_character

__all__ = ["MAX_FILE_BYTES", "Document", "Plain", "parse_yaml", "read_text", "split_front_matter"]

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

MAX_FILE_BYTES = 128 * 1024
"""A long entry with 16 capabilities is 30 KB; beyond this it is a mistake or an attack."""
MAX_DEPTH = 12
"""The format needs 5; libyaml itself overflows the C stack somewhere past 20,000."""
MAX_PROBLEMS = 100
"""Most problems told of one file."""
SUSPICIOUS_OPENERS = 1_000
"""So many brackets or dashes can nest deep enough to matter; fewer cannot, and need no second look."""

PLAIN_BYTES = bytes([*range(0x20, 0x7F), *b"\t\n\r"])
"""What nearly all of a text is made of; only the rest can be invisible."""
TAG = "tag:yaml.org,2002:"
CORE_SCALARS = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
     "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
)
"""Scalar types of the YAML 1.2 core schema (section 10.3.2): name, pattern, first characters."""
CORE_PATTERNS = {TAG + name: re.compile(pattern) for name, pattern, _ in CORE_SCALARS}


CORE_BY_FIRST: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
"""First character of a scalar, or nothing for an empty one -> the tags that it may have, in order."""
for _name, _, _first in CORE_SCALARS:
    for _character in _first:
        CORE_BY_FIRST.setdefault(_character, []).append((TAG + _name, CORE_PATTERNS[TAG + _name]))
STRING, MAPPING, SEQUENCE = TAG + "str", TAG + "map", TAG + "seq"


class _CoreLoader(yaml.CSafeLoader):
    """libyaml with the scalar types of YAML 1.2 core and nothing else."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool] | bool | None) -> str:  # noqa: FBT001
        """Return the tag of a node without one; PyYAML asks for each, and its own way takes four times as long."""
        if kind is not yaml.ScalarNode:
            return MAPPING if kind is yaml.MappingNode else SEQUENCE
        if value is not None and isinstance(implicit, tuple) and implicit[0]:
            for tag, pattern in CORE_BY_FIRST.get(value[:1], ()):
                if pattern.match(value):
                    return tag
        return STRING


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, and where."""

    path: str
    """Relative to the site, with `/`."""
    value: Plain
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
            return "", [Problem(file=path, code=Code.UNREADABLE, message="is a link or not a regular file",
                                hint="put the text itself here")]
        if status.st_size > MAX_FILE_BYTES:
            return "", [Problem(file=path, code=Code.TOO_LARGE, message=f"the file has {status.st_size:,} bytes",
                                hint=f"at most {MAX_FILE_BYTES:,} are read; shorten it")]
        return decode(file.read_bytes(), path)
    except OSError as error:
        return "", [Problem(file=path, code=Code.UNREADABLE, message=f"cannot be read: {error.strerror}",
                            hint="check that it exists and may be read")]


def decode(body: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode UTF-8 with or without a byte order mark, and name every character that nobody could see."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        column = error.start - body.rfind(b"\n", 0, error.start)
        return "", [Problem(file=path, line=line, column=column, code=Code.UNREADABLE,
                            message=f"not UTF-8 at byte {error.start}", hint="save the file as UTF-8")]
    rare = body.removeprefix(codecs.BOM_UTF8).translate(None, PLAIN_BYTES)
    if not rare or not unsafe_character(rare.decode("utf-8")):
        return text, []
    return text, list(_unsafe_characters(text, path))


def _unsafe_characters(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n")[: MAX_FILE_BYTES], 1):
        found = unsafe_character(line)
        if found:
            yield _character_problem(path, number, found.start() + 1, found.group())


def _character_problem(path: str, line: int, column: int, character: str) -> Problem:
    return Problem(file=path, line=line, column=column, code=Code.CHARACTER,
                   message=f"invisible or control character U+{ord(character):04X}", hint="remove it")


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split a Markdown file into front matter, body and the body's first line; without front matter it is all body."""
    found = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not found:
        return "", text, 1
    return found.group(1), text[found.end():], text.count("\n", 0, found.end()) + 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Parse the YAML of one file; with problems the document holds what could be read of it."""
    empty = Document(path, None, None, first_line)
    try:
        if _may_be_deep(text):
            _check_depth(text)
        node = yaml.compose(text, _CoreLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        deep = error.problem == TOO_DEEP
        return empty, [Problem(
            file=path, line=line, column=column, code=Code.TOO_DEEP if deep else Code.SYNTAX,
            message=TOO_DEEP if deep else f"not valid YAML: {printable(_reason(error, first_line), 200)}",
            hint="flatten it" if deep else "check indentation (no tabs), quotes and colons near here")]
    except yaml.YAMLError as error:
        return empty, [Problem(file=path, line=first_line, code=Code.SYNTAX, hint="remove what is not plain text",
                               message=f"not valid YAML: {printable(str(error), 200)}")]
    builder = _Builder(path, first_line)
    value = builder.build(node, 0) if node else None
    if node and "\\" in text and not builder.problems:
        builder.check_characters(node)
    return Document(path, value, node, first_line), builder.problems[:MAX_PROBLEMS]


def _reason(error: yaml.MarkedYAMLError, first_line: int) -> str:
    begun, end = error.context_mark, error.problem_mark
    if not begun or not end or begun.line == end.line or not str(error.context).startswith("while "):
        return " ".join(part for part in (error.context, error.problem) if part)
    return f"{error.context} that begins on line {begun.line + first_line}: {error.problem}"


TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"


def _may_be_deep(text: str) -> bool:
    if sum(map(text.count, "[{-?")) <= SUSPICIOUS_OPENERS and " " * 128 not in text:
        return False
    openers = sum(text.count(opener) for opener in ("[", "{", "- ", "? ", "-\t", "?\t", "-\n", "?\n"))
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


@dataclass(slots=True)
class _Builder:
    """Walks a node tree once, building plain data and noting every problem on the way."""

    path: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def build(self, node: yaml.Node, depth: int) -> Plain:
        """Return the value of a node."""
        if id(node) in self.seen:
            return self._refuse(node, Code.ALIAS, "anchors and aliases are not allowed", "write the value out")
        self.seen.add(id(node))
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

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Plain:
        result: dict[str, Plain] = {}
        for key, value in node.value:
            if key.tag != STRING or not isinstance(key, yaml.ScalarNode):
                self._refuse(key, Code.KEY_TYPE, "a key must be a word", "put the key in quotes")
            elif key.value in result:
                self._refuse(key, Code.DUPLICATE_KEY, f'the key "{printable(key.value)}" stands here twice',
                             "keep one of the two")
            else:
                result[key.value] = self.build(value, depth + 1)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> Plain:
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

    def _whole_number(self, node: yaml.ScalarNode, text: str) -> Plain:
        if len(text) > 18:
            return self._refuse(node, Code.RANGE, "the number is too long", "put it in quotes if it is text")
        return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)

    def _refuse_tag(self, node: yaml.Node) -> Plain:
        shown = printable(node.tag.replace(TAG, "!!"))
        return self._refuse(node, Code.TAG, f'the tag "{shown}" is not allowed here',
                            "remove it and write a plain value")

    def _refuse(self, node: yaml.Node, code: Code, message: str, hint: str) -> Plain:
        """Note a problem; the value of what it is about is nothing."""
        mark = node.start_mark
        problem = Problem(file=self.path, line=mark.line + self.first_line, column=mark.column + 1, code=code,
                          message=message, hint=hint)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)
        return None

    def check_characters(self, node: yaml.Node) -> None:
        """Look for invisible characters that were written as escapes, which the raw text does not show."""
        if isinstance(node, yaml.ScalarNode):
            found = unsafe_character(node.value)
            if found:
                mark = node.start_mark
                self.problems.append(_character_problem(self.path, mark.line + self.first_line, mark.column + 1,
                                                        found.group()))
            return
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(child,) for child in node.value]
        for child in (child for pair in pairs for child in pair):
            self.check_characters(child)
