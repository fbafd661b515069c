"""The versus page, the heart of the site."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ssg.catalog import Editorial, Tool
from ssg.comparison.alignment import Alignment, Match
from ssg.comparison.cells import Cell
from ssg.comparison.entities import split_names
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Clause, decide
from ssg.comparison.summary import (
    differences,
    lead_sentence,
    limits_sentence,
    moving_sentence,
    ways_sentence,
)
from ssg.comparison.verdict import Comparison, compare
from ssg.rendering.charts import points_chart, share_bar
from ssg.rendering.markdown import to_html
from ssg.site import Page
from ssg.text import join_words
from ssg.views.context import OTHERS_SHOWN, Context
from ssg.views.page_head import Head, Link
from ssg.views.repository_links import history_link, report_link
from ssg.views.tool_fragments import ToolParts, joined

__all__ = ["VersusView", "known_tools", "pages", "view"]

SHOWN = 8
"""Capabilities of each side that stand with their text; the rest open as titles (the reference pages show eight)."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A reason to choose one side, leading to the fact that it stands on."""

    lead: str
    words: str
    href: str
    see: Link | None


@dataclass(frozen=True, slots=True)
class BothView:
    """What both tools can do."""

    name: str
    reason: str
    contrast: str
    """A sentence about how the two ways differ."""
    a: Markup
    b: Markup
    """How each does it, ready."""


@dataclass(frozen=True, slots=True)
class OnlyView:
    """What only one tool can do."""

    name: str
    total: int
    """How many capabilities only this side has."""
    cards: Markup
    """The first of them, ready."""
    more: Markup
    """This side's capabilities whose text does not stand here, as entries of a list."""
    more_total: int


@dataclass(frozen=True, slots=True)
class ShareView:
    """How surely one side is ahead."""

    bar: Markup
    a: str
    b: str
    """Whole per cent of the weightings."""


@dataclass(frozen=True, slots=True)
class OthersView:
    """What one side can be compared with instead."""

    name: str
    picker: Markup
    """The field in which another tool is chosen, ready."""
    links: Markup
    """Other comparisons, as entries of a list."""


@dataclass(frozen=True, slots=True)
class VersusView:
    """What the layout of a versus page sees."""

    head: Head
    names: tuple[str, str]
    sides: tuple[Markup, Markup]
    answer: str
    lede: str
    share: ShareView | None
    coverage: str
    choose: tuple[tuple[ClauseView, ...], tuple[ClauseView, ...]]
    neither: tuple[ClauseView, ...]
    rows: Markup
    """Lines of the table, ready."""
    verdict: str
    differences: list[str]
    """Sentences."""
    lead: str
    """A sentence about where the lead comes from."""
    chart: Markup
    points: Markup
    """Lines of the table beside the chart, ready."""
    receipts: tuple[Link, Link]
    common: int
    """How many capabilities both have."""
    both: tuple[BothView, ...]
    """The first of them."""
    only: tuple[OnlyView, OnlyView]
    editorial: Editorial | None
    editorial_html: Markup
    others: tuple[OthersView, OthersView]
    reasons: tuple[str, ...]
    edits: tuple[Link, ...]
    """Where the files of the two are edited."""
    histories: tuple[Link, ...]
    """Where the files' histories stand."""
    report: str
    """Address of an issue about this page, filled in, or nothing."""


def pages(context: Context) -> Iterator[Page]:
    """Yield a page for every pair."""
    newest = {slug: max(tool.dates(), default=None) for slug, tool in context.tools.items()}
    for pair in context.site.pairs:
        days = [day for day in (newest[pair.a], newest[pair.b]) if day]
        yield Page(
            "versus",
            context.addresses.versus(pair.a, pair.b),
            (pair.a, pair.b),
            changed=max(days, default=None),
        )


