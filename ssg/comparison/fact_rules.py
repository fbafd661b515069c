"""Decision rules from facts: attributes, price, licence, status and the day of the last change.

A rule repeats what one file says and the other rules out: a value that is explicitly false or
missing from an explicit list, never one that is unknown. Each has a `Key`, so that `Peers` can
count on how many of a tool's comparisons it would be given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ssg.attribute_values import Measure, higher, measure, range_label
from ssg.catalog import AttributeValue, PricingModel, Status
from ssg.comparison.cells import attribute_cell, attribute_number, may_include
from ssg.comparison.profile import (
    ENDED,
    MUST_BE_PAID,
    Fact,
    ToolProfile,
    fact_key,
    licence_family,
    row_anchor,
)
from ssg.settings import AttributeKind, AttributeSpec, Better
from ssg.text import inside_sentence, join_words, number
from ssg.tokenizer import terms

__all__ = ["Key", "Rule", "fact_keys", "fact_rules"]

Key: TypeAlias = tuple[str, str, str]
"""Kind of reason, attribute, and entry of a list or family of licences: `entry, hardware, cpu`."""

MOST_ENTRIES = 2
"""Entries of one list that a rule names."""
SHORT_LIST = 3
"""Most entries of the other side's list that a rule repeats."""
MEASURED = {AttributeKind.MONEY, AttributeKind.RANGE, AttributeKind.VERSION}
REAL_DIFFERENCE = 0.05
"""Share of the higher of two amounts, 0 to 1, below which they are nearly the same."""
COMPARED_NUMBERS = 2
"""Numbers of a version that make a difference: 1.10 and 1.9, but not 1.9.1 and 1.9.2."""
NEWER_BY = 183
"""Days between the last changes of two tools from which the newer one is a reason."""
PRICED = {PricingModel.PAID: "is paid", PricingModel.USAGE: "is paid per use"}


@dataclass(frozen=True, slots=True)
class Rule:
    """The rest of a sentence that begins "Choose A"."""

    before: str
    words: str
    """The part that links to the fact."""
    after: str
    anchor: str
    """Anchor of the fact on the page."""
    see: str = ""
    """Slug of a tool that has what neither of the two has."""

    @property
    def text(self) -> str:
        """The rule as it is read."""
        return f"{self.before}{self.words}{self.after}"


def fact_keys(
    me: ToolProfile, other: ToolProfile, attributes: Sequence[AttributeSpec]
) -> Iterator[Key]:
    """Yield the keys of all facts that are a reason to choose `me` over `other`."""
    rows = {fact.key for fact in me.facts}
    for spec in attributes:
        if spec.is_reason and (
            fact_key(spec) in rows or (spec.kind in MEASURED and _row(me, spec))
        ):
            yield from _attribute_keys(me, other, spec)
    mine, theirs = me.tool, other.tool
    if mine.pricing.has_free_tier and theirs.pricing.model in MUST_BE_PAID:
        yield "paid", "", ""
    families = licence_family(mine.license), licence_family(theirs.license)
    if all(families) and families[0] != families[1]:
        yield "licence", families[0], ""
    if theirs.status in ENDED:
        if mine.status is Status.ACTIVE:
            yield "ended", "", ""
    elif mine.updated and theirs.updated and (mine.updated - theirs.updated).days >= NEWER_BY:
        yield "newer", "", ""


def _row(side: ToolProfile, spec: AttributeSpec) -> Fact | None:
    """Return the row of an attribute: its own, or a built-in row of the same name that shows it."""
    key, value = fact_key(spec), side.attributes.get(spec.id)
    own = next((fact for fact in side.facts if fact.key == key), None)
    if own or value is None:
        return own
    label, text = terms(spec.label), attribute_cell(value, spec).text
    return next(
        (fact for fact in side.facts if fact.cell.text == text and terms(fact.label) == label), None
    )


