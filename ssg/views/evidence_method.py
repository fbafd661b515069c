"""How evidence becomes points: the values of the site, and the whole way for one tool."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from ssg.evidence.graph import Edge
from ssg.evidence.match_values import MOST_TRIALS, PRIOR_TRIALS, MatchValue, match_values
from ssg.scores import ComponentScore
from ssg.text import count, join_words, number
from ssg.views.context import Context

__all__ = ["EvidenceMethod", "Step", "evidence_method"]

POSITIONS_SHOWN = 10
TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a line of a log to the points of a tool."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceMethod:
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
        intro=(
            f"This site has {count(len(graph.intents), 'recorded search', 'recorded searches')} of "
            f"{_period(first, last)}, from {count(len(sources), 'source')} "
            f"({join_words(sources)}): "
            f"{context.words.tools} were shown {number(shown)} times and opened "
            f"{number(opened)} times. Searches seen "
            f"fewer than {context.site.settings.evidence.min_count} times are left out. "
            "Requests of programs, repeated requests, and requests of addresses with very many "
            "of them are not counted, and no address or identifier of a reader is kept."
        ),
        attention=tuple(
            (place, f"{value:.2f}")
            for place, value in enumerate(graph.attention[:POSITIONS_SHOWN], 1)
        ),
        steps=tuple(_example(context)),
        prior=number(PRIOR_TRIALS),
        cap=number(MOST_TRIALS),
    )


def _period(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


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
    yield Step(
        "A reader opens a result, and the log of the web server has the address:",
        f"GET {address}?{parameters}",
    )
    name = context.tools[edge.tool].name
    yield Step(
        f'All such lines of the search "{query}" are added up: {name} was shown '
        f"{number(row.shown)} times and opened {number(row.opened)} times."
    )
    weights, parts = context.graph().attention, []
    for place, (shown, _) in enumerate(row.positions[: len(weights)]):
        if shown:
            parts.append(f"{number(shown)} {TIMES} {weights[place]:.2f}")
    rest = row.shown - sum(shown for shown, _ in row.positions)
    parts += [number(rest)] if rest and parts else []
    sums = f" ({' + '.join(parts)})" if parts else ""
    yield Step(
        f"Weighted by the attention to its positions{sums}, and with other outcomes, these are "
        f"{number(round(edge.success.trials, 1))} trials with {number(edge.success.successes)} "
        f"successes: a rate of {edge.success.rate:.0%}, at least {edge.success.bound:.0%}."
    )


def _value(context: Context, slug: str, match: MatchValue) -> Iterator[Step]:
    """Yield the steps from all searches of a tool to the value of its component."""
    searches = len(context.graph().by_tool[slug])
    full = [share for share in match.sources if share.counted < share.success.trials]
    capped = f", of which {number(round(match.trials, 1))} count" if full else ""
    trials = sum(share.success.trials for share in match.sources)
    yield Step(
        f"All {count(searches, 'search', 'searches')} of {context.tools[slug].name} have "
        f"{number(round(trials, 1))} trials{capped}. All {context.words.tools} together succeed in "
        f"{match.base_rate:.1%} (r)."
    )
    yield Step(
        "The rate is drawn towards r, and set in relation to it:",
        f"rate = ({number(round(match.successes, 1))} + {number(PRIOR_TRIALS)} {TIMES} "
        f"{match.base_rate:.3f}) / ({number(round(match.trials, 1))} + {number(PRIOR_TRIALS)}) = "
        f"{match.rate:.3f}; value = {match.rate:.3f} / ({match.rate:.3f} + "
        f"{match.base_rate:.3f}) = {match.value:.2f}",
    )


def _points(context: Context, slug: str, component: ComponentScore) -> Step:
    name, value = context.tools[slug].name, component.value or 0.0
    return Step(
        f"The component {component.label} of {name} has the value {value:.2f} and the weight "
        f"{component.weight:g}, which are {component.points:.1f} of at most {component.most:.1f} "
        "points of its score."
    )
