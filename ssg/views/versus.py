"""The versus page, the heart of the site, and the page that lists all comparisons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ssg.compare import Comparison, Side, compare
from ssg.markdown import to_html
from ssg.model import Editorial, Tool
from ssg.page import Page
from ssg.text import count, number
from ssg.views.context import Context
from ssg.views.frame import Head, Link

__all__ = ["VersusView", "index_pages", "index_view", "pages", "view"]

SHOWN = 8
"""Capabilities of each side that stand in full; the rest open as titles (the reference pages show eight)."""
OTHERS_SHOWN = 6
"""Other comparisons offered for each side."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A capability on the page."""

    anchor: str
    title: str
    html: Markup
    shared: str
    """The name of the shared capability when the other side has it too."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One side's capabilities."""

    name: str
    href: str
    total: int
    cards: tuple[CardView, ...]
    more: tuple[Link, ...]
    """The capabilities that do not stand in full, leading to the tool's page."""


@dataclass(frozen=True, slots=True)
class VersusView:
    """What the layout of a versus page sees."""

    head: Head
    names: tuple[str, str]
    lede: str
    sides: tuple[Markup, Markup]
    comparison: Comparison
    answer: str
    coverage: str
    columns: tuple[ColumnView, ColumnView]
    editorial: Editorial | None
    editorial_html: Markup
    others: tuple[tuple[str, tuple[Link, ...]], ...]
    """For each side its name and its other comparisons."""
    reasons: tuple[str, ...]
    edits: tuple[Link, ...]


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every pair."""
    newest = {slug: max(tool.dates(), default=None) for slug, tool in context.tools.items()}
    for pair in context.site.pairs:
        days = [day for day in (newest[pair.a], newest[pair.b]) if day]
        yield Page("versus", context.addresses.versus(pair.a, pair.b), (pair.a, pair.b), changed=max(days, default=None))


def view(context: Context, page: Page) -> VersusView:
    """Make the view of one pair."""
    a, b = (Side(context.tools[slug], context.scores[slug]) for slug in page.subject)
    comparison = compare(a, b, context.site.settings)
    editorial = next((one for one in context.site.catalog.editorials if one.slugs == page.subject), None)
    pair = next(one for one in context.related[a.tool.slug] if b.tool.slug in {one.a, one.b})
    link = context.versus_link(a.tool.slug, b.tool.slug)
    lede = _lede(a.tool, b.tool)
    return VersusView(
        head=context.head(page.address, f"{link.text}: {_subject(a, b, context)}", f"{comparison.verdict[0]} {lede}",
                          _trail(context, link), indexed=page.indexed),
        names=(a.tool.name, b.tool.name), lede=lede, comparison=comparison, answer=_answer(comparison),
        sides=(context.parts(a.tool.slug).side, context.parts(b.tool.slug).side), coverage=_coverage(comparison),
        columns=(_column(context, a.tool, b.tool), _column(context, b.tool, a.tool)), editorial=editorial,
        editorial_html=to_html(editorial.text) if editorial else Markup(""), reasons=pair.reasons,
        others=tuple((side.tool.name, _others(context, side.tool.slug, page.subject)) for side in (a, b)),
        edits=tuple(Link(side.tool.name, context.edit(side.tool.path)) for side in (a, b) if context.edit("x")))


def _trail(context: Context, link: Link) -> tuple[Link, ...]:
    return Link("Compare", context.href(context.addresses.page("compare"))), link


def _subject(a: Side, b: Side, context: Context) -> str:
    """Name what is compared: the shared main category, or the two types."""
    settings = context.site.settings
    names = {category.id: category.name for category in settings.categories}
    first, second = a.tool.categories[:1], b.tool.categories[:1]
    if first and first == second:
        return f"{names[first[0]].lower()} compared"
    types = [settings.type_label(side.tool.type).lower() for side in (a, b)]
    return f"two of the type {types[0]} compared" if types[0] == types[1] else f"{types[0]} and {types[1]} compared"


def _lede(a: Tool, b: Tool) -> str:
    shared = len(_shared(a, b))
    first = f"{a.name} is described by {count(len(a.capabilities), 'capability', 'capabilities')}, {b.name} by "
    return f"{first}{len(b.capabilities)}; {shared or 'none'} of them {'is' if shared == 1 else 'are'} the same thing."


def _shared(a: Tool, b: Tool) -> set[str]:
    return {one.id for one in a.capabilities if one.id} & {one.id for one in b.capabilities}


def _answer(comparison: Comparison) -> str:
    """Say in one sentence who is ahead."""
    if not comparison.ahead:
        return "No side is ahead."
    name = (comparison.a if comparison.ahead == "a" else comparison.b).tool.name
    points = number(round(comparison.margin, 1))
    unit = "point" if points == "1" else "points"
    if comparison.close:
        return f"Too close to call: {name} is {points} {unit} ahead."
    return f"{name} ranks higher, by {points} {unit}."


def _coverage(comparison: Comparison) -> str:
    a, b = comparison.a, comparison.b
    total = len(a.score.components)
    if a.score.known == b.score.known:
        known = f"Each score uses {a.score.known} of {total} components."
    else:
        known = (f"{a.tool.name}'s score uses {a.score.known} of {total} components, "
                 f"{b.tool.name}'s {b.score.known}.")
    return known + (f" The oldest fact here was checked on {comparison.oldest}." if comparison.oldest else "")


def _column(context: Context, tool: Tool, other: Tool) -> ColumnView:
    """Set one side's cards: what the other side has too first, in an order that both sides share."""
    names = {one.id: one.name for one in context.site.catalog.capabilities}
    shared = _shared(tool, other)
    cards = [CardView(anchor=one.anchor, title=one.title, html=html, shared=names.get(one.id, "") if one.id in shared else "")
             for one, html in zip(tool.capabilities, context.parts(tool.slug).cards, strict=True)]
    cards.sort(key=lambda card: (not card.shared, card.shared))
    address = context.href(context.addresses.tool(tool.slug))
    return ColumnView(name=tool.name, href=address, total=len(cards), cards=tuple(cards[:SHOWN]),
                      more=tuple(Link(card.title, f"{address}#c-{card.anchor}") for card in cards[SHOWN:]))


