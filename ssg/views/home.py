"""Home page: popular comparisons, popular tools of each category, recently checked tools."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Tool
from ssg.comparison.category_tree import category_nodes
from ssg.ranking.pairing import common_ground
from ssg.site import Page, Pair
from ssg.urls import ordered
from ssg.views.context import Context
from ssg.views.heads import head_of
from ssg.views.listing import EntryView, entry, type_links
from ssg.views.page_head import Head, Link
from ssg.views.structured_data import website

__all__ = ["HomeView", "pages", "shown_tools", "view"]

COMPARISONS_SHOWN = 12
TOOL_COMPARISONS = 2
"""Comparisons of the same tool."""
GROUPS_SHOWN = 24
"""Categories whose most popular tools are shown."""
BEST_SHOWN = 5
RECENT_SHOWN = 6
FEW_CATEGORIES = 2
"""Categories of which the link to all of them does not give the number."""


class DuelView(NamedTuple):
    """A comparison on the home page."""

    href: str
    """URL of the comparison."""
    names: tuple[str, str]
    """Names of the two tools."""
    pictures: tuple[Markup, Markup]
    """Their logos or monograms."""
    scores: tuple[str, str]
    """Scores, 0-100, or dashes."""
    reason: str
    """Main reason why the two are compared, or empty."""


class HomeView(NamedTuple):
    """View of the home page."""

    head: Head
    figures: tuple[tuple[str, str], ...]
    """Number and noun, e.g. `26` and `tools`."""
    duels: tuple[DuelView, ...]
    """Comparisons of the most popular tools, each tool at most twice."""
    groups: tuple[tuple[Link, tuple[EntryView, ...]], ...]
    """Categories, or types where there are none, with their most popular tools."""
    leaders: str
    """Heading of the groups."""
    types: tuple[Link, ...]
    """All types; `note` is the number of tools."""
    categories: Link | None
    """Link to all categories, if the site has any."""
    recent: tuple[Link, ...]
    """Tools with the newest dates; `note` is the date."""
    compare: str
    """URL of the comparison index."""
    rankings: str
    """URL of the rankings."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the home page."""
    yield Page("home", context.addresses.page())


def view(context: Context, page: Page) -> HomeView:
    """Return the view of the home page."""
    settings, addresses = context.site.settings, context.addresses
    description = settings.description or context.ngettext(
        "{number} {tool} compared side by side.",
        "{number} {tools} compared side by side.",
        len(context.tools),
        tool=settings.words.tool,
        tools=settings.words.tools,
    )
    return HomeView(
        head=head_of(
            context,
            page.address,
            settings.title,
            description,
            structured=[website(context)],
        ),
        figures=_figures(context),
        duels=_duels(context),
        groups=_groups(context),
        leaders=_leaders(context),
        recent=_recent(context),
        types=type_links(context),
        categories=_all_categories(context),
        compare=context.href(addresses.page("compare")),
        rankings=context.href(addresses.page("rankings")) if settings.ranking.enabled else "",
    )


def _figures(context: Context) -> tuple[tuple[str, str], ...]:
    tools, pairs = len(context.tools), len(context.pairs_with_page())
    documented = sum(len(tool.capability_ids) for tool in context.ordered)
    figures = (
        (tools, context.nouns.tools(tools)),
        (documented, context.nouns.capabilities(documented)),
        (pairs, context.ngettext("comparison", "comparisons", pairs)),
    )
    return tuple((context.messages.number(number), noun) for number, noun in figures if number)


def _duels(context: Context) -> tuple[DuelView, ...]:
    """Choose the pairs whose less popular tool is most popular; each tool appears at most twice.

    Those for the same job come first.
    """
    used: Counter[str] = Counter()
    chosen: list[Pair] = []
    for pair in _popular_pairs(context):
        if all(used[slug] < TOOL_COMPARISONS for slug in pair):
            chosen.append(context.pairs[pair])
            used.update(pair)
        if len(chosen) == COMPARISONS_SHOWN:
            break
    return tuple(_duel(context, pair) for pair in chosen)


