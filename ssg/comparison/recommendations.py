"""Decision rules of a comparison: when to choose A, when B, and when neither.

First come the reasons that an editor wrote for these two tools. A derived rule repeats what one
file says and the other rules out: a value that is explicitly false or missing from an explicit
list, never one that is unknown. A derived rule that would hold on more than a third of a tool's
comparisons is general: it belongs to the tool's own page and is left out. `Peers` counts that, once
per tool.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from ssg.catalog import Status, Tool
from ssg.comparison.cells import status_cell
from ssg.comparison.fact_keys import Key
from ssg.comparison.fact_rules import Rule, fact_rules, worded
from ssg.comparison.facts import fact_key, row_anchor
from ssg.comparison.jobs import are_listed_apart, may_do_different_jobs
from ssg.comparison.peers import Peers
from ssg.comparison.profile import ENDED, MUST_BE_PAID, ToolProfile
from ssg.comparison.tool_texts import phrase_terms, plain
from ssg.messages import gettext_noop
from ssg.settings import AttributeKind, AttributeSpec, Better

__all__ = ["Decision", "FactKeys", "decide", "further_facts", "neither"]

MOST_RULES = 4
"""Rules of each side, besides that the other tool is no longer developed."""
MOST_FACTS = 2
"""Rules of each side about attributes that come before other rules."""

CONTRAST = re.compile("[;:\N{ARABIC SEMICOLON}]")
"""Divides what a rule says of its tool from what it says of the other one."""
FactKeys: TypeAlias = frozenset[tuple[str, str]]
"""Kind and attribute of reasons; see `Key`."""
VALUE = "{value}"
"""Place of the value in the rule of an attribute."""


class Decision(NamedTuple):
    """The rules of a comparison."""

    a: tuple[Rule, ...] = ()
    b: tuple[Rule, ...] = ()
    neither: tuple[Rule, ...] = ()


NO_RULES = Decision()


class _Side(NamedTuple):
    """One side of a comparison: the recommended tool and the other tool."""

    me: ToolProfile
    other: ToolProfile
    peers: Peers
    other_peers: Peers
    letter: str
    """`a` or `b`, as in the anchors of this side's capabilities."""
    further: FactKeys | None = None
    """See `further_facts`; None where the texts of this side decide."""


def decide(
    sides: tuple[ToolProfile, ToolProfile],
    peers: tuple[Peers, Peers],
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
    further: tuple[FactKeys, FactKeys] | None = None,
) -> Decision:
    """Return the rules for two tools.

    `peers` are the tools that each is compared with; `others` returns tools to point to where
    neither of the two has something, best first. `further`: see `further_facts`, on pages that are
    not in the default language.
    """
    a, b = sides
    if not (_is_chosen_over(a, b.tool) or _is_chosen_over(b, a.tool)):
        if are_listed_apart(a.jobs, b.jobs):
            return NO_RULES  # no fact is a reason then
        if not (
            peers[0].has_reasons(b.tool.slug, attributes)
            or peers[1].has_reasons(a.tool.slug, attributes)
        ):
            return Decision(neither=neither(sides, attributes, others))
    kept = further or (None, None)
    for_a = _Side(a, b, *peers, "a", kept[0])
    for_b = _Side(b, a, *peers[::-1], "b", kept[1])
    rules = [_chosen(_single(side, attributes)) for side in (for_a, for_b)]
    first, second = (
        _limited(tuple(rule for rule in mine if not _is_repeated(rule, theirs)))
        for mine, theirs in (rules, rules[::-1])
    )
    if may_do_different_jobs(a.tool, b.tool, (a.jobs, b.jobs)) and not (first and second):
        # A derived reason for one side alone would set it above another kind of tool.
        first, second = (
            tuple(rule for rule in mine if rule.is_written) for mine in (first, second)
        )
    if not (first and second):
        first, second = (
            tuple(rule for rule in mine if not rule.is_weak) for mine in (first, second)
        )
    return Decision(first, second, neither(sides, attributes, others))


