"""Home page: strongest comparisons, best tools of each type, recently checked tools."""

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
    """A comparison on the home page."""

    href: str
    """URL of the comparison."""
    names: tuple[str, str]
    """Names of the two tools."""
    scores: tuple[str, str]
    """Scores, 0-100, or dashes."""
    reason: str
    """Main reason why the two are compared."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """View of the home page."""

    head: Head
    figures: tuple[tuple[str, str], ...]
    """Number and noun, e.g. `26` and `tools`."""
    duels: tuple[DuelView, ...]
    """Strongest comparisons, each tool at most twice."""
    leaders: tuple[tuple[Link, tuple[EntryView, ...]], ...]
    """For each type its best tools."""
    categories: tuple[Link, ...]
    """All categories."""
    recent: tuple[Link, ...]
    """Tools with the newest dates; `note` is the date."""
    compare: str
    """URL of the comparison index."""
    rankings: str
    """URL of the rankings."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the home page."""
    yield Page("home", "/", changed=context.site.ranking.as_of)


def view(context: Context, page: Page) -> HomeView:
    """Return the view of the home page."""
    settings, addresses = context.site.settings, context.addresses
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
        figures=_figures(context),
        duels=_duels(context),
        leaders=_leaders(context),
        recent=_recent(context),
        categories=tuple(
            Link(category.name, context.href(addresses.category(category.id)), category.description)
            for category in settings.categories
        ),
        compare=context.href(addresses.page("compare")),
        rankings=context.href(addresses.page("rankings")) if settings.ranking.enabled else "",
    )


def _figures(context: Context) -> tuple[tuple[str, str], ...]:
    figures = (
        (len(context.tools), "tools"),
        (sum(len(tool.capabilities) for tool in context.tools.values()), "capabilities"),
        (len(context.site.pairs), "comparisons"),
    )
    return tuple((f"{number:,}", noun) for number, noun in figures)


def _duels(context: Context) -> tuple[DuelView, ...]:
    """Choose the strongest pairs; each tool appears at most twice."""
    used: dict[str, int] = {}
    chosen: list[Pair] = []
    for pair in sorted(context.site.pairs, key=lambda pair: (-pair.strength, pair.a, pair.b)):
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
    dated.sort(key=lambda entry: (-entry[0].toordinal(), entry[1]))
    return tuple(
        Link(context.tools[slug].name, context.tool_link(slug).href, day.isoformat())
        for day, slug in dated[:RECENT_SHOWN]
    )
