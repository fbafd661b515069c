"""Table rows as HTML; cells are rendered once, as most are the same on all pages of a tool."""

from typing import NamedTuple

from markupsafe import Markup

from ssg.comparison.cells import Cell, common_entries
from ssg.comparison.table import Row
from ssg.messages import Messages, gettext_noop
from ssg.rendering.renderer import Renderer
from ssg.views.footnotes import FootnoteView

__all__ = ["CellView", "LineView", "Lines"]

LAYOUT = "parts/versus.html"
MOST_CELLS = 20_000
"""Rendered cells that are kept, some 300 bytes each."""
CELLS = Markup("\0")
"""Placeholder of a row's cells while the rest of it is rendered; no content can contain it."""
NO_OTHERS = gettext_noop("no others listed")


class CellView(NamedTuple):
    """What the macro of a cell sees."""

    cell: Cell
    better: bool
    both: bool
    """Whether the cell spans both columns, as both sides have the value."""


class LineView(NamedTuple):
    """What the macro of a row sees."""

    label: str
    anchor: str
    """The row's anchor on the page, or empty."""
    same: bool
    """Whether both sides have the same value."""
    split: bool
    """Whether a second row follows that belongs to the same label."""
    cells: Markup = CELLS


class Lines:
    """Renders table rows."""

    def __init__(self, renderer: Renderer, messages: Messages) -> None:
        """Render with the layouts of a site, in its language."""
        self._renderer, self._messages = renderer, messages
        self._cells: dict[tuple[Cell, bool, bool], Markup] = {}
        self._frames: dict[tuple[str, str, bool, bool], tuple[str, str]] = {}
        self._points: dict[tuple[str, str], tuple[str, str]] = {}

    def row(self, row: Row) -> str:
        """Return a row with its anchor; a value shared by both sides is shown once."""
        a, b = row.a, row.b
        if row.same:
            before, after = self._frame(row.label, row.anchor, same=True)
            return f"{before}{self._cell(min(a, b)._replace(shared=()), both=True)}{after}"
        if a.shared or b.shared or row.notes:
            return self._shared(row)
        return self._two(row.label, row.anchor, row)

    def points(self, label: str, most: str) -> tuple[str, str]:
        """Return what is before and after the cells of a component, of `most` points.

        The row has no anchor; its cells are those of `text`.
        """
        frame = self._points.get((label, most))
        if frame is None:
            text = self._messages.gettext("{label} (of {most})", label=label, most=most)
            frame = self._points[label, most] = self._frame(text, "")
        return frame

    def text(self, text: str) -> str:
        """Return the cell of a text."""
        return str(self._cell(Cell(text)))

    def marker(self, note: FootnoteView) -> str:
        """Return the link from a row to its footnote."""
        return str(self._renderer.macro(LAYOUT, "marker")(note)).strip()

    def heading(self, group: str) -> str:
        """Return the start of a group of rows."""
        return str(self._renderer.macro(LAYOUT, "group")(group)).strip()

    def _two(self, label: str, anchor: str, row: Row) -> str:
        before, after = self._frame(label, anchor)
        first = self._cell(row.a, better=row.better == "a")
        return f"{before}{first}{self._cell(row.b, better=row.better == 'b')}{after}"

    def _shared(self, row: Row) -> str:
        """Return two rows for two lists: what both have, or may have, then the rest of each.

        Both have what a general word says, `GPU`, where the other list has `NVIDIA GPU`; that
        special case remains in its list. The second row is left out where no entry remains.
        """
        common = Cell("", items=common_entries(row.a, row.b), note=" ".join(row.notes))
        rests = [self._rest(cell) for cell in (row.a, row.b)]
        is_split = any(cell.items for cell in rests) or bool(row.a.note or row.b.note)
        before, after = self._frame(row.label, row.anchor, split=is_split)
        first = self._cell(common, both=True)
        if not is_split:
            return f"{before}{first}{after}"
        return f"{before}{first}{after}<tr>{''.join(map(self._cell, rests))}</tr>"

    def _rest(self, cell: Cell) -> Cell:
        """Return the entries that only one list has, and no text of the other tool."""
        rest = [entry for entry in cell.items if entry not in {*cell.shared, *cell.named}]
        if rest:
            return cell._replace(items=tuple(rest), shared=(), named=(), text="")
        return Cell(cell.note or self._messages.gettext(NO_OTHERS))

    def _frame(
        self, label: str, anchor: str, *, same: bool = False, split: bool = False
    ) -> tuple[str, str]:
        key = (label, anchor, same, split)
        if key not in self._frames:
            view = LineView(label, anchor, same, split)
            before, _, after = self._renderer.macro(LAYOUT, "line")(view).partition(CELLS)
            self._frames[key] = (str(before), str(after))
        return self._frames[key]

    def _cell(self, cell: Cell, *, better: bool = False, both: bool = False) -> Markup:
        key = (cell, better, both)
        html = self._cells.get(key)
        if html is None:
            if len(self._cells) > MOST_CELLS:
                self._cells.clear()
            view = CellView(cell, better, both)
            html = self._cells[key] = self._renderer.macro(LAYOUT, "cell")(view)
        return html