def view(context: Context, page: Page) -> VersusView:
    """Make the view of one pair."""
    a, b = (context.side(slug) for slug in page.subject)
    parts = context.parts(a.tool.slug), context.parts(b.tool.slug)
    alignment = context.aligner.align(a.tool.slug, b.tool.slug)
    comparison = compare(a, b, alignment, context.site.settings)
    editorial = context.editorials.get((a.tool.slug, b.tool.slug))
    link = context.versus_link(a.tool.slug, b.tool.slug)
    lede = _lede(a.tool, b.tool, alignment)
    decision = decide(
        a,
        b,
        alignment,
        context.site.settings.attributes,
        lambda: known_tools(context, page.subject),
    )
    return VersusView(
        head=context.head(
            page.address,
            f"{link.text}: {_subject(a, b, context)}",
            f"{comparison.verdict.headline} {lede}".strip(),
            _trail(context, link),
            indexed=page.indexed,
        ),
        names=(a.tool.name, b.tool.name),
        sides=(parts[0].head, parts[1].head),
        lede=lede,
        answer=_answer(comparison),
        verdict=" ".join(comparison.verdict.sentences),
        share=_share(comparison),
        rows=joined(map(context.lines.row, comparison.rows)),
        coverage=_coverage(comparison),
        choose=(_clauses(context, decision.a), _clauses(context, decision.b)),
        neither=_clauses(context, decision.neither),
        chart=points_chart(comparison.shared_components, _points_title(comparison)),
        points=_points(context, comparison),
        differences=[*differences(comparison), *filter(None, [moving_sentence(comparison)])],
        lead=lead_sentence(comparison),
        receipts=(_receipt(context, a), _receipt(context, b)),
        common=len(alignment.both),
        both=tuple(_both(context, a.tool, b.tool, match) for match in alignment.both[:SHOWN]),
        only=(
            _only(a.tool.name, parts[0], "a", alignment),
            _only(b.tool.name, parts[1], "b", alignment),
        ),
        editorial=editorial,
        editorial_html=to_html(editorial.text) if editorial else Markup(""),
        reasons=context.pairs[a.tool.slug, b.tool.slug].reasons,
        others=(
            OthersView(a.tool.name, parts[0].picker, parts[0].others(b.tool.slug, OTHERS_SHOWN)),
            OthersView(b.tool.name, parts[1].picker, parts[1].others(a.tool.slug, OTHERS_SHOWN)),
        ),
        edits=_known(Link(side.tool.name, context.edit(side.tool.path)) for side in (a, b)),
        histories=_known(
            Link(side.tool.name, history_link(context.site.settings.repository, side.tool.path))
            for side in (a, b)
        ),
        report=report_link(
            context.site.settings.repository,
            f"Mistake in {link.text}",
            f"Page: {context.addresses.absolute(page.address)}\n\nWhat is wrong, and a source:\n",
        ),
    )


def _known(links: Iterable[Link]) -> tuple[Link, ...]:
    """Leave out what leads nowhere."""
    return tuple(link for link in links if link.href)


def _trail(context: Context, link: Link) -> tuple[Link, ...]:
    return Link("Compare", context.href(context.addresses.page("compare"))), link


def _subject(a: ToolProfile, b: ToolProfile, context: Context) -> str:
    """Name what is compared: the shared main category, or the two types."""
    settings = context.site.settings
    names = {category.id: category.name for category in settings.categories}
    first, second = a.tool.categories[:1], b.tool.categories[:1]
    if first and first == second:
        return f"{names[first[0]].lower()} compared"
    types = [settings.type_label(side.tool.type).lower() for side in (a, b)]
    return (
        f"two of the type {types[0]} compared"
        if types[0] == types[1]
        else f"{types[0]} and {types[1]} compared"
    )


def known_tools(context: Context, subject: Sequence[str]) -> list[Tool]:
    """Return the tools that either of the two is compared with, best first, to point to where neither will do."""
    slugs = {
        slug for one in subject for pair in context.related[one] for slug in (pair.a, pair.b)
    } - set(subject)
    return [
        context.tools[slug]
        for slug in sorted(slugs, key=lambda slug: (context.scores[slug].place, slug))
    ]


