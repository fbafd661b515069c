"""The versus page, the heart of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from ssg.align import Alignment, Match
from ssg.charts import receipt, share_bar
from ssg.compare import Comparison, compare
from ssg.decide import Clause, decide
from ssg.markdown import to_html
from ssg.model import Capability, Editorial, Tool
from ssg.named import split_names
from ssg.page import Page
from ssg.rows import COMPONENT_LABELS, Side
from ssg.sentences import differences, lead_sentence, limits_sentence, moving_sentence, ways_sentence
from ssg.text import join, number
from ssg.views.context import Context
from ssg.views.frame import Head, Link

__all__ = ["VersusView", "pages", "view"]

SHOWN = 8
"""Capabilities of each side that stand with their text; the rest open as titles (the reference pages show eight)."""
OTHERS_SHOWN = 3
"""Other comparisons offered for each side."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A reason to choose one side, leading to the fact that it stands on."""

    lead: str
    words: str
    href: str
    see: Link | None


@dataclass(frozen=True, slots=True)
class HalfView:
    """One side of a row of capabilities, or a capability that only one side has."""

    anchor: str
    title: str
    full: str
    """Address of the whole text."""
    html: Markup


@dataclass(frozen=True, slots=True)
class BothView:
    """What both tools can do."""

    name: str
    reason: str
    contrast: str
    """A sentence about how the two ways differ."""
    a: HalfView
    b: HalfView


@dataclass(frozen=True, slots=True)
class OnlyView:
    """What only one tool can do."""

    name: str
    total: int
    """How many capabilities only this side has."""
    cards: tuple[HalfView, ...]
    more: tuple[Link, ...]
    """This side's capabilities whose text does not stand here; `note` is their anchor."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of the table."""

    anchor: str
    label: str
    same: bool
    a: Markup
    b: Markup
    """Table cells, ready."""


@dataclass(frozen=True, slots=True)
class PointsView:
    """A line of the table beside the receipt chart."""

    label: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class ShareView:
    """How surely one side is ahead."""

    bar: Markup
    a: str
    b: str
    """Whole per cent of the weightings."""