def _attribute_keys(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Iterator[Key]:
    mine, theirs = me.attributes.get(spec.id), other.attributes.get(spec.id)
    if isinstance(mine, bool) and isinstance(theirs, bool):
        wanted = spec.better is Better.YES
        if spec.better in {Better.YES, Better.NO} and mine is wanted and theirs is not wanted:
            yield "answer", spec.id, ""
    elif isinstance(mine, tuple) and isinstance(theirs, tuple):
        for entry in mine:
            if not any(may_include(entry, one) for one in theirs) and not other.mentions(entry):
                yield "entry", spec.id, entry.lower()
    elif spec.kind is AttributeKind.NUMBER and _is_better(mine, theirs, spec):
        yield "number", spec.id, ""
    elif spec.kind in MEASURED and mine is not None and theirs is not None:
        yield from _measured_keys(measure(mine, spec.kind), measure(theirs, spec.kind), spec)


def _measured_keys(
    mine: Measure | None, theirs: Measure | None, spec: AttributeSpec
) -> Iterator[Key]:
    """Yield the key of a better amount, version or range, or of a range that goes further.

    An amount that differs by less than a twentieth, or a version in its third number, is no reason.
    """
    if mine is None or theirs is None or mine.unit != theirs.unit:
        return
    if spec.better in {Better.HIGHER, Better.LOWER}:
        a, b = (mine, theirs) if spec.better is Better.HIGHER else (-mine, -theirs)
        amounts = mine.low[0], theirs.low[0]
        near = abs(amounts[0] - amounts[1]) < REAL_DIFFERENCE * max(amounts)
        if spec.kind is AttributeKind.VERSION:
            near = mine.low[:COMPARED_NUMBERS] == theirs.low[:COMPARED_NUMBERS]
        if higher(a, b) == "a" and not (near and spec.kind is not AttributeKind.RANGE):
            yield "number", spec.id, ""
    elif spec.kind is AttributeKind.RANGE and mine.high > theirs.high:
        yield "above", spec.id, ""
    elif spec.kind is AttributeKind.RANGE and mine.low < theirs.low:
        yield "below", spec.id, ""


def _is_better(
    mine: AttributeValue | None, theirs: AttributeValue | None, spec: AttributeSpec
) -> bool:
    first, second = attribute_number(mine), attribute_number(theirs)
    if first is None or second is None or first == second:
        return False
    return spec.better is (Better.HIGHER if first > second else Better.LOWER)


def fact_rules(
    me: ToolProfile,
    other: ToolProfile,
    attributes: Sequence[AttributeSpec],
    allowed: frozenset[Key],
) -> Iterator[tuple[Key, Rule]]:
    """Yield the rules of the allowed keys; entries of one list share a rule."""
    specs = {spec.id: spec for spec in attributes}
    lists: set[str] = set()
    for key in fact_keys(me, other, attributes):
        kind, name, _ = key
        if key not in allowed or (kind == "entry" and name in lists):
            continue
        if kind == "entry":
            lists.add(name)
            yield key, _entries(me, other, specs[name], allowed)
        elif kind == "answer":
            yield key, _answer(other, specs[name])
        elif kind == "number":
            yield key, _number(me, other, specs[name])
        elif kind in {"above", "below"}:
            yield key, _further(other, specs[name], kind)
        else:
            yield key, _plain_rule(me, other, kind)


def _answer(other: ToolProfile, spec: AttributeSpec) -> Rule:
    """Return the rule for a boolean attribute whose better value only one side has."""
    name, anchor = other.tool.name, row_anchor(fact_key(spec))
    if spec.rule:
        return Rule("if ", spec.rule, f"; not with {name}", anchor)
    wanted, given = ("yes", "no") if spec.better is Better.YES else ("no", "yes")
    after = f" must be {wanted}; for {name} it is {given}"
    return Rule("if ", f"“{spec.label}”", after, anchor)


def _entries(
    me: ToolProfile, other: ToolProfile, spec: AttributeSpec, allowed: frozenset[Key]
) -> Rule:
    """Return the rule for entries of this side's list that the other side's list lacks."""
    lacking = {entry for _, _, entry in allowed.intersection(_attribute_keys(me, other, spec))}
    mine, theirs = _list(me, spec), _list(other, spec)
    entries = [entry for entry in mine if entry.lower() in lacking][:MOST_ENTRIES]
    pattern = spec.rule or f"{inside_sentence(spec.label)} must include {{value}}"
    before, value, after = pattern.partition("{value}")
    words = join_words(entries, "or")
    return Rule(
        f"if {before}" if value else "if ",
        words if value else before,
        f"{after}; {other.tool.name} {_listing(theirs, len(entries))}",
        row_anchor(fact_key(spec)),
    )


def _list(side: ToolProfile, spec: AttributeSpec) -> tuple[str, ...]:
    value = side.attributes.get(spec.id)
    return value if isinstance(value, tuple) else ()


def _listing(theirs: Sequence[str], lacking: int) -> str:
    if 0 < len(theirs) <= SHORT_LIST:
        return f"lists only {join_words(theirs)}"
    return "does not list it" if lacking == 1 else "lists neither"


def _number(me: ToolProfile, other: ToolProfile, spec: AttributeSpec) -> Rule:
    """Return the rule for a number that is better than the other side's."""
    row = _row(me, spec)
    anchor = row.anchor if row else row_anchor(fact_key(spec))
    mine, theirs = (attribute_cell(side.attributes.get(spec.id), spec).text for side in (me, other))
    if spec.rule:
        before, value, after = spec.rule.partition("{value}")
        return Rule(f"if {before}" if value else "if ", theirs if value else before, after, anchor)
    more, less = ("higher", "lower") if spec.kind in MEASURED else ("more", "less")
    words = f"{more if spec.better is Better.HIGHER else less} {inside_sentence(spec.label)}"
    before = "for a " if spec.kind in MEASURED else "for "
    return Rule(before, words, f": {mine} against {theirs} for {other.tool.name}", anchor)


def _further(other: ToolProfile, spec: AttributeSpec, kind: str) -> Rule:
    """Return the rule for a range that includes values above or below the other side's range."""
    theirs = str(other.attributes[spec.id])
    end = measure(theirs, spec.kind)
    edge = (end.high if kind == "above" else end.low)[0] if end else 0.0
    words = f"{'more' if kind == 'above' else 'less'} than {number(edge)} {spec.unit}".strip()
    pattern = spec.rule or f"{inside_sentence(spec.label)} must include {{value}}"
    before, value, after = pattern.partition("{value}")
    return Rule(
        f"if {before}" if value else "if ",
        words if value else before,
        f"{after}; {other.tool.name} has {range_label(theirs, spec.unit)}",
        row_anchor(fact_key(spec)),
    )


def _plain_rule(me: ToolProfile, other: ToolProfile, kind: str) -> Rule:
    mine, theirs, name = me.tool, other.tool, other.tool.name
    if kind == "paid":
        after = f"; {name} {PRICED[theirs.pricing.model]}"
        return Rule("to ", "start without paying", after, row_anchor("pricing"))
    if kind == "licence":
        words = f"{licence_family(mine.license)} licence ({mine.license})"
        return Rule("for a ", words, f"; {name} is under {theirs.license}", row_anchor("licence"))
    if kind == "ended":
        state = "archived" if theirs.status is Status.ARCHIVED else "in maintenance only"
        words = "project that is still developed"
        return Rule("for a ", words, f"; {name} is {state}", row_anchor("status"))
    after = f": last release or commit on {mine.updated}; {name}: {theirs.updated}"
    return Rule("for ", "more recent changes", after, row_anchor("updated"))
