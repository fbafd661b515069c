"""Decision rules of a comparison: when to choose A, when B, and when neither.

A rule repeats what one file says and the other rules out: a value that is explicitly false or
missing from an explicit list, never one that is unknown. A rule that would hold on more than a
third of a tool's comparisons is general: it belongs to the tool's own page and is left out. `Peers`
counts that, once per tool.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ssg.catalog import Capability, Status, Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.cells import status_cell
from ssg.comparison.fact_rules import Key, Rule, fact_rules, worded
from ssg.comparison.peers import Peers
from ssg.comparison.profile import (
    ENDED,
    MUST_BE_PAID,
    ToolProfile,
    fact_key,
    plain,
    row_anchor,
    similar,
)
from ssg.comparison.verdict import are_listed_apart, may_do_different_jobs
from ssg.messages import gettext_noop
from ssg.settings import AttributeSpec, Better
from ssg.text import sentences
from ssg.tokenizer import terms

__all__ = ["Decision", "decide"]

MOST_RULES = 4
"""Rules of each side."""
MOST_FACTS, MOST_CAPABILITIES = 2, 3
"""Rules of each side about attributes, and about capabilities."""
LIKENESS = re.compile(
    r"\b(?:also|too|same|similar(?:ly)?|likewise|equal(?:ly)?|both|as well|like|counterpart"
    r"|comparable|more|wider|richer|further|plus)\b",
    re.IGNORECASE,
)
"""A statement with one of these says that the other tool has it, too, or more of it."""
UNCLEAR = re.compile(
    r"\b(?:here|this|these|which|whose|but|though|although|yet|however|except|besides)\b",
    re.IGNORECASE,
)
"""With one of these, a limit may be one of this tool, or follow an advantage of the other."""
LIMIT = re.compile(
    r"(?<![\w-])(?:no|not|none|only|lacks?|cannot|stops?|limited|slower|by hand)(?![\w-])"
)
"""A statement about the other tool with one of these after its name states a limit of it."""
PARTIAL = re.compile(r"only|limited|slower|by hand")
"""Limits that leave the other tool something: of a part of it or of a list, they say too little."""
PART = re.compile(r"['\u2019]s?\s")
CONDITION = re.compile(
    r"\b(?:that|who|where|when|if|unless|until|because|since|as|than|needs?|requires?|costs?"
    r"|takes?|loses?|the)\s(?:.*\s)?$"
)
"""Before the word of a limit, one of these makes it a limit of something else, or none at all."""
NO_LIMIT = re.compile(
    r"(?:no|not|none|only) (?:only|other|longer|charge|costs?|loss|extra|additional|slower|worse"
    r"|less|limit(?:ed|s)?|need|require|depend|break|change|lose|slow|touch|copy|stop|suffer|block"
    r"|drop|forget|fail|crash|once)\b"
)
"""The word of a limit with one of these is an advantage, as in `at no charge`."""
STATEMENT_END = re.compile(r"; |: |, (?:and|while|whereas|so) ")
NAMES_BEFORE = re.compile(r"(?:[\w.+-]+(?: [\w.+-]+)?(?:, and |, or |, | and | or ))*")
"""Names of other tools in a list, up to its last entry."""
CONTINUED = re.compile(r"(?:it|its|they|their|both|these|those|but|however|still)\b", re.IGNORECASE)
"""A sentence that begins like this adds to the one before, which may turn its meaning."""


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
    a, b = sides
    for_a = _Side(a, b, *peers, "a", alignment.only_a)
    for_b = _Side(b, a, *peers[::-1], "b", alignment.only_b)
    rules = [_chosen(_rules(side, attributes)) for side in (for_a, for_b)]
    first, second = (
        tuple(rule for rule in mine if not _is_repeated(rule, theirs))[:MOST_RULES]
        for mine, theirs in (rules, rules[::-1])
    )
    if may_do_different_jobs(a.tool, b.tool) and not (first and second):
        first = second = ()  # a reason for one side alone would set it above another kind of tool
    if are_listed_apart(a.tool, b.tool):
        return Decision(first, second)  # no third tool does both jobs
    return Decision(first, second, _chosen(_neither(a, b, attributes, others))[:MOST_RULES])


def _chosen(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules without duplicates."""
    once: dict[str, Rule] = {}
    for rule in rules:
        once.setdefault(rule.words.lower(), rule)
    return tuple(once.values())


