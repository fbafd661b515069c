"""The rankings: every tool with its score and the points of each component, in all and by type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.comparison.cells import Cell, component_cell
from ssg.rendering.charts import points_bar
from ssg.scores import Score
from ssg.site import Page
from ssg.text import count
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["RankingsView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One line of a ranking."""

    place: int
    """1 is the best."""
    tool: Link
    """Its name and page."""
    type: str
    """Label of its type."""
    score: str
    """A whole number of 100, or a dash."""
    bar: Markup
    """The points of each component as a drawing."""
    cells: tuple[Cell, ...]
    """The value of each component."""
    known: str
    """How many components are known."""


@dataclass(frozen=True, slots=True)
class RankingsView:
    """What the layout of the rankings sees."""

    head: Head
    components: tuple[str, ...]
    """Labels, in the order of the cells."""
    types: tuple[Link, ...]
    """The ranking of each type alone."""
    places: tuple[PlaceView, ...]
    """Best first."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the one page of rankings."""
    yield Page("rankings", context.addresses.page("rankings"), changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> RankingsView:
    """Make the view of the rankings."""
    scores = context.site.ranking.scores
    description = f"{count(len(scores), 'tool')} ranked by a score that can be checked, component by component."
    used = {context.tools[score.slug].type for score in scores}
    return RankingsView(
        head=context.head(
            page.address, "Rankings", description, (Link("Rankings", context.href(page.address)),)
        ),
        components=tuple(one.label for one in scores[0].components) if scores else (),
        places=_places(context, scores),
        types=tuple(
            Link(label, context.href(context.addresses.type(name)))
            for name, label in context.site.settings.types
            if name in used
        ),
    )


def _places(context: Context, scores: Sequence[Score]) -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(
            place=score.place,
            tool=context.tool_link(score.slug),
            bar=points_bar(score.components),
            type=context.site.settings.type_label(context.tools[score.slug].type),
            score="-" if score.rounded is None else str(score.rounded),
            cells=tuple(map(component_cell, score.components)),
            known=f"{score.known} of {len(score.components)}",
        )
        for score in scores
    )
