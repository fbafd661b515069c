"""Capabilities on a versus page: what both tools can do, and what is listed for one alone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from ssg.comparison.alignment import Match
from ssg.comparison.fact_rules import Rule
from ssg.comparison.profile import ToolProfile
from ssg.comparison.recommendations import Decision
from ssg.comparison.statements import quote
from ssg.comparison.tool_texts import statements
from ssg.comparison.verdict import Comparison, is_only_of
from ssg.views.context import Context
from ssg.views.tool_fragments import ToolParts

__all__ = ["CapabilitiesView", "capabilities"]

ROWS_SHOWN, LEAST_ROWS = 6, 2
"""Most and least shared capabilities with details of each side; the others are shown by title.

Details are shown where an entry names the other tool.
"""
ONLY_SHOWN, LEAST_ONLY = 6, 2
"""Most and least capabilities of one side only; the others are on the tool's page.

Those whose entry names the other tool are shown.
"""


class BothView(NamedTuple):
    """What both tools can do."""

    name: str
    reason: str
    halves: tuple[tuple[Markup, "QuoteView | None"], tuple[Markup, "QuoteView | None"]]
    """For each side how it does it or a link to it, rendered; and what it states of the other."""


class QuoteView(NamedTuple):
    """Statement of one entry about the other tool."""

    side: str
    """`a` or `b`: whose entry it is."""
    other: str
    """Name of the other tool."""
    text: str
    """It names the other tool."""


Quotes: TypeAlias = tuple[QuoteView | None, QuoteView | None]
"""The statements of both entries of a match."""


class OnlyEntryView(NamedTuple):
    """A capability of one side."""

    html: Markup
    quote: QuoteView | None


class OnlyView(NamedTuple):
    """Capabilities of one tool that have no counterpart among those of the other."""

    name: str
    total: int
    """How many there are."""
    entries: tuple[OnlyEntryView, ...]
    """The first of those that the other tool's file does not mention at all."""
    more: str
    """Address of the others; empty if there are none."""


class CapabilitiesView(NamedTuple):
    """The capabilities of two tools that both document some."""

    common: int
    """How many capabilities both have."""
    both: tuple[BothView, ...]
    """The first of them, with how each side does it."""
    more: tuple[BothView, ...]
    """The other capabilities, with a link to that of each side."""
    only: tuple[OnlyView, OnlyView]


def capabilities(
    context: Context, comparison: Comparison, rules: Decision
) -> CapabilitiesView | None:
    """Return the capabilities; None if a side documents none, as nothing can be compared."""
    a, b, alignment = comparison.a, comparison.b, comparison.alignment
    if not a.tool.capabilities or not b.tool.capabilities:
        return None
    of_a, of_b = _Quoter(context, a, b, "a"), _Quoter(context, b, a, "b")
    both, more = _shared(context, comparison, of_a, of_b) if alignment.both else ((), ())
    return CapabilitiesView(
        common=len(alignment.both),
        both=both,
        more=more,
        only=(
            _only(context, comparison, of_a, rules.a),
            _only(context, comparison, of_b, rules.b),
        ),
    )


def _shared(
    context: Context, comparison: Comparison, of_a: "_Quoter", of_b: "_Quoter"
) -> tuple[tuple[BothView, ...], tuple[BothView, ...]]:
    """Return what both can do: the first with how each side does it, the others with links."""
    a, b, matches = comparison.a, comparison.b, comparison.alignment.both
    quotes = of_a.quotes(match.a for match in matches), of_b.quotes(match.b for match in matches)
    quoted = [(match, (quotes[0].get(match.a), quotes[1].get(match.b))) for match in matches]
    parts = context.parts(a.tool.slug), context.parts(b.tool.slug)
    peers = context.peers(a.tool.slug), context.peers(b.tool.slug)
    ids = {match: a.tool.capabilities[match.a].id for match in matches}
    quoted.sort(
        key=lambda found: (
            found[1].count(None),
            -sum(side.without_capability(ids[found[0]]) for side in peers),
        )
    )
    with_quotes = sum(quotes != (None, None) for _, quotes in quoted)
    least = 0 if comparison.verdict.facts else LEAST_ROWS
    shown = min(ROWS_SHOWN, max(least, with_quotes))
    return (
        tuple([_both(context, a, b, parts, match, quotes) for match, quotes in quoted[:shown]]),
        tuple([_both(context, a, b, parts, match, None) for match, _ in quoted[shown:]]),
    )