def _is_repeated(rule: Rule, others: Sequence[Rule]) -> bool:
    """Return whether the other side has the same rule, or one for a similar use."""
    return any(
        other.words.lower() == rule.words.lower()
        or (
            rule.is_use
            and other.is_use
            and similar(frozenset(terms(rule.words)), frozenset(terms(other.words)))
        )
        for other in others
    )


def _rules(side: _Side, attributes: Sequence[AttributeSpec]) -> Iterator[Rule]:
    apart = are_listed_apart(side.me.tool, side.other.tool)  # one does not replace the other
    allowed = frozenset() if apart else _allowed(side, attributes)
    found = list(fact_rules(side.me, side.other, attributes, allowed))
    facts = [rule for (_, attribute, _), rule in found if attribute]
    yield from facts[:MOST_FACTS]
    yield from (rule for (kind, attribute, _), rule in found if not attribute and kind != "newer")
    inherited = side.other.is_built_on(side.me)  # the other tool has its capabilities, too
    if side.me.tool.capabilities and side.other.tool.capabilities and not inherited:
        only = () if apart else _only(side)
        capabilities = _chosen((*_strengths(side), *only))
        yield from capabilities[:MOST_CAPABILITIES]
    yield from facts[MOST_FACTS:]
    yield from (rule for (kind, _, _), rule in found if kind == "newer")


def _allowed(side: _Side, attributes: Sequence[AttributeSpec]) -> frozenset[Key]:
    """Return the keys of the facts that are reasons; those of licences only if both sides have one.

    The licences of two tools are one difference, which is a reason for both or for neither.
    """
    mine = side.peers.allowed(side.other.tool.slug, attributes)
    theirs = side.other_peers.allowed(side.me.tool.slug, attributes)
    if any(kind == "licence" for kind, _, _ in theirs):
        return mine
    return frozenset(key for key in mine if key[0] != "licence")


def _strengths(side: _Side) -> Iterator[Rule]:
    """Yield what a capability is best for where its own file sets it against the other tool."""
    if not side.other.is_named_in(side.me.rivals):
        return
    for index, capability in enumerate(side.me.tool.capabilities):
        text = capability.vs_alternatives
        if not side.other.is_named_in(text) or side.is_general(side.peers.named_in(text)):
            continue
        limits = _limits(text, side.me, side.other)
        if not limits:
            continue
        if index in side.only and side.other.mentions_capability(capability):
            continue
        uses = [plain(use) for use in capability.best_for]
        use = next((use for use in uses if _is_lacking(use, limits, side)), "")
        if use:
            anchor = f"{side.letter}-{capability.anchor}"
            message = gettext_noop("for [{use}]")
            yield worded(side.me.messages, message, anchor, is_use=True, use=use)
        elif index in side.only and not uses:
            yield _need(side, capability)


def _limits(text: str, me: ToolProfile, other: ToolProfile) -> list[tuple[str, str]]:
    """Return what comes before and after the word of the limit in each statement about a tool.

    Empty unless all statements that name the other tool have it as their subject and state a limit
    of it: in doubt there is no reason.
    """
    parts = sentences(text)
    if any(CONTINUED.match(sentence) for sentence in parts):
        return []
    statements = [each for sentence in parts for each in STATEMENT_END.split(sentence)]
    found = [_limit(each, me, other) for each in statements if other.is_named_in(each)]
    limits = [limit for limit in found if limit]
    return limits if len(limits) == len(found) else []


