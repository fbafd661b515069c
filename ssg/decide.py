"""Two aligned tools -> when to choose the one, the other, or neither: each clause stands on a fact that the page shows.

Nothing is invented: a clause repeats what one file says and the other does not, and none is true of both sides.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ssg.align import Alignment
from ssg.model import Capability, PricingModel, Status, Tool
from ssg.settings import AttributeKind, AttributeSpec, Better

__all__ = ["Clause", "Decision", "decide", "fact_key", "row_anchor"]

MOST_CLAUSES = 5
MOST_OF_A_KIND = 2
"""Clauses of one side about yes-or-no facts; lists have one: capabilities should have their say too."""
MOST_CAPABILITIES = 3


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


def row_anchor(key: str) -> str:
    """Return the anchor of a row of the comparison's table."""
    return f"row-{key.replace('_', '-')}"


def fact_key(attribute: AttributeSpec) -> str:
    """Return the key of an attribute's row; a site may call an attribute like one of the rows that every table has."""
    return f"fact-{attribute.id}"


def decide(
    a: Tool, b: Tool, alignment: Alignment, attributes: Sequence[AttributeSpec], others: Callable[[], Sequence[Tool]],
) -> Decision:
    """Make the clauses for two tools; `others` finds the tools to point to when neither will do, best first."""
    pairs = [(a.capabilities[match.a], b.capabilities[match.b]) for match in alignment.both]
    only_a = [a.capabilities[index] for index in alignment.only_a]
    only_b = [b.capabilities[index] for index in alignment.only_b]
    for_a = [*_for_one(a, b, attributes), *_capabilities(only_a, "a", b), *_limits(a, pairs, "b"), *_licence(a, b)]
    for_b = [*_for_one(b, a, attributes), *_capabilities(only_b, "b", a),
             *_limits(b, [(second, first) for first, second in pairs], "a"), *_licence(b, a)]
    said = {_words(clause) for clause in for_a} & {_words(clause) for clause in for_b}
    return Decision(a=_chosen(for_a, said), b=_chosen(for_b, said),
                    neither=_chosen([*_neither(a, b, attributes, others), *_needs(pairs)], set()))


def _words(clause: Clause) -> str:
    return clause.words.lower()


def _chosen(clauses: Sequence[Clause], said_of_both: set[str]) -> tuple[Clause, ...]:
    """Take the first few clauses, each once."""
    kept = {_words(clause): clause for clause in reversed(clauses) if _words(clause) not in said_of_both}
    return tuple(clause for clause in clauses if kept.get(_words(clause)) is clause)[:MOST_CLAUSES]


def _for_one(tool: Tool, other: Tool, attributes: Sequence[AttributeSpec]) -> Iterator[Clause]:
    """Yield what price and attributes say for one tool and against the other."""
    if tool.pricing.has_free_tier and other.pricing.model in {PricingModel.PAID, PricingModel.USAGE}:
        yield Clause("you want to", "start without paying", row_anchor("pricing"))
    mine, theirs = dict(tool.attributes), dict(other.attributes)
    yes = [spec for spec in attributes if spec.better is Better.YES and mine.get(spec.id) is True
           and theirs.get(spec.id) is False]
    for spec in yes[:MOST_OF_A_KIND]:
        yield Clause("you need", f"“{spec.label}”", row_anchor(fact_key(spec)))
    yield from list(_lists(tool, other, attributes))[:1]


def _lists(tool: Tool, other: Tool, attributes: Sequence[AttributeSpec]) -> Iterator[Clause]:
    """Yield list entries that only one of two known lists has."""
    mine, theirs = dict(tool.attributes), dict(other.attributes)
    for spec in attributes:
        first, second = mine.get(spec.id), theirs.get(spec.id)
        if spec.kind is AttributeKind.LIST and isinstance(first, tuple) and isinstance(second, tuple):
            lower = {entry.lower() for entry in second}
            missing = [entry for entry in first if entry.lower() not in lower]
            if missing:
                yield Clause(f"“{spec.label}” has to include", missing[0], row_anchor(fact_key(spec)))


def _capabilities(only: Sequence[Capability], side: str, other: Tool) -> Iterator[Clause]:
    """Yield what a tool's own capabilities are best for, else what they are called, unless the other says it too."""
    theirs = {_plain(words).lower() for one in other.capabilities for words in (one.title, *one.best_for)}
    halves = ((capability.anchor, *_wanted(capability, theirs)) for capability in only)
    clauses = (Clause(lead, words, f"{side}-{anchor}") for anchor, lead, words in halves if words)
    yield from islice(clauses, MOST_CAPABILITIES)


def _wanted(capability: Capability, theirs: set[str]) -> tuple[str, str]:
    """Return both halves of a clause; nothing in the second when the other tool says all of it too."""
    if capability.best_for:
        uses = map(_plain, capability.best_for)
        return "you want it for", next((use for use in uses if use.lower() not in theirs), "")
    title = _plain(capability.title)
    return "you need", "" if title.lower() in theirs else _lowered(title)


def _limits(tool: Tool, pairs: Sequence[tuple[Capability, Capability]], other_side: str) -> Iterator[Clause]:
    """Yield a limit that the other tool has in something that both can do, and that this one names nowhere."""
    own = {limit.lower() for one in tool.capabilities for limit in one.limitations}
    for mine, theirs in pairs:
        foreign = [limit for limit in theirs.limitations if limit.lower() not in own]
        if foreign and mine.limitations:
            yield Clause("this limit of the other would stop you:", _plain(foreign[0]), f"{other_side}-{theirs.anchor}")
            return


def _licence(tool: Tool, other: Tool) -> Iterator[Clause]:
    if tool.license and other.license and tool.license != other.license:
        yield Clause("the licence has to be", tool.license, row_anchor("licence"))


def _neither(
    a: Tool, b: Tool, attributes: Sequence[AttributeSpec], others: Callable[[], Sequence[Tool]],
) -> Iterator[Clause]:
    """Yield what both files say that the tools lack."""
    first, second = dict(a.attributes), dict(b.attributes)
    for spec in attributes:
        if spec.better is Better.YES and first.get(spec.id) is False and second.get(spec.id) is False:
            see = next((tool.slug for tool in others() if dict(tool.attributes).get(spec.id) is True), "")
            yield Clause("you need", f"“{spec.label}”", row_anchor(fact_key(spec)), see)
    if Status.ACTIVE not in {a.status, b.status} and None not in {a.status, b.status}:
        yield Clause("you need", "something that still gets new features", row_anchor("status"))
    if not {a.pricing.model, b.pricing.model} - {PricingModel.PAID, PricingModel.USAGE}:
        yield Clause("you", "cannot pay", row_anchor("pricing"))


def _needs(pairs: Sequence[tuple[Capability, Capability]]) -> Iterator[Clause]:
    """Yield what both tools ask for in something that both can do."""
    for first, second in pairs:
        asked, also = ({need.lower(): need for need in one.requires} for one in (first, second))
        for need in sorted(asked.keys() & also.keys()):
            yield Clause("you cannot give what both ask for:", _plain(min(asked[need], also[need])), f"a-{first.anchor}")


def _plain(text: str) -> str:
    """Drop the marks of code: a clause is one short line."""
    return text.replace("`", "")


def _lowered(text: str) -> str:
    """Begin with a small letter, unless the first word is a name or an acronym."""
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if first[1:].islower() else text
