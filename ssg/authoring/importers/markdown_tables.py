"""Rows of tables in Markdown lists: which cell is the summary, and what the others are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssg.authoring.importers.records import plain_line
from ssg.authoring.importers.tabular import SYNONYMS, UNKNOWN, kind_of, typed
from ssg.json_value import JsonValue
from ssg.text import slugify

__all__ = ["Column", "table_columns", "table_entry"]

Cell = tuple[str, str, Sequence[tuple[str, str]]]
"""Header, text, and links as text and address."""
Cells = tuple[tuple[str, str], ...]
SENTENCE = 3
"""Words from which the longest cell is taken for the summary, if no header says which it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tables: an attribute."""

    id: str
    label: str
    kind: str

    def typed(self, text: str) -> JsonValue:
        """Return a cell as a value of the column's kind; None if it is not of this kind."""
        return typed(text, self.kind)


def table_entry(text: str, others: Sequence[Cell]) -> tuple[str, Cells]:
    """Return the summary, and header and text of the other cells; `text` follows the name."""
    described = [cell for cell in others if cell[0].lower() in SYNONYMS["summary"]]
    longest = max(others, key=lambda cell: len(cell[1]), default=None)
    if not described and not text and longest and len(longest[1].split()) >= SENTENCE:
        described = [longest]
    summary = plain_line(described[0][1]) if described else text
    cells = [
        (header, value)
        for header, content, links in (cell for cell in others if cell not in described)
        if (value := _value(content, links)) and header
    ]
    return summary, tuple(cells)


def _value(content: str, links: Sequence[tuple[str, str]]) -> str:
    """Return the text of a cell, or the address of the picture that it links to."""
    line = plain_line(content) or next((address for _, address in links), "")
    return "" if line.lower() in UNKNOWN else line


def table_columns(rows: Sequence[Cells]) -> Mapping[str, Column]:
    """Return the columns of all tables by header, with the kind of their values."""
    values: dict[str, list[JsonValue]] = defaultdict(list)
    for cells in rows:
        for header, text in cells:
            values[header].append(text)
    columns: dict[str, Column] = {}
    taken = {"labels"}
    for number, (header, texts) in enumerate(values.items(), 1):
        name = slugify(header).replace("-", "_")
        if not name[:1].isalpha() or name in taken:
            name = f"column_{number}"
        taken.add(name)
        columns[header] = Column(name, header, kind_of(header.lower(), texts))
    return columns
