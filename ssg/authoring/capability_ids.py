"""Write shared ids: `id:` lines into tool files, and new entries into the vocabulary.

Lines are inserted into the text; everything else keeps its bytes. A file is replaced whole or not
at all, and only if the new text reads as the old values plus the ids.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from ssg.authoring.editor_files import modeline, write_atomically
from ssg.catalog import SharedCapability
from ssg.content.document import parse_yaml, read_text
from ssg.content.load import VOCABULARY
from ssg.errors import BuildError, ContentError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["text_with_entry", "text_with_ids", "write_ids"]

PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ./()+_-]*[A-Za-z0-9)+])?")
"""Names that need no quotes, unless YAML reads them as something else."""


def write_ids(
    root: Path, ids: Mapping[str, Mapping[int, str]], entries: Sequence[SharedCapability] = ()
) -> list[str]:
    """Write capability ids into tool files and new entries into the vocabulary; return the paths.

    `ids` maps path -> index of the capability -> id. The vocabulary is written first, so that no id
    is ever unknown. Raise ContentError for a file that cannot be read, BuildError for one whose
    form does not allow it; then nothing is written.
    """
    texts = {path: (_read(root, path), dict(places)) for path, places in sorted(ids.items())}
    new = {path: text_with_ids(text, path, places) for path, (text, places) in texts.items()}
    before = {path: text for path, (text, _) in texts.items()}
    if entries:
        exists = (root / VOCABULARY).exists()
        before[VOCABULARY] = _read(root, VOCABULARY) if exists else ""
        after = before[VOCABULARY] or modeline("capabilities")
        for entry in entries:
            after = text_with_entry(after, entry)
        new = {VOCABULARY: after, **new}
    for path, text in new.items():
        write_atomically(root / path, _bytes_like(root / path, text))
    return list(new)


def text_with_ids(text: str, path: str, ids: Mapping[int, str]) -> str:
    """Return the text of a tool file with ids inserted, by index; raise BuildError on failure."""
    document, problems = parse_yaml(text, path)
    if problems:
        raise ContentError(problems)
    inserted = []
    for index, name in ids.items():
        place = _after_title(document.node, index)
        if place is None:
            raise _impossible(path)
        inserted.append((*place, name))
    lines = text.splitlines(keepends=True)
    for line, column, indent, name in sorted(inserted, reverse=True):
        if indent is None:
            lines[line] = f"{lines[line][:column]}, id: {name}{lines[line][column:]}"
        else:
            if line and not lines[line - 1].endswith("\n"):
                lines[line - 1] += "\n"
            lines.insert(line, f"{' ' * indent}id: {name}\n")
    written = "".join(lines)
    if _plain(written, path) != _expected(document.value, ids):
        raise _impossible(path)
    return written


def text_with_entry(text: str, entry: SharedCapability) -> str:
    """Return the text of the vocabulary with an entry appended; raise BuildError if impossible."""
    document, problems = parse_yaml(text, VOCABULARY)
    if problems:
        raise ContentError(problems)
    node, old = document.node, document.value or []
    if old and (not isinstance(node, yaml.SequenceNode) or node.flow_style):
        raise _impossible(VOCABULARY)
    indent = " " * (node.value[0].start_mark.column - 2) if old and node else ""
    values = [("id", entry.id), ("name", entry.name), ("description", entry.description)]
    lines = [f"{key}: {_scalar(value)}\n" for key, value in values if value]
    body = "".join(f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))
    start = text if not text or text.endswith("\n") else f"{text}\n"
    written = start + body
    expected = [*old, {key: value for key, value in values if value}]  # type: ignore[misc]
    if _plain(written, VOCABULARY) != expected:
        raise _impossible(VOCABULARY)
    return written


def _read(root: Path, path: str) -> str:
    text, problems = read_text(root / path, path)
    if problems:
        raise ContentError(problems)
    return text


def _bytes_like(file: Path, text: str) -> bytes:
    """Return the text with the line ends of the file that it replaces."""
    windows = file.exists() and b"\r\n" in file.read_bytes()
    return (text.replace("\r\n", "\n").replace("\n", "\r\n") if windows else text).encode()


def _after_title(root: yaml.Node | None, index: int) -> tuple[int, int, int | None] | None:
    """Return line, column and indent of the line to insert; no indent means inside braces."""
    capabilities = _value(root, "capabilities")
    if not isinstance(capabilities, yaml.SequenceNode) or index >= len(capabilities.value):
        return None
    node = capabilities.value[index]
    title = _value(node, "title")
    if title is None or _value(node, "id") is not None:
        return None
    end = title.end_mark
    if node.flow_style or capabilities.flow_style:
        return end.line, end.column, None
    indent = int(node.start_mark.column)
    return end.line + (end.column > 0), 0, indent


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _expected(value: JsonValue, ids: Mapping[int, str]) -> JsonValue:
    """Return the values of a tool file with the ids."""
    if not isinstance(value, dict) or not isinstance(value["capabilities"], list):
        return value
    capabilities = [
        {**each, "id": ids[index]} if index in ids and isinstance(each, dict) else each
        for index, each in enumerate(value["capabilities"])
    ]
    return {**value, "capabilities": capabilities}


def _plain(text: str, path: str) -> JsonValue:
    document, problems = parse_yaml(text, path)
    return None if problems else document.value


def _scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line."""
    plain = PLAIN.fullmatch(text) and _plain(f"x: {text}\n", "") == {"x": text}
    return text if plain else json.dumps(text, ensure_ascii=False)


def _impossible(path: str) -> BuildError:
    return BuildError(
        f'"{printable(path)}" has a form into which no id can be written; add the id by hand'
    )
