"""Rankings page: every tool with its score and the value of each component."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.comparison.cells import Cell, component_cell
from ssg.labels import COMPONENT_LABELS
from ssg.rendering.charts import points_bar
from ssg.scores import Score
from ssg.settings import COMPONENTS
from ssg.site import Page
from ssg.text import count
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["RankingsView", "pages", "view"]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A row of the ranking."""

    place: int
    """Rank; 1 is the best."""
    tool: Link
    """Link to the tool's page."""
    type: str
    """Type label."""
    score: str
    """Score, 0-100, or a dash."""
    bar: Markup
    """Points of each component as SVG."""
    cells: tuple[Cell, ...]
    """Value of each component."""
    known: str
    """Number of known components, e.g. `3 of 5`."""


@dataclass(frozen=True, slots=True)
class RankingsView:
    """View of the rankings."""

    head: Head
    components: tuple[str, ...]
    """Component labels, in the order of the cells."""
    types: tuple[Link, ...]
    """Links to the lists by type."""
    places: tuple[PlaceView, ...]
    """Best score first."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the rankings page."""
    yield Page("rankings", context.addresses.page("rankings"), changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> RankingsView:
    """Return the view of the rankings."""
    scores = context.site.ranking.scores
    description = (
        f"{count(len(scores), 'tool')} ranked by score, with the value of every component."
    )
    used = {context.tools[score.slug].type for score in scores}
    return RankingsView(
        head=context.head(
            page.address, "Rankings", description, (Link("Rankings", context.href(page.address)),)
        ),
        components=tuple(COMPONENT_LABELS[name] for name in COMPONENTS),
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
            cells=tuple(component_cell(score, name) for name in COMPONENTS),
            known=f"{score.known} of {len(COMPONENTS)}",
        )
        for score in scores
    )