class _Quoter:
    """Finds what the entries of one side state about the other tool."""

    def __init__(
        self, context: Context, side: ToolProfile, other: ToolProfile, letter: str
    ) -> None:
        self.side, self.other, self.letter = side, other, letter
        self.may_quote = other.may_be_named_by(side) and other.is_named_in(statements(side.tool))
        self._context = context

    def quotes(self, indexes: Iterable[int]) -> dict[int, QuoteView]:
        """Return the statements of capabilities; those without one are left out."""
        if not self.may_quote:
            return {}
        return {index: found for index in indexes if (found := self._quote(index))}

    def _quote(self, index: int) -> QuoteView | None:
        """Return the statement of a capability."""
        capability = self.side.tool.capabilities[index]
        if not self.other.is_named_in(capability.vs_alternatives):
            return None
        text = quote(capability, self.side, self.other, self._context.names())
        return QuoteView(self.letter, self.other.name, text) if text else None


def _both(
    context: Context,
    a: ToolProfile,
    b: ToolProfile,
    parts: tuple[ToolParts, ToolParts],
    match: Match,
    quotes: Quotes | None,
) -> BothView:
    """Return a shared capability, with how each side does it; only links to it without `quotes`."""
    first, second = a.tool.capabilities[match.a], b.tool.capabilities[match.b]
    shared = first.id and first.id == second.id
    _, shorter = min((len(first.title), first.title), (len(second.title), second.title))
    return BothView(
        name=context.capability_names.get(first.id, first.title) if shared else shorter,
        reason="" if shared else context.foreign(match.reason),
        halves=(
            _half(parts[0], "a", match.a, quotes),
            _half(parts[1], "b", match.b, quotes and quotes[::-1]),
        ),
    )


def _half(
    parts: ToolParts, letter: str, index: int, quotes: Quotes | None
) -> tuple[Markup, QuoteView | None]:
    """Return how one side does it, and what it states about the other side.

    `quotes`: the statement of this side, and that of the other side. Where the other side has one,
    that says how this side does it, and its title suffices.
    """
    if quotes is None:
        return parts.title(letter, index), None
    own, others = quotes
    return parts.way(letter, index, brief=others is not None), own


def _only(
    context: Context, comparison: Comparison, quoter: _Quoter, rules: Sequence[Rule]
) -> OnlyView:
    """Return what is listed for this side alone.

    The basis of rules comes first, then contrasts with the other, then the rest, which
    begins with what most of its peers have too.
    """
    alignment, side, letter = comparison.alignment, quoter.side, quoter.letter
    listed = alignment.only_a if letter == "a" else alignment.only_b
    parts, total = context.parts(side.tool.slug), len(listed)
    if comparison.verdict.facts and not rules and not quoter.may_quote:
        return OnlyView(side.name, total, (), parts.capabilities if total else "")
    reasons = {rule.anchor for rule in rules if rule.is_written}
    in_rules = {
        index
        for index in (listed if reasons else ())
        if f"{letter}-{side.tool.capabilities[index].anchor}" in reasons
    }
    least = 0 if comparison.verdict.facts else LEAST_ONLY
    entries = tuple(
        [
            OnlyEntryView(parts.only(letter, index, brief=index not in in_rules), found)
            for index, found in _first(context, quoter, listed, in_rules, least)
        ]
    )
    more = parts.capabilities if total > len(entries) else ""
    return OnlyView(side.name, total, entries, more)


def _first(
    context: Context,
    quoter: _Quoter,
    listed: Sequence[int],
    in_rules: Collection[int],
    least: int,
) -> Iterator[tuple[int, QuoteView | None]]:
    """Yield the capabilities of this side alone to show, each with its statement of the other.

    These are the basis of rules and those with a statement, up to `ONLY_SHOWN`, and others until
    there are at least so many. Whether the texts of the other tool mention one is only asked where
    the answer is shown: that takes most of the time.
    """
    side, other, shown = quoter.side, quoter.other, 0
    quotes = quoter.quotes(listed)
    if not (least or quotes or in_rules):
        return
    peers = context.peers(side.tool.slug)
    lacking = {
        index: peers.without_capability(side.tool.capabilities[index].id) for index in listed
    }
    for index in sorted(
        listed,
        key=lambda index: (index not in in_rules, index not in quotes, lacking[index], index),
    ):
        is_reason_or_quoted = index in in_rules or index in quotes
        if shown >= (ONLY_SHOWN if is_reason_or_quoted else least):
            return
        if index in in_rules or is_only_of(side, other, index):
            yield index, quotes.get(index)
            shown += 1
