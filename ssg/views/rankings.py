"""The rankings: every tool with its score and the value of each component, in all and by type."""

from collections.abc import Iterable, Iterator
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
    """A row of the ranking."""

    place: int
    """Rank; 1 is the best."""
    tool: Link
    """Link to the tool's page."""
    type: str
    """Type label."""
    score: str
    """An integer of 0 to 100, or a range if provisional."""
    bar: Markup
    """Points of each component as SVG."""
    cells: tuple[Cell, ...]
    """Value of each component."""
    known: str
    """Share of the weight that is known, in per cent."""
    likely: str
    """The most likely score if provisional; else empty."""


@dataclass(frozen=True, slots=True)
class RankingsView:
    """View of the rankings."""

    head: Head
    components: tuple[str, ...]
    """Labels, in the order of the cells."""
    all_known: bool
    """Whether all components are known for every tool in `places`."""
    types: tuple[Link, ...]
    """Links to the lists by type."""
    places: tuple[PlaceView, ...]
    """The scores from at least half of the weight, best first."""
    provisional: tuple[PlaceView, ...]
    """The other scores, best first."""
    unrated: tuple[Link, ...]
    """The tools without a score."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the rankings page; nothing on a site without scores."""
    if not context.site.settings.ranking.enabled:
        return
    yield Page("rankings", context.addresses.page("rankings"), changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> RankingsView:
    """Return the view of the rankings."""
    scores = context.site.ranking.scores
    rated = [score for score in scores if score.total is not None]
    labels = tuple(one.label for one in scores[0].components) if scores else ()
    description = f"{count(len(rated), 'tool')} ranked by a score that you can check, part by part."
    used = {context.tools[score.slug].type for score in scores}
    return RankingsView(
        head=context.head(
            page.address, "Rankings", description, (Link("Rankings", context.href(page.address)),)
        ),
        components=labels,
        all_known=all(score.range is None for score in rated if not score.provisional),
        places=_places(context, (score for score in rated if not score.provisional)),
        provisional=_places(context, (score for score in rated if score.provisional)),
        unrated=tuple(context.tool_link(score.slug) for score in scores if score.total is None),
        types=tuple(
            Link(label, context.href(context.addresses.type(name)))
            for name, label in context.site.settings.types
            if name in used
        ),
    )


def _places(context: Context, scores: Iterable[Score]) -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(
            place=score.place,
            tool=context.tool_link(score.slug),
            bar=points_bar(score.components),
            type=context.site.settings.type_label(context.tools[score.slug].type),
            score=score.shown,
            cells=tuple(map(component_cell, score.components)),
            known=f"{100 * score.known_weight / score.weight:.0f}%" if score.weight else "",
            likely=str(score.range.centre) if score.provisional and score.range else "",
        )
        for score in scores
    )
