"""The home page: what the site is, the comparisons that matter most, the best of each type."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.site import Page, Pair
from ssg.text import count
from ssg.views.context import Context
from ssg.views.listing import EntryView, entry
from ssg.views.page_head import Head, Link

__all__ = ["HomeView", "pages", "view"]

COMPARISONS_SHOWN = 12
BEST_SHOWN = 5
RECENT_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DuelView:
    """A comparison as the home page offers it."""

    href: str
    """Address of the comparison."""
    names: tuple[str, str]
    """What the two are called."""
    scores: tuple[str, str]
    """Whole numbers of 100, or dashes; empty on a site without scores."""
    reason: str
    """Why the two are compared."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the layout of the home page sees."""

    head: Head
    figures: tuple[tuple[str, str], ...]
    """Number and noun, e.g. `26` and `tools`."""
    duels: tuple[DuelView, ...]
    """Comparisons worth a look."""
    leaders: tuple[tuple[Link, tuple[EntryView, ...]], ...]
    """For each type its best tools."""
    categories: tuple[Link, ...]
    """All categories."""
    recent: tuple[Link, ...]
    """The tools whose facts were checked last; `note` is the day."""
    compare: str
    """Address of the list of comparisons."""
    rankings: str
    """Address of the rankings; empty on a site without scores."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the home page."""
    yield Page("home", "/", changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> HomeView:
    """Make the view of the home page."""
    settings, addresses = context.site.settings, context.addresses
    capabilities = sum(len(tool.capabilities) for tool in context.tools.values())
    figures = (
        (len(context.tools), "tools"),
        (capabilities, "capabilities"),
        (len(context.site.pairs), "comparisons"),
    )
    description = (
        settings.description or f"{count(len(context.tools), 'tool')} compared side by side."
    )
    return HomeView(
        head=context.head(
            page.address,
            settings.title,
            description,
            structured=[{"@type": "WebSite", "name": settings.title, "url": addresses.base_url}],
        ),
        figures=tuple((f"{number:,}", noun) for number, noun in figures),
        duels=_duels(context),
        leaders=_leaders(context),
        recent=_recent(context),
        categories=tuple(
            Link(one.name, context.href(addresses.category(one.id)), one.description)
            for one in settings.categories
        ),
        compare=context.href(addresses.page("compare")),
        rankings=context.href(addresses.page("rankings")) if settings.ranking.enabled else "",
    )


def _duels(context: Context) -> tuple[DuelView, ...]:
    """Choose the strongest pairs, each tool at most twice, so that no single tool fills the page."""
    used: dict[str, int] = {}
    chosen: list[Pair] = []
    for pair in sorted(context.site.pairs, key=lambda one: (-one.strength, one.a, one.b)):
        if max(used.get(pair.a, 0), used.get(pair.b, 0)) < 2 and len(chosen) < COMPARISONS_SHOWN:
            chosen.append(pair)
            used |= {slug: used.get(slug, 0) + 1 for slug in (pair.a, pair.b)}
    return tuple(_duel(context, pair) for pair in chosen)


def _duel(context: Context, pair: Pair) -> DuelView:
    slugs = (pair.a, pair.b)
    first, second = (context.tools[slug].name for slug in slugs)
    shown = [entry(context, context.tools[slug]).score for slug in slugs]
    return DuelView(
        href=context.versus_link(*slugs).href,
        names=(first, second),
        scores=(shown[0], shown[1]),
        reason=pair.reasons[0] if pair.reasons else "",
    )


def _leaders(context: Context) -> tuple[tuple[Link, tuple[EntryView, ...]], ...]:
    ranked = [context.tools[score.slug] for score in context.site.ranking.scores]
    leaders = []
    for name, label in context.site.settings.types:
        best = tuple(entry(context, tool) for tool in ranked if tool.type == name)[:BEST_SHOWN]
        if best:
            leaders.append((Link(label, context.href(context.addresses.type(name))), best))
    return tuple(leaders)


def _recent(context: Context) -> tuple[Link, ...]:
    dated = [(max(tool.dates()), tool.slug) for tool in context.tools.values() if tool.dates()]
    dated.sort(key=lambda one: (-one[0].toordinal(), one[1]))
    return tuple(
        Link(context.tools[slug].name, context.tool_link(slug).href, day.isoformat())
        for day, slug in dated[:RECENT_SHOWN]
    )
