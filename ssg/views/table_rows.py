"""Rows -> lines of a table: cells are rendered once, for most say the same beside every other tool."""

from dataclasses import dataclass

from markupsafe import Markup

from ssg.comparison.cells import Cell
from ssg.comparison.table import Row
from ssg.rendering.renderer import Renderer

__all__ = ["CellView", "LineView", "Lines"]

LAYOUT = "parts/versus.html"
MOST_CELLS = 20_000
"""Rendered cells that are kept, some 300 bytes each."""
CELLS = Markup("\0")
"""Stands for the cells of a line while what surrounds them is rendered; no content can hold it."""


@dataclass(frozen=True, slots=True)
class CellView:
    """What the macro of a cell sees."""

    cell: Cell
    better: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """What the macro of a line sees."""

    label: str
    anchor: str
    """The line's place on the page, or nothing."""
    same: bool
    """Whether both sides say the same."""
    cells: Markup = CELLS


class Lines:
    """Lines of tables, as HTML."""

    def __init__(self, renderer: Renderer) -> None:
        """Remember where cells and lines are rendered."""
        self._renderer = renderer
        self._cells: dict[tuple[Cell, bool], Markup] = {}
        self._frames: dict[tuple[str, str, bool], tuple[str, str]] = {}

    def row(self, row: Row) -> str:
        """Return the line of a row, with its anchor."""
        before, after = self._frame(row.label, row.anchor, same=row.same)
        return f"{before}{self._cell(row.a, better=row.better == 'a')}{self._cell(row.b, better=row.better == 'b')}{after}"

    def plain(self, label: str, a: Cell, b: Cell) -> str:
        """Return a line that nothing leads to."""
        before, after = self._frame(label, "", same=False)
        return f"{before}{self._cell(a, better=False)}{self._cell(b, better=False)}{after}"

    def _frame(self, label: str, anchor: str, *, same: bool) -> tuple[str, str]:
        found = self._frames.get((label, anchor, same))
        if found is None:
            before, _, after = self._renderer.macro(LAYOUT, "line")(
                LineView(label, anchor, same)
            ).partition(CELLS)
            found = self._frames[label, anchor, same] = (str(before), str(after))
        return found

    def _cell(self, cell: Cell, *, better: bool) -> Markup:
        found = self._cells.get((cell, better))
        if found is None:
            if len(self._cells) > MOST_CELLS:
                self._cells.clear()
            found = self._cells[cell, better] = self._renderer.macro(LAYOUT, "cell")(
                CellView(cell, better)
            )
        return found
