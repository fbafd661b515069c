"""The rankings: every tool with its score and the points of each component, in all and by type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.cells import COMPONENT_LABELS, Cell, component_cell
from ssg.charts import points_bar
from ssg.model import Score
from ssg.page import Page
from ssg.settings import COMPONENTS
from ssg.text import count
from ssg.views.context import Context
from ssg.views.frame import Head, Link

__all__ = ["RankingsView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One line of a ranking."""

    place: int
    tool: Link
    type: str
    score: str
    bar: Markup
    cells: tuple[Cell, ...]
    """The value of each component."""
    known: str


@dataclass(frozen=True, slots=True)
class RankingsView:
    """What the layout of the rankings sees."""

    head: Head
    components: tuple[str, ...]
    types: tuple[Link, ...]
    places: tuple[PlaceView, ...]


def pages(context: Context) -> Iterator[Page]:
    """Yield the one page of rankings."""
    yield Page("rankings", context.addresses.page("rankings"), changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> RankingsView:
    """Make the view of the rankings."""
    scores = context.site.ranking.scores
    description = f"{count(len(scores), 'tool')} ranked by a score that can be checked, component by component."
    used = {context.tools[score.slug].type for score in scores}
    return RankingsView(
        head=context.head(page.address, "Rankings", description, (Link("Rankings", context.href(page.address)),)),
        components=tuple(COMPONENT_LABELS[name] for name in COMPONENTS), places=_places(context, scores),
        types=tuple(Link(label, context.href(context.addresses.type(name)))
                    for name, label in context.site.settings.types if name in used))


def _places(context: Context, scores: Sequence[Score]) -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(place=score.place, tool=context.tool_link(score.slug), bar=points_bar(score.components),
                  type=context.site.settings.type_label(context.tools[score.slug].type),
                  score="-" if score.rounded is None else str(score.rounded),
                  cells=tuple(component_cell(score, name) for name in COMPONENTS),
                  known=f"{score.known} of {len(COMPONENTS)}")
        for score in scores)