def _others(context: Context, slug: str, subject: Sequence[str]) -> tuple[Link, ...]:
    links = [context.versus_link(pair.a, pair.b) for pair in context.related[slug] if (pair.a, pair.b) != tuple(subject)]
    return tuple(links[:OTHERS_SHOWN])


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the layout of the list of comparisons sees."""

    head: Head
    groups: tuple[tuple[Link, tuple[Link, ...]], ...]
    """For each tool its comparisons, strongest first."""
    total: int


def index_pages(context: Context) -> Iterator[Page]:
    """Yield the one page that lists all comparisons."""
    yield Page("compare", context.addresses.page("compare"), changed=_newest(context))


def index_view(context: Context, page: Page) -> CompareView:
    """Make the view of the list of comparisons."""
    total = len(context.site.pairs)
    groups = [(context.tool_link(tool.slug), tuple(
        Link(context.tools[pair.b if pair.a == tool.slug else pair.a].name, context.versus_link(pair.a, pair.b).href)
        for pair in context.related.get(tool.slug, ()))) for tool in _by_name(context)]
    return CompareView(
        head=context.head(page.address, "All comparisons", f"{count(total, 'comparison')} of two tools, side by side.",
                          (Link("Compare", context.href(page.address)),)),
        groups=tuple(group for group in groups if group[1]), total=total)


def _by_name(context: Context) -> list[Tool]:
    return sorted(context.site.catalog.tools, key=lambda tool: (tool.name.lower(), tool.slug))


def _newest(context: Context) -> date | None:
    return max((day for tool in context.site.catalog.tools for day in tool.dates()), default=None)