def _popular_pairs(context: Context) -> Iterator[tuple[str, str]]:
    """Yield the pairs with a page: those for the same job first, then the others.

    Each time the order is that of the less popular tool, then of the other one.
    """
    places = context.places()
    has, versus = context.addresses.has, context.addresses.versus
    for of_same_job in (True, False):
        for last, tool in enumerate(context.ordered):
            before = sorted(
                place for slug in context.partners(tool.slug) if (place := places[slug]) < last
            )
            for place in before:
                pair = a, b = ordered(context.ordered[place].slug, tool.slug)
                if (b in context.substitutes(a)) is of_same_job and has(versus(a, b)):
                    yield pair


def _duel(context: Context, pair: Pair) -> DuelView:
    slugs = (pair.a, pair.b)
    first, second = map(context.distinct_name, slugs)
    shown = [entry(context, context.tools[slug]).score for slug in slugs]
    return DuelView(
        href=context.versus_link(*slugs).href,
        names=(first, second),
        pictures=(context.picture(pair.a), context.picture(pair.b)),
        scores=(shown[0], shown[1]),
        reason=_reason(context, pair),
    )


def _reason(context: Context, pair: Pair) -> str:
    """Return the main reason of a pair; that both are of the only type of a site is none."""
    reason = common_ground(pair, context.messages)
    kind = context.site.settings.type_label(context.tools[pair.a].type)
    same = context.gettext("same type: {type}", type=kind)
    return "" if reason == same and len(context.site.settings.types) == 1 else reason


def shown_tools(context: Context) -> list[Tool]:
    """Return the tools whose summaries the page shows."""
    return [tool for _, tools in _tools_of_groups(context) for tool in tools]


def _groups(context: Context) -> tuple[tuple[Link, tuple[EntryView, ...]], ...]:
    """Return the groups with the entries of their best tools."""
    return tuple(
        (link, tuple(entry(context, tool) for tool in tools))
        for link, tools in _tools_of_groups(context)
    )


def _tools_of_groups(context: Context) -> tuple[tuple[Link, Sequence[Tool]], ...]:
    """Return the best tools of the categories, or of the types: see `_categories_shown`."""
    nodes, found = category_nodes(context.site.settings.categories), _categories_shown(context)
    if found:
        return tuple(
            (
                Link(
                    nodes[name].label,
                    context.href(context.addresses.category(name)),
                    " / ".join(nodes[name].parents),
                ),
                context.in_category[name][:BEST_SHOWN],
            )
            for name in found
        )
    return tuple(
        (Link(label, context.href(context.addresses.type(name))), tools[:BEST_SHOWN])
        for name, label in context.site.settings.types
        if (tools := context.of_type.get(name))
    )


def _categories_shown(context: Context) -> Sequence[str]:
    """Return the categories that are groups, in the order of their most popular tool.

    A single one divides nothing: then the groups are types.
    """
    found = dict.fromkeys(name for tool in context.ordered for name in tool.categories)
    return [*found][:GROUPS_SHOWN] if len(found) > 1 else ()


def _leaders(context: Context) -> str:
    """Return the heading of the groups: what they are by, and which tools are shown."""
    settings, words = context.site.settings, context.words
    by_category = bool(_categories_shown(context))
    if by_category and settings.ranking.enabled:
        return context.gettext("{tools} by category, highest scores first", tools=words.tools_title)
    if settings.ranking.enabled:
        return context.gettext("{tools} by type, highest scores first", tools=words.tools_title)
    if by_category:
        return context.gettext("{tools} by category", tools=words.tools_title)
    return context.gettext("{tools} by type", tools=words.tools_title)


def _all_categories(context: Context) -> Link | None:
    total = len(context.site.settings.categories)
    if not total:
        return None
    counted = context.gettext("All {tools}", tools=context.nouns.count_categories(total))
    return Link(
        counted if total > FEW_CATEGORIES else context.words.categories,
        context.href(context.addresses.page("categories")),
    )


def _recent(context: Context) -> tuple[Link, ...]:
    """Return the tools of which a fact was measured or checked last.

    Days are left out once more tools share them than are shown: no order would decide which.
    """
    days: dict[date, list[Tool]] = defaultdict(list)
    for tool in context.ordered:
        if day := tool.newest_check:
            days[day].append(tool)
    shown: list[Link] = []
    for day in sorted(days, reverse=True):
        if len(shown) + len(days[day]) > RECENT_SHOWN:
            break
        shown += [
            Link(
                context.distinct_name(tool.slug),
                context.tool_link(tool.slug).href,
                context.messages.day(day),
            )
            for tool in days[day]
        ]
    return tuple(shown)