def _lede(a: Tool, b: Tool, alignment: Alignment) -> str:
    """Say how much the two have in common."""
    both, first, second = len(alignment.both), len(alignment.only_a), len(alignment.only_b)
    common = f"{both or 'No'} {'capability' if both == 1 else 'capabilities'} in common"
    return f"{common}, {first} only {a.name}, {second} only {b.name}."


def _answer(comparison: Comparison) -> str:
    """Return the verdict in one sentence."""
    if comparison.different_jobs:
        return "They do different jobs."
    return comparison.verdict.headline


def _share(comparison: Comparison) -> ShareView | None:
    """Return the bar of the verdict; only where both sides have a part of it."""
    bar = comparison.verdict.bar
    return ShareView(share_bar(bar[0] / 10), str(bar[0]), str(bar[1])) if bar else None


def _coverage(comparison: Comparison) -> str:
    """Say how much of each score is known, on a site with scores, and how old the oldest fact is."""
    sentences = []
    known = comparison.a.score.known, comparison.b.score.known
    total = len(comparison.a.score.components)
    if total and known[0] == known[1]:
        sentences.append(f"Each score uses {known[0]} of {total} components.")
    elif total:
        names = comparison.a.tool.name, comparison.b.tool.name
        sentences.append(
            f"{names[0]}'s score uses {known[0]} of {total} components, {names[1]}'s {known[1]}."
        )
    if comparison.oldest:
        sentences.append(f"The oldest fact here was checked on {comparison.oldest}.")
    return " ".join(sentences)


def _clauses(context: Context, clauses: Sequence[Clause]) -> tuple[ClauseView, ...]:
    return tuple(
        ClauseView(
            one.lead, one.words, f"#{one.anchor}", context.tool_link(one.see) if one.see else None
        )
        for one in clauses
    )


def _points(context: Context, comparison: Comparison) -> Markup:
    return joined(
        context.lines.plain(
            one.label,
            Cell(f"{one.points_a:.1f} of {one.most:.1f}"),
            Cell(f"{one.points_b:.1f} of {one.most:.1f}"),
        )
        for one in comparison.shared_components
    )


def _points_title(comparison: Comparison) -> str:
    """Say in words what the chart shows."""
    spoken = [
        f"{one.label} {one.points_a:.1f} against {one.points_b:.1f}, of {one.most:.1f}"
        for one in comparison.shared_components
    ]
    a, b = comparison.a.tool.name, comparison.b.tool.name
    return f"Points of {a} against {b}: {join_words(spoken)}" if spoken else ""


def _receipt(context: Context, side: ToolProfile) -> Link:
    return Link(side.tool.name, f"{context.href(context.addresses.tool(side.tool.slug))}#receipt")


def _both(context: Context, a: Tool, b: Tool, match: Match) -> BothView:
    first, second = a.capabilities[match.a], b.capabilities[match.b]
    parts = context.parts(a.slug), context.parts(b.slug)
    shared = first.id and first.id == second.id
    shorter = min(first.title, second.title, key=lambda text: (len(text), text))
    names = split_names(parts[0].names(match.a), parts[1].names(match.b), (a.name, b.name))
    ways = ways_sentence(a.name, b.name, names)
    limits = limits_sentence(a.name, b.name, first.limitations, second.limitations)
    return BothView(
        name=context.capability_names.get(first.id, first.title) if shared else shorter,
        reason="same capability" if shared else match.reason,
        contrast=f"{ways} {limits}".strip(),
        a=parts[0].half("a", match.a),
        b=parts[1].half("b", match.b),
    )


def _only(name: str, parts: ToolParts, side: str, alignment: Alignment) -> OnlyView:
    """Show what only this side has, as far as there is room beside what both have; the rest as titles."""
    only = alignment.only_a if side == "a" else alignment.only_b
    matched = [match.a if side == "a" else match.b for match in alignment.both]
    room = SHOWN - min(SHOWN, len(matched))
    rest = (*matched[SHOWN:], *only[room:])
    return OnlyView(
        name=name,
        total=len(only),
        more_total=len(rest),
        cards=joined(parts.card(side, index) for index in only[:room]),
        more=joined(parts.title(side, index) for index in rest),
    )
