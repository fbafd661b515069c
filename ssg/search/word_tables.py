"""The word tables of `data/`: kinds of software, and technical terms with their abbreviations.

They come with the program and are read like a module, once a process: the same for every run.
This is the only module of the room that reads files.
"""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["Kind", "general_synonyms", "kinds"]


class Kind(NamedTuple):
    """A kind of software, as phrases in lower case.

    A question for `google photos` or `picture gallery` asks for the kind that a category calls
    `Photo Galleries`. A kind is a term of the index: tools have it by their categories, summaries
    and tags, questions by any of its phrases.
    """

    names: tuple[str, ...]
    """What texts about tools call it."""
    asked: tuple[str, ...]
    """What only questions call it: words that are too general in other texts."""
    products: tuple[str, ...]
    """Well-known products, which tools are alternatives to."""


@cache
def general_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of technical terms that mean the same on any site."""
    return tuple(_phrases(line) for line in _lines("general_synonyms.txt"))


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of software; the position is the number of the kind in the index."""
    rows = ([_phrases(part) for part in f"{line};;".split(";")] for line in _lines("kinds.txt"))
    return tuple(Kind(names, asked, products) for names, asked, products, *_ in rows)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.strip().split(", ")))


def _lines(name: str) -> list[str]:
    """Return the lines of a table without comments and empty lines.

    A line that ends with a comma or a semicolon continues in the next one.
    """
    text = resources.files("ssg.search").joinpath("data", name).read_text("utf-8")
    lines = "\n".join(line for line in text.splitlines() if line and line[0] != "#")
    return re.sub(r"(?<=[,;])\n", " ", lines).splitlines()
