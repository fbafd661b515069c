"""The comments of a YAML text, and which entry each belongs to: the one below it, or the one it stands behind."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

__all__ = ["Comments", "Keys", "comments_of", "texts"]

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value: `("capabilities", 2, "title")`."""


@dataclass(slots=True)
class _Entry:
    """A key of a mapping, or an item of a list, that begins on a line of its own."""

    keys: Keys
    start: int
    inner: tuple[int, int]
    """The part of the text within which comments have no entry of their own; empty for blocks."""


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by the entries that they belong to; an empty line among the lines above is a blank line."""

    head: list[str] = field(default_factory=list)
    above: dict[Keys, list[str]] = field(default_factory=dict)
    behind: dict[Keys, str] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def texts(text: str) -> list[str]:
    """Return every comment of a text without errors, sorted."""
    return sorted(words for _, words, _ in _found(text) if words)


def comments_of(text: str, root: yaml.Node) -> Comments:
    """Give each comment, and each blank line, of a text to an entry of the tree that was read from it."""
    entries = sorted(_entries(root, text), key=lambda entry: entry.start)
    leaves = sorted((entry for entry in entries if entry.inner[1]), key=lambda entry: entry.inner)
    comments = Comments()
    for place, words, alone in _found(text):
        count = bisect_right(entries, place, key=lambda entry: entry.start)
        before, below = (
            entries[count - 1] if count else None,
            entries[count] if count < len(entries) else None,
        )
        leaf = bisect_right(leaves, place, key=lambda entry: entry.inner[0])
        around = leaves[leaf - 1] if leaf and place < leaves[leaf - 1].inner[1] else None
        if around or not alone:
            owner = around or before
            if not words:
                continue
            if owner and not around and owner.keys not in comments.behind:
                comments.behind[owner.keys] = words
            else:
                (comments.above.setdefault(owner.keys, []) if owner else comments.head).append(
                    words
                )
        elif before is None:
            _add(comments.head, words)
        elif below is None:
            _add(comments.tail, words)
        else:
            _add(comments.above.setdefault(below.keys, []), words)
    return comments


def _add(lines: list[str], words: str) -> None:
    """Add a line; of several blank lines one is kept."""
    if words or (lines and lines[-1]) or not lines:
        lines.append(words)


def _entries(node: yaml.Node, text: str, keys: Keys = ()) -> Iterator[_Entry]:
    """Yield every key and item that begins on a line of its own, from the top down."""
    pairs: Sequence[tuple[yaml.Node, yaml.Node]] = ()
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        pairs = node.value
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        pairs = [(one, one) for one in node.value]
    for index, (name, value) in enumerate(pairs):
        here = (*keys, name.value if isinstance(node, yaml.MappingNode) else index)
        block = isinstance(value, (yaml.MappingNode, yaml.SequenceNode)) and not value.flow_style
        span = (
            (0, 0)
            if block
            else (value.start_mark.index, _end(text, value.start_mark.index, value.end_mark.index))
        )
        yield _Entry(here, name.start_mark.index, span)
        yield from _entries(value, text, here)


def _end(text: str, start: int, end: int) -> int:
    """Return where a value ends; blank lines below a block of text are no part of it, unless it says so with a plus."""
    header = text[start:end].partition("\n")[0].partition("#")[0]
    keeps = header.startswith(("|", ">")) and "+" in header
    return end if keeps else start + len(text[start:end].rstrip())


def _found(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield place, words and whether it stands alone on its line, of each comment and each blank line (without words)."""
    end = 0
    for token in yaml.scan(text, yaml.CSafeLoader):
        yield from _in_gap(text, end, token.start_mark.index)
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            header = re.match(r"[^#\n]*(#[^\n]*)", text[token.start_mark.index : end])
            if header:
                yield token.start_mark.index, header[1].rstrip(), False
            end = _end(text, token.start_mark.index, end)
    yield from _in_gap(text, end, len(text))


def _in_gap(text: str, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
    """Look between two tokens, where nothing but blanks and comments can stand."""
    place, lines = start, text[start:end].split("\n")
    for number, line in enumerate(lines):
        words = line.strip()
        whole = number > 0 or start == 0
        if words.startswith("#"):
            yield place + line.index("#"), words, whole
        elif not words and whole and number < len(lines) - 1:
            yield place, "", True
        place += len(line) + 1