def _is_chosen_over(me: ToolProfile, other: Tool) -> bool:
    """Return whether the file of a tool gives a reason to choose it over another one."""
    chosen_over = me.chosen_over
    return bool(chosen_over) and not chosen_over.isdisjoint((other.slug, *other.aliases))


def neither(
    sides: tuple[ToolProfile, ToolProfile],
    attributes: Sequence[AttributeSpec],
    others: Callable[[], Sequence[Tool]],
) -> tuple[Rule, ...]:
    """Return what both files say that the tools lack, each with a tool that has it.

    `others` are the tools to point to, best first. Of these, the first that does both jobs is
    named; it is not called where the two lack nothing.
    """
    a, b = sides
    if are_listed_apart(a.jobs, b.jobs):
        return ()  # no third tool does both jobs
    jobs = {*a.tool.categories[:1], *b.tool.categories[:1]}
    rules = []
    for rule, has_it in _lacking(a, b, attributes):
        see = next(
            (each for each in others() if jobs <= set(each.categories) and has_it(each)), None
        )
        if see:
            rules.append(rule._replace(see=see.slug))
    return _chosen(rules)[:MOST_RULES]


def _limited(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the first rules; that the other tool is no longer developed comes before them."""
    return rules[: MOST_RULES + (rules[:1] != () and rules[0].anchor == row_anchor("status"))]


def _single(side: _Side, attributes: Sequence[AttributeSpec]) -> Iterator[Rule]:
    """Yield the written reasons, and the derived ones that are about something else.

    That the other tool is no longer developed comes first: it speaks against all else.
    """
    found, written = _rules(side, attributes), tuple(_written(side))
    yield from (rule for (kind, _, _), rule in found if kind == "ended")
    yield from written
    kept = _further(found, written, attributes) if side.further is None else side.further
    yield from (rule for key, rule in found if key[0] != "ended" and key[:2] in kept)


def further_facts(
    sides: tuple[ToolProfile, ToolProfile],
    peers: tuple[Peers, Peers],
    attributes: Sequence[AttributeSpec],
) -> tuple[FactKeys, FactKeys]:
    """Return for each side the facts that are about something else than its written reasons.

    The texts of the default language decide that for all languages of a site; see `decide`.
    """
    first, second = (
        _Side(*sides, *peers, "a"),
        _Side(*sides[::-1], *peers[::-1], "b"),
    )
    return (
        _further(_rules(first, attributes), tuple(_written(first)), attributes),
        _further(_rules(second, attributes), tuple(_written(second)), attributes),
    )


def _further(
    found: Sequence[tuple[Key, Rule]], written: Sequence[Rule], attributes: Sequence[AttributeSpec]
) -> FactKeys:
    """Return kind and attribute of the derived rules about something else than written ones."""
    specs = {spec.id: spec for spec in attributes}
    subjects = {term for rule in written for term in phrase_terms(rule.text)}
    kept = set()
    for (kind, attribute, _), rule in found:
        spec = specs.get(attribute)
        is_said = spec is not None and _is_said(rule, spec, written)
        if not is_said and subjects.isdisjoint(_subject(rule, spec)):
            kept.add((kind, attribute))
    return frozenset(kept)


def _is_said(rule: Rule, spec: AttributeSpec, written: Iterable[Rule]) -> bool:
    """Return whether a written reason names an entry of a derived one by another word for it."""
    others = [
        word
        for entry, words in spec.entry_synonyms
        if _has_word(rule.words, entry)
        for word in words
    ]
    return any(_has_word(each.text, word) for word in others for each in written)


def _has_word(text: str, word: str) -> bool:
    """Return whether a text has a phrase as whole words: `JavaScript` has no `Java`."""
    return re.search(rf"(?<!\w){re.escape(word)}s?(?![\w+#])", text, re.IGNORECASE) is not None


def _subject(rule: Rule, spec: AttributeSpec | None) -> set[str]:
    """Return the stems that say what a derived rule is about: those of the entries it names.

    For other values these are the stems of the rule of the attribute, or of its label.
    """
    if spec is None:
        return set(phrase_terms(rule.before + rule.words + CONTRAST.split(rule.after)[0]))
    is_named = spec.kind is AttributeKind.LIST and (not spec.rule or VALUE in spec.rule)
    text = rule.words if is_named else spec.rule.replace(VALUE, "") or spec.label
    return {
        *(term for term in phrase_terms(text) if term not in _stems(spec.general)),
        *_stems(spec.synonyms),
    }


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return phrase_terms(" ".join(words))


def _chosen(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules without duplicates."""
    once: dict[str, Rule] = {}
    for rule in rules:
        once.setdefault(rule.words.lower(), rule)
    return tuple(once.values())


def _is_repeated(rule: Rule, others: Sequence[Rule]) -> bool:
    """Return whether the other side has the same rule."""
    return any(other.words.lower() == rule.words.lower() for other in others)


def _rules(side: _Side, attributes: Sequence[AttributeSpec]) -> list[tuple[Key, Rule]]:
    """Return the rules from facts, each with its key: two about attributes come first."""
    found = list(fact_rules(side.me, side.other, attributes, _allowed(side, attributes)))
    facts = [each for each in found if each[0][1]]
    others = [each for each in found if not each[0][1]]
    newer = [each for each in others if each[0][0] == "newer"]
    rest = [each for each in others if each not in newer]
    return [*facts[:MOST_FACTS], *rest, *facts[MOST_FACTS:], *newer]


def _allowed(side: _Side, attributes: Sequence[AttributeSpec]) -> tuple[Key, ...]:
    """Return the keys of the facts that are reasons; those of licences only if both sides have one.

    The licences of two tools are one difference, which is a reason for both or for neither. It is
    none where nothing else is, between tools without capabilities: it is in the table. A side
    without a reason gets a general one where the other side has one, or only a general one.
    """
    mine = side.peers.allowed(side.other.tool.slug, attributes)
    theirs = side.other_peers.allowed(side.me.tool.slug, attributes)
    has_both = all(any(kind == "licence" for kind, _, _ in keys) for keys in (mine, theirs))
    is_alone = all(kind == "licence" for kind, _, _ in (*mine, *theirs))
    if not has_both or (
        is_alone and not (side.me.tool.capabilities or side.other.tool.capabilities)
    ):
        mine = tuple(key for key in mine if key[0] != "licence")
        theirs = tuple(key for key in theirs if key[0] != "licence")
    if not theirs:
        theirs = side.other_peers.general(side.me.tool.slug, attributes)
    return mine or (side.peers.general(side.other.tool.slug, attributes) if theirs else ())


def _written(side: _Side) -> Iterator[Rule]:
    """Yield the reasons that the file gives for this tool over the other one."""
    if not _is_chosen_over(side.me, side.other.tool):
        return
    other = {side.other.tool.slug, *side.other.tool.aliases}
    for capability in side.me.tool.capabilities:
        use = next((use for slug, use in capability.choose_over if slug in other), "")
        if use:
            message, anchor = gettext_noop("for [{use}]"), f"{side.letter}-{capability.anchor}"
            yield worded(side.me.messages, message, anchor, is_written=True, use=plain(use))


def _lacking(
    a: ToolProfile, b: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[tuple[Rule, Callable[[Tool], bool]]]:
    """Yield what both tools lack by their files, and whether another tool has it."""
    for spec in attributes:
        if not (spec.is_reason and spec.better is Better.YES):
            continue
        both_deny = a.attributes.get(spec.id) is False is b.attributes.get(spec.id)
        if both_deny and any(fact.key == fact_key(spec) for fact in a.facts):
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
