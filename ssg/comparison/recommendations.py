"""Two aligned tools -> when to choose the one, the other, or neither: each clause stands on a fact that the page shows.

Nothing is invented: a clause repeats what one file says and the other does not, and none is true of both sides.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ssg.catalog import AttributeValue, Capability, PricingModel, Status, Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.profile import ToolProfile, fact_key, plain, row_anchor
from ssg.settings import AttributeKind, AttributeSpec, Better

__all__ = ["Clause", "Decision", "decide", "missing_in_both"]

MOST_CLAUSES = 5
MOST_OF_A_KIND = 2
"""Clauses of one side about yes-or-no facts; lists have one: capabilities should have their say too."""
MOST_CAPABILITIES = 3
MUST_BE_PAID = (PricingModel.PAID, PricingModel.USAGE)


@dataclass(frozen=True, slots=True)
class Clause:
    """The rest of a sentence that begins "Choose A if"."""

    lead: str
    words: str
    """The part that is the link."""
    anchor: str
    """Where on the page the fact stands."""
    see: str = ""
    """Slug of a tool that has what neither of the two has."""


@dataclass(frozen=True, slots=True)
class Decision:
    """When to choose which."""

    a: tuple[Clause, ...]
    b: tuple[Clause, ...]
    neither: tuple[Clause, ...]


def decide(
    a: ToolProfile,
    b: ToolProfile,
    alignment: Alignment,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Decision:
    """Make the clauses for two tools; `others` finds the tools to point to when neither will do, best first."""
    first, second = a.tool.capabilities, b.tool.capabilities
    pairs = [(first[match.a], second[match.b]) for match in alignment.both]
    for_a = [
        *_for_one(a, b, attributes),
        *_capabilities(first, alignment.only_a, "a", b.phrases),
        *_limits(a, pairs, "b"),
        *_licence(a.tool, b.tool),
    ]
    for_b = [
        *_for_one(b, a, attributes),
        *_capabilities(second, alignment.only_b, "b", a.phrases),
        *_limits(b, [(theirs, mine) for mine, theirs in pairs], "a"),
        *_licence(b.tool, a.tool),
    ]
    said = {_words(clause) for clause in for_a} & {_words(clause) for clause in for_b}
    return Decision(
        a=_chosen(for_a, said),
        b=_chosen(for_b, said),
        neither=_chosen([*_neither(a, b, attributes, others), *_needs(pairs)], set()),
    )


def _words(clause: Clause) -> str:
    return clause.words.lower()


def _chosen(clauses: Sequence[Clause], said_of_both: set[str]) -> tuple[Clause, ...]:
    """Take the first few clauses, each once."""
    first: dict[str, Clause] = {}
    for clause in clauses:
        first.setdefault(_words(clause), clause)
    return tuple(clause for words, clause in first.items() if words not in said_of_both)[
        :MOST_CLAUSES
    ]


def _for_one(
    side: ToolProfile, other: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[Clause]:
    """Yield what price and attributes say for one tool and against the other."""
    if side.tool.pricing.has_free_tier and other.tool.pricing.model in MUST_BE_PAID:
        yield Clause("you want to", "start without paying", row_anchor("pricing"))
    mine, theirs = side.attributes, other.attributes
    yes = [
        spec
        for spec in attributes
        if spec.better is Better.YES and mine.get(spec.id) is True and theirs.get(spec.id) is False
    ]
    for spec in yes[:MOST_OF_A_KIND]:
        yield Clause("you need", f"“{spec.label}”", row_anchor(fact_key(spec)))
    yield from islice(_lists(mine, theirs, attributes), 1)


def _lists(
    mine: Mapping[str, AttributeValue],
    theirs: Mapping[str, AttributeValue],
    attributes: Sequence[AttributeSpec],
) -> Iterator[Clause]:
    """Yield list entries that only one of two known lists has."""
    for spec in attributes:
        first, second = mine.get(spec.id), theirs.get(spec.id)
        if (
            spec.kind is AttributeKind.LIST
            and isinstance(first, tuple)
            and isinstance(second, tuple)
        ):
            lower = {entry.lower() for entry in second}
            missing = [entry for entry in first if entry.lower() not in lower]
            if missing:
                yield Clause(
                    f"“{spec.label}” has to include", missing[0], row_anchor(fact_key(spec))
                )


def _capabilities(
    capabilities: Sequence[Capability],
    only: Sequence[int],
    side: str,
    theirs: Collection[str],
) -> Iterator[Clause]:
    """Yield what a tool's own capabilities are best for, else what they are called, unless the other says it too."""
    halves = ((capabilities[index].anchor, *_wanted(capabilities[index], theirs)) for index in only)
    clauses = (Clause(lead, words, f"{side}-{anchor}") for anchor, lead, words in halves if words)
    yield from islice(clauses, MOST_CAPABILITIES)