@dataclass(frozen=True, slots=True)
class VersusView:
    """What the layout of a versus page sees."""

    head: Head
    names: tuple[str, str]
    sides: tuple[Markup, Markup]
    comparison: Comparison
    answer: str
    lede: str
    share: ShareView | None
    coverage: str
    choose: tuple[tuple[ClauseView, ...], tuple[ClauseView, ...]]
    neither: tuple[ClauseView, ...]
    rows: tuple[RowView, ...]
    differences: list[str]
    """Sentences."""
    lead: str
    """A sentence about where the lead comes from."""
    chart: Markup
    points: tuple[PointsView, ...]
    receipts: tuple[Link, Link]
    both: tuple[BothView, ...]
    only: tuple[OnlyView, OnlyView]
    editorial: Editorial | None
    editorial_html: Markup
    others: tuple[tuple[Tool, tuple[Link, ...]], ...]
    """For each side its other comparisons."""
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
    a, b = (context.side(slug) for slug in page.subject)
    alignment = context.aligner.align(a.tool.slug, b.tool.slug)
    comparison = compare(a, b, alignment, context.site.settings, context.site.ranking.as_of)
    editorial = context.editorials.get((a.tool.slug, b.tool.slug))
    link = context.versus_link(a.tool.slug, b.tool.slug)
    lede = _lede(a.tool, b.tool, alignment)
    decision = decide(a.tool, b.tool, alignment, context.site.settings.attributes,
                      lambda: _known(context, page.subject))
    return VersusView(
        head=context.head(page.address, f"{link.text}: {_subject(a, b, context)}", f"{comparison.verdict[0]} {lede}",
                          _trail(context, link), indexed=page.indexed),
        names=(a.tool.name, b.tool.name), sides=(context.parts(a.tool.slug).side, context.parts(b.tool.slug).side),
        comparison=comparison, answer=_answer(comparison), lede=lede, share=_share(comparison),
        rows=_rows(context, comparison), coverage=_coverage(comparison), neither=_clauses(context, decision.neither),
        choose=(_clauses(context, decision.a), _clauses(context, decision.b)),
        chart=receipt(a.score, b.score, COMPONENT_LABELS, _points_title(a, b)), points=_points(a, b),
        differences=[*differences(comparison), *filter(None, [moving_sentence(comparison)])], lead=lead_sentence(comparison),
        receipts=(_receipt(context, a), _receipt(context, b)),
        both=tuple(_both(context, a.tool, b.tool, match) for match in alignment.both[:SHOWN]),
        only=(_only(context, a.tool, "a", alignment), _only(context, b.tool, "b", alignment)),
        editorial=editorial, editorial_html=to_html(editorial.text) if editorial else Markup(""),
        reasons=context.pairs[a.tool.slug, b.tool.slug].reasons,
        others=tuple((side.tool, _others(context, side.tool.slug, page.subject)) for side in (a, b)),
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


def _known(context: Context, subject: Sequence[str]) -> list[Tool]:
    """Return the tools that either of the two is compared with, best first, to point to where neither will do."""
    slugs = {slug for one in subject for pair in context.related[one] for slug in (pair.a, pair.b)} - set(subject)
    return [context.tools[slug] for slug in sorted(slugs, key=lambda slug: (context.scores[slug].place, slug))]


def _lede(a: Tool, b: Tool, alignment: Alignment) -> str:
    """Say how much the two have in common."""
    both, first, second = len(alignment.both), len(alignment.only_a), len(alignment.only_b)
    common = f"{both or 'No'} {'capability' if both == 1 else 'capabilities'} in common"
    return f"{common}, {first} only {a.name}, {second} only {b.name}."


def _answer(comparison: Comparison) -> str:
    """Say in one sentence who is ahead, and how surely."""
    if not comparison.ahead:
        unrated = sum(side.score.total is None for side in (comparison.a, comparison.b))
        return ("No side is ahead.", "One side has no score yet.", "Neither side has a score yet.")[unrated]
    name = (comparison.a if comparison.ahead == "a" else comparison.b).tool.name
    points = number(round(comparison.margin, 1))
    unit = "point" if points == "1" else "points"
    if comparison.different_jobs:
        return f"They do different jobs; {name} has the higher score, by {points} {unit}."
    if comparison.close:
        return f"Too close to call: {name} is {points} {unit} ahead."
    return f"{name} ranks higher, by {points} {unit}."


def _share(comparison: Comparison) -> ShareView | None:
    if comparison.share is None:
        return None
    first = round(100 * comparison.share)
    return ShareView(share_bar(comparison.share), str(first), str(100 - first))


def _coverage(comparison: Comparison) -> str:
    a, b = comparison.a, comparison.b
    total = len(a.score.components)
    if a.score.known == b.score.known:
        known = f"Each score uses {a.score.known} of {total} components."
    else:
        known = (f"{a.tool.name}'s score uses {a.score.known} of {total} components, "
                 f"{b.tool.name}'s {b.score.known}.")
    return known + (f" The oldest fact here was checked on {comparison.oldest}." if comparison.oldest else "")


def _clauses(context: Context, clauses: Sequence[Clause]) -> tuple[ClauseView, ...]:
    return tuple(ClauseView(one.lead, one.words, f"#{one.anchor}", context.tool_link(one.see) if one.see else None)
                 for one in clauses)


def _rows(context: Context, comparison: Comparison) -> tuple[RowView, ...]:
    return tuple(RowView(row.anchor, row.label, row.same, context.cell(row.a, better=row.better == "a"),
                         context.cell(row.b, better=row.better == "b")) for row in comparison.rows)


def _points(a: Side, b: Side) -> tuple[PointsView, ...]:
    return tuple(PointsView(COMPONENT_LABELS[one.name], *(
        f"{part.points:.1f} of {part.most:.1f}" if part.value is not None else "unknown" for part in (one, other)))
        for one, other in zip(a.score.components, b.score.components, strict=True))


def _points_title(a: Side, b: Side) -> str:
    """Say in words what the chart shows."""
    spoken = [f"{line.label} {line.a} against {line.b}" for line in _points(a, b) if {line.a, line.b} != {"unknown"}]
    return f"Points of {a.tool.name} against {b.tool.name}: {join(spoken) if spoken else 'nothing is known'}"


def _receipt(context: Context, side: Side) -> Link:
    return Link(side.tool.name, f"{context.href(context.addresses.tool(side.tool.slug))}#receipt")


def _both(context: Context, a: Tool, b: Tool, match: Match) -> BothView:
    first, second = a.capabilities[match.a], b.capabilities[match.b]
    shared = first.id and first.id == second.id
    shorter = min(first.title, second.title, key=lambda text: (len(text), text))
    names = split_names(context.parts(a.slug).names[match.a], context.parts(b.slug).names[match.b], (a.name, b.name))
    ways = ways_sentence(a.name, b.name, names)
    limits = limits_sentence(a.name, b.name, first.limitations, second.limitations)
    return BothView(
        name=context.capability_names.get(first.id, first.title) if shared else shorter,
        reason="same capability" if shared else match.reason, contrast=f"{ways} {limits}".strip(),
        a=_half(context, a, "a", match.a, context.parts(a.slug).ways),
        b=_half(context, b, "b", match.b, context.parts(b.slug).ways))


def _half(context: Context, tool: Tool, side: str, index: int, texts: Sequence[Markup]) -> HalfView:
    capability = tool.capabilities[index]
    return HalfView(f"{side}-{capability.anchor}", capability.title, _full(context, tool, capability), texts[index])


def _full(context: Context, tool: Tool, capability: Capability) -> str:
    return f"{context.href(context.addresses.tool(tool.slug))}#c-{capability.anchor}"


def _only(context: Context, tool: Tool, side: str, alignment: Alignment) -> OnlyView:
    """Show what only this side has, as far as there is room beside what both have; the rest as titles."""
    only = alignment.only_a if side == "a" else alignment.only_b
    matched = [match.a if side == "a" else match.b for match in alignment.both]
    room = SHOWN - min(SHOWN, len(matched))
    rest = [tool.capabilities[index] for index in (*matched[SHOWN:], *only[room:])]
    return OnlyView(
        name=tool.name, total=len(only),
        cards=tuple(_half(context, tool, side, index, context.parts(tool.slug).gists) for index in only[:room]),
        more=tuple(Link(one.title, _full(context, tool, one), f"{side}-{one.anchor}") for one in rest))


def _others(context: Context, slug: str, subject: Sequence[str]) -> tuple[Link, ...]:
    others = (pair for pair in context.related[slug] if (pair.a, pair.b) != tuple(subject))
    return tuple(context.versus_link(pair.a, pair.b) for pair in islice(others, OTHERS_SHOWN))
