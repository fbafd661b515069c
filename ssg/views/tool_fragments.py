"""A tool -> the pieces of versus pages that belong to it: each is rendered when it is first needed, and kept.

A tool stands on its pages as side `a` or `b`; a piece that names its side is made once for each.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.catalog import Capability
from ssg.comparison.cells import pricing_label
from ssg.comparison.entities import named_things
from ssg.comparison.profile import ToolProfile
from ssg.rendering.charts import dial
from ssg.rendering.renderer import Renderer
from ssg.views.capability_cards import SourceView, in_short
from ssg.views.page_head import Link

__all__ = ["HeadView", "PieceView", "ToolParts", "joined"]

LAYOUT = "parts/versus.html"


@dataclass(frozen=True, slots=True)
class HeadView:
    """What the macro of a tool's head on a versus page sees."""

    name: str
    href: str
    type: str
    pricing: str
    license: str
    summary: str
    dial: Markup


@dataclass(frozen=True, slots=True)
class PieceView:
    """What the macros of a capability on a versus page see."""

    side: str
    """`a` or `b`."""
    tool: str
    """The tool's name."""
    anchor: str
    title: str
    full: str
    """Address of the whole text."""
    text: Markup
    sources: tuple[SourceView, ...]
    edit: str
    """Address at which its lines can be edited, or nothing."""


class ToolParts:
    """Pieces of versus pages that belong to one tool."""

    def __init__(
        self,
        side: ToolProfile,
        type_label: str,
        href: str,
        renderer: Renderer,
        edit: Callable[[Capability], str],
        others: Sequence[tuple[str, Link]],
    ) -> None:
        """Take the tool, the address of its page, and what finds the address at which a capability is edited.

        `others` are the tools that it is compared with, by slug, each with the link to the comparison.
        """
        self._side, self._href, self._renderer, self._edit = side, href, renderer, edit
        self._made: dict[tuple[str, str, int], Markup] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        tool = side.tool
        self.head = renderer.macro(LAYOUT, "head")(
            HeadView(
                name=tool.name,
                href=href,
                type=type_label,
                pricing=pricing_label(tool),
                license=tool.license,
                summary=tool.summary,
                dial=dial(side.score),
            )
        )
        self.picker = renderer.macro(LAYOUT, "picker")(tool)
        self._others = [(slug, renderer.macro(LAYOUT, "other")(link)) for slug, link in others]

    def others(self, without: str, most: int) -> Markup:
        """Return the first comparisons with other tools, as entries of a list."""
        return joined([html for slug, html in self._others if slug != without][:most])

    def half(self, side: str, index: int) -> Markup:
        """Return one half of a row of what both tools have: how this one does it."""
        return self._made.get(("half", side, index)) or self._make("half", side, index)

    def card(self, side: str, index: int) -> Markup:
        """Return a capability that only this tool has: what sets it apart."""
        return self._made.get(("card", side, index)) or self._make("card", side, index)

    def title(self, side: str, index: int) -> Markup:
        """Return a capability as an entry of a list of titles."""
        return self._made.get(("title", side, index)) or self._make("title", side, index)

    def names(self, index: int) -> tuple[str, ...]:
        """Return what the text of a capability calls by name."""
        if index not in self._names:
            self._names[index] = named_things(self._side.tool.capabilities[index])
        return self._names[index]

    def _make(self, macro: str, side: str, index: int) -> Markup:
        capability = self._side.tool.capabilities[index]
        text, sources = (
            in_short(capability, alone=macro != "half") if macro != "title" else (Markup(""), ())
        )
        piece = PieceView(
            side=side,
            tool=self._side.tool.name,
            anchor=f"{side}-{capability.anchor}",
            title=capability.title,
            full=f"{self._href}#c-{capability.anchor}",
            text=text,
            sources=sources,
            edit=self._edit(capability),
        )
        found = self._made[macro, side, index] = self._renderer.macro(LAYOUT, macro)(piece)
        return found


def joined(pieces: Iterable[str]) -> Markup:
    """Return pieces of a page, line by line."""
    return Markup("\n".join(pieces))  # noqa: S704  (every piece comes from a layout)