def _wanted(capability: Capability, theirs: Collection[str]) -> tuple[str, str]:
    """Return both halves of a clause; nothing in the second when the other tool says all of it too."""
    if capability.best_for:
        uses = map(plain, capability.best_for)
        return "you want it for", next((use for use in uses if use.lower() not in theirs), "")
    title = plain(capability.title)
    return "you need", "" if title.lower() in theirs else _lowered(title)


def _limits(
    side: ToolProfile, pairs: Sequence[tuple[Capability, Capability]], other_side: str
) -> Iterator[Clause]:
    """Yield a limit that the other tool has in something that both can do, and that this one names nowhere."""
    for mine, theirs in pairs:
        foreign = [limit for limit in theirs.limitations if limit.lower() not in side.limits]
        if foreign and mine.limitations:
            yield Clause(
                "this limit of the other would stop you:",
                plain(foreign[0]),
                f"{other_side}-{theirs.anchor}",
            )
            return


def _licence(tool: Tool, other: Tool) -> Iterator[Clause]:
    if tool.license and other.license and tool.license != other.license:
        yield Clause("the licence has to be", tool.license, row_anchor("licence"))


def _neither(
    a: ToolProfile,
    b: ToolProfile,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Iterator[Clause]:
    """Yield what both files say that the tools lack."""
    for spec, tool in missing_in_both(a, b, attributes, others):
        see = tool.slug if tool else ""
        yield Clause("you need", f"“{spec.label}”", row_anchor(fact_key(spec)), see)
    states = (a.tool.status, b.tool.status)
    if Status.ACTIVE not in states and None not in states:
        yield Clause("you need", "something that still gets new features", row_anchor("status"))
    if a.tool.pricing.model in MUST_BE_PAID and b.tool.pricing.model in MUST_BE_PAID:
        yield Clause("you", "cannot pay", row_anchor("pricing"))


def missing_in_both(
    a: ToolProfile,
    b: ToolProfile,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Iterator[tuple[AttributeSpec, Tool | None]]:
    """Yield each wanted attribute that both tools lack, with the best other tool that has it.

    `others` returns the candidates, best first; it is called only if something is missing. The
    build cache uses this function too: a page depends on the tools that it names.
    """
    for spec in attributes:
        lacking = a.attributes.get(spec.id) is False and b.attributes.get(spec.id) is False
        if spec.better is Better.YES and lacking:
            having = (tool for tool in others() if dict(tool.attributes).get(spec.id) is True)
            yield spec, next(having, None)


def _needs(pairs: Sequence[tuple[Capability, Capability]]) -> Iterator[Clause]:
    """Yield what both tools ask for in something that both can do."""
    for first, second in pairs:
        asked, also = ({need.lower(): need for need in one.requires} for one in (first, second))
        for need in sorted(asked.keys() & also.keys()):
            yield Clause(
                "you cannot give what both ask for:",
                plain(min(asked[need], also[need])),
                f"a-{first.anchor}",
            )


def _lowered(text: str) -> str:
    """Begin with a small letter, unless the first word is a name or an acronym."""
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if first[1:].islower() else text
