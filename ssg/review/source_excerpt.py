"""A problem and the line that it is about -> the line as it is shown below it, with a mark under the place."""

import re
import unicodedata

from ssg.text import printable

__all__ = ["snippet"]

WIDTH = 100
"""Most characters of a line that are shown."""
BEFORE = 40
"""Of a line that is cut, so many stand before the place."""
TOKEN = re.compile(r"[^\s\W][\w.+-]*|\"[^\"]*\"|'[^']*'|\S")


def snippet(line: str, number: int, column: int) -> str:
    """Return the line with its number, and below it a mark from the column, where 1 is the first character, to its word's end.

    Nothing where the line is empty or the column lies beyond it.
    """
    line = line.rstrip()
    if not line or column > len(line):
        return ""
    start = max(0, column - 1 - BEFORE) if len(line) > WIDTH else 0
    shown = line[start : start + WIDTH]
    place = column - 1 - start
    found = TOKEN.match(shown, place)
    marked = found.group() if found else shown[place]
    cut = "..." if start else ""
    head = f"{number:>6} | "
    space = " " * (_columns(cut) + _columns(_plain(shown[:place])))
    return f"{head}{cut}{_plain(shown)}\n{' ' * (len(head) - 2)}| {space}{'^' * max(1, _columns(_plain(marked)))}"


def _plain(text: str) -> str:
    return printable(text.replace("\t", " "), 8 * WIDTH)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
