"""How evidence becomes points: the values of the site, and the whole way for one tool."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from ssg.evidence.graph import Edge
from ssg.evidence.match_values import MOST_TRIALS, PRIOR_TRIALS, MatchValue, match_values
from ssg.scores import ComponentScore
from ssg.views.context import Context

__all__ = ["EvidenceMethod", "Step", "evidence_method"]

POSITIONS_SHOWN = 10
TIMES = "\N{MULTIPLICATION SIGN}"


class Step(NamedTuple):
    """A step from a line of a log to the points of a tool."""

    text: str
    code: str = ""


class EvidenceMethod(NamedTuple):
    """The values of the site that its evidence gives."""

    intro: str
    attention: tuple[tuple[int, str], ...]
    """Position and attention, 0 to 1."""
    steps: tuple[Step, ...]
    """Empty where no score counts evidence."""
    prior: str
    cap: str


def evidence_method(context: Context) -> EvidenceMethod | None:
    """Return how evidence counts on this site; None without evidence."""
    graph = context.graph()
    if not graph:
        return None
    first, last = min(row.first for row in graph.rows), max(row.last for row in graph.rows)
    sources = sorted({row.source for row in graph.rows})
    shown, opened = sum(row.shown for row in graph.rows), sum(row.opened for row in graph.rows)
    return EvidenceMethod(
        intro=context.gettext(
            "This site has {searches} of {period}, from {sources} ({names}): {tools} were shown "
            "{shown} times and opened {opened} times. Searches seen fewer than {least} times are "
            "left out. Requests of programs, repeated requests, and requests of addresses with "
            "very many of them are not counted, and no address or identifier of a reader is kept.",
            searches=context.ngettext(
                "{number} recorded search", "{number} recorded searches", len(graph.intents)
            ),
            period=_period(context, first, last),
            sources=context.ngettext("{number} source", "{number} sources", len(sources)),
            names=context.messages.join(sources),
            shown=context.messages.number(shown),
            opened=context.messages.number(opened),
            least=context.site.settings.evidence.min_count,
            tools=context.words.tools,
        ),
        attention=tuple(
            (place, context.messages.decimals(value, 2))
            for place, value in enumerate(graph.attention[:POSITIONS_SHOWN], 1)
        ),
        steps=tuple(_example(context)),
        prior=context.messages.number(PRIOR_TRIALS),
        cap=context.messages.number(MOST_TRIALS),
    )


def _period(context: Context, first: date, last: date) -> str:
    days = [context.messages.day(day) for day in (first, last)]
    if first == last:
        return days[0]
    return context.gettext("{first} to {last}", first=days[0], last=days[1])


def _example(context: Context) -> Iterator[Step]:
    """Yield the whole way for the tool with most counted trials whose score counts them."""
    values = match_values(context.graph())
    counted = {
        slug: component
        for slug, score in context.scores.items()
        for component in score.components
        if any(reading.id == "matches" for reading in component.readings)
    }
    slugs = sorted(counted, key=lambda slug: (-values[slug].trials, slug))
    for slug in slugs[:1]:
        edge = context.graph().by_tool[slug][0]
        yield from _counts(context, edge)
        yield from _value(context, slug, values[slug])
        yield _points(context, slug, counted[slug])


def _counts(context: Context, edge: Edge) -> Iterator[Step]:
    """Yield the steps from a log line to the success of one search."""
    query, row = context.graph().intents[edge.intent].query, edge.row
    parameters = urlencode({"from": "search", "q": query})
    address = context.href(context.addresses.tool(edge.tool))
    messages, number = context.messages, context.messages.number
    yield Step(
        context.gettext("A reader opens a result, and the log of the web server has the address:"),
        f"GET {address}?{parameters}",
    )
    name = context.tools[edge.tool].name
    yield Step(
        context.gettext(
            'All such lines of the search "{query}" are added up: {name} was shown {shown} times '
            "and opened {opened} times.",
            query=query,
            name=name,
            shown=number(row.shown),
            opened=number(row.opened),
        )
    )
    weights, parts = context.graph().attention, []
    for place, (shown, _) in enumerate(row.positions[: len(weights)]):
        if shown:
            parts.append(f"{number(shown)} {TIMES} {messages.decimals(weights[place], 2)}")
    rest = row.shown - sum(shown for shown, _ in row.positions)
    parts += [number(rest)] if rest and parts else []
    yield Step(
        context.gettext(
            "Weighted by the attention to its positions{sums}, and with other outcomes, these are "
            "{trials} trials with {successes} successes: a rate of {rate}, at least {bound}.",
            sums=f" ({' + '.join(parts)})" if parts else "",
            trials=number(round(edge.success.trials, 1)),
            successes=number(edge.success.successes),
            rate=messages.percent(edge.success.rate),
            bound=messages.percent(edge.success.bound),
        )
    )


def _value(context: Context, slug: str, match: MatchValue) -> Iterator[Step]:
    """Yield the steps from all searches of a tool to the value of its component."""
    messages, number = context.messages, context.messages.number
    searches = len(context.graph().by_tool[slug])
    full = [share for share in match.sources if share.counted < share.success.trials]
    trials = number(round(sum(share.success.trials for share in match.sources), 1))
    counted, rate = number(round(match.trials, 1)), messages.percent(match.base_rate, 1)
    name = context.tools[slug].name
    yield Step(
        context.ngettext(
            "All {number} search of {name} have {trials} trials, of which {counted} count. All "
            "{tools} together succeed in {rate} (r).",
            "All {number} searches of {name} have {trials} trials, of which {counted} count. All "
            "{tools} together succeed in {rate} (r).",
            searches,
            name=name,
            trials=trials,
            counted=counted,
            rate=rate,
            tools=context.words.tools,
        )
        if full
        else context.ngettext(
            "All {number} search of {name} have {trials} trials. All {tools} together succeed in "
            "{rate} (r).",
            "All {number} searches of {name} have {trials} trials. All {tools} together succeed in "
            "{rate} (r).",
            searches,
            name=name,
            trials=trials,
            rate=rate,
            tools=context.words.tools,
        )
    )
    yield Step(
        context.gettext("The rate is drawn towards r, and set in relation to it:"),
        context.gettext(
            "rate = ({successes} + {prior} {times} {base}) / ({trials} + {prior}) = {rate}; "
            "value = {rate} / ({rate} + {base}) = {value}",
            successes=number(round(match.successes, 1)),
            prior=number(PRIOR_TRIALS),
            times=TIMES,
            base=messages.decimals(match.base_rate, 3),
            trials=number(round(match.trials, 1)),
            rate=messages.decimals(match.rate, 3),
            value=messages.decimals(match.value, 2),
        ),
    )


def _points(context: Context, slug: str, component: ComponentScore) -> Step:
    messages = context.messages
    return Step(
        context.gettext(
            "The component {component} of {name} has the value {value} and the weight {weight}, "
            "which are {points} of at most {most} points of its score.",
            component=component.label,
            name=context.tools[slug].name,
            value=messages.decimals(component.value or 0.0, 2),
            weight=messages.digits(f"{component.weight:g}"),
            points=messages.decimals(component.points, 1),
            most=messages.decimals(component.most, 1),
        )
    )
