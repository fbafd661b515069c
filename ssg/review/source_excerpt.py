"""Source excerpt of a problem: the line with its number, and a marker under the column."""

import re
import unicodedata

from ssg.text import printable

__all__ = ["source_excerpt"]

WIDTH = 100
"""Longest excerpt of a line, in characters."""
BEFORE = 40
"""Characters shown before the column if the line is cut."""
TOKEN = re.compile(r"[^\s\W][\w.+-]*|\"[^\"]*\"|'[^']*'|\S")


def source_excerpt(line: str, number: int, column: int) -> str:
    """Return the line with its number, and below it a marker from the column to the token's end.

    The first column is 1. Return an empty string if the line is empty or ends before the column.
    """
    line = line.rstrip()
    if not line or column > len(line):
        return ""
    start = max(0, column - 1 - BEFORE) if len(line) > WIDTH else 0
    shown = line[start : start + WIDTH]
    offset = column - 1 - start
    token = TOKEN.match(shown, offset)
    marked = token.group() if token else shown[offset]
    prefix = "..." if start else ""
    gutter = f"{number:>6} | "
    indent = " " * (_width(prefix) + _width(_one_line(shown[:offset])))
    marker = "^" * max(1, _width(_one_line(marked)))
    return f"{gutter}{prefix}{_one_line(shown)}\n{' ' * (len(gutter) - 2)}| {indent}{marker}"


def _one_line(text: str) -> str:
    return printable(text.replace("\t", " "), 8 * WIDTH)


def _width(text: str) -> int:
    """Return the number of terminal columns of a text."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
