"""Find the comments of a YAML text, and assign each to the entry below it or in front of it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from ssg.fields import Keys

__all__ = ["Comments", "comments_of", "texts"]


@dataclass(slots=True)
class _Entry:
    """A key of a mapping or an item of a list that begins on its own line."""

    keys: Keys
    start: int
    inner: tuple[int, int]
    """Range of the text in which comments belong to this entry; empty for blocks."""


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by entry; an empty string in `above` is a blank line."""

    head: list[str] = field(default_factory=list)
    above: dict[Keys, list[str]] = field(default_factory=dict)
    behind: dict[Keys, str] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def texts(text: str) -> list[str]:
    """Return every comment of a valid text, sorted."""
    return sorted(comment for _, comment, _ in _comment_lines(text) if comment)


def comments_of(text: str, root: yaml.Node) -> Comments:
    """Assign each comment and blank line of a text to an entry of its node tree."""
    entries = sorted(_entries(root, text), key=lambda entry: entry.start)
    leaves = sorted((entry for entry in entries if entry.inner[1]), key=lambda entry: entry.inner)
    comments = Comments()
    for index, comment, alone in _comment_lines(text):
        count = bisect_right(entries, index, key=lambda entry: entry.start)
        before, below = (
            entries[count - 1] if count else None,
            entries[count] if count < len(entries) else None,
        )
        leaf = bisect_right(leaves, index, key=lambda entry: entry.inner[0])
        around = leaves[leaf - 1] if leaf and index < leaves[leaf - 1].inner[1] else None
        if around or not alone:
            owner = around or before
            if not comment:
                continue
            if owner and not around and owner.keys not in comments.behind:
                comments.behind[owner.keys] = comment
            else:
                (comments.above.setdefault(owner.keys, []) if owner else comments.head).append(
                    comment
                )
        elif before is None:
            _add(comments.head, comment)
        elif below is None:
            _add(comments.tail, comment)
        else:
            _add(comments.above.setdefault(below.keys, []), comment)
    return comments


def _add(lines: list[str], comment: str) -> None:
    """Add a line; consecutive blank lines are merged."""
    if comment or (lines and lines[-1]) or not lines:
        lines.append(comment)


def _entries(node: yaml.Node, text: str, keys: Keys = ()) -> Iterator[_Entry]:
    """Yield every key and item that begins on its own line, parents first."""
    pairs: Sequence[tuple[yaml.Node, yaml.Node]] = ()
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        pairs = node.value
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        pairs = [(item, item) for item in node.value]
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
    """Return the end of a value; trailing blank lines belong to a block scalar only with `+`."""
    header = text[start:end].partition("\n")[0].partition("#")[0]
    keeps = header.startswith(("|", ">")) and "+" in header
    return end if keeps else start + len(text[start:end].rstrip())


def _comment_lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield each comment and blank line: index, text, whether it is alone on its line.

    The text of a blank line is empty.
    """
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
    """Yield the comments and blank lines between two tokens."""
    index, lines = start, text[start:end].split("\n")
    for number, line in enumerate(lines):
        comment = line.strip()
        whole = number > 0 or start == 0
        if comment.startswith("#"):
            yield index + line.index("#"), comment, whole
        elif not comment and whole and number < len(lines) - 1:
            yield index, "", True
        index += len(line) + 1