def _limit(statement: str, me: ToolProfile, other: ToolProfile) -> tuple[str, str] | None:
    """Return the statement before and after the word of a limit of the other tool, its subject."""
    subject = next(
        (
            named
            for named in other.name_pattern.finditer(statement)
            if NAMES_BEFORE.fullmatch(statement, 0, named.start())
        ),
        None,
    )
    if not subject or LIKENESS.search(statement) or UNCLEAR.search(statement):
        return None
    rest = statement[subject.end() :]
    limit = LIMIT.search(rest)
    if not limit or me.is_named_in(rest) or NO_LIMIT.search(rest):
        return None
    if PARTIAL.fullmatch(limit.group()) and (PART.match(rest) or " and " in rest):
        return None
    before, after = rest[: limit.start()], rest[limit.end() :]
    return None if CONDITION.search(before) else (before, after)


def _is_lacking(use: str, limits: Sequence[tuple[str, str]], side: _Side) -> bool:
    """Return whether a use is no use of the other tool, as far as is stated.

    What is stated before the limit is what the other tool does: a use in these words is one of it.
    A use that names a tool is about more than this capability.
    """
    stems = set(terms(use))
    return not (
        any(map(stems.intersection, (terms(does) for does, _ in limits)))
        or any(tool.is_named_in(use) for tool in (side.me, side.other))
        or side.other.is_for(use)
    )


def _only(side: _Side) -> Iterator[Rule]:
    """Yield capabilities that most of this tool's peers have, and the other tool does not list."""
    for index in side.only:
        capability = side.me.tool.capabilities[index]
        general = side.is_general(side.peers.without_capability(capability.id))
        if not general and not side.other.mentions_capability(capability):
            yield _need(side, capability)


def _need(side: _Side, capability: Capability) -> Rule:
    anchor = f"{side.letter}-{capability.anchor}"
    return worded(
        side.me.messages,
        gettext_noop("for the capability “[{title}]”, not listed for {name}"),
        anchor,
        title=plain(capability.title),
        name=side.other.name,
    )


def _neither(
    a: ToolProfile,
    b: ToolProfile,
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> Iterator[Rule]:
    """Yield what both files say that the tools lack, where another tool has it."""
    for rule, has_it in _lacking(a, b, attributes):
        see = next((tool.slug for tool in others() if has_it(tool)), "")
        if see:
            yield replace(rule, see=see)


def _lacking(
    a: ToolProfile, b: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[tuple[Rule, Callable[[Tool], bool]]]:
    """Yield what both tools lack by their files, and whether another tool has it."""
    for spec in attributes:
        values = (a.attributes.get(spec.id), b.attributes.get(spec.id))
        shown = any(fact.key == fact_key(spec) for fact in a.facts)
        if shown and spec.is_reason and spec.better is Better.YES and values == (False, False):
            anchor = row_anchor(fact_key(spec))
            message = (
                gettext_noop("if [{rule}]")
                if spec.rule
                else gettext_noop("if [“{label}”] must be yes")
            )
            rule = worded(a.messages, message, anchor, rule=spec.rule, label=spec.label)
            yield rule, partial(_is_yes, spec.id)
    if a.tool.status in ENDED and b.tool.status in ENDED:
        states = a.messages.gettext("; ").join(
            sorted(
                f"{side.name}: {a.messages.lowered(status_cell(side.tool, a.messages).text)}"
                for side in (a, b)
            )
        )
        rule = worded(
            a.messages,
            gettext_noop("for a [project that is still developed] ({states})"),
            row_anchor("status"),
            states=states,
        )
        yield rule, lambda tool: tool.status is Status.ACTIVE
    if a.tool.pricing.model in MUST_BE_PAID and b.tool.pricing.model in MUST_BE_PAID:
        message = gettext_noop("if you [cannot pay]")
        rule = worded(a.messages, message, row_anchor("pricing"))
        yield rule, lambda tool: tool.pricing.has_free_tier


def _is_yes(attribute: str, tool: Tool) -> bool:
    return dict(tool.attributes).get(attribute) is True
