"""Decision rules of a comparison: when to choose A, when B, and when neither.

A rule repeats what one file says and the other rules out: a value that is explicitly false or
missing from an explicit list, never one that is unknown. A rule that would hold on more than a
third of a tool's comparisons is general: it belongs to the tool's own page and is left out. `Peers`
counts that, once per tool.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ssg.catalog import Capability, Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.fact_rules import Rule, fact_rules
from ssg.comparison.peers import Peers
from ssg.comparison.profile import (
    ENDED,
    MUST_BE_PAID,
    ToolProfile,
    fact_key,
    plain,
    row_anchor,
)
from ssg.labels import STATUS_LABELS
from ssg.settings import AttributeSpec, Better
from ssg.tokenizer import terms

__all__ = ["Decision", "decide"]

MOST_RULES = 4
"""Rules of each side."""
MOST_FACTS, MOST_CAPABILITIES = 2, 3
"""Rules of each side about attributes, and about capabilities."""
NAME = re.compile(r"\w*(?:[a-z][A-Z]|[A-Z]{2}|\d)\w*")
"""A word that is a name or an acronym, such as `QLoRA`, `FSDP2` and `GPU`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules of a comparison."""

    a: tuple[Rule, ...] = ()
    b: tuple[Rule, ...] = ()
    neither: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: the recommended tool and the other tool."""

    me: ToolProfile
    other: ToolProfile
    peers: Peers
    other_peers: Peers
    letter: str
    """`a` or `b`, as in the anchors of this side's capabilities."""
    only: tuple[int, ...]
    """Capabilities that only this side has."""
    both: tuple[tuple[int, int], ...]
    """Capabilities that both have: this side's index, the other's."""

    def is_general(self, count: int) -> bool:
        return self.peers.is_general(count)


def decide(
    sides: tuple[ToolProfile, ToolProfile],
    peers: tuple[Peers, Peers],
    alignment: Alignment,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Decision:
    """Return the rules for two tools.

    `peers` are the tools that each is compared with; `others` returns tools to point to where
    neither of the two has something, best first.
    """
    pairs = tuple((match.a, match.b) for match in alignment.both)
    turned = tuple((second, first) for first, second in pairs)
    a, b = sides
    for_a = _Side(a, b, *peers, "a", alignment.only_a, pairs)
    for_b = _Side(b, a, *peers[::-1], "b", alignment.only_b, turned)
    rules = [_chosen(_rules(side, attributes)) for side in (for_a, for_b)]
    shared = {rule.words.lower() for rule in rules[0]} & {rule.words.lower() for rule in rules[1]}
    first, second = (
        tuple(rule for rule in found if rule.words.lower() not in shared)[:MOST_RULES]
        for found in rules
    )
    return Decision(first, second, _chosen(_neither(a, b, attributes, others))[:MOST_RULES])


def _chosen(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules without duplicates."""
    once: dict[str, Rule] = {}
    for rule in rules:
        once.setdefault(rule.words.lower(), rule)
    return tuple(once.values())


def _rules(side: _Side, attributes: Sequence[AttributeSpec]) -> Iterator[Rule]:
    allowed = side.peers.allowed(side.other.tool.slug, attributes)
    found = list(fact_rules(side.me, side.other, attributes, allowed))
    facts = [rule for (_, attribute, _), rule in found if attribute]
    yield from facts[:MOST_FACTS]
    yield from (rule for (kind, attribute, _), rule in found if not attribute and kind != "newer")
    if side.me.tool.capabilities and side.other.tool.capabilities:
        capabilities = _chosen((*_strengths(side), *_only(side), *_limits(side)))
        yield from capabilities[:MOST_CAPABILITIES]
    yield from facts[MOST_FACTS:]
    yield from (rule for (kind, _, _), rule in found if kind == "newer")


def _strengths(side: _Side) -> Iterator[Rule]:
    """Yield what a capability is best for where its own file sets it against the other tool."""
    if not side.other.is_named_in(side.me.rivals):
        return
    for index, capability in enumerate(side.me.tool.capabilities):
        text = capability.vs_alternatives
        if not side.other.is_named_in(text) or side.is_general(side.peers.named_in(text)):
            continue
        uses = [plain(use) for use in capability.best_for]
        use = next((use for use in uses if use.lower() not in side.other.phrases), "")
        if use:
            yield Rule("for ", use, "", f"{side.letter}-{capability.anchor}")
        elif index in side.only and not uses:
            yield from _need(side, capability)


def _only(side: _Side) -> Iterator[Rule]:
    """Yield capabilities that most of this tool's peers have, and the other tool does not list."""
    for index in side.only:
        capability = side.me.tool.capabilities[index]
        if not side.is_general(side.peers.without_capability(capability.id)):
            yield from _need(side, capability)


def _need(side: _Side, capability: Capability) -> Iterator[Rule]:
    title = plain(capability.title)
    if not _is_covered(title, side.other):
        anchor = f"{side.letter}-{capability.anchor}"
        after = f", not listed for {side.other.tool.name}"
        yield Rule("for ", title, after, anchor)


def _is_covered(title: str, other: ToolProfile) -> bool:
    """Return whether the other tool's file has the names in a title, or all of its words."""
    names = {word.lower() for word in NAME.findall(title)}
    return (
        any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other.text) for name in names)
        or set(terms(title)) <= other.terms
    )


def _limits(side: _Side) -> Iterator[Rule]:
    """Yield a limit of the other tool in a capability of both in which one file names the other."""
    me, other = side.me, side.other
    if not me.is_named_in(other.rivals):
        return
    for mine, theirs in side.both:
        capability = other.tool.capabilities[theirs]
        text = capability.vs_alternatives
        limits = [plain(limit) for limit in capability.limitations]
        foreign = [limit for limit in limits if limit.lower() not in me.limits]
        if not foreign or not me.tool.capabilities[mine].limitations:
            continue
        if me.is_named_in(text) and not side.other_peers.is_general(
            side.other_peers.named_in(text)
        ):
            letter = "b" if side.letter == "a" else "a"
            before = f"if this limit rules out {other.tool.name}: "
            yield Rule(before, foreign[0], "", f"{letter}-{capability.anchor}")
            return


def _neither(
    a: ToolProfile,
    b: ToolProfile,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Iterator[Rule]:
    """Yield what both files say that the tools lack."""
    for spec in attributes:
        values = (a.attributes.get(spec.id), b.attributes.get(spec.id))
        if spec.is_reason and spec.better is Better.YES and values == (False, False):
            tools = (tool for tool in others() if dict(tool.attributes).get(spec.id) is True)
            see = next((tool.slug for tool in tools), "")
            anchor = row_anchor(fact_key(spec))
            if spec.rule:
                yield Rule("if ", spec.rule, "", anchor, see)
            else:
                yield Rule("if ", f"“{spec.label}”", " must be yes", anchor, see)
    if a.tool.status in ENDED and b.tool.status in ENDED:
        states = "; ".join(
            sorted(
                f"{side.tool.name}: {STATUS_LABELS[side.tool.status].lower()}"
                for side in (a, b)
                if side.tool.status
            )
        )
        words = "project that is still developed"
        yield Rule("for a ", words, f" ({states})", row_anchor("status"))
    if a.tool.pricing.model in MUST_BE_PAID and b.tool.pricing.model in MUST_BE_PAID:
        yield Rule("if you ", "cannot pay", "", row_anchor("pricing"))
