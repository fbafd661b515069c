"""The rankings: every tool with its score and the value of each component, in all and by type."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from ssg.comparison.cells import Cell, component_cell
from ssg.rendering.charts import points_bar
from ssg.scores import Score
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.listing import BrowseView, browse_view
from ssg.views.page_head import Head, Link
from ssg.views.paging import PagerView, entries_of, page_count, paged, paged_head, pager
from ssg.views.structured_data import with_list

__all__ = ["RankingsView", "pages", "view"]

ROWS_SHOWN = 50
"""Rows on one page: each has a bar and a cell for every component."""


class PlaceView(NamedTuple):
    """A row of the ranking."""

    place: int
    """Rank; 1 is the best."""
    tool: Link
    """Link to the tool's page."""
    picture: Markup
    """Logo or monogram."""
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


class RankingsView(NamedTuple):
    """View of the rankings."""

    head: Head
    browse: BrowseView
    """Filters in the browser."""
    components: tuple[str, ...]
    """Labels, in the order of the cells."""
    all_known: bool
    """Whether all components are known for every tool in `places`."""
    types: tuple[Link, ...]
    """Links to the lists by type."""
    places: tuple[PlaceView, ...]
    """The scores from at least half of the weight that are on this page, best first."""
    provisional: tuple[PlaceView, ...]
    """The other scores, best first."""
    unrated: tuple[Link, ...]
    """The tools without a score."""
    pager: PagerView
    """Links to the other pages."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the pages of the rankings; none on a site without scores."""
    if not context.site.settings.ranking.enabled:
        return
    address = context.addresses.page("rankings")
    count_of_pages = page_count(len(context.scores), ROWS_SHOWN)
    yield from paged(context, "rankings", address, ("rankings",), count_of_pages)


def view(context: Context, page: Page) -> RankingsView:
    """Return the view of a page of the rankings."""
    scores, address = context.site.ranking.scores, context.addresses.page("rankings")
    links = pager(context, page, address, len(scores), ROWS_SHOWN)
    words = context.words
    rated = [score for score in scores if score.total is not None]
    here = entries_of(page, scores, ROWS_SHOWN)
    known = [score for score in here if score.total is not None]
    description = context.gettext(
        "{tools} ranked by a score that you can check, part by part.",
        tools=context.nouns.count_tools(context.firm_scores() or len(rated)),
    )
    trail = (Link(words.rankings, context.href(address)),)
    head = paged_head(context, page, links, words.rankings, description, trail)
    return RankingsView(
        head=with_list(context, head, [context.tool_link(score.slug) for score in known]),
        browse=_browse(context),
        components=tuple(one.label for one in scores[0].components) if scores else (),
        all_known=all(score.range is None for score in rated if not score.provisional),
        places=_places(context, (score for score in known if not score.provisional)),
        provisional=_places(context, (score for score in known if score.provisional)),
        unrated=tuple(context.tool_link(score.slug) for score in here if score.total is None),
        pager=links,
        types=tuple(
            Link(label, context.href(context.addresses.type(name)))
            for name, label in context.site.settings.types
            if name in context.of_type
        ),
    )


def _browse(context: Context) -> BrowseView:
    return browse_view(context)._replace(weights=context.browse().weights is not None)


def _places(context: Context, scores: Iterable[Score]) -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(
            place=score.place,
            tool=context.tool_link(score.slug),
            picture=context.picture(score.slug),
            bar=points_bar(score.components),
            type=context.site.settings.type_label(context.tools[score.slug].type),
            score=score.shown,
            cells=tuple(component_cell(one, context.messages) for one in score.components),
            known=context.messages.percent(score.known_weight / score.weight)
            if score.weight
            else "",
            likely=str(score.range.centre) if score.provisional and score.range else "",
        )
        for score in scores
    )
