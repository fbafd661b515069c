"""Pieces of versus pages that belong to one tool: each is rendered when first needed, and kept.

A tool is side `a` or `b` of a page; a piece that names its side is rendered once for each.
"""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from ssg.comparison.profile import ToolProfile
from ssg.comparison.tool_texts import plain
from ssg.rendering.renderer import Renderer
from ssg.views.capability_cards import SourceView, in_short
from ssg.views.footnotes import FootnoteEntry, source_notes
from ssg.views.page_head import Link

__all__ = ["NOTHING", "HeadView", "PieceView", "ToolParts", "joined"]

LAYOUT = "parts/versus.html"
NOTHING = Markup("")
DIAL = Markup("\0")
"""Placeholder of the dial, which only some comparisons show; no content can contain it."""


class HeadView(NamedTuple):
    """What the macro of a tool's head on a versus page sees."""

    name: str
    href: str
    picture: Markup
    summary: str
    dial: Markup


class PieceView(NamedTuple):
    """What the macros of a capability on a versus page see."""

    side: str
    """`a` or `b`."""
    tool: str
    """The tool's name."""
    anchor: str
    title: str
    full: str
    """URL of the full text."""
    text: Markup
    """How the tool does it, in one sentence; empty if only the title is shown."""
    best_for: str
    source: SourceView | None


class ToolParts:
    """Pieces of versus pages that belong to one tool."""

    def __init__(
        self,
        side: ToolProfile,
        href: str,
        picture: Markup,
        renderer: Renderer,
    ) -> None:
        """Take the tool, the address of its page, and its picture."""
        self._side, self._href, self._renderer = side, href, renderer
        self._made: dict[tuple[str, str, int, bool], Markup] = {}
        tool = side.tool
        self.notes: dict[str, tuple[FootnoteEntry, ...]] = source_notes(tool, side.messages)
        view = HeadView(name=side.name, href=href, picture=picture, summary=tool.summary, dial=DIAL)
        self._head = renderer.macro(LAYOUT, "head")(view).partition(DIAL)
        self._heads: dict[tuple[bool, bool], Markup] = {}
        self.receipt = Link(side.name, f"{href}#receipt")
        self.capabilities = f"{href}#capabilities"
        self.picker = renderer.macro(LAYOUT, "picker")(tool)

    def head(self, dial: Markup, *, brief: bool = False) -> Markup:
        """Return the name, a dial or nothing, and the summary unless `brief`.

        `dial`: the one of the tool, if it is shown.
        """
        key = bool(dial), brief
        html = self._heads.get(key)
        if html is None:
            before, place, after = self._head
            text = "".join((before, dial if place else "", "" if brief else after))
            html = self._heads[key] = Markup(text)  # noqa: S704  (of layouts and numbers)
        return html

    def way(self, side: str, index: int, *, brief: bool) -> Markup:
        """Return how this tool does what both can do; only its title where `brief`."""
        return self._piece("half", side, index, brief=brief)

    def title(self, side: str, index: int) -> Markup:
        """Return a link to a capability on the tool's page."""
        return self._piece("title", side, index, brief=True)

    def only(self, side: str, index: int, *, brief: bool) -> Markup:
        """Return a capability that only this tool has: its title, and what it is best for."""
        return self._piece("only", side, index, brief=brief)

    def _piece(self, macro: str, side: str, index: int, *, brief: bool) -> Markup:
        key = (macro, side, index, brief)
        html = self._made.get(key)
        if html is None:
            html = self._made[key] = self._render(macro, side, index, brief=brief)
        return html

    def _render(self, macro: str, side: str, index: int, *, brief: bool) -> Markup:
        capability = self._side.tool.capabilities[index]
        text, source = (Markup(""), None) if brief else in_short(capability, self._side.messages)
        best_for = "" if brief or not capability.best_for else plain(capability.best_for[0])
        piece = PieceView(
            side=side,
            tool=self._side.name,
            anchor=f"{side}-{capability.anchor}",
            title=capability.title,
            full=f"{self._href}#c-{capability.anchor}",
            text=text,
            best_for=best_for,
            source=source,
        )
        return self._renderer.macro(LAYOUT, macro)(piece)


def joined(pieces: Iterable[str]) -> Markup:
    """Return pieces of a page, line by line."""
    return Markup("\n".join(pieces))  # noqa: S704  (every piece comes from a layout)
